#include "config.h"

#include "io/transfer.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/allocator.h"
#include "io/certificates.h"
#include "io/clock.h"
#include "io/faults.h"
#include "io/proxy.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LOOPBACK "127.0.0.1"

enum { SLOW_BYTES_A_SECOND = 20 };

/* Settings that are the same for every request. */
static const struct {
    CURLoption option;
    long value;
} always[] = {
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_QUICK_EXIT, 1}, /* a cancel does not wait for a name to be looked up */
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_UNRESTRICTED_AUTH, 0},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
    {CURLOPT_HEADEROPT, CURLHEADER_SEPARATE}, /* no credential to a proxy */
    {CURLOPT_HTTP_CONTENT_DECODING, 0},       /* the receiver does it, to its end */
    {CURLOPT_HTTP09_ALLOWED, 0},
    {CURLOPT_MAXLIFETIME_CONN, 600},
    {CURLOPT_MAXAGE_CONN, 60},
    {CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_A_SECOND},
    {CURLOPT_VERBOSE, 1}, /* for on_debug; nothing is printed */
};

static void
fail(struct transfer *transfer, const char *why)
{
    struct exchange *exchange = &transfer->exchange;
    if (exchange->transport_text)
        return;
    exchange->transport = TRANSPORT_SETUP;
    exchange->transport_text = mem_strdup(why);
}

static const char *
no_memory(void)
{
    return _("there is not enough memory for the request: close something and send it "
             "again");
}

/* --- called by libcurl --- */

static size_t
on_header(char *line, size_t size, size_t count, void *owner)
{
    struct transfer *transfer = owner;
    size_t n = size * count;
    return receiver_header(&transfer->receiver, (struct span){line, n}) ? n : 0;
}

static size_t
on_body(char *bytes, size_t size, size_t count, void *owner)
{
    struct transfer *transfer = owner;
    size_t n = size * count;
    /* Fewer than N tells libcurl to stop; 0 would not where N is 0. */
    return receiver_body(&transfer->receiver, (struct span){bytes, n}) ? n : n + 1;
}

/* The only place where libcurl tells that more came than was announced. */
static int
on_debug(CURL *easy, curl_infotype type, char *text, size_t n, void *owner)
{
    (void)easy;
    struct transfer *transfer = owner;
    if (type == CURLINFO_TEXT && span_starts((struct span){text, n}, "Excess found"))
        transfer->excess = true;
    return 0;
}

/* --- setting up --- */

static bool
set_long(struct transfer *transfer, CURLoption option, long value)
{
    return transfer->curl->easy_setopt(transfer->easy, option, value) == CURLE_OK;
}

static bool
set_pointer(struct transfer *transfer, CURLoption option, const void *value)
{
    return transfer->curl->easy_setopt(transfer->easy, option, value) == CURLE_OK;
}

static bool
is_token(const char *text)
{
    size_t n = strlen(text);
    return n && strspn(text, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

static bool
wants_length(const char *method)
{
    static const char *const methods[] = {"POST", "PUT", "PATCH"};
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (strcmp(method, methods[i]) == 0)
            return true;
    return false;
}

static bool
add_method(struct transfer *transfer, const struct net_request *request)
{
    const struct str *body = &transfer->exchange.request.body;
    bool set;
    if (request->has_body || wants_length(request->method))
        set = set_long(transfer, CURLOPT_POST, 1) &&
              set_pointer(transfer, CURLOPT_POSTFIELDS, str_text(body)) &&
              transfer->curl->easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE_LARGE,
                                          (curl_off_t)body->n) == CURLE_OK;
    else if (strcmp(request->method, "HEAD") == 0)
        set = set_long(transfer, CURLOPT_NOBODY, 1);
    else
        set = set_long(transfer, CURLOPT_HTTPGET, 1);
    return set && set_pointer(transfer, CURLOPT_CUSTOMREQUEST, request->method);
}

/* Where a kept connection breaks before the first byte, libcurl sends the request once
 * more by itself. What may change something is never sent twice, and on the practice
 * tenant nothing is: its faults are there to be met. */
static bool
add_connection(struct transfer *transfer, const struct net_request *request)
{
    bool reads =
        strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
    return set_long(transfer, CURLOPT_FRESH_CONNECT, request->practice || !reads);
}

static bool
add_limits(struct transfer *transfer, const struct net_request *request)
{
    long connect = request->connect_ms ? request->connect_ms : NET_CONNECT_MS;
    long silence = request->silence_s ? request->silence_s : NET_SILENCE_S;
    transfer->total_ms = request->total_ms;
    /* Large pieces make a large answer faster, but a hundred of them come before others
     * have their turn: a person at the keys waits for that. */
    long piece = (request->sink ? 256L : 64L) << 10;
    return set_long(transfer, CURLOPT_BUFFERSIZE, piece) &&
           set_long(transfer, CURLOPT_CONNECTTIMEOUT_MS, connect) &&
           set_long(transfer, CURLOPT_TIMEOUT_MS, request->total_ms) &&
           set_long(transfer, CURLOPT_LOW_SPEED_TIME, silence);
}

/* The empty proxy: none at all, not even the environment's. */
static bool
add_proxy(struct transfer *transfer, const struct net_request *request)
{
    const struct net_way *way = request->way;
    char *proxy = request->practice ? NULL : proxy_find(way, span_of(transfer->host));
    bool set = set_pointer(transfer, CURLOPT_PROXY, proxy ? proxy : "") &&
               (!way || !way->no_proxy ||
                set_pointer(transfer, CURLOPT_NOPROXY, way->no_proxy));
    transfer->proxy = proxy_shown(proxy);
    proxy_free(proxy);
    return set;
}

/* Whom the connection trusts, and who we are. */
static bool
add_trust(struct transfer *transfer, const struct net_way *way)
{
    const struct certificates *found = certificates_find();
    struct certificates trusted = *found;
    if (way && way->ca_file)
        trusted = (struct certificates){.file = way->ca_file};
    if ((trusted.file || trusted.folder) &&
        !(set_pointer(transfer, CURLOPT_CAINFO, trusted.file) &&
          set_pointer(transfer, CURLOPT_CAPATH, trusted.folder)))
        return false;
    if (!way)
        return true;
    return set_pointer(transfer, CURLOPT_CRLFILE, way->crl_file) &&
           set_pointer(transfer, CURLOPT_SSLCERT, way->certificate) &&
           set_pointer(transfer, CURLOPT_SSLKEY, way->key);
}

/* libcurl's HTTP/2 (nghttp2) leaves copies of what it sends in freed memory: what may
 * hold a credential goes by HTTP/1.1. */
static long
version(const struct net_request *request)
{
    bool credential = request->has_body ||
                      (request->headers && request->headers->count) ||
                      (request->bearer && secret_held(request->bearer));
    return request->http1 || request->practice || credential ? CURL_HTTP_VERSION_1_1
                                                             : CURL_HTTP_VERSION_2TLS;
}

static bool
add_route(struct transfer *transfer, const struct net_request *request)
{
    return set_pointer(transfer, CURLOPT_URL, request->url) &&
           set_pointer(transfer, CURLOPT_PROTOCOLS_STR,
                       request->practice ? "http" : "https") &&
           set_long(transfer, CURLOPT_HTTP_VERSION, version(request)) &&
           add_proxy(transfer, request) &&
           (request->practice || add_trust(transfer, request->way));
}

static bool
add_callbacks(struct transfer *transfer)
{
    const struct curl *curl = transfer->curl;
    CURL *easy = transfer->easy;
    return curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
           curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
           curl->easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug) == CURLE_OK &&
           set_pointer(transfer, CURLOPT_HEADERDATA, transfer) &&
           set_pointer(transfer, CURLOPT_WRITEDATA, transfer) &&
           set_pointer(transfer, CURLOPT_DEBUGDATA, transfer) &&
           set_pointer(transfer, CURLOPT_PRIVATE, transfer) &&
           set_pointer(transfer, CURLOPT_ERRORBUFFER, transfer->error);
}

static bool
add_all(struct transfer *transfer, const struct net_request *request)
{
    for (size_t i = 0; i < COUNT_OF(always); i++)
        if (!set_long(transfer, always[i].option, always[i].value))
            return false;
    return add_callbacks(transfer) && add_route(transfer, request) &&
           add_limits(transfer, request) && add_method(transfer, request) &&
           add_connection(transfer, request) && transfer_add_headers(transfer, request);
}

/* --- what may be sent at all --- */

/* A part of the URL, to be freed with curl_free; NULL: has none. */
static char *
url_part(const struct curl *curl, CURLU *url, CURLUPart part)
{
    char *text = NULL;
    return curl->url_get(url, part, &text, CURLU_DEFAULT_PORT) == CURLUE_OK ? text
                                                                            : NULL;
}

static const char *
check_parts(const char *scheme, const char *host, bool practice)
{
    if (!scheme || !host)
        return _("the address names no host");
    if (practice && (strcmp(scheme, "http") != 0 || strcmp(host, LOOPBACK) != 0))
        return _("a practice request goes to http://127.0.0.1 and nowhere else");
    if (!practice && strcmp(scheme, "https") != 0)
        return _("only https addresses are sent to");
    return NULL;
}

/* NULL: may be sent to. Learns the host on the way. */
static const char *
check_url(struct transfer *transfer, const struct net_request *request)
{
    const struct curl *curl = transfer->curl;
    CURLU *url = curl->url();
    if (!url)
        return no_memory();
    const char *why = NULL;
    CURLUcode code = curl->url_set(url, CURLUPART_URL, request->url,
                                   CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME);
    if (code == CURLUE_OUT_OF_MEMORY)
        why = no_memory();
    else if (code == CURLUE_USER_NOT_ALLOWED)
        why = _("the address holds a user name: take it out");
    else if (code != CURLUE_OK)
        why = _("the address is none that a request can be sent to: it should begin "
                "with https:// and a host");
    if (!why) {
        char *scheme = url_part(curl, url, CURLUPART_SCHEME);
        char *host = url_part(curl, url, CURLUPART_HOST);
        char *port = url_part(curl, url, CURLUPART_PORT);
        why = check_parts(scheme, host, request->practice);
        struct str name = {0};
        str_add_text(&name, host);
        if (port && strcmp(port, "443") != 0)
            str_addf(&name, ":%s", port);
        transfer->host = str_take(&name);
        curl->free(scheme);
        curl->free(host);
        curl->free(port);
    }
    curl->url_cleanup(url);
    return why;
}

static const char *
check_words(const struct net_request *request)
{
    if (!is_token(request->method))
        return _("the method holds a character that none can");
    for (size_t i = 0; request->headers && i < request->headers->count; i++) {
        const struct pair *pair = &request->headers->items[i];
        if (!is_token(pair->name))
            return _("a header's name holds a character that none can");
        if (strpbrk(pair->value, "\r\n"))
            return _("a header's value holds a line break");
    }
    return NULL;
}

/* Six letters and digits without 0, 1, l and o: enough to be the only one of those
 * kept, short enough to type. */
static char *
new_id(void)
{
    static const char letters[33] = "abcdefghijkmnpqrstuvwxyz23456789";
    unsigned char random[6] = {0};
    struct str id = {0};
    if (getentropy(random, sizeof random) != 0) {
        struct now now = clock_now();
        memcpy(random, &now.wall, sizeof random);
    }
    for (size_t i = 0; i < sizeof random; i++)
        str_add_byte(&id, letters[random[i] % 32]);
    return str_take(&id);
}

static void
record(struct transfer *transfer, const struct net_request *request)
{
    struct exchange *exchange = &transfer->exchange;
    exchange->id = new_id();
    exchange->time = clock_now().wall;
    exchange->timing = (struct timing){-1, -1, -1, -1, -1};
    exchange->request.method = mem_strdup(request->method);
    exchange->request.url = mem_strdup(request->url);
    exchange->request.has_body = request->has_body;
    if (request->has_body)
        exchange->request.body = str_dup(request->body);
    transfer->refusals = allocator_refusals();
    transfer->receiver.body_max = request->body_max ? request->body_max : NET_BODY_MAX;
    transfer->receiver.keep_max = request->keep ? request->keep : NET_KEEP_MAX;
    transfer->receiver.raw = request->raw;
    transfer->receiver.start = request->start;
    transfer->receiver.sink = request->sink;
    transfer->receiver.owner = transfer->owner = request->owner;
    transfer->meanwhile = request->meanwhile;
}

struct transfer *
transfer_new(unsigned id, const struct net_request *request)
{
    struct transfer *transfer = mem_alloc(sizeof *transfer);
    struct err err = {0};
    transfer->id = id;
    record(transfer, request);
    transfer->curl = curl_open(&err);
    if (!transfer->curl) {
        fail(transfer, err.text);
        return transfer;
    }
    const char *why = request->refusal ? request->refusal : check_words(request);
    if (!why)
        why = check_url(transfer, request);
    if (why) {
        fail(transfer, why);
        return transfer;
    }
    transfer->easy = transfer->curl->easy_init();
    if (transfer->easy && add_all(transfer, request)) {
        if (request->before)
            request->before(request->owner, &transfer->exchange);
        return transfer;
    }
    fail(transfer, no_memory());
    if (transfer->easy)
        transfer->curl->easy_cleanup(transfer->easy);
    transfer->easy = NULL;
    return transfer;
}

/* --- the end --- */

static double
time_of(const struct transfer *transfer, CURLINFO info)
{
    curl_off_t us = 0;
    transfer->curl->easy_getinfo(transfer->easy, info, &us);
    return us > 0 ? (double)us / 1000 : -1;
}

static long
long_of(const struct transfer *transfer, CURLINFO info)
{
    long value = 0;
    transfer->curl->easy_getinfo(transfer->easy, info, &value);
    return value;
}

static void
take_timing(struct transfer *transfer)
{
    transfer->exchange.timing = (struct timing){
        .dns = time_of(transfer, CURLINFO_NAMELOOKUP_TIME_T),
        .connect = time_of(transfer, CURLINFO_CONNECT_TIME_T),
        .tls = time_of(transfer, CURLINFO_APPCONNECT_TIME_T),
        .first_byte = time_of(transfer, CURLINFO_STARTTRANSFER_TIME_T),
        .total = time_of(transfer, CURLINFO_TOTAL_TIME_T),
    };
}

static void
explain(struct transfer *transfer, CURLcode code)
{
    struct exchange *exchange = &transfer->exchange;
    struct fault fault = {
        .code = (int)code,
        .verification = long_of(transfer, CURLINFO_SSL_VERIFYRESULT),
        .host = transfer->host,
        .proxy = transfer->proxy,
        .tunnel = long_of(transfer, CURLINFO_HTTP_CONNECTCODE),
        .detail = transfer->error,
        .looked_up = time_of(transfer, CURLINFO_NAMELOOKUP_TIME_T) >= 0,
        .reached = long_of(transfer, CURLINFO_LOCAL_PORT) > 0,
        .connected = time_of(transfer, CURLINFO_PRETRANSFER_TIME_T) >= 0,
        .out_of_memory = allocator_refusals() != transfer->refusals,
        .silent =
            !transfer->total_ms || exchange->timing.total < (double)transfer->total_ms,
    };
    exchange->transport = fault_transport(&fault);
    exchange->transport_text = fault_text(&fault);
}

/* What ended it: the user, a limit of ours, or the transport. */
static void
judge(struct transfer *transfer, CURLcode code)
{
    struct exchange *exchange = &transfer->exchange;
    enum receiver_stop stop = transfer->receiver.stop;
    if (transfer->cancelled || stop == RECEIVER_REFUSED) {
        exchange->transport = TRANSPORT_CANCELLED;
        exchange->transport_text = mem_strdup(_("cancelled"));
    } else if (stop == RECEIVER_HEADERS) {
        exchange->transport = TRANSPORT_MALFORMED;
        exchange->transport_text = mem_strdup(_("the answer's headers are too large"));
    } else if (stop == RECEIVER_GOES_ON && code != CURLE_OK) {
        explain(transfer, code);
    }
}

/* How much came is more to a person than libcurl's word for it. */
static void
tell_how_much(struct exchange *exchange)
{
    if (exchange->transport != TRANSPORT_BROKEN || !exchange->response.fault)
        return;
    struct str text = {0};
    struct span said = span_of(exchange->transport_text);
    str_add(&text, span_sub(said, 0, span_find(said, 0, SPAN(" ("))));
    str_addf(&text, " (%s)", exchange->response.fault);
    mem_free(exchange->transport_text);
    exchange->transport_text = str_take(&text);
}

void
transfer_finish(struct transfer *transfer, CURLcode code)
{
    struct exchange *exchange = &transfer->exchange;
    struct receiver *receiver = &transfer->receiver;
    transfer->finished = true;
    if (transfer->easy) {
        take_timing(transfer);
        judge(transfer, code);
        struct receiver_end end = {
            .whole = code == CURLE_OK,
            .no_body = strcmp(exchange->request.method, "HEAD") == 0,
            .read = strcmp(exchange->request.method, "GET") == 0,
            .excess = transfer->excess,
            .cancelled = transfer->cancelled,
            .http1 = long_of(transfer, CURLINFO_HTTP_VERSION) < CURL_HTTP_VERSION_2_0,
        };
        exchange->answered = receiver->response.status >= 200;
        if (exchange->answered) {
            receiver_finish(receiver, &end);
            exchange->response = receiver->response;
            receiver->response = (struct response){0};
            tell_how_much(exchange);
        }
        transfer->curl->easy_cleanup(transfer->easy);
        transfer->easy = NULL;
    }
    ARRAY_GROW(exchange->attempts, exchange->attempt_count, exchange->attempt_room);
    exchange->attempts[exchange->attempt_count++] =
        (struct attempt){.at = exchange->time, .status = exchange->response.status};
}

void
transfer_free(struct transfer *transfer)
{
    if (!transfer)
        return;
    if (transfer->easy)
        transfer->curl->easy_cleanup(transfer->easy);
    if (transfer->curl)
        transfer->curl->slist_free_all(transfer->headers);
    receiver_release(&transfer->receiver);
    exchange_release(&transfer->exchange);
    mem_free(transfer->host);
    mem_free(transfer->proxy);
    mem_free(transfer);
}
