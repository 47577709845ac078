#include "config.h"

#include "api/hint.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

void
hint_release(struct hint *hint)
{
    mem_free(hint->value);
    mem_free(hint->where);
    mem_free(hint->found);
    mem_free(hint->expected);
    mem_free(hint->text);
    mem_free(hint->edit.text);
}

void
hints_release(struct hints *hints)
{
    for (size_t i = 0; i < hints->count; i++)
        hint_release(&hints->items[i]);
    mem_free(hints->items);
    *hints = (struct hints){0};
}

const char *
hint_kind_name(enum hint_kind kind)
{
    static const char *const names[] = {
        [HINT_SYNTAX] = "syntax",       [HINT_CASE] = "case",
        [HINT_SPELLING] = "spelling",   [HINT_UNKNOWN] = "unknown",
        [HINT_MISSING] = "missing",     [HINT_DUPLICATE] = "duplicate",
        [HINT_TYPE] = "type",           [HINT_ENUM] = "enum",
        [HINT_ENUM_CASE] = "enum-case", [HINT_FORMAT] = "format",
        [HINT_SIZE] = "size",           [HINT_COMBINATION] = "combination",
        [HINT_PATH] = "path",           [HINT_QUERY] = "query",
    };
    return names[kind];
}

const char *
severity_name(enum severity severity)
{
    static const char *const names[] = {
        [SEVERITY_ERROR] = "error",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_INFO] = "info",
    };
    return names[severity];
}

bool
hints_have_error(const struct hints *hints)
{
    for (size_t i = 0; i < hints->count; i++) {
        if (hints->items[i].severity == SEVERITY_ERROR)
            return true;
    }
    return false;
}

bool
hint_in_body(const struct hint *hint)
{
    return !hint->where || !*hint->where || *hint->where == '/';
}

bool
hint_apply(const struct hint *hint, struct str *body)
{
    if (!hint->fix || !hint_in_body(hint) || hint->edit.at > body->n ||
        hint->edit.length > body->n - hint->edit.at)
        return false;
    str_replace(body, hint->edit.at, hint->edit.length, span_of(hint->edit.text));
    return true;
}

struct hint *
hints_add(struct hints *hints, enum hint_kind kind, enum severity severity)
{
    ARRAY_GROW(hints->items, hints->count, hints->room);
    struct hint *hint = &hints->items[hints->count++];
    *hint = (struct hint){.kind = kind, .severity = severity, .rule = RULE_NONE};
    return hint;
}

static int
order(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int
compare(const void *left, const void *right)
{
    const struct hint *a = left, *b = right;
    int by = order(a->severity, b->severity);
    if (!by)
        by = order(a->rule, b->rule);
    if (!by)
        by = order(a->at, b->at);
    if (!by)
        by = order(a->kind, b->kind);
    return by ? by : strcmp(a->where ? a->where : "", b->where ? b->where : "");
}

void
hints_sort(struct hints *hints)
{
    if (hints->count)
        qsort(hints->items, hints->count, sizeof *hints->items, compare);
}

static void
set(char **text, struct span value)
{
    struct str s = str_dup(value);
    mem_free(*text);
    *text = str_take(&s);
}

void
hint_set_where(struct hint *hint, struct span where)
{
    set(&hint->where, where);
}

void
hint_set_found(struct hint *hint, struct span found)
{
    set(&hint->found, found);
}

void
hint_set_expected(struct hint *hint, struct span expected)
{
    set(&hint->expected, expected);
}

void
hint_set_refusal(struct hint *hint, enum rule rule, const char *code, struct span value)
{
    hint->rule = rule;
    hint->code = code;
    set(&hint->value, value);
}

void
hint_say(struct hint *hint, const char *format, ...)
{
    struct str text = {0}, shown = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    str_add_text(&shown, hint->text ? hint->text : "");
    sanitise_line(&shown, str_span(&text), SANITISE_PLAIN);
    mem_free(hint->text);
    hint->text = str_take(&shown);
    str_release(&text);
}

void
hint_cure(struct hint *hint, size_t at, size_t length, struct span text)
{
    hint->fix = true;
    hint->edit.at = at;
    hint->edit.length = length;
    set(&hint->edit.text, text);
}

const char *
brief(struct brief *out, struct span value)
{
    static const char more[] = "\xe2\x80\xa6";
    size_t room = sizeof out->text - sizeof more, n = value.n;
    if (n > room) {
        /* the whole characters that fit */
        for (n = 0;;) {
            uint32_t c;
            size_t step = utf8_next(span_from(value, n), &c);
            if (n + step > room)
                break;
            n += step;
        }
    }
    for (size_t i = 0; i < n; i++)
        out->text[i] = value.p[i] ? value.p[i] : ' ';
    memcpy(out->text + n, more, n < value.n ? sizeof more : 0);
    out->text[n < value.n ? n + sizeof more - 1 : n] = '\0';
    return out->text;
}
