#include "config.h"

#include "api/odata_lex.h"

#include "api/formats.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
    char small = (char)(c | 0x20);
    return (small >= 'a' && small <= 'z') || (c && strchr("_@$", c)) ||
           (unsigned char)c >= 0x80;
}

static bool
one_of(char c, const char *characters)
{
    return c && strchr(characters, c);
}

static size_t
word_end(struct span text, size_t at, const char *also)
{
    while (at < text.n &&
           (is_letter(text.p[at]) || is_digit(text.p[at]) || one_of(text.p[at], also)))
        at++;
    return at;
}

/* Behind the closing quote; text.n + 1 when there is none. */
static size_t
string_end(struct span text, size_t at)
{
    for (at++; at < text.n; at++) {
        if (text.p[at] != '\'')
            continue;
        if (at + 1 == text.n || text.p[at + 1] != '\'')
            return at + 1;
        at++;
    }
    return text.n + 1;
}

static bool
matches(struct span s, const char *shape)
{
    if (s.n < strlen(shape))
        return false;
    for (size_t i = 0; shape[i]; i++) {
        if (shape[i] == '0' ? !is_digit(s.p[i]) : s.p[i] != shape[i])
            return false;
    }
    return true;
}

static bool
is_number(struct span s)
{
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+'), digits = 0;
    bool point = false, exponent = false;
    for (; i < s.n; i++) {
        if (is_digit(s.p[i])) {
            digits++;
        } else if (s.p[i] == '.' && digits && !point && !exponent) {
            point = true;
        } else if ((s.p[i] | 0x20) == 'e' && digits && !exponent) {
            exponent = true;
            digits = 0;
            if (i + 1 < s.n && one_of(s.p[i + 1], "+-"))
                i++;
        } else {
            return false;
        }
    }
    return digits > 0;
}

static bool
is_guid(struct span s)
{
    struct format_finding finding;
    format_check("guid", s, &finding);
    bool good = finding.grade == FORMAT_GOOD;
    format_finding_release(&finding);
    return good;
}

/* What a token that begins with a digit or a sign is. The documentation's own examples
 * have 2018-08-01Z. */
static struct odata_token
number(struct span text, size_t at)
{
    size_t end = word_end(text, at + 1, "+-.:");
    struct span s = span_sub(text, at, end);
    struct odata_token token = {ODATA_TOKEN_LITERAL, ODATA_NUMBER, at, s.n};
    if (is_number(s))
        return token;
    if (is_guid(s))
        token.literal = ODATA_GUID;
    else if (matches(s, "0000-00-00") &&
             (s.n == 10 || one_of(s.p[10], "Tt") || s.n == 11))
        token.literal = ODATA_DATE;
    else if (matches(s, "00:00"))
        token.literal = ODATA_TIME;
    else
        token.kind = ODATA_TOKEN_BARE;
    return token;
}

static struct odata_token
word(struct span text, size_t at)
{
    size_t end = word_end(text, at, "./-");
    struct span s = span_sub(text, at, end);
    struct odata_token token = {ODATA_TOKEN_WORD, ODATA_PROPERTY, at, s.n};
    if (is_guid(s)) {
        token.kind = ODATA_TOKEN_LITERAL;
        token.literal = ODATA_GUID;
        return token;
    }
    if (end == text.n || text.p[end] != '\'')
        return token;
    /* a literal with its type in front */
    size_t closed = string_end(text, end);
    bool duration = span_is(s, "duration");
    token.kind = closed > text.n ? ODATA_TOKEN_QUOTE_OPEN
                 : duration      ? ODATA_TOKEN_LITERAL
                                 : ODATA_TOKEN_OLD;
    token.literal = ODATA_DURATION;
    token.length = (closed > text.n ? text.n : closed) - at;
    return token;
}

static const struct {
    const char *text;
    enum odata_token_kind kind;
} marks[] = {
    {"(", ODATA_TOKEN_OPEN},  {")", ODATA_TOKEN_CLOSE}, {",", ODATA_TOKEN_COMMA},
    {":", ODATA_TOKEN_COLON}, {"==", ODATA_TOKEN_SIGN}, {"=", ODATA_TOKEN_SIGN},
    {"!=", ODATA_TOKEN_SIGN}, {"<>", ODATA_TOKEN_SIGN}, {"!", ODATA_TOKEN_SIGN},
    {">=", ODATA_TOKEN_SIGN}, {">", ODATA_TOKEN_SIGN},  {"<=", ODATA_TOKEN_SIGN},
    {"<", ODATA_TOKEN_SIGN},  {"&&", ODATA_TOKEN_SIGN}, {"&", ODATA_TOKEN_SIGN},
    {"||", ODATA_TOKEN_SIGN}, {"|", ODATA_TOKEN_SIGN},
};

static const struct {
    const char *open, *close;
} other_quotes[] = {
    {"\"", "\""},
    {"`", "`"},
    {"\u2018", "\u2019"},
    {"\u201c", "\u201d"},
};

/* A string in quotes that OData doesn't know; false when there is none at AT. */
static bool
other_quote(struct span text, size_t at, struct odata_token *token)
{
    for (size_t i = 0; i < COUNT_OF(other_quotes); i++) {
        if (!span_starts(span_from(text, at), other_quotes[i].open))
            continue;
        struct span close = span_of(other_quotes[i].close);
        size_t end = span_find(text, at + strlen(other_quotes[i].open), close);
        bool closed = end < text.n;
        *token = (struct odata_token){
            closed ? ODATA_TOKEN_QUOTE_OTHER : ODATA_TOKEN_QUOTE_OPEN, ODATA_STRING, at,
            (closed ? end + close.n : text.n) - at};
        return true;
    }
    return false;
}

static struct odata_token
string(struct span text, size_t at)
{
    size_t end = string_end(text, at);
    if (end > text.n)
        return (struct odata_token){ODATA_TOKEN_QUOTE_OPEN, ODATA_STRING, at,
                                    text.n - at};
    return (struct odata_token){ODATA_TOKEN_LITERAL, ODATA_STRING, at, end - at};
}

struct odata_token
odata_lex(struct span text, size_t at)
{
    struct odata_token token;
    while (at < text.n && one_of(text.p[at], " \t\r\n"))
        at++;
    if (at == text.n)
        return (struct odata_token){ODATA_TOKEN_END, ODATA_NULL, at, 0};
    char c = text.p[at];
    if (c == '\'')
        return string(text, at);
    if (other_quote(text, at, &token))
        return token;
    if (is_digit(c) || (one_of(c, "+-") && at + 1 < text.n && is_digit(text.p[at + 1])))
        return number(text, at);
    if (is_letter(c))
        return word(text, at);
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        if (span_starts(span_from(text, at), marks[i].text))
            return (struct odata_token){marks[i].kind, ODATA_NULL, at,
                                        strlen(marks[i].text)};
    }
    return (struct odata_token){ODATA_TOKEN_JUNK, ODATA_NULL, at, 1};
}
