#include "unit.h"

#include "api/topic.h"
#include "base/memory.h"
#include "diagnose_text.h"

static const struct {
    const char *code, *message;
    int status;
    const char *class, *advice, *value_name, *value;
} published[] = {
    {"BadRequest", "General Bad Request error message.", 400, "request", "after-change",
     NULL, NULL},
    {"ODataError", "Invalid OData URI query (no such property).", 400, "request",
     "after-change", "detail", "no such property"},
    {"InvalidInput", "Invalid input Foo.", 400, "request", "after-change", "input",
     "Foo"},
    {"InvalidRequestBody", "Request body is incorrect", 400, "request", "after-change",
     NULL, NULL},
    {"InvalidHashValue", "Hash value xyz is invalid.", 400, "request", "after-change",
     "hash", "xyz"},
    {"InvalidDomainName", "Domain name a..b is invalid.", 400, "request",
     "after-change", "domain", "a..b"},
    {"InvalidIpAddress", "IP address 1.2.3 is invalid.", 400, "request", "after-change",
     "ip", "1.2.3"},
    {"InvalidUrl", "URL htp is invalid.", 400, "request", "after-change", "url", "htp"},
    {"MaximumBatchSizeExceeded",
     "Maximum batch size exceeded. Received: 501, allowed: 500.", 400, "request",
     "after-change", "received", "501"},
    {"MissingRequiredParameter", "Parameter Comment is missing.", 400, "request",
     "after-change", "parameter", "Comment"},
    {"OsPlatformNotSupported", "OS Platform Linux isn't supported for this action.",
     400, "request", "never", "platform", "Linux"},
    {"ClientVersionNotSupported",
     "Isolate is supported on client version 10.4 and above.", 400, "request",
     "after-change", "version", "10.4"},
    {"Unauthorized", "Unauthorized (invalid or expired authorization header).", 401,
     "auth", "after-change", NULL, NULL},
    {"Forbidden", "Forbidden (valid token but insufficient permission for the action).",
     403, "permission", "after-change", NULL, NULL},
    {"DisabledFeature", "Tenant feature isn't enabled.", 403, "feature", "after-change",
     NULL, NULL},
    {"DisallowedOperation", "Not on servers.", 403, "permission", "after-change",
     "reason", "Not on servers"},
    {"NotFound", "General Not Found error message.", 404, "not-found", "after-change",
     NULL, NULL},
    {"ResourceNotFound", "Machine 123123123 was not found", 404, "not-found",
     "after-change", "resource", "Machine 123123123"},
    {"TooManyRequests",
     "Response represents reaching quota limit either by number of requests or by CPU.",
     429, "throttle", "wait", NULL, NULL},
    {"InternalServerError", "", 500, "server", "backoff", NULL, NULL},
};

static struct diagnosis
diagnose_code(int status, const char *code, const char *message)
{
    struct str body = {0};
    str_addf(&body,
             "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"target\":\"" GUID "\"}}",
             code, message);
    struct diagnosis diagnosis = diagnose_text(status, str_text(&body), NULL);
    str_release(&body);
    return diagnosis;
}

static void
check_published(const struct diagnosis *diagnosis, int i)
{
    struct str topic = {0};
    ck_assert_str_eq(diagnosis->code, published[i].code);
    ck_assert_str_eq(diagnosis->known_as, published[i].code);
    ck_assert(diagnosis->documented);
    ck_assert_str_eq(diagnosis_class_name(diagnosis->class), published[i].class);
    ck_assert_str_eq(retry_advice_name(diagnosis->retry.advice), published[i].advice);
    ck_assert_str_eq(diagnosis->target, GUID);
    ck_assert_str_eq(pairs_get(&diagnosis->ids, "target"), GUID);
    str_addf(&topic, "errors/%s", published[i].code);
    ck_assert_str_eq(diagnosis->topic, str_text(&topic));
    ck_assert(diagnosis->causes.count && diagnosis->steps.count);
    str_release(&topic);
}

START_TEST(each_published_code_in_the_services_words)
{
    struct diagnosis diagnosis =
        diagnose_code(published[_i].status, published[_i].code, published[_i].message);
    check_published(&diagnosis, _i);
    ck_assert_int_eq(diagnosis.status, published[_i].status);
    if (published[_i].value_name)
        ck_assert_str_eq(pairs_get(&diagnosis.values, published[_i].value_name),
                         published[_i].value);
    diagnosis_release(&diagnosis);
}
END_TEST

START_TEST(rewording_a_message_changes_nothing)
{
    static const char *const messages[] = {
        "", "Qualcosa non va.", "Nope: reworded (1)!", "Parameters are missing"};
    for (size_t i = 0; i < COUNT_OF(messages); i++) {
        struct diagnosis diagnosis =
            diagnose_code(published[_i].status, published[_i].code, messages[i]);
        check_published(&diagnosis, _i);
        ck_assert_str_eq(diagnosis.message, messages[i]);
        diagnosis_release(&diagnosis);
        diagnosis = diagnose_code(0, published[_i].code, messages[i]);
        check_published(&diagnosis, _i); /* nor does a status that is not known */
        diagnosis_release(&diagnosis);
    }
}
END_TEST

START_TEST(a_lost_code_is_told_by_its_message)
{
    if (span_is(span_of(published[_i].code), "DisallowedOperation") ||
        span_is(span_of(published[_i].code), "InternalServerError"))
        return; /* their messages are free text */
    struct str body = {0};
    str_addf(&body, "{\"error\":{\"message\":\"%s\"}}", published[_i].message);
    struct diagnosis diagnosis =
        diagnose_text(published[_i].status, str_text(&body), NULL);
    ck_assert_ptr_null(diagnosis.code);
    ck_assert(!diagnosis.documented);
    ck_assert_str_eq(diagnosis.known_as, published[_i].code);
    ck_assert_str_eq(diagnosis_class_name(diagnosis.class), published[_i].class);
    diagnosis_release(&diagnosis);
    diagnosis = diagnose_text(published[_i].status, published[_i].message, NULL);
    ck_assert_str_eq(diagnosis.known_as, published[_i].code);
    diagnosis_release(&diagnosis);
    /* with another status the words mean nothing */
    diagnosis = diagnose_text(418, str_text(&body), NULL);
    ck_assert_ptr_null(diagnosis.known_as);
    diagnosis_release(&diagnosis);
    str_release(&body);
}
END_TEST

START_TEST(an_undocumented_code_is_shown_as_what_it_is)
{
    struct diagnosis d = diagnose_code(400, "Frob", "m");
    ck_assert(!d.documented && !d.known_as);
    ck_assert(strstr(d.title, "Frob") && strstr(d.summary, "Frob"));
    diagnosis_release(&d);
    d = diagnose_code(400, "\\u001b[2J", "m");
    ck_assert(!strchr(d.title, '\x1b') && !strchr(d.summary, '\x1b'));
    diagnosis_release(&d);
}
END_TEST

START_TEST(the_wait_comes_from_header_body_or_estimate)
{
    struct diagnosis d =
        diagnose_text(0,
                      "HTTP/2 429\nretry-after: 27\n\n{\"error\":{\"code\":"
                      "\"TooManyRequests\",\"message\":\"m\"}}",
                      NULL);
    ck_assert_int_eq(d.retry.after_ms, 27000);
    ck_assert_int_eq(d.retry.source, RETRY_SOURCE_HEADER);
    diagnosis_release(&d);
    d = diagnose_code(429, "429",
                      "API calls quota exceeded! maximum allowed 1500 per 01:00:00");
    ck_assert_int_eq(d.retry.after_ms, 3600000);
    ck_assert_int_eq(d.retry.source, RETRY_SOURCE_BODY);
    diagnosis_release(&d);
    d = diagnose_code(429, "TooManyRequests", "m");
    ck_assert(d.retry.timed && d.retry.source == RETRY_SOURCE_ESTIMATE);
    diagnosis_release(&d);
    d = diagnose_code(404, "NotFound", "m");
    ck_assert(!d.retry.timed && d.retry.source == RETRY_SOURCE_NONE);
    diagnosis_release(&d);
}
END_TEST

START_TEST(each_failure_of_transport_has_its_own_words)
{
    struct str summaries[TRANSPORT_SETUP + 1] = {0};
    for (int t = TRANSPORT_DNS; t <= TRANSPORT_SETUP; t++) {
        struct exchange exchange = {.transport = (enum transport)t};
        struct diagnosis d;
        struct str topic = str_of("trouble/");
        str_add_text(&topic, transport_name((enum transport)t));
        diagnose(&d, &exchange, NULL);
        ck_assert_int_eq(d.class, CLASS_TRANSPORT);
        ck_assert_int_eq(d.status, 0);
        ck_assert_str_eq(d.topic, str_text(&topic));
        ck_assert(d.causes.count && d.steps.count);
        for (int other = TRANSPORT_DNS; other < t; other++)
            ck_assert_str_ne(d.summary, str_text(&summaries[other]));
        summaries[t] = str_of(d.summary);
        str_release(&topic);
        diagnosis_release(&d);
    }
    for (int t = 0; t <= TRANSPORT_SETUP; t++)
        str_release(&summaries[t]);
}
END_TEST

START_TEST(a_change_that_broke_off_is_not_repeated_blindly)
{
    struct operation isolate = {.id = "isolateMachine", .effect = EFFECT_DESTRUCTIVE};
    struct operation list = {.id = "listMachines", .effect = EFFECT_READ};
    struct diagnosis_context context = {.operation = &isolate};
    struct exchange exchange = {.transport = TRANSPORT_TIMEOUT};
    struct diagnosis d;
    diagnose(&d, &exchange, &context);
    ck_assert(strstr(d.steps.items[0], "may have been carried out"));
    diagnosis_release(&d);
    context.operation = &list;
    diagnose(&d, &exchange, &context);
    ck_assert(!a_step_has(&d, "may have been carried out"));
    diagnosis_release(&d);
}
END_TEST

/* What its user stopped is told as that, whether or not a part of it had come. */
START_TEST(a_cancelled_request_is_no_failure)
{
    struct exchange exchange = {.transport = TRANSPORT_CANCELLED};
    char post[] = "POST", get[] = "GET";
    struct diagnosis d;
    exchange.request.method = get;
    for (int came = 0; came < 2; came++) {
        exchange.answered = came;
        exchange.response.status = came ? 200 : 0;
        exchange.response.completeness = came ? RESPONSE_CANCELLED : RESPONSE_WHOLE;
        diagnose(&d, &exchange, NULL);
        ck_assert_pstr_eq(d.topic, "trouble/cancelled");
        ck_assert_int_eq(d.retry.advice, RETRY_NEVER);
        ck_assert(!d.in_doubt);
        diagnosis_release(&d);
    }
    exchange.request.method = post; /* of an address that was typed */
    diagnose(&d, &exchange, NULL);
    ck_assert(d.in_doubt);
    diagnosis_release(&d);
}
END_TEST

START_TEST(an_incomplete_success_is_no_success)
{
    static const enum completeness kinds[] = {RESPONSE_CUT, RESPONSE_TOO_LARGE,
                                              RESPONSE_CANCELLED, RESPONSE_EMPTY};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct exchange exchange = {
            .answered = true, .response = {.status = 200, .completeness = kinds[i]}};
        struct diagnosis d;
        diagnose(&d, &exchange, NULL);
        ck_assert_int_eq(d.class, CLASS_TRANSPORT);
        diagnosis_release(&d);
    }
    struct diagnosis d = diagnose_text(200, "{\"value\":[]}", NULL);
    ck_assert_int_eq(d.class, CLASS_NONE);
    diagnosis_release(&d);
}
END_TEST

START_TEST(an_error_inside_a_success_is_one)
{
    struct diagnosis d = diagnose_code(200, "Forbidden", "m");
    ck_assert_str_eq(d.known_as, "Forbidden");
    ck_assert_int_eq(d.class, CLASS_PERMISSION);
    diagnosis_release(&d);
}
END_TEST

START_TEST(a_refusal_that_gives_its_reason_is_no_missing_permission)
{
    static const char *const permissions = "takes any one of these permissions";
    struct operation operation = {
        .id = "startInvestigation",
        .permissions_application = (const char *const[]){"Alert.ReadWrite.All", NULL}};
    struct diagnosis_context context = {.operation = &operation};
    struct diagnosis d =
        diagnose_text(403,
                      "{\"error\":{\"code\":\"DisallowedOperation\",\"message\":\"The "
                      "device group has no automation level.\"}}",
                      &context);
    ck_assert_uint_eq(d.own_steps, 1);
    ck_assert_ptr_nonnull(strstr(d.steps.items[0], "has no automation level"));
    ck_assert(!a_step_has(&d, permissions));
    diagnosis_release(&d);
    d = diagnose_text(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\"}}",
                      &context);
    ck_assert(a_step_has(&d, permissions));
    diagnosis_release(&d);
}
END_TEST

START_TEST(the_needed_roles_come_first_then_those_held)
{
    struct diagnosis d = diagnose_code(
        403, "Forbidden",
        "Missing application roles. API required roles: A.Read,B.Read, application "
        "roles: C.Read,D.Read.");
    ck_assert_uint_eq(d.own_steps, 2);
    ck_assert_ptr_nonnull(
        strstr(d.steps.items[0], "any one is enough: A.Read, B.Read."));
    ck_assert_ptr_nonnull(strstr(d.steps.items[1], "has these: C.Read, D.Read."));
    diagnosis_release(&d);
}
END_TEST

START_TEST(hints_from_the_request_lead)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct request request;
    request_init(&request, catalogue_find(catalogue, SPAN("isolateMachine")));
    ck_assert_ptr_nonnull(request.operation);
    request_fill(&request);
    str_set(&request.body, SPAN("{\"comment\": \"x\", \"IsolationType\": \"Full\"}"));
    request.has_body = true;
    struct diagnosis_context context = {.operation = request.operation,
                                        .request = &request};
    struct diagnosis d = diagnose_text(
        400,
        "{\"error\":{\"code\":\"MissingRequiredParameter\",\"message\":\"Parameter "
        "Comment is missing.\"}}",
        &context);
    bool found = false;
    for (size_t i = 0; i < d.hints.count; i++)
        found = found || (d.hints.items[i].expected &&
                          strcmp(d.hints.items[i].expected, "Comment") == 0);
    ck_assert(found);
    ck_assert_str_eq(d.steps.items[0], d.hints.items[0].text);
    diagnosis_release(&d);
    d = diagnose_text(401, "{\"error\":{\"code\":\"Unauthorized\",\"message\":\"m\"}}",
                      &context);
    ck_assert_uint_eq(d.hints.count, 0); /* the request was never looked at */
    diagnosis_release(&d);
    d = diagnose_text(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"m\"}}",
                      &context);
    ck_assert(a_step_has(&d, "Machine.Isolate"));
    diagnosis_release(&d);
    request_release(&request);
}
END_TEST

START_TEST(json_keeps_the_contract)
{
    static const char *const members[] = {
        "status", "code",  "documented", "known_as", "class", "message", "target",
        "ids",    "retry", "summary",    "causes",   "steps", "values",  "hints"};
    struct diagnosis d =
        diagnose_text(0,
                      "HTTP/1.1 429 x\nRetry-After: 1.5\nrequest-id: r\n\n{\"error\":{"
                      "\"code\":\"TooManyRequests\",\"message\":\"a\\u0000b\\u001b\"}}",
                      NULL);
    cJSON *json = diagnosis_json(&d);
    for (size_t i = 0; i < COUNT_OF(members); i++)
        ck_assert_msg(cJSON_GetObjectItemCaseSensitive(json, members[i]), "%s",
                      members[i]);
    char *text = cJSON_PrintUnformatted(json);
    ck_assert_ptr_nonnull(strstr(text, "\"message\":\"a\\u0000b\\u001b\""));
    ck_assert_ptr_nonnull(strstr(text, "\"target\":null"));
    ck_assert_ptr_nonnull(strstr(text, "\"status\":429"));
    ck_assert_ptr_nonnull(strstr(
        text,
        "\"retry\":{\"advice\":\"wait\",\"after_seconds\":2,\"source\":\"header\""));
    ck_assert_ptr_nonnull(strstr(text, "\"ids\":{\"request-id\":\"r\"}"));
    cJSON_free(text);
    cJSON_Delete(json);
    diagnosis_release(&d);
    d = diagnose_text(0, "It doesn't work.", NULL);
    ck_assert(!diagnosis_recognised(&d));
    json = diagnosis_json(&d);
    ck_assert(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(json, "status")));
    cJSON_Delete(json);
    diagnosis_release(&d);
}
END_TEST

/* Graph has no target: its request-id stands for it, in the body or in a header. */
START_TEST(the_tracking_id_of_graph_is_its_request_id)
{
    static const struct {
        const char *headers, *body, *id;
    } answers[] = {
        {"",
         "{\"error\":{\"code\":\"UnknownError\",\"message\":\"\",\"innerError\":{"
         "\"date\":\"2026-11-23T07:00:00\",\"request-id\":\"" GUID "\","
         "\"client-request-id\":\"00000000-0000-0000-0000-000000000001\"}}}",
         GUID},
        {"",
         "{\"error\":{\"code\":\"BadRequest\",\"message\":\"m\",\"target\":\"" GUID
         "\"}}",
         GUID},
        {"request-id: " GUID "\r\n", "", GUID},
        {"", "{\"error\":{\"code\":\"BadRequest\",\"message\":\"m\"}}", NULL},
    };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct str text = {0};
        str_addf(&text, "HTTP/1.1 500 x\r\n%s\r\n%s", answers[i].headers,
                 answers[i].body);
        struct diagnosis diagnosis = diagnose_text(500, str_text(&text), NULL);
        const char *id = diagnosis_tracking_id(&diagnosis);
        if (answers[i].id)
            ck_assert_pstr_eq(id, answers[i].id);
        else
            ck_assert_ptr_null(id);
        diagnosis_release(&diagnosis);
        str_release(&text);
    }
}
END_TEST

START_TEST(every_topic_asked_for_is_there)
{
    for (const struct error_code *code = error_codes; code->code; code++)
        ck_assert_msg(topic_find("en", span_of(code->topic)), "%s", code->topic);
    for (const struct wording *w = wordings; w->pattern; w++)
        ck_assert_msg(!w->topic || topic_find("en", span_of(w->topic)), "%s", w->topic);
}
END_TEST

static Suite *
diagnosis_suite(void)
{
    Suite *suite = suite_create("diagnosis");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, each_published_code_in_the_services_words, 0, 20);
    tcase_add_loop_test(all, rewording_a_message_changes_nothing, 0, 20);
    tcase_add_loop_test(all, a_lost_code_is_told_by_its_message, 0, 20);
    tcase_add_test(all, an_undocumented_code_is_shown_as_what_it_is);
    tcase_add_test(all, the_wait_comes_from_header_body_or_estimate);
    tcase_add_test(all, each_failure_of_transport_has_its_own_words);
    tcase_add_test(all, a_change_that_broke_off_is_not_repeated_blindly);
    tcase_add_test(all, a_cancelled_request_is_no_failure);
    tcase_add_test(all, an_incomplete_success_is_no_success);
    tcase_add_test(all, an_error_inside_a_success_is_one);
    tcase_add_test(all, a_refusal_that_gives_its_reason_is_no_missing_permission);
    tcase_add_test(all, the_needed_roles_come_first_then_those_held);
    tcase_add_test(all, hints_from_the_request_lead);
    tcase_add_test(all, json_keeps_the_contract);
    tcase_add_test(all, the_tracking_id_of_graph_is_its_request_id);
    tcase_add_test(all, every_topic_asked_for_is_there);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(diagnosis_suite)
