/* The contract's exchange as JSON, both ways. */
#include "config.h"

#include "api/exchange.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

static const char *const completeness_names[] = {
    [RESPONSE_WHOLE] = "whole",
    [RESPONSE_ARRIVING] = "arriving",
    [RESPONSE_CUT] = "cut",
    [RESPONSE_TOO_LARGE] = "too-large",
    [RESPONSE_CANCELLED] = "cancelled",
    [RESPONSE_EMPTY] = "empty",
};

static void
add_text(cJSON *object, const char *name, const char *text)
{
    if (text)
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

/* What came from outside: redacted, and UTF-8 whatever it was. */
static void
add_redacted(cJSON *object, const char *name, const char *text,
             const struct redactor *redactor)
{
    struct str out = {0};
    if (text)
        redact(redactor, span_of(text), &out);
    add_text(object, name, text ? str_text(&out) : NULL);
    str_release(&out);
}

static void
add_time(cJSON *object, const char *name, clock_ms at)
{
    struct str text = {0};
    clock_add_rfc3339(&text, at);
    add_text(object, name, str_text(&text));
    str_release(&text);
}

/* A cJSON string holds neither a NUL nor what is not UTF-8. */
static bool
textual(struct span bytes)
{
    return span_find_byte(bytes, 0, '\0') == bytes.n && utf8_valid(bytes);
}

static void
add_body(cJSON *object, struct span body, bool present, const struct redactor *redactor)
{
    struct str shown = {0}, encoded = {0};
    redact(redactor, body, &shown);
    bool text = textual(str_span(&shown));
    if (!text)
        base64_encode(&encoded, str_span(&shown));
    add_text(object, "body", present && text ? str_text(&shown) : NULL);
    add_text(object, "body_base64", present && !text ? str_text(&encoded) : NULL);
    str_release(&shown);
    str_release(&encoded);
}

static void
add_headers(cJSON *object, const struct pairs *headers, const struct redactor *redactor)
{
    cJSON *list = cJSON_AddArrayToObject(object, "headers");
    for (size_t i = 0; i < headers->count; i++) {
        const struct pair *header = &headers->items[i];
        struct str value = {0};
        redact_header(redactor, span_of(header->name), span_of(header->value), &value);
        const char *both[] = {header->name, str_text(&value)};
        cJSON_AddItemToArray(list, cJSON_CreateStringArray(both, 2));
        str_release(&value);
    }
}

static void
add_request(cJSON *json, const struct exchange *exchange,
            const struct redactor *redactor)
{
    cJSON *request = cJSON_AddObjectToObject(json, "request");
    struct str url = {0};
    if (exchange->request.url)
        redact_url(redactor, span_of(exchange->request.url), &url);
    add_text(request, "method", exchange->request.method);
    add_text(request, "url", exchange->request.url ? str_text(&url) : NULL);
    add_headers(request, &exchange->request.headers, redactor);
    add_body(request, str_span(&exchange->request.body), exchange->request.has_body,
             redactor);
    str_release(&url);
}

static void
add_response(cJSON *json, const struct exchange *exchange,
             const struct redactor *redactor)
{
    const struct response *response = &exchange->response;
    if (!exchange->answered) {
        cJSON_AddNullToObject(json, "response");
        return;
    }
    cJSON *object = cJSON_AddObjectToObject(json, "response");
    cJSON_AddNumberToObject(object, "status", response->status);
    add_redacted(object, "reason", response->reason, redactor);
    add_headers(object, &response->headers, redactor);
    add_body(object, str_span(&response->body), true, redactor);
    cJSON_AddNumberToObject(object, "size", (double)response->body.n);
    cJSON_AddNumberToObject(object, "wire_size", (double)response->wire_bytes);
    add_text(object, "completeness", completeness_names[response->completeness]);
    add_redacted(object, "fault", response->fault, redactor);
}

static void
add_transport(cJSON *json, const struct exchange *exchange,
              const struct redactor *redactor)
{
    if (exchange->transport == TRANSPORT_OK) {
        cJSON_AddNullToObject(json, "transport_error");
        return;
    }
    cJSON *object = cJSON_AddObjectToObject(json, "transport_error");
    add_text(object, "kind", transport_name(exchange->transport));
    add_redacted(object, "text", exchange->transport_text, redactor);
}

static const char *const timing_names[] = {"dns_ms", "connect_ms", "tls_ms",
                                           "first_byte_ms", "total_ms"};

static void
add_timing(cJSON *json, const struct timing *timing)
{
    const double values[] = {timing->dns, timing->connect, timing->tls,
                             timing->first_byte, timing->total};
    cJSON *object = cJSON_AddObjectToObject(json, "timing");
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        if (values[i] >= 0)
            cJSON_AddNumberToObject(object, timing_names[i], values[i]);
        else
            cJSON_AddNullToObject(object, timing_names[i]);
    }
}

static void
add_attempts(cJSON *json, const struct exchange *exchange)
{
    cJSON *list = cJSON_AddArrayToObject(json, "attempts");
    for (size_t i = 0; i < exchange->attempt_count; i++) {
        const struct attempt *attempt = &exchange->attempts[i];
        cJSON *object = cJSON_CreateObject();
        add_time(object, "time", attempt->at);
        if (attempt->status)
            cJSON_AddNumberToObject(object, "status", attempt->status);
        else
            cJSON_AddNullToObject(object, "status");
        cJSON_AddNumberToObject(object, "waited_ms", (double)attempt->waited_ms);
        cJSON_AddItemToArray(list, object);
    }
}

cJSON *
exchange_json(const struct exchange *exchange, const struct diagnosis *diagnosis,
              const struct redactor *redactor)
{
    cJSON *json = cJSON_CreateObject();
    add_text(json, "id", exchange->id);
    add_time(json, "time", exchange->time);
    add_text(json, "profile", exchange->profile);
    add_text(json, "tenant", exchange->tenant);
    add_text(json, "application", exchange->application);
    add_text(json, "operation", exchange->operation ? exchange->operation->id : NULL);
    add_request(json, exchange, redactor);
    add_response(json, exchange, redactor);
    add_transport(json, exchange, redactor);
    add_timing(json, &exchange->timing);
    add_attempts(json, exchange);
    cJSON *told = diagnosis ? diagnosis_json(diagnosis) : cJSON_CreateNull();
    redact_json(redactor, told);
    cJSON_AddItemToObject(json, "diagnosis", told);
    return json;
}

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static char *
read_text(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(member(object, name));
    return text ? mem_strdup(text) : NULL;
}

/* A number from outside, as a whole one from LOW to HIGH. */
static double
read_number(const cJSON *object, const char *name, double low, double high)
{
    const cJSON *item = member(object, name);
    double value = cJSON_IsNumber(item) ? item->valuedouble : 0;
    return value >= low ? value <= high ? value : high : low;
}

static clock_ms
read_time(const cJSON *object, const char *name)
{
    clock_ms at = 0;
    const char *text = cJSON_GetStringValue(member(object, name));
    if (text)
        clock_parse_rfc3339(span_of(text), &at);
    return at;
}

static bool
read_body(const cJSON *object, struct str *body)
{
    const char *text = cJSON_GetStringValue(member(object, "body"));
    const char *encoded = cJSON_GetStringValue(member(object, "body_base64"));
    if (text)
        str_add_text(body, text);
    else if (encoded)
        base64_decode(body, span_of(encoded));
    return text || encoded;
}

static void
read_headers(const cJSON *object, struct pairs *headers)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, member(object, "headers"))
    {
        const char *name = cJSON_GetStringValue(cJSON_GetArrayItem(item, 0));
        const char *value = cJSON_GetStringValue(cJSON_GetArrayItem(item, 1));
        if (name && value)
            pairs_add(headers, span_of(name), span_of(value));
    }
}

static void
read_response(const cJSON *object, struct response *response)
{
    const char *complete = cJSON_GetStringValue(member(object, "completeness"));
    response->status = (int)read_number(object, "status", 0, 999);
    response->reason = read_text(object, "reason");
    response->fault = read_text(object, "fault");
    response->wire_bytes = (uint64_t)read_number(object, "wire_size", 0, 1e15);
    read_headers(object, &response->headers);
    read_body(object, &response->body);
    for (size_t i = 0; complete && i < COUNT_OF(completeness_names); i++)
        if (strcmp(complete, completeness_names[i]) == 0)
            response->completeness = (enum completeness)i;
}

static void
read_transport(const cJSON *object, struct exchange *exchange)
{
    const char *kind = cJSON_GetStringValue(member(object, "kind"));
    if (!kind)
        return;
    exchange->transport = TRANSPORT_BROKEN;
    for (int i = TRANSPORT_OK + 1; i <= TRANSPORT_SETUP; i++)
        if (strcmp(kind, transport_name((enum transport)i)) == 0)
            exchange->transport = (enum transport)i;
    exchange->transport_text = read_text(object, "text");
}

static void
read_timing(const cJSON *object, struct timing *timing)
{
    double *const values[] = {&timing->dns, &timing->connect, &timing->tls,
                              &timing->first_byte, &timing->total};
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        const cJSON *item = member(object, timing_names[i]);
        *values[i] = cJSON_IsNumber(item) ? item->valuedouble : -1;
    }
}

static void
read_attempts(const cJSON *list, struct exchange *exchange)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        ARRAY_GROW(exchange->attempts, exchange->attempt_count, exchange->attempt_room);
        exchange->attempts[exchange->attempt_count++] = (struct attempt){
            .at = read_time(item, "time"),
            .status = (int)read_number(item, "status", 0, 999),
            .waited_ms = (long)read_number(item, "waited_ms", 0, 2e9),
        };
    }
}

static void
read_all(struct exchange *exchange, const cJSON *root,
         const struct catalogue *catalogue)
{
    const cJSON *request = member(root, "request"),
                *response = member(root, "response");
    const char *operation = cJSON_GetStringValue(member(root, "operation"));
    exchange->id = read_text(root, "id");
    exchange->time = read_time(root, "time");
    exchange->profile = read_text(root, "profile");
    exchange->tenant = read_text(root, "tenant");
    exchange->application = read_text(root, "application");
    if (operation && catalogue)
        exchange->operation = catalogue_find(catalogue, span_of(operation));
    exchange->request.method = read_text(request, "method");
    exchange->request.url = read_text(request, "url");
    read_headers(request, &exchange->request.headers);
    exchange->request.has_body = read_body(request, &exchange->request.body);
    exchange->answered = cJSON_IsObject(response);
    if (exchange->answered)
        read_response(response, &exchange->response);
    read_transport(member(root, "transport_error"), exchange);
    read_timing(member(root, "timing"), &exchange->timing);
    read_attempts(member(root, "attempts"), exchange);
}

enum status
exchange_from_json(struct exchange *exchange, struct span json,
                   const struct catalogue *catalogue, struct err *err)
{
    const char *end = NULL;
    *exchange = (struct exchange){0};
    cJSON *root = json.n ? cJSON_ParseWithLengthOpts(json.p, json.n, &end, 0) : NULL;
    bool whole = root && span_trim(span_from(json, (size_t)(end - json.p))).n == 0;
    if (!whole || !cJSON_IsObject(member(root, "request"))) {
        cJSON_Delete(root);
        return err_set(err, STATUS_INPUT,
                       _("this is no exchange as --json writes it: a JSON object with "
                         "\"request\" and \"response\" is needed"));
    }
    read_all(exchange, root, catalogue);
    cJSON_Delete(root);
    if (exchange->request.method && exchange->request.url)
        return STATUS_OK;
    exchange_release(exchange);
    return err_set(err, STATUS_INPUT, _("the exchange lacks its method or URL"));
}
