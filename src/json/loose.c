#include "config.h"

#include "json/loose.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "json/lex.h"
#include "json/text.h"

#include <string.h>

struct quote {
    const char *text;
    enum json_fault_kind fault;
    char closed_by; /* quotes of one letter close each other */
};

static const struct quote quotes[] = {
    {"\"", JSON_FAULT_NONE, '"'},
    {"'", JSON_FAULT_QUOTE_SINGLE, '\''},
    {"`", JSON_FAULT_QUOTE_SINGLE, '`'},
    {"\u2018", JSON_FAULT_QUOTE_SMART, '\''},
    {"\u2019", JSON_FAULT_QUOTE_SMART, '\''},
    {"\u201a", JSON_FAULT_QUOTE_SMART, '\''},
    {"\u201b", JSON_FAULT_QUOTE_SMART, '\''},
    {"\u201c", JSON_FAULT_QUOTE_SMART, '"'},
    {"\u201d", JSON_FAULT_QUOTE_SMART, '"'},
    {"\u201e", JSON_FAULT_QUOTE_SMART, '"'},
    {"\u201f", JSON_FAULT_QUOTE_SMART, '"'},
    {"\uff02", JSON_FAULT_QUOTE_SMART, '"'},
};

static const char *const blanks[] = {"\v",     "\f",     "\u00a0", "\u2003", "\u2009",
                                     "\u200b", "\u202f", "\u3000", "\ufeff"};
static const char *const commas[] = {",", ";", "\uff0c"};
static const char *const colons[] = {":", "=>", "=", "\uff1a"};

static const struct {
    const char *word;
    enum json_kind kind;
    const char *meant;
} words[] = {
    {"True", JSON_KIND_TRUE, "true"},      {"TRUE", JSON_KIND_TRUE, "true"},
    {"False", JSON_KIND_FALSE, "false"},   {"FALSE", JSON_KIND_FALSE, "false"},
    {"None", JSON_KIND_NULL, "null"},      {"NONE", JSON_KIND_NULL, "null"},
    {"Null", JSON_KIND_NULL, "null"},      {"NULL", JSON_KIND_NULL, "null"},
    {"nil", JSON_KIND_NULL, "null"},       {"undefined", JSON_KIND_NULL, "null"},
    {"NaN", JSON_KIND_NULL, "null"},       {"nan", JSON_KIND_NULL, "null"},
    {"Infinity", JSON_KIND_NULL, "null"},  {"-Infinity", JSON_KIND_NULL, "null"},
    {"+Infinity", JSON_KIND_NULL, "null"},
};

static size_t
one_of(struct span text, size_t at, const char *const *list, size_t count)
{
    struct span rest = span_from(text, at);
    for (size_t i = 0; i < count; i++)
        if (rest.n && rest.p[0] == list[i][0] && span_starts(rest, list[i]))
            return strlen(list[i]);
    return 0;
}

size_t
json_loose_blank(struct span text, size_t at)
{
    return one_of(text, at, blanks, COUNT_OF(blanks));
}

size_t
json_loose_comma(struct span text, size_t at)
{
    return one_of(text, at, commas, COUNT_OF(commas));
}

size_t
json_loose_colon(struct span text, size_t at)
{
    return one_of(text, at, colons, COUNT_OF(colons));
}

static size_t
line_end(struct span text, size_t at)
{
    while (at < text.n && text.p[at] != '\n' && text.p[at] != '\r')
        at++;
    return at;
}

size_t
json_loose_comment(struct span text, size_t at)
{
    struct span rest = span_from(text, at);
    if (span_starts(rest, "#") || span_starts(rest, "//"))
        return line_end(text, at) - at;
    if (!span_starts(rest, "/*"))
        return 0;
    size_t end = span_find(rest, 2, SPAN("*/"));
    return end < rest.n ? end + 2 : rest.n;
}

static const struct quote *
quote_at(struct span text, size_t at)
{
    if (at < text.n && strchr("\"'`\xe2\xef", text.p[at]) && text.p[at])
        for (size_t i = 0; i < COUNT_OF(quotes); i++)
            if (span_starts(span_from(text, at), quotes[i].text))
                return &quotes[i];
    return NULL;
}

enum json_fault_kind
json_loose_quote(struct span text, size_t at)
{
    const struct quote *quote = quote_at(text, at);
    return quote ? quote->fault : JSON_FAULT_NONE;
}

/* Length of the character at AT if it may be part of a bare word. */
static size_t
bare_character(struct span text, size_t at)
{
    unsigned char c = (unsigned char)text.p[at];
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
        (c && strchr("_$+-.@%", c)))
        return 1;
    if (c < 0x80 || json_loose_blank(text, at) || json_loose_comma(text, at) ||
        json_loose_colon(text, at) || quote_at(text, at))
        return 0;
    uint32_t point;
    size_t n = utf8_next(span_from(text, at), &point);
    return point == UTF8_BAD ? 0 : n;
}

/* A colon in a time of day: 10:30. */
static bool
inner_colon(struct span text, size_t at)
{
    return text.p[at] == ':' && at + 1 < text.n && text.p[at + 1] >= '0' &&
           text.p[at + 1] <= '9';
}

size_t
json_loose_bare(struct span text, size_t at, bool name)
{
    size_t end = at;
    while (end < text.n) {
        size_t n = bare_character(text, end);
        if (!n && !name && end > at && inner_colon(text, end))
            n = 1;
        if (!n)
            break;
        end += n;
    }
    return end - at;
}

/* Is the end of a string before AT believable? */
static bool
closes(struct span text, size_t at)
{
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'))
        at++;
    return at == text.n || strchr(",:}]\r\n", text.p[at] ? text.p[at] : 'x');
}

/* Where a string that nothing closes must have been meant to end. */
static size_t
open_end(struct span text, size_t from, size_t line, bool name)
{
    size_t end = name ? span_find_byte(span_sub(text, 0, line), from, ':') : line;
    while (end > from && (json_is_blank(text.p[end - 1]) ||
                          (!name && strchr(",}]", text.p[end - 1]) && text.p[end - 1])))
        end--;
    return end;
}

/* How far behind the first quote that might close a string a better one is looked for:
 * without it, one long line of quotes would cost its length squared. */
enum { CLOSING_MAX = 512 };

size_t
json_loose_quoted_end(struct span text, size_t at, bool name)
{
    const struct quote *open = quote_at(text, at);
    size_t from = at + strlen(open->text), first = 0, i;
    for (i = from; i < text.n && text.p[i] != '\n' && text.p[i] != '\r'; i++) {
        if (first && i - first > CLOSING_MAX)
            return first;
        if (text.p[i] == '\\') {
            i++;
            continue;
        }
        const struct quote *quote = quote_at(text, i);
        if (!quote || quote->closed_by != open->closed_by)
            continue;
        size_t end = i + strlen(quote->text);
        if (closes(text, end))
            return end;
        if (!first)
            first = end;
    }
    return first ? first : open_end(text, from, line_end(text, at), name);
}

/* The next quote that no backslash stands before, or text.n. */
static size_t
next_quote(struct span text, size_t at)
{
    while (at < text.n && text.p[at] != JSON_QUOTE)
        at += text.p[at] == '\\' ? 2 : 1;
    return at < text.n ? at : text.n;
}

size_t
json_loose_string_end(struct span text, size_t at, bool name,
                      enum json_fault_kind *fault)
{
    size_t quote = next_quote(text, at + 1);
    size_t line = line_end(span_sub(text, 0, quote), at);
    *fault = JSON_FAULT_NONE;
    if (quote < text.n && (quote == line || closes(text, quote + 1)))
        return quote + 1;
    size_t end = open_end(text, at + 1, line, name);
    const struct quote *smart = end >= at + 4 ? quote_at(text, end - 3) : NULL;
    bool closed = smart && smart->fault == JSON_FAULT_QUOTE_SMART &&
                  smart->closed_by == JSON_QUOTE;
    *fault = closed ? JSON_FAULT_QUOTE_SMART : JSON_FAULT_OPEN;
    return end;
}

bool
json_loose_word(struct span word, enum json_kind *kind, const char **meant)
{
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (span_is(word, words[i].word)) {
            *kind = words[i].kind;
            *meant = words[i].meant;
            return true;
        }
    return false;
}

/* Where the content of a quoted token ends: before its closing quote, if it has one. */
static size_t
content_end(struct span raw, const struct quote *open)
{
    size_t i = strlen(open->text);
    while (i < raw.n) {
        const struct quote *quote = quote_at(raw, i);
        if (quote && quote->closed_by == open->closed_by &&
            i + strlen(quote->text) == raw.n)
            return i;
        i += raw.p[i] == '\\' ? 2 : 1;
    }
    return raw.n;
}

void
json_loose_requote(struct str *out, struct span raw)
{
    const struct quote *open = quote_at(raw, 0);
    if (!open) {
        json_quote(out, raw);
        return;
    }
    struct span text = span_sub(raw, 0, content_end(raw, open));
    str_add_byte(out, JSON_QUOTE);
    for (size_t i = strlen(open->text); i < text.n;) {
        size_t n = json_escape_length(text, i);
        if (text.p[i] == '\\' && n) {
            str_add(out, span_sub(text, i, i + n));
            i += n;
        } else if (text.p[i] == '\\' && i + 1 < text.n && quote_at(text, i + 1)) {
            i++;
        } else if (text.p[i] == '\\' || text.p[i] == JSON_QUOTE ||
                   (unsigned char)text.p[i] < 0x20) {
            json_quote_byte(out, text.p[i++]);
        } else {
            str_add_byte(out, text.p[i++]);
        }
    }
    str_add_byte(out, JSON_QUOTE);
}
