/* What curl -i and -v print: status lines, headers, bodies. */
#include "config.h"

#include "api/answer_parts.h"
#include "base/memory.h"

enum { HEADERS_MAX = 1000, ANSWERS_MAX = 100 };

/* "HTTP/1.1 400 Bad Request" */
static bool
status_line(struct span line, int *status, struct span *reason)
{
    uint64_t n;
    line = span_trim(line);
    if (!span_starts(line, "HTTP/"))
        return false;
    struct span rest = span_from(line, span_find_byte(line, 0, ' '));
    rest = span_trim(rest);
    size_t end = span_find_byte(rest, 0, ' ');
    if (end != 3 || !span_number(span_sub(rest, 0, end), 999, &n) || n < 100)
        return false;
    *status = (int)n;
    *reason = span_trim(span_from(rest, end));
    return true;
}

static size_t
line_end(struct span text, size_t from)
{
    return span_find_byte(text, from, '\n');
}

size_t
answer_http_find(struct span text)
{
    size_t at = 0;
    while (at < text.n) {
        size_t end = line_end(text, at);
        struct span line = span_sub(text, at, end), reason;
        int status;
        if (span_starts(span_trim(line), "HTTP/") &&
            status_line(line, &status, &reason))
            return at;
        at = end + 1;
    }
    return text.n;
}

static bool
header_name(struct span name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] <= ' ' || name.p[i] == '"' || name.p[i] == '{')
            return false;
    return name.n > 0;
}

/* Appends a folded line to the last header. */
static void
unfold(struct pairs *headers, struct span line)
{
    struct pair *last = &headers->items[headers->count - 1];
    struct str value = str_of(last->value);
    str_add_byte(&value, ' ');
    str_add(&value, span_trim(line));
    mem_free(last->value);
    last->value = str_take(&value);
}

/* Reads one head from AT; gives where what follows it begins. */
static size_t
read_head(struct response *response, struct span text, size_t at)
{
    struct span reason;
    size_t end = line_end(text, at);
    status_line(span_sub(text, at, end), &response->status, &reason);
    struct str copy = str_dup(reason);
    mem_free(response->reason);
    response->reason = reason.n ? str_take(&copy) : NULL;
    str_release(&copy);
    pairs_release(&response->headers);
    for (at = end + 1; at < text.n; at = end + 1) {
        end = line_end(text, at);
        struct span line = span_sub(text, at, end);
        size_t colon = span_find_byte(line, 0, ':');
        struct span name = span_trim(span_sub(line, 0, colon));
        if (!span_trim(line).n)
            return end + 1;
        bool folded = line.p[0] == ' ' || line.p[0] == '\t';
        if (folded && response->headers.count)
            unfold(&response->headers, line);
        else if (colon == line.n || !header_name(name))
            return at; /* the blank line got lost */
        else if (response->headers.count < HEADERS_MAX)
            pairs_add(&response->headers, name, span_trim(span_from(line, colon + 1)));
    }
    return text.n;
}

/* What a terminal printed behind a body of known length is no part of it. */
static struct span
body_of(const struct response *response, struct span rest)
{
    const char *length = pairs_get_nocase(&response->headers, "Content-Length");
    uint64_t n;
    if (length && span_number(span_trim(span_of(length)), rest.n, &n) && n > 0)
        return span_sub(rest, 0, (size_t)n);
    return rest;
}

void
answer_http_read(struct response *response, struct span text)
{
    size_t at = 0;
    for (int answers = 0; answers < ANSWERS_MAX; answers++) {
        at = read_head(response, text, at);
        struct span rest = span_from(text, at);
        size_t next = answer_http_find(span_sub(rest, 0, line_end(rest, 0)));
        bool another = rest.n && next < line_end(rest, 0);
        if (!another)
            break;
    }
    str_set(&response->body, body_of(response, span_from(text, at)));
}
