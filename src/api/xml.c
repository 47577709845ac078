#include "config.h"

#include "api/xml.h"

#include "base/memory.h"

enum { SAID_MAX = 500 }; /* bytes of an element's text */

enum xml_kind { XML_TEXT, XML_OPEN, XML_CLOSE, XML_SINGLE, XML_OTHER, XML_BAD };

struct xml_token {
    enum xml_kind kind;
    struct span text; /* all of it */
    struct span name; /* of OPEN, CLOSE and SINGLE */
};

struct xml_writer {
    struct str *out;
    struct span open[XML_DEPTH_MAX]; /* names */
    size_t depth;
    bool within; /* the last one was an opening tag, or text on its line */
    bool rooted; /* the document's element has begun */
};

static bool
name_byte(char c)
{
    unsigned char b = (unsigned char)c;
    return b >= 0x80 || (b >= '0' && b <= '9') ||
           ((b | 32) >= 'a' && (b | 32) <= 'z') || b == ':' || b == '_' || b == '-' ||
           b == '.';
}

static struct span
name_at(struct span text, size_t from)
{
    size_t to = from;
    while (to < text.n && name_byte(text.p[to]))
        to++;
    return span_sub(text, from, to);
}

/* Behind the '>' that ends a tag, or 0; quoted values may hold one. */
static size_t
tag_end(struct span text)
{
    char quote = 0;
    size_t brackets = 0; /* of a DOCTYPE's own declarations */
    for (size_t i = 1; i < text.n; i++) {
        char c = text.p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            brackets++;
        } else if (c == ']' && brackets) {
            brackets--;
        } else if (c == '<' && !brackets) {
            return 0;
        } else if (c == '>' && !brackets) {
            return i + 1;
        }
    }
    return 0;
}

static size_t
markup_end(struct span text)
{
    static const struct {
        const char *open;
        struct span close;
    } kinds[] = {{"<!--", SPAN_INIT("-->")},
                 {"<![CDATA[", SPAN_INIT("]]>")},
                 {"<?", SPAN_INIT("?>")}};
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (span_starts(text, kinds[i].open)) {
            size_t at = span_find(text, 2, kinds[i].close);
            return at < text.n ? at + kinds[i].close.n : 0;
        }
    return tag_end(text);
}

static bool
next(struct span *rest, struct xml_token *token)
{
    struct span text = *rest;
    if (!text.n)
        return false;
    *token = (struct xml_token){.kind = XML_TEXT};
    size_t end = text.p[0] == '<' ? markup_end(text) : span_find_byte(text, 0, '<');
    char second = text.n > 1 ? text.p[1] : 0;
    token->text = span_sub(text, 0, end);
    *rest = span_from(text, end);
    if (text.p[0] != '<')
        return true;
    bool close = second == '/';
    token->name = name_at(token->text, close ? 2 : 1);
    if (!end)
        token->kind = XML_BAD;
    else if (second == '!' || second == '?')
        token->kind = XML_OTHER;
    else if (!token->name.n)
        token->kind = XML_BAD;
    else
        token->kind = close                          ? XML_CLOSE
                      : span_ends(token->text, "/>") ? XML_SINGLE
                                                     : XML_OPEN;
    return true;
}

static void
new_line(struct xml_writer *writer)
{
    if (writer->out->n)
        str_add_byte(writer->out, '\n');
    for (size_t i = 0; i < writer->depth; i++)
        str_add(writer->out, SPAN("  "));
}

static bool
write_text(struct xml_writer *writer, struct span text, struct span rest)
{
    struct span shown = span_trim(text);
    if (!shown.n)
        return true;
    if (!writer->depth)
        return false;
    if (writer->within && span_starts(rest, "</")) {
        str_add(writer->out, text);
        return true;
    }
    new_line(writer);
    str_add(writer->out, shown);
    writer->within = false;
    return true;
}

static bool
write_close(struct xml_writer *writer, const struct xml_token *token)
{
    if (!writer->depth || !span_equal(writer->open[--writer->depth], token->name))
        return false;
    if (!writer->within)
        new_line(writer);
    writer->within = false;
    str_add(writer->out, token->text);
    return true;
}

static bool
write_tag(struct xml_writer *writer, const struct xml_token *token)
{
    bool element = token->kind != XML_OTHER, open = token->kind == XML_OPEN;
    if (element && !writer->depth && writer->rooted)
        return false;
    if (open && writer->depth == XML_DEPTH_MAX)
        return false;
    new_line(writer);
    str_add(writer->out, token->text);
    if (open)
        writer->open[writer->depth++] = token->name;
    writer->rooted = writer->rooted || element;
    writer->within = open;
    return true;
}

static bool
write_token(struct xml_writer *writer, const struct xml_token *token, struct span rest)
{
    switch (token->kind) {
    case XML_TEXT:
        return write_text(writer, token->text, rest);
    case XML_CLOSE:
        return write_close(writer, token);
    case XML_OPEN:
    case XML_SINGLE:
    case XML_OTHER:
        return write_tag(writer, token);
    case XML_BAD:
        break;
    }
    return false;
}

bool
xml_indent(struct span text, struct str *out)
{
    struct str laid = {0};
    struct xml_writer writer = {.out = &laid};
    struct xml_token token;
    struct span rest = span_trim(text);
    bool good = text.n <= XML_BYTES_MAX;
    while (good && next(&rest, &token))
        /* deep and wide at once would be spaces for the most part */
        good = laid.n < 8 * (size_t)XML_BYTES_MAX && write_token(&writer, &token, rest);
    good = good && writer.rooted && !writer.depth;
    if (good)
        str_add(out, str_span(&laid));
    str_release(&laid);
    return good;
}

bool
xml_is(struct span text)
{
    static const char *const html[] = {"html", "head", "title", "body", "h1"};
    struct span start = span_trim(span_sub(text, 0, 4096));
    struct xml_token token = {0};
    for (size_t i = 0; i < 8 && next(&start, &token); i++) {
        if (token.kind == XML_OTHER && span_starts(token.text, "<?xml"))
            return true;
        if (token.kind == XML_OTHER && span_starts_nocase(token.text, "<!doctype html"))
            return false;
        if (token.kind == XML_OPEN || token.kind == XML_SINGLE)
            break;
        if (token.kind != XML_OTHER && span_trim(token.text).n)
            return false;
    }
    for (size_t i = 0; i < COUNT_OF(html); i++)
        if (span_is_nocase(token.name, html[i]))
            return false;
    return token.kind == XML_OPEN || token.kind == XML_SINGLE;
}

static struct span
local_name(struct span name)
{
    size_t colon = span_find_byte(name, 0, ':');
    return colon < name.n ? span_from(name, colon + 1) : name;
}

static void
add_resolved(struct span text, struct str *out)
{
    static const struct {
        const char *entity;
        char c;
    } entities[] = {{"&lt;", '<'},
                    {"&gt;", '>'},
                    {"&amp;", '&'},
                    {"&quot;", '"'},
                    {"&apos;", '\''}};
    text = span_sub(text, 0, SAID_MAX);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        for (size_t k = 0; k < COUNT_OF(entities) && text.p[i] == '&'; k++)
            if (span_starts(span_from(text, i), entities[k].entity)) {
                c = entities[k].c;
                i += span_of(entities[k].entity).n - 1;
                break;
            }
        bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!blank)
            str_add_byte(out, c);
        else if (out->n && out->p[out->n - 1] != ' ')
            str_add_byte(out, ' ');
    }
}

bool
xml_element(struct span text, const char *name, struct str *out)
{
    struct span rest = span_sub(text, 0, 64 << 10);
    struct xml_token token, inside;
    while (next(&rest, &token) && token.kind != XML_BAD) {
        if (token.kind != XML_OPEN || !span_is_nocase(local_name(token.name), name) ||
            !next(&rest, &inside) || inside.kind != XML_TEXT)
            continue;
        struct span said = span_trim(inside.text);
        add_resolved(said, out);
        return said.n;
    }
    return false;
}
