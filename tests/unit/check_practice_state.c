#include "../support/practice_calls.h"

#include "api/response.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static const char *
action_status(const char *id)
{
    struct str target = {0};
    str_addf(&target, "/api/machineactions/%s", id);
    ck_assert_int_eq(call("GET", str_text(&target), NULL), 200);
    str_release(&target);
    return text_at(body, "status");
}

START_TEST(isolation_runs_its_course)
{
    const char *sent = "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}";
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-02}/isolate", sent), 201);
    ck_assert_str_eq(text_at(body, "status"), "Pending");
    ck_assert_str_eq(text_at(body, "type"), "Isolate");
    char *id = mem_strdup(text_at(body, "id"));
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-02}/isolate", sent), 400);
    ck_assert_str_eq(code_of(), "ActiveRequestAlreadyExists");
    pass_ms(4000);
    ck_assert_str_eq(action_status(id), "InProgress");
    pass_ms(7000);
    ck_assert_str_eq(action_status(id), "Succeeded");
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-02}/isolate", sent), 201);
    mem_free(id);
}
END_TEST

START_TEST(an_action_waits_for_a_machine_that_is_away_and_can_be_cancelled)
{
    char *machine = machine_whose("healthStatus", "Inactive");
    struct str target = {0};
    str_addf(&target, "/api/machines/%s/runAntiVirusScan", machine);
    ck_assert_int_eq(
        call("POST", str_text(&target), "{\"Comment\":\"x\",\"ScanType\":\"Quick\"}"),
        201);
    char *id = mem_strdup(text_at(body, "id"));
    pass_ms(600000);
    ck_assert_str_eq(action_status(id), "Pending");
    str_clear(&target);
    str_addf(&target, "/api/machineactions/%s/cancel", id);
    ck_assert_int_eq(call("POST", str_text(&target), "{\"Comment\":\"never mind\"}"),
                     200);
    ck_assert_str_eq(text_at(body, "status"), "Cancelled");
    ck_assert_str_eq(text_at(body, "cancellationComment"), "never mind");
    ck_assert_int_eq(call("POST", str_text(&target), "{\"Comment\":\"again\"}"), 400);
    str_release(&target);
    mem_free(machine);
    mem_free(id);
}
END_TEST

START_TEST(indicators_come_change_and_go)
{
    static const char sent[] =
        "{\"indicatorValue\":\"bad.example\",\"indicatorType\":\"DomainName\","
        "\"action\":\"Block\",\"title\":\"first\",\"description\":\"d\"}";
    static const char again[] =
        "{\"indicatorValue\":\"BAD.example\",\"indicatorType\":\"DomainName\","
        "\"action\":\"Warn\",\"title\":\"second\",\"description\":\"d\"}";
    ck_assert_int_eq(call("GET", "/api/indicators", NULL), 200);
    int before = value_count();
    ck_assert_int_eq(call("POST", "/api/indicators", sent), 200);
    char *id = mem_strdup(text_at(body, "id"));
    ck_assert_int_eq(call("POST", "/api/indicators", again), 200);
    ck_assert_str_eq(text_at(body, "id"), id);
    ck_assert_str_eq(text_at(body, "title"), "second");
    call("GET", "/api/indicators", NULL);
    ck_assert_int_eq(value_count(), before + 1);
    struct str target = {0};
    str_addf(&target, "/api/indicators/%s", id);
    ck_assert_int_eq(call("DELETE", str_text(&target), NULL), 204);
    ck_assert_uint_eq(answer.body.n, 0);
    ck_assert_int_eq(call("DELETE", str_text(&target), NULL), 404);
    str_release(&target);
    mem_free(id);
}
END_TEST

START_TEST(import_tells_of_each_item)
{
    ck_assert_int_eq(
        call(
            "POST", "/api/indicators/import",
            "{\"Indicators\":[{\"indicatorValue\":\"198.18.0.1\",\"indicatorType\":"
            "\"IpAddress\",\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"},"
            "{\"indicatorValue\":\"10.0.0.1\",\"indicatorType\":\"IpAddress\","
            "\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"}]}"),
        200);
    ck_assert_int_eq(value_count(), 2);
    const cJSON *good = cJSON_GetArrayItem(values_of(), 0);
    const cJSON *bad = cJSON_GetArrayItem(values_of(), 1);
    ck_assert(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(good, "isFailed")));
    ck_assert(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(bad, "isFailed")));
    ck_assert(*text_at(bad, "failureReason") != '\0');
    char sent[64];
    snprintf(sent, sizeof sent, "{\"IndicatorIds\":[\"%s\"]}", text_at(good, "id"));
    ck_assert_int_eq(call("POST", "/api/indicators/BatchDelete", sent), 204);
    ck_assert_int_eq(call("POST", "/api/indicators/BatchDelete", sent), 404);
}
END_TEST

START_TEST(an_alert_takes_a_comment_and_a_verdict)
{
    call("GET", "/api/alerts?$top=1", NULL);
    struct str target = {0};
    str_addf(&target, "/api/alerts/%s",
             text_at(cJSON_GetArrayItem(values_of(), 0), "id"));
    ck_assert_int_eq(call("PATCH", str_text(&target),
                          "{\"status\":\"Resolved\",\"classification\":"
                          "\"TruePositive\",\"determination\":\"Malware\",\"comment\":"
                          "\"cleaned\"}"),
                     200);
    call("GET", str_text(&target), NULL);
    ck_assert_str_eq(text_at(body, "status"), "Resolved");
    ck_assert_str_eq(text_at(body, "determination"), "Malware");
    ck_assert_str_eq(text_at(body, "resolvedTime"), "2026-03-02T09:00:00.000Z");
    const cJSON *comments = cJSON_GetObjectItemCaseSensitive(body, "comments");
    ck_assert_int_eq(cJSON_GetArraySize(comments), 1);
    ck_assert_str_eq(text_at(cJSON_GetArrayItem(comments, 0), "comment"), "cleaned");
    str_release(&target);
}
END_TEST

START_TEST(tags_are_added_and_found)
{
    ck_assert_int_eq(call_on("POST", "/api/machines/{srv-db-01}/tags",
                             "{\"Value\":\"vault\",\"Action\":\"Add\"}"),
                     200);
    call("GET", "/api/machines/findbytag?tag=vault&useStartsWithFilter=false", NULL);
    ck_assert_int_eq(value_count(), 1);
    ck_assert_int_eq(call_on("POST", "/api/machines/{srv-db-01}/tags",
                             "{\"Value\":\"vault\",\"Action\":\"Remove\"}"),
                     200);
    call("GET", "/api/machines/findbytag?tag=vault&useStartsWithFilter=false", NULL);
    ck_assert_int_eq(value_count(), 0);
}
END_TEST

START_TEST(lists_are_filtered_cut_and_paged)
{
    call("GET", "/api/machines", NULL);
    ck_assert_int_eq(value_count(), 50);
    call("GET", "/api/machines?$filter=osPlatform+eq+'Windows11'", NULL);
    ck_assert_int_eq(value_count(), 22);
    call("GET",
         "/api/machines?$filter=osPlatform%20eq%20'Linux'%20and%20healthStatus%20eq%20"
         "'Active'&$top=2&$skip=2",
         NULL);
    ck_assert_int_eq(value_count(), 1);
    call("GET", "/api/machines/$count", NULL);
    ck_assert_str_eq(str_text(&answer.body), "50");
    int seen = 0;
    struct str target = str_of("/api/deviceavinfo");
    for (int page = 0; page < 5 && target.n; page++) {
        ck_assert_int_eq(call("GET", str_text(&target), NULL), 200);
        seen += value_count();
        str_set(&target, span_of(text_at(body, "@odata.nextLink")));
        if (target.n)
            str_remove(&target, 0, strlen("http://127.0.0.1:4711"));
    }
    ck_assert_int_eq(seen, 46);
    str_release(&target);
}
END_TEST

START_TEST(evidence_comes_when_it_is_asked_for)
{
    const cJSON *alert, *evidence;
    for (int asked = 0; asked < 2; asked++) {
        call("GET",
             asked ? "/api/alerts?$top=1&$expand=evidence" : "/api/alerts?$top=1",
             NULL);
        alert = cJSON_GetArrayItem(values_of(), 0);
        evidence = cJSON_GetObjectItemCaseSensitive(alert, "evidence");
        ck_assert_int_eq(cJSON_GetArraySize(evidence), asked ? 2 : 0);
    }
}
END_TEST

START_TEST(a_machine_is_found_by_its_address)
{
    call("GET", "/api/machines?$top=1", NULL);
    const cJSON *machine = cJSON_GetArrayItem(values_of(), 0);
    char *id = mem_strdup(text_at(machine, "id"));
    struct str target = {0};
    str_addf(&target, "/api/machines/findbyip(ip='%s',timestamp=2026-03-01T08:00:00Z)",
             text_at(machine, "lastIpAddress"));
    ck_assert_int_eq(call("GET", str_text(&target), NULL), 200);
    ck_assert_str_eq(text_at(cJSON_GetArrayItem(values_of(), 0), "id"), id);
    ck_assert_int_eq(call("GET",
                          "/api/machines/findbyip(ip='10.1.1.1',timestamp="
                          "2025-03-01T08:00:00Z)",
                          NULL),
                     400);
    ck_assert_str_eq(code_of(), "BadRequest");
    str_release(&target);
    mem_free(id);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_tenant)
{
    call("GET", "/api/machines", NULL);
    char *first = str_take(&answer.body);
    end();
    begin();
    call("GET", "/api/machines", NULL);
    ck_assert_str_eq(str_text(&answer.body), first);
    mem_free(first);
}
END_TEST

static Suite *
practice_state_suite(void)
{
    Suite *suite = suite_create("practice_state");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, evidence_comes_when_it_is_asked_for);
    tcase_add_test(all, a_machine_is_found_by_its_address);
    tcase_add_test(all, isolation_runs_its_course);
    tcase_add_test(all,
                   an_action_waits_for_a_machine_that_is_away_and_can_be_cancelled);
    tcase_add_test(all, indicators_come_change_and_go);
    tcase_add_test(all, import_tells_of_each_item);
    tcase_add_test(all, an_alert_takes_a_comment_and_a_verdict);
    tcase_add_test(all, tags_are_added_and_found);
    tcase_add_test(all, lists_are_filtered_cut_and_paged);
    tcase_add_test(all, the_same_seed_gives_the_same_tenant);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(practice_state_suite)
