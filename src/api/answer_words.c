/* Finding a body inside other text. */
#include "config.h"

#include "api/answer_parts.h"
#include "base/memory.h"

enum { TEXT_MAX = 65536, VALUE_MAX = 200 };

/* What stands before a status in logs and error texts of HTTP libraries; signs, blanks
 * and quotes may stand between. */
static const char *const before[] = {
    "HTTP/1.1",
    "HTTP/1.0",
    "HTTP/2.0",
    "HTTP/2",
    "HTTP/3",
    "status code",
    "status code of",
    "status code is",
    "status_code",
    "StatusCode",
    "status",
    "indicate success",
    "returned an error",
    "HTTP error",
    "HTTP status",
    "HTTP",
    "<Response",
    "error",
    "returned",
    "Code",
};

/* What stands right behind one. */
static const char *const behind[] = {" Client Error", " Server Error"};

static bool
three_digits(struct span text, size_t at, int *status)
{
    uint64_t n;
    bool longer = (at + 3 < text.n && text.p[at + 3] >= '0' && text.p[at + 3] <= '9') ||
                  (at > 0 && text.p[at - 1] >= '0' && text.p[at - 1] <= '9');
    if (longer || at + 3 > text.n ||
        !span_number(span_sub(text, at, at + 3), 599, &n) || n < 400)
        return false;
    *status = (int)n;
    return true;
}

static size_t
skip_signs(struct span text, size_t at)
{
    static const struct span signs = SPAN_INIT(" :=\t\"'[(");
    size_t end = at;
    while (end < text.n && end - at < 16 &&
           span_find_byte(signs, 0, text.p[end]) < signs.n)
        end++;
    return end;
}

static int
status_behind_cue(struct span text, struct span cue)
{
    int status;
    for (size_t i = span_find_nocase(text, 0, cue); i < text.n;
         i = span_find_nocase(text, i + 1, cue)) {
        size_t at = skip_signs(text, i + cue.n);
        if (at > i + cue.n && three_digits(text, at, &status))
            return status;
    }
    return 0;
}

/* "(400)": only with both brackets. */
static int
status_in_brackets(struct span text)
{
    int status;
    for (size_t i = span_find_byte(text, 0, '('); i < text.n;
         i = span_find_byte(text, i + 1, '('))
        if (three_digits(text, i + 1, &status) && i + 4 < text.n &&
            text.p[i + 4] == ')')
            return status;
    return 0;
}

/* "400 Bad Request" */
static int
status_with_reason(struct span text)
{
    int status;
    for (size_t i = 0; i + 3 < text.n; i++) {
        if (text.p[i] < '4' || text.p[i] > '5' || !three_digits(text, i, &status))
            continue;
        const char *reason = status_reason(status);
        struct span rest = span_from(text, i + 3);
        for (size_t k = 0; k < COUNT_OF(behind); k++)
            if (span_starts_nocase(rest, behind[k]))
                return status;
        while (rest.n && (rest.p[0] == ' ' || rest.p[0] == ':' || rest.p[0] == '-' ||
                          rest.p[0] == ')'))
            rest = span_from(rest, 1);
        if (*reason && span_starts_nocase(rest, reason))
            return status;
    }
    return 0;
}

int
answer_status_find(struct span text)
{
    text = span_sub(text, 0, TEXT_MAX);
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        int status = status_behind_cue(text, span_of(before[i]));
        if (status)
            return status;
    }
    int status = status_with_reason(text);
    return status ? status : status_in_brackets(text);
}

static const char *const wanted[] = {
    "Retry-After",         "client-request-id",           "request-id",
    "x-ms-request-id",     "x-ms-correlation-request-id", "x-azure-ref",
    "x-ms-ags-diagnostic", "mise-correlation-id",
};

/* The value behind a name: a colon or equals sign, quotes around both, up to the end of
 * the quotes, the line or the next comma. */
static struct span
value_behind(struct span rest)
{
    size_t i = 0;
    bool sign = false;
    while (i < rest.n && i < 16 &&
           (rest.p[i] == ' ' || rest.p[i] == '"' || rest.p[i] == '\'' ||
            rest.p[i] == ':' || rest.p[i] == '=')) {
        sign = sign || rest.p[i] == ':' || rest.p[i] == '=';
        i++;
    }
    size_t end = i;
    while (end < rest.n && end - i < VALUE_MAX && rest.p[end] != '"' &&
           rest.p[end] != '\'' && rest.p[end] != '\n' && rest.p[end] != ',' &&
           rest.p[end] != '\r' && rest.p[end] != '}')
        end++;
    return sign ? span_trim(span_sub(rest, i, end)) : (struct span){0};
}

static bool
word_begins(struct span text, size_t at)
{
    char c = at ? text.p[at - 1] : ' ';
    return !((c | 32) >= 'a' && (c | 32) <= 'z') && c != '-' && c != '_';
}

void
answer_headers_find(struct pairs *headers, struct span text)
{
    text = span_sub(text, 0, TEXT_MAX);
    for (size_t k = 0; k < COUNT_OF(wanted); k++) {
        struct span name = span_of(wanted[k]);
        for (size_t i = span_find_nocase(text, 0, name); i < text.n;
             i = span_find_nocase(text, i + 1, name)) {
            struct span value = value_behind(span_from(text, i + name.n));
            if (!word_begins(text, i) || !value.n)
                continue;
            pairs_add(headers, name, value);
            break;
        }
    }
}
