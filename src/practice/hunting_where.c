/* Values in hunting queries, and the conditions of where. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <stdlib.h>

enum { CLAUSES_MAX = 32 };

static bool
take_span_of_time(struct hunt *hunt, double *ms)
{
    static const struct {
        const char *unit;
        double ms;
    } units[] = {{"d", 86400e3}, {"h", 3600e3}, {"m", 60e3}, {"s", 1e3}};
    struct span text = hunt->words.text;
    uint64_t count;
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (hunt->words.kind != WORD_NUMBER || !span_ends(text, units[i].unit) ||
            !span_number(span_sub(text, 0, text.n - 1), 100000, &count))
            continue;
        *ms = (double)count * units[i].ms;
        words_next(&hunt->words);
        return true;
    }
    return hunt_fail_here(hunt);
}

static bool
take_time_call(struct hunt *hunt, struct cell *value)
{
    struct words *words = &hunt->words;
    double now = (double)hunt->call->now->wall, back = 0;
    *value = (struct cell){.kind = CELL_TIME, .number = now};
    if (words_take(words, "now"))
        return (words_take(words, "(") && words_take(words, ")")) ||
               hunt_fail_here(hunt);
    if (words_take(words, "ago")) {
        if (!words_take(words, "("))
            return hunt_fail_here(hunt);
        if (!take_span_of_time(hunt, &back))
            return false;
        value->number = now - back;
        return words_take(words, ")") || hunt_fail_here(hunt);
    }
    /* datetime(...): everything up to the bracket */
    if (!words_take(words, "datetime"))
        return hunt_fail_here(hunt);
    clock_ms at;
    const char *start = words->rest.p;
    struct span text = {0};
    size_t end = span_find_byte(words->rest, 0, ')');
    if (start)
        text = span_trim(span_sub(words->rest, 0, end));
    struct str whole = {0};
    str_add(&whole, text);
    if (text.n == 10)
        str_add_text(&whole, "T00:00:00Z");
    bool good = clock_parse_rfc3339(str_span(&whole), &at);
    str_release(&whole);
    if (!good)
        return hunt_fail(hunt, "Semantic error: not a date:", text);
    value->number = (double)at;
    words->rest = span_from(words->rest, end);
    words_next(words); /* the bracket that closes */
    words_next(words);
    return true;
}

static bool
take_value(struct hunt *hunt, struct cell *value)
{
    struct words *words = &hunt->words;
    *value = (struct cell){.kind = CELL_TEXT, .text = words->text};
    if (words->kind == WORD_TEXT) {
        words_next(words);
        return true;
    }
    if (words->kind == WORD_NUMBER) {
        struct str digits = {0};
        str_add(&digits, words->text);
        value->kind = CELL_NUMBER;
        value->number = strtod(str_text(&digits), NULL);
        str_release(&digits);
        words_next(words);
        return true;
    }
    bool yes = words_take(words, "true");
    if (yes || words_take(words, "false")) {
        *value = (struct cell){.kind = CELL_FLAG, .number = yes};
        return true;
    }
    return take_time_call(hunt, value);
}

/* Where. */

enum relation {
    IS,
    IS_NOT,
    IS_LIKE, /* whatever the letter case */
    IS_NOT_LIKE,
    LESS,
    LESS_OR_SAME,
    MORE,
    MORE_OR_SAME,
    CONTAINS,
    CONTAINS_NOT,
    STARTS,
    ENDS,
};

static const struct {
    const char *word;
    enum relation relation;
} relations[] = {
    {"==", IS},
    {"!=", IS_NOT},
    {"=~", IS_LIKE},
    {"!~", IS_NOT_LIKE},
    {"<=", LESS_OR_SAME},
    {">=", MORE_OR_SAME},
    {"<", LESS},
    {">", MORE},
    {"contains", CONTAINS},
    {"has", CONTAINS},
    {"!has", CONTAINS_NOT},
    {"!contains", CONTAINS_NOT},
    {"startswith", STARTS},
    {"endswith", ENDS},
};

struct clause {
    const char *column;
    enum relation relation;
    struct cell value;
    bool starts_new; /* an "or" stands before it */
};

static bool
take_clause(struct hunt *hunt, struct clause *clause)
{
    const struct hunting_column *column = hunt_take_column(hunt);
    if (!column)
        return false;
    clause->column = column->name;
    for (size_t i = 0; i < COUNT_OF(relations); i++) {
        if (!words_take(&hunt->words, relations[i].word))
            continue;
        clause->relation = relations[i].relation;
        return take_value(hunt, &clause->value);
    }
    return hunt_fail_here(hunt);
}

static int
sign_of(double difference)
{
    return (difference > 0) - (difference < 0);
}

int
hunt_compare(const cJSON *cell, const struct cell *value, bool any_case)
{
    struct span text = span_of(cJSON_GetStringValue(cell));
    clock_ms at;
    if (cJSON_IsBool(cell))
        return sign_of(cJSON_IsTrue(cell) - value->number);
    if (cJSON_IsNumber(cell))
        return sign_of(cell->valuedouble - value->number);
    if (value->kind == CELL_TIME)
        return clock_parse_rfc3339(text, &at) ? sign_of((double)at - value->number)
                                              : -1;
    if (any_case && span_equal_nocase(text, value->text))
        return 0;
    return sign_of(span_compare(text, value->text));
}

static bool
holds(const cJSON *row, const struct clause *clause)
{
    const cJSON *cell = object_get(row, clause->column);
    struct span text = span_of(cJSON_GetStringValue(cell));
    const struct cell *value = &clause->value;
    bool any_case = clause->relation == IS_LIKE || clause->relation == IS_NOT_LIKE;
    int order = hunt_compare(cell, value, any_case);
    size_t found = span_find_nocase(text, 0, value->text);
    switch (clause->relation) {
    case IS:
    case IS_LIKE:
        return order == 0;
    case IS_NOT:
    case IS_NOT_LIKE:
        return order != 0;
    case LESS:
        return order < 0;
    case LESS_OR_SAME:
        return order <= 0;
    case MORE:
        return order > 0;
    case MORE_OR_SAME:
        return order >= 0;
    case CONTAINS:
        return found < text.n || !value->text.n;
    case CONTAINS_NOT:
        return found == text.n && value->text.n;
    case STARTS:
        return found == 0;
    case ENDS:
        return text.n >= value->text.n &&
               span_equal_nocase(span_from(text, text.n - value->text.n), value->text);
    default:
        return false;
    }
}

/* "and" binds before "or". */
static bool
row_fits(const cJSON *row, const struct clause *clauses, unsigned count)
{
    bool all = true;
    for (unsigned i = 0; i < count; i++) {
        if (clauses[i].starts_new) {
            if (all)
                return true;
            all = true;
        }
        all = all && holds(row, &clauses[i]);
    }
    return all;
}

bool
hunt_where(struct hunt *hunt)
{
    struct clause clauses[CLAUSES_MAX] = {0};
    unsigned count = 0;
    for (;;) {
        if (count == CLAUSES_MAX)
            return hunt_fail_here(hunt);
        if (!take_clause(hunt, &clauses[count]))
            return false;
        count++;
        if (words_take(&hunt->words, "and"))
            continue;
        if (!words_take(&hunt->words, "or"))
            break;
        if (count < CLAUSES_MAX)
            clauses[count].starts_new = true;
    }
    cJSON *row = hunt->rows->child;
    while (row) {
        cJSON *next = row->next;
        if (!row_fits(row, clauses, count))
            cJSON_Delete(cJSON_DetachItemViaPointer(hunt->rows, row));
        row = next;
    }
    return true;
}
