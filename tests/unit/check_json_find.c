#include "config.h"

#include "json/seek.h"

#include "base/memory.h"
#include "unit.h"

/* The matches with a bar between; "!" where it ended as too many steps. Slices of
 * BUDGET bytes: few make the search stop often. */
static void
seek_all(const struct json_find *find, struct span text, size_t from, size_t budget,
         struct str *out)
{
    struct json_document document;
    struct json_seek seek;
    struct span match;
    json_document_init(&document);
    json_document_read(&document, text, true);
    json_seek_init(&seek, from, text.n);
    str_clear(out);
    for (size_t slices = 0; slices < 1000000;) {
        size_t left = budget;
        enum pattern_outcome outcome = PATTERN_FOUND;
        while (outcome == PATTERN_FOUND) {
            outcome = json_seek_next(&seek, find, &document, text, &left, &match);
            if (outcome == PATTERN_FOUND)
                str_addf(out, "%s%.*s", out->n ? "|" : "", SPAN_ARG(match));
        }
        if (outcome == PATTERN_WILD)
            str_add_byte(out, '!');
        if (outcome != PATTERN_MORE)
            break;
        slices++;
    }
    json_document_release(&document);
}

static void
assert_found(struct span sought, bool expression, enum json_scope scope,
             struct span text, const char *found)
{
    static const size_t budgets[] = {PATTERN_SLICE, 1, 70};
    struct json_find find = {0};
    struct pattern_fault fault = {0};
    struct str out = {0};
    if (expression)
        ck_assert_msg(json_find_set_pattern(&find, sought, &fault), "%s", fault.reason);
    else
        json_find_set(&find, sought);
    find.scope = scope;
    for (size_t i = 0; i < COUNT_OF(budgets); i++) {
        seek_all(&find, text, 0, budgets[i], &out);
        ck_assert_str_eq(str_text(&out), found);
    }
    json_find_release(&find);
    str_release(&out);
}

static const struct span body =
    CASE("{\"id\":\"an id\",\"idle\":[\"Id\",12,true,null,{\"x\":\"\"}],\"n\":-1.5e3}");

static const struct {
    struct span sought;
    bool expression;
    const char *found[JSON_IN_VALUES + 1];
} scopes[] = {
    {CASE("id"), false, {"id|id|id|Id", "id|id", "id|Id"}},
    {CASE("Id"), false, {"Id", "", "Id"}},
    {CASE("id\""), false, {"id\"|id\"|Id\"", "id\"", "id\"|Id\""}},
    {CASE("\"id\":"), false, {"\"id\":", "", ""}},
    {CASE(":\"an"), false, {":\"an", "", ""}},
    {CASE("id\","), false, {"id\",|Id\",", "", ""}},
    {CASE("true"), false, {"true", "", "true"}},
    {CASE("id"), true, {"id|id|id|Id", "id|id", "id|Id"}},
    {CASE("Id"), true, {"Id", "", "Id"}},
    {CASE("^id$"), true, {"id|Id", "id", "Id"}},
    {CASE("\\Bd"), true, {"d|d|d|d", "d|d", "d|d"}},
    {CASE("^\\D+$"),
     true,
     {"id|an id|idle|Id|true|null|x|n", "id|idle|x|n", "an id|Id|true|null"}},
    {CASE("^-?[\\d.e]+$"), true, {"12|-1.5e3", "", "12|-1.5e3"}},
    {CASE("[{\",:]"), true, {"", "", ""}},
    {CASE("z*"), true, {"", "", ""}}, /* empty matches are none */
    {CASE("x*|l"), true, {"l|l|l|x", "l|x", "l|l"}},
    {CASE("\\bi"), true, {"i|i|i|I", "i|i", "i|I"}},
    {CASE("(?<=i)d"), true, {"d|d|d|d", "d|d", "d|d"}},
};

START_TEST(names_and_values_are_told_apart)
{
    for (int scope = JSON_ANYWHERE; scope <= JSON_IN_VALUES; scope++)
        assert_found(scopes[_i].sought, scopes[_i].expression, (enum json_scope)scope,
                     body, scopes[_i].found[scope]);
}
END_TEST

static const struct {
    struct span sought, text;
    const char *found;
} meanings[] = {
    /* as it is meant, not as JSON spells it */
    {CASE("^C:\\\\Windows$"), CASE("[\"C:\\\\Windows\"]"), "C:\\\\Windows"},
    {CASE("\"q\""), CASE("[\"a \\\"q\\\" b\"]"), "\\\"q\\\""},
    {CASE("caf\xc3\xa9"), CASE("[\"caf\\u00e9\",\"CAF\xc3\x89\"]"),
     "caf\\u00e9|CAF\xc3\x89"},
    {CASE("^.$"),
     CASE("[\"\\ud83d\\ude00\",\"\xf0\x9f\x98\x80\",\"\xc3\xa9\",\"\\n\"]"),
     "\\ud83d\\ude00|\xf0\x9f\x98\x80|\xc3\xa9"},
    {CASE("b"), CASE("[\"\\u0061\\u0062\\tb\"]"), "\\u0062|b"},
    {CASE("\\w+"), CASE("[\"\xe4\xb8\xad\xe6\x96\x87 x\"]"),
     "\xe4\xb8\xad\xe6\x96\x87|x"},
    /* what is no JSON: line by line, and no byte that is not UTF-8 */
    {CASE("^b.*$"), CASE("abc\r\nb 1\r\nb"), "b 1|b"},
    {CASE("a.c"),
     CASE("a\xff"
          "c abc\n\xe9 axc"),
     "abc|axc"},
    {CASE("x$"), CASE("{\"a\":\"x\"} tail x"), "x|x"},
    {CASE("l."), CASE("{\"a\":\"lo\",\"b\":\"ly"), "lo|ly"}, /* cut off */
};

START_TEST(an_expression_sees_what_is_meant)
{
    assert_found(meanings[_i].sought, true, JSON_ANYWHERE, meanings[_i].text,
                 meanings[_i].found);
}
END_TEST

static const struct {
    struct span sought;
    size_t at;
} faults[] = {
    {CASE("ab("), 3}, {CASE("a)b"), 2},    {CASE("[ab"), 3},
    {CASE("*a"), 1},  {CASE("a{3,1}"), 6}, {CASE("\xc3\xa9\xc3\xa9["), 3},
    {CASE("x\\"), 2},
};

START_TEST(a_bad_expression_is_told_with_its_place)
{
    struct json_find find = {0};
    struct pattern_fault fault = {0};
    ck_assert(!json_find_set_pattern(&find, faults[_i].sought, &fault));
    ck_assert(!json_find_is_set(&find));
    ck_assert_uint_eq(fault.at, faults[_i].at);
    ck_assert_ptr_nonnull(fault.reason);
    ck_assert_str_ne(fault.reason, "From here on it is no regular expression.");
}
END_TEST

START_TEST(an_expression_has_a_greatest_size)
{
    struct json_find find = {0};
    struct pattern_fault fault = {0};
    struct str text = {0};
    str_add_repeat(&text, 'a', PATTERN_MAX + 1);
    ck_assert(!json_find_set_pattern(&find, str_span(&text), &fault));
    ck_assert_str_eq(fault.reason, "The expression is too long.");
    ck_assert(!json_find_set_pattern(&find, SPAN("((((a{99}){99}){99}){99})"), &fault));
    str_clear(&text);
    str_add_repeat(&text, '(', 100);
    str_add_repeat(&text, ')', 100);
    ck_assert(!json_find_set_pattern(&find, str_span(&text), &fault));
    str_release(&text);
}
END_TEST

/* These would take longer than anybody lives. */
static const struct {
    struct span sought;
    const char *found;
} wild[] = {
    {CASE("(a+)+$"), "!"},          {CASE("(a|aa)+$"), "!"}, {CASE("(.*)*[0-9]"), "!"},
    {CASE("(?:a.*){9}[0-9]"), "!"}, {CASE("(?R)a|b"), "!"},
};

START_TEST(an_expression_that_goes_wild_ends)
{
    struct str text = {0};
    str_add_text(&text, "[\"");
    str_add_repeat(&text, 'a', 3000);
    str_add_text(&text, "b\"]");
    assert_found(wild[_i].sought, true, JSON_ANYWHERE, str_span(&text), wild[_i].found);
    str_release(&text);
}
END_TEST

/* A value of many parts: found where it begins, ends, and across two parts. */
START_TEST(long_values_are_looked_through_in_parts)
{
    for (size_t at = JSON_SEEK_PART - 8; at < JSON_SEEK_PART + 8; at++) {
        struct str text = {0};
        str_add_text(&text, "[\"");
        str_add_repeat(&text, '-', at - 6);
        str_add_text(&text, "\\u00e9needle\\ud83d\\ude00");
        str_add_repeat(&text, '-', 2 * JSON_SEEK_PART);
        str_add_text(&text, "end\"]");
        assert_found(SPAN("\xc3\xa9needle.|^.{3}|.{3}$"), true, JSON_IN_VALUES,
                     str_span(&text), "---|\\u00e9needle\\ud83d\\ude00|end");
        str_release(&text);
    }
}
END_TEST

START_TEST(goes_on_from_any_place)
{
    static const char *const rest[] = {"id|id|Id", "id|Id", "Id"};
    static const size_t from[] = {4, 12, 18};
    struct json_find find = {0};
    struct pattern_fault fault;
    struct str out = {0};
    for (int expression = 0; expression < 2; expression++) {
        if (expression)
            json_find_set_pattern(&find, SPAN("id"), &fault);
        else
            json_find_set(&find, SPAN("id"));
        for (size_t i = 0; i < COUNT_OF(from); i++) {
            seek_all(&find, body, from[i], PATTERN_SLICE, &out);
            ck_assert_str_eq(str_text(&out), rest[i]);
        }
    }
    json_find_release(&find);
    str_release(&out);
}
END_TEST

/* A needle that stands rarely where it is sought, over many segments of the index. */
START_TEST(scopes_hold_over_many_segments)
{
    struct str text = {0};
    str_add_byte(&text, '[');
    for (int i = 0; i < 20000; i++)
        str_addf(&text, "{\"name\":\"%s\",\"other\":%d},", i % 5000 ? "x" : "name", i);
    str_add_text(&text, "\"name\"]");
    assert_found(SPAN("name"), false, JSON_IN_VALUES, str_span(&text),
                 "name|name|name|name|name");
    assert_found(SPAN("^name$"), true, JSON_IN_VALUES, str_span(&text),
                 "name|name|name|name|name");
    str_release(&text);
}
END_TEST

static Suite *
find_suite(void)
{
    Suite *suite = suite_create("json_find");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, names_and_values_are_told_apart, 0, COUNT_OF(scopes));
    tcase_add_loop_test(all, an_expression_sees_what_is_meant, 0, COUNT_OF(meanings));
    tcase_add_loop_test(all, a_bad_expression_is_told_with_its_place, 0,
                        COUNT_OF(faults));
    tcase_add_test(all, an_expression_has_a_greatest_size);
    tcase_add_loop_test(all, an_expression_that_goes_wild_ends, 0, COUNT_OF(wild));
    tcase_add_test(all, long_values_are_looked_through_in_parts);
    tcase_add_test(all, goes_on_from_any_place);
    tcase_add_test(all, scopes_hold_over_many_segments);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(find_suite)
