#include "unit.h"

#include "api/odata.h"
#include "base/memory.h"

#include <string.h>

/* --- a printer of what was understood: names and brackets make the tree visible --- */

static const char *
word(enum odata_kind kind)
{
    static const char *const words[] = {
        [ODATA_OR] = "or",    [ODATA_AND] = "and", [ODATA_NOT] = "not",
        [ODATA_EQ] = "eq",    [ODATA_NE] = "ne",   [ODATA_GT] = "gt",
        [ODATA_GE] = "ge",    [ODATA_LT] = "lt",   [ODATA_LE] = "le",
        [ODATA_HAS] = "has",  [ODATA_IN] = "in",   [ODATA_ADD] = "add",
        [ODATA_SUB] = "sub",  [ODATA_MUL] = "mul", [ODATA_DIV] = "div",
        [ODATA_MOD] = "mod",  [ODATA_ANY] = "any", [ODATA_ALL] = "all",
        [ODATA_LIST] = "list"};
    return words[kind];
}

/* In one walk from the first node to the last, as an evaluator goes. */
static char *
print(const struct odata_filter *filter)
{
    struct str *made = mem_alloc((filter->count + 1) * sizeof *made);
    for (uint32_t i = 0; i < filter->count; i++) {
        const struct odata_node *node = &filter->nodes[i];
        struct span text = odata_node_text(filter, node);
        if (node->kind >= ODATA_PROPERTY) {
            str_add(&made[i], text);
            continue;
        }
        str_add_byte(&made[i], '(');
        if (node->kind == ODATA_CALL)
            str_add(&made[i], text);
        else
            str_add_text(&made[i], word(node->kind));
        for (uint32_t k = node->first; k != ODATA_NONE; k = filter->nodes[k].next) {
            ck_assert_uint_lt(k, i);
            str_add_byte(&made[i], ' ');
            str_add(&made[i], str_span(&made[k]));
        }
        str_add_byte(&made[i], ')');
    }
    char *text = str_take(&made[filter->count - 1]);
    for (uint32_t i = 0; i < filter->count; i++)
        str_release(&made[i]);
    mem_free(made);
    return text;
}

static const struct {
    const char *text, *tree;
} good[] = {
    {"healthStatus eq 'Active'", "(eq healthStatus 'Active')"},
    {"a eq 1 or b eq 2 and c eq 3", "(or (eq a 1) (and (eq b 2) (eq c 3)))"},
    {"(a eq 1 or b eq 2) and c eq 3", "(and (or (eq a 1) (eq b 2)) (eq c 3))"},
    {"a eq 1 and b eq 2 and c eq 3", "(and (and (eq a 1) (eq b 2)) (eq c 3))"},
    {"not startswith(name,'a') and b", "(and (not (startswith name 'a')) b)"},
    {"lastSeen gt 2018-10-20", "(gt lastSeen 2018-10-20)"},
    {"lastSeen gt 2018-08-01Z", "(gt lastSeen 2018-08-01Z)"},
    {"t ge 2018-11-22T00:00:00Z", "(ge t 2018-11-22T00:00:00Z)"},
    {"t ge 2018-11-22T00:00:00.123+02:00", "(ge t 2018-11-22T00:00:00.123+02:00)"},
    {"n eq 'O''Neil'", "(eq n 'O''Neil')"},
    {"n in ('a','b')", "(in n (list 'a' 'b'))"},
    {"price mul 2 add 1 gt -5.5e3", "(gt (add (mul price 2) 1) -5.5e3)"},
    {"id eq 12345678-9abc-def0-1234-56789abcdef0",
     "(eq id 12345678-9abc-def0-1234-56789abcdef0)"},
    {"id eq abcdef01-9abc-def0-1234-56789abcdef0",
     "(eq id abcdef01-9abc-def0-1234-56789abcdef0)"},
    {"tags/any(t: t eq 'x')", "(any tags (eq t 'x'))"},
    {"tags/any(t:t/name eq 'x' or t/n eq 1) and b eq null",
     "(and (any tags (or (eq t/name 'x') (eq t/n 1))) (eq b null))"},
    {"tags/any()", "(any tags)"},
    {"a/all(x:x/b/any(y:y eq x/c))", "(all a (any x/b (eq y x/c)))"},
    {"length(concat(a,b)) lt now()", "(lt (length (concat a b)) (now))"},
    {"d eq duration'PT1H'", "(eq d duration'PT1H')"},
    {"active eq true", "(eq active true)"},
    {" a  eq\t1 ", "(eq a 1)"},
};

START_TEST(filter_is_understood)
{
    struct odata_filter filter;
    bool whole = odata_filter_parse(&filter, span_of(good[_i].text));
    ck_assert_msg(whole, "%s: fault %d at %zu", good[_i].text, (int)filter.fault.kind,
                  filter.fault.at);
    char *tree = print(&filter);
    ck_assert_str_eq(tree, good[_i].tree);
    mem_free(tree);
    odata_filter_release(&filter);
}
END_TEST

static const struct {
    const char *text;
    enum odata_fault_kind kind;
    size_t at, length;
    const char *meant;
} bad[] = {
    {"", ODATA_FAULT_END, 0, 0, NULL},
    {"a eq", ODATA_FAULT_END, 4, 0, NULL},
    {"a eq 1 and", ODATA_FAULT_END, 10, 0, NULL},
    {"a EQ 1", ODATA_FAULT_OPERATOR_CASE, 2, 2, "eq"},
    {"a eq 1 AND b eq 2", ODATA_FAULT_OPERATOR_CASE, 7, 3, "and"},
    {"a = 1", ODATA_FAULT_SIGN, 2, 1, "eq"},
    {"a=='x'", ODATA_FAULT_SIGN, 1, 2, "eq"},
    {"a ne 1 && b", ODATA_FAULT_SIGN, 7, 2, "and"},
    {"!a", ODATA_FAULT_SIGN, 0, 1, "not"},
    {"a eq <", ODATA_FAULT_SIGN, 5, 1, NULL},
    {"a eq \"x y\"", ODATA_FAULT_QUOTE_OTHER, 5, 5, NULL},
    {"a eq \xe2\x80\x98x\xe2\x80\x99", ODATA_FAULT_QUOTE_OTHER, 5, 7, NULL},
    {"a eq 'x", ODATA_FAULT_QUOTE_OPEN, 5, 2, NULL},
    {"a eq 'O'Neil'", ODATA_FAULT_QUOTE_INSIDE, 5, 8, NULL},
    {"a eq Windows 10", ODATA_FAULT_QUOTE_MISSING, 5, 10, NULL},
    {"v eq 10.0.1", ODATA_FAULT_QUOTE_MISSING, 5, 6, NULL},
    {"t gt datetime'2018-01-01'", ODATA_FAULT_OLD_LITERAL, 5, 20, NULL},
    {"(a eq 1", ODATA_FAULT_OPEN, 0, 1, NULL},
    {"contains(a,'b'", ODATA_FAULT_OPEN, 8, 1, NULL},
    {"a eq 1)", ODATA_FAULT_UNEXPECTED, 6, 1, NULL},
    {"a b", ODATA_FAULT_OPERATOR, 2, 1, NULL},
    {"()", ODATA_FAULT_UNEXPECTED, 1, 1, NULL},
    {"a eq 1, b", ODATA_FAULT_UNEXPECTED, 6, 1, NULL},
    {"tags/any(t t eq 1)", ODATA_FAULT_UNEXPECTED, 11, 1, NULL},
    {"and a", ODATA_FAULT_OPERATOR, 4, 1, NULL},
    {"a eq #", ODATA_FAULT_UNEXPECTED, 5, 1, NULL},
};

START_TEST(fault_tells_place_and_cure)
{
    struct odata_filter filter;
    ck_assert(!odata_filter_parse(&filter, span_of(bad[_i].text)));
    ck_assert_msg(filter.fault.kind == bad[_i].kind && filter.fault.at == bad[_i].at &&
                      filter.fault.length == bad[_i].length,
                  "%s: fault %d at %zu, %zu long", bad[_i].text, (int)filter.fault.kind,
                  filter.fault.at, filter.fault.length);
    if (bad[_i].meant)
        ck_assert_str_eq(filter.fault.meant, bad[_i].meant);
    else
        ck_assert_ptr_null(filter.fault.meant);
    odata_filter_release(&filter);
}
END_TEST

START_TEST(depth_and_length_have_limits)
{
    struct odata_filter filter;
    struct str text = {0};
    str_add_repeat(&text, '(', 100000);
    ck_assert(!odata_filter_parse(&filter, str_span(&text)));
    ck_assert_int_eq(filter.fault.kind, ODATA_FAULT_LIMIT);
    odata_filter_release(&filter);
    str_clear(&text);
    for (int i = 0; i < 2000; i++)
        str_add_text(&text, i ? " and a" : "a");
    ck_assert(!odata_filter_parse(&filter, str_span(&text)));
    ck_assert_int_eq(filter.fault.kind, ODATA_FAULT_LIMIT);
    odata_filter_release(&filter);
    str_clear(&text);
    str_add_repeat(&text, '(', ODATA_DEPTH_MAX);
    str_add_byte(&text, 'a');
    str_add_repeat(&text, ')', ODATA_DEPTH_MAX);
    ck_assert(odata_filter_parse(&filter, str_span(&text)));
    odata_filter_release(&filter);
    str_release(&text);
}
END_TEST

START_TEST(nodes_tell_which_any_they_are_inside_of)
{
    struct odata_filter filter;
    ck_assert(
        odata_filter_parse(&filter, SPAN("a eq 1 and t/any(x:x eq 2) and b eq 3")));
    size_t inside = 0;
    for (uint32_t i = 0; i < filter.count; i++) {
        const struct odata_node *node = &filter.nodes[i];
        inside += node->inside;
        if (node->kind != ODATA_ANY)
            continue;
        ck_assert_uint_eq(i - node->from, 3);
        ck_assert_span(odata_node_text(&filter, node), "x");
    }
    ck_assert_uint_eq(inside, 3);
    odata_filter_release(&filter);
}
END_TEST

START_TEST(string_literals_lose_their_quotes)
{
    struct str text = {0};
    odata_string(&text, SPAN("'O''Neil'''"));
    ck_assert_str_eq(str_text(&text), "O'Neil'");
    str_release(&text);
}
END_TEST

START_TEST(lists_are_names_between_commas)
{
    struct odata_list list;
    struct span text = SPAN("lastSeen desc, id");
    ck_assert(odata_list_parse(&list, ODATA_ORDERBY, text));
    ck_assert_uint_eq(list.count, 2);
    ck_assert(list.items[0].descending && !list.items[1].descending);
    ck_assert_span(
        span_sub(text, list.items[1].at, list.items[1].at + list.items[1].length),
        "id");
    odata_list_release(&list);
    ck_assert(odata_list_parse(&list, ODATA_EXPAND, SPAN("evidence($select=a,b),c")));
    ck_assert_uint_eq(list.count, 2);
    odata_list_release(&list);
    ck_assert(!odata_list_parse(&list, ODATA_ORDERBY, SPAN("a DESC")));
    ck_assert_int_eq(list.fault.kind, ODATA_FAULT_OPERATOR_CASE);
    ck_assert_str_eq(list.fault.meant, "desc");
    odata_list_release(&list);
    ck_assert(!odata_list_parse(&list, ODATA_SELECT, SPAN("a,,b")));
    ck_assert_uint_eq(list.fault.at, 2);
    odata_list_release(&list);
    ck_assert(!odata_list_parse(&list, ODATA_SELECT, SPAN("a desc")));
    odata_list_release(&list);
}
END_TEST

static Suite *
odata_suite(void)
{
    Suite *suite = suite_create("odata");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, filter_is_understood, 0, COUNT_OF(good));
    tcase_add_loop_test(all, fault_tells_place_and_cure, 0, COUNT_OF(bad));
    tcase_add_test(all, depth_and_length_have_limits);
    tcase_add_test(all, nodes_tell_which_any_they_are_inside_of);
    tcase_add_test(all, string_literals_lose_their_quotes);
    tcase_add_test(all, lists_are_names_between_commas);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(odata_suite)
