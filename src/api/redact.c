#include "config.h"

#include "api/redact.h"

#include "api/redact_patterns.h"
#include "api/redact_view.h"
#include "base/memory.h"
#include "json/text.h"

#include <string.h>

#define MARK "[redacted]"

/* Shorter secrets would hide half of an ordinary text. */
enum { SECRET_MIN = 8 };

/* A long text is looked at piece by piece, so that the views of it stay small. A secret
 * up to WINDOW_OVERLAP bytes long is found wherever a piece ends. */
#define WINDOW         ((size_t)256 << 10)
#define WINDOW_OVERLAP ((size_t)64 << 10)

void
redactor_know(struct redactor *redactor, struct span secret)
{
    if (secret.n < SECRET_MIN)
        return;
    for (size_t i = 0; i < redactor->count; i++)
        if (secret_equal(&redactor->known[i], secret))
            return;
    ARRAY_GROW(redactor->known, redactor->count, redactor->room);
    struct secret *fresh = &redactor->known[redactor->count++];
    *fresh = (struct secret){0};
    secret_set(fresh, secret);
}

void
redactor_release(struct redactor *redactor)
{
    for (size_t i = 0; i < redactor->count; i++)
        secret_release(&redactor->known[i]);
    mem_free(redactor->known);
    *redactor = (struct redactor){0};
}

/* Knuth, Morris and Pratt: a text that repeats the secret's beginning can't slow it. */
static void
find_secret(const struct view *view, struct span secret, struct ranges *found)
{
    struct span text = view->text;
    if (secret.n > text.n)
        return;
    size_t *back = mem_alloc((secret.n + 1) * sizeof *back);
    for (size_t i = 1, k = 0; i < secret.n; i++) {
        while (k && secret.p[i] != secret.p[k])
            k = back[k];
        k += secret.p[i] == secret.p[k];
        back[i + 1] = k;
    }
    for (size_t i = 0, k = 0; i < text.n; i++) {
        if (!k && (i = span_find_byte(text, i, secret.p[0])) == text.n)
            break;
        while (k && text.p[i] != secret.p[k])
            k = back[k];
        k += text.p[i] == secret.p[k];
        if (k < secret.n)
            continue;
        ranges_add(found, i + 1 - secret.n, i + 1);
        k = back[k];
    }
    mem_wipe(back, (secret.n + 1) * sizeof *back);
    mem_free(back);
}

/* What a search of one window needs, and where it gathers what it finds. */
struct search {
    const struct redactor *redactor;
    bool patterns;
    size_t window; /* where it starts in the text */
    struct ranges *hidden;
};

static void
search_view(const struct search *search, const struct view *view, bool patterns)
{
    struct ranges found = {0};
    if (!view->changed)
        return;
    for (size_t i = 0; search->redactor && i < search->redactor->count; i++)
        find_secret(view, secret_reveal(&search->redactor->known[i]), &found);
    if (patterns && search->patterns)
        redact_patterns(view->text, &found);
    for (size_t i = 0; i < found.count; i++) {
        struct range origin = view_origin(view, found.items[i]);
        ranges_add(search->hidden, search->window + origin.from,
                   search->window + origin.to);
    }
    ranges_release(&found);
}

/* What is left of a view without white space, and what its base64 holds. */
static void
search_packed(const struct search *search, const struct view *source)
{
    struct view squeezed, decoded;
    view_squeeze(&squeezed, source);
    search_view(search, &squeezed, false);
    for (unsigned shift = 0; shift < 4; shift++) {
        view_base64(&decoded, &squeezed, shift);
        search_view(search, &decoded, true);
        view_release(&decoded);
    }
    view_release(&squeezed);
}

/* Views that decoded nothing are empty, and so is all that is made of them. */
static void
search_window(const struct search *search, struct span text)
{
    struct view raw, percent, percent_twice, plain, plain_twice, both;
    view_raw(&raw, text);
    view_percent(&percent, &raw);
    view_percent(&percent_twice, &percent);
    view_unescape(&plain, &raw);
    view_unescape(&plain_twice, &plain);
    view_unescape(&both, &percent);

    struct view *views[] = {&raw,   &percent,     &percent_twice,
                            &plain, &plain_twice, &both};
    for (size_t i = 0; i < COUNT_OF(views); i++)
        search_view(search, views[i], true);
    search_packed(search, &raw);
    if (plain.changed)
        search_packed(search, &plain);
    if (percent.changed)
        search_packed(search, &percent);
    for (size_t i = 0; i < COUNT_OF(views); i++)
        view_release(views[i]);
}

static size_t
redact_with(const struct redactor *redactor, bool patterns, struct span text,
            struct str *out)
{
    struct ranges hidden = {0};
    for (size_t at = 0; at < text.n; at += WINDOW) {
        struct search search = {redactor, patterns, at, &hidden};
        search_window(&search, span_sub(text, at, at + WINDOW + WINDOW_OVERLAP));
    }
    ranges_merge(&hidden);
    size_t at = 0;
    for (size_t i = 0; i < hidden.count; i++) {
        str_add(out, span_sub(text, at, hidden.items[i].from));
        str_add(out, SPAN(MARK));
        at = hidden.items[i].to;
    }
    str_add(out, span_from(text, at));
    size_t count = hidden.count;
    ranges_release(&hidden);
    return count;
}

size_t
redact(const struct redactor *redactor, struct span text, struct str *out)
{
    return redact_with(redactor, true, text, out);
}

size_t
redact_known(const struct redactor *redactor, struct span text, struct str *out)
{
    return redact_with(redactor, false, text, out);
}

static bool
listed(const char *const *names, size_t count, struct span name)
{
    for (size_t i = 0; i < count; i++)
        if (span_is_nocase(name, names[i]))
            return true;
    return false;
}

/* What says how an exchange went and who should look for it, never who asked. */
bool
redact_header_shown(struct span name)
{
    static const char *const names[] = {
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Age",
        "Allow",
        "Cache-Control",
        "client-request-id",
        "Connection",
        "ConsistencyLevel", /* Graph, advanced queries */
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Security-Policy",
        "Content-Type",
        "Cross-Origin-Resource-Policy",
        "Date",
        "ETag",
        "Expires",
        "Host",
        "If-Match",
        "If-None-Match",
        "Last-Modified",
        "Location",
        "mise-correlation-id",
        "OData-MaxVersion",
        "OData-Version",
        "Prefer",
        "Preference-Applied",
        "Pragma",
        "RateLimit-Limit",
        "RateLimit-Remaining",
        "RateLimit-Reset",
        "Referrer-Policy",
        "Request-Context",
        "request-id",
        "Retry-After",
        "retry-after-ms",
        "Server",
        "Strict-Transport-Security",
        "traceparent",
        "traceresponse",
        "Transfer-Encoding",
        "User-Agent",
        "Vary",
        "Via",
        "Warning",
        "WWW-Authenticate",
        "X-Azure-Ref",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "x-correlation-id",
        "x-ms-activity-id",
        "x-ms-ags-diagnostic",
        "x-ms-client-request-id",
        "x-ms-correlation-id",
        "x-ms-correlation-request-id",
        "x-ms-error-code",
        "x-ms-ests-server",
        "x-ms-request-id",
        "x-ms-retry-after-ms",
        "x-ms-routing-request-id",
        "x-ms-version",
        "X-Powered-By",
        "x-request-id",
    };
    return listed(names, COUNT_OF(names), name);
}

/* OData's options and those that operations of the catalogue document, but for the
 * hunting query as an option: such a text may hold anything. */
bool
redact_query_shown(struct span name)
{
    static const char *const names[] = {
        "$apply",
        "$count",
        "$expand",
        "$filter",
        "$format",
        "$orderby",
        "$search",
        "$select",
        "$skip",
        "$top",
        "api-version",
        "tag",
        "pageSize",
        "lookBackHours",
        "sinceTime",
        "sasValidHours",
        "useStartsWithFilter",
    };
    struct view raw, plain;
    view_raw(&raw, name);
    view_percent(&plain, &raw);
    bool shown = listed(names, COUNT_OF(names), plain.changed ? plain.text : name);
    view_release(&plain);
    return shown;
}

static size_t
challenge(const struct redactor *redactor, struct span value, struct str *out)
{
    struct ranges hidden = {0};
    struct str shown = {0};
    size_t at = 0;
    redact_challenge(value, 0, value.n, &hidden);
    for (size_t i = 0; i < hidden.count; i++) {
        str_add(&shown, span_sub(value, at, hidden.items[i].from));
        str_add(&shown, SPAN(MARK));
        at = hidden.items[i].to;
    }
    str_add(&shown, span_from(value, at));
    size_t count = hidden.count + redact(redactor, str_span(&shown), out);
    str_release(&shown);
    ranges_release(&hidden);
    return count;
}

size_t
redact_header(const struct redactor *redactor, struct span name, struct span value,
              struct str *out)
{
    if (!redact_header_shown(name)) {
        str_add(out, value.n ? SPAN(MARK) : value);
        return value.n > 0;
    }
    if (span_is_nocase(name, "WWW-Authenticate"))
        return challenge(redactor, value, out);
    if (span_is_nocase(name, "Location") || span_is_nocase(name, "Content-Location"))
        return redact_url(redactor, value, out);
    return redact(redactor, value, out);
}

size_t
redact_url(const struct redactor *redactor, struct span url, struct str *out)
{
    struct str masked = {0};
    size_t count = 0, end = span_find_byte(url, 0, '#');
    size_t mark = span_find_byte(span_sub(url, 0, end), 0, '?');
    str_add(&masked, span_sub(url, 0, mark));
    if (mark < end)
        str_add_byte(&masked, '?');
    struct span rest = span_sub(url, mark + 1, end), part;
    bool first = true;
    while (mark < end && span_next(&rest, '&', &part)) {
        size_t equals = span_find_byte(part, 0, '=');
        bool hidden = equals + 1 < part.n &&
                      !redact_query_shown(span_sub(part, 0, equals)) &&
                      !span_is(span_from(part, equals + 1), MARK);
        if (!first)
            str_add_byte(&masked, '&');
        first = false;
        str_add(&masked, hidden ? span_sub(part, 0, equals + 1) : part);
        if (hidden)
            str_add(&masked, SPAN(MARK));
        count += hidden;
    }
    str_add(&masked, span_from(url, end));
    count += redact(redactor, str_span(&masked), out);
    str_release(&masked);
    return count;
}

/* Deeper than anything that the program writes. */
enum { TREE_DEPTH = 16 };

/* A string, or one that stands there as JSON text (it may hold NUL). */
static size_t
redact_node(const struct redactor *redactor, cJSON *node)
{
    struct str text = {0}, out = {0}, quoted = {0};
    bool raw = cJSON_IsRaw(node);
    size_t hidden = 0;
    if (!raw)
        hidden = redact(redactor, span_of(node->valuestring), &out);
    else if (json_unquote(&text, span_of(node->valuestring)))
        hidden = redact(redactor, str_span(&text), &out);
    if (hidden) {
        json_quote(&quoted, str_span(&out));
        const struct str *told = raw ? &quoted : &out;
        cJSON_free(node->valuestring);
        node->valuestring = cJSON_malloc(told->n + 1);
        if (node->valuestring)
            memcpy(node->valuestring, str_text(told), told->n + 1);
        else
            node->type = cJSON_NULL; /* no memory: better nothing than the secret */
    }
    str_release(&text);
    str_release(&out);
    str_release(&quoted);
    return hidden;
}

size_t
redact_json(const struct redactor *redactor, cJSON *tree)
{
    cJSON *parents[TREE_DEPTH];
    size_t depth = 0, count = 0;
    for (cJSON *node = tree; node;) {
        if (cJSON_IsString(node) || cJSON_IsRaw(node))
            count += redact_node(redactor, node);
        if (node->child && depth < TREE_DEPTH) {
            parents[depth++] = node;
            node = node->child;
            continue;
        }
        while (node && !node->next)
            node = depth ? parents[--depth] : NULL;
        node = node ? node->next : NULL;
    }
    return count;
}
