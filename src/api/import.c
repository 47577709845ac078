#include "config.h"

#include "api/import_parts.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

static const struct {
    const char *name;
    enum status (*read)(struct importer *importer, struct span text);
} formats[IMPORT_FORMATS] = {
    [IMPORT_CURL] = {"curl", import_curl},
    [IMPORT_HTTP] = {"http", import_http},
    [IMPORT_HAR] = {"har", import_har},
    [IMPORT_POSTMAN] = {"postman", import_postman},
};

const char *
import_name(enum import_format format)
{
    return formats[format].name;
}

enum import_format
import_named(struct span name)
{
    int format = 0;
    while (format < IMPORT_FORMATS && !span_is(name, formats[format].name))
        format++;
    return (enum import_format)format;
}

enum import_format
import_guess(struct span text)
{
    struct span start = span_sub(span_trim(text), 0, 4096);
    if (span_starts(start, "{"))
        return span_has(start, "\"log\"") ? IMPORT_HAR : IMPORT_POSTMAN;
    if (span_find_nocase(start, 0, SPAN("curl")) < start.n &&
        !span_starts(start, "###"))
        return IMPORT_CURL;
    return IMPORT_HTTP;
}

void
incoming_release(struct incoming *incoming)
{
    str_release(&incoming->method);
    str_release(&incoming->url);
    str_release(&incoming->body);
    pairs_release(&incoming->headers);
    *incoming = (struct incoming){0};
}

void
importer_leave_out(struct importer *importer, const char *format, ...)
{
    struct texts *texts = &importer->import->left_out;
    struct str text = {0}, safe = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    sanitise_line(&safe, str_span(&text), SANITISE_PLAIN);
    bool known = false;
    for (size_t i = 0; i < texts->count; i++)
        known |= strcmp(texts->items[i], str_text(&safe)) == 0;
    if (!known)
        texts_add(texts, str_span(&safe));
    str_release(&text);
    str_release(&safe);
}

/* Every client adds these itself. */
static bool
added_by_us(const char *name)
{
    static const char *const added[] = {"Accept-Encoding", "Connection",
                                        "Content-Length", "Host", "User-Agent"};
    for (size_t i = 0; i < COUNT_OF(added); i++)
        if (span_is_nocase(span_of(name), added[i]))
            return true;
    return false;
}

/* Where our own export leaves a place for the token. */
static bool
is_placeholder(struct span value)
{
    return span_ends(value, "TOKEN") || span_ends(value, "TOKEN}}") ||
           span_ends(value, "TOKEN%");
}

static void
take_headers(struct importer *importer, struct request *request,
             const struct pairs *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        const struct pair *header = &headers->items[i];
        struct span name = span_of(header->name);
        if (span_is_nocase(name, "Authorization") &&
            is_placeholder(span_of(header->value)))
            continue;
        if (span_is_nocase(name, "Authorization") || span_is_nocase(name, "Cookie"))
            importer_leave_out(importer, _("%s: who calls is told by the profile"),
                               header->name);
        else if (!added_by_us(header->name) && name.n && name.p[0] != ':')
            pairs_add(&request->headers, name, span_of(header->value));
    }
}

bool
importer_add(struct importer *importer, const struct incoming *incoming)
{
    struct import *import = importer->import;
    struct request request = {0};
    struct err err = {0};
    struct span method = incoming->method.n   ? str_span(&incoming->method)
                         : incoming->has_body ? SPAN("POST")
                                              : SPAN("GET");
    if (import->count >= IMPORT_REQUESTS_MAX) {
        importer_leave_out(importer, _("more than %d requests: the rest is not read"),
                           IMPORT_REQUESTS_MAX);
        return false;
    }
    if (request_parse(&request, importer->catalogue, method, str_span(&incoming->url),
                      &err) != STATUS_OK) {
        importer_leave_out(importer, "%s", err.text);
        request_release(&request);
        return false;
    }
    take_headers(importer, &request, &incoming->headers);
    request.has_body = incoming->has_body;
    str_set(&request.body, str_span(&incoming->body));
    ARRAY_GROW(import->items, import->count, import->room);
    import->items[import->count++] = request;
    return true;
}

enum status
import_read(struct import *import, struct span text, enum import_format format,
            const struct catalogue *catalogue, struct err *err)
{
    struct importer importer = {import, catalogue, err};
    if (span_starts(text, "\xef\xbb\xbf"))
        text = span_from(text, 3);
    enum status status = formats[format].read(&importer, text);
    if (status == STATUS_OK && !import->count)
        status = err_set(err, STATUS_INPUT, _("there is no request in it%s%s"),
                         import->left_out.count ? ": " : "",
                         import->left_out.count ? import->left_out.items[0] : "");
    return status;
}

void
import_release(struct import *import)
{
    for (size_t i = 0; i < import->count; i++)
        request_release(&import->items[i]);
    mem_free(import->items);
    texts_release(&import->left_out);
    *import = (struct import){0};
}
