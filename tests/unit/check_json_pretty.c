#include "unit.h"

#include "base/memory.h"
#include "json/pretty.h"

#include <string.h>

static const struct {
    struct span text, pretty;
} cases[] = {
    {CASE(""), CASE("")},
    {CASE(" \n"), CASE("")},
    {CASE("1.10"), CASE("1.10")},
    {CASE("{}"), CASE("{}")},
    {CASE("[ ]"), CASE("[]")},
    {CASE("[[],{}]"), CASE("[\n  [],\n  {}\n]")},
    {CASE("{\"a\" :1,\"b\":[true , null]}"),
     CASE("{\n  \"a\": 1,\n  \"b\": [\n    true,\n    null\n  ]\n}")},
    {CASE("[\"a b\\\" c,{}\\\\\",-0]"), CASE("[\n  \"a b\\\" c,{}\\\\\",\n  -0\n]")},
    {CASE("[\"\xe4\xb8\xad\xff\x01\"]"), CASE("[\n  \"\xe4\xb8\xad\xff\x01\"\n]")},
    /* no JSON: nothing is lost */
    {CASE("{\"a\":1}\n{\"b\":2}"), CASE("{\n  \"a\": 1\n}\n{\n  \"b\": 2\n}")},
    {CASE("[1,2,"), CASE("[\n  1,\n  2,")},
    {CASE("[1 2]"), CASE("[\n  1 2\n]")},
    {CASE("]}"), CASE("]\n}")},
    {CASE("not json at all"), CASE("not\njson\nat\nall")},
    {CASE("[\"abc"), CASE("[\n  \"abc")},
    {CASE("[1,]"), CASE("[\n  1,\n]")},
};

START_TEST(breaks_lines_and_indents)
{
    struct str out = {0};
    json_pretty(&out, cases[_i].text);
    ck_assert_span(str_span(&out), cases[_i].pretty.p);
    str_release(&out);
}
END_TEST

static bool
collect(void *context, struct span bytes)
{
    str_add(context, bytes);
    return true;
}

/* Everything but white space between tokens. */
static void
strip(struct str *out, struct span text)
{
    bool string = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (!string && memchr(" \n\t\r", c, 4))
            continue;
        if (c == '"')
            string = !string;
        str_add_byte(out, c);
        if (string && c == '\\' && i + 1 < text.n)
            str_add_byte(out, text.p[++i]);
    }
}

START_TEST(every_token_passes_as_it_is)
{
    struct str out = {0}, before = {0}, after = {0};
    json_pretty(&out, cases[_i].text);
    strip(&before, cases[_i].text);
    strip(&after, str_span(&out));
    ck_assert(span_equal(str_span(&before), str_span(&after)));
    str_release(&out);
    str_release(&before);
    str_release(&after);
}
END_TEST

START_TEST(chunks_of_every_split_give_the_same)
{
    struct span text = cases[_i].text;
    struct str whole = {0}, parts = {0};
    json_pretty(&whole, text);
    if (whole.n)
        str_add_byte(&whole, '\n');
    for (size_t a = 0; a <= text.n; a++)
        for (size_t b = a; b <= text.n; b++) {
            struct json_pretty pretty;
            str_clear(&parts);
            json_pretty_init(&pretty, collect, &parts);
            json_pretty_add(&pretty, span_sub(text, 0, a));
            json_pretty_add(&pretty, span_sub(text, a, b));
            json_pretty_add(&pretty, span_from(text, b));
            ck_assert(json_pretty_end(&pretty));
            ck_assert(span_equal(str_span(&parts), str_span(&whole)));
        }
    str_release(&whole);
    str_release(&parts);
}
END_TEST

static bool
count_and_refuse(void *context, struct span bytes)
{
    size_t *calls = context;
    ck_assert_uint_gt(bytes.n, 0);
    ++*calls;
    return false;
}

START_TEST(stops_when_the_reader_has_gone)
{
    struct json_pretty pretty;
    struct str text = {0};
    size_t calls = 0;
    str_add_repeat(&text, '[', 100000);
    json_pretty_init(&pretty, count_and_refuse, &calls);
    ck_assert(!json_pretty_add(&pretty, str_span(&text)));
    ck_assert(!json_pretty_add(&pretty, str_span(&text)));
    ck_assert(!json_pretty_end(&pretty));
    ck_assert_uint_eq(calls, 1);
    str_release(&text);
}
END_TEST

START_TEST(deep_nesting_does_not_grow_with_its_square)
{
    struct str text = {0}, out = {0};
    str_add_repeat(&text, '[', 20000);
    json_pretty(&out, str_span(&text));
    ck_assert_uint_lt(out.n, text.n * (2 * JSON_INDENT_MAX + 2));
    str_release(&text);
    str_release(&out);
}
END_TEST

static Suite *
pretty_suite(void)
{
    Suite *suite = suite_create("json_pretty");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, breaks_lines_and_indents, 0, COUNT_OF(cases));
    tcase_add_loop_test(all, every_token_passes_as_it_is, 0, COUNT_OF(cases));
    tcase_add_loop_test(all, chunks_of_every_split_give_the_same, 0, COUNT_OF(cases));
    tcase_add_test(all, stops_when_the_reader_has_gone);
    tcase_add_test(all, deep_nesting_does_not_grow_with_its_square);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(pretty_suite)
