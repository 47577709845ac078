/* Success codes that hide a failure. */
#include "config.h"

#include "api/diagnosis_parts.h"
#include "base/memory.h"
#include "json/scan.h"
#include "json/text.h"

enum { SCAN_MAX = 8 * 1024 * 1024 };

/* Graph's security API: Warning: 199 - "{Vendor}/{Provider}/{StatusCode}/{Latency}".
 * False when a part lacks. */
static bool
provider_failed(struct diagnosis *diagnosis, struct span warning, int *status)
{
    static const char *const names_of_parts[] = {"vendor", "provider",
                                                 "provider_status", "latency_ms"};
    struct span parts[4], rest;
    size_t dash = span_find(warning, 0, SPAN("- "));
    if (!span_starts(span_trim(warning), "199") || dash == warning.n)
        return false;
    rest = span_trim(span_from(warning, dash + 2));
    if (span_starts(rest, "\""))
        rest = span_sub(rest, 1, span_find_byte(rest, 1, '"'));
    for (size_t i = 0; i < 4; i++)
        if (!span_next(&rest, '/', &parts[i]))
            return false;
    uint64_t n;
    if (!span_number(parts[2], 599, &n))
        return false;
    *status = (int)n;
    for (size_t i = 0; i < 4; i++)
        pairs_add(&diagnosis->values, span_of(names_of_parts[i]), parts[i]);
    return true;
}

static const char *
read_warnings(struct diagnosis *diagnosis, const struct response *response)
{
    int status;
    for (size_t i = 0; i < response->headers.count; i++) {
        const struct pair *header = &response->headers.items[i];
        if (!span_is_nocase(span_of(header->name), "Warning") ||
            !provider_failed(diagnosis, span_of(header->value), &status))
            continue;
        diagnosis->class = diagnosis_class_of_status(status);
        diagnosis->retry.advice = diagnosis_advice_of_class(diagnosis->class, status);
        return "shapes/partial";
    }
    return NULL;
}

/* What goes wrong inside a 2xx body, whatever its size. */
struct losses {
    size_t failed;     /* items with isFailed: true */
    bool not_created;  /* an id that says so in place of being one */
    struct str reason; /* the first failureReason; owned */
};

static void
note_member(struct losses *losses, struct span name, enum json_token token,
            struct span raw)
{
    if (span_is(name, "\"isFailed\"") && token == JSON_TRUE)
        losses->failed++;
    else if (span_is(name, "\"failureReason\"") && token == JSON_STRING &&
             !losses->reason.n)
        json_unquote(&losses->reason, raw);
    else if (span_is(name, "\"id\"") && token == JSON_STRING)
        losses->not_created = losses->not_created || span_has(raw, "Failed to create");
}

static void
find_losses(struct losses *losses, struct span body)
{
    struct json_scan scan;
    struct span name = {0}, raw;
    json_scan_init(&scan, span_sub(body, 0, SCAN_MAX));
    for (;;) {
        enum json_token token = json_scan_next(&scan, &raw);
        if (token == JSON_END || token == JSON_BROKEN)
            return;
        note_member(losses, name, token, raw);
        name = token == JSON_NAME ? raw : (struct span){0};
    }
}

static const char *
read_losses(struct diagnosis *diagnosis, const struct response *response)
{
    struct losses losses = {0};
    const char *topic = NULL;
    find_losses(&losses, str_span(&response->body));
    if (losses.failed) {
        struct str count = {0};
        str_addf(&count, "%zu", losses.failed);
        pairs_add(&diagnosis->values, SPAN("failed"), str_span(&count));
        str_release(&count);
        if (losses.reason.n)
            pairs_add(&diagnosis->values, SPAN("reason"), str_span(&losses.reason));
        topic = "shapes/failed-items";
    } else if (losses.not_created) {
        topic = "shapes/failed-to-create";
    }
    if (topic) {
        diagnosis->class = CLASS_REQUEST;
        diagnosis->retry.advice = RETRY_AFTER_CHANGE;
    }
    str_release(&losses.reason);
    return topic;
}

/* A page where data belongs: a proxy, a captive portal or a sign-in page answered. */
static const char *
read_page(struct diagnosis *diagnosis, const struct response *response)
{
    struct html_page page;
    if (!span_starts(span_trim(str_span(&response->body)), "<") ||
        !html_page_read(&page, str_span(&response->body)))
        return NULL;
    const char *topic =
        page.origin == HTML_SIGN_IN ? "shapes/sign-in-page" : "shapes/html";
    if (page.title.n) {
        struct str title = str_dup(str_span(&page.title));
        diagnosis->message_length = title.n;
        diagnosis->message = str_take(&title);
    }
    html_page_release(&page);
    diagnosis->class = CLASS_GATEWAY;
    diagnosis->retry.advice = RETRY_AFTER_CHANGE;
    return topic;
}

static bool
begins_with_error(struct span body)
{
    struct json_scan scan;
    struct span raw;
    json_scan_init(&scan, span_sub(body, 0, SCAN_MAX));
    return json_scan_next(&scan, &raw) == JSON_OBJECT &&
           json_scan_next(&scan, &raw) == JSON_NAME && span_is(raw, "\"error\"") &&
           json_scan_next(&scan, &raw) == JSON_OBJECT;
}

const char *
diagnosis_success(struct diagnosis *diagnosis, const struct response *response)
{
    const char *topic = read_warnings(diagnosis, response);
    if (!topic)
        topic = read_losses(diagnosis, response);
    if (!topic)
        topic = read_page(diagnosis, response);
    if (topic)
        return topic;
    if (begins_with_error(str_span(&response->body)))
        return NULL; /* an error after all: read as one */
    bool incomplete = response->completeness != RESPONSE_WHOLE &&
                      response->completeness != RESPONSE_ARRIVING;
    diagnosis->class = incomplete ? CLASS_TRANSPORT : CLASS_NONE;
    diagnosis->retry.advice = incomplete ? RETRY_BACKOFF : RETRY_NEVER;
    if (!incomplete)
        return NULL;
    if (response->completeness == RESPONSE_CANCELLED) {
        diagnosis->retry.advice = RETRY_NEVER;
        return "trouble/cancelled";
    }
    return response->completeness == RESPONSE_EMPTY ? "shapes/empty-answer"
                                                    : "shapes/incomplete";
}

const char *
diagnosis_data(struct diagnosis *diagnosis, const struct response *response)
{
    struct span body = str_span(&response->body);
    const char *topic = read_losses(diagnosis, response);
    if (topic)
        return topic;
    if (span_has(body, "\"@odata.context\"") ||
        (span_has(body, "\"Schema\"") && span_has(body, "\"Results\""))) {
        diagnosis->class = CLASS_NONE;
        diagnosis->retry.advice = RETRY_NEVER;
    }
    return NULL;
}
