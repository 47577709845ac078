#include "unit.h"

#include "base/sanitise.h"
#include "base/unicode.h"
#include "base/utf8.h"

static char *
shown(struct span s, enum sanitise_form form)
{
    struct str out = {0};
    sanitise_line(&out, s, form);
    return str_take(&out);
}

/* What a JSON reader makes of the escapes that the sanitiser writes. */
static void
parse_back(struct span s, struct str *out)
{
    uint32_t high = 0;
    while (s.n) {
        char bytes[4];
        if (s.p[0] != '\\') {
            str_add_byte(out, s.p[0]);
            s = span_from(s, 1);
            continue;
        }
        const char *names = "\"\\bfnrt", *values = "\"\\\b\f\n\r\t";
        const char *hit = strchr(names, s.p[1]);
        if (hit) {
            str_add_byte(out, values[hit - names]);
            s = span_from(s, 2);
            continue;
        }
        ck_assert_int_eq(s.p[1], 'u');
        uint32_t c =
            (uint32_t)strtoul(((char[5]){s.p[2], s.p[3], s.p[4], s.p[5], 0}), NULL, 16);
        s = span_from(s, 6);
        if (c >= 0xd800 && c < 0xdc00) {
            high = c;
            continue;
        }
        if (c >= 0xdc00 && c < 0xe000)
            c = 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00);
        str_add(out, (struct span){bytes, utf8_put(bytes, c)});
    }
}

START_TEST(every_character_parses_back_and_none_is_hidden)
{
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        char bytes[5] = "x";
        struct span in = {bytes, 1 + utf8_put(bytes + 1, c)};
        char *text = shown(in, SANITISE_JSON);
        struct str back = {0};
        parse_back(span_of(text), &back);
        ck_assert_msg(span_equal(str_span(&back), in), "U+%04X shown as %s", c, text);
        uint32_t seen;
        for (struct span rest = span_of(text); rest.n;) {
            size_t n = utf8_next(rest, &seen);
            ck_assert_msg(!unicode_hidden(seen), "U+%04X lets U+%04X through", c, seen);
            rest = span_from(rest, n);
        }
        str_release(&back);
        free(text);
    }
}
END_TEST

static const struct {
    struct span in;
    const char *want;
} named[] = {
    {SPAN_INIT("a\x1b[2Jb"), "a\\u001b[2Jb"},
    {SPAN_INIT("\x1b]52;c;cHduZWQ=\x07"), "\\u001b]52;c;cHduZWQ=\\u0007"},
    {SPAN_INIT("a\xc2\x9b"
               "2Jb"),
     "a\\u009b2Jb"},
    {SPAN_INIT("a\x9b"
               "2Jb"),
     "a\\ufffd2Jb"},
    {SPAN_INIT("a\0SECRET"), "a\\u0000SECRET"},
    {SPAN_INIT("High\rLow\b\n\t"), "High\\rLow\\b\\n\\t"},
    {SPAN_INIT("user\u202ecod.exe"), "user\\u202ecod.exe"},
    {SPAN_INIT("ad\u200bmin"), "ad\\u200bmin"},
    {SPAN_INIT("hi\U000e0041"), "hi\\udb40\\udc41"},
    {SPAN_INIT("a\u2028b\u00a0c\u3000d"), "a\\u2028b\\u00a0c\u3000d"},
    {SPAN_INIT("a\u0301\u0301\u0301\u0301\u0301"), "a\u0301\u0301\u0301\u0301\\u0301"},
    {SPAN_INIT("\u0301x"), "\\u0301x"},
    {SPAN_INIT("\xed\xa0\x80"), "\\ufffd\\ufffd\\ufffd"},
    {SPAN_INIT("ok\xe2\x82"), "ok\\ufffd\\ufffd"},
    {SPAN_INIT("\\u001b\""), "\\\\u001b\\\""},
    {SPAN_INIT("中文😀"), "中文😀"},
};

START_TEST(named_strings_are_shown_as_promised)
{
    char *text = shown(named[_i].in, SANITISE_JSON);
    ck_assert_str_eq(text, named[_i].want);
    free(text);
}
END_TEST

START_TEST(a_flood_of_marks_stays_small)
{
    struct str in = str_of("a");
    for (int i = 0; i < 1000; i++)
        str_add_text(&in, "\u0301");
    char *text = shown(str_span(&in), SANITISE_PLAIN);
    ck_assert_str_eq(text, "a\u0301\u0301\u0301\u0301…×996");
    ck_assert_uint_eq(sanitise_columns(str_span(&in), SANITISE_PLAIN), 6);
    free(text);
    str_release(&in);
}
END_TEST

START_TEST(lines_keep_line_breaks_and_expand_tabs)
{
    struct str out = {0};
    sanitise_lines(&out, SPAN("ab\tc\n\td\r"), SANITISE_PLAIN);
    ck_assert_str_eq(str_text(&out), "ab      c\n        d\\r");
    str_release(&out);
}
END_TEST

/* At each place of texts that end before, on and behind the pieces it is read in. */
START_TEST(ascii_ends_at_the_first_other_byte)
{
    char text[200];
    for (size_t n = 0; n <= sizeof text; n++) {
        memset(text, 'a', sizeof text);
        ck_assert_uint_eq(utf8_ascii((struct span){text, n}), n);
        for (size_t at = 0; at < n; at++) {
            text[at] = (char)0x80;
            ck_assert_uint_eq(utf8_ascii((struct span){text, n}), at);
            ck_assert(!utf8_valid((struct span){text, n}));
            text[at] = 'a';
        }
    }
}
END_TEST

static Suite *
sanitise_suite(void)
{
    Suite *suite = suite_create("sanitise");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, ascii_ends_at_the_first_other_byte);
    tcase_add_test(all, every_character_parses_back_and_none_is_hidden);
    tcase_add_loop_test(all, named_strings_are_shown_as_promised, 0,
                        sizeof named / sizeof *named);
    tcase_add_test(all, a_flood_of_marks_stays_small);
    tcase_add_test(all, lines_keep_line_breaks_and_expand_tabs);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(sanitise_suite)
