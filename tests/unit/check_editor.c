#include "unit.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "explorer/editor.h"

START_TEST(typing_is_undone_by_the_word)
{
    struct editor e = {.goal = SIZE_MAX};
    for (const char *p = "ab cd"; *p; p++)
        editor_type(&e, (struct span){p, 1});
    ck_assert_str_eq(str_text(&e.text), "ab cd");
    ck_assert(editor_undo(&e));
    ck_assert_str_eq(str_text(&e.text), "ab ");
    ck_assert(editor_undo(&e));
    ck_assert_str_eq(str_text(&e.text), "");
    ck_assert(!editor_undo(&e));
    ck_assert(editor_redo(&e) && editor_redo(&e));
    ck_assert_str_eq(str_text(&e.text), "ab cd");
    editor_release(&e);
}
END_TEST

START_TEST(a_paste_keeps_lines_or_joins_them)
{
    struct editor e = {0}, one = {.single = true};
    editor_paste(&e, SPAN("a\r\nb\rc\n"));
    ck_assert_str_eq(str_text(&e.text), "a\nb\nc\n");
    editor_paste(&one, SPAN("a\r\nb\n"));
    ck_assert_str_eq(str_text(&one.text), "a b");
    editor_release(&e);
    editor_release(&one);
}
END_TEST

START_TEST(up_and_down_keep_the_column_over_short_and_wide_lines)
{
    struct editor e = {0};
    editor_set(&e, SPAN("abcdef\nx\n日本語日\nabcdef"));
    editor_go(&e, 5);
    editor_move(&e, EDITOR_DOWN);
    ck_assert_uint_eq(e.cursor, 8);
    editor_move(&e, EDITOR_DOWN);
    ck_assert_uint_eq(e.cursor, 9 + 6); /* column 4: after two wide characters */
    editor_move(&e, EDITOR_DOWN);
    ck_assert_uint_eq(e.cursor, 22 + 5);
    editor_move(&e, EDITOR_DOWN);
    ck_assert_uint_eq(e.cursor, 22 + 5);
    editor_release(&e);
}
END_TEST

START_TEST(a_new_line_takes_the_indent)
{
    struct editor e = {0};
    editor_set(&e, SPAN("  \"a\": 1"));
    editor_move(&e, EDITOR_TEXT_END);
    editor_newline(&e);
    ck_assert_str_eq(str_text(&e.text), "  \"a\": 1\n  ");
    editor_go(&e, 1);
    editor_newline(&e);
    ck_assert_str_eq(str_text(&e.text), " \n  \"a\": 1\n  ");
    editor_release(&e);
}
END_TEST

START_TEST(a_line_is_taken_out_up_to_the_caret)
{
    struct editor e = {0};
    editor_set(&e, SPAN("one\ntwo three"));
    editor_go(&e, 8);
    editor_delete_to_start(&e);
    ck_assert_str_eq(str_text(&e.text), "one\nthree");
    ck_assert_uint_eq(e.cursor, 4);
    editor_delete_to_start(&e);
    ck_assert_str_eq(str_text(&e.text), "one\nthree");
    editor_release(&e);
}
END_TEST

/* Whatever is pressed, the cursor stands at a character, and undoing all gives the
 * start back. */
START_TEST(any_keys_can_be_undone)
{
    uint64_t seed = 7;
    for (int round = 0; round < 300; round++) {
        struct editor e = {0};
        editor_set(&e, SPAN("{\n  \"Comment\": \"日本\xff\",\n}\n"));
        struct str start = str_dup(str_span(&e.text));
        for (int i = 0; i < 60; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned r = (unsigned)(seed >> 40);
            switch (r % 9) {
            case 0:
                editor_type(&e, SPAN("é"));
                break;
            case 1:
                editor_backspace(&e);
                break;
            case 2:
                editor_delete(&e);
                break;
            case 3:
                editor_newline(&e);
                break;
            case 4:
                editor_delete_word(&e);
                break;
            case 5:
                editor_paste(&e, SPAN("x\ny"));
                break;
            case 6:
                editor_delete_to_end(&e);
                break;
            case 7:
                editor_delete_to_start(&e);
                break;
            default:
                editor_move(&e, (enum editor_move)(r / 9 % 12));
                break;
            }
            ck_assert_uint_le(e.cursor, e.text.n);
            ck_assert_uint_lt(editor_line_of(&e, e.cursor), editor_line_count(&e));
            editor_show_cursor(&e, r % 5, r % 7);
        }
        while (editor_undo(&e))
            ;
        ck_assert(span_equal(str_span(&e.text), str_span(&start)));
        while (editor_redo(&e))
            ;
        str_release(&start);
        editor_release(&e);
    }
}
END_TEST

/* One key, one character, whatever its bytes. */
START_TEST(keys_move_and_delete_whole_characters)
{
    static const char *const texts[] = {"Gr\xc3\xb6", "\xe6\x97\xa5\xe6\x9c\xac",
                                        "a\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct editor editor = {0};
        editor_set(&editor, span_of(texts[i]));
        editor_move(&editor, EDITOR_TEXT_END);
        editor_move(&editor, EDITOR_LEFT);
        editor_type(&editor, SPAN("X"));
        ck_assert(utf8_valid(str_span(&editor.text)));
        editor_move(&editor, EDITOR_TEXT_END);
        editor_backspace(&editor);
        editor_backspace(&editor);
        ck_assert_msg(utf8_valid(str_span(&editor.text)), "%s", str_text(&editor.text));
        ck_assert_uint_lt(editor.text.n, strlen(texts[i]));
        editor_release(&editor);
    }
}
END_TEST

static Suite *
editor_suite(void)
{
    Suite *suite = suite_create("editor");
    TCase *all = tcase_create("all");
    tcase_add_test(all, typing_is_undone_by_the_word);
    tcase_add_test(all, a_paste_keeps_lines_or_joins_them);
    tcase_add_test(all, up_and_down_keep_the_column_over_short_and_wide_lines);
    tcase_add_test(all, a_new_line_takes_the_indent);
    tcase_add_test(all, a_line_is_taken_out_up_to_the_caret);
    tcase_add_test(all, any_keys_can_be_undone);
    tcase_add_test(all, keys_move_and_delete_whole_characters);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(editor_suite)
