#include "config.h"

#include "practice/hunting_words.h"

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c);
}

static void
skip_space(struct words *words)
{
    for (;;) {
        struct span rest = span_trim(words->rest);
        words->rest = span_from(words->rest, (size_t)(rest.p - words->rest.p));
        if (!span_starts(words->rest, "//"))
            return;
        words->rest = span_from(words->rest, span_find_byte(words->rest, 0, '\n'));
    }
}

/* Of a text in quotes from FROM on. */
static size_t
text_length(struct words *words, size_t from)
{
    char quote = words->rest.p[from];
    for (size_t i = from + 1; i < words->rest.n; i++) {
        if (words->rest.p[i] == '\\' && words->kind == WORD_TEXT)
            i++;
        else if (words->rest.p[i] == quote) {
            words->text = span_sub(words->rest, from + 1, i);
            return i + 1;
        }
    }
    words->kind = WORD_BROKEN;
    words->text = words->rest;
    return words->rest.n;
}

static bool
is_quote(char c)
{
    return c == '\'' || c == '"';
}

static size_t
sign_length(struct span rest)
{
    static const char *const pairs[] = {"==", "!=", "=~", "!~", "<=", ">=", "..", "<>"};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (span_starts(rest, pairs[i]))
            return 2;
    return 1;
}

/* Digits with at most one point, then a unit. "1..5" ends before the points. */
static size_t
number_length(struct span rest)
{
    size_t n = 1;
    bool point = false;
    for (; n < rest.n; n++) {
        bool at_point =
            rest.p[n] == '.' && !point && n + 1 < rest.n && is_digit(rest.p[n + 1]);
        point = point || at_point;
        if (!is_name(rest.p[n]) && !at_point)
            break;
    }
    return n;
}

static size_t
name_length(struct span rest)
{
    size_t n = 1;
    while (n < rest.n && is_name(rest.p[n]))
        n++;
    struct span name = span_sub(rest, 0, n);
    bool listed = span_is(name, "in") || span_is(name, "!in");
    return listed && n < rest.n && rest.p[n] == '~' ? n + 1 : n;
}

void
words_next(struct words *words)
{
    if (words->rest.n)
        skip_space(words);
    words->text = (struct span){0};
    words->kind = WORD_END;
    words->start = words->rest.p;
    if (!words->rest.n)
        return;
    char first = words->rest.p[0];
    char second = words->rest.n > 1 ? words->rest.p[1] : '\0';
    if (is_quote(first) || (first == '@' && is_quote(second))) {
        words->kind = first == '@' ? WORD_VERBATIM : WORD_TEXT;
        size_t length = text_length(words, first == '@');
        words->rest = span_from(words->rest, length);
        return;
    }
    size_t n;
    if (is_digit(first)) {
        words->kind = WORD_NUMBER;
        n = number_length(words->rest);
    } else if (is_name(first) || (first == '!' && is_name(second))) {
        words->kind = WORD_NAME; /* !contains and its like are one word */
        n = name_length(words->rest);
    } else if (first == '$' && is_name(second)) {
        words->kind = WORD_NAME; /* $left, $right */
        n = name_length(words->rest);
    } else {
        words->kind = WORD_SIGN;
        n = sign_length(words->rest);
    }
    words->text = span_sub(words->rest, 0, n);
    words->rest = span_from(words->rest, n);
}

void
words_init(struct words *words, struct span query)
{
    *words = (struct words){.rest = query};
    words_next(words);
}

bool
words_at(const struct words *words, const char *text)
{
    return (words->kind == WORD_NAME || words->kind == WORD_SIGN) &&
           span_is(words->text, text);
}

bool
words_take(struct words *words, const char *text)
{
    bool same = words_at(words, text);
    if (same)
        words_next(words);
    return same;
}
