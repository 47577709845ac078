#include "unit.h"

#include "../support/random_json.h"
#include "json/rows.h"
#include "json/tree.h"

/* The elements as the tree has them. */
static void
assert_rows(struct span text, const struct json_tree *tree,
            const struct json_node *array, const struct json_rows *rows)
{
    size_t row = 0;
    for (size_t i = 0; i < tree->count; i++) {
        const struct json_node *node = &tree->nodes[i];
        if (node->parent == JSON_NONE || &tree->nodes[node->parent] != array)
            continue;
        ck_assert_uint_lt(row, rows->count);
        ck_assert_uint_eq(array->at + 1 + rows->starts[row], node->at);
        ck_assert(span_equal(json_rows_at(rows, text, row), json_node_raw(tree, node)));
        row++;
    }
    ck_assert_uint_eq(row, rows->count);
    ck_assert(rows->complete);
}

START_TEST(agrees_with_the_tree)
{
    uint32_t seed = (uint32_t)_i + 7;
    struct str text = random_document(seed, 1 + roll(&seed, 3000));
    struct json_tree tree;
    json_tree_read(&tree, str_span(&text));
    for (size_t i = 0; i < tree.count && i < 200; i++) {
        const struct json_node *node = &tree.nodes[i];
        struct json_rows rows;
        if (text.p[node->at] != '[')
            continue;
        json_rows_init(&rows, node->at);
        for (size_t n = roll(&seed, 200); n < text.n; n += 1 + roll(&seed, 900)) {
            struct str copy = str_dup(span_sub(str_span(&text), 0, n));
            ck_assert(json_rows_read(&rows, str_span(&copy), false));
            str_release(&copy);
        }
        ck_assert(json_rows_read(&rows, str_span(&text), true));
        assert_rows(str_span(&text), &tree, node, &rows);
        json_rows_release(&rows);
    }
    json_tree_release(&tree);
    str_release(&text);
}
END_TEST

START_TEST(a_text_that_is_cut_off_gives_what_it_has)
{
    struct span text = SPAN("{\"value\":[{\"a\":[1,2]}, {\"b\":\"x,]");
    struct json_rows rows;
    json_rows_init(&rows, 9);
    ck_assert(json_rows_read(&rows, text, true));
    ck_assert_uint_eq(rows.count, 2);
    ck_assert(!rows.complete);
    ck_assert_span(json_rows_at(&rows, text, 0), "{\"a\":[1,2]}");
    ck_assert_span(json_rows_at(&rows, text, 1), "{\"b\":\"x,]");
    json_rows_release(&rows);
}
END_TEST

static Suite *
rows_suite(void)
{
    Suite *suite = suite_create("json_rows");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, agrees_with_the_tree, 0, 200);
    tcase_add_test(all, a_text_that_is_cut_off_gives_what_it_has);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(rows_suite)
