#include "unit.h"

#include "../support/fault_client.h"
#include "../support/marked_secret.h"
#include "../support/scratch.h"
#include "base/memory.h"
#include "io/curl.h"
#include "io/files.h"
#include "io/net.h"

#include <stdio.h>

/* A limit for what should end by itself much sooner. */
#define DEADLINE_MS 20000

static struct fault_client server;

/* --- every host is the test's own --- */

static CURL *(*real_init)(void);
static struct curl_slist *everywhere;

static CURL *
init_here(void)
{
    CURL *easy = real_init();
    curl_open(NULL)->easy_setopt(easy, CURLOPT_CONNECT_TO, everywhere);
    return easy;
}

static void
answer_for_nobody(void)
{
    curl_open(NULL)->slist_free_all(everywhere);
    everywhere = NULL;
}

/* Whatever host is asked for, the connection goes to the server of the test: only
 * within this test, through the table of libcurl's functions. */
static void
answer_for_every_host(bool six)
{
    union {
        const struct curl *given;
        struct curl *table;
    } curl = {curl_open(NULL)};
    struct str to = {0};
    str_addf(&to, "::%s:%u", six ? "[::1]" : "127.0.0.1",
             six ? server.six_port : server.port);
    answer_for_nobody();
    everywhere = curl.table->slist_append(NULL, str_text(&to));
    if (curl.table->easy_init != init_here)
        real_init = curl.table->easy_init;
    curl.table->easy_init = init_here;
    str_release(&to);
}

static void
start(void)
{
    const char *folder = scratch_make();
    unsetenv("no_proxy");
    fault_client_start_tls(&server, folder, NULL);
    answer_for_every_host(false);
}

static void
stop(void)
{
    fault_client_stop(&server);
    scratch_remove();
}

/* What the server was asked so far. */
static struct str
seen(void)
{
    struct str text = {0};
    file_read(scratch_path("seen"), 1 << 20, &text, NULL);
    return text;
}

static bool
was_seen(const char *part)
{
    struct str text = seen();
    bool there = span_has(str_span(&text), part);
    str_release(&text);
    return there;
}

static enum status
get(const char *url, const struct net_way *way, struct exchange *exchange,
    struct err *err)
{
    struct net_way own = way ? *way : (struct net_way){0};
    struct secret bearer = {0};
    struct pairs headers = {0};
    if (!own.ca_file)
        own.ca_file = scratch_path("ca.pem");
    secret_set(&bearer, SPAN("tls-test-token-0123456789"));
    pairs_add(&headers, SPAN("X-Mine"), SPAN("my own header"));
    struct net_request request = {.method = "GET",
                                  .url = url,
                                  .headers = &headers,
                                  .bearer = &bearer,
                                  .way = &own,
                                  .total_ms = DEADLINE_MS};
    enum status status = net_exchange(&request, exchange, err);
    net_exchange_end();
    pairs_release(&headers);
    secret_release(&bearer);
    return status;
}

/* --- whom it trusts --- */

static const struct {
    const char *kind;
    enum transport transport;
    const char *words, *step; /* parts of the sentence */
} faults[] = {
    {"expired", TRANSPORT_TLS, "certificate of expired.tls.test has expired",
     "check this machine's clock"},
    {"future", TRANSPORT_TLS, "is not valid yet", "check this machine's clock"},
    {"wrong-host", TRANSPORT_TLS, "certificate is not for wrong-host.tls.test",
     "check the host's spelling"},
    {"self-signed", TRANSPORT_TLS, "signed by itself", "look for a proxy"},
    {"unknown-authority", TRANSPORT_TLS, "authority that is not trusted here",
     "ca-file"},
    {"incomplete", TRANSPORT_TLS, "comes without those that lead to one", "ca-file"},
    {"weak-key", TRANSPORT_TLS, "too weak", "look for a proxy"},
    {"tls11", TRANSPORT_TLS, "only TLS older than 1.2", "look for a proxy"},
    {"plain", TRANSPORT_TLS, "does not speak TLS", "is the port right"},
    {"cut", TRANSPORT_TLS, "closed while TLS was set up", "a proxy is needed"},
    {"client-certificate", TRANSPORT_TLS, "wants a client certificate",
     "look for a gateway"},
};

START_TEST(a_host_that_proves_nothing_gets_nothing)
{
    struct str url = {0};
    struct exchange exchange;
    struct err err = {0};
    str_addf(&url, "https://%s.tls.test/", faults[_i].kind);
    ck_assert_int_eq(get(str_text(&url), NULL, &exchange, &err), STATUS_NETWORK);
    ck_assert_msg(exchange.transport == faults[_i].transport, "%s: %u: %s",
                  faults[_i].kind, exchange.transport, err.text);
    ck_assert_msg(strstr(err.text, faults[_i].words), "%s: %s", faults[_i].kind,
                  err.text);
    ck_assert_msg(strstr(err.text, faults[_i].step), "%s: %s", faults[_i].kind,
                  err.text);
    ck_assert(!exchange.answered);
    ck_assert_msg(!was_seen("GET "), "%s was asked", faults[_i].kind);
    exchange_release(&exchange);
    str_release(&url);
}
END_TEST

static void
is_answered(const char *url, const struct net_way *way)
{
    struct exchange exchange;
    struct err err = {0};
    enum status status = get(url, way, &exchange, &err);
    ck_assert_msg(status == STATUS_OK, "%s: %s", url, err.text);
    ck_assert_span(str_span(&exchange.response.body), "{\"value\": []}");
    exchange_release(&exchange);
}

START_TEST(a_good_certificate_is_enough)
{
    is_answered("https://good.tls.test/", NULL);
    ck_assert(was_seen("Bearer tls-test-token-0123456789"));
    ck_assert(was_seen("X-Mine: my own header"));
}
END_TEST

START_TEST(a_host_is_trusted_by_the_authorities_of_its_profile_alone)
{
    struct net_way way = {.ca_file = "/etc/hostname"};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(get("https://good.tls.test/", &way, &exchange, &err),
                     STATUS_NETWORK);
    ck_assert_msg(strstr(err.text, "the file of trusted certificates"), "%s", err.text);
    exchange_release(&exchange);
}
END_TEST

START_TEST(a_revoked_certificate_is_refused_where_a_list_says_so)
{
    struct net_way way = {.crl_file = scratch_path("crl.pem")};
    struct exchange exchange;
    struct err err = {0};
    is_answered("https://revoked.tls.test/", NULL);
    is_answered("https://good.tls.test/", &way);
    ck_assert_int_eq(get("https://revoked.tls.test/", &way, &exchange, &err),
                     STATUS_NETWORK);
    ck_assert_msg(strstr(err.text, "was revoked"), "%s", err.text);
    exchange_release(&exchange);
    way.crl_file = "/nonexistent";
    ck_assert_int_eq(get("https://good.tls.test/", &way, &exchange, &err),
                     STATUS_NETWORK);
    ck_assert_msg(strstr(err.text, "crl-file"), "%s", err.text);
    exchange_release(&exchange);
}
END_TEST

START_TEST(a_client_certificate_is_shown_where_there_is_one)
{
    struct net_way way = {.certificate = scratch_path("client.pem"),
                          .key = scratch_path("client.key")};
    struct exchange exchange;
    struct err err = {0};
    is_answered("https://client-certificate.tls.test/", &way);
    way.key = scratch_path("nothing.key");
    ck_assert_int_eq(get("https://client-certificate.tls.test/", &way, &exchange, &err),
                     STATUS_NETWORK);
    ck_assert_msg(strstr(err.text, "client certificate"), "%s", err.text);
    exchange_release(&exchange);
}
END_TEST

START_TEST(a_handshake_that_hangs_ends_in_time)
{
    struct net_way way = {.ca_file = scratch_path("ca.pem")};
    struct net_request request = {.method = "GET",
                                  .url = "https://silent.tls.test/",
                                  .way = &way,
                                  .connect_ms = 300};
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(net_exchange(&request, &exchange, &err), STATUS_NETWORK);
    net_exchange_end();
    ck_assert_int_eq(exchange.transport, TRANSPORT_TIMEOUT_CONNECT);
    ck_assert_msg(strstr(err.text, "setting up TLS"), "%s", err.text);
    exchange_release(&exchange);
}
END_TEST

START_TEST(a_body_that_breaks_off_says_where)
{
    struct exchange exchange;
    struct err err = {0};
    ck_assert_int_eq(get("https://good.tls.test/cut", NULL, &exchange, &err),
                     STATUS_NETWORK);
    ck_assert_int_eq(exchange.response.completeness, RESPONSE_CUT);
    ck_assert_msg(strstr(exchange.response.fault, "13 of 100"), "%s",
                  exchange.response.fault);
    exchange_release(&exchange);
}
END_TEST

/* --- where it goes --- */

static const char *const redirects[] = {"301", "302", "303", "307", "308"};
static const char *const targets[] = {
    "https://other.tls.test/there",
    "https://good.tls.test:8443/there",
    "http://good.tls.test/there",
    "https://anna:word@good.tls.test/there",
    "/there",
    "//other.tls.test/there",
    "file:///etc/passwd",
    "ftp://other.tls.test/there",
};

START_TEST(a_redirect_is_shown_and_not_followed)
{
    const char *target = targets[(size_t)_i / COUNT_OF(redirects)],
               *code = redirects[(size_t)_i % COUNT_OF(redirects)];
    struct exchange exchange;
    struct str url = {0};
    str_addf(&url, "https://good.tls.test/redirect/%s?%s", code, target);
    ck_assert_int_eq(get(str_text(&url), NULL, &exchange, NULL), STATUS_OK);
    ck_assert_int_eq(exchange.response.status, (int)strtol(code, NULL, 10));
    ck_assert_str_eq(pairs_get_nocase(&exchange.response.headers, "Location"), target);
    ck_assert(was_seen("GET /redirect"));
    ck_assert(!was_seen("--- request other"));
    ck_assert(!was_seen("GET /there"));
    exchange_release(&exchange);
    str_release(&url);
}
END_TEST

START_TEST(a_netrc_file_is_not_read)
{
    struct exchange exchange;
    struct net_way way = {.ca_file = scratch_path("ca.pem")};
    struct net_request request = {
        .method = "GET", .url = "https://good.tls.test/", .way = &way};
    scratch_write(".netrc", "machine good.tls.test login anna password from-netrc\n",
                  0600);
    ck_assert_int_eq(net_exchange(&request, &exchange, NULL), STATUS_OK);
    net_exchange_end();
    ck_assert(was_seen("GET / "));
    ck_assert(!was_seen("Authorization"));
    exchange_release(&exchange);
}
END_TEST

START_TEST(ipv6_is_spoken)
{
    if (!server.six_port)
        return;
    struct str url = {0};
    answer_for_every_host(true);
    is_answered("https://good.tls.test/", NULL);
    str_addf(&url, "https://[::1]:%u/", server.six_port);
    is_answered(str_text(&url), NULL);
    str_release(&url);
}
END_TEST

/* --- HTTP/2 --- */

static const struct {
    const char *url, *words; /* NULL: it is answered */
} second[] = {
    {"https://h2.tls.test/", NULL},
    {"https://h2-reset.tls.test/", "HTTP/2"},
    {"https://h2-goaway.tls.test/", "HTTP/2"},
};

START_TEST(http2_is_spoken)
{
    struct net_way way = {.ca_file = scratch_path("ca.pem")};
    struct net_request request = {.method = "GET", .url = second[_i].url, .way = &way};
    struct exchange exchange;
    struct err err = {0};
    enum status status = net_exchange(&request, &exchange, &err);
    net_exchange_end();
    if (!second[_i].words) {
        ck_assert_msg(status == STATUS_OK, "%s", err.text);
        ck_assert_span(str_span(&exchange.response.body), "{\"value\": []}");
    } else {
        ck_assert_int_eq(status, STATUS_NETWORK);
        ck_assert_msg(strstr(err.text, second[_i].words), "%s", err.text);
    }
    ck_assert(was_seen("--- h2 "));
    ck_assert(!was_seen("GET "));
    exchange_release(&exchange);
}
END_TEST

START_TEST(a_token_goes_by_http1)
{
    is_answered("https://h2.tls.test/", NULL);
    ck_assert(was_seen("GET / HTTP/1.1"));
    ck_assert(!was_seen("--- h2 "));
}
END_TEST

/* --- proxies --- */

/* From here on only the proxy leads anywhere. */
static char *
proxy_address(const char *user)
{
    struct str url = {0};
    answer_for_nobody();
    str_addf(&url, "http://%s127.0.0.1:%u", user, server.port);
    return str_take(&url);
}

START_TEST(a_proxy_gets_no_token)
{
    char *proxy = proxy_address("anna:pass%40word@");
    struct net_way way = {.proxy = proxy, .ca_file = scratch_path("ca.pem")};
    is_answered("https://good.tls.test/", &way);
    struct str text = seen();
    struct span all = str_span(&text);
    size_t request = span_find(all, 0, SPAN("--- request"));
    struct span connect = span_sub(all, 0, request);
    ck_assert(span_has(connect, "CONNECT good.tls.test:443"));
    ck_assert(!span_has(connect, "tls-test-token"));
    ck_assert(!span_has(connect, "X-Mine"));
    ck_assert(!span_has(connect, "client-request-id"));
    ck_assert(span_has(connect, "Proxy-Authorization: Basic"));
    ck_assert(!span_has(span_from(all, request), "Proxy-Authorization"));
    ck_assert(span_has(span_from(all, request), "tls-test-token"));
    char *shown = net_proxy("https://good.tls.test/", &way);
    ck_assert(!strstr(shown, "anna") && !strstr(shown, "word"));
    mem_free(shown);
    str_release(&text);
    mem_free(proxy);
}
END_TEST

static const struct {
    const char *kind, *words;
} refusing[] = {
    {"proxy-407", "asks for a name and a password"},
    {"proxy-403", "does not let this machine reach"},
    {"proxy-502", "could not reach the service"},
    {"proxy-cut", "closed the connection"},
};

START_TEST(a_proxy_that_refuses_is_named)
{
    char *proxy = proxy_address("anna:password@");
    struct net_way way = {.proxy = proxy};
    struct str url = {0};
    struct exchange exchange;
    struct err err = {0};
    str_addf(&url, "https://%s.tls.test/", refusing[_i].kind);
    ck_assert_int_eq(get(str_text(&url), &way, &exchange, &err), STATUS_NETWORK);
    ck_assert_msg(exchange.transport == TRANSPORT_PROXY, "%s", err.text);
    ck_assert_msg(strstr(err.text, refusing[_i].words), "%s", err.text);
    ck_assert_msg(strstr(err.text, "the proxy http://127.0.0.1:"), "%s", err.text);
    ck_assert_msg(!strstr(err.text, "password@"), "%s", err.text);
    ck_assert(!exchange.answered);
    exchange_release(&exchange);
    str_release(&url);
    mem_free(proxy);
}
END_TEST

START_TEST(a_proxy_that_is_not_there_is_named)
{
    struct net_way way = {.proxy = "http://127.0.0.1:1"};
    struct exchange exchange;
    struct err err = {0};
    /* Nothing but the proxy's own address leads anywhere. */
    answer_for_nobody();
    ck_assert_int_eq(get("https://good.tls.test/", &way, &exchange, &err),
                     STATUS_NETWORK);
    ck_assert_int_eq(exchange.transport, TRANSPORT_PROXY);
    ck_assert_msg(strstr(err.text, "http://127.0.0.1:1 does not take"), "%s", err.text);
    exchange_release(&exchange);
}
END_TEST

static const struct {
    const char *given, *environment, *except, *url, *want;
} ways[] = {
    {NULL, NULL, NULL, "https://a.example/", NULL},
    {NULL, "http://p:1", NULL, "https://a.example/", "http://p:1"},
    {"http://q:2", "http://p:1", NULL, "https://a.example/", "http://q:2"},
    {"", "http://p:1", NULL, "https://a.example/", NULL},
    {NULL, "http://p:1", "*", "https://a.example/", NULL},
    {NULL, "http://p:1", "b.example,a.example", "https://a.example:8443/x", NULL},
    {NULL, "http://p:1", ".example", "https://a.example?x", NULL},
    {NULL, "http://p:1", "ple, other", "https://a.example/", "http://p:1"},
    {NULL, "http://p:1", "::1", "https://[::1]:443/", NULL},
    {NULL, "http://u:p@w@p:1", NULL, "https://a.example/", "http://p:1"},
    {NULL, "p:1", NULL, "https://a.example/", "p:1"},
    {NULL, "http://p:1", NULL, "http://127.0.0.1:80/", NULL},
};

START_TEST(the_proxy_is_the_one_that_was_meant)
{
    struct net_way way = {.proxy = ways[_i].given};
    unsetenv("https_proxy");
    unsetenv("no_proxy");
    if (ways[_i].environment)
        setenv("https_proxy", ways[_i].environment, 1);
    if (ways[_i].except)
        setenv("no_proxy", ways[_i].except, 1);
    char *found = net_proxy(ways[_i].url, &way);
    if (ways[_i].want)
        ck_assert_str_eq(found, ways[_i].want);
    else
        ck_assert_ptr_null(found);
    mem_free(found);
}
END_TEST

START_TEST(no_proxy_is_obeyed)
{
    struct net_way way = {.proxy = "http://127.0.0.1:1", .no_proxy = ".tls.test"};
    is_answered("https://good.tls.test/", &way);
    ck_assert(!was_seen("CONNECT"));
}
END_TEST

/* --- what stays behind --- */

#ifdef SEES_MEMORY
static const struct {
    const char *url, *proxy;
    bool redacted; /* and told to a redactor, as a program does */
} uses[] = {
    {"https://good.tls.test/", NULL, false},
    {"https://good.tls.test/", NULL, true},
    {"https://good.tls.test/redirect/302?https://other.tls.test/", NULL, false},
    {"https://good.tls.test/cut", NULL, false},
    {"https://h2.tls.test/", NULL, false},
    {"https://h2-reset.tls.test/", NULL, false},
    {"https://expired.tls.test/", NULL, false},
    {"https://cut.tls.test/", NULL, false},
    {"https://plain.tls.test/", NULL, false},
    {"https://silent.tls.test/", NULL, false},
    {"https://client-certificate.tls.test/", NULL, false},
    {"https://proxy-407.tls.test/", "yes", false},
    {"https://good.tls.test/", "yes", false},
};

START_TEST(no_copy_of_a_token_stays_in_memory)
{
    struct marked_secret token;
    struct secret bearer = {0};
    struct exchange exchange;
    struct redactor redactor = {0};
    char *proxy = uses[_i].proxy ? proxy_address("") : NULL;
    struct net_way way = {.ca_file = scratch_path("ca.pem"), .proxy = proxy};
    struct net_request request = {.method = "GET",
                                  .url = uses[_i].url,
                                  .bearer = &bearer,
                                  .way = &way,
                                  .connect_ms = 500,
                                  .total_ms = DEADLINE_MS};
    marked_secret_make(&token, &bearer);
    ck_assert_uint_ge(marked_secret_copies(&token), 1);
    net_exchange(&request, &exchange, NULL);
    net_exchange_end();
    if (uses[_i].redacted) {
        redactor_know(&redactor, secret_reveal(&bearer));
        cJSON *json = exchange_json(&exchange, NULL, &redactor);
        char *text = cJSON_Print(json);
        ck_assert(span_find(span_of(text), 0, secret_reveal(&bearer)) == strlen(text));
        cJSON_free(text);
        cJSON_Delete(json);
        redactor_release(&redactor);
    }
    exchange_release(&exchange);
    secret_release(&bearer);
    ck_assert_msg(marked_secret_copies(&token) == 0, "%s", uses[_i].url);
    mem_free(proxy);
}
END_TEST
#endif

static Suite *
suite(void)
{
    Suite *s = suite_create("net tls");
    TCase *t = tcase_create("net tls");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, a_good_certificate_is_enough);
    tcase_add_loop_test(t, a_host_that_proves_nothing_gets_nothing, 0,
                        (int)COUNT_OF(faults));
    tcase_add_test(t, a_host_is_trusted_by_the_authorities_of_its_profile_alone);
    tcase_add_test(t, a_revoked_certificate_is_refused_where_a_list_says_so);
    tcase_add_test(t, a_client_certificate_is_shown_where_there_is_one);
    tcase_add_test(t, a_handshake_that_hangs_ends_in_time);
    tcase_add_test(t, a_body_that_breaks_off_says_where);
    tcase_add_loop_test(t, a_redirect_is_shown_and_not_followed, 0,
                        (int)(COUNT_OF(redirects) * COUNT_OF(targets)));
    tcase_add_test(t, a_netrc_file_is_not_read);
    tcase_add_test(t, ipv6_is_spoken);
    tcase_add_loop_test(t, http2_is_spoken, 0, (int)COUNT_OF(second));
    tcase_add_test(t, a_token_goes_by_http1);
    tcase_add_test(t, a_proxy_gets_no_token);
    tcase_add_loop_test(t, a_proxy_that_refuses_is_named, 0, (int)COUNT_OF(refusing));
    tcase_add_test(t, a_proxy_that_is_not_there_is_named);
    tcase_add_loop_test(t, the_proxy_is_the_one_that_was_meant, 0, (int)COUNT_OF(ways));
    tcase_add_test(t, no_proxy_is_obeyed);
#ifdef SEES_MEMORY
    tcase_add_loop_test(t, no_copy_of_a_token_stays_in_memory, 0, (int)COUNT_OF(uses));
#endif
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
