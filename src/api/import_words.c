/* A command line taken apart as its shell would. Variables stay as they are written;
 * nothing is run. */
#include "config.h"

#include "api/import_parts.h"

#include "base/utf8.h"

#include <string.h>

struct words {
    struct span text;
    size_t at;
    struct str *out;
    bool begun;                             /* a word */
    struct powershell_expansion *expansion; /* or NULL: $name stays as it is written */
};

static char
peek(const struct words *words, size_t ahead)
{
    return words->at + ahead < words->text.n ? words->text.p[words->at + ahead] : '\0';
}

static void
put(struct words *words, char c)
{
    str_add_byte(words->out, c);
    words->begun = true;
}

static void
end_word(struct words *words)
{
    if (words->begun)
        str_add_byte(words->out, '\0');
    words->begun = false;
}

/* A line break at the place, CR LF as one; the bytes that it takes. */
static size_t
line_break(const struct words *words, size_t ahead)
{
    if (peek(words, ahead) == '\n')
        return 1;
    return peek(words, ahead) == '\r' && peek(words, ahead + 1) == '\n' ? 2 : 0;
}

/* --- POSIX shells (Shell Command Language, 2.2), and $'...' --- */

static int
digits(struct words *words, int base, int most)
{
    int value = 0;
    for (; most; most--, words->at++) {
        char c = peek(words, 0);
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 99;
        if (digit >= base)
            break;
        value = value * base + digit;
    }
    return value;
}

static void
put_escape(struct words *words)
{
    static const char from[] = "abefnrtv\\'\"?", to[] = "\a\b\033\f\n\r\t\v\\'\"?";
    char c = peek(words, 0);
    const char *known = c ? strchr(from, c) : NULL;
    words->begun = true;
    if (known) {
        words->at++;
        put(words, to[known - from]);
    } else if (c == 'x') {
        words->at++;
        put(words, (char)digits(words, 16, 2));
    } else if (c == 'u' || c == 'U') {
        char bytes[4];
        words->at++;
        uint32_t value = (uint32_t)digits(words, 16, c == 'u' ? 4 : 8);
        bool scalar = value < 0x110000 && (value < 0xd800 || value > 0xdfff);
        str_add(words->out,
                (struct span){bytes, utf8_put(bytes, scalar ? value : 0xfffd)});
    } else if (c >= '0' && c <= '7') {
        put(words, (char)digits(words, 8, 3));
    } else {
        put(words, '\\');
    }
}

static bool
ansi_c_quoted(struct words *words)
{
    words->begun = true;
    for (words->at += 2; words->at < words->text.n;) {
        char c = words->text.p[words->at++];
        if (c == '\'')
            return true;
        if (c == '\\')
            put_escape(words);
        else
            put(words, c);
    }
    return false;
}

static bool
posix_quoted(struct words *words, char quote)
{
    words->begun = true;
    for (words->at++; words->at < words->text.n; words->at++) {
        char c = words->text.p[words->at];
        if (c == quote) {
            words->at++;
            return true;
        }
        if (c == '\\' && quote == '"' && line_break(words, 1)) {
            words->at += line_break(words, 1);
        } else if (c == '\\' && quote == '"' && peek(words, 1) &&
                   strchr("$`\"\\", peek(words, 1))) {
            words->at++;
            put(words, words->text.p[words->at]);
        } else {
            put(words, c);
        }
    }
    return false;
}

/* One step; false at the end of the command. *GOOD: no quote is open. */
static bool
posix_step(struct words *words, bool *good)
{
    char c = peek(words, 0);
    if (c == '\\' && line_break(words, 1)) {
        words->at += 1 + line_break(words, 1);
    } else if (c == '\\') {
        put(words, peek(words, 1));
        words->at += 2;
    } else if (c == '$' && peek(words, 1) == '\'') {
        *good = ansi_c_quoted(words);
    } else if (c == '\'' || c == '"') {
        *good = posix_quoted(words, c);
    } else if (c == '#' && !words->begun) {
        while (words->at < words->text.n && peek(words, 0) != '\n')
            words->at++;
    } else if (strchr("\n;|&", c)) {
        words->at++;
        return false;
    } else {
        words->at++;
        if (c == ' ' || c == '\t' || c == '\r')
            end_word(words);
        else
            put(words, c);
    }
    return true;
}

/* --- cmd, and the C runtime's arguments --- */

static void
c_runtime(struct span line, struct str *out)
{
    struct words words = {.text = line, .out = out};
    for (bool quoted = false; words.at < line.n;) {
        char c = peek(&words, 0);
        size_t slashes = 0;
        while (peek(&words, slashes) == '\\')
            slashes++;
        if (slashes && peek(&words, slashes) == '"') {
            str_add_repeat(out, '\\', slashes / 2);
            words.begun = true;
            words.at += slashes;
            if (slashes % 2) {
                put(&words, '"');
                words.at++;
            }
        } else if (slashes) {
            str_add_repeat(out, '\\', slashes);
            words.begun = true;
            words.at += slashes;
        } else if (c == '"' && quoted && peek(&words, 1) == '"') {
            put(&words, '"');
            words.at += 2;
        } else if (c == '"') {
            quoted = !quoted;
            words.begun = true;
            words.at++;
        } else if ((c == ' ' || c == '\t') && !quoted) {
            end_word(&words);
            words.at++;
        } else {
            put(&words, c);
            words.at++;
        }
    }
    end_word(&words);
}

static bool
cmd_words(struct words *words)
{
    struct str line = {0};
    bool quoted = false;
    for (; words->at < words->text.n; words->at++) {
        char c = words->text.p[words->at];
        if (c == '^' && !quoted && line_break(words, 1)) {
            words->at += line_break(words, 1);
        } else if (c == '^' && !quoted) {
            words->at++;
            str_add_byte(&line, peek(words, 0));
        } else if (c == '\n' || (!quoted && (c == '&' || c == '|'))) {
            words->at++;
            break;
        } else if (c != '\r') {
            quoted ^= c == '"';
            str_add_byte(&line, c);
        }
    }
    c_runtime(span_trim(str_span(&line)), words->out);
    str_release(&line);
    return true;
}

/* --- PowerShell (about_Quoting_Rules) --- */

static size_t
single_quote(const struct words *words, size_t ahead)
{
    uint32_t c;
    size_t n = utf8_next(span_from(words->text, words->at + ahead), &c);
    return c == '\'' || (c >= 0x2018 && c <= 0x201b) ? n : 0;
}

static bool
powershell_single(struct words *words)
{
    words->begun = true;
    words->at += single_quote(words, 0);
    while (words->at < words->text.n) {
        size_t n = single_quote(words, 0);
        if (n && !single_quote(words, n)) {
            words->at += n;
            return true;
        }
        put(words, words->text.p[words->at]);
        for (size_t i = 1; i < n; i++)
            put(words, words->text.p[words->at + i]);
        words->at += n ? 2 * n : 1;
    }
    return false;
}

static void
put_backtick(struct words *words)
{
    static const char from[] = "0abefnrtv", to[] = "\0\a\b\033\f\n\r\t\v";
    char c = peek(words, 1);
    const char *known = c ? strchr(from, c) : NULL;
    put(words, known ? to[known - from] : c);
    words->at += 2;
}

static bool
in_name(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
}

/* $name and ${name}; $(...), $env:name and the like are worked out when it runs. */
static void
put_variable(struct words *words)
{
    struct powershell_expansion *expansion = words->expansion;
    size_t braces = peek(words, 1) == '{', from = words->at + 1 + braces, to = from;
    while (to < words->text.n && in_name(words->text.p[to]))
        to++;
    struct span name = span_sub(words->text, from, to);
    char after = to < words->text.n ? words->text.p[to] : '\0';
    const struct str *value = NULL;
    if (name.n && after != ':' && (!braces || after == '}'))
        value = expansion->find(expansion->owner, name);
    if (value) {
        str_add(words->out, str_span(value));
        words->at = to + braces;
        return;
    }
    expansion->worked_out |= name.n || braces || after == '(';
    put(words, '$');
    words->at++;
}

/* What stands for something else outside of quotes too; false: nothing does. */
static bool
expand_step(struct words *words)
{
    char c = peek(words, 0);
    if (c == '`')
        put_backtick(words);
    else if (c == '$' && words->expansion)
        put_variable(words);
    else
        return false;
    return true;
}

void
powershell_expand(struct span text, struct str *out,
                  struct powershell_expansion *expansion)
{
    struct words words = {.text = text, .out = out, .expansion = expansion};
    while (words.at < text.n)
        if (!expand_step(&words))
            put(&words, text.p[words.at++]);
}

static bool
powershell_double(struct words *words)
{
    words->begun = true;
    for (words->at++; words->at < words->text.n;) {
        char c = words->text.p[words->at];
        if (c == '"' && peek(words, 1) == '"') {
            put(words, '"');
            words->at += 2;
        } else if (c == '"') {
            words->at++;
            return true;
        } else if (!expand_step(words)) {
            put(words, c);
            words->at++;
        }
    }
    return false;
}

static bool
powershell_step(struct words *words, bool *good)
{
    char c = peek(words, 0);
    if (c == '`' && line_break(words, 1)) {
        words->at += 1 + line_break(words, 1);
    } else if (c == '`') {
        put_backtick(words);
    } else if (single_quote(words, 0)) {
        *good = powershell_single(words);
    } else if (c == '"') {
        *good = powershell_double(words);
    } else if (strchr("\n;|", c)) {
        words->at++;
        return false;
    } else {
        words->at++;
        if (c == ' ' || c == '\t' || c == '\r')
            end_word(words);
        else
            put(words, c);
    }
    return true;
}

bool
powershell_string(struct span text, size_t *at, struct str *out,
                  struct powershell_expansion *expansion)
{
    struct words words = {.text = text, .at = *at, .out = out, .expansion = expansion};
    bool good =
        single_quote(&words, 0) ? powershell_single(&words) : powershell_double(&words);
    *at = words.at;
    return good;
}

bool
shell_words(enum shell shell, struct span *rest, struct str *out)
{
    struct words words = {.text = *rest, .out = out};
    bool good = true;
    if (shell == SHELL_CMD) {
        good = cmd_words(&words);
    } else {
        bool (*step)(struct words *, bool *) =
            shell == SHELL_POSIX ? posix_step : powershell_step;
        while (good && words.at < words.text.n && step(&words, &good))
            ;
        end_word(&words);
    }
    *rest = span_from(*rest, words.at);
    return good;
}
