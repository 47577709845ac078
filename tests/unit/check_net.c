#include "unit.h"

#include "../support/fault_client.h"
#include "../support/marked_secret.h"
#include "base/memory.h"
#include "io/net.h"

#include <signal.h>
#include <unistd.h>

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

/* --- what is sent --- */

/* By which support can find it even where no answer came. */
static void
is_sent_under_its_own_id(const struct exchange *exchange)
{
    struct str line = {0};
    const char *id = pairs_get_nocase(&exchange->request.headers, "client-request-id");
    ck_assert_uint_eq(strlen(id), 36);
    ck_assert_uint_eq(strspn(id, "0123456789abcdef-"), 36);
    str_addf(&line, "\r\nclient-request-id: %s\r\n", id);
    ck_assert(span_has(str_span(&exchange->response.body), str_text(&line)));
    str_release(&line);
}

START_TEST(the_request_is_sent_as_it_is_recorded)
{
    char *url = fault_client_address(&server, "echo?a=1%202");
    struct pairs headers = {0};
    struct secret bearer = {0};
    secret_set(&bearer, SPAN("practice-token-0123456789"));
    pairs_add(&headers, SPAN("X-Mine"), SPAN("some value"));
    pairs_add(&headers, SPAN("X-Empty"), SPAN(""));
    struct net_request request = {.method = "PATCH",
                                  .url = url,
                                  .headers = &headers,
                                  .body = SPAN("{\"Comment\": \"x\"}"),
                                  .has_body = true,
                                  .bearer = &bearer,
                                  .practice = true};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_msg(net_exchange(&request, &exchange, &err) == STATUS_OK, "%s", err.text);
    struct span sent = str_span(&exchange.response.body);
    static const char *const parts[] = {
        "PATCH /echo?a=1%202 HTTP/1.1\r\n",
        "\r\nAuthorization: Bearer practice-token-0123456789\r\n",
        "\r\nX-Mine: some value\r\n",
        "\r\nX-Empty:\r\n",
        "\r\nContent-Type: application/json\r\n",
        "\r\nContent-Length: 16\r\n",
        "\r\nAccept-Encoding: gzip\r\n",
        "\r\n\r\n{\"Comment\": \"x\"}",
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        ck_assert_msg(span_has(sent, parts[i]), "%s not in %s", parts[i], sent.p);
    ck_assert(!span_has(sent, "Expect"));
    ck_assert_str_eq(pairs_get_nocase(&exchange.request.headers, "authorization"),
                     "[redacted]");
    ck_assert_str_eq(pairs_get_nocase(&exchange.request.headers, "X-Mine"),
                     "some value");
    ck_assert_str_eq(exchange.request.method, "PATCH");
    is_sent_under_its_own_id(&exchange);
    ck_assert_double_ge(exchange.timing.total, 0);
    ck_assert_double_lt(exchange.timing.tls, 0);
    ck_assert_uint_eq(exchange.attempt_count, 1);
    exchange_release(&exchange);
    pairs_release(&headers);
    secret_release(&bearer);
    net_exchange_end();
    mem_free(url);
}
END_TEST

#ifdef SEES_MEMORY
/* In a whole answer, a broken one and none. */
START_TEST(no_copy_of_a_bearer_stays_in_memory)
{
    static const char *const paths[] = {"ok", "reset-in-body", "close", "silence"};
    struct marked_secret token;
    struct secret bearer = {0};
    char *url = fault_client_address(&server, paths[_i]);
    marked_secret_make(&token, &bearer);
    struct net_request request = {.method = "GET",
                                  .url = url,
                                  .bearer = &bearer,
                                  .practice = true,
                                  .total_ms = 500};
    struct exchange exchange;
    ck_assert_uint_ge(marked_secret_copies(&token), 1);
    net_exchange(&request, &exchange, NULL);
    net_exchange_end();
    secret_release(&bearer);
    ck_assert_uint_eq(marked_secret_copies(&token), 0);
    exchange_release(&exchange);
    mem_free(url);
}
END_TEST
#endif

/* What was known when the wait was made use of. */
struct wait {
    int calls;
    bool sent, begun;
};

static void
on_sending(void *owner, const struct exchange *exchange)
{
    (void)exchange;
    ((struct wait *)owner)->sent = true;
}

static void
on_answer(void *owner, const struct response *response)
{
    (void)response;
    ((struct wait *)owner)->begun = true;
}

static bool
on_body(void *owner, struct span piece)
{
    (void)piece;
    return owner != NULL;
}

static void
on_wait(void *owner)
{
    struct wait *wait = owner;
    wait->calls++;
    ck_assert(wait->sent);
    ck_assert(!wait->begun);
}

START_TEST(the_wait_for_an_answer_can_be_used_once)
{
    char *url = fault_client_address(&server, "silence");
    struct wait wait = {0};
    struct net_request request = {.method = "GET",
                                  .url = url,
                                  .practice = true,
                                  .total_ms = 300,
                                  .before = on_sending,
                                  .start = on_answer,
                                  .sink = on_body,
                                  .meanwhile = on_wait,
                                  .owner = &wait};
    struct exchange exchange;
    ck_assert_int_eq(net_exchange(&request, &exchange, NULL), STATUS_NETWORK);
    ck_assert_int_eq(wait.calls, 1);
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

START_TEST(a_post_without_a_body_says_so)
{
    char *url = fault_client_address(&server, "echo");
    struct net_request request = {.method = "POST", .url = url, .practice = true};
    struct exchange exchange;
    ck_assert_int_eq(net_exchange(&request, &exchange, NULL), STATUS_OK);
    struct span sent = str_span(&exchange.response.body);
    ck_assert(span_has(sent, "\r\nContent-Length: 0\r\n"));
    ck_assert(!span_has(sent, "Content-Type"));
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

static const struct {
    const char *method, *url, *name, *value;
    bool practice;
} refused[] = {
    {"GET", "http://api.example.com/", NULL, NULL, false},
    {"GET", "http://127.0.0.1:1/", NULL, NULL, false},
    {"GET", "ftp://127.0.0.1/", NULL, NULL, false},
    {"GET", "file:///etc/passwd", NULL, NULL, false},
    {"GET", "https://127.0.0.1:1/", NULL, NULL, true},
    {"GET", "http://localhost:1/", NULL, NULL, true},
    {"GET", "http://127.0.0.1.example.com:1/", NULL, NULL, true},
    {"GET", "http://127.0.0.1@example.com:1/", NULL, NULL, true},
    {"GET", "https://user:word@example.com/", NULL, NULL, false},
    {"GET", "", NULL, NULL, false},
    {"GET", "https://", NULL, NULL, false},
    {"GE T", "http://127.0.0.1:1/", NULL, NULL, true},
    {"", "http://127.0.0.1:1/", NULL, NULL, true},
    {"GET", "http://127.0.0.1:1/", "X-A", "b\r\nX-C: d", true},
    {"GET", "http://127.0.0.1:1/", "X A", "b", true},
};

START_TEST(what_may_not_be_sent_is_refused_before_a_byte)
{
    struct pairs headers = {0};
    if (refused[_i].name)
        pairs_add(&headers, span_of(refused[_i].name), span_of(refused[_i].value));
    struct net_request request = {.method = refused[_i].method,
                                  .url = refused[_i].url,
                                  .headers = &headers,
                                  .practice = refused[_i].practice};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_NETWORK);
    ck_assert_int_eq(exchange.transport, TRANSPORT_SETUP);
    ck_assert(!exchange.answered);
    ck_assert_uint_gt(strlen(err.text), 10);
    exchange_release(&exchange);
    pairs_release(&headers);
    net_exchange_end();
}
END_TEST

START_TEST(headers_keep_their_order_and_repeats)
{
    char *url = fault_client_address(&server, "repeated-headers");
    struct net_request request = {.method = "GET", .url = url, .practice = true};
    struct exchange exchange;
    static const struct {
        const char *name, *value;
    } want[] = {
        {"Set-Cookie", "a=1"},        {"X-One", "1"},          {"Set-Cookie", "b=2"},
        {"X-Folded", "first second"}, {"Content-Length", "2"},
    };
    ck_assert_int_eq(net_exchange(&request, &exchange, NULL), STATUS_OK);
    const struct pairs *headers = &exchange.response.headers;
    ck_assert_uint_eq(headers->count, COUNT_OF(want));
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        ck_assert_str_eq(headers->items[i].name, want[i].name);
        ck_assert_str_eq(headers->items[i].value, want[i].value);
    }
    ck_assert_str_eq(exchange.response.reason, "OK");
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

/* --- many at once, and cancelling --- */

struct seen {
    struct net net;
    unsigned headers, bytes, done;
    enum transport transport[4];
    enum completeness completeness;
    enum net_event_kind cancel_at; /* cancels itself on this event */
    bool cancel, finished;
    unsigned wanted;
};

static void
note(void *owner, const struct net_event *event)
{
    struct seen *seen = owner;
    seen->headers += event->kind == NET_HEADERS;
    seen->bytes += event->kind == NET_BYTES;
    if (event->kind == NET_DONE) {
        seen->transport[event->id % 4] = event->exchange->transport;
        seen->completeness = event->exchange->response.completeness;
        seen->finished = ++seen->done == seen->wanted;
    } else if (seen->cancel && event->kind == seen->cancel_at) {
        net_cancel(&seen->net, event->id);
    }
}

START_TEST(many_are_under_way_at_once)
{
    struct loop loop = {0};
    struct seen seen = {.wanted = 3};
    char *slow = fault_client_address(&server, "silence"),
         *big = fault_client_address(&server, "big/3000000"),
         *ok = fault_client_address(&server, "ok");
    net_init(&seen.net, &loop, note, &seen);
    net_send(&seen.net, 1,
             &(struct net_request){.method = "GET", .url = slow, .practice = true});
    net_send(&seen.net, 2,
             &(struct net_request){.method = "GET", .url = big, .practice = true});
    net_send(&seen.net, 3,
             &(struct net_request){.method = "GET", .url = ok, .practice = true});
    ck_assert_uint_eq(seen.done, 0);
    while (seen.done < 2)
        ck_assert_int_eq(loop_turn(&loop, DEADLINE_MS, NULL), STATUS_OK);
    net_cancel(&seen.net, 1);
    ck_assert_int_eq(loop_until(&loop, &seen.finished, DEADLINE_MS, NULL), STATUS_OK);
    ck_assert_int_eq(seen.transport[1], TRANSPORT_CANCELLED);
    ck_assert_int_eq(seen.transport[2], TRANSPORT_OK);
    ck_assert_int_eq(seen.transport[3], TRANSPORT_OK);
    ck_assert(!net_busy(&seen.net));
    net_release(&seen.net);
    loop_release(&loop);
    mem_free(slow);
    mem_free(big);
    mem_free(ok);
}
END_TEST

START_TEST(a_cancel_within_the_body_keeps_what_came)
{
    struct loop loop = {0};
    struct seen seen = {.wanted = 1, .cancel = true, .cancel_at = NET_BYTES};
    char *url = fault_client_address(&server, "silence-in-body");
    net_init(&seen.net, &loop, note, &seen);
    net_send(&seen.net, 0,
             &(struct net_request){.method = "GET", .url = url, .practice = true});
    ck_assert_int_eq(loop_until(&loop, &seen.finished, DEADLINE_MS, NULL), STATUS_OK);
    ck_assert_int_eq(seen.transport[0], TRANSPORT_CANCELLED);
    ck_assert_int_eq(seen.completeness, RESPONSE_CANCELLED);
    net_release(&seen.net);
    loop_release(&loop);
    mem_free(url);
}
END_TEST

START_TEST(a_cancel_while_connecting_is_at_once)
{
    struct loop loop = {0};
    struct seen seen = {.wanted = 1};
    struct str url = {0};
    str_addf(&url, "http://127.0.0.1:%u/", server.deaf_port);
    net_init(&seen.net, &loop, note, &seen);
    net_send(&seen.net, 0,
             &(struct net_request){
                 .method = "GET", .url = str_text(&url), .practice = true});
    loop_turn(&loop, 50, NULL);
    ck_assert_uint_eq(seen.done, 0);
    net_cancel(&seen.net, 0);
    /* One turn, and it does not wait. */
    loop_turn(&loop, -1, NULL);
    ck_assert_uint_eq(seen.done, 1);
    ck_assert_int_eq(seen.transport[0], TRANSPORT_CANCELLED);
    net_release(&seen.net);
    loop_release(&loop);
    str_release(&url);
}
END_TEST

START_TEST(releasing_drops_what_is_under_way)
{
    struct loop loop = {0};
    struct seen seen = {.wanted = 1};
    char *url = fault_client_address(&server, "silence-in-body");
    net_init(&seen.net, &loop, note, &seen);
    net_send(&seen.net, 0,
             &(struct net_request){.method = "GET", .url = url, .practice = true});
    while (!seen.bytes)
        loop_turn(&loop, DEADLINE_MS, NULL);
    net_release(&seen.net);
    ck_assert_uint_eq(seen.done, 0);
    loop_release(&loop);
    mem_free(url);
}
END_TEST

/* --- the sink --- */

struct sunk {
    size_t bytes, limit;
    int status;
};

static void
begin(void *owner, const struct response *response)
{
    struct sunk *sunk = owner;
    sunk->status = response->status;
}

static bool
swallow(void *owner, struct span piece)
{
    struct sunk *sunk = owner;
    sunk->bytes += piece.n;
    return !sunk->limit || sunk->bytes < sunk->limit;
}

START_TEST(a_sink_takes_the_body_and_little_is_kept)
{
    struct sunk sunk = {.limit = _i ? 100000 : 0};
    char *url = fault_client_address(&server, "big/5000000");
    struct net_request request = {.method = "GET",
                                  .url = url,
                                  .practice = true,
                                  .start = begin,
                                  .sink = swallow,
                                  .owner = &sunk,
                                  .keep = 1000};
    struct exchange exchange;
    struct err err = {0};
    enum status status = net_exchange(&request, &exchange, &err);
    ck_assert_int_eq(sunk.status, 200);
    ck_assert_uint_eq(exchange.response.body.n, 1000);
    if (_i == 0) {
        ck_assert_int_eq(status, STATUS_OK);
        ck_assert_uint_eq(sunk.bytes, 5000002);
    } else {
        ck_assert_int_eq(status, STATUS_CANCELLED);
        ck_assert_int_eq(exchange.response.completeness, RESPONSE_CANCELLED);
    }
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

START_TEST(a_body_above_the_limit_stops_there)
{
    char *url = fault_client_address(&server, "big/5000000");
    struct net_request request = {
        .method = "GET", .url = url, .practice = true, .body_max = 1000000};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_LIMIT);
    ck_assert_uint_eq(exchange.response.body.n, 1000000);
    ck_assert_int_eq(exchange.response.completeness, RESPONSE_TOO_LARGE);
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

START_TEST(ctrl_c_cancels_a_command)
{
    char *url = fault_client_address(&server, "silence");
    struct net_request request = {.method = "GET", .url = url, .practice = true};
    struct exchange exchange;
    struct err err = {0};
    /* Ignored before anybody can send it: until the request has its own handler, the
     * test runner's would end this process. So it is sent until it ends the request. */
    signal(SIGINT, SIG_IGN);
    pid_t self = getpid(), child = fork();
    if (child == 0) {
        for (int i = 0; i < 200 && getppid() == self; i++) {
            kill(self, SIGINT);
            usleep(50000);
        }
        _exit(0);
    }
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_CANCELLED);
    ck_assert_int_eq(exchange.transport, TRANSPORT_CANCELLED);
    kill(child, SIGKILL);
    exchange_release(&exchange);
    net_exchange_end();
    mem_free(url);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("net");
    TCase *t = tcase_create("net");
    tcase_set_timeout(t, 60);
    tcase_add_unchecked_fixture(t, start, stop);
    tcase_add_test(t, the_request_is_sent_as_it_is_recorded);
#ifdef SEES_MEMORY
    tcase_add_loop_test(t, no_copy_of_a_bearer_stays_in_memory, 0, 4);
#endif
    tcase_add_test(t, a_post_without_a_body_says_so);
    tcase_add_test(t, the_wait_for_an_answer_can_be_used_once);
    tcase_add_loop_test(t, what_may_not_be_sent_is_refused_before_a_byte, 0,
                        (int)COUNT_OF(refused));
    tcase_add_test(t, headers_keep_their_order_and_repeats);
    tcase_add_test(t, many_are_under_way_at_once);
    tcase_add_test(t, a_cancel_within_the_body_keeps_what_came);
    tcase_add_test(t, a_cancel_while_connecting_is_at_once);
    tcase_add_test(t, releasing_drops_what_is_under_way);
    tcase_add_loop_test(t, a_sink_takes_the_body_and_little_is_kept, 0, 2);
    tcase_add_test(t, a_body_above_the_limit_stops_there);
    tcase_add_test(t, ctrl_c_cancels_a_command);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
