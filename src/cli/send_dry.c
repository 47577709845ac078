/* defscope send --dry-run. */
#include "config.h"

#include "cli/send.h"

#include "api/server.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "io/net.h"

#include <cjson/cJSON.h>

static cJSON *
request_json(const struct send *send, const struct pairs *headers, struct span url)
{
    const struct redactor *redactor = &send->context->redactor;
    cJSON *json = cJSON_CreateObject(), *list;
    struct str shown = {0};
    redact_url(redactor, url, &shown);
    cJSON_AddStringToObject(json, "method", send->request->method);
    cJSON_AddStringToObject(json, "url", str_text(&shown));
    list = cJSON_AddArrayToObject(json, "headers");
    for (size_t i = 0; i < headers->count; i++) {
        const char *both[] = {headers->items[i].name, headers->items[i].value};
        cJSON_AddItemToArray(list, cJSON_CreateStringArray(both, 2));
    }
    str_clear(&shown);
    redact(redactor, str_span(&send->request->body), &shown);
    if (send->request->has_body)
        cJSON_AddStringToObject(json, "body", str_text(&shown));
    else
        cJSON_AddNullToObject(json, "body");
    str_release(&shown);
    return json;
}

/* As HTTP/1.1 writes it. */
static void
request_text(const struct send *send, const struct pairs *headers, struct span url,
             struct str *out)
{
    size_t host = span_find(url, 0, SPAN("://")) + 3;
    size_t path = span_find_byte(url, host, '/');
    struct span target = span_from(url, path);
    str_addf(out, "%s %.*s HTTP/1.1\n", send->request->method,
             SPAN_ARG(target.n ? target : SPAN("/")));
    str_addf(out, "Host: %.*s\n", SPAN_ARG(span_sub(url, host, path)));
    for (size_t i = 0; i < headers->count; i++)
        str_addf(out, "%s: %s\n", headers->items[i].name, headers->items[i].value);
    str_add_byte(out, '\n');
    str_add(out, str_span(&send->request->body));
    if (send->request->has_body && !span_ends(str_span(out), "\n"))
        str_add_byte(out, '\n');
}

int
send_dry(struct send *send, struct span url)
{
    struct output *output = &send->context->output;
    const struct request *request = send->request;
    struct pairs headers = {0};
    /* a practice tenant that doesn't run has no port yet, and so no address */
    bool bearer = profile_names(send->profile, url) ||
                  (send->profile->kind == PROFILE_PRACTICE &&
                   !server_is_local(request->operation, url));
    struct net_request plan = {
        .headers = &request->headers,
        .has_body = request->has_body,
        .bearer = bearer ? &send->profile->bearer : NULL,
    };
    net_headers(&plan, &headers);
    for (size_t i = 0; i < headers.count; i++) {
        struct str shown = {0};
        redact(&send->context->redactor, span_of(headers.items[i].value), &shown);
        mem_free(headers.items[i].value);
        headers.items[i].value = mem_strdup(str_text(&shown));
        str_release(&shown);
    }
    if (send->context->json) {
        output_json(output, request_json(send, &headers, url));
    } else {
        struct str text = {0}, plain = {0}, shown = {0};
        request_text(send, &headers, url, &text);
        redact(&send->context->redactor, str_span(&text), &plain);
        sanitise_lines(&shown, str_span(&plain), SANITISE_PLAIN);
        bool terminal = output->terminal[STREAM_RESULT];
        output_bytes(output, STREAM_RESULT, str_span(terminal ? &shown : &plain));
        str_release(&text);
        str_release(&plain);
        str_release(&shown);
    }
    pairs_release(&headers);
    return EXIT_DONE;
}
