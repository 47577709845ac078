/* The columns of a table: learnt from the names in its rows, and moved. */
#include "config.h"

#include "explorer/table_parts.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "json/text.h"

#include <string.h>

/* Twice as many slots as columns and more; rows whose names a slice learns. */
enum { SLOTS = 4096, SLICE_NAMES = 1 << 20 };

/* --- names --- */

struct span
table_name(const struct table *table, size_t column)
{
    return (struct span){table->columns[column].name, table->columns[column].length};
}

struct span
table_own_name(const struct table *table, size_t column)
{
    const struct table_column *of = &table->columns[column];
    return (struct span){of->own, of->own_length};
}

size_t
table_next_own(const struct table *table, size_t column)
{
    while (column < table->column_count && table->columns[column].parent != TABLE_ANY)
        column++;
    return column;
}

/* The slot of this name: its own, or the empty one where it belongs. */
static size_t
slot_of(const struct table *table, size_t parent, struct span name, uint64_t hash)
{
    size_t slot = hash % SLOTS;
    for (; table->slots[slot]; slot = (slot + 1) % SLOTS) {
        size_t column = table->slots[slot] - 1u;
        const struct table_column *there = &table->columns[column];
        if (there->hash == hash && there->parent == parent &&
            span_equal(table_own_name(table, column), name))
            break;
    }
    return slot;
}

static size_t
slot_of_column(const struct table *table, size_t column)
{
    const struct table_column *wanted = &table->columns[column];
    return slot_of(table, wanted->parent, table_own_name(table, column), wanted->hash);
}

size_t
table_column_named(const struct table *table, struct span name)
{
    size_t slot = table->slots ? slot_of(table, TABLE_ANY, name, table_hash(name)) : 0;
    return table->slots && table->slots[slot] ? table->slots[slot] - 1u
                                              : table->column_count;
}

static char *
keep_name(struct span name)
{
    struct str own = str_dup(name);
    char *kept = name.n ? str_take(&own) : mem_strdup("");
    str_release(&own);
    return kept;
}

/* A member's name may read like another one, for names may have dots: then the way to
 * it is shown as a pointer. */
static void
tell_apart(struct table *table, size_t column)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (i == column || !span_equal(table_name(table, i), table_name(table, column)))
            continue;
        size_t member = table->columns[column].parent != TABLE_ANY ? column : i;
        struct str pointer = {0};
        table_pointer(table, member, &pointer);
        mem_free(table->columns[member].name);
        table->columns[member].length = pointer.n;
        table->columns[member].name = str_take(&pointer);
    }
}

size_t
table_take_name(struct table *table, size_t parent, struct span name)
{
    uint64_t hash = table_hash(name);
    if (parent != TABLE_ANY)
        hash = hash * 31 + table->columns[parent].hash;
    if (!table->slots) {
        table->slots = mem_alloc(SLOTS * sizeof *table->slots);
        memset(table->slots, 0, SLOTS * sizeof *table->slots);
    }
    size_t slot = slot_of(table, parent, name, hash), column = table->column_count;
    if (table->slots[slot])
        return table->slots[slot] - 1u;
    if (column == TABLE_COLUMNS_MAX) {
        table->names_left = true;
        return column;
    }
    struct str quoted = {0}, shown = {0};
    json_quote(&quoted, name);
    if (parent != TABLE_ANY) {
        str_add(&shown, table_name(table, parent));
        str_add_byte(&shown, '.');
    }
    str_add(&shown, name);
    ARRAY_GROW(table->columns, table->column_count, table->column_room);
    int width = (int)sanitise_columns(str_span(&shown), SANITISE_PLAIN) + 2;
    table->columns[column] = (struct table_column){
        .name = keep_name(str_span(&shown)),
        .length = shown.n,
        .own = keep_name(name),
        .own_length = name.n,
        .parent = parent,
        .hash = hash,
        .quoted = str_take(&quoted),
        .width = width < TABLE_WIDTH_MAX ? width : TABLE_WIDTH_MAX};
    table->slots[slot] = (uint16_t)(column + 1);
    table->column_count++;
    if (table->nested)
        tell_apart(table, column);
    str_release(&shown);
    return column;
}

/* As it stands in the text, with its quotes. */
static size_t
take_quoted_name(struct table *table, struct span quoted)
{
    struct str plain = {0};
    json_unquote(&plain, quoted);
    size_t column = table_take_name(table, TABLE_ANY, str_span(&plain));
    str_release(&plain);
    return column;
}

/* --- kinds --- */

static enum table_kind
kind_of(struct span raw, enum json_token token)
{
    bool time = raw.n >= 12 && raw.p[0] == '"' && raw.p[5] == '-' && raw.p[8] == '-' &&
                raw.p[11] == 'T' && raw.p[1] >= '0' && raw.p[1] <= '9';
    return token == JSON_NUMBER ? TABLE_NUMBER : time ? TABLE_TIME : TABLE_TEXT;
}

/* The types of Kusto that hunting names; the others compare as text. */
static enum table_kind
kind_named(struct span type)
{
    static const char *const numbers[] = {"Byte",  "SByte",  "Int16", "Int32",
                                          "Int64", "Int",    "Long",  "Single",
                                          "Real",  "Double", "Float", "Decimal"};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (span_is_nocase(type, numbers[i]))
            return TABLE_NUMBER;
    return span_is_nocase(type, "DateTime") ? TABLE_TIME : TABLE_TEXT;
}

static bool
is_one_of(struct span quoted, const char *a, const char *b)
{
    return span_is_nocase(quoted, a) || span_is_nocase(quoted, b);
}

/* One column of the schema: {"Name": "Timestamp", "Type": "DateTime"}. */
static bool
learn_schema_column(struct table *table, struct json_scan *scan)
{
    struct span name = {0}, type = {0}, member, raw;
    enum json_token token;
    while ((token = json_scan_next(scan, &member)) == JSON_NAME) {
        token = json_scan_next(scan, &raw);
        if (token == JSON_STRING && span_is_nocase(member, "\"Name\""))
            name = raw;
        else if (token == JSON_STRING &&
                 is_one_of(member, "\"Type\"", "\"ColumnType\""))
            type = span_sub(raw, 1, raw.n - 1);
        else if (!json_scan_skip(scan, token))
            return false;
    }
    size_t column = name.n ? take_quoted_name(table, name) : table->column_count;
    if (column < table->column_count && type.n) {
        table->columns[column].kind = kind_named(type);
        table->columns[column].told = true;
    }
    return token == JSON_OBJECT_END;
}

void
table_learn_schema(struct table *table, struct span before)
{
    struct json_scan scan;
    struct span raw, name;
    enum json_token token;
    json_scan_init(&scan, before);
    if (json_scan_next(&scan, &raw) != JSON_OBJECT)
        return;
    while (json_scan_next(&scan, &name) == JSON_NAME) {
        token = json_scan_next(&scan, &raw);
        if (token != JSON_ARRAY || !span_is_nocase(name, "\"Schema\"")) {
            if (!json_scan_skip(&scan, token))
                return;
            continue;
        }
        while (json_scan_next(&scan, &raw) == JSON_OBJECT)
            if (!learn_schema_column(table, &scan))
                return;
        return;
    }
}

/* --- rows --- */

void
table_learn_value(struct table_column *column, const struct table_walk *value,
                  bool measure)
{
    struct str plain = {0};
    column->objects |= value->token == JSON_OBJECT;
    if (!column->told && value->token != JSON_NULL) {
        column->kind = kind_of(value->raw, value->token);
        column->told = true;
    }
    if (!measure)
        return;
    table_show(value->raw, &plain);
    int width = (int)sanitise_columns(str_span(&plain), SANITISE_PLAIN);
    width = width < TABLE_WIDTH_MAX ? width : TABLE_WIDTH_MAX;
    column->width = width > column->width ? width : column->width;
    str_release(&plain);
}

static void
learn_row(struct table *table, struct span row, bool measure)
{
    struct table_walk walk;
    size_t next = table_next_own(table, 0); /* rows mostly have one order of names */
    table_walk_begin(&walk, row);
    while (table_walk_next(&walk)) {
        size_t known = table->column_count, column = next;
        if (next >= known || !span_is(walk.name, table->columns[next].quoted))
            column = take_quoted_name(table, walk.name);
        next = table_next_own(table, column + 1);
        if (column == table->column_count)
            continue;
        if (measure || column >= known || !table->columns[column].told)
            table_learn_value(&table->columns[column], &walk,
                              measure || column >= known);
    }
}

void
table_learn(struct table *table, struct span text, size_t to)
{
    to = to < table->whole ? to : table->whole;
    for (size_t bytes = 0; table->learned < to && bytes < SLICE_NAMES;
         table->learned++) {
        struct span row = json_rows_at(&table->rows, text, table->learned);
        learn_row(table, row, table->learned < TABLE_SAMPLE);
        bytes += row.n;
    }
    if (table->opened)
        table_learn_members(table, text, to);
}

/* --- moving --- */

size_t
table_next_column(const struct table *table, size_t column)
{
    while (column < table->column_count && table->columns[column].hidden)
        column++;
    return column;
}

static void
settle(struct table *table)
{
    size_t rows = table_rows(table);
    if (table->cursor >= rows)
        table->cursor = rows ? rows - 1 : 0;
    if (table->top > table->cursor)
        table->top = table->cursor;
    if (table->height && table->cursor >= table->top + table->height)
        table->top = table->cursor - table->height + 1;
    if (table->column < table->left)
        table->left = table->column;
    for (;;) { /* the cursor's column is in sight as a whole, where it can be */
        size_t used = 0;
        for (size_t i = table->left; i <= table->column && i < table->column_count; i++)
            if (!table->columns[i].hidden)
                used += (size_t)table->columns[i].width + 1;
        if (used <= table->width || table->left >= table->column)
            return;
        table->left++;
    }
}

void
table_resize(struct table *table, size_t height, size_t width)
{
    table->height = height;
    table->width = width;
    settle(table);
}

void
table_move(struct table *table, long rows)
{
    long last = (long)table_rows(table) - 1, to = (long)table->cursor + rows;
    table->cursor = (size_t)(to < 0 ? 0 : to > last ? (last < 0 ? 0 : last) : to);
    settle(table);
}

void
table_across(struct table *table, long columns)
{
    for (; columns > 0; columns--) {
        size_t next = table_next_column(table, table->column + 1);
        if (next < table->column_count)
            table->column = next;
    }
    for (; columns < 0 && table->column; columns++) {
        size_t before = table->column - 1;
        while (before && table->columns[before].hidden)
            before--;
        if (!table->columns[before].hidden)
            table->column = before;
    }
    settle(table);
}

/* What points to one of two columns that change their places goes with it. */
static void
follow(size_t *column, size_t from, size_t to)
{
    if (*column == from || *column == to)
        *column = *column == from ? to : from;
}

void
table_swap(struct table *table, size_t from, size_t to)
{
    uint16_t *a = &table->slots[slot_of_column(table, from)];
    uint16_t *b = &table->slots[slot_of_column(table, to)];
    uint16_t slot = *a;
    *a = *b;
    *b = slot;
    struct table_column moved = table->columns[from];
    table->columns[from] = table->columns[to];
    table->columns[to] = moved;
    follow(&table->sort_column, from, to);
    for (size_t i = 0; i < table->filter_count; i++)
        follow(&table->filters[i].column, from, to);
    follow(&table->count_column, from, to);
    for (size_t i = 0; i < table->out_count; i++)
        follow(&table->out_columns[i], from, to);
    for (size_t i = 0; i < table->column_count && table->nested; i++)
        follow(&table->columns[i].parent, from, to);
}

void
table_shift(struct table *table, int by)
{
    size_t from = table->column, to = from;
    table_across(table, by);
    to = table->column;
    if (from == to)
        return;
    table_swap(table, from, to);
}

size_t
table_columns_before(const struct table *table, size_t column)
{
    size_t shown = 0;
    for (size_t i = 0; i < column && i < table->column_count; i++)
        shown += !table->columns[i].hidden;
    return shown;
}

void
table_go(struct table *table, size_t column)
{
    table->column = column;
    settle(table);
}

void
table_show_column(struct table *table, size_t column, bool show)
{
    bool last = table_columns_before(table, table->column_count) < 2;
    if (!show && (last || table->columns[column].hidden))
        return;
    table->columns[column].hidden = !show;
    size_t next = table_next_column(table, table->column);
    if (next < table->column_count)
        table->column = next;
    else
        table_across(table, -1);
    settle(table);
}

void
table_hide(struct table *table)
{
    table_show_column(table, table->column, false);
}

void
table_show_all(struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i].hidden = table->columns[i].closed || table->columns[i].opened;
    settle(table);
}

void
table_widen(struct table *table, int by)
{
    enum { LEAST = 3, MOST = 500 };
    int *width = &table->columns[table->column].width;
    *width += by;
    *width = *width < LEAST ? LEAST : *width > MOST ? MOST : *width;
    settle(table);
}
