#include "unit.h"

#include "base/memory.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "view/screen.h"
#include "view/widgets.h"

/* No half of a wide character without the other, no hidden character, widths that fit.
 */
static void
assert_sound(const struct screen *screen)
{
    for (int y = 0; y < screen->rows; y++) {
        for (int x = 0; x < screen->columns; x++) {
            const struct cell *cell = screen_cell(screen, y, x);
            const struct cell *next = screen_cell(screen, y, x + 1);
            ck_assert(cell->width <= 2);
            if (cell->width == 2)
                ck_assert(next && next->width == 0);
            if (cell->width == 0)
                ck_assert(x > 0 && screen_cell(screen, y, x - 1)->width == 2);
            uint32_t c;
            for (struct span s = span_of(cell->text); s.n;) {
                size_t n = utf8_next(s, &c);
                ck_assert(c != UTF8_BAD && !unicode_hidden(c));
                s = span_from(s, n);
            }
        }
    }
}

START_TEST(writing_over_half_of_a_wide_character_blanks_the_other)
{
    struct screen screen;
    screen_init(&screen, 1, 6);
    struct rect all = screen_whole(&screen);
    screen_puts(&screen, all, 0, 0, "日本", STYLE_NORMAL);
    screen_puts(&screen, all, 0, 1, "X", STYLE_NORMAL);
    screen_puts(&screen, all, 0, 5, "語", STYLE_NORMAL);
    struct str dump = {0};
    screen_dump(&screen, &dump);
    ck_assert_str_eq(str_text(&dump), "6x1\n| X本  |\n");
    assert_sound(&screen);
    str_release(&dump);
    screen_release(&screen);
}
END_TEST

START_TEST(a_line_downwards_keeps_to_its_area)
{
    struct screen screen;
    screen_init(&screen, 4, 6);
    screen_puts(&screen, screen_whole(&screen), 1, 1, "日", STYLE_NORMAL);
    screen_upright(&screen, (struct rect){1, 1, 2, 3}, 0, 1, 9, "│", STYLE_BORDER);
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 6; x++) {
            bool line = x == 2 && (y == 1 || y == 2);
            ck_assert_str_eq(screen_cell(&screen, y, x)->text, line ? "│" : " ");
        }
    screen_upright(&screen, screen_whole(&screen), -3, 0, 5, "│", STYLE_BORDER);
    screen_upright(&screen, screen_whole(&screen), 0, 6, 4, "│", STYLE_BORDER);
    ck_assert_str_eq(screen_cell(&screen, 1, 0)->text, "│");
    ck_assert_str_eq(screen_cell(&screen, 2, 0)->text, " ");
    screen_release(&screen);
}
END_TEST

START_TEST(a_cut_is_marked_and_never_wider_than_told)
{
    struct screen screen;
    screen_init(&screen, 2, 10);
    struct rect all = screen_whole(&screen);
    int end = screen_put_cut(&screen, all, 0, 1, 5, SPAN("abcdefgh"), SANITISE_PLAIN,
                             STYLE_BAD);
    ck_assert_int_eq(end, 6);
    end = screen_put_cut(&screen, all, 1, 0, 4, SPAN("日本語"), SANITISE_PLAIN,
                         STYLE_NORMAL);
    ck_assert_int_eq(end, 3);
    struct str dump = {0};
    screen_dump(&screen, &dump);
    ck_assert_str_eq(str_text(&dump), "10x2\n| abcd…    |\n|日…       |\n0: 1-5 bad\n");
    str_release(&dump);
    screen_release(&screen);
}
END_TEST

START_TEST(escapes_stand_out)
{
    struct screen screen;
    screen_init(&screen, 1, 10);
    screen_puts(&screen, screen_whole(&screen), 0, 0, "a\x1b[b", STYLE_STRING);
    struct str dump = {0};
    screen_dump(&screen, &dump);
    ck_assert_str_eq(str_text(&dump),
                     "10x1\n|a\\u001b[b |\n0: 0-0 string, 1-6 escape, 7-8 string\n");
    str_release(&dump);
    screen_release(&screen);
}
END_TEST

START_TEST(a_scroll_bar_leaves_the_mark_of_a_cut)
{
    static const char *const texts[] = {"abcdefgh", "ab界界界"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct screen screen;
        screen_init(&screen, 2, 6);
        struct rect area = screen_whole(&screen);
        for (int y = 0; y < 2; y++)
            screen_put_cut(&screen, area, y, 0, 6, span_of(texts[i]), SANITISE_PLAIN,
                           STYLE_NAME);
        draw_scrollbar(&screen, area, 0, 2, 4);
        ck_assert_str_eq(screen_cell(&screen, 0, 5)->text, "▐");
        ck_assert_str_eq(screen_cell(&screen, 0, 4)->text, "…");
        ck_assert_int_eq(screen_cell(&screen, 0, 4)->style, STYLE_NAME);
        ck_assert_str_ne(screen_cell(&screen, 1, 4)->text, "▐");
        assert_sound(&screen);
        screen_release(&screen);
    }
}
END_TEST

START_TEST(any_writes_keep_the_grid_sound)
{
    static const char *const texts[] = {
        "日本語",   "ab",       "😀x", "\x1b]0;x\x07", "e\u0301\u0301", "\u0301",
        "\xff\xfe", "x\u202ey", "－"};
    uint64_t seed = 42;
    for (int round = 0; round < 2000; round++) {
        struct screen screen;
        screen_init(&screen, 1 + round % 5, 1 + round % 13);
        for (int i = 0; i < 20; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned r = (unsigned)(seed >> 33);
            struct rect area = {(int)(r % 7) - 2, (int)(r / 7 % 17) - 3,
                                (int)(r / 119 % 5), (int)(r / 595 % 12)};
            screen_puts(&screen, area, (int)(r % 3), (int)(r % 9) - 2, texts[r % 9],
                        STYLE_NORMAL);
            screen_put_cut(&screen, area, 0, 0, (int)(r % 6), span_of(texts[r / 9 % 9]),
                           SANITISE_SOURCE, STYLE_DIM);
            if (r % 11 == 0)
                screen_fill(&screen, area, STYLE_BAR);
        }
        assert_sound(&screen);
        screen_release(&screen);
    }
}
END_TEST

static Suite *
screen_suite(void)
{
    Suite *suite = suite_create("screen");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, writing_over_half_of_a_wide_character_blanks_the_other);
    tcase_add_test(all, a_line_downwards_keeps_to_its_area);
    tcase_add_test(all, a_cut_is_marked_and_never_wider_than_told);
    tcase_add_test(all, escapes_stand_out);
    tcase_add_test(all, a_scroll_bar_leaves_the_mark_of_a_cut);
    tcase_add_test(all, any_writes_keep_the_grid_sound);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(screen_suite)
