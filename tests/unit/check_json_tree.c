#include "unit.h"

#include "base/memory.h"
#include "json/text.h"
#include "json/tree.h"

static bool
strict(struct span text)
{
    struct json_scan scan;
    struct span raw;
    enum json_token token;
    json_scan_init(&scan, text);
    do
        token = json_scan_next(&scan, &raw);
    while (token != JSON_END && token != JSON_BROKEN);
    return token == JSON_END;
}

START_TEST(nodes_point_into_the_text)
{
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, SPAN(" {\"a\" : [1.10, {\"x/y\":\"A\\u0042\"}], \"b\":true,"
                               "\"a\":null, \"\": 0}"));
    ck_assert_uint_eq(tree.fault_count, 0);
    const struct json_node *root = &tree.nodes[0];
    ck_assert_int_eq(root->kind, JSON_KIND_OBJECT);
    ck_assert_uint_eq(root->count, 4);
    ck_assert_uint_eq(root->at, 1);
    const struct json_node *array = json_node_first(&tree, root);
    ck_assert_span(json_node_name(&tree, array), "\"a\"");
    ck_assert_span(json_node_raw(&tree, array), "[1.10, {\"x/y\":\"A\\u0042\"}]");
    const struct json_node *number = json_node_first(&tree, array);
    ck_assert_span(json_node_raw(&tree, number), "1.10");
    const struct json_node *inner = json_node_next(&tree, number);
    const struct json_node *text = json_node_member(&tree, inner, "x/y");
    json_node_decoded(&tree, text, &out);
    ck_assert_str_eq(str_text(&out), "AB");
    str_clear(&out);
    json_node_pointer(&tree, text, &out);
    ck_assert_str_eq(str_text(&out), "/a/1/x~1y");
    /* the last of equal names counts, and letter case does */
    ck_assert_int_eq(json_node_member(&tree, root, "a")->kind, JSON_KIND_NULL);
    ck_assert_ptr_null(json_node_member(&tree, root, "B"));
    ck_assert_int_eq(json_node_member(&tree, root, "")->kind, JSON_KIND_NUMBER);
    ck_assert_ptr_null(json_node_next(&tree, json_node_member(&tree, root, "")));
    str_release(&out);
    json_tree_release(&tree);
}
END_TEST

/* One fault whose cure is certain: its kind and place, and the text without it. */
static const struct {
    struct span text;
    enum json_fault_kind kind;
    size_t at, length;
    const char *mended;
} certain[] = {
    {CASE("[1,]"), JSON_FAULT_COMMA_EXTRA, 2, 1, "[1]"},
    {CASE("{\"a\":1 , }"), JSON_FAULT_COMMA_EXTRA, 7, 1, "{\"a\":1  }"},
    {CASE("[,1]"), JSON_FAULT_COMMA_EXTRA, 1, 1, "[1]"},
    {CASE("[1,,2]"), JSON_FAULT_COMMA_EXTRA, 3, 1, "[1,2]"},
    {CASE("[1 2]"), JSON_FAULT_COMMA_MISSING, 2, 0, "[1, 2]"},
    {CASE("[1;2]"), JSON_FAULT_COMMA_MISSING, 2, 1, "[1,2]"},
    {CASE("[1\xef\xbc\x8c"
          "2]"),
     JSON_FAULT_COMMA_MISSING, 2, 3, "[1,2]"},
    {CASE("[1;]"), JSON_FAULT_COMMA_EXTRA, 2, 1, "[1]"},
    {CASE("{\"a\":1\n\"b\":2}"), JSON_FAULT_COMMA_MISSING, 6, 0, "{\"a\":1,\n\"b\":2}"},
    {CASE("{\"a\" 1}"), JSON_FAULT_COLON_MISSING, 4, 0, "{\"a\": 1}"},
    {CASE("{\"a\" = 1}"), JSON_FAULT_COLON_MISSING, 5, 1, "{\"a\" : 1}"},
    {CASE("{\"a\"=>1}"), JSON_FAULT_COLON_MISSING, 4, 2, "{\"a\":1}"},
    {CASE("{\"a\"\xef\xbc\x9a"
          "1}"),
     JSON_FAULT_COLON_MISSING, 4, 3, "{\"a\":1}"},
    {CASE("[1, // one\n2]"), JSON_FAULT_COMMENT, 4, 6, "[1, \n2]"},
    {CASE("[1 /* , */ , 2]"), JSON_FAULT_COMMENT, 3, 7, "[1  , 2]"},
    {CASE("# x\n[]"), JSON_FAULT_COMMENT, 0, 3, "\n[]"},
    {CASE("[] // end"), JSON_FAULT_COMMENT, 3, 6, "[] "},
    {CASE("{'a':1}"), JSON_FAULT_QUOTE_SINGLE, 1, 3, "{\"a\":1}"},
    {CASE("['it\\'s \"x\"\\n']"), JSON_FAULT_QUOTE_SINGLE, 1, 13,
     "[\"it's \\\"x\\\"\\n\"]"},
    {CASE("['it's']"), JSON_FAULT_QUOTE_SINGLE, 1, 6, "[\"it's\"]"},
    {CASE("['\xff']"), JSON_FAULT_QUOTE_SINGLE, 1, 3, NULL},
    {CASE("[\u201cFull\u201d]"), JSON_FAULT_QUOTE_SMART, 1, 10, "[\"Full\"]"},
    {CASE("[\u2018Full\u2019]"), JSON_FAULT_QUOTE_SMART, 1, 10, "[\"Full\"]"},
    {CASE("[\"Full\u201d]"), JSON_FAULT_QUOTE_SMART, 1, 8, "[\"Full\"]"},
    {CASE("{Comment:1}"), JSON_FAULT_QUOTE_MISSING, 1, 7, "{\"Comment\":1}"},
    {CASE("[Full]"), JSON_FAULT_QUOTE_MISSING, 1, 4, "[\"Full\"]"},
    {CASE("[1fa66c0f-18bd]"), JSON_FAULT_QUOTE_MISSING, 1, 13, "[\"1fa66c0f-18bd\"]"},
    {CASE("[2026-11-23T03:06:15Z]"), JSON_FAULT_QUOTE_MISSING, 1, 20,
     "[\"2026-11-23T03:06:15Z\"]"},
    {CASE("[True]"), JSON_FAULT_WORD, 1, 4, "[true]"},
    {CASE("[False]"), JSON_FAULT_WORD, 1, 5, "[false]"},
    {CASE("[None]"), JSON_FAULT_WORD, 1, 4, "[null]"},
    {CASE("[NaN]"), JSON_FAULT_WORD, 1, 3, "[null]"},
    {CASE("[-Infinity]"), JSON_FAULT_WORD, 1, 9, "[null]"},
    {CASE("\xef\xbb\xbf[]"), JSON_FAULT_BOM, 0, 3, "[]"},
    {CASE("[\"a\nb\"]"), JSON_FAULT_LINE_BREAK, 3, 1, "[\"a\\nb\"]"},
    {CASE("[\"a\r\nb\"]"), JSON_FAULT_LINE_BREAK, 3, 2, "[\"a\\r\\nb\"]"},
    {CASE("[\"a\tb\"]"), JSON_FAULT_LINE_BREAK, 3, 1, "[\"a\\tb\"]"},
    {CASE("[\"a\0b\"]"), JSON_FAULT_CONTROL, 3, 1, "[\"a\\u0000b\"]"},
    {CASE("[1,\u00a0"
          "2]"),
     JSON_FAULT_UNEXPECTED, 3, 2, "[1, 2]"},
    {CASE("[1"), JSON_FAULT_OPEN, 0, 1, "[1]"},
    {CASE("{\"a\":[1}"), JSON_FAULT_OPEN, 5, 1, "{\"a\":[1]}"},
    {CASE("\"abc"), JSON_FAULT_OPEN, 0, 4, "\"abc\""},
    {CASE("[\"abc]"), JSON_FAULT_OPEN, 1, 4, "[\"abc\"]"},
    {CASE("{\"a\":\"abc,\n\"b\":1}"), JSON_FAULT_OPEN, 5, 4,
     "{\"a\":\"abc\",\n\"b\":1}"},
    {CASE("{\"a: 1}"), JSON_FAULT_OPEN, 1, 2, "{\"a\": 1}"},
};

START_TEST(mends_what_is_certain)
{
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, certain[_i].text);
    size_t i = 0; /* of some cases, the fault is one of two */
    while (i < tree.fault_count && tree.faults[i].kind != certain[_i].kind)
        i++;
    ck_assert_uint_lt(i, tree.fault_count);
    ck_assert_uint_eq(tree.faults[i].at, certain[_i].at);
    ck_assert_uint_eq(tree.faults[i].length, certain[_i].length);
    ck_assert(!strict(certain[_i].text));
    if (certain[_i].mended) {
        ck_assert_uint_eq(tree.fault_count, 1);
        ck_assert_uint_eq(json_tree_mend(&tree, &out), 1);
        ck_assert_span(str_span(&out), certain[_i].mended);
        ck_assert(strict(str_span(&out)));
    }
    str_release(&out);
    json_tree_release(&tree);
}
END_TEST

/* Faults without a certain cure stay as they are. */
static const struct {
    struct span text;
    enum json_fault_kind kind;
    size_t at, length;
} uncertain[] = {
    {CASE(""), JSON_FAULT_EMPTY, 0, 0},
    {CASE("{\"a\":}"), JSON_FAULT_UNEXPECTED, 5, 1},
    {CASE("{\"a\"}"), JSON_FAULT_UNEXPECTED, 4, 1},
    {CASE("[&&, 1]"), JSON_FAULT_UNEXPECTED, 1, 2},
    {CASE("[1, 007]"), JSON_FAULT_NUMBER, 4, 3},
    {CASE("[+1]"), JSON_FAULT_NUMBER, 1, 2},
    {CASE("[\"C:\\Users\"]"), JSON_FAULT_ESCAPE, 4, 2},
    {CASE("[\"\xff\"]"), JSON_FAULT_UTF8, 2, 1},
    {CASE("{} {}"), JSON_FAULT_TRAILING, 3, 2},
    {CASE("[1]]"), JSON_FAULT_TRAILING, 3, 1},
    {CASE("[1:2 :3]"), JSON_FAULT_UNEXPECTED, 5, 1},
};

START_TEST(leaves_what_is_not)
{
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, uncertain[_i].text);
    size_t i = 0;
    while (i < tree.fault_count && tree.faults[i].kind != uncertain[_i].kind)
        i++;
    ck_assert_uint_lt(i, tree.fault_count);
    ck_assert_uint_eq(tree.faults[i].at, uncertain[_i].at);
    ck_assert_uint_eq(tree.faults[i].length, uncertain[_i].length);
    json_tree_mend(&tree, &out);
    ck_assert(!strict(str_span(&out)));
    str_release(&out);
    json_tree_release(&tree);
}
END_TEST

START_TEST(goes_on_behind_every_fault)
{
    struct span text = SPAN("\xef\xbb\xbf{ // body\n"
                            "  'Comment': \u201cIsolate\u201d\n"
                            "  IsolationType = Full;\n"
                            "  \"list\": [1 2,, {\"x\": None}, }\n");
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, text);
    const struct json_node *root = &tree.nodes[0];
    const struct json_node *type = json_node_member(&tree, root, "IsolationType");
    ck_assert_ptr_nonnull(type);
    ck_assert_uint_eq(type->name_at, span_find(text, 0, SPAN("IsolationType")));
    ck_assert_uint_eq(type->at, span_find(text, 0, SPAN("Full")));
    ck_assert_ptr_nonnull(json_node_member(&tree, root, "Comment"));
    const struct json_node *list = json_node_member(&tree, root, "list");
    ck_assert_uint_eq(list->count, 3);
    ck_assert_uint_eq(list->at, span_find(text, 0, SPAN("[")));
    for (size_t i = 1; i < tree.fault_count; i++)
        ck_assert_uint_ge(tree.faults[i].at, tree.faults[i - 1].at);
    json_tree_release(&tree);
    str_release(&out);
}
END_TEST

START_TEST(mends_many_faults_at_once)
{
    struct span text =
        SPAN("{ // body\n  'Comment': \"Isolate\n  for 42\"\n"
             "  IsolationType: \u201cFull\u201d,\n  \"list\": [1 2,, True, }");
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, text);
    ck_assert_uint_eq(json_tree_mend(&tree, &out), tree.fault_count);
    ck_assert_span(str_span(&out),
                   "{ \n  \"Comment\": \"Isolate\\n  for 42\",\n"
                   "  \"IsolationType\": \"Full\",\n  \"list\": [1, 2, true] }");
    ck_assert(strict(str_span(&out)));
    json_tree_release(&tree);
    str_release(&out);
}
END_TEST

START_TEST(closes_what_is_open_from_the_inside_out)
{
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, SPAN("{\"a\":[{\"b\":\"x, "));
    ck_assert_uint_eq(json_tree_mend(&tree, &out), 5);
    ck_assert_span(str_span(&out), "{\"a\":[{\"b\":\"x\"}]} ");
    json_tree_release(&tree);
    str_release(&out);
}
END_TEST

START_TEST(limits_cut_it_short)
{
    struct str text = {0};
    struct json_tree tree;
    str_add_repeat(&text, '[', JSON_DEPTH_MAX + 1);
    json_tree_read(&tree, str_span(&text));
    ck_assert(tree.cut_short);
    ck_assert_int_eq(tree.faults[tree.fault_count - 1].kind, JSON_FAULT_DEEP);
    json_tree_release(&tree);

    str_clear(&text);
    str_add_byte(&text, '[');
    for (size_t i = 0; i < 1100000; i++)
        str_add_text(&text, "0,");
    str_add_text(&text, "0]");
    json_tree_read(&tree, str_span(&text));
    ck_assert(tree.cut_short);
    ck_assert_uint_le(tree.count, 1 << 20);
    json_tree_release(&tree);

    str_clear(&text);
    str_add_repeat(&text, ',', 100000);
    json_tree_read(&tree, str_span(&text));
    ck_assert(tree.cut_short);
    ck_assert_uint_le(tree.fault_count, 1000);
    json_tree_release(&tree);
    str_release(&text);
}
END_TEST

static Suite *
tree_suite(void)
{
    Suite *suite = suite_create("json_tree");
    TCase *all = tcase_create("all");
    tcase_add_test(all, nodes_point_into_the_text);
    tcase_add_loop_test(all, mends_what_is_certain, 0, COUNT_OF(certain));
    tcase_add_loop_test(all, leaves_what_is_not, 0, COUNT_OF(uncertain));
    tcase_add_test(all, goes_on_behind_every_fault);
    tcase_add_test(all, mends_many_faults_at_once);
    tcase_add_test(all, closes_what_is_open_from_the_inside_out);
    tcase_add_test(all, limits_cut_it_short);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(tree_suite)
