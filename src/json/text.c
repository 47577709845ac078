#include "config.h"

#include "json/text.h"

#include "base/utf8.h"
#include "json/lex.h"

#include <string.h>

enum { DOUBLE_DIGITS = 17 }; /* that tell every double from every other */

static uint32_t
hex4(const char *p)
{
    uint32_t value = 0;
    for (size_t i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)p[i];
        value = value << 4 | (c <= '9' ? c - 0x30u : (c | 0x20u) - 0x57u);
    }
    return value;
}

static void
add_character(struct str *out, uint32_t c)
{
    char bytes[4];
    size_t n = utf8_put(bytes, c);
    str_add(out, (struct span){bytes, n});
}

/* The escape at AT, of LENGTH bytes; a pair of surrogates is taken as one. Gives the
 * bytes used. */
static size_t
add_escape(struct str *out, struct span text, size_t at, size_t length, bool *whole)
{
    static const char letters[] = "bfnrt", controls[] = "\b\f\n\r\t";
    if (length == 2) {
        const char *letter = strchr(letters, text.p[at + 1]);
        str_add_byte(out, letter ? controls[letter - letters] : text.p[at + 1]);
        return 2;
    }
    uint32_t c = hex4(text.p + at + 2);
    if (c < 0xd800 || c > 0xdfff) {
        add_character(out, c);
        return 6;
    }
    size_t next = at + 6;
    if (c < 0xdc00 && next < text.n && text.p[next] == '\\' &&
        json_escape_length(text, next) == 6) {
        uint32_t low = hex4(text.p + next + 2);
        if (low >= 0xdc00 && low <= 0xdfff) {
            add_character(out, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
            return 12;
        }
    }
    add_character(out, 0xfffd);
    *whole = false;
    return 6;
}

bool
json_unquote(struct str *out, struct span raw)
{
    if (raw.n < 2 || raw.p[0] != JSON_QUOTE || raw.p[raw.n - 1] != JSON_QUOTE)
        return false;
    struct span text = span_sub(raw, 1, raw.n - 1);
    bool whole = true;
    for (size_t i = 0; i < text.n;) {
        size_t end = json_plain_end(text, i);
        str_add(out, span_sub(text, i, end));
        i = end;
        if (i == text.n)
            break;
        if (text.p[i] == '\\') {
            size_t n = json_escape_length(text, i);
            if (!n)
                return false;
            i += add_escape(out, text, i, n, &whole);
        } else if (text.p[i] == JSON_QUOTE || (unsigned char)text.p[i] < 0x20) {
            return false;
        } else {
            uint32_t c;
            i += utf8_next(span_from(text, i), &c);
            whole = whole && c != UTF8_BAD;
            add_character(out, c == UTF8_BAD ? 0xfffd : c);
        }
    }
    return whole;
}

size_t
json_spelled_at(struct span inside, size_t n)
{
    struct str piece = {0};
    bool whole;
    size_t at = 0;
    for (size_t done = 0; at < inside.n && done < n;) {
        size_t length = inside.p[at] == '\\' ? json_escape_length(inside, at) : 0,
               used = 1;
        str_clear(&piece);
        if (length) {
            used = add_escape(&piece, inside, at, length, &whole);
        } else {
            uint32_t c;
            used = utf8_next(span_from(inside, at), &c);
            add_character(&piece, c == UTF8_BAD ? 0xfffd : c);
        }
        if (done + piece.n > n)
            break;
        done += piece.n;
        at += used;
    }
    str_release(&piece);
    return at;
}

void
json_quote_byte(struct str *out, char byte)
{
    static const char controls[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
    const char *control = byte ? strchr(controls, byte) : NULL;
    if (control)
        str_addf(out, "\\%c", letters[control - controls]);
    else
        str_addf(out, "\\u%04x", (unsigned)(unsigned char)byte);
}

void
json_quote(struct str *out, struct span text)
{
    str_add_byte(out, JSON_QUOTE);
    for (size_t i = 0; i < text.n;) {
        size_t end = json_plain_end(text, i);
        str_add(out, span_sub(text, i, end));
        i = end;
        if (i == text.n)
            break;
        if ((unsigned char)text.p[i] < 0x80) {
            json_quote_byte(out, text.p[i++]);
            continue;
        }
        uint32_t c;
        size_t n = utf8_next(span_from(text, i), &c);
        if (c == UTF8_BAD)
            str_add_text(out, "\\ufffd");
        else
            str_add(out, span_sub(text, i, i + n));
        i += n;
    }
    str_add_byte(out, JSON_QUOTE);
}

struct json_place
json_place_of(struct span text, size_t at)
{
    if (at > text.n)
        at = text.n;
    struct json_place place = {1, 1};
    size_t start = 0;
    for (size_t end; (end = span_find_byte(text, start, '\n')) < at; start = end + 1)
        place.line++;
    uint32_t c;
    for (size_t i = start; i < at; place.column++)
        i += utf8_next(span_sub(text, i, at), &c);
    return place;
}

size_t
json_offset_of(struct span text, struct json_place place)
{
    size_t start = 0;
    for (size_t line = 1; line < place.line; line++) {
        size_t end = span_find_byte(text, start, '\n');
        if (end == text.n)
            return text.n;
        start = end + 1;
    }
    size_t end = span_find_byte(text, start, '\n');
    uint32_t c;
    for (size_t column = 1; column < place.column && start < end; column++)
        start += utf8_next(span_sub(text, start, end), &c);
    return start;
}

void
json_pointer_add(struct str *pointer, struct span name)
{
    str_add_byte(pointer, '/');
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '~')
            str_add_text(pointer, "~0");
        else if (name.p[i] == '/')
            str_add_text(pointer, "~1");
        else
            str_add_byte(pointer, name.p[i]);
}

void
json_pointer_add_index(struct str *pointer, size_t index)
{
    str_addf(pointer, "/%zu", index);
}

/* The next part of a pointer, unescaped: ~1 is a slash, ~0 a tilde. */
static bool
next_part(struct span *pointer, struct str *part)
{
    if (!pointer->n)
        return false;
    size_t end = span_find_byte(*pointer, 1, '/');
    struct span raw = span_sub(*pointer, 1, end);
    str_clear(part);
    for (size_t i = 0; i < raw.n; i++) {
        bool escape = raw.p[i] == '~' && i + 1 < raw.n;
        str_add_byte(part, !escape ? raw.p[i] : raw.p[i + 1] == '1' ? '/' : '~');
        i += escape;
    }
    *pointer = span_from(*pointer, end);
    return true;
}

static bool
is_index(struct span part)
{
    for (size_t i = 0; i < part.n; i++)
        if (part.p[i] < '0' || part.p[i] > '9')
            return false;
    return part.n > 0;
}

void
json_pointer_as_path(struct span pointer, struct str *out)
{
    struct str part = {0};
    str_add_byte(out, '$');
    while (next_part(&pointer, &part)) {
        if (is_index(str_span(&part))) {
            str_addf(out, "[%s]", str_text(&part));
            continue;
        }
        str_add_text(out, "['");
        for (size_t i = 0; i < part.n; i++) {
            if (part.p[i] == '\'' || part.p[i] == '\\')
                str_add_byte(out, '\\');
            str_add_byte(out, part.p[i]);
        }
        str_add_text(out, "']");
    }
    str_release(&part);
}

/* Names that jq takes without quotes. */
static bool
is_identifier(struct span part)
{
    for (size_t i = 0; i < part.n; i++) {
        char c = part.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && !(i && c >= '0' && c <= '9'))
            return false;
    }
    return part.n > 0;
}

void
json_pointer_as_jq(struct span pointer, struct str *out)
{
    struct str part = {0};
    bool first = true;
    if (!pointer.n)
        str_add_byte(out, '.');
    for (; next_part(&pointer, &part); first = false) {
        if (is_index(str_span(&part))) {
            str_addf(out, "%s[%s]", first ? "." : "", str_text(&part));
        } else if (is_identifier(str_span(&part))) {
            str_addf(out, ".%s", str_text(&part));
        } else {
            str_add_text(out, first ? ".[" : "[");
            json_quote(out, str_span(&part));
            str_add_byte(out, ']');
        }
    }
    str_release(&part);
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number at the start of TEXT: whether it is too long; its length goes to SIZE. */
static bool
is_long(struct span text, size_t *size)
{
    static const char limit[] = "9007199254740992"; /* 2^53 */
    size_t i = 0, first = 0, digits = 0;
    bool whole = true, power = false;
    for (; i < text.n && strchr("0123456789.eE+-", text.p[i]) && text.p[i]; i++) {
        power = power || text.p[i] == 'e' || text.p[i] == 'E';
        whole = whole && !power && text.p[i] != '.';
        if (power || !is_digit(text.p[i]) || (!digits && text.p[i] == '0'))
            continue;
        first = digits++ ? first : i;
    }
    *size = i;
    if (!whole)
        return digits > DOUBLE_DIGITS;
    size_t most = sizeof limit - 1;
    return digits > most || (digits == most && memcmp(text.p + first, limit, most) > 0);
}

bool
json_has_long_number(struct span text)
{
    bool quoted = false;
    size_t size = 1;
    for (size_t i = 0; i < text.n; i += size) {
        size = 1;
        if (quoted && text.p[i] == '\\')
            size = 2;
        else if (text.p[i] == '"')
            quoted = !quoted;
        else if (!quoted && (is_digit(text.p[i]) || text.p[i] == '-') &&
                 is_long(span_from(text, i), &size))
            return true;
    }
    return false;
}
