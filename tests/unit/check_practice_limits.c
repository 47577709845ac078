#include "../support/practice_calls.h"

#include "api/error_code.h"
#include "api/fault_kind.h"
#include "api/response.h"
#include "base/memory.h"
#include "practice/quota.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- calls --- */

/* Takes CALLS at once; false: one was refused. */
static bool
take_all(struct quotas *quotas, unsigned place, unsigned calls, clock_ms at)
{
    struct quota_refusal refusal;
    const struct operation *operation = &catalogue_builtin()->operations[place];
    for (unsigned i = 0; i < calls; i++)
        if (!quotas_take(quotas, place, operation, at, &refusal))
            return false;
    return true;
}

START_TEST(every_operation_has_its_documented_budget)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct quotas quotas;
    quotas_init(&quotas, catalogue->count, 0, 0);
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct quota_refusal refusal;
        unsigned calls = operation->per_minute ? operation->per_minute : 1;
        ck_assert_msg(take_all(&quotas, i, calls, 1000), "%s", operation->id);
        if (!operation->per_minute)
            continue;
        ck_assert_msg(!quotas_take(&quotas, i, operation, 1000, &refusal), "%s",
                      operation->id);
        ck_assert_uint_eq(refusal.calls, operation->per_minute);
        ck_assert_uint_eq(refusal.seconds, 60);
        ck_assert_uint_eq(refusal.wait_s, 60);
        ck_assert(quotas_take(&quotas, i, operation, 61000, &refusal));
    }
    quotas_release(&quotas);
}
END_TEST

START_TEST(the_hour_has_a_budget_too)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct quotas quotas;
    quotas_init(&quotas, catalogue->count, 0, 0);
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct quota_refusal refusal = {0};
        clock_ms at = 1000;
        unsigned left = operation->per_hour;
        if (!left ||
            left >= 60 * operation->per_minute) /* the minute is the narrower one */
            continue;
        for (; left; at += 60000) {
            unsigned most = operation->per_minute;
            unsigned calls = left < most ? left : most;
            ck_assert_msg(take_all(&quotas, i, calls, at), "%s", operation->id);
            left -= calls;
        }
        ck_assert(!quotas_take(&quotas, i, operation, at, &refusal));
        ck_assert_uint_eq(refusal.calls, operation->per_hour);
        ck_assert_uint_eq(refusal.seconds, 3600);
    }
    quotas_release(&quotas);
}
END_TEST

static int
call_often(const char *method, const char *target, const char *sent, int times)
{
    for (int i = 0; i < times; i++)
        call(method, target, sent);
    return answer.status;
}

START_TEST(xdr_names_the_time_in_its_message_alone)
{
    ck_assert_int_eq(call_often("GET", "/api/incidents", NULL, 50), 200);
    pass_ms(10000);
    ck_assert_int_eq(call("GET", "/api/incidents", NULL), 429);
    ck_assert_ptr_null(pairs_get(&answer.headers, "Retry-After"));
    ck_assert_ptr_nonnull(strstr(text_at(error_of(), "message"),
                                 "50 per 00:01:00. You can send requests again at "
                                 "2026-03-02T09:01:00.000Z"));
}
END_TEST

START_TEST(hunting_words_its_quota_otherwise)
{
    const char *query = "{\"Query\":\"DeviceInfo | where Timestamp > ago(1d)\"}";
    ck_assert_int_ne(call_often("POST", "/api/advancedqueries/run", query, 45), 429);
    ck_assert_int_eq(call("POST", "/api/advancedqueries/run", query), 429);
    ck_assert_str_eq(code_of(), "429");
    ck_assert_str_eq(text_at(error_of(), "message"),
                     "API calls quota exceeded! maximum allowed 45 per 00:01:00");
}
END_TEST

START_TEST(graph_counts_refused_calls_and_words_it_its_own_way)
{
    ck_assert_int_eq(call_often("GET", "/v1.0/security/alerts_v2", NULL, 150), 200);
    pass_ms(50000);
    ck_assert_int_eq(call_often("GET", "/v1.0/security/alerts_v2", NULL, 100), 429);
    ck_assert(
        cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(error_of(), "innerError")));
    ck_assert_ptr_nonnull(strstr(pairs_get(&answer.headers, "Retry-After"), "."));
    pass_ms(10001); /* the first calls have left, those refused have not */
    ck_assert_int_eq(call_often("GET", "/v1.0/security/alerts_v2", NULL, 50), 200);
    ck_assert_int_eq(call("GET", "/v1.0/security/alerts_v2", NULL), 429);
}
END_TEST

/* --- computing time --- */

START_TEST(heavy_queries_use_up_the_hour)
{
    const char *heavy = "{\"Query\":\"DeviceInfo | take 1\"}";
    int calls = 0;
    while (call("POST", "/api/advancedqueries/run", heavy) == 200 && calls < 100) {
        pass_ms(2000);
        calls++;
    }
    ck_assert_int_eq(answer.status, 429);
    ck_assert_int_eq(calls, 39);
    ck_assert_ptr_nonnull(
        strstr(text_at(error_of(), "message"), "processing resources"));
    ck_assert_ptr_nonnull(strstr(text_at(error_of(), "message"), "again in 00:58:42"));
    pass_ms((58 * 60 + 41) * 1000);
    ck_assert_int_eq(call("POST", "/api/advancedqueries/run", heavy), 429);
    pass_ms(1000);
    ck_assert_int_eq(call("POST", "/api/advancedqueries/run", heavy), 200);
}
END_TEST

START_TEST(light_queries_use_up_nothing_to_speak_of)
{
    const char *light = "{\"Query\":\"DeviceInfo | where Timestamp > ago(1d)\"}";
    for (int i = 0; i < 200; i++) {
        ck_assert_int_eq(call("POST", "/api/advancedhunting/run", light), 200);
        pass_ms(4000);
    }
}
END_TEST

/* --- live response --- */

START_TEST(no_more_than_25_sessions_at_a_time)
{
    char *ids[40];
    int count = 0, begun = 0;
    const cJSON *machine;
    end();
    begin_large();
    call("GET", "/api/machines?$filter=healthStatus+eq+'Inactive'", NULL);
    cJSON_ArrayForEach(machine, values_of())
    {
        if (count < 40 &&
            span_starts(span_of(text_at(machine, "osPlatform")), "Windows"))
            ids[count++] = mem_strdup(text_at(machine, "id"));
    }
    for (int i = 0; i < count; i++) {
        struct str target = {0};
        str_addf(&target, "/api/machines/%s/runliveresponse", ids[i]);
        if (begun < 26)
            call("POST", str_text(&target),
                 "{\"Comment\":\"x\",\"Commands\":[{\"type\":\"GetFile\",\"params\":"
                 "[{\"key\":\"Path\",\"value\":\"C:\\\\x\"}]}]}");
        begun += answer.status == 201;
        pass_ms(7000);
        str_release(&target);
        mem_free(ids[i]);
    }
    ck_assert_int_gt(count, 25);
    ck_assert_int_eq(begun, 25);
    ck_assert_int_eq(answer.status, 429);
    ck_assert_ptr_nonnull(strstr(text_at(error_of(), "message"), "25 live response"));
}
END_TEST

/* --- faults --- */

static void
order(const char *fault)
{
    struct err err = {0};
    ck_assert_msg(practice_fault(practice, span_of(fault), &err) == STATUS_OK, "%s: %s",
                  fault, err.text);
}

START_TEST(each_documented_code_comes_in_the_words_of_its_product)
{
    struct fault_kind kind;
    for (size_t i = 0; fault_kind_at(i, &kind); i++) {
        struct str name = {0};
        if (!kind.code)
            continue;
        kind.argument = NULL;
        fault_kind_spell(&kind, &name);
        order(str_text(&name));
        ck_assert_int_eq(call("GET", "/api/machines?$top=1", NULL), kind.code->status);
        ck_assert_str_eq(code_of(), kind.name);
        ck_assert_uint_eq(strlen(text_at(error_of(), "target")), 36);
        ck_assert_ptr_null(strchr(text_at(error_of(), "message"), '{'));
        str_release(&name);
    }
    order("xdr/ClientVersionNotSupported");
    call("GET", "/api/machines", NULL);
    ck_assert_ptr_nonnull(strstr(text_at(error_of(), "message"), "and later"));
}
END_TEST

START_TEST(a_fault_meets_as_many_calls_as_were_said)
{
    order("gateway-502*3");
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(call("GET", "/api/machines?$top=1", NULL), 502);
    ck_assert_int_eq(call("GET", "/api/machines?$top=1", NULL), 200);
}
END_TEST

START_TEST(the_same_seed_strikes_the_same_calls)
{
    char first[41] = "", second[41] = "";
    for (int round = 0; round < 2; round++) {
        end();
        begin();
        order("gateway-502:40%");
        for (int i = 0; i < 40; i++)
            (round ? second : first)[i] =
                call("GET", "/api/machines?$top=1", NULL) == 502 ? 'x' : '.';
    }
    ck_assert_str_eq(first, second);
    ck_assert_ptr_nonnull(strchr(first, 'x'));
    ck_assert_ptr_nonnull(strchr(first, '.'));
}
END_TEST

START_TEST(contents_are_as_their_kinds_say)
{
    order("partial");
    ck_assert_int_eq(call("GET", "/api/machines?$top=1", NULL), 206);
    ck_assert_str_eq(pairs_get(&answer.headers, "Warning"),
                     "199 - \"Microsoft/WDATP/401/228\"");
    order("failed-items");
    ck_assert_int_eq(call("GET", "/api/machines?$top=1", NULL), 200);
    ck_assert(span_has(str_span(&answer.body), "\"isFailed\":true"));
    order("deep=50");
    call("GET", "/api/machines?$top=1", NULL);
    ck_assert(span_has(str_span(&answer.body), "[[[[[[[[[["));
    order("retry-after-date=90");
    call("GET", "/api/machines?$top=1", NULL);
    ck_assert_str_eq(pairs_get(&answer.headers, "Retry-After"),
                     "Mon, 02 Mar 2026 09:01:30 GMT");
    order("clock-behind");
    call("GET", "/api/machines?$top=1", NULL);
    ck_assert_str_eq(pairs_get(&answer.headers, "Date"),
                     "Mon, 02 Mar 2026 08:50:00 GMT");
    order("duplicate-names");
    call("GET", "/api/machines?$top=1", NULL);
    ck_assert(span_starts(str_span(&answer.body),
                          "{\"@odata.context\":\"the first of two\",\"@odata.con"));
}
END_TEST

START_TEST(size_costs_no_memory)
{
    order("big=2000");
    call("GET", "/api/machines", NULL);
    ck_assert_uint_lt(answer.body.n + answer.delivery.block.n, 1000000);
    ck_assert_uint_gt(answer.delivery.block.n * answer.delivery.times, 1999000000u);
}
END_TEST

static Suite *
practice_limits_suite(void)
{
    Suite *suite = suite_create("practice limits");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_set_timeout(all, 60);
    tcase_add_test(all, every_operation_has_its_documented_budget);
    tcase_add_test(all, the_hour_has_a_budget_too);
    tcase_add_test(all, xdr_names_the_time_in_its_message_alone);
    tcase_add_test(all, hunting_words_its_quota_otherwise);
    tcase_add_test(all, graph_counts_refused_calls_and_words_it_its_own_way);
    tcase_add_test(all, heavy_queries_use_up_the_hour);
    tcase_add_test(all, light_queries_use_up_nothing_to_speak_of);
    tcase_add_test(all, no_more_than_25_sessions_at_a_time);
    tcase_add_test(all, each_documented_code_comes_in_the_words_of_its_product);
    tcase_add_test(all, a_fault_meets_as_many_calls_as_were_said);
    tcase_add_test(all, the_same_seed_strikes_the_same_calls);
    tcase_add_test(all, contents_are_as_their_kinds_say);
    tcase_add_test(all, size_costs_no_memory);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(practice_limits_suite)
