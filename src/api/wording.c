#include "config.h"

#include "api/wording.h"

#include <string.h>

enum { MESSAGE_MAX = 8192 }; /* longer messages are no one-line error message */

/* clang-format off */
const struct wording wordings[] = {
    /* what a message says beyond its code: more telling forms first */
    {"Action is already in progress", "ActiveRequestAlreadyExists", 400, true, "errors/ActiveRequestAlreadyExists", CLASS_CONFLICT},
    {"{}already in progress{}", NULL, 400, false, "errors/ActiveRequestAlreadyExists", CLASS_CONFLICT},
    {"API calls quota exceeded! maximum allowed {limit} per {window}. {}", "TooManyRequests", 429, true, "shapes/quota-window", CLASS_THROTTLE},
    {"API calls quota exceeded! maximum allowed {limit} per {window}", "TooManyRequests", 429, true, "shapes/quota-window", CLASS_THROTTLE},
    {"You have exceeded processing resources allocated to this tenant. You can run queries again in {duration}", "TooManyRequests", 429, true, "shapes/hunting-cpu", CLASS_THROTTLE},
    {"You have exceeded processing resources allocated to this tenant{}", "TooManyRequests", 429, true, "shapes/hunting-cpu", CLASS_THROTTLE},
    {"{}reason of failure: Account mode is inactive{}", "Unauthorized", 401, true, "shapes/license", CLASS_LICENSE},
    {"{}No Tvm license{}", "Unauthorized", 401, true, "shapes/license", CLASS_LICENSE},
    {"{}reason of failure: {reason}", "Unauthorized", 401, false, NULL, CLASS_UNKNOWN},
    {"Invalid Authorization payload. AppId: {appid}, Audience: {audience}, Issuer: {issuer}, Validity: {validity}", "Unauthorized", 401, true, "shapes/wrong-audience", CLASS_AUTH},
    {"Invalid Authorization payload. AppId: {appid}, Audience: {audience}, Issuer: {issuer}{}", "Unauthorized", 401, true, "shapes/wrong-audience", CLASS_AUTH},
    {"{}Missing application roles. API required roles: {required_roles}, application roles: {held_roles}", "Forbidden", 403, true, "shapes/missing-roles", CLASS_PERMISSION},
    {"{}Missing application roles. API required roles: {required_roles}", "Forbidden", 403, true, "shapes/missing-roles", CLASS_PERMISSION},
    {"{}The application does not have any of the required application permissions ({required_roles}){}", "Forbidden", 403, true, "shapes/missing-roles", CLASS_PERMISSION},
    {"{}does not have any of the required delegated permissions ({required_roles}){}", "Forbidden", 403, true, "shapes/missing-roles", CLASS_PERMISSION},
    {"{}Auth token does not contain valid permissions or user does not have valid roles{}", "Forbidden", 403, true, "shapes/missing-roles", CLASS_PERMISSION},
    {"{}no automation level{}", NULL, 403, false, "shapes/no-automation-level", CLASS_UNKNOWN},
    {"{}Missing consent{}", NULL, 403, false, "shapes/missing-consent", CLASS_UNKNOWN},
    {"Custom query option '{option}'{}not supported{}", "ODataError", 400, true, "shapes/odata-layer", CLASS_REQUEST},
    {"{}Could not find a property named '{property}' on type '{type}'{}", "ODataError", 400, true, NULL, CLASS_UNKNOWN},
    {"No HTTP resource was found that matches the request URI '{uri}'", "NotFound", 404, true, "shapes/no-route", CLASS_UNKNOWN},
    {"No HTTP resource was found that matches the request URI{}", "NotFound", 404, true, "shapes/no-route", CLASS_UNKNOWN},
    {"Invalid version: {version}", "ResourceNotFound", 404, true, "shapes/invalid-version", CLASS_UNKNOWN},
    {"{}Missing query", NULL, 400, false, "shapes/missing-query", CLASS_UNKNOWN},
    {"{}Query execution has exceeded the allowed {exceeded}.{}", "BadRequest", 400, true, "shapes/query-too-heavy", CLASS_UNKNOWN},
    {"{}Query execution has exceeded the allowed {exceeded}", "BadRequest", 400, true, "shapes/query-too-heavy", CLASS_UNKNOWN},
    {"{}Result size limit exceeded{}", NULL, 400, true, "shapes/query-too-heavy", CLASS_REQUEST},
    {"{}Query exceeded the timeout period{}", NULL, 0, true, "shapes/query-timeout", CLASS_REQUEST},
    {"{}Query stopped due to excessive resource consumption{}", NULL, 0, true, "shapes/query-too-heavy", CLASS_REQUEST},
    {"{}Query stopped. Adjust use of the {operator} operator{}", NULL, 0, true, "shapes/query-too-heavy", CLASS_REQUEST},
    {"{}A recognition error occurred{}", NULL, 400, true, "shapes/query-syntax", CLASS_REQUEST},
    {"{}'{operator}' operator: Failed to resolve {kind} named '{name}'{}", NULL, 400, true, "shapes/query-semantics", CLASS_REQUEST},
    {"{}Failed to resolve {kind} named '{name}'{}", NULL, 400, true, "shapes/query-semantics", CLASS_REQUEST},
    {"{}An unexpected error occurred during query execution{}", NULL, 0, true, "shapes/query-unknown", CLASS_SERVER},
    {"{}NoEnoughDataToValidate{}", NULL, 400, false, "errors/InvalidInput", CLASS_UNKNOWN},

    /* the codes' own messages, as published and as met */
    {"Invalid OData URI query ({detail})", "ODataError", 400, true, NULL, CLASS_UNKNOWN},
    {"Invalid OData URI query: {detail}", "ODataError", 400, true, NULL, CLASS_UNKNOWN},
    {"Invalid OData URI query {detail}", "ODataError", 400, true, NULL, CLASS_UNKNOWN},
    {"Invalid OData URI query", "ODataError", 400, true, NULL, CLASS_UNKNOWN},
    {"The query specified in the URI is not valid. {detail}", "ODataError", 400, true, NULL, CLASS_UNKNOWN},
    {"Invalid request body", "InvalidRequestBody", 400, true, NULL, CLASS_UNKNOWN},
    {"Request body is incorrect", "InvalidRequestBody", 400, true, NULL, CLASS_UNKNOWN},
    {"Hash value {hash} is invalid", "InvalidHashValue", 400, true, NULL, CLASS_UNKNOWN},
    {"Domain name {domain} is invalid", "InvalidDomainName", 400, true, NULL, CLASS_UNKNOWN},
    {"IP address {ip} is invalid", "InvalidIpAddress", 400, true, NULL, CLASS_UNKNOWN},
    {"URL {url} is invalid", "InvalidUrl", 400, true, NULL, CLASS_UNKNOWN},
    {"Maximum batch size exceeded. Received: {received}, allowed: {allowed}", "MaximumBatchSizeExceeded", 400, true, NULL, CLASS_UNKNOWN},
    {"Parameter {parameter} is missing", "MissingRequiredParameter", 400, true, NULL, CLASS_UNKNOWN},
    {"OS Platform {platform} isn't supported for this action", "OsPlatformNotSupported", 400, true, NULL, CLASS_UNKNOWN},
    {"OS Platform {platform} is not supported for this action", "OsPlatformNotSupported", 400, true, NULL, CLASS_UNKNOWN},
    {"{action} is supported on client version {version} and above", "ClientVersionNotSupported", 400, true, NULL, CLASS_UNKNOWN},
    {"{action} is supported on client version {version} and later", "ClientVersionNotSupported", 400, true, NULL, CLASS_UNKNOWN},
    {"Invalid input: {input}", "InvalidInput", 400, false, NULL, CLASS_UNKNOWN},
    {"Invalid input {input}", "InvalidInput", 400, false, NULL, CLASS_UNKNOWN},
    {"Unauthorized (invalid or expired authorization header). {}Validity: {} to {valid_until}", "Unauthorized", 401, true, NULL, CLASS_UNKNOWN},
    {"Unauthorized (invalid or expired authorization header)", "Unauthorized", 401, true, NULL, CLASS_UNKNOWN},
    {"Unauthorized", "Unauthorized", 401, false, NULL, CLASS_UNKNOWN},
    {"Forbidden (valid token but insufficient permission for the action)", "Forbidden", 403, true, NULL, CLASS_UNKNOWN},
    {"Forbidden", "Forbidden", 403, false, NULL, CLASS_UNKNOWN},
    {"Tenant feature isn't enabled", "DisabledFeature", 403, true, NULL, CLASS_UNKNOWN},
    {"Tenant feature is not enabled", "DisabledFeature", 403, true, NULL, CLASS_UNKNOWN},
    {"Resource {resource} wasn't found", "ResourceNotFound", 404, false, NULL, CLASS_UNKNOWN},
    {"Resource {resource} was not found", "ResourceNotFound", 404, false, NULL, CLASS_UNKNOWN},
    {"{resource} wasn't found", "ResourceNotFound", 404, false, NULL, CLASS_UNKNOWN},
    {"{resource} was not found", "ResourceNotFound", 404, false, NULL, CLASS_UNKNOWN},
    {"Response represents reaching quota limit{}", "TooManyRequests", 429, true, NULL, CLASS_UNKNOWN},
    {"General Bad Request error message", "BadRequest", 400, true, NULL, CLASS_UNKNOWN},
    {"General Not Found error message", "NotFound", 404, true, NULL, CLASS_UNKNOWN},
    {NULL},
};
/* clang-format on */

static bool
space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* How many bytes of the text at AT the literal takes; SIZE_MAX where it doesn't. */
static size_t
literal_length(struct span text, size_t at, struct span literal)
{
    size_t from = at;
    for (size_t i = 0; i < literal.n; i++) {
        char want = literal.p[i];
        if (space(want)) {
            if (at < text.n && !space(text.p[at]))
                return SIZE_MAX; /* at the end of the text it may be missing */
            while (at < text.n && space(text.p[at]))
                at++;
        } else if (want == '\'' && span_starts(span_from(text, at), "\xe2\x80\x99")) {
            at += 3; /* a typesetter's apostrophe */
        } else if (at < text.n && span_equal_nocase(span_sub(text, at, at + 1),
                                                    span_sub(literal, i, i + 1))) {
            at++;
        } else {
            return SIZE_MAX;
        }
    }
    return at - from;
}

struct hole {
    struct span name, value;
};
enum { HOLES_MAX = 8 };

/* One literal of the pattern behind a hole: the hole's value ends where it begins. A
 * literal at the pattern's end must end the text too. */
static bool
fit_after_hole(struct span text, size_t *at, struct span literal, bool last,
               struct span *value)
{
    if (!literal.n) { /* the pattern ends with the hole */
        *value = span_from(text, *at);
        *at = text.n;
        return true;
    }
    for (size_t i = *at; i < text.n; i++) {
        size_t n = literal_length(text, i, literal);
        if (n == SIZE_MAX || (last && i + n != text.n))
            continue;
        *value = span_sub(text, *at, i);
        *at = i + n;
        return true;
    }
    return false;
}

static struct span
without_stop(struct span text)
{
    text = span_trim(text);
    if (text.n && text.p[text.n - 1] == '.')
        text.n--;
    return span_trim(text);
}

/* Fills the holes in order; each takes as little as it can. */
static bool
fit(struct span pattern, struct span text, struct hole holes[HOLES_MAX], size_t *count)
{
    size_t at = 0, open = span_find_byte(pattern, 0, '{');
    size_t n = literal_length(text, 0, span_sub(pattern, 0, open));
    if (n == SIZE_MAX)
        return false;
    at = n;
    *count = 0;
    while (open < pattern.n && *count < HOLES_MAX) {
        size_t close = span_find_byte(pattern, open, '}');
        size_t next = span_find_byte(pattern, close, '{');
        struct span literal = span_sub(pattern, close + 1, next);
        struct hole *hole = &holes[(*count)++];
        hole->name = span_sub(pattern, open + 1, close);
        if (!fit_after_hole(text, &at, literal, next == pattern.n, &hole->value))
            return false;
        open = next;
    }
    return at == text.n;
}

bool
wording_fits(const char *pattern, struct span message, struct pairs *values)
{
    struct hole holes[HOLES_MAX];
    size_t count;
    struct span form = without_stop(span_of(pattern)), text = without_stop(message);
    if (message.n > MESSAGE_MAX || !fit(form, text, holes, &count))
        return false;
    for (size_t i = 0; values && i < count; i++)
        if (holes[i].name.n)
            pairs_add(values, holes[i].name, span_trim(holes[i].value));
    return true;
}

const struct wording *
wording_find(struct span message, int status, struct pairs *values)
{
    for (const struct wording *w = wordings; w->pattern; w++) {
        bool may = status == 0 ? w->telling : w->status == 0 || w->status == status;
        if (may && wording_fits(w->pattern, message, values))
            return w;
    }
    return NULL;
}
