/* An exchange from HAR 1.2 (HTTP Archive): of a whole log the first entry that failed,
 * else the first of all. */
#include "config.h"

#include "api/exchange.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static char *
text_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(member(object, name));
    return text ? mem_strdup(text) : NULL;
}

/* 0 where there is none, as browsers write it for no answer. */
static int
status_of(const cJSON *entry)
{
    const cJSON *status = member(member(entry, "response"), "status");
    double value = cJSON_IsNumber(status) ? status->valuedouble : 0;
    return value >= 100 && value <= 999 ? (int)value : 0;
}

static const cJSON *
find_entry(const cJSON *root)
{
    const cJSON *entries = member(member(root, "log"), "entries"), *entry;
    if (!cJSON_IsArray(entries))
        return root;
    cJSON_ArrayForEach(entry, entries)
    {
        if (status_of(entry) >= 400)
            return entry;
    }
    return entries->child;
}

/* A header whose value is secret is kept by its name alone. */
static void
read_headers(const cJSON *message, struct pairs *headers)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, member(message, "headers"))
    {
        const char *name = cJSON_GetStringValue(member(item, "name"));
        const char *value = cJSON_GetStringValue(member(item, "value"));
        struct str safe = {0};
        if (!name || !value || name[0] == ':')
            continue;
        redact_header(NULL, span_of(name), span_of(value), &safe);
        pairs_add(headers, span_of(name), str_span(&safe));
        str_release(&safe);
    }
}

static void
read_url(const cJSON *request, char **url)
{
    const char *text = cJSON_GetStringValue(member(request, "url"));
    struct str safe = {0};
    if (!text)
        return;
    redact_url(NULL, span_of(text), &safe);
    *url = str_take(&safe);
}

/* "text", maybe in base64; false where there is none. */
static bool
read_text(const cJSON *content, struct str *body)
{
    const char *text = cJSON_GetStringValue(member(content, "text"));
    const char *encoding = cJSON_GetStringValue(member(content, "encoding"));
    if (!text)
        return false;
    if (!encoding || strcmp(encoding, "base64") != 0 ||
        !base64_decode(body, span_of(text)))
        str_set(body, span_of(text));
    return true;
}

static void
read_entry(const cJSON *entry, struct exchange *exchange)
{
    const cJSON *request = member(entry, "request"),
                *response = member(entry, "response");
    const cJSON *time = member(entry, "time");
    const char *started = cJSON_GetStringValue(member(entry, "startedDateTime"));
    exchange->request.method = text_of(request, "method");
    read_url(request, &exchange->request.url);
    read_headers(request, &exchange->request.headers);
    exchange->request.has_body =
        read_text(member(request, "postData"), &exchange->request.body);
    exchange->timing = (struct timing){-1, -1, -1, -1, -1};
    if (cJSON_IsNumber(time))
        exchange->timing.total = time->valuedouble;
    if (started)
        clock_parse_rfc3339(span_of(started), &exchange->time);
    exchange->answered = status_of(entry) != 0;
    if (!exchange->answered)
        exchange->transport = TRANSPORT_BROKEN;
    exchange->response.status = status_of(entry);
    exchange->response.reason = text_of(response, "statusText");
    read_headers(response, &exchange->response.headers);
    read_text(member(response, "content"), &exchange->response.body);
}

enum status
exchange_from_har(struct exchange *exchange, struct span text, struct err *err)
{
    const char *end = NULL;
    *exchange = (struct exchange){0};
    cJSON *root = text.n ? cJSON_ParseWithLengthOpts(text.p, text.n, &end, 0) : NULL;
    bool whole = root && span_trim(span_from(text, (size_t)(end - text.p))).n == 0;
    const cJSON *entry = whole ? find_entry(root) : NULL;
    bool found = entry && cJSON_IsObject(member(entry, "request")) &&
                 cJSON_IsObject(member(entry, "response")) &&
                 (member(entry, "startedDateTime") || member(root, "log"));
    if (found)
        read_entry(entry, exchange);
    cJSON_Delete(root);
    return found ? STATUS_OK
                 : err_set(err, STATUS_INPUT, "%s", _("this is no HAR with an entry"));
}
