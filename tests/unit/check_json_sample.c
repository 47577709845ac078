#include "unit.h"

#include "base/memory.h"
#include "json/sample.h"
#include "json/scan.h"

static const struct {
    const char *text;
    size_t most;
    const char *sample; /* NULL: there is none */
} cases[] = {
    {"[1, 2]", 6, "[1, 2]"},
    {"[10,20,30]", 6, "[10]"},
    {"[10,20,30]", 7, "[10,20]"},
    {"[10,20,30]", 9, "[10,20]"},
    {"[{\"a\":[1,2]},{\"a\":[3,4]}]", 20, "[{\"a\":[1,2]}]"},
    {"{\"c\":\"x\",\"value\":[{\"a\":1},{\"a\":2}],\"n\":1}", 27,
     "{\"c\":\"x\",\"value\":[{\"a\":1}]}"},
    {"{\"c\":\"x\",\"value\":[{\"a\":1},{\"a\":2}],\"n\":1}", 38,
     "{\"c\":\"x\",\"value\":[{\"a\":1},{\"a\":2}]}"},
    {"{\"c\":\"x\",\"value\":[{\"a\":1},{\"a\":2}],\"n\":1}", 20, "{\"c\":\"x\"}"},
    {"{\"Schema\":[{}],\"Results\":[{\"a\":1},{\"a\":2}]}", 36,
     "{\"Schema\":[{}],\"Results\":[{\"a\":1}]}"},
    {"{\"n\":1234,\"m\":5}", 7, NULL},
    {"{\"a\":\"long text\"}", 8, NULL},
    {"[\"long text\"]", 8, NULL},
    {"\"long text\"", 4, NULL},
    {"<html></html>", 4, NULL},
    {"[1,}22222222]", 9, "[1]"},
};

START_TEST(a_sample_ends_between_items)
{
    struct str sample = {0};
    bool there = json_sample(span_of(cases[_i].text), cases[_i].most, &sample);
    ck_assert_int_eq(there, cases[_i].sample != NULL);
    if (there)
        ck_assert_str_eq(str_text(&sample), cases[_i].sample);
    str_release(&sample);
}
END_TEST

/* Wherever a list is cut, what is left is sound. */
START_TEST(a_sample_is_sound)
{
    const char *text =
        "{\"@odata.context\":\"c\",\"x\":{\"y\":[1,[2]]},\"value\":[{\"a\":"
        "\"]}\\\"\",\"b\":[[],{}]},-1.5e3,true,\"s\",null],\"n\":12}";
    size_t some = 0;
    for (size_t most = 1; most <= span_of(text).n; most++) {
        struct str sample = {0};
        struct json_scan scan;
        struct span raw;
        if (json_sample(span_of(text), most, &sample)) {
            some++;
            ck_assert_uint_le(sample.n, most + 2);
            json_scan_init(&scan, str_span(&sample));
            ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_OBJECT);
            ck_assert(json_scan_skip(&scan, JSON_OBJECT));
            ck_assert_uint_eq(scan.at, sample.n);
        }
        str_release(&sample);
    }
    ck_assert_uint_gt(some, 50);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("json_sample");
    TCase *tests = tcase_create("json_sample");
    tcase_add_loop_test(tests, a_sample_ends_between_items, 0, COUNT_OF(cases));
    tcase_add_test(tests, a_sample_is_sound);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
