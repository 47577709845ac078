#include "../support/practice_calls.h"

#include "api/response.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

/* Every documented code, each by doing what causes it. */
static const struct cause {
    const char *code;
    int status;
    const char *method, *target, *body, *says;
} causes[] = {
    {"BadRequest", 400, "POST", "/api/advancedqueries/run",
     "{\"Query\":\"MachineInfo | take 3\"}", "MachineInfo"},
    {"ODataError", 400, "GET", "/api/machines?$filter=colour%20eq%20'red'", NULL,
     "colour"},
    {"InvalidInput", 400, "POST", "/api/machines/{lt-01}/isolate",
     "{\"Comment\":\"x\",\"IsolationType\":\"Half\"}", "Half"},
    {"InvalidRequestBody", 400, "POST", "/api/machines/{lt-01}/isolate",
     "{\"Comment\":\"x\",}", NULL},
    {"InvalidHashValue", 400, "GET", "/api/files/xyz", NULL, "xyz"},
    {"InvalidDomainName", 400, "GET", "/api/domains/no_good..name/stats", NULL,
     "no_good..name"},
    {"InvalidIpAddress", 400, "GET", "/api/ips/300.1.1.1/stats", NULL, "300.1.1.1"},
    {"InvalidUrl", 400, "POST", "/api/indicators",
     "{\"indicatorValue\":\"not a url\",\"indicatorType\":\"Url\",\"action\":\"Block\","
     "\"title\":\"t\",\"description\":\"d\"}",
     "not a url"},
    {"MissingRequiredParameter", 400, "POST", "/api/machines/{lt-01}/isolate",
     "{\"comment\":\"the letter case is wrong\",\"IsolationType\":\"Full\"}",
     "Comment"},
    {"OsPlatformNotSupported", 400, "POST", "/api/machines/{iphone}/isolate",
     "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}", "iOS"},
    {"ODataError", 400, "GET", "/api/machines?$fliter=x", NULL,
     "The query parameter '$fliter' is not supported"},
    {"BadRequest", 400, "POST", "/api/advancedqueries/run",
     "{\"Query\":\"union DeviceInfo, AlertInfo\"}", "exceeded the allowed limits"},
    {"DisallowedOperation", 403, "POST", "/api/machines/{srv-app}/offboard",
     "{\"Comment\":\"x\"}", "Offboard is not allowed"},
    {"InvalidInput", 400, "POST", "/api/indicators",
     "{\"indicatorValue\":\"198.18.0.1\",\"indicatorType\":\"IpAddress\",\"action\":"
     "\"Block\",\"title\":\"t\",\"description\":\"d\",\"expirationTime\":"
     "\"2020-01-01T00:00:00Z\"}",
     "future"},
    {"ClientVersionNotSupported", 400, "POST",
     "/api/machines/{pc-archive}/runliveresponse",
     "{\"Commands\":[{\"type\":\"GetFile\",\"params\":[{\"key\":\"Path\",\"value\":"
     "\"C:\\\\x.txt\"}]}],\"Comment\":\"x\"}",
     NULL},
    {"DisabledFeature", 403, "GET", "/api/DeviceAuthenticatedScanDefinitions", NULL,
     NULL},
    {"DisallowedOperation", 403, "POST", "/api/machines/{srv-db}/startInvestigation",
     "{\"Comment\":\"x\"}", "no automation level"},
    {"NotFound", 404, "GET", "/api/machinez", NULL, "/api/machinez"},
    {"NotFound", 404, "DELETE", "/api/machines", NULL, "No HTTP resource"},
    {"ResourceNotFound", 404, "GET",
     "/api/machines/0123456789abcdef0123456789abcdef01234567", NULL,
     "0123456789abcdef"},
};

static bool
is_guid(struct span text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.n != sizeof form - 1)
        return false;
    for (size_t i = 0; i < text.n; i++)
        if ((form[i] == '-') != (text.p[i] == '-'))
            return false;
    return true;
}

START_TEST(a_cause_gives_its_code)
{
    const struct cause *cause = &causes[_i];
    call_on(cause->method, cause->target, cause->body);
    ck_assert_str_eq(code_of(), cause->code);
    ck_assert_int_eq(answer.status, cause->status);
    ck_assert(is_guid(span_of(text_at(error_of(), "target"))));
    if (cause->says)
        ck_assert_msg(span_has(span_of(text_at(error_of(), "message")), cause->says),
                      "message is: %s", text_at(error_of(), "message"));
}
END_TEST

START_TEST(one_item_too_many_is_too_many)
{
    struct str sent = {0};
    for (int extra = 0; extra < 2; extra++) {
        str_clear(&sent);
        str_add_text(&sent, "{\"Indicators\":[");
        for (int i = 0; i < 500 + extra; i++)
            str_addf(&sent,
                     "%s{\"indicatorValue\":\"198.18.%d.%d\",\"indicatorType\":"
                     "\"IpAddress\",\"action\":\"Block\",\"title\":\"t\","
                     "\"description\":\"d\"}",
                     i ? "," : "", i / 200, i % 200 + 1);
        str_add_text(&sent, "]}");
        call("POST", "/api/indicators/import", str_text(&sent));
        ck_assert_str_eq(code_of(), extra ? "MaximumBatchSizeExceeded" : "");
    }
    ck_assert_str_eq(text_at(error_of(), "message"),
                     "Maximum batch size exceeded. Received: 501, allowed: 500.");
    str_release(&sent);
}
END_TEST

START_TEST(bearers_decide_who_may_do_what)
{
    call_with("expired-bearer", "GET", "/api/machines", SPAN(""), NULL);
    ck_assert_int_eq(answer.status, 401);
    ck_assert_str_eq(code_of(), "Unauthorized");
    call_with("eyJ0eXAiOiJKV1QifQ.e30.x", "GET", "/api/machines", SPAN(""), NULL);
    ck_assert_str_eq(code_of(), "Unauthorized");
    call_with("reading-bearer", "GET", "/api/machines", SPAN(""), NULL);
    ck_assert_int_eq(answer.status, 200);
    char *id = machine_whose("computerDnsName", "lt-01");
    struct str target = {0};
    str_addf(&target, "/api/machines/%s/isolate", id);
    call_with("reading-bearer", "POST", str_text(&target),
              SPAN("{\"Comment\":\"x\",\"IsolationType\":\"Full\"}"),
              "application/json");
    ck_assert_int_eq(answer.status, 403);
    ck_assert_str_eq(code_of(), "Forbidden");
    ck_assert(span_starts(span_of(text_at(error_of(), "message")),
                          "Missing application roles. API required roles: "
                          "Machine.Isolate, application roles: "));
    str_release(&target);
    mem_free(id);
}
END_TEST

START_TEST(internal_server_error_comes_from_its_fault_once)
{
    struct err err;
    ck_assert(practice_fault(practice, SPAN("InternalServerError"), &err) == STATUS_OK);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 500);
    ck_assert_str_eq(code_of(), "InternalServerError");
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200);
}
END_TEST

START_TEST(faults_are_switched_while_it_runs)
{
    ck_assert_int_eq(call("POST", "/practice/faults", "gateway-502:100%"), 204);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 502);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 502);
    ck_assert_int_eq(call("DELETE", "/practice/faults", NULL), 204);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200);
    ck_assert_int_eq(call("POST", "/practice/faults", "earthquake"), 400);
    ck_assert_int_eq(call_with("reading-bearer", "POST", "/practice/faults",
                               SPAN("empty-body"), "text/plain"),
                     404);
}
END_TEST

START_TEST(faults_that_do_not_exist_are_refused)
{
    static const char *const wrong[] = {"earthquake",    "big=x",     "big=100000",
                                        "cut-body=4",    "big:0%",    "big:101%",
                                        "cut-body:half", "big=1:2%x", ""};
    struct err err;
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        ck_assert_msg(practice_fault(practice, span_of(wrong[i]), &err) == STATUS_USAGE,
                      "%s was taken", wrong[i]);
}
END_TEST

START_TEST(hostile_texts_arrive_escaped_in_the_json)
{
    struct err err;
    ck_assert(practice_fault(practice, SPAN("escapes"), &err) == STATUS_OK);
    ck_assert_int_eq(call("GET", "/api/machines?$top=1", NULL), 200);
    ck_assert(span_has(str_span(&answer.body), "\\u001b[31m"));
    ck_assert(span_has(str_span(&answer.body), "\xe2\x80\xae"));
    ck_assert_int_eq(value_count(), 1);
}
END_TEST

START_TEST(a_share_meets_that_share)
{
    struct err err;
    int met = 0;
    ck_assert(practice_fault(practice, SPAN("gateway-503=9:50%"), &err) == STATUS_OK);
    for (int i = 0; i < 90; i++)
        met += call("GET", "/api/machines?$top=1", NULL) == 503;
    ck_assert_int_gt(met, 20);
    ck_assert_int_lt(met, 70);
}
END_TEST

START_TEST(a_quota_slides_and_says_how_long_to_wait)
{
    for (int i = 0; i < 10; i++) {
        call("POST",
             "/api/machines/0123456789abcdef0123456789abcdef01234567/runliveresponse",
             "{}");
        ck_assert_int_ne(answer.status, 429);
        pass_ms(1000);
    }
    for (int second = 50; second > 0; second--) {
        call("POST",
             "/api/machines/0123456789abcdef0123456789abcdef01234567/runliveresponse",
             "{}");
        ck_assert_int_eq(answer.status, 429);
        ck_assert_str_eq(code_of(), "TooManyRequests");
        ck_assert_int_eq(atoi(pairs_get(&answer.headers, "Retry-After")), second);
        pass_ms(1000);
    }
    call("POST",
         "/api/machines/0123456789abcdef0123456789abcdef01234567/runliveresponse",
         "{}");
    ck_assert_int_ne(answer.status, 429);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200); /* has its own quota */
}
END_TEST

START_TEST(a_quota_can_be_set_for_all)
{
    end();
    begin_with(2, 5);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 429);
    ck_assert_str_eq(pairs_get(&answer.headers, "Retry-After"), "5");
    ck_assert(span_has(span_of(text_at(error_of(), "message")), "2 per 00:00:05"));
    pass_ms(4001);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 429);
    ck_assert_str_eq(pairs_get(&answer.headers, "Retry-After"), "1");
    pass_ms(1000);
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200);
}
END_TEST

/* Every operation answers with its success, or with an error that the check foresees;
 * hidden members never come out. */
START_TEST(every_operation_answers)
{
    const struct catalogue *catalogue = catalogue_builtin();
    for (unsigned i = 0; i < catalogue->count; i++) {
        struct request request;
        struct str target = {0};
        request_init(&request, &catalogue->operations[i]);
        request_fill(&request);
        request_target(&request, &target);
        call_with("full-bearer", request.method, str_text(&target),
                  str_span(&request.body),
                  catalogue->operations[i].content_type
                      ? catalogue->operations[i].content_type
                      : "");
        ck_assert_msg(answer.status >= 200 && answer.status < 500, "%s: %d",
                      catalogue->operations[i].id, answer.status);
        ck_assert_msg(!span_has(str_span(&answer.body), "\"."), "%s: %s",
                      catalogue->operations[i].id, str_text(&answer.body));
        if (answer.status >= 400)
            ck_assert_msg(*code_of(), "%s: %s", catalogue->operations[i].id,
                          str_text(&answer.body));
        str_release(&target);
        request_release(&request);
    }
}
END_TEST

static const struct origin {
    const char *header, *value;
    int status;
} places[] = {
    {"Host", "127.0.0.1:4711", 200},
    {"Host", "localhost:4711", 200},
    {"Host", "127.0.0.1", 403},
    {"Host", "127.0.0.1:4712", 403},
    {"Host", "evil.example:4711", 403},
    {"Host", "127.0.0.1:4711.evil.example", 403},
    {"Host", "", 403},
    {"Origin", "http://127.0.0.1:4711", 200},
    {"Origin", "https://evil.example", 403},
    {"Origin", "null", 403},
    {"Origin", "", 403},
    {"Sec-Fetch-Site", "none", 200},
    {"Sec-Fetch-Site", "same-origin", 200},
    {"Sec-Fetch-Site", "same-site", 403},
    {"Sec-Fetch-Site", "cross-site", 403},
};

START_TEST(web_pages_are_kept_out)
{
    struct pairs headers = {0};
    const struct origin *place = &places[_i];
    if (!span_is(span_of(place->header), "Host"))
        pairs_add(&headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    pairs_add(&headers, span_of(place->header), span_of(place->value));
    struct str authorization = str_of("Bearer ");
    practice_add_bearer(practice, 0, BEARER_FULL, &authorization);
    pairs_add(&headers, SPAN("Authorization"), str_span(&authorization));
    str_release(&authorization);
    practice_handle(practice,
                    &(struct practice_request){.method = SPAN("GET"),
                                               .target = SPAN("/api/machines"),
                                               .headers = &headers},
                    &now, &answer);
    ck_assert_int_eq(answer.status, place->status);
    ck_assert(!pairs_get_nocase(&answer.headers, "Access-Control-Allow-Origin"));
    pairs_release(&headers);
}
END_TEST

START_TEST(a_header_that_stands_twice_is_no_proof)
{
    static const char *const twice[] = {"Host", "Authorization"};
    static const char *const values[] = {"127.0.0.1:4711", "Bearer full-bearer"};
    static const int refused[] = {403, 401};
    for (int i = 0; i < 2; i++) {
        struct pairs headers = {0};
        for (int j = 0; j < 2; j++)
            pairs_add(&headers, span_of(twice[j]), span_of(values[j]));
        pairs_add(&headers, span_of(twice[i]), span_of(values[i]));
        practice_answer_release(&answer);
        practice_handle(practice,
                        &(struct practice_request){.method = SPAN("GET"),
                                                   .target = SPAN("/api/machines"),
                                                   .headers = &headers},
                        &now, &answer);
        ck_assert_int_eq(answer.status, refused[i]);
        pairs_release(&headers);
    }
}
END_TEST

static Suite *
practice_suite(void)
{
    Suite *suite = suite_create("practice");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_loop_test(all, a_cause_gives_its_code, 0, (int)COUNT_OF(causes));
    tcase_add_test(all, one_item_too_many_is_too_many);
    tcase_add_test(all, bearers_decide_who_may_do_what);
    tcase_add_test(all, internal_server_error_comes_from_its_fault_once);
    tcase_add_test(all, faults_are_switched_while_it_runs);
    tcase_add_test(all, faults_that_do_not_exist_are_refused);
    tcase_add_test(all, hostile_texts_arrive_escaped_in_the_json);
    tcase_add_test(all, a_share_meets_that_share);
    tcase_add_test(all, a_quota_slides_and_says_how_long_to_wait);
    tcase_add_test(all, a_quota_can_be_set_for_all);
    tcase_add_test(all, every_operation_answers);
    tcase_add_test(all, a_header_that_stands_twice_is_no_proof);
    tcase_add_loop_test(all, web_pages_are_kept_out, 0, (int)COUNT_OF(places));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(practice_suite)
