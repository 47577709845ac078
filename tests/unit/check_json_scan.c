#include "unit.h"

#include "base/memory.h"
#include "json/scan.h"

#include <string.h>

/* All tokens of the text, a letter each; '!' where it broke. */
static const char *
tokens(struct span text, struct json_fault *fault)
{
    static const char letters[] = ".{}[]ksntfN!";
    static char got[128];
    struct json_scan scan;
    struct span raw;
    size_t n = 0;
    enum json_token token;
    json_scan_init(&scan, text);
    do {
        token = json_scan_next(&scan, &raw);
        if (n < sizeof got - 1)
            got[n++] = letters[token];
    } while (token != JSON_END && token != JSON_BROKEN);
    got[n] = '\0';
    *fault = scan.fault;
    return got;
}

static const struct {
    struct span text;
    const char *tokens;
} good[] = {
    {CASE("null"), "N."},
    {CASE(" \t\r\n true \n"), "t."},
    {CASE("{}"), "{}."},
    {CASE("[]"), "[]."},
    {CASE("{\"id\":9007199254740993}"), "{kn}."},
    {CASE("{\"id\" : 18446744073709551615 }"), "{kn}."},
    {CASE("[1.10,-0,1e400,0.1e-400,-0.0E+7]"), "[nnnnn]."},
    {CASE("{\"a\":1,\"a\":2}"), "{knkn}."},
    {CASE("{\"\":1}"), "{kn}."},
    {CASE("{\"a\":\"x\\u0000y\"}"), "{ks}."},
    {CASE("[\"\\ud800\",\"\\ud83d\",\"\\udc00\\ud800\"]"), "[sss]."},
    {CASE("[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\uABcd\"]"), "[s]."},
    {CASE("[\"\x7f \xc3\xa9 \xe4\xb8\xad \xf0\x9f\x98\x80\"]"), "[s]."},
    {CASE("[[[]],{\"a\":[{}]},false]"), "[[[]]{k[{}]}f]."},
};

START_TEST(takes_what_the_grammar_allows)
{
    struct json_fault fault;
    ck_assert_str_eq(tokens(good[_i].text, &fault), good[_i].tokens);
    ck_assert_int_eq(fault.kind, JSON_FAULT_NONE);
}
END_TEST

static const struct {
    struct span text;
    enum json_fault_kind kind;
    size_t at, length;
} bad[] = {
    {CASE(""), JSON_FAULT_EMPTY, 0, 0},
    {CASE(" "), JSON_FAULT_EMPTY, 1, 0},
    {CASE("\xef\xbb\xbf{}"), JSON_FAULT_UNEXPECTED, 0, 1},
    {CASE("{\"a\":1}garbage"), JSON_FAULT_TRAILING, 7, 7},
    {CASE("{} {}"), JSON_FAULT_TRAILING, 3, 2},
    {CASE("[1,2,"), JSON_FAULT_CUT, 5, 0},
    {CASE("[1,2,]"), JSON_FAULT_UNEXPECTED, 5, 1},
    {CASE("{\"a\":1,}"), JSON_FAULT_UNEXPECTED, 7, 1},
    {CASE("[1 2]"), JSON_FAULT_UNEXPECTED, 3, 1},
    {CASE("[,1]"), JSON_FAULT_UNEXPECTED, 1, 1},
    {CASE("[1,,2]"), JSON_FAULT_UNEXPECTED, 3, 1},
    {CASE("{\"a\" 1}"), JSON_FAULT_UNEXPECTED, 5, 1},
    {CASE("{\"a\":}"), JSON_FAULT_UNEXPECTED, 5, 1},
    {CASE("{\"a\"}"), JSON_FAULT_UNEXPECTED, 4, 1},
    {CASE("{a:1}"), JSON_FAULT_UNEXPECTED, 1, 1},
    {CASE("{1:1}"), JSON_FAULT_UNEXPECTED, 1, 1},
    {CASE("[1}"), JSON_FAULT_UNEXPECTED, 2, 1},
    {CASE("{]"), JSON_FAULT_UNEXPECTED, 1, 1},
    {CASE("]"), JSON_FAULT_UNEXPECTED, 0, 1},
    {CASE("01"), JSON_FAULT_NUMBER, 0, 2},
    {CASE("[-012]"), JSON_FAULT_NUMBER, 1, 4},
    {CASE("+1"), JSON_FAULT_NUMBER, 0, 2},
    {CASE("[.5]"), JSON_FAULT_NUMBER, 1, 2},
    {CASE("[1.]"), JSON_FAULT_NUMBER, 1, 2},
    {CASE("[1.2.3]"), JSON_FAULT_NUMBER, 1, 5},
    {CASE("[1e]"), JSON_FAULT_NUMBER, 1, 2},
    {CASE("[-]"), JSON_FAULT_NUMBER, 1, 1},
    {CASE("-"), JSON_FAULT_CUT, 1, 0},
    {CASE("[1e+"), JSON_FAULT_CUT, 4, 0},
    {CASE("[0x10]"), JSON_FAULT_UNEXPECTED, 2, 1},
    {CASE("NaN"), JSON_FAULT_UNEXPECTED, 0, 1},
    {CASE("nul"), JSON_FAULT_CUT, 3, 0},
    {CASE("[nulL]"), JSON_FAULT_UNEXPECTED, 1, 3},
    {CASE("truefalse"), JSON_FAULT_TRAILING, 4, 5},
    {CASE("'a'"), JSON_FAULT_UNEXPECTED, 0, 1},
    {CASE("// c\n1"), JSON_FAULT_UNEXPECTED, 0, 1},
    {CASE("\"abc"), JSON_FAULT_CUT, 4, 0},
    {CASE("\"abc\\"), JSON_FAULT_CUT, 5, 0},
    {CASE("\"\\u12"), JSON_FAULT_CUT, 5, 0},
    {CASE("\"\xe4\xb8"), JSON_FAULT_CUT, 3, 0},
    {CASE("\"\\x\""), JSON_FAULT_ESCAPE, 1, 2},
    {CASE("\"\\u12\""), JSON_FAULT_ESCAPE, 1, 4},
    {CASE("\"\\u12g4\""), JSON_FAULT_ESCAPE, 1, 5},
    {CASE("\"a\nb\""), JSON_FAULT_CONTROL, 2, 1},
    {CASE("\"a\0b\""), JSON_FAULT_CONTROL, 2, 1},
    {CASE("\"a\x1b\""), JSON_FAULT_CONTROL, 2, 1},
    {CASE("\"\xff\""), JSON_FAULT_UTF8, 1, 1},
    {CASE("\"\xc0\x9b\""), JSON_FAULT_UTF8, 1, 1},
    {CASE("\"\xed\xa0\x80\""), JSON_FAULT_UTF8, 1, 1},
    {CASE("\"\xf4\x90\x80\x80\""), JSON_FAULT_UTF8, 1, 1},
    {CASE("1\0"), JSON_FAULT_TRAILING, 1, 1},
    {CASE("[1\f]"), JSON_FAULT_UNEXPECTED, 2, 1},
};

START_TEST(names_the_first_fault_and_its_place)
{
    struct json_fault fault;
    const char *got = tokens(bad[_i].text, &fault);
    ck_assert_int_eq(got[strlen(got) - 1], '!');
    ck_assert_int_eq(fault.kind, bad[_i].kind);
    ck_assert_uint_eq(fault.at, bad[_i].at);
    ck_assert_uint_eq(fault.length, bad[_i].length);
}
END_TEST

START_TEST(gives_the_bytes_of_each_token)
{
    struct json_scan scan;
    struct span raw;
    json_scan_init(&scan, SPAN(" {\"a\\n\" : 1.50 }"));
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_OBJECT);
    ck_assert_span(raw, "{");
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_NAME);
    ck_assert_span(raw, "\"a\\n\"");
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_NUMBER);
    ck_assert_span(raw, "1.50");
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_OBJECT_END);
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_END);
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_END);
}
END_TEST

START_TEST(skips_a_value_whole)
{
    struct json_scan scan;
    struct span raw;
    json_scan_init(&scan, SPAN("[{\"a\":[1,{}]},\"x\",2]"));
    json_scan_next(&scan, &raw);
    ck_assert(json_scan_skip(&scan, json_scan_next(&scan, &raw)));
    ck_assert(json_scan_skip(&scan, json_scan_next(&scan, &raw)));
    ck_assert_span(raw, "\"x\"");
    ck_assert_int_eq(json_scan_next(&scan, &raw), JSON_NUMBER);

    json_scan_init(&scan, SPAN("[[1,2}"));
    json_scan_next(&scan, &raw);
    ck_assert(!json_scan_skip(&scan, json_scan_next(&scan, &raw)));
}
END_TEST

/* N openings, and as many closings when the text is to be whole. */
static struct str
nested(size_t n, bool whole)
{
    struct str text = {0};
    for (size_t i = 0; i < n; i++)
        str_add_text(&text, i % 2 ? "{\"a\":" : "[");
    str_add_byte(&text, '1');
    for (size_t i = n; whole && i--;)
        str_add_byte(&text, i % 2 ? '}' : ']');
    return text;
}

START_TEST(nests_to_the_limit_and_no_deeper)
{
    static const size_t depths[] = {999, 1000, 1001, JSON_DEPTH_MAX,
                                    JSON_DEPTH_MAX + 1};
    struct json_fault fault;
    for (size_t i = 0; i < COUNT_OF(depths); i++) {
        struct str text = nested(depths[i], true);
        tokens(str_span(&text), &fault);
        ck_assert_int_eq(fault.kind, depths[i] > JSON_DEPTH_MAX ? JSON_FAULT_DEEP
                                                                : JSON_FAULT_NONE);
        str_release(&text);
    }
    struct str text = nested(100000, false);
    tokens(str_span(&text), &fault);
    ck_assert_int_eq(fault.kind, JSON_FAULT_DEEP);
    str_release(&text);
}
END_TEST

START_TEST(every_cut_of_a_whole_text_is_told_as_a_cut)
{
    struct span text = SPAN("[{\"n\\u0041\":[true,null,-1.5e+3,\"\xe4\xb8\xad\"]},[]]");
    struct json_fault fault;
    for (size_t n = 1; n < text.n; n++) {
        tokens(span_sub(text, 0, n), &fault);
        ck_assert_int_eq(fault.kind, JSON_FAULT_CUT);
        ck_assert_uint_eq(fault.at, n);
    }
}
END_TEST

static Suite *
scan_suite(void)
{
    Suite *suite = suite_create("json_scan");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, takes_what_the_grammar_allows, 0, COUNT_OF(good));
    tcase_add_loop_test(all, names_the_first_fault_and_its_place, 0, COUNT_OF(bad));
    tcase_add_test(all, gives_the_bytes_of_each_token);
    tcase_add_test(all, skips_a_value_whole);
    tcase_add_test(all, nests_to_the_limit_and_no_deeper);
    tcase_add_test(all, every_cut_of_a_whole_text_is_told_as_a_cut);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(scan_suite)
