#include "config.h"

#include "api/identifier.h"

#include "base/memory.h"
#include "base/sanitise.h"

enum {
    IDS_MAX = 32,
    VALUE_MAX = 1024,
    TEXT_MAX = 65536,
    ID_MIN = 8, /* shorter things after "ID:" are no identifiers */
};

static const char *const header_names[] = {
    "request-id",          "client-request-id",
    "x-ms-request-id",     "x-ms-client-request-id",
    "x-ms-correlation-id", "x-ms-correlation-request-id",
    "x-ms-activity-id",    "x-ms-workflow-run-id",
    "x-ms-ags-diagnostic", "x-ms-ests-server",
    "x-azure-ref",         "x-azure-ref-originshield",
    "x-msedge-ref",        "x-correlation-id",
    "x-request-id",        "activityid",
    "mise-correlation-id", "traceresponse",
    "operation-id",        "cf-ray",
};

static const char *const member_names[] = {
    "request-id",
    "client-request-id",
    "requestId",
    "RequestId",
    "request_id",
    "clientRequestId",
    "ClientRequestId",
    "client_request_id",
    "activityId",
    "ActivityId",
    "ActivityID",
    "activity_id",
    "trace_id",
    "traceId",
    "TraceId",
    "correlation_id",
    "correlationId",
    "CorrelationId",
    "operationId",
    "OperationId",
    "serviceRequestId",
    "trackingId",
    "TrackingId",
    "x-ms-request-id",
    "x-ms-correlation-request-id",
};

static const char *const labels[] = {
    "Trace ID",
    "Correlation ID",
    "Request ID",
    "Activity ID",
    "Operation ID",
    "Tracking ID",
    "client-request-id",
    "request-id",
    "RequestId",
    "client_request_id",
    "request_id",
    "Correlation-Id",
    "Reference #",
    "Ref A",
    "Ref B",
    "Ref C",
    "Ray ID",
    "Reference ID",  /* Zscaler */
    "Incident ID",   /* Imperva */
    "Support ID is", /* BIG-IP */
    "Support ID",
};

static bool
plain(struct span value)
{
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < 0x20 || (unsigned char)value.p[i] > 0x7e)
            return false;
    return true;
}

void
identifiers_add(struct pairs *ids, struct span name, struct span value)
{
    if (!value.n || value.n > VALUE_MAX || ids->count >= IDS_MAX)
        return;
    for (size_t i = 0; i < ids->count; i++)
        if (span_is(name, ids->items[i].name) && span_is(value, ids->items[i].value))
            return;
    struct str shown = {0};
    if (!plain(value))
        sanitise_line(&shown, value, SANITISE_JSON);
    pairs_add(ids, name, shown.n ? str_span(&shown) : value);
    str_release(&shown);
}

void
identifiers_from_headers(struct pairs *ids, const struct pairs *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        struct span name = span_of(headers->items[i].name);
        for (size_t k = 0; k < COUNT_OF(header_names); k++)
            if (span_is_nocase(name, header_names[k]))
                identifiers_add(ids, span_of(header_names[k]),
                                span_trim(span_of(headers->items[i].value)));
    }
}

void
identifiers_from_json(struct pairs *ids, const struct json_tree *tree)
{
    struct str name = {0}, value = {0};
    for (uint32_t i = 0; i < tree->count && ids->count < IDS_MAX; i++) {
        const struct json_node *node = &tree->nodes[i];
        if (node->kind != JSON_KIND_STRING || !node->name_length ||
            node->name_length > 40)
            continue;
        json_node_decoded_name(tree, node, &name);
        for (size_t k = 0; k < COUNT_OF(member_names); k++) {
            if (!span_is(str_span(&name), member_names[k]))
                continue;
            json_node_decoded(tree, node, &value);
            identifiers_add(ids, str_span(&name), span_trim(str_span(&value)));
        }
    }
    str_release(&name);
    str_release(&value);
}

static bool
among(struct span set, char c)
{
    return span_find_byte(set, 0, c) < set.n;
}

static bool
id_character(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
           c == '.' || c == '|' || c == '_' || c == '+' || c == '/' || c == '=';
}

/* What follows a label: a note in brackets, a colon, blanks, quotes, then the value. */
static struct span
labelled(struct span text)
{
    text = span_trim(text);
    if (text.n && text.p[0] == '(')
        text = span_trim(span_from(text, span_find_byte(text, 0, ')') + 1));
    size_t from = 0;
    while (from < text.n && from < 8 && among(SPAN(" :='\"\t"), text.p[from]))
        from++;
    size_t to = from;
    bool digit = false;
    for (; to < text.n && id_character(text.p[to]); to++)
        digit = digit || (text.p[to] >= '0' && text.p[to] <= '9');
    while (to > from && text.p[to - 1] == '.' && text.p[from] != '|')
        to--;
    struct span value = span_sub(text, from, to);
    return digit && value.n >= ID_MIN ? value : (struct span){0};
}

static bool
held(const struct pairs *ids, struct span value)
{
    for (size_t i = 0; i < ids->count; i++)
        if (span_is(value, ids->items[i].value))
            return true;
    return false;
}

void
identifiers_from_text(struct pairs *ids, struct span text)
{
    text = span_sub(text, 0, TEXT_MAX);
    for (size_t k = 0; k < COUNT_OF(labels); k++) {
        struct span label = span_of(labels[k]);
        size_t at = span_find_nocase(text, 0, label);
        if (at == text.n)
            continue;
        size_t behind = at + label.n;
        size_t line = span_find_byte(text, behind, '\n');
        struct span value = labelled(span_sub(text, behind, line));
        if (value.n && !held(ids, value))
            identifiers_add(ids, label, value);
    }
}

bool
identifier_is_tracking(struct span target)
{
    bool digit = false;
    for (size_t i = 0; i < target.n; i++) {
        char c = target.p[i];
        bool decimal = c >= '0' && c <= '9';
        if (!decimal && !((c | 32) >= 'a' && (c | 32) <= 'f') &&
            !among(SPAN("-.|_"), c))
            return false;
        digit = digit || decimal;
    }
    return target.n >= ID_MIN && digit;
}
