#include "config.h"

#include "api/import_parts.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

enum { UNRESOLVED_MAX = 100 /* names that are listed */ };

static const struct {
    const char *name;
    enum status (*read)(struct importer *importer, struct span text);
} formats[IMPORT_FORMATS] = {
    [IMPORT_CURL] = {"curl", import_curl},
    [IMPORT_HTTP] = {"http", import_http},
    [IMPORT_HAR] = {"har", import_har},
    [IMPORT_POSTMAN] = {"postman", import_postman},
    [IMPORT_POWERSHELL] = {"powershell", import_powershell},
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

/* Some editors put a byte order mark before UTF-8. */
static struct span
without_mark(struct span text)
{
    return span_from(text, span_starts(text, IMPORT_MARK) ? strlen(IMPORT_MARK) : 0);
}

/* Whether one of the lines calls PowerShell's own client. */
static bool
is_powershell(struct span text)
{
    struct span line;
    while (text.n && span_next(&text, '\n', &line)) {
        struct span trimmed = span_trim(line), word;
        size_t equals = span_find_byte(trimmed, 0, '=');
        if (span_starts(trimmed, "$") && equals < trimmed.n)
            trimmed = span_trim(span_from(trimmed, equals + 1));
        word = span_sub(trimmed, 0, span_find_byte(trimmed, 0, ' '));
        if (powershell_calls(word))
            return true;
    }
    return false;
}

/* "METHOD address", the method in capitals. */
static bool
is_request_line(struct span line)
{
    size_t space = span_find_byte(line, 0, ' ');
    struct span target = span_trim(span_from(line, space));
    for (size_t i = 0; i < space; i++)
        if (line.p[i] < 'A' || line.p[i] > 'Z')
            return false;
    return space && space < line.n &&
           (span_starts(target, "http") || span_starts(target, "/") ||
            span_starts(target, "{{"));
}

/* The first line that is neither empty nor a comment nor a variable. */
static bool
is_http(struct span text)
{
    struct span line;
    while (text.n && span_next(&text, '\n', &line)) {
        line = span_trim(line);
        if (line.n && !span_starts(line, "#") && !span_starts(line, "//") &&
            !span_starts(line, "@"))
            return is_request_line(line);
    }
    return false;
}

enum import_format
import_guess(struct span text)
{
    struct span all = span_trim(without_mark(text)), start = span_sub(all, 0, 4096);
    if (span_starts(start, "{") && !span_starts(start, "{{")) {
        bool har = span_has(start, "\"log\"") ||
                   (span_has(all, "\"request\"") && !span_has(all, "\"item\""));
        return har ? IMPORT_HAR : IMPORT_POSTMAN;
    }
    if (is_http(all) || span_starts(start, "{{") || span_starts(start, "###"))
        return IMPORT_HTTP; /* whatever programs its bodies and comments name */
    if (is_powershell(start))
        return IMPORT_POWERSHELL;
    return span_find_nocase(start, 0, SPAN("curl")) < start.n ? IMPORT_CURL
                                                              : IMPORT_HTTP;
}

bool
import_recognise(struct span text)
{
    struct span all = span_trim(text);
    struct span first = span_sub(all, 0, span_find_byte(all, 0, ' '));
    switch (import_guess(text)) {
    case IMPORT_CURL:
        return span_is_nocase(first, "curl") || span_ends(first, "curl.exe") ||
               (span_is(first, "printf") && span_has(all, "| curl ")) ||
               (span_starts(first, "$") && span_has(all, "curl.exe ")) || is_http(all);
    case IMPORT_HTTP:
        return is_http(all);
    case IMPORT_HAR:
        return span_has(all, "\"method\"") && span_has(all, "\"url\"");
    case IMPORT_POSTMAN:
        return span_has(all, "\"item\"") && span_has(all, "\"info\"");
    case IMPORT_POWERSHELL:
        return true;
    case IMPORT_FORMATS:
        break;
    }
    return false;
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
           span_ends(value, "TOKEN%") || span_ends(value, "{{token}}");
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

static bool
has(const struct texts *texts, struct span text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (span_is(text, texts->items[i]))
            return true;
    return false;
}

/* Notes the variables in TEXT that nothing gave a value. */
static void
note_unresolved(struct importer *importer, struct span text)
{
    struct texts *unresolved = &importer->import->unresolved;
    struct span place;
    for (size_t at = 0; (place = variables_next(text, &at)).p;) {
        struct span name = span_trim(span_sub(place, 2, place.n - 2));
        bool plain = name.n && span_find_byte(name, 0, '\n') == name.n &&
                     span_find_byte(name, 0, '"') == name.n;
        bool secret =
            importer->environment && has(&importer->environment->secrets, name);
        if (!plain || unresolved->count > UNRESOLVED_MAX || has(unresolved, name))
            continue;
        if (unresolved->count == UNRESOLVED_MAX) {
            texts_add(unresolved, name);
            importer_leave_out(importer, _("more than %d names have no value"),
                               UNRESOLVED_MAX);
            return;
        }
        texts_add(unresolved, name);
        if (secret)
            importer_leave_out(
                importer,
                _("{{%.*s}} is a secret of the environment: its value is "
                  "not taken over"),
                SPAN_ARG(name));
        else
            importer_leave_out(importer, _("{{%.*s}} has no value and stays as it is"),
                               SPAN_ARG(name));
    }
}

/* "{{host}}/api/machines", the host not known: it is the profile's. */
static struct span
without_unknown_host(struct importer *importer, struct span url)
{
    size_t at = 0;
    struct span place = variables_next(url, &at);
    if (!place.p || place.p != url.p || !span_starts(span_from(url, at), "/"))
        return url;
    importer_leave_out(importer,
                       _("%.*s has no value: the address begins with the profile's "
                         "host"),
                       SPAN_ARG(place));
    if (!has(&importer->import->unresolved, span_sub(place, 2, place.n - 2)))
        texts_add(&importer->import->unresolved, span_sub(place, 2, place.n - 2));
    return span_from(url, at);
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
    struct span url = without_unknown_host(importer, str_span(&incoming->url));
    if (import->count >= IMPORT_REQUESTS_MAX) {
        importer_leave_out(importer, _("more than %d requests: the rest is not read"),
                           IMPORT_REQUESTS_MAX);
        return false;
    }
    if (request_parse(&request, importer->catalogue, method, url, &err) != STATUS_OK) {
        importer_leave_out(importer, "%s", err.text);
        request_release(&request);
        return false;
    }
    take_headers(importer, &request, &incoming->headers);
    note_unresolved(importer, url);
    note_unresolved(importer, str_span(&incoming->body));
    request.has_body = incoming->has_body;
    str_set(&request.body, str_span(&incoming->body));
    ARRAY_GROW(import->items, import->count, import->room);
    ARRAY_GROW(import->places, import->count, import->place_room);
    import->places[import->count] = incoming->place;
    import->items[import->count++] = request;
    return true;
}

enum status
import_read(struct import *import, struct span text, enum import_format format,
            const struct catalogue *catalogue, const struct environment *environment,
            struct err *err)
{
    struct importer importer = {import, catalogue, environment, err};
    enum status status = formats[format].read(&importer, without_mark(text));
    if (status == STATUS_OK && !import->count)
        status = err_set(err, STATUS_INPUT, _("there is no request in it%s%s"),
                         import->left_out.count ? ": " : "",
                         import->left_out.count ? import->left_out.items[0] : "");
    return status;
}

void
import_take(const struct import *import, size_t index, struct request *request)
{
    const struct request *item = &import->items[index];
    struct str target = {0};
    request_url(item, (struct span){0}, &target);
    struct span url = str_span(&target);
    size_t host = span_find(url, 0, SPAN("://"));
    request_copy(request, item);
    if (item->operation && host < url.n) {
        struct request local = {0};
        struct span path = span_from(url, span_find_byte(url, host + 3, '/'));
        if (request_parse(&local, item->catalogue, span_of(item->method), path, NULL) ==
            STATUS_OK) {
            pairs_copy(&local.headers, &item->headers);
            str_set(&local.body, str_span(&item->body));
            local.has_body = item->has_body;
            request_release(request);
            *request = local;
        } else {
            request_release(&local);
        }
    }
    str_release(&target);
}

void
import_release(struct import *import)
{
    for (size_t i = 0; i < import->count; i++)
        request_release(&import->items[i]);
    mem_free(import->items);
    mem_free(import->places);
    texts_release(&import->left_out);
    texts_release(&import->unresolved);
    *import = (struct import){0};
}
