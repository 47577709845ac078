/* The functions that a $filter may call. */
#include "config.h"

#include "practice/odata_value.h"

#include "base/memory.h"

#include <math.h>
#include <regex.h>

#define RUN(name)                                                                      \
    static void name(const struct value *const *a, unsigned count, clock_ms now,       \
                     struct value *value)
#define UNUSED() ((void)a, (void)count, (void)now)

static struct span
text_at(const struct value *const *a, unsigned count, unsigned index)
{
    return index < count && a[index]->kind == TEXT ? a[index]->text : SPAN("");
}

/* The time of the first argument; false: it is none, and the result is nothing. */
static bool
time_at(const struct value *const *a, unsigned count, clock_ms *at)
{
    if (!count)
        return false;
    *at = (clock_ms)a[0]->number;
    return a[0]->kind == TIME ||
           (a[0]->kind == TEXT && value_read_time(a[0]->text, at));
}

static void
set_text(struct value *value, struct span text)
{
    value->kind = TEXT;
    value->text = text;
}

RUN(run_startswith)
{
    UNUSED();
    struct span text = text_at(a, count, 0), part = text_at(a, count, 1);
    value_set_flag(value, span_equal(span_sub(text, 0, part.n), part));
}

RUN(run_endswith)
{
    UNUSED();
    struct span text = text_at(a, count, 0), part = text_at(a, count, 1);
    value_set_flag(value, text.n >= part.n &&
                              span_equal(span_from(text, text.n - part.n), part));
}

RUN(run_contains)
{
    UNUSED();
    struct span text = text_at(a, count, 0), part = text_at(a, count, 1);
    value_set_flag(value, !part.n || span_find(text, 0, part) < text.n);
}

RUN(run_indexof)
{
    UNUSED();
    struct span text = text_at(a, count, 0), part = text_at(a, count, 1);
    size_t at = span_find(text, 0, part);
    value_set_number(value, at == text.n && part.n ? -1 : (double)at);
}

RUN(run_concat)
{
    UNUSED();
    str_add(&value->own, text_at(a, count, 0));
    str_add(&value->own, text_at(a, count, 1));
    set_text(value, str_span(&value->own));
}

/* substring(TEXT, FROM[, LENGTH]) */
RUN(run_substring)
{
    UNUSED();
    struct span text = text_at(a, count, 0);
    double from = count > 1 ? a[1]->number : 0;
    double length = count > 2 ? a[2]->number : (double)text.n;
    size_t start = from < 0 ? 0 : from > (double)text.n ? text.n : (size_t)from;
    size_t n = length < 0 ? 0 : length > (double)text.n ? text.n : (size_t)length;
    set_text(value, span_sub(text, start, start + n));
}

static void
change_case(struct value *value, struct span text, char low, char high, int step)
{
    for (size_t i = 0; i < text.n; i++) {
        bool changes = text.p[i] >= low && text.p[i] <= high;
        str_add_byte(&value->own, changes ? (char)(text.p[i] + step) : text.p[i]);
    }
    set_text(value, str_span(&value->own));
}

RUN(run_tolower)
{
    UNUSED();
    change_case(value, text_at(a, count, 0), 'A', 'Z', 'a' - 'A');
}

RUN(run_toupper)
{
    UNUSED();
    change_case(value, text_at(a, count, 0), 'a', 'z', 'A' - 'a');
}

RUN(run_trim)
{
    UNUSED();
    set_text(value, span_trim(text_at(a, count, 0)));
}

RUN(run_length)
{
    UNUSED();
    value_set_number(value, (double)text_at(a, count, 0).n);
}

/* POSIX extended expressions; one that can't be read matches nothing. */
RUN(run_matches)
{
    UNUSED();
    struct str text = str_dup(text_at(a, count, 0)), pattern = {0};
    regex_t regex;
    str_add(&pattern, text_at(a, count, 1));
    bool read = regcomp(&regex, str_text(&pattern), REG_EXTENDED | REG_NOSUB) == 0;
    value_set_flag(value, read && regexec(&regex, str_text(&text), 0, NULL, 0) == 0);
    if (read)
        regfree(&regex);
    str_release(&text);
    str_release(&pattern);
}

RUN(run_now)
{
    UNUSED();
    value->kind = TIME;
    value->number = (double)now;
}

static void
set_part(const struct value *const *a, unsigned count, char part, struct value *value)
{
    clock_ms at;
    if (!time_at(a, count, &at))
        return;
    struct civil civil = clock_civil(at);
    value_set_number(value, part == 'Y'   ? (double)civil.year
                            : part == 'M' ? civil.month
                            : part == 'D' ? civil.day
                            : part == 'h' ? civil.hour
                            : part == 'm' ? civil.minute
                                          : civil.second);
}

#define PART(name, part)                                                               \
    RUN(name)                                                                          \
    {                                                                                  \
        UNUSED();                                                                      \
        set_part(a, count, part, value);                                               \
    }

PART(run_year, 'Y')
PART(run_month, 'M')
PART(run_day, 'D')
PART(run_hour, 'h')
PART(run_minute, 'm')
PART(run_second, 's')

/* The day alone, as its first moment. */
RUN(run_date)
{
    const clock_ms day = 86400000;
    clock_ms at;
    UNUSED();
    if (!time_at(a, count, &at))
        return;
    value->kind = TIME;
    value->number = floor((double)at / (double)day) * (double)day;
}

#define ROUNDING(name, function)                                                       \
    RUN(name)                                                                          \
    {                                                                                  \
        UNUSED();                                                                      \
        if (count && a[0]->kind == NUMBER)                                             \
            value_set_number(value, function(a[0]->number));                           \
    }

ROUNDING(run_floor, floor)
ROUNDING(run_ceiling, ceil)
ROUNDING(run_round, round)

/* clang-format off */
static const struct {
    const char *name;
    void (*run)(const struct value *const *a, unsigned count, clock_ms now, struct value *value);
} functions[] = {
    {"ceiling", run_ceiling},
    {"concat", run_concat},
    {"contains", run_contains},
    {"date", run_date},
    {"day", run_day},
    {"endswith", run_endswith},
    {"floor", run_floor},
    {"hour", run_hour},
    {"indexof", run_indexof},
    {"length", run_length},
    {"matchesPattern", run_matches},
    {"minute", run_minute},
    {"month", run_month},
    {"now", run_now},
    {"round", run_round},
    {"second", run_second},
    {"startswith", run_startswith},
    {"substring", run_substring},
    {"tolower", run_tolower},
    {"toupper", run_toupper},
    {"trim", run_trim},
    {"year", run_year},
};
/* clang-format on */

bool
value_call(struct span name, const struct value *const *arguments, unsigned count,
           clock_ms now, struct value *value)
{
    for (size_t i = 0; i < COUNT_OF(functions); i++) {
        if (!span_is(name, functions[i].name))
            continue;
        functions[i].run(arguments, count, now, value);
        return true;
    }
    return false;
}
