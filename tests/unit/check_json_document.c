#include "unit.h"

#include "../support/random_json.h"
#include "base/memory.h"
#include "json/document.h"
#include "json/find.h"
#include "json/pretty.h"
#include "json/tree.h"

#include <string.h>

static void
add_line(struct str *out, const struct json_line *line)
{
    if (line->number)
        str_add_byte(out, '\n');
    str_add_repeat(out, ' ', 2 * line->indent);
    for (size_t i = 0; i < line->count; i++)
        str_add(out, (struct span){line->pieces[i].text.p,
                                   line->pieces[i].text.n + line->pieces[i].clipped});
}

static void
join(struct str *out, const struct json_document *document, struct span text)
{
    struct json_reader reader = {0};
    struct json_line line;
    for (size_t i = 0; json_reader_line(&reader, document, text, i, &line); i++)
        add_line(out, &line);
}

static void
assert_joined(struct span text, const char *want)
{
    struct json_document document;
    struct str got = {0};
    json_document_init(&document);
    json_document_read(&document, text, true);
    join(&got, &document, text);
    ck_assert_span(str_span(&got), want);
    json_document_release(&document);
    str_release(&got);
}

/* The text arrives in chunks, at another address each time. */
static void
read_in_chunks(struct json_document *document, struct span text, uint32_t seed)
{
    for (size_t n = 0; n < text.n;) {
        n += roll(&seed, 2) ? roll(&seed, 5) : roll(&seed, 50000);
        struct str copy = str_dup(span_sub(text, 0, n));
        json_document_read(document, str_span(&copy), false);
        str_release(&copy);
    }
    json_document_read(document, text, true);
}

START_TEST(lines_are_those_of_the_pretty_printer)
{
    static const size_t sizes[] = {10, 100, 3000, 100000, 400000};
    uint32_t seed = (uint32_t)_i;
    struct str text = random_document(seed, sizes[_i % 5]);
    struct str want = {0}, got = {0};
    struct json_document document;
    json_document_init(&document);
    if (text.n < 1000 || _i % 2)
        json_document_read(&document, str_span(&text), true);
    else
        read_in_chunks(&document, str_span(&text), seed);
    ck_assert_int_eq(json_document_fault(&document).kind, JSON_FAULT_NONE);
    json_pretty(&want, str_span(&text));
    join(&got, &document, str_span(&text));
    ck_assert(span_equal(str_span(&got), str_span(&want)));
    ck_assert_uint_le(document.room * sizeof *document.marks,
                      8 * sizeof *document.marks + text.n / 50);
    json_document_release(&document);
    str_release(&text);
    str_release(&want);
    str_release(&got);
}
END_TEST

START_TEST(places_agree_with_the_tree)
{
    struct str text = random_document((uint32_t)_i + 77, _i ? 20000 : 300000);
    struct json_document document;
    struct json_tree tree;
    struct str want = {0}, got = {0};
    json_document_init(&document);
    json_document_read(&document, str_span(&text), true);
    json_tree_read(&tree, str_span(&text));
    uint32_t seed = 1;
    for (size_t round = 0; round < 300; round++) {
        const struct json_node *node = &tree.nodes[roll(&seed, tree.count)];
        size_t line = json_document_line_at(&document, str_span(&text), node->at);
        str_clear(&want);
        str_clear(&got);
        json_node_pointer(&tree, node, &want);
        ck_assert(json_document_pointer(&document, str_span(&text), line, &got));
        ck_assert_str_eq(str_text(&got), str_text(&want));
        struct span raw = json_document_value(&document, str_span(&text), line);
        ck_assert(span_equal(raw, json_node_raw(&tree, node)));
        size_t parent = json_document_parent(&document, str_span(&text), line);
        size_t at = node->parent == JSON_NONE ? node->at : tree.nodes[node->parent].at;
        ck_assert_uint_eq(parent,
                          json_document_line_at(&document, str_span(&text), at));
        const struct json_node *next = json_node_next(&tree, node);
        size_t beside =
            next ? json_document_line_at(&document, str_span(&text), next->at) : line;
        ck_assert_uint_eq(json_document_next(&document, str_span(&text), line), beside);
        if (next)
            ck_assert_uint_eq(
                json_document_previous(&document, str_span(&text), beside), line);
        if (node->parent != JSON_NONE &&
            json_node_first(&tree, &tree.nodes[node->parent]) == node)
            ck_assert_uint_eq(json_document_previous(&document, str_span(&text), line),
                              line);
    }
    json_tree_release(&tree);
    json_document_release(&document);
    str_release(&text);
    str_release(&want);
    str_release(&got);
}
END_TEST

/* Containers of many segments: their ends are found over marks that lie deeper. */
START_TEST(large_containers_have_their_ends)
{
    struct str text = {0}, pointer = {0};
    struct json_document document;
    str_add_text(&text, "{\"a\":[[0");
    for (size_t i = 0; i < 60000; i++)
        str_add_text(&text, ",{\"x\":[1]}");
    size_t inner = text.n + 1;
    str_add_text(&text, "],");
    for (size_t i = 0; i < 60000; i++)
        str_add_text(&text, "[],");
    size_t outer = text.n + 2;
    str_add_text(&text, "0]}");
    json_document_init(&document);
    json_document_read(&document, str_span(&text), true);
    struct span s = str_span(&text);
    ck_assert(span_equal(json_document_value(&document, s, 1), span_sub(s, 5, outer)));
    ck_assert(span_equal(json_document_value(&document, s, 2), span_sub(s, 6, inner)));
    size_t last = json_document_lines(&document) - 3;
    json_document_pointer(&document, s, last, &pointer);
    ck_assert_str_eq(str_text(&pointer), "/a/60001");
    ck_assert_uint_eq(json_document_parent(&document, s, last), 1);
    ck_assert_uint_eq(json_document_previous(&document, s, 3), 3);
    size_t row = json_document_next(&document, s, 2); /* over 60000 objects */
    ck_assert_uint_eq(row, json_document_line_at(&document, s, inner + 1));
    ck_assert_uint_eq(json_document_previous(&document, s, row), 2);
    ck_assert_uint_eq(json_document_deepest(&document, s), 4);
    ck_assert(json_document_fold(&document, s, 2));
    ck_assert_uint_eq(json_document_rows(&document), 3 + 60000 + 1 + 2);
    json_document_release(&document);
    str_release(&text);
    str_release(&pointer);
}
END_TEST

/* Folds against a plain list of which lines are hidden. */
START_TEST(rows_skip_what_is_folded)
{
    struct str text = random_document((uint32_t)_i + 5, 3000);
    struct span s = str_span(&text);
    struct json_document document;
    json_document_init(&document);
    json_document_read(&document, s, true);
    size_t lines = json_document_lines(&document);
    uint32_t seed = (uint32_t)_i;
    for (size_t round = 0; round < 60; round++) {
        size_t line = roll(&seed, (uint32_t)lines);
        if (roll(&seed, 3))
            json_document_fold(&document, s, line);
        else if (roll(&seed, 2))
            json_document_unfold(&document, line);
        else
            json_document_reveal(&document, line);
        size_t row = 0, fold = 0;
        for (size_t i = 0; i < lines; i++, row++) {
            ck_assert_uint_eq(json_document_row_of(&document, i), row);
            ck_assert_uint_eq(json_document_line_of(&document, row), i);
            if (fold < document.fold_count && document.folds[fold].line == i) {
                for (size_t n = document.folds[fold++].hidden; n; n--)
                    ck_assert_uint_eq(json_document_row_of(&document, ++i), row);
            }
        }
        ck_assert_uint_eq(json_document_rows(&document), row);
        ck_assert_uint_eq(fold, document.fold_count);
    }
    json_document_release(&document);
    str_release(&text);
}
END_TEST

START_TEST(a_folded_container_is_one_line)
{
    struct span text = SPAN("{\"a\":[1,[2]],\"b\":{},\"c\":{\"d\":1}}");
    struct json_document document;
    struct json_reader reader = {0};
    struct json_line line;
    struct str got = {0};
    json_document_init(&document);
    json_document_read(&document, text, true);
    ck_assert_uint_eq(json_document_lines(&document), 12);
    ck_assert(json_document_fold(&document, text, 3)); /* [2] */
    ck_assert(json_document_fold(&document, text, 1)); /* takes it in */
    ck_assert(!json_document_fold(&document, text, 3));
    ck_assert(!json_document_fold(&document, text, 7)); /* {}: nothing to fold */
    ck_assert_uint_eq(document.fold_count, 1);
    ck_assert_uint_eq(json_document_rows(&document), 7);
    json_reader_line(&reader, &document, text, 1, &line);
    ck_assert_uint_eq(line.folded, 5);
    add_line(&got, &line);
    ck_assert_str_eq(str_text(&got), "\n  \"a\": [],");
    json_document_reveal(&document, 3);
    ck_assert_uint_eq(document.fold_count, 0);
    ck_assert(json_document_fold_level(&document, text, 1));
    ck_assert_uint_eq(document.fold_count, 2);
    ck_assert_uint_eq(json_document_rows(&document), 5);
    ck_assert(json_document_fold(&document, text, 0));
    ck_assert_uint_eq(json_document_rows(&document), 1);
    json_document_release(&document);
    str_release(&got);
}
END_TEST

static const struct {
    struct span text;
    enum json_fault_kind kind;
    size_t at;
    const char *lines;
} broken[] = {
    {CASE(""), JSON_FAULT_EMPTY, 0, ""},
    {CASE("Bad Gateway\r\nsorry\n"), JSON_FAULT_UNEXPECTED, 0, "Bad Gateway\nsorry"},
    {CASE("<html>\n\n</html>"), JSON_FAULT_UNEXPECTED, 0, "<html>\n\n</html>"},
    {CASE("true story"), JSON_FAULT_TRAILING, 5, "true\nstory"},
    {CASE("{\"a\": tru}"), JSON_FAULT_UNEXPECTED, 6, "{\"a\": tru}"},
    {CASE("{\"a\":1,\"b\": tru}"), JSON_FAULT_UNEXPECTED, 12,
     "{\n  \"a\": 1,\n  \"b\": \ntru}"},
    {CASE("{\"a\":1}garbage\n!"), JSON_FAULT_TRAILING, 7,
     "{\n  \"a\": 1\n}\ngarbage\n!"},
    {CASE("{\"a\":[1,\"x"), JSON_FAULT_CUT, 10, "{\n  \"a\": [\n    1,\n\"x"},
    {CASE("[1,2"), JSON_FAULT_CUT, 4, "[\n  1,\n  2"},
    {CASE("[1,"), JSON_FAULT_CUT, 3, "[\n  1,"},
    {CASE("\xef\xbb\xbf[1]"), JSON_FAULT_NONE, 0, "[\n  1\n]"},
};

START_TEST(what_is_no_json_is_plain_lines)
{
    struct json_document document;
    json_document_init(&document);
    read_in_chunks(&document, broken[_i].text, (uint32_t)_i);
    struct json_fault fault = json_document_fault(&document);
    ck_assert_int_eq(fault.kind, broken[_i].kind);
    ck_assert_uint_eq(fault.at, broken[_i].at);
    json_document_release(&document);
    assert_joined(broken[_i].text, broken[_i].lines);
}
END_TEST

START_TEST(deep_nesting_ends_in_a_fault)
{
    struct str text = {0};
    struct json_document document;
    str_add_text(&text, "[0,");
    str_add_repeat(&text, '[', 100000);
    json_document_init(&document);
    json_document_read(&document, str_span(&text), true);
    ck_assert_int_eq(json_document_fault(&document).kind, JSON_FAULT_DEEP);
    ck_assert_uint_eq(json_document_lines(&document), JSON_DEPTH_MAX + 2);
    json_document_release(&document);
    str_release(&text);
}
END_TEST

/* A long token ends a segment: it is shown clipped and never read twice. */
START_TEST(long_tokens_are_clipped)
{
    struct str text = {0}, pointer = {0};
    struct json_document document;
    struct json_reader reader = {0};
    struct json_line line;
    str_add_text(&text, "{\"a\":[1,\"");
    for (size_t i = 0; i < 200000; i++)
        str_add_text(&text, "\xe4\xb8\xad");
    str_add_text(&text, "\",");
    str_add_repeat(&text, '7', 300000);
    str_add_text(&text, ",true],\"b\":2}");
    json_document_init(&document);
    read_in_chunks(&document, str_span(&text), 3);
    ck_assert_int_eq(json_document_fault(&document).kind, JSON_FAULT_NONE);
    ck_assert_uint_eq(json_document_lines(&document), 9);
    ck_assert(json_reader_line(&reader, &document, str_span(&text), 3, &line));
    ck_assert_uint_eq(line.count, 2);
    ck_assert_uint_eq(line.pieces[0].text.n, 1 + JSON_CLIP / 3 * 3);
    ck_assert_uint_eq(line.pieces[0].text.n + line.pieces[0].clipped, 600002);
    ck_assert(json_reader_line(&reader, &document, str_span(&text), 4, &line));
    ck_assert_int_eq(line.pieces[0].kind, JSON_PIECE_NUMBER);
    ck_assert_uint_eq(line.pieces[0].text.n + line.pieces[0].clipped, 300000);
    ck_assert(json_reader_line(&reader, &document, str_span(&text), 5, &line));
    ck_assert_span(line.pieces[0].text, "true");
    json_document_pointer(&document, str_span(&text), 4, &pointer);
    ck_assert_str_eq(str_text(&pointer), "/a/2");
    ck_assert_uint_eq(json_document_value(&document, str_span(&text), 3).n, 600002);
    ck_assert_uint_eq(json_document_line_at(&document, str_span(&text), 300000), 3);
    json_document_release(&document);
    str_release(&text);
    str_release(&pointer);
}
END_TEST

START_TEST(find_takes_json_spelling_and_smart_case)
{
    struct span text =
        SPAN("{\"A\":\"caf\\u00e9 \\\"x\\\" caf\xc3\xa9\",\"b\":\"abc ABC\"}");
    struct json_find find = {0};
    struct span hit;
    json_find_set(&find, SPAN("caf\xc3\xa9"));
    ck_assert(json_find_next(&find, text, 0, &hit) && hit.p == text.p + 6);
    ck_assert(json_find_next(&find, text, 7, &hit) && hit.p == text.p + 22);
    ck_assert(!json_find_next(&find, text, 23, &hit));
    ck_assert(json_find_last(&find, text, text.n, &hit) && hit.p == text.p + 22);
    ck_assert(json_find_last(&find, text, 22, &hit) && hit.p == text.p + 6);
    ck_assert(!json_find_last(&find, text, 6, &hit));
    json_find_set(&find, SPAN("\"x\""));
    ck_assert(json_find_next(&find, text, 0, &hit));
    ck_assert_span(hit, "\\\"x\\\"");
    json_find_set(&find, SPAN("abc"));
    ck_assert(json_find_last(&find, text, text.n, &hit));
    ck_assert_span(hit, "ABC");
    json_find_set(&find, SPAN("Abc"));
    ck_assert(!json_find_next(&find, text, 0, &hit));
    json_find_set(&find, SPAN(""));
    ck_assert(!json_find_next(&find, text, 0, &hit));
    json_find_release(&find);
}
END_TEST

/* Every place and length of a needle in a short text, against the plain way. */
START_TEST(find_agrees_with_the_plain_way)
{
    struct span text = SPAN("aAbBaab-[{\\@`abAbaBBbaaAAbb_xABabba");
    struct json_find find = {0};
    struct span hit;
    for (size_t at = 0; at < text.n; at++)
        for (size_t n = 1; at + n <= text.n && n < 20; n++) {
            struct span needle = span_sub(text, at, at + n);
            json_find_set(&find, needle);
            for (size_t from = 0; from <= text.n; from++) {
                size_t want = find.any_case ? span_find_nocase(text, from, needle)
                                            : span_find(text, from, needle);
                bool found = json_find_next(&find, text, from, &hit);
                ck_assert(found == (want < text.n));
                ck_assert(!found || hit.p == text.p + want);
            }
        }
    json_find_release(&find);
}
END_TEST

static Suite *
document_suite(void)
{
    Suite *suite = suite_create("json_document");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, lines_are_those_of_the_pretty_printer, 0, 40);
    tcase_add_loop_test(all, places_agree_with_the_tree, 0, 6);
    tcase_add_test(all, large_containers_have_their_ends);
    tcase_add_loop_test(all, rows_skip_what_is_folded, 0, 10);
    tcase_add_test(all, a_folded_container_is_one_line);
    tcase_add_loop_test(all, what_is_no_json_is_plain_lines, 0, COUNT_OF(broken));
    tcase_add_test(all, deep_nesting_ends_in_a_fault);
    tcase_add_test(all, long_tokens_are_clipped);
    tcase_add_test(all, find_takes_json_spelling_and_smart_case);
    tcase_add_test(all, find_agrees_with_the_plain_way);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(document_suite)
