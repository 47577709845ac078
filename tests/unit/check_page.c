#include "unit.h"

#include "api/catalogue.h"
#include "api/topic.h"
#include "explorer/page.h"

static char *
lines_of(const struct page *page)
{
    struct str out = {0};
    for (size_t i = 0; i < page->line_count; i++) {
        str_add_repeat(&out, ' ', (size_t)page->lines[i].indent);
        str_add(&out, span_sub(str_span(&page->text), page->lines[i].from,
                               page->lines[i].to));
        str_add_byte(&out, '|');
    }
    return str_take(&out);
}

#define ck_assert_lines(page, want)                                                    \
    do {                                                                               \
        char *got_ = lines_of(page);                                                   \
        ck_assert_str_eq(got_, want);                                                  \
        free(got_);                                                                    \
    } while (0)

START_TEST(words_wrap_and_a_word_of_two_styles_stays_whole)
{
    struct page page = {0};
    page_begin(&page, 10);
    page_flow(&page, SPAN("one two "), STYLE_NORMAL);
    page_flow(&page, SPAN("thr"), STYLE_KEY);
    page_flow(&page, SPAN("ee four"), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, "one two|three four|");
    page_begin(&page, 4);
    page_flow(&page, SPAN("abcdefghij k"), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, "abcd|efgh|ij k|");
    page_release(&page);
}
END_TEST

START_TEST(wide_characters_wrap_between_each_other)
{
    struct page page = {0};
    page_begin(&page, 5);
    page_flow(&page, SPAN("中文字符"), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, "中文|字符|");
    page_release(&page);
}
END_TEST

START_TEST(no_line_begins_with_a_closing_mark_nor_ends_with_an_opening_one)
{
    struct page page = {0};
    page_begin(&page, 8);
    page_flow(&page, SPAN("中文字符，中文字（符）。中"), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, "中文字|符，中文|字|（符）。|中|");
    page_begin(&page, 8);
    page_flow(&page, SPAN("中文字符”"), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, "中文字|符”|");
    page_begin(&page, 8);
    page_flow(&page, SPAN("is set ..."), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, "is set|...|");
    page_release(&page);
}
END_TEST

START_TEST(indents_hang_and_gaps_are_single)
{
    struct page page = {0};
    page_begin(&page, 12);
    page_gap(&page);
    page_indent(&page, 1, 3);
    page_flow(&page, SPAN("- item that wraps"), STYLE_NORMAL);
    page_gap(&page);
    page_gap(&page);
    page_indent(&page, 0, 0);
    page_flow(&page, SPAN("end\x1b"), STYLE_NORMAL);
    page_break(&page);
    ck_assert_lines(&page, " - item that|   wraps||end\\u001b|");
    page_release(&page);
}
END_TEST

START_TEST(verbatim_keeps_spaces_and_empty_lines)
{
    struct page page = {0};
    page_begin(&page, 8);
    page_verbatim(&page, SPAN("  a  b\n\n  cdefghij\n"), STYLE_NORMAL);
    ck_assert_lines(&page, "  a  b||  cdefgh|ij|");
    page_release(&page);
}
END_TEST

START_TEST(a_table_stands_in_columns_or_stacked)
{
    static const char text[] = "| key | does |\n|---|---|\n| `a` | one two three four "
                               "five |\n| long word | x |\n";
    struct page page = {0};
    page_begin(&page, 30);
    page_markdown(&page, span_of(text));
    ck_assert_lines(&page, "key        does|a          one two three four|           "
                           "five|long word  x||");
    page_begin(&page, 14);
    page_markdown(&page, span_of(text));
    ck_assert_lines(&page, "a|  one two|  three four|  five|long word|  x||");
    page_release(&page);
}
END_TEST

START_TEST(code_is_left_whole_where_asked)
{
    struct page page = {0};
    page_begin(&page, 12);
    page.whole_code = true;
    page_markdown(&page, SPAN("```\none two three four\n```\nand words again\n"));
    ck_assert_lines(&page, "    one two three four||and words|again|");
    page_release(&page);
}
END_TEST

START_TEST(markdown_becomes_lines)
{
    struct page page = {0};
    page_begin(&page, 40);
    page_markdown(
        &page,
        SPAN("# Title\n\nSome `code` and **bold**.\n\n- first\n- second\n  - inner\n\n"
             "1. one\n2. two\n\n```\nx  y\n\nz\n```\nend\n"));
    ck_assert_lines(
        &page, "Title||Some code and bold.||• first|• second|  • inner||1. one|2. two||"
               "    x  y|    |    z||end|");
    page_release(&page);
}
END_TEST

/* No line is wider than told, whatever comes. */
START_TEST(nothing_is_wider_than_the_page)
{
    static const char *const pieces[] = {"word ", "中",         "\x1b[2J", "a", " ",
                                         "\n",    "longerword", "é",       "\t"};
    uint64_t seed = 3;
    for (int round = 0; round < 500; round++) {
        struct page page = {0};
        int columns = 3 + round % 17;
        page_begin(&page, columns);
        for (int i = 0; i < 60; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned r = (unsigned)(seed >> 40);
            page_flow(&page, span_of(pieces[r % 9]), r % 2 ? STYLE_KEY : STYLE_NORMAL);
            if (r % 31 == 0)
                page_indent(&page, (int)(r % 5), (int)(r % 7));
            if (r % 37 == 0)
                page_verbatim_more(&page, SPAN("  x "), STYLE_DIM);
        }
        page_break(&page);
        size_t at = 0;
        for (size_t i = 0; i < page.line_count; i++) {
            ck_assert_uint_ge(page.lines[i].from, at);
            ck_assert_uint_ge(page.lines[i].to, page.lines[i].from);
            at = page.lines[i].to;
        }
        ck_assert_uint_le(at, page.text.n);
        page_release(&page);
    }
}
END_TEST

START_TEST(links_are_known_by_number_and_place)
{
    struct page page = {0};
    size_t line;
    int column;
    page_begin(&page, 20);
    page.topic = "errors/Forbidden";
    page_markdown(&page,
                  SPAN("One [two](../token.md) three\n[four five six](http://a/)\n"
                       "\n| a |\n|---|\n| [in a cell](../token.md) |\n"));
    ck_assert_uint_eq(page.link_count, 3);
    ck_assert_str_eq(page.links[0], "token");
    ck_assert_str_eq(page.links[1], "http://a/");
    ck_assert(page_link_place(&page, 1, &line, &column));
    ck_assert_uint_eq(line, 0);
    ck_assert_int_eq(column, 4);
    ck_assert_uint_eq(page_link_at(&page, 0, 3), 0);
    ck_assert_uint_eq(page_link_at(&page, 0, 4), 1);
    ck_assert_uint_eq(page_link_at(&page, 0, 6), 1);
    ck_assert_uint_eq(page_link_at(&page, 0, 7), 0);
    ck_assert_uint_eq(page_link_at(&page, 0, 99), 0);
    ck_assert_uint_eq(page_link_at(&page, 1, 0), 2); /* its second line */
    ck_assert_uint_eq(page_link_at(&page, 99, 0), 0);
    ck_assert(page_link_place(&page, 3, &line, &column));
    ck_assert_uint_eq(page_link_at(&page, line, column), 3);
    ck_assert(!page_link_place(&page, 4, &line, &column));
    ck_assert(!page_link_place(&page, 0, &line, &column));
    page_release(&page);
}
END_TEST

/* Of every help page in every language: each can be followed. */
START_TEST(every_link_leads_somewhere)
{
    size_t links = 0;
    for (const struct topic_page *topic = topic_pages; topic->name; topic++) {
        struct page page = {0};
        page_begin(&page, 78);
        page.topic = topic->name;
        page_markdown(&page, span_of(topic->text));
        for (size_t i = 0; i < page.link_count; i++, links++) {
            struct span target = span_of(page.links[i]);
            size_t line;
            int column;
            bool operation = span_starts(target, PAGE_OPERATION);
            bool known =
                operation
                    ? catalogue_find(catalogue_builtin(),
                                     span_from(target, strlen(PAGE_OPERATION))) != NULL
                    : topic_find(topic->language, target) != NULL;
            ck_assert_msg(known || span_starts(target, "http://127.0.0.1"), "%s/%s: %s",
                          topic->language, topic->name, page.links[i]);
            ck_assert(page_link_place(&page, (unsigned)i + 1, &line, &column));
            ck_assert_uint_eq(page_link_at(&page, line, column), i + 1);
        }
        page_release(&page);
    }
    ck_assert_uint_gt(links, 200);
}
END_TEST

static Suite *
page_suite(void)
{
    Suite *suite = suite_create("page");
    TCase *all = tcase_create("all");
    tcase_add_test(all, words_wrap_and_a_word_of_two_styles_stays_whole);
    tcase_add_test(all, wide_characters_wrap_between_each_other);
    tcase_add_test(all,
                   no_line_begins_with_a_closing_mark_nor_ends_with_an_opening_one);
    tcase_add_test(all, indents_hang_and_gaps_are_single);
    tcase_add_test(all, verbatim_keeps_spaces_and_empty_lines);
    tcase_add_test(all, markdown_becomes_lines);
    tcase_add_test(all, a_table_stands_in_columns_or_stacked);
    tcase_add_test(all, code_is_left_whole_where_asked);
    tcase_add_test(all, nothing_is_wider_than_the_page);
    tcase_add_test(all, links_are_known_by_number_and_place);
    tcase_add_test(all, every_link_leads_somewhere);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(page_suite)
