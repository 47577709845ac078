/* The tabular operators of hunting queries that take one row after another, and sort.
 */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <string.h>

/* One column to be: its name, and what it amounts to. */
struct made_column {
    struct span name;
    struct kql_expression *expression;
};

static bool
numbered_name(struct hunt *hunt, unsigned number, struct span *name)
{
    struct str text = {0};
    str_addf(&text, "Column%u", number);
    *name = str_span(&text);
    bool good = hunt_copy(hunt, name);
    str_release(&text);
    return good;
}

/* "NAME =" at the front, and not "NAME ==". */
static bool
take_new_name(struct hunt *hunt, struct span *name)
{
    struct words ahead = hunt->words;
    *name = ahead.text;
    if (ahead.kind != WORD_NAME)
        return false;
    words_next(&ahead);
    if (!words_take(&ahead, "="))
        return false;
    hunt->words = ahead;
    return true;
}

/* [NAME =] EXPRESSION, ... */
static bool
read_columns(struct hunt *hunt, struct made_column *made, unsigned *count)
{
    for (*count = 0;; ++*count) {
        struct made_column *one = &made[*count];
        if (*count == COLUMNS_MAX)
            return hunt_fail(hunt, "a table may have %d columns here", COLUMNS_MAX);
        bool named = take_new_name(hunt, &one->name);
        one->expression = expression_new(hunt);
        if (!one->expression || !expression_read(hunt, one->expression))
            return false;
        if (!named)
            one->name = one->expression->name;
        if (!one->name.n && !numbered_name(hunt, *count + 1, &one->name))
            return false;
        if (!words_take(&hunt->words, ","))
            break;
    }
    ++*count;
    return true;
}

/* Fills NEW_ROWS, which has its columns: the first KEPT are taken over as they are, and
 * MADE stands at PLACES. */
static bool
make_cells(struct hunt *hunt, struct kql_rows *new_rows, unsigned kept,
           const struct made_column *made, const unsigned *places, unsigned count)
{
    for (size_t row = 0; row < hunt->rows.count; row++) {
        struct kql_value *cells = rows_add(hunt, new_rows);
        const struct kql_value *old = rows_at(&hunt->rows, row);
        if (!cells)
            return false;
        memcpy(cells, old, kept * sizeof *cells);
        for (unsigned i = 0; i < count; i++)
            if (!expression_value(hunt, made[i].expression, old, &cells[places[i]]))
                return false;
    }
    return true;
}

/* Puts NEW_ROWS in the place of the query's rows where GOOD; else throws them away. */
static bool
put_rows(struct hunt *hunt, struct kql_rows *new_rows, bool good)
{
    struct kql_rows *gone = good ? &hunt->rows : new_rows;
    rows_release(gone);
    if (good)
        hunt->rows = *new_rows;
    return good;
}

bool
hunt_project(struct hunt *hunt)
{
    struct made_column made[COLUMNS_MAX];
    unsigned places[COLUMNS_MAX], count, index;
    struct kql_rows rows = {0};
    if (!read_columns(hunt, made, &count))
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (rows_column(&rows, made[i].name, &index))
            return hunt_fail(hunt,
                             "'%.*s' operator: a column named '%.*s' stands twice",
                             SPAN_ARG(hunt->stage), SPAN_ARG(made[i].name));
        places[i] = i;
        rows_add_column(hunt, &rows, made[i].name, expression_type(made[i].expression));
    }
    return put_rows(hunt, &rows, make_cells(hunt, &rows, 0, made, places, count));
}

bool
hunt_extend(struct hunt *hunt)
{
    struct made_column made[COLUMNS_MAX];
    unsigned places[COLUMNS_MAX], count;
    struct kql_rows rows = {0};
    if (!read_columns(hunt, made, &count))
        return false;
    rows.width = hunt->rows.width;
    memcpy(rows.columns, hunt->rows.columns, sizeof rows.columns);
    for (unsigned i = 0; i < count; i++) {
        enum kql_type type = expression_type(made[i].expression);
        if (rows_column(&rows, made[i].name, &places[i]))
            rows.columns[places[i]].type = type;
        else if (!rows_add_column(hunt, &rows, made[i].name, type))
            return false;
    }
    bool good = make_cells(hunt, &rows, hunt->rows.width, made, places, count);
    return put_rows(hunt, &rows, good);
}

/* Leaves the columns that PLACES name, in that order. */
static bool
keep_columns(struct hunt *hunt, const unsigned *places, unsigned count)
{
    struct kql_rows rows = {.width = count};
    for (unsigned i = 0; i < count; i++)
        rows.columns[i] = hunt->rows.columns[places[i]];
    for (size_t row = 0; row < hunt->rows.count; row++) {
        struct kql_value *cells = rows_add(hunt, &rows);
        if (!cells)
            return put_rows(hunt, &rows, false);
        for (unsigned i = 0; i < count; i++)
            cells[i] = rows_at(&hunt->rows, row)[places[i]];
    }
    return put_rows(hunt, &rows, true);
}

static bool
take_column(struct hunt *hunt, unsigned *index)
{
    struct span name;
    if (!hunt_take_name(hunt, &name))
        return false;
    if (rows_column(&hunt->rows, name, index))
        return true;
    return hunt_fail(hunt, "'%.*s' operator: Failed to resolve column named '%.*s'",
                     SPAN_ARG(hunt->stage), SPAN_ARG(name));
}

bool
hunt_project_away(struct hunt *hunt)
{
    bool away[COLUMNS_MAX] = {false};
    unsigned places[COLUMNS_MAX], count = 0, index;
    do {
        if (!take_column(hunt, &index))
            return false;
        away[index] = true;
    } while (words_take(&hunt->words, ","));
    for (unsigned i = 0; i < hunt->rows.width; i++)
        if (!away[i])
            places[count++] = i;
    if (!count)
        return hunt_fail(hunt, "'project-away' operator: no column is left");
    return keep_columns(hunt, places, count);
}

bool
hunt_project_rename(struct hunt *hunt)
{
    do {
        struct span name;
        unsigned index;
        if (!take_new_name(hunt, &name))
            return hunt_fail_here(hunt);
        if (!take_column(hunt, &index))
            return false;
        hunt->rows.columns[index].name = name;
    } while (words_take(&hunt->words, ","));
    return true;
}

/* Rows. */

bool
hunt_where(struct hunt *hunt)
{
    struct kql_expression *condition = expression_new(hunt);
    size_t kept = 0;
    if (!condition || !expression_read(hunt, condition))
        return false;
    for (size_t row = 0; row < hunt->rows.count; row++) {
        struct kql_value fits;
        if (!expression_value(hunt, condition, rows_at(&hunt->rows, row), &fits))
            return false;
        if (kql_is_true(&fits))
            memmove(rows_at(&hunt->rows, kept++), rows_at(&hunt->rows, row),
                    hunt->rows.width * sizeof fits);
    }
    hunt->rows.count = kept;
    return true;
}

static bool
take_count(struct hunt *hunt, size_t *count)
{
    uint64_t value;
    if (hunt->words.kind != WORD_NUMBER ||
        !span_number(hunt->words.text, INT32_MAX, &value))
        return hunt_fail_here(hunt);
    *count = (size_t)value;
    words_next(&hunt->words);
    return true;
}

static void
cut_rows(struct hunt *hunt, size_t count)
{
    if (hunt->rows.count > count)
        hunt->rows.count = count;
}

bool
hunt_take_rows(struct hunt *hunt)
{
    size_t count;
    if (!take_count(hunt, &count))
        return false;
    cut_rows(hunt, count);
    return true;
}

bool
hunt_count(struct hunt *hunt)
{
    struct kql_rows rows = {0};
    rows_add_column(hunt, &rows, SPAN("Count"), KQL_LONG);
    struct kql_value *cells = rows_add(hunt, &rows);
    if (cells)
        *cells = kql_whole(KQL_LONG, (int64_t)hunt->rows.count);
    return put_rows(hunt, &rows, cells != NULL);
}

/* Sorting. */

struct sort_key {
    struct kql_expression *expression;
    bool up, nulls_first;
};

struct sorting {
    struct sort_key keys[COLUMNS_MAX];
    unsigned count;
    struct kql_value *values; /* COUNT for each row */
};

static bool
read_keys(struct hunt *hunt, struct sorting *sorting)
{
    do {
        struct sort_key *key = &sorting->keys[sorting->count];
        if (sorting->count++ == COLUMNS_MAX)
            return hunt_fail(hunt, "that is too much to sort by");
        key->expression = expression_new(hunt);
        if (!key->expression || !expression_read(hunt, key->expression))
            return false;
        key->up = words_take(&hunt->words, "asc");
        if (!key->up)
            words_take(&hunt->words, "desc");
        key->nulls_first = key->up;
        if (words_take(&hunt->words, "nulls")) {
            key->nulls_first = words_take(&hunt->words, "first");
            if (!key->nulls_first && !hunt_take(hunt, "last"))
                return false;
        }
    } while (words_take(&hunt->words, ","));
    return true;
}

static int
order_of(const struct sorting *sorting, size_t a, size_t b)
{
    for (unsigned i = 0; i < sorting->count; i++) {
        const struct kql_value *x = &sorting->values[a * sorting->count + i];
        const struct kql_value *y = &sorting->values[b * sorting->count + i];
        const struct sort_key *key = &sorting->keys[i];
        int order = 0;
        if (x->null || y->null) {
            order = (int)y->null - (int)x->null;
            order = key->nulls_first ? order : -order;
        } else if (kql_compare(x, y, &order)) {
            order = key->up ? order : -order;
        }
        if (order)
            return order;
    }
    return 0;
}

/* Merges runs that double in length: equal rows stay in their order. */
static size_t *
sorted_rows(const struct sorting *sorting, size_t count)
{
    size_t *rows = mem_alloc((count + 1) * sizeof *rows);
    size_t *other = mem_alloc((count + 1) * sizeof *other);
    for (size_t i = 0; i < count; i++)
        rows[i] = i;
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t from = 0; from < count; from += 2 * run) {
            size_t middle = from + run < count ? from + run : count;
            size_t to = middle + run < count ? middle + run : count;
            size_t left = from, right = middle;
            for (size_t i = from; i < to; i++) {
                bool first =
                    left < middle &&
                    (right >= to || order_of(sorting, rows[left], rows[right]) <= 0);
                other[i] = rows[first ? left++ : right++];
            }
        }
        size_t *sorted = other;
        other = rows;
        rows = sorted;
    }
    mem_free(other);
    return rows;
}

static bool
sort_rows(struct hunt *hunt, struct sorting *sorting)
{
    struct kql_rows rows = hunt->rows;
    size_t count = rows.count, size = count * sorting->count * sizeof *sorting->values;
    sorting->values = hunt_memory(hunt, size);
    for (size_t row = 0; row < count && sorting->values; row++)
        for (unsigned i = 0; i < sorting->count; i++)
            if (!expression_value(hunt, sorting->keys[i].expression,
                                  rows_at(&rows, row),
                                  &sorting->values[row * sorting->count + i]))
                return false;
    if (!sorting->values)
        return false;
    size_t *order = sorted_rows(sorting, count);
    rows.cells = NULL;
    rows.count = rows.room = 0;
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        struct kql_value *cells = rows_add(hunt, &rows);
        good = cells != NULL;
        if (good)
            memcpy(cells, rows_at(&hunt->rows, order[i]), rows.width * sizeof *cells);
    }
    mem_free(order);
    return put_rows(hunt, &rows, good);
}

bool
hunt_sort(struct hunt *hunt)
{
    struct sorting sorting = {.count = 0};
    return hunt_take(hunt, "by") && read_keys(hunt, &sorting) &&
           sort_rows(hunt, &sorting);
}

bool
hunt_top(struct hunt *hunt)
{
    size_t count;
    if (!take_count(hunt, &count) || !hunt_sort(hunt))
        return false;
    cut_rows(hunt, count);
    return true;
}
