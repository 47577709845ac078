/* Taking off what tools put around a body: escapes, line wraps, marks. */
#include "config.h"

#include "api/answer_parts.h"
#include "base/memory.h"

static struct span
without_cr(struct span line)
{
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

/* "< " marks the answer's lines, "> " and "* " are of no use here. */
bool
answer_undo_trace(struct span text, struct str *out)
{
    struct span rest = text, line;
    if (!span_starts(text, "< HTTP/") && !span_has(text, "\n< HTTP/"))
        return false;
    while (span_next(&rest, '\n', &line)) {
        struct span bare = without_cr(line);
        bool other = span_starts(line, "* ") || span_starts(line, "> ") ||
                     span_starts(line, "{ [") || span_starts(line, "} [") ||
                     span_is(bare, ">") || span_is(bare, "*");
        if (other)
            continue;
        if (span_starts(line, "< "))
            line = span_from(line, 2);
        else if (span_is(bare, "<"))
            line = (struct span){"", 0};
        str_add(out, line);
        if (rest.p)
            str_add_byte(out, '\n');
    }
    return true;
}

static bool
is_quoted(struct span line)
{
    return span_starts(line, ">");
}

/* What an e-mail program makes of a quoted line; "><p" is a piece of a page. */
static bool
is_mail_mark(struct span line)
{
    struct span behind = without_cr(span_from(line, 1));
    return !behind.n || behind.p[0] == ' ' || behind.p[0] == '>';
}

bool
answer_undo_quotes(struct span text, struct str *out)
{
    struct span rest = text, line;
    size_t quoted = 0;
    bool mail = true, after = false;
    while (span_next(&rest, '\n', &line)) {
        if (is_quoted(line)) {
            quoted++;
            mail = mail && is_mail_mark(line);
        } else if (span_trim(line).n && quoted) {
            after = true;
        }
    }
    if (quoted < 2 || (after && !mail))
        return false;
    for (rest = text; span_next(&rest, '\n', &line);) {
        while (is_quoted(line) || (line.n && line.p[0] == ' '))
            line = span_from(line, 1);
        str_add(out, line);
        if (rest.p)
            str_add_byte(out, '\n');
    }
    return true;
}

/* The length of a prefix like "     | " or "   2 |  "; 0: none. */
static size_t
bar_prefix(struct span line)
{
    size_t i = 0;
    while (i < line.n && (line.p[i] == ' ' || (line.p[i] >= '0' && line.p[i] <= '9')))
        i++;
    if (i == 0 || i == line.n || line.p[i] != '|')
        return 0;
    return i + 1 < line.n && line.p[i + 1] == ' ' ? i + 2 : i + 1;
}

/* Whether the line so far ends inside a JSON string, and has a space in it. */
struct string_state {
    bool inside, escaped, spaces;
};

static void
follow_string(struct string_state *state, struct span text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (state->escaped)
            state->escaped = false;
        else if (text.p[i] == '\\')
            state->escaped = true;
        else if (text.p[i] == '"')
            *state = (struct string_state){.inside = !state->inside};
        else if (text.p[i] == ' ')
            state->spaces = true;
    }
}

/* PowerShell breaks long lines and puts a bar before each piece. Inside a string the
 * pieces belong together: an identifier without a gap, prose with one space. */
bool
answer_undo_bars(struct span text, struct str *out)
{
    struct span rest = text, line;
    size_t bars = 0;
    while (span_next(&rest, '\n', &line))
        bars += bar_prefix(line) > 0;
    if (bars < 2)
        return false;
    struct string_state state = {0};
    for (rest = text; span_next(&rest, '\n', &line);) {
        size_t prefix = bar_prefix(line);
        struct span piece = without_cr(span_from(line, prefix));
        if (prefix && state.inside) {
            bool gap = out->n && out->p[out->n - 1] == ' ';
            if (state.spaces && !gap && !span_starts(piece, " "))
                str_add_byte(out, ' ');
        } else if (out->n) {
            str_add_byte(out, '\n');
            state = (struct string_state){0};
        }
        str_add(out, piece);
        if (prefix)
            follow_string(&state, piece);
    }
    return true;
}

/* Where a text is while it is gone through: how many braces are open, and what the
 * string at hand is made of. */
struct spot {
    size_t depth;
    bool inside, escaped;
    bool identifier; /* so far nothing that a GUID or request ID can't hold */
};

static bool
identifier_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f') || c == '-' ||
           c == '|' || c == '.';
}

static void
follow(struct spot *spot, char c)
{
    bool was = spot->inside;
    if (spot->escaped)
        spot->escaped = false;
    else if (was && c == '\\')
        spot->escaped = true;
    else if (c == '"' && spot->depth)
        spot->inside = !was;
    else if (!was && c == '{')
        spot->depth++;
    else if (!was && c == '}' && spot->depth)
        spot->depth--;
    spot->identifier =
        spot->inside && (!was || (spot->identifier && identifier_byte(c)));
}

/* The end of a line break and the blanks around it; an empty line ends what was begun.
 */
static size_t
wrap_end(struct span text, size_t at)
{
    size_t end = at, breaks = 0;
    for (; end < text.n && span_has(SPAN(" \t\r\n"), (char[]){text.p[end], 0}); end++)
        breaks += text.p[end] == '\n';
    return breaks == 1 ? end : at;
}

/* JSON strings hold no line breaks: one that is there was put in on the way. An
 * identifier goes on without a gap, prose with a space. */
bool
answer_undo_wraps(struct span text, struct str *out)
{
    struct spot spot = {0};
    bool any = false;
    for (size_t i = 0; i < text.n;) {
        bool breaks = text.p[i] == '\n' || span_starts(span_from(text, i), "\r\n");
        size_t end = breaks && spot.inside ? wrap_end(text, i) : i;
        if (end > i) {
            bool gap = !spot.identifier && out->n && out->p[out->n - 1] != ' ';
            str_add_text(out, gap ? " " : "");
            any = true;
            i = end;
            continue;
        }
        if (breaks)
            spot.inside = spot.escaped = false;
        follow(&spot, text.p[i]);
        str_add_byte(out, text.p[i++]);
    }
    if (!any)
        str_release(out);
    return any;
}

/* One \u escape's four digits. */
static bool
hex4(struct span text, size_t at, uint32_t *value)
{
    *value = 0;
    if (at + 4 > text.n)
        return false;
    for (size_t i = at; i < at + 4; i++) {
        char c = text.p[i];
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
                         : (c | 32) >= 'a' && (c | 32) <= 'f'
                             ? (uint32_t)((c | 32) - 'a' + 10)
                             : 16;
        if (digit == 16)
            return false;
        *value = *value * 16 + digit;
    }
    return true;
}

/* Undoes \uXXXX only where it stands for ASCII: other escapes may stay, they mean the
 * same one level further in. */
static size_t
undo_escape(struct span text, size_t at, struct str *out)
{
    static const char to[] = "\"\\/\n\r\t\b\f";
    uint32_t c;
    if (at + 1 < text.n) {
        size_t which = span_find_byte(SPAN("\"\\/nrtbf"), 0, text.p[at + 1]);
        if (which < sizeof to - 1) {
            str_add_byte(out, to[which]);
            return 2;
        }
        if (text.p[at + 1] == 'u' && hex4(text, at + 2, &c) && c >= 0x20 && c < 0x7f) {
            str_add_byte(out, (char)c);
            return 6;
        }
    }
    str_add_byte(out, text.p[at]);
    return 1;
}

bool
answer_undo_escapes(struct span text, struct str *out)
{
    if (!span_has(text, "\\\"") && !span_has(text, "\\u0022"))
        return false;
    for (size_t i = 0; i < text.n;) {
        size_t next = span_find_byte(text, i, '\\');
        str_add(out, span_sub(text, i, next));
        i = next < text.n ? next + undo_escape(text, next, out) : next;
    }
    return true;
}

static const struct {
    const char *entity, *text;
} entities[] = {
    {"&quot;", "\""}, {"&#34;", "\""}, {"&#x22;", "\""}, {"&apos;", "'"},
    {"&#39;", "'"},   {"&amp;", "&"},  {"&lt;", "<"},    {"&gt;", ">"},
    {"&nbsp;", " "},  {"&#xa0;", " "},
};

bool
answer_undo_entities(struct span text, struct str *out)
{
    if (!span_has(text, "&quot;") && !span_has(text, "&#34;") &&
        !span_has(text, "&#x22;"))
        return false;
    for (size_t i = 0; i < text.n;) {
        size_t next = span_find_byte(text, i, '&');
        str_add(out, span_sub(text, i, next));
        size_t length = 0;
        for (size_t k = 0; next < text.n && k < COUNT_OF(entities) && !length; k++)
            if (span_starts(span_from(text, next), entities[k].entity)) {
                str_add_text(out, entities[k].text);
                length = span_of(entities[k].entity).n;
            }
        if (next < text.n && !length) {
            str_add_byte(out, '&');
            length = 1;
        }
        i = next + length;
    }
    return true;
}
