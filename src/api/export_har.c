/* HAR 1.2 (HTTP Archive): one entry, sanitised. */
#include "config.h"

#include "api/export_parts.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/utf8.h"

static cJSON *
headers_json(const struct pairs *headers, const struct redactor *redactor)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < headers->count; i++) {
        struct str value = {0};
        cJSON *item = cJSON_CreateObject();
        redact_header(redactor, span_of(headers->items[i].name),
                      span_of(headers->items[i].value), &value);
        cJSON_AddStringToObject(item, "name", headers->items[i].name);
        cJSON_AddStringToObject(item, "value", str_text(&value));
        cJSON_AddItemToArray(list, item);
        str_release(&value);
    }
    return list;
}

/* "text", and "encoding" where it is base64. */
static void
add_text(cJSON *object, struct span body, const struct redactor *redactor)
{
    struct str shown = {0}, encoded = {0};
    redact(redactor, body, &shown);
    bool text = utf8_valid(str_span(&shown)) &&
                span_find_byte(str_span(&shown), 0, '\0') == shown.n;
    if (!text) {
        base64_encode(&encoded, str_span(&shown));
        cJSON_AddStringToObject(object, "encoding", "base64");
    }
    cJSON_AddStringToObject(object, "text", str_text(text ? &shown : &encoded));
    str_release(&shown);
    str_release(&encoded);
}

static const char *
type_of(const struct pairs *headers)
{
    const char *type = pairs_get_nocase(headers, "Content-Type");
    return type ? type : "";
}

static cJSON *
request_json(const struct exchange *exchange, const struct redactor *redactor)
{
    cJSON *json = cJSON_CreateObject();
    struct str url = {0};
    redact_url(redactor, span_of(exchange->request.url), &url);
    cJSON_AddStringToObject(json, "method",
                            exchange->request.method ? exchange->request.method : "");
    cJSON_AddStringToObject(json, "url", str_text(&url));
    cJSON_AddStringToObject(json, "httpVersion", "HTTP/1.1");
    cJSON_AddItemToObject(json, "cookies", cJSON_CreateArray());
    cJSON_AddItemToObject(json, "headers",
                          headers_json(&exchange->request.headers, redactor));
    cJSON_AddItemToObject(json, "queryString", cJSON_CreateArray());
    if (exchange->request.has_body) {
        cJSON *post = cJSON_AddObjectToObject(json, "postData");
        cJSON_AddStringToObject(post, "mimeType", type_of(&exchange->request.headers));
        add_text(post, str_span(&exchange->request.body), redactor);
    }
    cJSON_AddNumberToObject(json, "headersSize", -1);
    cJSON_AddNumberToObject(json, "bodySize", (double)exchange->request.body.n);
    str_release(&url);
    return json;
}

/* Without an answer its status is 0, as browsers write it. */
static cJSON *
response_json(const struct exchange *exchange, const struct redactor *redactor)
{
    const struct response *response = &exchange->response;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "status", exchange->answered ? response->status : 0);
    cJSON_AddStringToObject(json, "statusText",
                            response->reason ? response->reason : "");
    cJSON_AddStringToObject(json, "httpVersion", "HTTP/1.1");
    cJSON_AddItemToObject(json, "cookies", cJSON_CreateArray());
    cJSON_AddItemToObject(json, "headers", headers_json(&response->headers, redactor));
    cJSON *content = cJSON_AddObjectToObject(json, "content");
    cJSON_AddNumberToObject(content, "size", (double)response->body.n);
    cJSON_AddStringToObject(content, "mimeType", type_of(&response->headers));
    add_text(content, str_span(&response->body), redactor);
    cJSON_AddStringToObject(json, "redirectURL", "");
    cJSON_AddNumberToObject(json, "headersSize", -1);
    cJSON_AddNumberToObject(json, "bodySize", (double)response->wire_bytes);
    return json;
}

static void
add_timings(cJSON *entry, const struct timing *timing)
{
    cJSON *json = cJSON_AddObjectToObject(entry, "timings");
    double wait = timing->first_byte >= 0 ? timing->first_byte : 0;
    double all = timing->total >= wait ? timing->total : wait;
    cJSON_AddNumberToObject(json, "dns", timing->dns);
    cJSON_AddNumberToObject(json, "connect", timing->connect);
    cJSON_AddNumberToObject(json, "ssl", timing->tls);
    cJSON_AddNumberToObject(json, "send", 0);
    cJSON_AddNumberToObject(json, "wait", wait);
    cJSON_AddNumberToObject(json, "receive", all - wait);
    cJSON_AddNumberToObject(entry, "time", all);
}

void
export_har(struct str *out, const struct exchange *exchange,
           const struct redactor *redactor)
{
    cJSON *json = cJSON_CreateObject(), *log = cJSON_AddObjectToObject(json, "log");
    cJSON *creator, *entry = cJSON_CreateObject();
    struct str time = {0};
    clock_add_rfc3339(&time, exchange->time);
    cJSON_AddStringToObject(log, "version", "1.2");
    creator = cJSON_AddObjectToObject(log, "creator");
    cJSON_AddStringToObject(creator, "name", PACKAGE_NAME);
    cJSON_AddStringToObject(creator, "version", PACKAGE_VERSION);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(log, "entries"), entry);
    cJSON_AddStringToObject(entry, "startedDateTime", str_text(&time));
    add_timings(entry, &exchange->timing);
    cJSON_AddItemToObject(entry, "request", request_json(exchange, redactor));
    cJSON_AddItemToObject(entry, "response", response_json(exchange, redactor));
    cJSON_AddItemToObject(entry, "cache", cJSON_CreateObject());
    char *text = cJSON_Print(json);
    if (text)
        str_addf(out, "%s\n", text);
    cJSON_free(text);
    cJSON_Delete(json);
    str_release(&time);
}
