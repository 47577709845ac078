/* Values that are objects, opened: their members as columns. */
#include "config.h"

#include "explorer/table_parts.h"

#include "json/text.h"

#include <string.h>

enum { SLICE_MEMBERS = 1 << 20 }; /* bytes of rows whose members a slice learns */

size_t
table_way(const struct table *table, size_t column, size_t *way)
{
    size_t steps = 0;
    for (size_t at = column; at != TABLE_ANY && steps < TABLE_DEPTH_MAX; steps++) {
        memmove(way + 1, way, steps * sizeof *way);
        way[0] = at;
        at = table->columns[at].parent;
    }
    return steps;
}

void
table_pointer(const struct table *table, size_t column, struct str *out)
{
    size_t way[TABLE_DEPTH_MAX], steps = table_way(table, column, way);
    for (size_t i = 0; i < steps; i++)
        json_pointer_add(out, table_own_name(table, way[i]));
}

static bool
is_within(const struct table *table, size_t column, size_t outer)
{
    size_t way[TABLE_DEPTH_MAX], steps = table_way(table, column, way);
    for (size_t i = 0; i + 1 < steps; i++)
        if (way[i] == outer)
            return true;
    return false;
}

/* A new column, which stands last, goes behind its parent and what that has already.
 * Gives where it is. */
static size_t
place(struct table *table, size_t parent)
{
    size_t last = table->column_count - 1, to = parent + 1;
    for (size_t i = 0; i < last; i++)
        if (is_within(table, i, parent) && i >= to)
            to = i + 1;
    for (size_t i = last; i > to; i--)
        table_swap(table, i, i - 1);
    table->column += table->column >= to && table->column < last;
    table->left += table->left >= to && table->left < last;
    return to;
}

/* The members of one value. */
static void
learn_object(struct table *table, size_t parent, struct span object, bool measure)
{
    struct table_walk walk;
    struct str plain = {0};
    table_walk_begin(&walk, object);
    while (table_walk_next(&walk)) {
        str_clear(&plain);
        json_unquote(&plain, walk.name);
        size_t known = table->column_count;
        size_t column = table_take_name(table, parent, str_span(&plain));
        if (column == table->column_count)
            continue;
        bool fresh = column == known;
        if (fresh)
            column = place(table, parent);
        table_learn_value(&table->columns[column], &walk, measure || fresh);
    }
    str_release(&plain);
}

static void
learn_column(struct table *table, struct span text, size_t column, size_t to)
{
    for (size_t bytes = 0; table->columns[column].learned < to && bytes < SLICE_MEMBERS;
         table->columns[column].learned++) {
        size_t row = table->columns[column].learned;
        struct span raw;
        bytes += json_rows_at(&table->rows, text, row).n;
        if (table_cell(table, text, row, column, &raw))
            learn_object(table, column, raw, row < TABLE_SAMPLE);
    }
}

void
table_learn_members(struct table *table, struct span text, size_t to)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].opened)
            learn_column(table, text, i, to);
}

bool
table_learning(const struct table *table)
{
    bool learning = table->learned < table->whole;
    for (size_t i = 0; i < table->column_count && table->opened && !learning; i++)
        learning = table->columns[i].opened && table->columns[i].learned < table->whole;
    return learning;
}

static void
open_again(struct table *table, size_t column)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i].parent == column)
            table->columns[i].hidden = table->columns[i].closed = false;
}

bool
table_open(struct table *table, struct span text, size_t column)
{
    size_t way[TABLE_DEPTH_MAX], before = table->column_count;
    struct table_column *opened = &table->columns[column];
    if (opened->opened || opened->closed || !opened->objects ||
        table_way(table, column, way) == TABLE_DEPTH_MAX)
        return opened->opened;
    opened->opened = table->nested = true;
    table->opened++;
    open_again(table, column);
    learn_column(table, text, column,
                 table->whole < TABLE_SAMPLE ? table->whole : TABLE_SAMPLE);
    bool members = table->column_count > before;
    for (size_t i = 0; i < table->column_count && !members; i++)
        members = table->columns[i].parent == column;
    if (members)
        table_show_column(table, column, false);
    return true;
}

size_t
table_close(struct table *table, size_t column)
{
    if (!table->columns[column].opened)
        column = table->columns[column].parent;
    if (column == TABLE_ANY || !table->columns[column].opened)
        return table->column_count;
    table_show_column(table, column, true);
    table->columns[column].opened = false;
    table->opened--;
    for (size_t i = 0; i < table->column_count; i++) {
        if (!is_within(table, i, column))
            continue;
        table->opened -= table->columns[i].opened;
        table->columns[i].opened = false;
        table->columns[i].hidden = table->columns[i].closed = true;
    }
    table_show_column(table, column, true);
    table_go(table, column);
    return column;
}

size_t
table_hidden(const struct table *table)
{
    size_t hidden = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        hidden += column->hidden && !column->closed && !column->opened;
    }
    return hidden;
}
