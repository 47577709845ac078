/* Which rows a table shows: those that pass all of its filters. */
#include "config.h"

#include "explorer/table_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* --- one row --- */

static bool
has_text(struct span raw, struct span sought)
{
    struct str plain = {0};
    table_plain(raw, &plain);
    bool has = plain.n && span_find_nocase(str_span(&plain), 0, sought) < plain.n;
    str_release(&plain);
    return has;
}

/* As much of a time as was written of the one that is sought, so that "2026-01-31" is
 * the whole day; one with a zone is meant to its last digit. */
static struct span
time_as_written(struct span time, struct span sought)
{
    size_t digits = 0, end = 0;
    if (span_has(sought, "Z"))
        return time;
    for (size_t i = 0; i < sought.n; i++)
        digits += sought.p[i] >= '0' && sought.p[i] <= '9';
    for (; end < time.n && digits; end++)
        digits -= time.p[end] >= '0' && time.p[end] <= '9';
    return span_sub(time, 0, end);
}

/* RAW is empty where the row has no such cell. */
static bool
cell_passes(const struct table_filter *filter, enum table_kind kind, struct span raw)
{
    struct span sought = str_span(&filter->value);
    if (span_is(raw, "null"))
        raw = (struct span){0};
    if (filter->test == TEST_HAS || filter->test == TEST_HAS_NOT)
        return has_text(raw, sought) == (filter->test == TEST_HAS);
    struct str plain = {0};
    table_plain(raw, &plain);
    struct span cell = str_span(&plain);
    if (kind == TABLE_TIME && table_is_time(cell) && table_is_time(sought))
        cell = time_as_written(cell, sought);
    int order = table_compare(raw.n ? kind : TABLE_TEXT, cell, sought);
    bool empty = !plain.n;
    str_release(&plain);
    switch (filter->test) {
    case TEST_IS:
        return order == 0;
    case TEST_IS_NOT:
        return order != 0;
    case TEST_LESS:
        return !empty && order < 0;
    case TEST_MORE:
        return !empty && order > 0;
    case TEST_AT_MOST:
        return !empty && order <= 0;
    case TEST_AT_LEAST:
        return !empty && order >= 0;
    case TEST_HAS:
    case TEST_HAS_NOT:
        break;
    }
    return false;
}

static bool
any_passes(const struct table *table, const struct table_filter *filter,
           struct span text, size_t row)
{
    struct span cells[TABLE_COLUMNS_MAX];
    bool every = filter->test == TEST_IS_NOT || filter->test == TEST_HAS_NOT;
    table_cells(table, text, row, cells);
    for (size_t i = 0; i < table->column_count; i++)
        if (cell_passes(filter, table->columns[i].kind, cells[i]) != every)
            return !every;
    return every;
}

static bool
filter_passes(const struct table *table, const struct table_filter *filter,
              struct span text, size_t row)
{
    struct span raw = {0};
    if (filter->column == TABLE_ANY)
        return any_passes(table, filter, text, row);
    if (!table_cell(table, text, row, filter->column, &raw))
        raw = (struct span){0};
    return cell_passes(filter, table->columns[filter->column].kind, raw);
}

bool
table_passes(const struct table *table, struct span text, size_t row)
{
    for (size_t i = 0; i < table->filter_count; i++)
        if (!filter_passes(table, &table->filters[i], text, row))
            return false;
    return true;
}

/* --- setting them --- */

static size_t
place_of(const struct table *table, size_t column)
{
    size_t i = 0;
    while (i < table->filter_count && table->filters[i].column != column)
        i++;
    return i;
}

const struct table_filter *
table_filter_of(const struct table *table, size_t column)
{
    size_t place = place_of(table, column);
    return place < table->filter_count ? &table->filters[place] : NULL;
}

static void
set(struct table *table, size_t column, enum table_test test, struct span value)
{
    size_t place = place_of(table, column);
    if (place == table->filter_count) {
        ARRAY_GROW(table->filters, table->filter_count, table->filter_room);
        table->filters[table->filter_count++] = (struct table_filter){.column = column};
    }
    table->filters[place].test = test;
    str_set(&table->filters[place].value, value);
    table_begin_order(table);
}

static void
drop(struct table *table, size_t column)
{
    size_t place = place_of(table, column);
    if (place == table->filter_count)
        return;
    struct table_filter *filter = &table->filters[place];
    str_release(&filter->value);
    table->filter_count--;
    memmove(filter, filter + 1, (table->filter_count - place) * sizeof *filter);
    table_begin_order(table);
}

void
table_drop_filters(struct table *table)
{
    for (size_t i = 0; i < table->filter_count; i++)
        str_release(&table->filters[i].value);
    table->filter_count = 0;
    table_begin_order(table);
}

void
table_set_filter(struct table *table, size_t column, struct span expression)
{
    static const struct {
        const char *sign;
        enum table_test test;
    } tests[] = {{"!=", TEST_IS_NOT},   {"=", TEST_IS},   {"<=", TEST_AT_MOST},
                 {">=", TEST_AT_LEAST}, {"<", TEST_LESS}, {">", TEST_MORE},
                 {"!", TEST_HAS_NOT},   {"", TEST_HAS}};
    size_t i = 0;
    expression = span_trim(expression);
    if (!expression.n) {
        drop(table, column);
        return;
    }
    while (!span_starts(expression, tests[i].sign)) /* the last fits whatever it is */
        i++;
    expression = span_from(expression, strlen(tests[i].sign));
    set(table, column, tests[i].test, span_trim(expression));
}

void
table_set_value(struct table *table, size_t column, struct span value)
{
    set(table, column, TEST_IS, value);
}

/* --- telling them --- */

static void
write_filter(const struct table *table, const struct table_filter *filter,
             struct str *out)
{
    static const char *const signs[] = {
        [TEST_HAS] = ": ",       [TEST_HAS_NOT] = " ! ",  [TEST_IS] = " = ",
        [TEST_IS_NOT] = " != ",  [TEST_LESS] = " < ",     [TEST_MORE] = " > ",
        [TEST_AT_MOST] = " <= ", [TEST_AT_LEAST] = " >= "};
    if (filter->column == TABLE_ANY)
        str_add_text(out, _("any column"));
    else
        str_add(out, table_name(table, filter->column));
    str_add_text(out, signs[filter->test]);
    if (filter->value.n)
        str_add(out, str_span(&filter->value));
    else
        str_add_text(out, _("(empty)"));
}

void
table_filters_write(const struct table *table, struct str *out)
{
    for (size_t i = 0; i < table->filter_count; i++) {
        str_add_text(out, i ? ", " : "");
        write_filter(table, &table->filters[i], out);
    }
}
