#include "unit.h"

#include "base/memory.h"
#include "json/text.h"

static const struct {
    struct span raw, value;
    bool whole;
} unquoted[] = {
    {CASE("\"\""), CASE(""), true},
    {CASE("\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\""), CASE("a\"\\/\b\f\n\r\tz"), true},
    {CASE("\"\\u0041\\u00e9\\u4e2d\""), CASE("A\xc3\xa9\xe4\xb8\xad"), true},
    {CASE("\"x\\u0000y\""), CASE("x\0y"), true},
    {CASE("\"\\ud83d\\ude00\""), CASE("\xf0\x9f\x98\x80"), true},
    {CASE("\"\\uD83D\\uDE00\""), CASE("\xf0\x9f\x98\x80"), true},
    {CASE("\"\\ud83d\""), CASE("\xef\xbf\xbd"), false},
    {CASE("\"\\ud83dx\""), CASE("\xef\xbf\xbdx"), false},
    {CASE("\"\\ud83d\\u0041\""),
     CASE("\xef\xbf\xbd"
          "A"),
     false},
    {CASE("\"\\ud83d\\ue000\""), CASE("\xef\xbf\xbd\xee\x80\x80"), false},
    {CASE("\"\\udc00\\ud800\""), CASE("\xef\xbf\xbd\xef\xbf\xbd"), false},
    {CASE("\"\xff\""), CASE("\xef\xbf\xbd"), false},
    {CASE("abc"), CASE(""), false},
    {CASE("\""), CASE(""), false},
    {CASE(""), CASE(""), false},
};

START_TEST(unquotes)
{
    struct str out = {0};
    ck_assert(json_unquote(&out, unquoted[_i].raw) == unquoted[_i].whole);
    ck_assert(span_equal(str_span(&out), unquoted[_i].value));
    str_release(&out);
}
END_TEST

START_TEST(quotes)
{
    struct str out = {0};
    json_quote(&out, SPAN("a\"\\/\n\x01\x7f\xe4\xb8\xad\xff"));
    ck_assert_span(str_span(&out), "\"a\\\"\\\\/\\n\\u0001\x7f\xe4\xb8\xad\\ufffd\"");
    str_clear(&out);
    json_quote(&out, SPAN("x\0y"));
    ck_assert_span(str_span(&out), "\"x\\u0000y\"");
    str_release(&out);
}
END_TEST

START_TEST(what_is_quoted_unquotes_to_itself)
{
    uint32_t seed = 1;
    for (size_t round = 0; round < 10000; round++) {
        struct str text = {0}, raw = {0}, back = {0};
        for (size_t i = round % 9; i; i--) {
            static const char *const parts[] = {
                "\\",   "\"", "/", "u0041",    "\n",
                "\x1b", "a",  "",  "\xc3\xa9", "\xf0\x9f\x98\x80"};
            seed = seed * 1664525 + 1013904223;
            str_add_text(&text, parts[(seed >> 16) % COUNT_OF(parts)]);
        }
        json_quote(&raw, str_span(&text));
        ck_assert(json_unquote(&back, str_span(&raw)));
        ck_assert(span_equal(str_span(&back), str_span(&text)));
        str_release(&text);
        str_release(&raw);
        str_release(&back);
    }
}
END_TEST

START_TEST(places_count_characters)
{
    struct span text = SPAN("ab\n\xe4\xb8\xad\xff"
                            "c\n\nlast");
    static const struct {
        size_t at, line, column;
    } places[] = {{0, 1, 1}, {2, 1, 3}, {3, 2, 1},  {6, 2, 2},  {7, 2, 3},
                  {8, 2, 4}, {9, 3, 1}, {10, 4, 1}, {14, 4, 5}, {99, 4, 5}};
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        struct json_place place = json_place_of(text, places[i].at);
        ck_assert_uint_eq(place.line, places[i].line);
        ck_assert_uint_eq(place.column, places[i].column);
        if (places[i].at < text.n)
            ck_assert_uint_eq(json_offset_of(text, place), places[i].at);
    }
    ck_assert_uint_eq(json_offset_of(text, (struct json_place){1, 99}), 2);
    ck_assert_uint_eq(json_offset_of(text, (struct json_place){99, 1}), text.n);
    ck_assert_uint_eq(json_offset_of(SPAN(""), (struct json_place){1, 1}), 0);
}
END_TEST

START_TEST(pointers_escape_their_two_characters)
{
    struct str pointer = {0};
    json_pointer_add(&pointer, SPAN("a/b~c"));
    json_pointer_add_index(&pointer, 12);
    json_pointer_add(&pointer, SPAN(""));
    ck_assert_str_eq(str_text(&pointer), "/a~1b~0c/12/");
    str_release(&pointer);
}
END_TEST

static const struct {
    const char *pointer, *path, *jq;
} places[] = {
    {"", "$", "."},
    {"/value/0/id", "$['value'][0]['id']", ".value[0].id"},
    {"/0/1", "$[0][1]", ".[0][1]"},
    {"/@odata.nextLink", "$['@odata.nextLink']", ".[\"@odata.nextLink\"]"},
    {"/a~1b/c~0d", "$['a/b']['c~d']", ".[\"a/b\"][\"c~d\"]"},
    {"/it's/\\/", "$['it\\'s']['\\\\']['']", ".[\"it's\"][\"\\\\\"][\"\"]"},
};

START_TEST(a_place_is_written_as_other_tools_do)
{
    struct str path = {0}, jq = {0};
    json_pointer_as_path(span_of(places[_i].pointer), &path);
    json_pointer_as_jq(span_of(places[_i].pointer), &jq);
    ck_assert_str_eq(str_text(&path), places[_i].path);
    ck_assert_str_eq(str_text(&jq), places[_i].jq);
    str_release(&path);
    str_release(&jq);
}
END_TEST

static const struct {
    const char *text;
    bool is_long;
} numbers[] = {
    {"", false},
    {"9007199254740992", false},
    {"[9007199254740993]", true},
    {"[-9007199254740993]", true},
    {"{\"a\": 12345678901234567}", true},
    {"{\"a\": \"12345678901234567890\"}", false},
    {"{\"a\\\"\": 12345678901234567890}", true},
    {"[\"\\\\\", 12345678901234567890]", true},
    {"[\"\\\\\", \"12345678901234567890\"]", false},
    {"[\"2026-11-23T13:56:24.1234567Z\"]", false},
    {"0.00000000000000000001", false},
    {"3.14159265358979323846", true},
    {"-12.5e+300", false},
    {"[1234567890,1234567890]", false},
};

START_TEST(numbers_that_a_double_cannot_hold_are_found)
{
    ck_assert_int_eq(json_has_long_number(span_of(numbers[_i].text)),
                     numbers[_i].is_long);
}
END_TEST

static Suite *
text_suite(void)
{
    Suite *suite = suite_create("json_text");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, unquotes, 0, COUNT_OF(unquoted));
    tcase_add_test(all, quotes);
    tcase_add_test(all, what_is_quoted_unquotes_to_itself);
    tcase_add_test(all, places_count_characters);
    tcase_add_test(all, pointers_escape_their_two_characters);
    tcase_add_loop_test(all, a_place_is_written_as_other_tools_do, 0,
                        (int)(sizeof places / sizeof *places));
    tcase_add_loop_test(all, numbers_that_a_double_cannot_hold_are_found, 0,
                        COUNT_OF(numbers));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(text_suite)
