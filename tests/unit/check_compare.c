#include "unit.h"

#include "api/comparison.h"
#include "json/compare.h"

/* "+/b 2, -/a 1, ~/c 3>4" */
static void
check_differences(const char *before, const char *after, const char *want)
{
    struct json_tree old = {0}, new = {0};
    struct json_differences found;
    struct str said = {0};
    json_tree_read(&old, span_of(before));
    json_tree_read(&new, span_of(after));
    ck_assert_uint_eq(old.fault_count + new.fault_count, 0);
    json_compare(&old, &new, 100, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct json_difference *one = &found.items[i];
        str_addf(&said, "%s%c%s %.*s%s%.*s", i ? ", " : "", "+-~"[one->kind],
                 one -> pointer, SPAN_ARG(one->before),
                 one -> kind == JSON_CHANGED ? ">" : "", SPAN_ARG(one->after));
    }
    ck_assert_str_eq(str_text(&said), want);
    ck_assert_uint_eq(found.all, found.count);
    str_release(&said);
    json_differences_release(&found);
    json_tree_release(&old);
    json_tree_release(&new);
}

START_TEST(order_of_names_means_nothing)
{
    check_differences("{\"a\": 1, \"b\": [1, {\"x\": null}]}",
                      "{ \"b\":[1,{\"x\":null}],\"a\":1 }", "");
    check_differences("{}", "{}", "");
    check_differences("\"\\u0061\"", "\"a\"", "");
}
END_TEST

START_TEST(each_kind_of_difference_has_its_place)
{
    check_differences("{\"a\": 1, \"c\": 3}", "{\"b\": 2, \"c\": 4}",
                      "-/a 1, +/b 2, ~/c 3>4");
    check_differences("{\"v\": {\"a/b\": true}}", "{\"v\": {\"a/b\": \"true\"}}",
                      "~/v/a~1b true>\"true\"");
    check_differences("[1, 2, 3]", "[1, 5]", "~/1 2>5, -/2 3");
    check_differences("{\"n\": 12345678901234567890}", "{\"n\": 12345678901234567891}",
                      "~/n 12345678901234567890>12345678901234567891");
    check_differences("{\"a\": 1, \"A\": 1}", "{\"a\": 1}", "-/A 1");
    check_differences("{\"a\": []}", "{\"a\": {}}", "~/a []>{}");
    check_differences("{\"a\": 1, \"a\": 2}", "{\"a\": 1, \"a\": 3}", "~/a 2>3");
}
END_TEST

START_TEST(objects_of_a_list_are_paired_by_their_id)
{
    check_differences("[{\"id\": \"x\", \"n\": 1}, {\"id\": \"y\", \"n\": 2}]",
                      "[{\"id\": \"y\", \"n\": 3}, {\"id\": \"x\", \"n\": 1}]",
                      "~/0/n 2>3");
    check_differences("[{\"id\": \"x\"}]", "[{\"id\": \"w\"}, {\"id\": \"x\"}]",
                      "+/0 {\"id\": \"w\"}");
    /* not unique: by place */
    check_differences("[{\"id\": \"x\", \"n\": 1}, {\"id\": \"x\", \"n\": 2}]",
                      "[{\"id\": \"x\", \"n\": 2}, {\"id\": \"x\", \"n\": 1}]",
                      "~/0/n 1>2, ~/1/n 2>1");
}
END_TEST

START_TEST(deep_nesting_is_walked_without_recursion)
{
    struct str before = {0}, after = {0};
    str_add_repeat(&before, '[', 1500);
    str_set(&after, str_span(&before));
    str_add_text(&before, "1");
    str_add_text(&after, "2");
    str_add_repeat(&before, ']', 1500);
    str_add_repeat(&after, ']', 1500);
    struct json_tree old = {0}, new = {0};
    struct json_differences found;
    json_tree_read(&old, str_span(&before));
    json_tree_read(&new, str_span(&after));
    json_compare(&old, &new, 10, &found);
    ck_assert_uint_eq(found.all, 1);
    json_differences_release(&found);
    json_tree_release(&old);
    json_tree_release(&new);
    str_release(&before);
    str_release(&after);
}
END_TEST

START_TEST(exchanges_tell_request_and_answer_apart)
{
    char get[] = "GET", url[] = "https://h/a", other[] = "https://h/b";
    struct exchange before = {.answered = true}, after = {.answered = true};
    struct comparison comparison;
    before.request.method = after.request.method = get;
    before.request.url = url;
    after.request.url = other;
    before.request.body = str_of("{\"comment\": \"x\"}");
    after.request.body = str_of("{\"Comment\": \"x\"}");
    before.response.status = 400;
    after.response.status = 201;
    before.response.body = str_of("no JSON");
    pairs_add(&before.response.headers, SPAN("Date"), SPAN("today"));
    pairs_add(&before.response.headers, SPAN("Retry-After"), SPAN("30"));
    exchange_compare(&before, &after, &comparison);
    static const char *const want[][3] = {
        {"address", "https://h/a", "https://h/b"},
        {"request body /Comment", NULL, "\"x\""},
        {"request body /comment", "\"x\"", NULL},
        {"status", "400", "201"},
        {"answer header Retry-After", "30", NULL},
        {"answer body", "no JSON", NULL},
    };
    ck_assert_uint_eq(comparison.count, sizeof want / sizeof *want);
    for (size_t i = 0; i < comparison.count; i++) {
        ck_assert_str_eq(comparison.items[i].place, want[i][0]);
        ck_assert_pstr_eq(comparison.items[i].before, want[i][1]);
        ck_assert_pstr_eq(comparison.items[i].after, want[i][2]);
    }
    comparison_release(&comparison);
    str_release(&before.request.body);
    str_release(&after.request.body);
    str_release(&before.response.body);
    pairs_release(&before.response.headers);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("compare");
    TCase *t = tcase_create("compare");
    tcase_add_test(t, order_of_names_means_nothing);
    tcase_add_test(t, each_kind_of_difference_has_its_place);
    tcase_add_test(t, objects_of_a_list_are_paired_by_their_id);
    tcase_add_test(t, deep_nesting_is_walked_without_recursion);
    tcase_add_test(t, exchanges_tell_request_and_answer_apart);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
