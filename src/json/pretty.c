#include "config.h"

#include "json/pretty.h"

#include "json/lex.h"

#include <string.h>

void
json_pretty_init(struct json_pretty *pretty,
                 bool (*write)(void *context, struct span bytes), void *context)
{
    memset(pretty, 0, offsetof(struct json_pretty, buffer));
    pretty->write = write;
    pretty->context = context;
}

static void
flush(struct json_pretty *p)
{
    struct span bytes = {p->buffer, p->used};
    p->used = 0;
    if (bytes.n && !p->refused)
        p->refused = !p->write(p->context, bytes);
}

static void
put(struct json_pretty *p, struct span bytes)
{
    if (bytes.n > sizeof p->buffer - p->used)
        flush(p);
    if (bytes.n > sizeof p->buffer) {
        p->refused = p->refused || !p->write(p->context, bytes);
        return;
    }
    memcpy(p->buffer + p->used, bytes.p, bytes.n);
    p->used += bytes.n;
}

static void
put_byte(struct json_pretty *p, char byte)
{
    if (p->used == sizeof p->buffer)
        flush(p);
    p->buffer[p->used++] = byte;
}

static void
put_line(struct json_pretty *p)
{
    size_t levels = p->depth < JSON_INDENT_MAX ? p->depth : JSON_INDENT_MAX;
    if (1 + 2 * levels > sizeof p->buffer - p->used)
        flush(p);
    p->buffer[p->used++] = '\n';
    memset(p->buffer + p->used, ' ', 2 * levels);
    p->used += 2 * levels;
}

/* White space before a name or value. */
static void
part(struct json_pretty *p)
{
    if (p->after == JSON_PRETTY_OPEN || p->after == JSON_PRETTY_COMMA)
        put_line(p);
    else if (p->after == JSON_PRETTY_COLON ||
             (p->after == JSON_PRETTY_VALUE && p->depth))
        put_byte(p, ' ');
    else if (p->after == JSON_PRETTY_VALUE) /* one document after the other */
        put_line(p);
}

static void
structural(struct json_pretty *p, char c)
{
    switch (c) {
    case '{':
    case '[':
        part(p);
        p->depth++;
        p->after = JSON_PRETTY_OPEN;
        break;
    case '}':
    case ']':
        if (p->depth)
            p->depth--;
        if (p->after != JSON_PRETTY_OPEN && p->after != JSON_PRETTY_START)
            put_line(p);
        p->after = JSON_PRETTY_VALUE;
        break;
    case ',':
        p->after = JSON_PRETTY_COMMA;
        break;
    default:
        p->after = JSON_PRETTY_COLON;
        break;
    }
    put_byte(p, c);
}

/* What a byte outside of strings is. */
enum class { BARE, BLANK, STRUCTURAL, QUOTE };

static enum class class_of(char c) {
    static const unsigned char classes[256] =
        {
            [' '] = BLANK,
            ['\t'] = BLANK,
            ['\n'] = BLANK,
            ['\r'] = BLANK,
            ['{'] = STRUCTURAL,
            ['}'] = STRUCTURAL,
            ['['] = STRUCTURAL,
            [']'] = STRUCTURAL,
            [','] = STRUCTURAL,
            [':'] = STRUCTURAL,
            ['"'] = QUOTE,
        };
    return classes[(unsigned char)c];
}

/* The end of the string's bytes in the chunk; sets inside to BETWEEN when it closes. */
static size_t
string_end(struct json_pretty *p, struct span chunk, size_t at)
{
    if (p->escape && at < chunk.n) {
        p->escape = false;
        at++;
    }
    while ((at = json_plain_end(chunk, at)) < chunk.n) {
        char c = chunk.p[at++];
        if (c == JSON_QUOTE) {
            p->inside = JSON_PRETTY_BETWEEN;
            break;
        }
        if (c == '\\' && at == chunk.n)
            p->escape = true;
        else if (c == '\\')
            at++;
    }
    return at;
}

static size_t
bare_end(struct json_pretty *p, struct span chunk, size_t at)
{
    while (at < chunk.n && class_of(chunk.p[at]) == BARE)
        at++;
    if (at < chunk.n)
        p->inside = JSON_PRETTY_BETWEEN;
    return at;
}

bool
json_pretty_add(struct json_pretty *p, struct span chunk)
{
    for (size_t at = 0; at < chunk.n && !p->refused;) {
        size_t from = at;
        if (p->inside == JSON_PRETTY_BETWEEN) {
            enum class class = class_of(chunk.p[at]);
            if (class == BLANK || class == STRUCTURAL) {
                if (class == STRUCTURAL)
                    structural(p, chunk.p[at]);
                at++;
                continue;
            }
            part(p);
            p->after = JSON_PRETTY_VALUE;
            p->inside = class == QUOTE ? JSON_PRETTY_STRING : JSON_PRETTY_BARE;
            at++;
        }
        at = p->inside == JSON_PRETTY_STRING ? string_end(p, chunk, at)
                                             : bare_end(p, chunk, at);
        put(p, span_sub(chunk, from, at));
    }
    return !p->refused;
}

bool
json_pretty_end(struct json_pretty *p)
{
    if (p->after != JSON_PRETTY_START)
        put_byte(p, '\n');
    flush(p);
    return !p->refused;
}

static bool
write_str(void *context, struct span bytes)
{
    str_add(context, bytes);
    return true;
}

void
json_pretty(struct str *out, struct span text)
{
    struct json_pretty pretty;
    json_pretty_init(&pretty, write_str, out);
    json_pretty_add(&pretty, text);
    flush(&pretty);
}
