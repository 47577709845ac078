#include "config.h"

#include "api/http_file.h"

#include "api/export_parts.h"
#include "api/import_parts.h"

#include "base/memory.h"

#include <string.h>

/* One request's part of a file, by lines. */
struct part {
    struct span before; /* titles, comments, variables */
    struct span first;  /* the request's line, with those that go on with its query */
    struct span headers;
    struct span body;  /* with the empty line before it; or empty */
    struct span after; /* empty lines */
};

static bool
is_blank(struct span line)
{
    return !span_trim(line).n;
}

static bool
is_aside(struct span line)
{
    line = span_trim(line);
    return !line.n || span_starts(line, "#") || span_starts(line, "//") ||
           span_starts(line, "@");
}

static bool
goes_on(struct span line)
{
    line = span_trim(line);
    return span_starts(line, "?") || span_starts(line, "&");
}

/* The line at AT with its end. */
static struct span
line_at(struct span text, size_t at)
{
    return span_sub(text, at, span_find_byte(text, at, '\n') + 1);
}

/* From AT as far as lines are such as IS tells, or are not. */
static size_t
past(struct span text, size_t at, bool (*is)(struct span), bool wanted)
{
    while (at < text.n && is(line_at(text, at)) == wanted)
        at += line_at(text, at).n;
    return at;
}

static bool
is_border(struct span line)
{
    return span_starts(line, "###");
}

static void
take_apart(struct span text, size_t place, struct part *part)
{
    size_t at = place, end = place;
    if (is_border(line_at(text, place)))
        end += line_at(text, place).n;
    end = past(text, end, is_border, false);
    struct span section = span_sub(text, 0, end);
    at = past(section, at, is_aside, true);
    part->before = span_sub(text, place, at);
    size_t first = at;
    at += line_at(section, at).n;
    at = past(section, at, goes_on, true);
    part->first = span_sub(text, first, at);
    size_t headers = at;
    at = past(section, at, is_blank, false);
    part->headers = span_sub(text, headers, at);
    part->body = span_sub(text, at, end);
    size_t body_end = end;
    while (body_end > at &&
           (text.p[body_end - 1] == '\n' || text.p[body_end - 1] == '\r'))
        body_end--;
    if (body_end > at && body_end < end) /* the line's own end */
        body_end = line_at(section, body_end).n + body_end;
    part->body = span_sub(text, at, body_end);
    part->after = span_sub(text, body_end, end);
}

/* --- writing --- */

static void
write_headers(struct str *out, const struct outgoing *outgoing)
{
    str_add_text(out, "Authorization: Bearer {{token}}\n");
    for (size_t i = 0; i < outgoing->headers.count; i++)
        str_addf(out, "%s: %s\n", outgoing->headers.items[i].name,
                 outgoing->headers.items[i].value);
}

static void
write_body(struct str *out, const struct outgoing *outgoing)
{
    if (!outgoing->has_body)
        return;
    str_add_byte(out, '\n');
    export_http_body(out, outgoing);
    str_add_byte(out, '\n');
}

static void
prepare(struct outgoing *outgoing, const struct request *request, struct span base,
        const struct redactor *redactor)
{
    struct exchange exchange;
    exchange_compose(&exchange, request, base);
    exchange_type(&exchange);
    outgoing_prepare(outgoing, &exchange, redactor);
    outgoing->variables = true;
    exchange_release(&exchange);
}

void
http_file_write(struct str *out, const struct request *request, struct span base,
                const struct redactor *redactor)
{
    struct outgoing outgoing = {0};
    bool whole = span_has(span_of(request->path), "://") || !base.n;
    const char *id = request->operation ? request->operation->id : NULL;
    prepare(&outgoing, request, (struct span){0}, redactor);
    if (!whole)
        str_addf(out, "@host = %.*s\n\n", SPAN_ARG(base));
    str_addf(out, "### %s\n", id ? id : str_text(&outgoing.method));
    if (id)
        str_addf(out, "# @name %s\n", id);
    if (export_http_encoded(&outgoing))
        str_add_text(out, "# @body base64\n");
    str_addf(out, "%s %s%s\n", str_text(&outgoing.method), whole ? "" : "{{host}}",
             str_text(&outgoing.url));
    write_headers(out, &outgoing);
    write_body(out, &outgoing);
    outgoing_release(&outgoing);
}

/* What stands before the path in the line as it is written: a variable, or scheme and
 * host. */
static struct span
written_base(struct span first)
{
    size_t space = span_find_byte(first, 0, ' ');
    struct span target = span_trim(span_from(first, space < first.n ? space : 0));
    size_t at = 0, scheme = span_find(target, 0, SPAN("://"));
    struct span place = variables_next(target, &at);
    if (place.p && place.p == target.p)
        return place;
    return scheme < target.n
               ? span_sub(target, 0, span_find_byte(target, scheme + 3, '/'))
               : (struct span){0};
}

static bool
same_headers(const struct outgoing *a, const struct outgoing *b)
{
    bool same = a->headers.count == b->headers.count;
    for (size_t i = 0; same && i < a->headers.count; i++)
        same = !strcmp(a->headers.items[i].name, b->headers.items[i].name) &&
               !strcmp(a->headers.items[i].value, b->headers.items[i].value);
    return same;
}

/* MORE follows: the last line has an end, whether it had one or not. */
static void
add_lines(struct str *out, struct span lines, bool more)
{
    str_add(out, lines);
    if (more && lines.n && !span_ends(lines, "\n"))
        str_add_byte(out, '\n');
}

/* It says how the body is written. */
static bool
is_encoding(struct span line)
{
    return span_is(span_trim(line), "# @body base64");
}

/* Comments among the headers. */
static void
add_comments(struct str *out, struct span headers)
{
    struct span line;
    for (size_t at = 0; at < headers.n; at += line.n) {
        line = line_at(headers, at);
        if (is_aside(line) && !is_encoding(line))
            str_add(out, line);
    }
}

/* Without the mark of an encoded body, which is written anew where it is needed. */
static void
add_before(struct str *out, struct span before, bool body_stays, bool encoded)
{
    struct span line;
    for (size_t at = 0; at < before.n; at += line.n) {
        line = line_at(before, at);
        if (body_stays || !is_encoding(line))
            str_add(out, line);
    }
    if (!body_stays && encoded)
        str_add_text(out, "# @body base64\n");
}

static void
write_part(struct str *out, const struct part *part, const struct outgoing *old,
           const struct outgoing *new, bool whole)
{
    bool first = span_equal(str_span(&old->method), str_span(&new->method)) &&
                 span_equal(str_span(&old->url), str_span(&new->url));
    bool headers = same_headers(old, new);
    bool body = old->has_body ==
                new->has_body &&span_equal(str_span(&old->body), str_span(&new->body));
    struct span base = whole ? (struct span){0} : written_base(part->first);
    add_before(out, part->before, body, export_http_encoded(new));
    if (first)
        add_lines(out, part->first, !headers || !body);
    else
        str_addf(out, "%s %.*s%s\n", str_text(&new->method), SPAN_ARG(base),
                 str_text(&new->url));
    if (headers) {
        add_lines(out, part->headers, !body);
    } else {
        add_comments(out, part->headers);
        write_headers(out, new);
    }
    if (body)
        str_add(out, part->body);
    else
        write_body(out, new);
    str_add(out, part->after);
}

void
http_file_replace(struct str *out, struct span text, const struct catalogue *catalogue,
                  size_t place, const struct request *request,
                  const struct redactor *redactor)
{
    struct import import = {0};
    struct err err = {0};
    struct part part;
    size_t index = 0;
    enum status status = import_read(&import, text, IMPORT_HTTP, catalogue, NULL, &err);
    if (span_starts(text, IMPORT_MARK)) { /* places are told without it */
        str_add_text(out, IMPORT_MARK);
        text = span_from(text, strlen(IMPORT_MARK));
    }
    while (index < import.count && import.places[index] != place)
        index++;
    if (status == STATUS_OK && index < import.count) {
        struct outgoing old = {0}, new = {0};
        struct request was = {0};
        import_take(&import, index, &was);
        prepare(&old, &was, (struct span){0}, redactor);
        prepare(&new, request, (struct span){0}, redactor);
        take_apart(text, place, &part);
        str_add(out, span_sub(text, 0, place));
        write_part(out, &part, &old, &new, span_has(span_of(request->path), "://"));
        str_add(out, span_from(text, (size_t)(part.after.p - text.p) + part.after.n));
        outgoing_release(&old);
        outgoing_release(&new);
        request_release(&was);
    } else {
        str_add(out, text);
    }
    import_release(&import);
}

struct span
http_file_line(struct span text)
{
    size_t at = past(text, 0, is_aside, true);
    return span_trim(line_at(text, at));
}
