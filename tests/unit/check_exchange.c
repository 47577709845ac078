#include "unit.h"

#include "api/exchange.h"
#include "base/memory.h"

static void
fill(struct exchange *exchange, struct span body)
{
    exchange->id = mem_strdup("a1b2c3");
    exchange->time = 1795403175123;
    exchange->profile = mem_strdup("practice");
    exchange->request.method = mem_strdup("POST");
    exchange->request.url = mem_strdup("https://x.example/api/a?$top=1&key=hush");
    pairs_add(&exchange->request.headers, SPAN("Content-Type"),
              SPAN("application/json"));
    pairs_add(&exchange->request.headers, SPAN("Authorization"), SPAN("Bearer q7GkTz"));
    str_add_text(&exchange->request.body, "{\"Comment\":\"a\\u0000\\\"b\"}");
    exchange->request.has_body = true;
    exchange->answered = true;
    exchange->response.status = 429;
    exchange->response.reason = mem_strdup("Too Many Requests");
    pairs_add(&exchange->response.headers, SPAN("Retry-After"), SPAN("27"));
    pairs_add(&exchange->response.headers, SPAN("Retry-After"), SPAN("28"));
    str_add(&exchange->response.body, body);
    exchange->response.wire_bytes = 99;
    exchange->response.completeness = RESPONSE_CUT;
    exchange->response.fault = mem_strdup("5 of 9 bytes came");
    exchange->timing = (struct timing){-1, 0.25, -1, 12, 13.5};
    for (int i = 0; i < 2; i++) {
        ARRAY_GROW(exchange->attempts, exchange->attempt_count, exchange->attempt_room);
        exchange->attempts[exchange->attempt_count++] =
            (struct attempt){1795403175000 + i, i ? 429 : 0, i * 1000L};
    }
}

static char *
print(const struct exchange *exchange, const struct redactor *redactor)
{
    cJSON *json = exchange_json(exchange, NULL, redactor);
    char *text = cJSON_PrintUnformatted(json);
    cJSON_Delete(json);
    return text;
}

static const char binary[] = {'a', 0, '\xff', 'z'};
static const struct span bodies[] = {
    SPAN_INIT("{\"error\":{\"code\":\"x\"}}"),
    SPAN_INIT(""),
    SPAN_INIT("\x1b[2J\t\r\n\"\\ \xe4\xb8\xad\xf0\x9f\x98\x80"),
    {binary, sizeof binary},
};

START_TEST(an_exchange_comes_back_as_it_was)
{
    struct exchange exchange = {0}, back;
    struct err err = {0};
    fill(&exchange, bodies[_i]);
    char *text = print(&exchange, NULL);
    ck_assert_int_eq(exchange_from_json(&back, span_of(text), NULL, &err), STATUS_OK);
    char *again = print(&back, NULL);
    ck_assert_str_eq(text, again);
    ck_assert(span_equal(str_span(&back.response.body), bodies[_i]));
    ck_assert(back.response.completeness == RESPONSE_CUT);
    ck_assert_uint_eq(back.attempt_count, 2);
    ck_assert_int_eq(back.attempts[1].waited_ms, 1000);
    ck_assert_int_eq(back.time, 1795403175123);
    ck_assert_double_lt(back.timing.dns, 0);
    ck_assert_str_eq(response_header(&back.response, "retry-after"), "28");
    cJSON_free(text);
    cJSON_free(again);
    exchange_release(&exchange);
    exchange_release(&back);
}
END_TEST

START_TEST(a_failure_comes_back_too)
{
    struct exchange exchange = {0}, back;
    exchange.request.method = mem_strdup("GET");
    exchange.request.url = mem_strdup("https://x.example/");
    exchange.transport = TRANSPORT_TIMEOUT_CONNECT;
    exchange.transport_text = mem_strdup("no connection in 10 s");
    char *text = print(&exchange, NULL);
    ck_assert(span_has(span_of(text), "\"response\":null"));
    ck_assert(span_has(span_of(text), "\"kind\":\"timeout-connect\""));
    ck_assert(span_has(span_of(text), "\"body\":null"));
    ck_assert_int_eq(exchange_from_json(&back, span_of(text), NULL, NULL), STATUS_OK);
    ck_assert(back.transport == TRANSPORT_TIMEOUT_CONNECT);
    ck_assert(!back.answered);
    ck_assert(!back.request.has_body);
    cJSON_free(text);
    exchange_release(&exchange);
    exchange_release(&back);
}
END_TEST

START_TEST(no_secret_is_in_it)
{
    struct exchange exchange = {0};
    struct redactor redactor = {0};
    fill(&exchange, SPAN("you sent abcd%31234 to me"));
    redactor_know(&redactor, SPAN("abcd1234"));
    char *text = print(&exchange, &redactor);
    ck_assert(!span_has(span_of(text), "q7GkTz"));
    ck_assert(!span_has(span_of(text), "hush"));
    ck_assert(!span_has(span_of(text), "abcd%31234"));
    ck_assert(span_has(span_of(text), "[\"Authorization\",\"[redacted]\"]"));
    ck_assert(span_has(span_of(text), "you sent [redacted] to me"));
    cJSON_free(text);
    redactor_release(&redactor);
    exchange_release(&exchange);
}
END_TEST

static const char *const broken[] = {
    "",
    "null",
    "{}",
    "{\"request\":{}}",
    "{\"request\":{\"method\":\"GET\"}}",
    "{\"request\":{\"method\":\"GET\",\"url\":\"x\"}} y",
    "{\"request\":{\"method\":1,\"url\":\"x\"}}",
    "[{\"request\":{\"method\":\"GET\",\"url\":\"x\"}}]",
    "{\"request\":{\"method\":\"GET\",\"url\":\"x\"}",
};

START_TEST(what_is_no_exchange_is_refused)
{
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(exchange_from_json(&exchange, span_of(broken[_i]), NULL, &err),
                     STATUS_INPUT);
    ck_assert(err.text[0] != '\0');
}
END_TEST

START_TEST(strange_members_do_no_harm)
{
    static const char text[] =
        "{\"request\":{\"method\":\"GET\",\"url\":\"x\",\"headers\":[1,[],[\"a\"],"
        "[\"a\",\"b\"],{}],\"body_base64\":\"*\"},\"response\":{\"status\":1e300,"
        "\"wire_size\":-5,\"headers\":3},\"attempts\":[7,{\"status\":\"x\","
        "\"waited_ms\":1e99}],\"time\":\"never\",\"transport_error\":{\"kind\":\"?\"},"
        "\"timing\":[]}";
    struct exchange exchange;
    ck_assert_int_eq(exchange_from_json(&exchange, span_of(text), NULL, NULL),
                     STATUS_OK);
    ck_assert_uint_eq(exchange.request.headers.count, 1);
    ck_assert_int_eq(exchange.response.status, 999);
    ck_assert(exchange.response.wire_bytes == 0);
    ck_assert(exchange.transport == TRANSPORT_BROKEN);
    exchange_release(&exchange);
}
END_TEST

static Suite *
exchange_suite(void)
{
    Suite *suite = suite_create("exchange");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, an_exchange_comes_back_as_it_was, 0, 4);
    tcase_add_test(all, a_failure_comes_back_too);
    tcase_add_test(all, no_secret_is_in_it);
    tcase_add_loop_test(all, what_is_no_exchange_is_refused, 0,
                        sizeof broken / sizeof *broken);
    tcase_add_test(all, strange_members_do_no_harm);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(exchange_suite)
