#include "config.h"

#include "json/lex.h"

#include "base/utf8.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

bool
json_is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

size_t
json_blank_end(struct span text, size_t at)
{
    while (at < text.n && json_is_blank(text.p[at]))
        at++;
    return at;
}

static bool
plain(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x20 && byte < 0x80 && c != JSON_QUOTE && c != '\\';
}

/* Sixteen bytes at a time: most of a large answer is the inside of strings. */
#ifdef __SSE2__
static size_t
plain_blocks_end(struct span text, size_t at)
{
    const __m128i quote = _mm_set1_epi8(JSON_QUOTE), slash = _mm_set1_epi8('\\');
    const __m128i space = _mm_set1_epi8(' ');
    for (; at + 16 <= text.n; at += 16) {
        __m128i block = _mm_loadu_si128((const void *)(text.p + at));
        /* signed: from 0x80 up they are below the space too */
        __m128i other = _mm_or_si128(
            _mm_cmplt_epi8(block, space),
            _mm_or_si128(_mm_cmpeq_epi8(block, quote), _mm_cmpeq_epi8(block, slash)));
        int mask = _mm_movemask_epi8(other);
        if (mask)
            return at + (size_t)__builtin_ctz((unsigned)mask);
    }
    return at;
}
#else
static size_t
plain_blocks_end(struct span text, size_t at)
{
    (void)text;
    return at;
}
#endif

size_t
json_plain_end(struct span text, size_t at)
{
    at = plain_blocks_end(text, at);
    while (at < text.n && plain(text.p[at]))
        at++;
    return at;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

size_t
json_escape_length(struct span text, size_t at)
{
    if (at + 1 >= text.n)
        return 0;
    switch (text.p[at + 1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return 2;
    case 'u':
        break;
    default:
        return 0;
    }
    for (size_t i = at + 2; i < at + 6; i++)
        if (i >= text.n || !is_hex(text.p[i]))
            return 0;
    return 6;
}

static bool
broken(struct json_fault *fault, enum json_fault_kind kind, size_t at, size_t length)
{
    *fault = (struct json_fault){kind, at, length};
    return false;
}

/* A bad escape: cut off by the end of the text, or wrong up to its first bad character.
 */
static bool
broken_escape(struct span text, size_t at, struct json_fault *fault)
{
    size_t end = at + 1;
    if (end < text.n && text.p[end] == 'u')
        for (end++; end < text.n && end < at + 6 && is_hex(text.p[end]);)
            end++;
    if (end >= text.n)
        return broken(fault, JSON_FAULT_CUT, text.n, 0);
    uint32_t c;
    size_t bad = text.p[end] == JSON_QUOTE && end > at + 1
                     ? 0
                     : utf8_next(span_from(text, end), &c);
    return broken(fault, JSON_FAULT_ESCAPE, at, end + bad - at);
}

/* The text may end inside a character of several bytes. */
static bool
cut_character(struct span rest)
{
    size_t i = 0;
    while (i < rest.n && (unsigned char)rest.p[i] >= 0x80)
        i++;
    return i == rest.n && rest.n < 4 && (unsigned char)rest.p[0] >= 0xc2;
}

bool
json_lex_string_on(struct span text, size_t *at, struct json_fault *fault)
{
    for (;;) {
        size_t i = *at = json_plain_end(text, *at);
        if (i >= text.n)
            return broken(fault, JSON_FAULT_CUT, text.n, 0);
        char c = text.p[i];
        if (c == JSON_QUOTE) {
            *at = i + 1;
            return true;
        }
        if (c == '\\') {
            size_t n = json_escape_length(text, i);
            if (!n)
                return broken_escape(text, i, fault);
            *at += n;
        } else if ((unsigned char)c < 0x20) {
            return broken(fault, JSON_FAULT_CONTROL, i, 1);
        } else {
            struct span rest = span_from(text, i);
            uint32_t point;
            size_t n = utf8_next(rest, &point);
            if (point == UTF8_BAD && cut_character(rest))
                return broken(fault, JSON_FAULT_CUT, text.n, 0);
            if (point == UTF8_BAD)
                return broken(fault, JSON_FAULT_UTF8, i, 1);
            *at += n;
        }
    }
}

bool
json_lex_string(struct span text, size_t at, size_t *end, struct json_fault *fault)
{
    *end = at + 1;
    return json_lex_string_on(text, end, fault);
}

static size_t
digits_end(struct span text, size_t at)
{
    while (at < text.n && is_digit(text.p[at]))
        at++;
    return at;
}

/* The run of characters that a reader would take for one number. */
static bool
broken_number(struct span text, size_t at, size_t from, struct json_fault *fault)
{
    if (from >= text.n)
        return broken(fault, JSON_FAULT_CUT, text.n, 0);
    size_t end = from;
    while (end < text.n && (is_digit(text.p[end]) || strchr("+-.eE", text.p[end])) &&
           text.p[end])
        end++;
    return broken(fault, JSON_FAULT_NUMBER, at, end > at ? end - at : 1);
}

bool
json_lex_number(struct span text, size_t at, size_t *end, struct json_fault *fault)
{
    size_t i = at + (at < text.n && text.p[at] == '-');
    size_t digits = digits_end(text, i);
    if (digits == i)
        return broken_number(text, at, digits, fault);
    if (text.p[i] == '0' && digits > i + 1)
        return broken_number(text, at, i, fault);
    i = digits;
    if (i < text.n && text.p[i] == '.') {
        digits = digits_end(text, i + 1);
        if (digits == i + 1)
            return broken_number(text, at, digits, fault);
        i = digits;
    }
    if (i < text.n && (text.p[i] == 'e' || text.p[i] == 'E')) {
        i++;
        if (i < text.n && (text.p[i] == '+' || text.p[i] == '-'))
            i++;
        digits = digits_end(text, i);
        if (digits == i)
            return broken_number(text, at, digits, fault);
        i = digits;
    }
    if (i < text.n && (is_digit(text.p[i]) || text.p[i] == '.' || text.p[i] == '+' ||
                       text.p[i] == '-'))
        return broken_number(text, at, i, fault);
    *end = i;
    return true;
}
