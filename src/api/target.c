/* Where a request goes: its path with the slots filled, and its query, as they are
 * sent. */
#include "config.h"

#include "api/request.h"

#include <string.h>

/* RFC 3986, 2.3 */
static bool
unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~", c));
}

void
percent_encode(struct str *out, struct span text, const char *keep)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (unreserved(c) || (c && strchr(keep, c)))
            str_add_byte(out, c);
        else
            str_addf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

size_t
percent_next(struct span text, size_t at, char *byte)
{
    *byte = text.p[at];
    if (*byte != '%' || text.n - at < 3)
        return 1;
    int high = hex_digit(text.p[at + 1]), low = hex_digit(text.p[at + 2]);
    if (high < 0 || low < 0)
        return 1;
    *byte = (char)(high * 16 + low);
    return 3;
}

bool
percent_decode(struct str *out, struct span text)
{
    bool clean = true;
    for (size_t at = 0; at < text.n;) {
        char byte;
        size_t length = percent_next(text, at, &byte);
        clean &= length == 3 || byte != '%';
        str_add_byte(out, byte);
        at += length;
    }
    return clean;
}

/* What may stand in a path as it was typed: RFC 3986's pchar, the separator, and
 * escapes already made. */
#define PATH_KEEP "/%:@!$&'()*+,;="
/* What needs no escape within one slot. */
#define SLOT_KEEP ":@,$"
/* In a query: all of pchar but what separates options, and the plus sign, which some
 * read as a space. */
#define QUERY_KEEP "/:@!$'()*,;"

/* The slot whose name stands between braces at the start of TEXT, or NULL; *length
 * covers the braces. */
static const char *
slot_at(const struct request *request, struct span text, size_t *length)
{
    size_t close = span_find_byte(text, 0, '}');
    if (!text.n || text.p[0] != '{' || close == text.n)
        return NULL;
    struct span name = span_sub(text, 1, close);
    for (size_t i = 0; i < request->slots.count; i++) {
        if (span_is(name, request->slots.items[i].name)) {
            *length = close + 1;
            return request->slots.items[i].value;
        }
    }
    return NULL;
}

void
request_target(const struct request *request, struct str *out)
{
    struct span path = span_of(request->path);
    size_t length;
    while (path.n) {
        const char *value = slot_at(request, path, &length);
        if (value) {
            percent_encode(out, span_of(value), SLOT_KEEP);
            path = span_from(path, length);
            continue;
        }
        percent_encode(out, span_sub(path, 0, 1), PATH_KEEP);
        path = span_from(path, 1);
    }
    for (size_t i = 0; i < request->query.count; i++) {
        const struct pair *option = &request->query.items[i];
        str_add_byte(out, i ? '&' : '?');
        percent_encode(out, span_of(option->name), QUERY_KEEP);
        str_add_byte(out, '=');
        percent_encode(out, span_of(option->value), QUERY_KEEP "=");
    }
}

enum product
request_product(const struct request *request)
{
    struct span path = span_of(request->path);
    if (request->operation)
        return request->operation->product;
    return span_starts(path, "/v1.0/") || span_starts(path, "/beta/") ? PRODUCT_GRAPH
                                                                      : PRODUCT_MDE;
}

void
request_url(const struct request *request, struct span base, struct str *out)
{
    if (!span_has(span_of(request->path), "://"))
        str_add(out, base);
    request_target(request, out);
}
