/* The headers that go out, and how they are recorded. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/clock.h"
#include "io/transfer.h"

#include <string.h>
#include <unistd.h>

static bool
append_line(struct transfer *transfer, const char *line)
{
    struct curl_slist *longer = transfer->curl->slist_append(transfer->headers, line);
    if (longer)
        transfer->headers = longer;
    return longer;
}

static bool
is_secret_header(const char *name)
{
    static const char *const hidden[] = {"Authorization", "Proxy-Authorization",
                                         "Cookie"};
    for (size_t i = 0; i < COUNT_OF(hidden); i++)
        if (span_is_nocase(span_of(name), hidden[i]))
            return true;
    return false;
}

/* To libcurl as it is, to the exchange without its secret. */
static bool
add_header(struct transfer *transfer, const char *name, struct span value)
{
    pairs_add(&transfer->exchange.request.headers, span_of(name),
              is_secret_header(name) ? SPAN("[redacted]") : value);
    struct str line = {0};
    /* libcurl's way to send a header without a value: a semicolon. */
    if (value.n)
        str_addf(&line, "%s: %.*s", name, SPAN_ARG(value));
    else
        str_addf(&line, "%s;", name);
    bool added = append_line(transfer, str_text(&line));
    str_wipe(&line);
    return added;
}

/* What is sent where the request does not say otherwise. */
static const struct {
    const char *name, *value;
    bool with_body;
} defaults[] = {
    {"Accept", "application/json", false},
    {"Accept-Encoding", "gzip", false},
    {"User-Agent", PACKAGE_NAME "/" PACKAGE_VERSION, false},
    {"Content-Type", "application/json", true},
};

static bool
wanted(const struct net_request *request, size_t i)
{
    return (request->has_body || !defaults[i].with_body) &&
           !(request->headers && pairs_get_nocase(request->headers, defaults[i].name));
}

static bool
bearer_wanted(const struct net_request *request)
{
    return request->bearer && secret_held(request->bearer) &&
           !(request->headers && pairs_get_nocase(request->headers, "Authorization"));
}

#define REQUEST_ID "client-request-id"

/* RFC 9562, section 5.4: random but for version and variant. */
static void
add_guid(struct str *out)
{
    unsigned char random[16] = {0};
    if (getentropy(random, sizeof random) != 0) {
        struct now now = clock_now();
        memcpy(random, &now, sizeof random);
    }
    random[6] = (unsigned char)((random[6] & 0x0f) | 0x40);
    random[8] = (unsigned char)((random[8] & 0x3f) | 0x80);
    for (size_t i = 0; i < sizeof random; i++)
        str_addf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                 random[i]);
}

static bool
request_id_wanted(const struct net_request *request)
{
    return !(request->headers && pairs_get_nocase(request->headers, REQUEST_ID));
}

/* By which support finds the request even where no answer came. */
static bool
add_request_id(struct transfer *transfer)
{
    struct str id = {0};
    add_guid(&id);
    bool added = add_header(transfer, REQUEST_ID, str_span(&id));
    str_release(&id);
    return added;
}

void
net_headers(const struct net_request *request, struct pairs *headers)
{
    if (bearer_wanted(request))
        pairs_add(headers, SPAN("Authorization"), SPAN("[redacted]"));
    for (size_t i = 0; i < COUNT_OF(defaults); i++)
        if (wanted(request, i))
            pairs_add(headers, span_of(defaults[i].name), span_of(defaults[i].value));
    if (request_id_wanted(request))
        pairs_add(headers, SPAN(REQUEST_ID), span_of(_("(a new one each time)")));
    for (size_t i = 0; request->headers && i < request->headers->count; i++) {
        const struct pair *pair = &request->headers->items[i];
        pairs_add(headers, span_of(pair->name),
                  is_secret_header(pair->name) ? SPAN("[redacted]")
                                               : span_of(pair->value));
    }
}

static bool
add_bearer(struct transfer *transfer, const struct secret *bearer)
{
    struct span token = secret_reveal(bearer);
    struct str value = {0};
    /* Room first: growing would leave a copy behind. */
    if (!str_try_reserve(&value, token.n + 16))
        return false;
    str_add_text(&value, "Bearer ");
    str_add(&value, token);
    bool added = add_header(transfer, "Authorization", str_span(&value));
    str_wipe(&value);
    return added;
}

bool
transfer_add_headers(struct transfer *transfer, const struct net_request *request)
{
    const struct pairs *given = request->headers;
    bool all = !bearer_wanted(request) || add_bearer(transfer, request->bearer);
    for (size_t i = 0; i < COUNT_OF(defaults) && all; i++)
        if (wanted(request, i))
            all = add_header(transfer, defaults[i].name, span_of(defaults[i].value));
    if (all && request_id_wanted(request))
        all = add_request_id(transfer);
    for (size_t i = 0; given && i < given->count && all; i++) {
        const struct pair *pair = &given->items[i];
        all = add_header(transfer, pair->name, span_of(pair->value));
    }
    /* Not sent unless given: libcurl would add them by itself. */
    if (all && !(given && pairs_get_nocase(given, "Expect")))
        all = append_line(transfer, "Expect:");
    if (all && !request->has_body &&
        !(given && pairs_get_nocase(given, "Content-Type")))
        all = append_line(transfer, "Content-Type:");
    return all && transfer->curl->easy_setopt(transfer->easy, CURLOPT_HTTPHEADER,
                                              transfer->headers) == CURLE_OK;
}
