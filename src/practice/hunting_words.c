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

static size_t
text_length(struct words *words)
{
    char quote = words->rest.p[0];
    for (size_t i = 1; i < words->rest.n; i++) {
        if (words->rest.p[i] == '\\')
            i++;
        else if (words->rest.p[i] == quote) {
            words->text = span_sub(words->rest, 1, i);
            return i + 1;
        }
    }
    words->kind = WORD_BROKEN;
    return words->rest.n;
}

static size_t
sign_length(struct span rest)
{
    static const char *const pairs[] = {"==", "!=", "=~", "!~", "<=", ">="};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (span_starts(rest, pairs[i]))
            return 2;
    return 1;
}

void
words_next(struct words *words)
{
    if (words->rest.n)
        skip_space(words);
    words->text = (struct span){0};
    words->kind = WORD_END;
    if (!words->rest.n)
        return;
    char first = words->rest.p[0];
    size_t n = 0;
    if (first == '\'' || first == '"') {
        words->kind = WORD_TEXT;
        n = text_length(words);
        words->rest = span_from(words->rest, n);
        return;
    }
    /* !contains and its like are one word */
    if (is_name(first) ||
        (first == '!' && words->rest.n > 1 && is_name(words->rest.p[1]))) {
        words->kind = is_digit(first) ? WORD_NUMBER : WORD_NAME;
        for (n = 1; n < words->rest.n; n++) {
            char c = words->rest.p[n];
            if (!is_name(c) && !(words->kind == WORD_NUMBER && c == '.') &&
                !(words->kind == WORD_NAME && c == '~'))
                break;
        }
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
words_take(struct words *words, const char *text)
{
    bool same = (words->kind == WORD_NAME || words->kind == WORD_SIGN) &&
                span_is_nocase(words->text, text);
    if (same)
        words_next(words);
    return same;
}
