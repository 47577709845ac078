#include "unit.h"

#include "../support/fault_client.h"
#include "base/memory.h"
#include "io/allocator.h"
#include "io/net.h"

#include <stdio.h>

/* A limit for what should end by itself much sooner. */
#define DEADLINE_MS 20000

static struct fault_client server;

static void
start(void)
{
    fault_client_start(&server);
}

static void
stop(void)
{
    fault_client_stop(&server);
}

/* --- what each answer amounts to --- */

struct expectation {
    const char *path;
    enum transport transport;
    int status; /* 0: no answer */
    enum completeness completeness;
    const char *body;  /* NULL: not looked at */
    const char *fault; /* a part of the sentence; NULL: there must be none; "*": any */
};

#define WHOLE 200, RESPONSE_WHOLE
#define CUT   200, RESPONSE_CUT
static const struct expectation expectations[] = {
    /* as it should be */
    {"ok", TRANSPORT_OK, WHOLE, "{\"a\": 1}", NULL},
    {"ok-close", TRANSPORT_OK, WHOLE, "{\"a\": 1}", NULL},
    {"ok-chunked", TRANSPORT_OK, WHOLE, "{\"a\": 1}", NULL},
    {"gzip-cut/length/100", TRANSPORT_OK, WHOLE, NULL, NULL},
    {"gzip-cut/chunked/100", TRANSPORT_OK, WHOLE, NULL, NULL},
    {"gzip-cut/close/100", TRANSPORT_OK, WHOLE, NULL, NULL},
    {"gzip-members", TRANSPORT_OK, WHOLE, "{\"a\": 1}", NULL},
    {"no-content", TRANSPORT_OK, 204, RESPONSE_WHOLE, "", NULL},
    {"created-empty", TRANSPORT_OK, 201, RESPONSE_WHOLE, "", NULL},
    {"redirect", TRANSPORT_OK, 302, RESPONSE_WHOLE, "", NULL},
    {"html", TRANSPORT_OK, WHOLE, "<html></html>", NULL},
    {"status/400", TRANSPORT_OK, 400, RESPONSE_WHOLE, "{}", NULL},
    {"status/503", TRANSPORT_OK, 503, RESPONSE_WHOLE, "{}", NULL},
    {"continues/5", TRANSPORT_OK, WHOLE, "{\"a\": 1}", NULL},
    {"many-headers/100", TRANSPORT_OK, WHOLE, "{}", NULL},
    {"long-header/60000", TRANSPORT_OK, WHOLE, "{}", NULL},
    {"escapes", TRANSPORT_OK, 400, RESPONSE_WHOLE, NULL, NULL},
    /* empty */
    {"empty-json", TRANSPORT_OK, 200, RESPONSE_EMPTY, "", "empty"},
    {"status-then-close", TRANSPORT_OK, 200, RESPONSE_EMPTY, "", "no body"},
    /* cut */
    {"status-line-then-close", TRANSPORT_OK, CUT, "", "headers"},
    {"headers-then-close", TRANSPORT_OK, CUT, "", "headers"},
    {"short-body", TRANSPORT_BROKEN, CUT, "{\"value\": [1, 2, 3, ", "20 of 100"},
    {"json-cut-close", TRANSPORT_OK, CUT, NULL, "JSON"},
    {"chunk-cut", TRANSPORT_BROKEN, CUT, "{\"a\"", "*"},
    {"chunk-unended", TRANSPORT_BROKEN, CUT, "{\"a\": 1}", "*"},
    {"chunk-size-word", TRANSPORT_MALFORMED, CUT, NULL, "*"},
    {"chunk-size-negative", TRANSPORT_MALFORMED, CUT, NULL, "*"},
    {"chunk-size-huge", TRANSPORT_MALFORMED, CUT, NULL, "*"},
    {"chunk-no-line-end", TRANSPORT_MALFORMED, CUT, NULL, "*"},
    {"reset-in-body", TRANSPORT_BROKEN, CUT, NULL, "*"},
    {"gzip-garbage", TRANSPORT_OK, CUT, NULL, "damaged"},
    /* lengths that can't be */
    {"long-body", TRANSPORT_OK, CUT, "{}", "more came"},
    {"two-lengths", TRANSPORT_OK, CUT, NULL, "two different lengths"},
    {"two-lengths-list", TRANSPORT_OK, CUT, NULL, "*"},
    {"huge-length", TRANSPORT_OK, CUT, NULL, "length"},
    {"length-and-chunks", TRANSPORT_OK, WHOLE, "{\"a\": 1}", "chunks"},
    {"status-999", TRANSPORT_OK, 999, RESPONSE_WHOLE, "{}", "999"},
    /* limits of ours */
    {"gzip-bomb", TRANSPORT_OK, 200, RESPONSE_TOO_LARGE, NULL, "200 times"},
    {"endless", TRANSPORT_OK, 200, RESPONSE_TOO_LARGE, NULL, "larger than"},
    {"many-headers/5000", TRANSPORT_MALFORMED, 200, RESPONSE_TOO_LARGE, "", "headers"},
    /* packed in ways that were not asked for */
    {"brotli", TRANSPORT_OK, 200, RESPONSE_WHOLE, NULL, "br"},
    {"gzip-layers", TRANSPORT_OK, 200, RESPONSE_WHOLE, NULL, "gzip, gzip"},
    /* no answer */
    {"close", TRANSPORT_BROKEN, 0, 0, NULL, NULL},
    {"reset", TRANSPORT_BROKEN, 0, 0, NULL, NULL},
    {"garbage", TRANSPORT_MALFORMED, 0, 0, NULL, NULL},
    {"ssh", TRANSPORT_MALFORMED, 0, 0, NULL, NULL},
    {"http09", TRANSPORT_MALFORMED, 0, 0, NULL, NULL},
    {"http99", TRANSPORT_MALFORMED, 0, 0, NULL, NULL},
    {"status-1000", TRANSPORT_MALFORMED, 0, 0, NULL, NULL},
    {"endless-hints", TRANSPORT_MALFORMED, 0, 0, NULL, NULL},
};

static void
compare(const struct expectation *want, const struct exchange *got)
{
    const struct response *response = &got->response;
    ck_assert_msg(got->transport == want->transport, "%s: transport %u (%s)",
                  want->path, got->transport, got->transport_text);
    ck_assert_msg(got->answered == (want->status != 0), "%s: answered", want->path);
    ck_assert_msg(want->transport == TRANSPORT_OK || got->transport_text, "%s: no text",
                  want->path);
    if (!want->status)
        return;
    ck_assert_msg(response->status == want->status, "%s: %d", want->path,
                  response->status);
    ck_assert_msg(response->completeness == want->completeness,
                  "%s: completeness %u, %s", want->path, response->completeness,
                  response->fault);
    if (want->body)
        ck_assert_span(str_span(&response->body), want->body);
    if (!want->fault)
        ck_assert_msg(!response->fault, "%s: %s", want->path, response->fault);
    else
        ck_assert_msg(response->fault && (strcmp(want->fault, "*") == 0 ||
                                          strstr(response->fault, want->fault)),
                      "%s: %s", want->path, response->fault);
}

START_TEST(each_answer_is_judged)
{
    const struct expectation *want = &expectations[_i];
    char *url = fault_client_address(&server, want->path);
    struct net_request request = {.method = "GET",
                                  .url = url,
                                  .practice = true,
                                  .total_ms = DEADLINE_MS,
                                  .body_max = (uint64_t)16 << 20};
    struct exchange exchange;
    struct err err = {0};
    if (strcmp(want->path, "gzip-bomb") == 0)
        request.body_max = 0;
    enum status status = net_exchange(&request, &exchange, &err);
    compare(want, &exchange);
    bool whole =
        want->transport == TRANSPORT_OK && want->completeness == RESPONSE_WHOLE;
    ck_assert_msg((status == STATUS_OK) == whole, "%s: %s", want->path, err.text);
    ck_assert_msg(whole || err.text[0], "%s: says nothing", want->path);
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

START_TEST(a_gzip_body_cut_anywhere_is_never_whole)
{
    static const char *const framings[] = {"length", "chunked", "close"};
    char path[64];
    snprintf(path, sizeof path, "gzip-cut/%s/%d", framings[_i % 3], _i / 3 * 7 + 1);
    char *url = fault_client_address(&server, path);
    struct net_request request = {.method = "GET", .url = url, .practice = true};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_NETWORK);
    ck_assert_int_eq(exchange.response.completeness, RESPONSE_CUT);
    ck_assert_ptr_nonnull(strstr(err.text, "compressed"));
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

/* --- silence --- */

static const struct {
    const char *path;
    bool answered;
} silences[] = {
    {"silence", false},        {"silence-after-headers", true},
    {"silence-in-body", true}, {"header-drip", false},
    {"body-drip", true},
};

START_TEST(silence_ends_at_its_limit)
{
    char *url = fault_client_address(&server, silences[_i].path);
    struct net_request request = {
        .method = "GET", .url = url, .practice = true, .silence_s = 1};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_NETWORK);
    ck_assert_int_eq(exchange.transport, TRANSPORT_TIMEOUT);
    ck_assert_msg(strstr(err.text, "stopped answering"), "%s", err.text);
    if (silences[_i].answered)
        ck_assert_int_eq(exchange.response.completeness, RESPONSE_CUT);
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

START_TEST(a_listener_that_never_accepts_is_a_failed_connection)
{
    struct str url = {0};
    str_addf(&url, "http://127.0.0.1:%u/", server.deaf_port);
    struct net_request request = {
        .method = "GET", .url = str_text(&url), .practice = true, .connect_ms = 300};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_NETWORK);
    ck_assert_int_eq(exchange.transport, TRANSPORT_TIMEOUT_CONNECT);
    ck_assert(!exchange.answered);
    exchange_release(&exchange);
    net_exchange_end();
    str_release(&url);
}
END_TEST

/* --- memory that runs out --- */

/* Every THINNING-th allocation of libcurl and zlib fails, each in a request of its
 * own. */
START_TEST(running_out_of_memory_ends_in_a_sentence)
{
    enum { THINNING = 7 };
    char *url = fault_client_address(&server, "gzip-cut/length/100");
    struct net_request request = {
        .method = "GET", .url = url, .practice = true, .total_ms = DEADLINE_MS};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_OK);
    exchange_release(&exchange);
    net_exchange_end();
    unsigned long failed = 0;
    for (unsigned long n = 1 + (unsigned long)_i; n < 5000; n += THINNING) {
        allocator_fail_at(n, _i % 2);
        enum status status = net_exchange(&request, &exchange, &err);
        net_exchange_end();
        unsigned long calls = allocator_calls();
        allocator_fail_at(0, 0);
        if (status != STATUS_OK) {
            failed++;
            ck_assert_msg(err.text[0], "allocation %lu: no text", n);
            ck_assert_msg(exchange.transport != TRANSPORT_OK ||
                              exchange.response.completeness != RESPONSE_WHOLE,
                          "allocation %lu", n);
        }
        exchange_release(&exchange);
        if (calls < n)
            break;
    }
    ck_assert_uint_gt(failed, 3);
    mem_free(url);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("net faults");
    TCase *t = tcase_create("net faults");
    tcase_set_timeout(t, 60);
    tcase_add_unchecked_fixture(t, start, stop);
    tcase_add_loop_test(t, each_answer_is_judged, 0, (int)COUNT_OF(expectations));
    tcase_add_loop_test(t, a_gzip_body_cut_anywhere_is_never_whole, 0, 3 * 15);
    tcase_add_loop_test(t, silence_ends_at_its_limit, 0, (int)COUNT_OF(silences));
    tcase_add_test(t, a_listener_that_never_accepts_is_a_failed_connection);
    tcase_add_loop_test(t, running_out_of_memory_ends_in_a_sentence, 0, 4);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
