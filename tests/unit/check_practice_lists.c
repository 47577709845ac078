#include "../support/practice_calls.h"

#include "api/request.h"
#include "base/memory.h"

#include <string.h>

START_TEST(lists_are_filtered_cut_and_paged)
{
    call("GET", "/api/machines", NULL);
    ck_assert_int_eq(value_count(), 50);
    call("GET", "/api/machines?$filter=RiskScore+eq+'High'", NULL);
    int risky = value_count();
    call("GET", "/api/machines?$filter=riskScore+eq+'High'", NULL);
    ck_assert_int_gt(risky, 0);
    ck_assert_int_eq(value_count(), risky);
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

/* On 50 machines; COUNT below 0: an error of the code. */
static const struct filtered {
    const char *path, *filter;
    int count;
    const char *code;
} filters[] = {
    {"/api/machines", "osPlatform eq 'Linux'", 3, NULL},
    {"/api/machines", "osPlatform ne 'Linux'", 47, NULL},
    {"/api/machines", "not (osPlatform eq 'Linux' or osPlatform eq 'macOS')", 44, NULL},
    {"/api/machines", "osPlatform in ('Linux', 'macOS')", 6, NULL},
    {"/api/machines", "startswith(computerDnsName,'srv-')", 9, NULL},
    {"/api/machines", "endswith(computerDnsName,'-01.practice.example')", 10, NULL},
    {"/api/machines", "contains(computerDnsName,'db') and healthStatus eq 'Active'", 2,
     NULL},
    {"/api/machines", "tolower(osPlatform) eq 'macos'", 3, NULL},
    {"/api/machines", "indexof(computerDnsName,'-') eq 2", 31, NULL},
    {"/api/machines", "substring(computerDnsName,0,3) eq 'web'", 3, NULL},
    {"/api/machines", "length(osPlatform) lt 6", 8, NULL},
    {"/api/machines", "aadDeviceId eq null", 16, NULL},
    {"/api/machines", "aadDeviceId ne null", 34, NULL},
    {"/api/machines", "rbacGroupId gt 101 and rbacGroupId le 103", 12, NULL},
    {"/api/machines", "rbacGroupId add 1 eq 105", 4, NULL},
    {"/api/machines", "lastSeen lt 2026-02-20T00:00:00Z", 3, NULL},
    {"/api/machines", "lastSeen ge 2026-02-20", 47, NULL},
    {"/api/machines", "year(lastSeen) eq 2026 and month(lastSeen) eq 2", -2, NULL},
    {"/api/machines", "date(lastSeen) le now()", 50, NULL},
    {"/api/machines", "machineTags/any(t: t eq 'finance')", -2, NULL},
    {"/api/machines", "machineTags/all(t: t eq 'finance')", 50, NULL},
    {"/api/alerts", "severity eq 'High' and status ne 'Resolved'", -2, NULL},
    {"/api/alerts", "incidentId eq 1000", 5, NULL},
    {"/api/alerts", "assignedTo eq null", -2, NULL},
    {"/api/incidents", "status eq 'Active'", 8, NULL},
    {"/api/machineactions", "type in ('Isolate','Unisolate')", 2, NULL},
    {"/api/indicators", "indicatorType eq 'Url'", 2, NULL},
    {"/v1.0/security/alerts_v2", "severity eq 'high'", 10, NULL},
    {"/api/machines", "colour eq 'red'", -1, "ODataError"},
    {"/api/machines", "osPlatform eq", -1, "ODataError"},
    {"/api/machines", "osPlatform = 'Linux'", -1, "ODataError"},
    {"/api/machines", "totalseconds(lastSeen) gt 1", -1, "ODataError"},
};

START_TEST(a_filter_keeps_what_fits)
{
    const struct filtered *filtered = &filters[_i];
    struct str target = {0};
    str_addf(&target, "%s?$filter=", filtered->path);
    percent_encode(&target, span_of(filtered->filter), "");
    int status = call("GET", str_text(&target), NULL);
    if (filtered->count == -1) {
        ck_assert_int_eq(status, 400);
        ck_assert_str_eq(code_of(), filtered->code);
    } else {
        ck_assert_msg(status == 200, "%s", str_text(&answer.body));
        if (filtered->count >= 0)
            ck_assert_int_eq(value_count(), filtered->count);
        else /* some, and not all */
            ck_assert_int_gt(value_count(), 0);
    }
    str_release(&target);
}
END_TEST

/* Pages one after another give what the whole list gives, each object once. */
START_TEST(pages_make_up_the_list)
{
    end();
    begin_setup((struct practice_setup){.machines = 333});
    static const char *const paths[] = {
        "/api/machines/SecureConfigurationsAssessmentByMachine",
        "/api/machines/SoftwareInventoryByMachine"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        struct str target = {0}, paged = {0}, whole = {0};
        ck_assert_int_eq(call("GET", paths[i], NULL), 200);
        char *text = cJSON_PrintUnformatted(values_of());
        str_add_text(&whole, text);
        cJSON_free(text);
        str_addf(&target, "%s?pageSize=100", paths[i]);
        for (int page = 0; page < 100 && target.n; page++) {
            ck_assert_int_eq(call("GET", str_text(&target), NULL), 200);
            ck_assert_int_le(value_count(), 100);
            text = cJSON_PrintUnformatted(values_of());
            struct span inside = span_sub(span_of(text), 1, strlen(text) - 1);
            str_addf(&paged, "%s%.*s", paged.n ? "," : "", SPAN_ARG(inside));
            cJSON_free(text);
            str_set(&target, span_of(text_at(body, "@odata.nextLink")));
            if (target.n)
                str_remove(&target, 0, strlen("http://127.0.0.1:4711"));
            pass_ms(5000);
        }
        str_remove(&whole, 0, 1);
        str_cut(&whole, whole.n - 1);
        ck_assert(span_equal(str_span(&paged), str_span(&whole)));
        str_release(&target);
        str_release(&paged);
        str_release(&whole);
    }
}
END_TEST

START_TEST(incidents_come_newest_first)
{
    struct str last = {0};
    const cJSON *incident;
    call("GET", "/api/incidents", NULL);
    cJSON_ArrayForEach(incident, values_of())
    {
        const char *time = text_at(incident, "createdTime");
        ck_assert(!last.n || span_compare(span_of(time), str_span(&last)) < 0);
        str_set(&last, span_of(time));
    }
    ck_assert(last.n > 0);
    str_release(&last);
}
END_TEST

START_TEST(an_incident_of_graph_has_its_alerts_where_they_are_asked_for)
{
    for (int asked = 0; asked < 2; asked++) {
        call("GET",
             asked ? "/v1.0/security/incidents?$top=1&$expand=alerts"
                   : "/v1.0/security/incidents?$top=1",
             NULL);
        const cJSON *incident = cJSON_GetArrayItem(values_of(), 0);
        const cJSON *alerts = cJSON_GetObjectItemCaseSensitive(incident, "alerts");
        ck_assert_int_eq(cJSON_GetArraySize(alerts), asked ? 5 : 0);
        if (asked)
            ck_assert_str_eq(text_at(cJSON_GetArrayItem(alerts, 0), "incidentId"),
                             text_at(incident, "id"));
    }
    ck_assert_int_eq(call("GET", "/v1.0/security/incidents?$count=true&$top=2", NULL),
                     200);
    ck_assert_int_eq((int)cJSON_GetNumberValue(
                         cJSON_GetObjectItemCaseSensitive(body, "@odata.count")),
                     8);
    ck_assert_int_eq(value_count(), 2);
}
END_TEST

static Suite *
practice_lists_suite(void)
{
    Suite *suite = suite_create("practice_lists");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_loop_test(all, a_filter_keeps_what_fits, 0, (int)COUNT_OF(filters));
    tcase_add_test(all, pages_make_up_the_list);
    tcase_add_test(all, lists_are_filtered_cut_and_paged);
    tcase_add_test(all, incidents_come_newest_first);
    tcase_add_test(all, an_incident_of_graph_has_its_alerts_where_they_are_asked_for);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(practice_lists_suite)
