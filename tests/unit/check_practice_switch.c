/* The switch by which lessons set the practice tenant. */
#include "../support/practice_calls.h"

static int
set(const char *lines)
{
    return call("POST", "/practice/state", lines);
}

START_TEST(fresh_forgets_what_was_changed)
{
    const char *sent = "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}";
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-01}/isolate", sent), 201);
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-01}/isolate", sent), 400);
    ck_assert_int_eq(set("fresh\nquota documented\nfaults none\n"), 204);
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-01}/isolate", sent), 201);
}
END_TEST

START_TEST(a_quota_holds_and_goes)
{
    ck_assert_int_eq(set("quota 2/60"), 204);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 200);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 200);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 429);
    ck_assert_int_eq(set("quota documented"), 204);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 200);
}
END_TEST

START_TEST(faults_come_in_order_and_are_taken_away)
{
    ck_assert_int_eq(set("fault InternalServerError\nfault gateway-502\n"), 204);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 500);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 502);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 200);
    ck_assert_int_eq(set("fault InternalServerError"), 204);
    ck_assert_int_eq(set("faults none"), 204);
    ck_assert_int_eq(call("GET", "/api/alerts", NULL), 200);
}
END_TEST

START_TEST(what_it_does_not_know_is_refused)
{
    static const char *const wrong[] = {"moon full",  "quota 3",       "quota 0/5",
                                        "faults all", "fault cut-bdy", "fresh x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(set(wrong[i]) == 400, "%s", wrong[i]);
    ck_assert_int_eq(call("GET", "/practice/state", NULL), 404);
    ck_assert_int_eq(call_with("reading-bearer", "POST", "/practice/state",
                               SPAN("faults none"), "text/plain"),
                     404);
}
END_TEST

static Suite *
switch_suite(void)
{
    Suite *suite = suite_create("practice_switch");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, fresh_forgets_what_was_changed);
    tcase_add_test(all, a_quota_holds_and_goes);
    tcase_add_test(all, faults_come_in_order_and_are_taken_away);
    tcase_add_test(all, what_it_does_not_know_is_refused);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(switch_suite)
