#include "unit.h"

#include "base/memory.h"
#include "view/view_viewer.h"

#include <stdlib.h>
#include <string.h>

/* The rows of a screen, without styles. */
static void
assert_shown(const struct viewer *viewer, int rows, int columns, const char *want)
{
    struct screen screen;
    struct str got = {0};
    screen_init(&screen, rows, columns);
    view_viewer(viewer, &screen, screen_whole(&screen), true);
    for (int y = 0; y < rows; y++) {
        size_t start = got.n;
        for (int x = 0; x < columns; x++)
            str_add_text(&got, screen_cell(&screen, y, x)->text);
        while (got.n > start && got.p[got.n - 1] == ' ')
            str_cut(&got, got.n - 1);
        str_add_byte(&got, '\n');
    }
    while (got.n > 1 && got.p[got.n - 2] == '\n')
        str_cut(&got, got.n - 1);
    ck_assert_str_eq(str_text(&got), want);
    str_release(&got);
    screen_release(&screen);
}

static void
open_text(struct viewer *viewer, struct span text, size_t rows, size_t columns)
{
    viewer_init(viewer);
    viewer_resize(viewer, rows, columns);
    viewer_set_text(viewer, text, true);
}

static const char error_body[] =
    "{\"error\":{\"code\":\"BadRequest\",\"message\":\"no\\u001b[2J\",\"n\":[1,2.50]}}";

START_TEST(json_is_shown_with_numbers_and_folds)
{
    struct viewer viewer;
    open_text(&viewer, span_of(error_body), 12, 60);
    assert_shown(&viewer, 12, 60,
                 "  1 ▾ {\n"
                 "  2 ▾   \"error\": {\n"
                 "  3       \"code\": \"BadRequest\",\n"
                 "  4       \"message\": \"no\\u001b[2J\",\n"
                 "  5 ▾     \"n\": [\n"
                 "  6         1,\n"
                 "  7         2.50\n"
                 "  8       ]\n"
                 "  9     }\n"
                 " 10   }\n");
    viewer_move(&viewer, 5);
    ck_assert(viewer_fold_toggle(&viewer)); /* the list around the cursor */
    ck_assert_uint_eq(viewer.cursor, 4);
    assert_shown(&viewer, 12, 60,
                 "  1 ▾ {\n"
                 "  2 ▾   \"error\": {\n"
                 "  3       \"code\": \"BadRequest\",\n"
                 "  4       \"message\": \"no\\u001b[2J\",\n"
                 "  5 ▸     \"n\": […]  3 lines\n"
                 "  9     }\n"
                 " 10   }\n");
    viewer_move(&viewer, 1);
    ck_assert_uint_eq(viewer.cursor, 8);
    viewer_parent(&viewer);
    ck_assert_uint_eq(viewer.cursor, 1);
    viewer_release(&viewer);
}
END_TEST

START_TEST(the_value_at_the_cursor_is_given_byte_for_byte)
{
    struct viewer viewer;
    struct str out = {0};
    open_text(&viewer, span_of(error_body), 12, 60);
    viewer_move(&viewer, 6);
    viewer_value(&viewer, &out);
    ck_assert_str_eq(str_text(&out), "2.50");
    str_clear(&out);
    viewer_pointer(&viewer, &out);
    ck_assert_str_eq(str_text(&out), "/error/n/1");
    viewer_home(&viewer);
    str_clear(&out);
    viewer_value(&viewer, &out);
    ck_assert_str_eq(str_text(&out), error_body);
    str_release(&out);
    viewer_release(&viewer);
}
END_TEST

START_TEST(the_place_is_right_however_the_cursor_came)
{
    static const char text[] =
        "{\"a\":1,\"a\":{\"b/c\":[{\"x\":1,\"y\":{},\"z\":[]},{\"x\":2,\"\":3}],"
        "\"~\":4},\"\\u00e9\":{\"k\":{\"l\":{\"m\":0},\"n\":1},\"o\":2},"
        "\"last\":[[1,{\"p\":0}],2]}";
    struct viewer viewer;
    open_text(&viewer, span_of(text), 10, 60);
    srand(5);
    for (int i = 0; i < 4000; i++) {
        struct str got = {0}, want = {0};
        if (i % 17 == 0)
            viewer_fold_toggle(&viewer);
        viewer_move(&viewer, i % 5 ? rand() % 3 - 1 : rand() % 41 - 20);
        viewer_pointer(&viewer, &got);
        json_document_pointer(&viewer.document, viewer.text, viewer.cursor, &want);
        ck_assert_str_eq(str_text(&got), str_text(&want));
        str_release(&got);
        str_release(&want);
    }
    viewer_release(&viewer);
}
END_TEST

START_TEST(folding_all_goes_in_steps)
{
    struct viewer viewer;
    open_text(&viewer, SPAN("{\"value\":[{\"a\":1},{\"a\":2}],\"n\":3}"), 20, 60);
    size_t all = viewer_row_count(&viewer);
    viewer_end(&viewer);
    viewer_fold_all(&viewer);
    ck_assert_uint_eq(viewer_row_count(&viewer), 7);
    viewer_fold_all(&viewer);
    ck_assert_uint_eq(viewer_row_count(&viewer), 4);
    ck_assert_uint_eq(viewer_cursor_row(&viewer), 3);
    viewer_fold_all(&viewer);
    ck_assert_uint_eq(viewer_row_count(&viewer), all);
    viewer_release(&viewer);
}
END_TEST

/* One object more than a tree can keep folded: told, and its rest is open. */
START_TEST(folding_ends_at_a_limit_and_tells)
{
    struct viewer viewer;
    for (size_t more = 0; more < 2; more++) {
        struct str text = {0};
        str_add(&text, SPAN("["));
        for (size_t i = 1; i < JSON_FOLDS_MAX + more; i++)
            str_add(&text, SPAN("[0],"));
        str_add(&text, SPAN("[0]]"));
        open_text(&viewer, str_span(&text), 20, 60);
        ck_assert(!viewer_folds_cut(&viewer));
        ck_assert(viewer_close_level(&viewer));
        ck_assert_uint_eq(viewer.document.fold_count, JSON_FOLDS_MAX);
        ck_assert(viewer_folds_cut(&viewer) == (more > 0));
        ck_assert(viewer_open_level(&viewer));
        ck_assert(!viewer_folds_cut(&viewer));
        viewer_release(&viewer);
        str_release(&text);
    }
}
END_TEST

/* Level by level to all open, and back again; and from value to value. */
START_TEST(the_tree_opens_by_levels_and_is_walked)
{
    struct viewer viewer;
    open_text(&viewer, SPAN("{\"value\":[{\"a\":[1]},{\"a\":[2]}],\"n\":3}"), 30, 60);
    size_t all = viewer_row_count(&viewer);
    ck_assert(!viewer_open_level(&viewer));
    static const size_t rows[] = {11, 7, 4};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ck_assert(viewer_close_level(&viewer));
        ck_assert_uint_eq(viewer_row_count(&viewer), rows[i]);
    }
    ck_assert(!viewer_close_level(&viewer));
    for (size_t i = COUNT_OF(rows); i-- > 0;) {
        ck_assert_uint_eq(viewer_row_count(&viewer), rows[i]);
        ck_assert(viewer_open_level(&viewer));
    }
    ck_assert_uint_eq(viewer_row_count(&viewer), all);
    viewer_home(&viewer);
    ck_assert(!viewer_sibling(&viewer, true));
    viewer_move(&viewer, 1);
    ck_assert(!viewer_sibling(&viewer, false));
    ck_assert(viewer_sibling(&viewer, true));
    ck_assert_uint_eq(viewer.cursor, all - 2);
    ck_assert(!viewer_sibling(&viewer, true));
    ck_assert(viewer_sibling(&viewer, false));
    ck_assert_uint_eq(viewer.cursor, 1);
    viewer_move(&viewer, 1);
    ck_assert(viewer_sibling(&viewer, true));
    viewer_parent(&viewer);
    ck_assert_uint_eq(viewer.cursor, 1);
    viewer_release(&viewer);
}
END_TEST

START_TEST(finding_opens_folds_and_moves_the_cursor)
{
    struct viewer viewer;
    open_text(&viewer,
              SPAN("{\"value\":[{\"a\":\"x Needle\"},{\"needle\":2}],\"n\":3}"), 4, 60);
    viewer_fold_all(&viewer);
    ck_assert(viewer_find(&viewer, SPAN("needle")));
    ck_assert_uint_eq(viewer.cursor, 3);
    ck_assert(viewer_find_next(&viewer));
    ck_assert_uint_eq(viewer.cursor, 6);
    ck_assert(!viewer_find_next(&viewer));
    ck_assert_uint_eq(viewer.cursor, 6);
    ck_assert(viewer_find_previous(&viewer));
    ck_assert_uint_eq(viewer.cursor, 3);
    ck_assert(!viewer_find_previous(&viewer));
    ck_assert(viewer.top <= 3 && viewer.top + 4 > 3);
    viewer_end(&viewer);
    ck_assert(viewer_find(&viewer, SPAN("x n"))); /* from the end round to the start */
    ck_assert(!viewer_find(&viewer, SPAN("missing")));
    ck_assert_uint_eq(viewer.cursor, 3);
    viewer_release(&viewer);
}
END_TEST

START_TEST(finding_heeds_scope_and_expression_and_counts)
{
    struct viewer viewer;
    open_text(&viewer,
              SPAN("{\"value\":[{\"a\":\"x Needle\"},{\"needle\":2}],\"n\":3}"), 4, 60);
    viewer.scope = JSON_IN_NAMES;
    ck_assert(viewer_find(&viewer, SPAN("needle")));
    ck_assert_uint_eq(viewer.cursor, 6);
    ck_assert_uint_eq(viewer.search.index, 1);
    ck_assert_uint_eq(viewer.search.count, 1);
    ck_assert(!viewer_find_previous(&viewer));
    viewer.scope = JSON_IN_VALUES;
    ck_assert(viewer_find(&viewer, SPAN("needle")));
    ck_assert_uint_eq(viewer.cursor, 3);
    viewer.expression = true;
    ck_assert(viewer_find(&viewer, SPAN("^\\d$")));
    ck_assert_uint_eq(viewer.cursor, 6);
    ck_assert_uint_eq(viewer.search.count, 2);
    ck_assert(viewer_find_next(&viewer));
    ck_assert_uint_eq(viewer.search.index, 2);
    ck_assert(viewer_find_previous(&viewer));
    ck_assert_uint_eq(viewer.search.index, 1);
    ck_assert(!viewer_find(&viewer, SPAN("(")));
    ck_assert_ptr_nonnull(viewer.fault_sought.reason);
    ck_assert(!viewer_find(&viewer, SPAN("")));
    ck_assert_ptr_null(viewer.fault_sought.reason);
    viewer_release(&viewer);
}
END_TEST

/* What is too much for a slice goes on, and the cursor waits. */
START_TEST(a_long_search_goes_on_in_slices)
{
    struct viewer viewer;
    struct str text = {0};
    str_add_byte(&text, '[');
    for (int i = 0; i < 40000; i++)
        str_addf(&text, "\"item %d\",", i);
    str_add_text(&text, "0]");
    open_text(&viewer, str_span(&text), 4, 60);
    viewer.expression = true;
    ck_assert(!viewer_find(&viewer, SPAN("^item 39999$")));
    ck_assert(viewer_searching(&viewer));
    viewer_find_next(&viewer); /* from where? the first is not found yet */
    ck_assert_uint_eq(viewer.cursor, 0);
    for (int slices = 0; viewer_searching(&viewer); slices++) {
        ck_assert_int_lt(slices, 1000);
        viewer_search_on(&viewer);
    }
    ck_assert_uint_eq(viewer.cursor, 40000);
    ck_assert_uint_eq(viewer.search.count, 1);
    viewer_find_previous(&viewer);
    for (int slices = 0; viewer_searching(&viewer); slices++) {
        ck_assert_int_lt(slices, 1000);
        viewer_search_on(&viewer);
    }
    ck_assert(!viewer.search.found);
    ck_assert_uint_eq(viewer.cursor, 40000);
    viewer_release(&viewer);
    str_release(&text);
}
END_TEST

START_TEST(matches_and_the_cursor_line_are_styled)
{
    struct viewer viewer;
    struct screen screen;
    open_text(&viewer, SPAN("{\"a\":\"xyx\",\"b\":1}"), 4, 30);
    viewer_find(&viewer, SPAN("x"));
    viewer_move(&viewer, 1);
    screen_init(&screen, 4, 30);
    view_viewer(&viewer, &screen, screen_whole(&screen), true);
    struct str dump = {0};
    screen_dump(&screen, &dump);
    const char *styles = strstr(str_text(&dump), "0: ");
    ck_assert_str_eq(styles,
                     "0: 0-0 dim, 2-2 punctuation\n"
                     "1: 4-6 name, 7-8 punctuation, 9-9 string, 10-10 match, "
                     "11-11 string, 12-12 match, 13-13 string, 14-14 punctuation\n"
                     "2: 2-29 focus\n"
                     "3: 2-2 punctuation\n");
    ck_assert_int_eq(screen.cursor_y, 2);
    str_release(&dump);
    screen_release(&screen);
    viewer_release(&viewer);
}
END_TEST

START_TEST(a_match_far_to_the_right_comes_into_sight)
{
    struct viewer viewer;
    struct str text = {0};
    str_add_text(&text, "{\"a\":\"");
    str_add_repeat(&text, '-', 300);
    str_add_text(&text, "HERE\"}");
    open_text(&viewer, str_span(&text), 3, 50);
    ck_assert(viewer_find(&viewer, SPAN("HERE")));
    assert_shown(&viewer, 3, 50,
                 "  1 ▾\n"
                 "  2   ----------------------HERE\"\n"
                 "  3\n");
    viewer_release(&viewer);
    str_release(&text);
}
END_TEST

static const struct {
    struct span text;
    const char *shown;
} bodies[] = {
    {CASE(""), "The answer has no body.\n"},
    {CASE(" \n"), "The answer has nothing but white space.\n"},
    {CASE("Service Unavailable\r\n"), "  1 Service Unavailable\n"},
    {CASE("<!DOCTYPE html>\n<html><title>\n 502 Bad\nGateway </title>\n"),
     "A web page, not JSON\n"
     "  1 <!DOCTYPE html>\n"
     "  2 <html><title>\n"
     "  3  502 Bad\n"
     "  4 Gateway </title>\n"},
    {CASE("\x1f\x8b\x08\x00\xff\xfe!"),
     "7 bytes that are no text\n"
     "00000000  1f 8b 08 00 ff fe 21       ......!\n"},
    {CASE("{\"a\":[1,\"x"), "The answer ends in the middle: it is not whole.\n"
                            "  1 ▾ {\n"
                            "  2 ▾   \"a\": [\n"
                            "  3       1,\n"
                            "  4   \"x\n"},
    {CASE("{\"a\":1} extra"), "Not valid JSON at line 1, column 9: shown as it came.\n"
                              "  1 ▾ {\n"
                              "  2     \"a\": 1\n"
                              "  3   }\n"
                              "  4   extra\n"},
    {CASE("{'a':1}"), "Not valid JSON at line 1, column 2: shown as it came.\n"
                      "  1 {'a':1}\n"},
};

START_TEST(other_bodies_are_told_and_shown)
{
    struct viewer viewer;
    open_text(&viewer, bodies[_i].text, 8, 60);
    assert_shown(&viewer, 8, 60, bodies[_i].shown);
    struct str out = {0};
    viewer_move(&viewer, 3);
    viewer_page(&viewer, -1);
    viewer_fold_toggle(&viewer);
    viewer_fold_all(&viewer);
    viewer_parent(&viewer);
    viewer_click(&viewer, 2, 0);
    viewer_find(&viewer, SPAN("a"));
    viewer_find_next(&viewer);
    viewer_pointer(&viewer, &out);
    viewer_value(&viewer, &out);
    str_release(&out);
    viewer_release(&viewer);
}
END_TEST

START_TEST(grows_as_the_bytes_come)
{
    struct viewer viewer;
    struct span text = span_of(error_body);
    viewer_init(&viewer);
    viewer_resize(&viewer, 5, 60);
    viewer_set_text(&viewer, span_sub(text, 0, 1), false);
    for (size_t n = 2; n < text.n; n++) {
        struct str copy = str_dup(span_sub(text, 0, n));
        viewer_append(&viewer, str_span(&copy), false);
        viewer_end(&viewer);
        struct screen screen;
        screen_init(&screen, 5, 60);
        view_viewer(&viewer, &screen, screen_whole(&screen), false);
        screen_release(&screen);
        str_release(&copy);
    }
    viewer_append(&viewer, text, true);
    ck_assert_uint_eq(viewer_row_count(&viewer), 10);
    ck_assert_int_eq(viewer.kind, VIEWER_JSON);
    viewer_end(&viewer);
    ck_assert_uint_eq(viewer.cursor, 9);
    ck_assert_uint_eq(viewer.top, 5);
    viewer_release(&viewer);
}
END_TEST

static enum style
style_at(const struct viewer *viewer, int y, int x)
{
    struct screen screen;
    screen_init(&screen, (int)viewer->rows, (int)viewer->columns);
    view_viewer(viewer, &screen, screen_whole(&screen), true);
    enum style style = screen_cell(&screen, y, x)->style;
    screen_release(&screen);
    return style;
}

enum { BYTES = 640 };

/* 40 rows of 16 zeros; PK 3 4 across the end of row 20, and "Name" in row 30. */
static void
open_bytes(struct viewer *viewer, char *bytes)
{
    memset(bytes, 0, BYTES);
    for (size_t i = 0; i < 4; i++) {
        bytes[334 + i] = "PK\003\004"[i];
        bytes[485 + i] = "Name"[i];
    }
    viewer_init(viewer);
    viewer_resize(viewer, 6, 80);
    viewer_tell(viewer, SPAN("bytes"), true);
    viewer_set_text(viewer, (struct span){bytes, BYTES}, true);
}

START_TEST(bytes_are_searched_and_marked_in_both_columns)
{
    char bytes[BYTES];
    struct viewer viewer;
    open_bytes(&viewer, bytes);
    viewer.scope = JSON_IN_NAMES; /* of an answer before: bytes have no names */
    viewer.expression = true;
    ck_assert(viewer_find(&viewer, SPAN("50 4b 03 04")));
    ck_assert_uint_eq(viewer.cursor, 20);
    ck_assert_uint_eq(viewer.search.index, 1);
    ck_assert_uint_eq(viewer.search.count, 1);
    ck_assert_uint_eq(viewer.top, 17); /* the note, and rows 17 to 21 */
    ck_assert_int_eq(style_at(&viewer, 4, 53), STYLE_MATCH); /* 50 */
    ck_assert_int_eq(style_at(&viewer, 4, 57), STYLE_MATCH); /* 4b */
    ck_assert_int_ne(style_at(&viewer, 4, 51), STYLE_MATCH);
    ck_assert_int_eq(style_at(&viewer, 4, 77), STYLE_MATCH); /* K */
    ck_assert_int_ne(style_at(&viewer, 4, 75), STYLE_MATCH);
    ck_assert_int_eq(style_at(&viewer, 5, 10), STYLE_MATCH); /* 03 */
    ck_assert_int_eq(style_at(&viewer, 5, 14), STYLE_MATCH); /* 04 */
    ck_assert_int_ne(style_at(&viewer, 5, 16), STYLE_MATCH);
    ck_assert_int_eq(style_at(&viewer, 5, 63), STYLE_MATCH);
    viewer_move(&viewer, 5);
    viewer_move(&viewer, -1); /* what begins above the rows in sight is marked too */
    viewer.top = 21;
    ck_assert_int_eq(style_at(&viewer, 1, 10), STYLE_MATCH);
    ck_assert(viewer_find(&viewer, SPAN("0x504B0304"))); /* round to the start */
    ck_assert_uint_eq(viewer.cursor, 20);
    ck_assert(!viewer_find_next(&viewer));
    ck_assert(!viewer_find(&viewer, SPAN("0x704b"))); /* p: letter case of bytes */
    viewer_release(&viewer);
}
END_TEST

START_TEST(text_in_bytes_heeds_capitals_and_is_walked)
{
    char bytes[BYTES];
    struct viewer viewer;
    open_bytes(&viewer, bytes);
    memcpy(bytes + 600, "name 0x41", 9);
    ck_assert(viewer_find(&viewer, SPAN("name")));
    ck_assert_uint_eq(viewer.cursor, 30);
    ck_assert_uint_eq(viewer.search.count, 2);
    ck_assert(viewer_find_next(&viewer));
    ck_assert_uint_eq(viewer.cursor, 37);
    ck_assert_uint_eq(viewer.search.index, 2);
    ck_assert(viewer_find_previous(&viewer));
    ck_assert_uint_eq(viewer.cursor, 30);
    ck_assert(!viewer_find_previous(&viewer));
    ck_assert(viewer_find(&viewer, SPAN("Name")));
    ck_assert_uint_eq(viewer.search.count, 1);
    ck_assert(viewer_find(&viewer, SPAN("0x41"))); /* as a text */
    ck_assert_uint_eq(viewer.cursor, 37);
    ck_assert(!viewer_find(&viewer, SPAN("00"))); /* a lone pair is a text */
    ck_assert(!viewer_find(&viewer, SPAN("4e 61 6")));
    ck_assert(viewer_find(&viewer, SPAN("4E 61 ")));
    ck_assert(!viewer_find(&viewer, SPAN("")));
    viewer_release(&viewer);
}
END_TEST

START_TEST(any_size_of_pane_is_drawn)
{
    struct viewer viewer;
    viewer_init(&viewer);
    for (size_t i = 0; i < COUNT_OF(bodies); i++)
        for (int rows = 1; rows < 9; rows += 2)
            for (int columns = 1; columns < 90; columns += 7) {
                struct screen screen;
                viewer_set_text(&viewer, bodies[i].text, true);
                viewer_resize(&viewer, (size_t)rows, (size_t)columns);
                viewer_end(&viewer);
                viewer_across(&viewer, 3);
                screen_init(&screen, rows, columns);
                view_viewer(&viewer, &screen, screen_whole(&screen), true);
                screen_release(&screen);
            }
    viewer_release(&viewer);
}
END_TEST

static Suite *
viewer_suite(void)
{
    Suite *suite = suite_create("viewer");
    TCase *all = tcase_create("all");
    tcase_add_test(all, json_is_shown_with_numbers_and_folds);
    tcase_add_test(all, the_value_at_the_cursor_is_given_byte_for_byte);
    tcase_add_test(all, the_place_is_right_however_the_cursor_came);
    tcase_add_test(all, folding_all_goes_in_steps);
    tcase_add_test(all, the_tree_opens_by_levels_and_is_walked);
    tcase_add_test(all, finding_opens_folds_and_moves_the_cursor);
    tcase_add_test(all, finding_heeds_scope_and_expression_and_counts);
    tcase_add_test(all, a_long_search_goes_on_in_slices);
    tcase_add_test(all, folding_ends_at_a_limit_and_tells);
    tcase_add_test(all, matches_and_the_cursor_line_are_styled);
    tcase_add_test(all, a_match_far_to_the_right_comes_into_sight);
    tcase_add_loop_test(all, other_bodies_are_told_and_shown, 0, COUNT_OF(bodies));
    tcase_add_test(all, grows_as_the_bytes_come);
    tcase_add_test(all, bytes_are_searched_and_marked_in_both_columns);
    tcase_add_test(all, text_in_bytes_heeds_capitals_and_is_walked);
    tcase_add_test(all, any_size_of_pane_is_drawn);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(viewer_suite)
