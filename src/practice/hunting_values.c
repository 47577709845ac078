/* Values in hunting queries: what they are, and how they compare. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>

#define SPAN_MAX_MS 9e15 /* some 285,000 years */

const char *
kql_type_name(enum kql_type type)
{
    static const char *const known[] = {
        [KQL_STRING] = "String",     [KQL_LONG] = "Int64",
        [KQL_DOUBLE] = "Double",     [KQL_BOOL] = "SByte",
        [KQL_DATETIME] = "DateTime", [KQL_TIMESPAN] = "TimeSpan",
        [KQL_DYNAMIC] = "Object",
    };
    return known[type];
}

static bool
is_text(const struct kql_value *value)
{
    return value->type == KQL_STRING || value->type == KQL_DYNAMIC;
}

double
kql_number(const struct kql_value *value)
{
    if (is_text(value))
        return 0;
    return value->type == KQL_DOUBLE ? value->real : (double)value->whole;
}

struct kql_value
kql_text(struct span text)
{
    return (struct kql_value){.type = KQL_STRING, .text = text};
}

struct kql_value
kql_whole(enum kql_type type, int64_t whole)
{
    return (struct kql_value){.type = type, .whole = whole};
}

struct kql_value
kql_real(double real)
{
    return (struct kql_value){.type = KQL_DOUBLE, .real = real};
}

struct kql_value
kql_null(enum kql_type type)
{
    return (struct kql_value){.type = type, .null = true};
}

bool
kql_compare(const struct kql_value *a, const struct kql_value *b, int *order)
{
    if (a->null || b->null) {
        *order = (int)b->null - (int)a->null;
        return true;
    }
    if (is_text(a) != is_text(b))
        return false;
    if (is_text(a)) {
        *order = span_compare(a->text, b->text);
    } else if (a->type == KQL_DOUBLE || b->type == KQL_DOUBLE) {
        double left = kql_number(a), right = kql_number(b);
        *order = (left > right) - (left < right);
    } else {
        *order = (a->whole > b->whole) - (a->whole < b->whole);
    }
    return true;
}

bool
kql_timespan(struct span text, int64_t *ms)
{
    static const struct {
        const char *unit;
        double ms;
    } units[] = {{"ms", 1},        {"d", 86400e3},    {"h", 3600e3},
                 {"m", 60e3},      {"s", 1e3},        {"days", 86400e3},
                 {"day", 86400e3}, {"hours", 3600e3}, {"minutes", 60e3}};
    size_t digits = 0;
    while (digits < text.n &&
           (text.p[digits] == '.' || (text.p[digits] >= '0' && text.p[digits] <= '9')))
        digits++;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (!digits || !span_is(span_from(text, digits), units[i].unit))
            continue;
        struct str number = {0};
        str_add(&number, span_sub(text, 0, digits));
        double size = strtod(str_text(&number), NULL) * units[i].ms;
        str_release(&number);
        *ms = size < SPAN_MAX_MS ? (int64_t)size : 0;
        return size < SPAN_MAX_MS;
    }
    return false;
}

/* 2026-03-01, 2026-03-01 08:00[:00], with T and Z or without. */
bool
kql_datetime(struct span text, int64_t *ms)
{
    struct str whole = {0};
    text = span_trim(text);
    str_add(&whole, text);
    if (text.n > 10 && whole.p[10] == ' ')
        whole.p[10] = 'T';
    if (text.n == 10)
        str_add_text(&whole, "T00:00:00");
    if (text.n == 16)
        str_add_text(&whole, ":00");
    struct span time = span_from(str_span(&whole), 10);
    if (!span_ends(time, "Z") && !span_has(time, "+") && !span_has(time, "-"))
        str_add_byte(&whole, 'Z');
    bool good = text.n >= 10 && clock_parse_rfc3339(str_span(&whole), ms);
    str_release(&whole);
    return good;
}

bool
kql_to_text(struct hunt *hunt, const struct kql_value *value, struct span *text)
{
    *text = (struct span){"", 0};
    if (value->null)
        return true;
    if (is_text(value)) {
        *text = value->text;
        return true;
    }
    cJSON *json = json_of_value(value);
    char *printed = cJSON_PrintUnformatted(json);
    *text = span_of(printed);
    if (text->n && text->p[0] == '"')
        *text = span_sub(*text, 1, text->n - 1);
    if (value->type == KQL_BOOL)
        *text = value->whole ? SPAN("True") : SPAN("False");
    bool good = hunt_copy(hunt, text);
    cJSON_free(printed);
    cJSON_Delete(json);
    return good;
}

static int64_t
floor_to(int64_t value, int64_t size)
{
    int64_t rest = value % size;
    return value - (rest < 0 ? rest + size : rest);
}

struct kql_value
kql_bin(const struct kql_value *value, const struct kql_value *size)
{
    double step = size->null ? 0 : kql_number(size);
    if (value->null || step <= 0 || is_text(value))
        return kql_null(value->type);
    if (value->type == KQL_DOUBLE || size->type == KQL_DOUBLE)
        return kql_real(floor(kql_number(value) / step) * step);
    return kql_whole(value->type, floor_to(value->whole, size->whole));
}
