#include "config.h"

#include "practice/multipart.h"

#include "base/str.h"

/* The value of NAME=VALUE or NAME="VALUE" among those behind a header's semicolons. */
static bool
take_parameter(struct span header, const char *name, struct span *value)
{
    struct span part;
    while (header.p && span_next(&header, ';', &part)) {
        struct span title = {0};
        *value = span_trim(part);
        span_next(value, '=', &title);
        if (!value->p || !span_is_nocase(title, name))
            continue;
        if (value->n > 1 && value->p[0] == '"' && value->p[value->n - 1] == '"')
            *value = span_sub(*value, 1, value->n - 1);
        return true;
    }
    *value = (struct span){0};
    return false;
}

/* The headers of one part. */
static void
read_headers(struct part *part, struct span headers)
{
    struct span line, name;
    while (headers.n && span_next(&headers, '\n', &line)) {
        line = span_trim(line);
        if (!span_starts_nocase(line, "Content-Disposition:"))
            continue;
        if (take_parameter(line, "name", &name))
            part->name = name;
        part->is_file = take_parameter(line, "filename", &part->file_name);
    }
}

struct part
multipart_find(const char *type, struct span body, const char *name)
{
    struct span boundary;
    struct str mark = {0};
    struct part found = {0};
    if (!take_parameter(span_of(type), "boundary", &boundary) || !boundary.n)
        return found;
    str_addf(&mark, "--%.*s", SPAN_ARG(boundary));
    size_t at = span_find(body, 0, str_span(&mark));
    while (at < body.n && !found.found) {
        size_t from = at + mark.n, end = span_find(body, from, str_span(&mark));
        struct span whole = span_sub(body, from, end);
        size_t head = span_find(whole, 0, SPAN("\r\n\r\n"));
        struct part part = {.found = true};
        read_headers(&part, span_sub(whole, 0, head));
        part.contents = span_from(whole, head + 4 < whole.n ? head + 4 : whole.n);
        if (span_ends(part.contents, "\r\n"))
            part.contents.n -= 2;
        if (head < whole.n && end < body.n && span_is_nocase(part.name, name))
            found = part;
        at = end;
    }
    str_release(&mark);
    return found;
}
