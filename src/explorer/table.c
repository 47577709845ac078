#include "config.h"

#include "explorer/table.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "json/lex.h"
#include "json/scan.h"
#include "json/text.h"

#include <string.h>

enum { LOOK_MAX = 1 << 20 }; /* bytes in which the list has to begin */

static const char *const list_names[] = {"value", "Results", "results"};

void
table_stop(struct table *table)
{
    for (size_t i = 0; i < table->value_count; i++)
        str_release(&table->values[i].text);
    mem_free(table->values);
    mem_free(table->keys);
    mem_free(table->merged);
    str_release(&table->exported);
    str_release(&table->path);
    table->values = NULL;
    table->keys = table->merged = NULL;
    table->run = 0;
    table->value_count = table->value_room = table->key_count = table->done = 0;
    table->work = table->next = WORK_NONE;
}

void
table_release(struct table *table)
{
    table_stop(table);
    for (size_t i = 0; i < table->column_count; i++) {
        mem_free(table->columns[i].name);
        mem_free(table->columns[i].quoted);
    }
    mem_free(table->columns);
    mem_free(table->order);
    str_release(&table->filter.value);
    json_rows_release(&table->rows);
    *table = (struct table){0};
}

void
table_reset(struct table *table)
{
    size_t height = table->height, width = table->width;
    table_release(table);
    table_resize(table, height, width);
}

/* --- the list --- */

/* What the first item of an array that begins at AT begins with: '{', or ']' where
 * there is none; NUL: it has not come yet. */
static char
first_item(struct span text, size_t at)
{
    for (at++; at < text.n; at++)
        if (!strchr(" \t\r\n", text.p[at]) || !text.p[at])
            return text.p[at];
    return '\0';
}

static bool
is_list_name(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(list_names); i++)
        if (span_is(name, list_names[i]))
            return true;
    return false;
}

/* The offset of the list's bracket: the text itself, the member of a known name, else
 * the first that holds objects, which is certain only when no more comes (FINAL). */
static size_t
find_list(struct span text, bool final)
{
    struct json_scan scan;
    struct span raw, name = {0};
    size_t other = SIZE_MAX;
    json_scan_init(&scan, span_sub(text, 0, LOOK_MAX));
    enum json_token token = json_scan_next(&scan, &raw);
    if (token == JSON_ARRAY)
        return first_item(text, (size_t)(raw.p - text.p)) == '{'
                   ? (size_t)(raw.p - text.p)
                   : SIZE_MAX;
    if (token != JSON_OBJECT)
        return SIZE_MAX;
    while ((token = json_scan_next(&scan, &raw)) == JSON_NAME) {
        name = raw.n > 2 ? span_sub(raw, 1, raw.n - 1) : (struct span){0};
        token = json_scan_next(&scan, &raw);
        size_t at = token == JSON_ARRAY ? (size_t)(raw.p - text.p) : SIZE_MAX;
        char item = at < text.n ? first_item(text, at) : '\0';
        if (item == '{' && is_list_name(name))
            return at;
        if (item == ']' && is_list_name(name)) /* hunting found nothing: no Schema */
            return SIZE_MAX;
        if (item == '{' && other == SIZE_MAX)
            other = at;
        if (!json_scan_skip(&scan, token))
            break;
    }
    return final ? other : SIZE_MAX;
}

/* --- columns --- */

static size_t
column_named(const struct table *table, struct span name)
{
    size_t i = 0;
    while (i < table->column_count && !span_is(name, table->columns[i].name))
        i++;
    return i;
}

static enum table_kind
kind_of(struct span raw, enum json_token token)
{
    bool time = raw.n >= 12 && raw.p[0] == '"' && raw.p[5] == '-' && raw.p[8] == '-' &&
                raw.p[11] == 'T' && raw.p[1] >= '0' && raw.p[1] <= '9';
    return token == JSON_NUMBER ? TABLE_NUMBER : time ? TABLE_TIME : TABLE_TEXT;
}

static char *
quoted_name(struct span name)
{
    struct str quoted = {0};
    json_quote(&quoted, name);
    return str_take(&quoted);
}

static void
learn_cell(struct table *table, struct span name, struct span raw,
           enum json_token token)
{
    struct str plain = {0};
    json_unquote(&plain, name);
    size_t index = column_named(table, str_span(&plain));
    if (index == table->column_count && index < TABLE_COLUMNS_MAX) {
        ARRAY_GROW(table->columns, table->column_count, table->column_room);
        int width = (int)sanitise_columns(str_span(&plain), SANITISE_PLAIN) + 2;
        table->columns[table->column_count++] =
            (struct table_column){.name = mem_strdup(str_text(&plain)),
                                  .quoted = quoted_name(str_span(&plain)),
                                  .width = width};
    }
    if (index < table->column_count) {
        struct table_column *column = &table->columns[index];
        if (!column->told && token != JSON_NULL) {
            column->kind = kind_of(raw, token);
            column->told = true;
        }
        str_clear(&plain);
        table_show(raw, &plain);
        int width = (int)sanitise_columns(str_span(&plain), SANITISE_PLAIN);
        if (width > TABLE_WIDTH_MAX)
            width = TABLE_WIDTH_MAX;
        if (width > column->width)
            column->width = width;
    }
    str_release(&plain);
}

/* The value that TOKEN begins with RAW, whole. */
static struct span
whole_value(struct json_scan *scan, enum json_token token, struct span raw)
{
    if (token != JSON_OBJECT && token != JSON_ARRAY)
        return raw;
    const char *begin = raw.p;
    json_scan_skip(scan, token);
    return (struct span){begin, (size_t)(scan->text.p + scan->at - begin)};
}

static void
learn_row(struct table *table, struct span row)
{
    struct json_scan scan;
    struct span name, raw;
    json_scan_init(&scan, row);
    if (json_scan_next(&scan, &raw) != JSON_OBJECT)
        return;
    while (json_scan_next(&scan, &name) == JSON_NAME) {
        enum json_token token = json_scan_next(&scan, &raw);
        if (token == JSON_BROKEN)
            return;
        learn_cell(table, name, whole_value(&scan, token, raw), token);
    }
}

/* --- reading --- */

void
table_read(struct table *table, struct span text, const struct json_document *document)
{
    bool complete = document->complete;
    struct json_fault fault = json_document_fault(document);
    size_t sound = complete && !fault.kind ? text.n : document->walk.scan.at;
    text = span_sub(text, 0, sound);
    if (!table->there && table->looked < LOOK_MAX && text.n > table->looked) {
        size_t at = find_list(text, complete || text.n >= LOOK_MAX);
        table->looked = text.n;
        table->there = at < text.n;
        if (table->there)
            json_rows_init(&table->rows, at);
    }
    if (!table->there || table->rows.complete)
        return;
    json_rows_read(&table->rows, text, complete);
    /* the last one may not be whole yet */
    size_t whole = table->rows.complete || complete ? table->rows.count
                   : table->rows.count              ? table->rows.count - 1
                                                    : 0;
    for (; table->sampled < whole && table->sampled < TABLE_SAMPLE; table->sampled++)
        learn_row(table, json_rows_at(&table->rows, text, table->sampled));
    if (!table->sorted)
        table->sort_column = SIZE_MAX;
    bool grown = table->rows.complete || complete;
    if (grown && table->order && table->order_rows < table->rows.count)
        table_order_again(table);
}

size_t
table_rows(const struct table *table)
{
    return table->order ? table->order_count : table->rows.count;
}

size_t
table_row(const struct table *table, size_t shown)
{
    return table->order ? table->order[shown] : shown;
}

bool
table_has_more(struct span text)
{
    enum { ENDS = 4096 };
    struct span begin = span_sub(text, 0, ENDS);
    struct span end = span_from(text, text.n > ENDS ? text.n - ENDS : 0);
    struct span link = SPAN("\"@odata.nextLink\"");
    return span_find(begin, 0, link) < begin.n || span_find(end, 0, link) < end.n;
}

/* --- cells --- */

/* The name right in this row: not a value of that text, and not in what is nested. */
static size_t
find_name(struct span row, struct span quoted)
{
    size_t at = span_find(row, 1, quoted);
    if (at >= row.n || memchr(row.p + 1, '{', at - 1) || memchr(row.p + 1, '[', at - 1))
        return SIZE_MAX;
    size_t behind = at + quoted.n;
    while (behind < row.n && strchr(" \t\r\n", row.p[behind]) && row.p[behind])
        behind++;
    return behind < row.n && row.p[behind] == ':' ? behind + 1 : SIZE_MAX;
}

/* Name by name. */
static bool
walk_to(struct span row, const char *wanted, struct span *raw)
{
    struct json_scan scan;
    struct span name, value;
    struct str plain = {0};
    bool found = false;
    json_scan_init(&scan, row);
    if (json_scan_next(&scan, &value) != JSON_OBJECT)
        return false;
    while (!found && json_scan_next(&scan, &name) == JSON_NAME) {
        enum json_token token = json_scan_next(&scan, &value);
        if (token == JSON_BROKEN)
            break;
        str_clear(&plain);
        json_unquote(&plain, name);
        found = span_is(str_span(&plain), wanted);
        value = whole_value(&scan, token, value);
        if (found)
            *raw = value;
    }
    str_release(&plain);
    return found;
}

bool
table_cell(const struct table *table, struct span text, size_t row, size_t column,
           struct span *raw)
{
    const struct table_column *wanted = &table->columns[column];
    struct span slice = json_rows_at(&table->rows, text, row);
    size_t at = slice.n ? find_name(slice, span_of(wanted->quoted)) : SIZE_MAX;
    if (at == SIZE_MAX)
        return walk_to(slice, wanted->name, raw);
    struct json_scan scan;
    struct span value;
    json_scan_init(&scan, span_from(slice, at));
    enum json_token token = json_scan_next(&scan, &value);
    if (token == JSON_BROKEN)
        return false;
    *raw = whole_value(&scan, token, value);
    return true;
}

void
table_cells(const struct table *table, struct span text, size_t row, struct span *cells)
{
    struct json_scan scan;
    struct span name, raw;
    struct str plain = {0};
    size_t next = 0; /* rows mostly have their names in the same order */
    for (size_t i = 0; i < table->column_count; i++)
        cells[i] = (struct span){0};
    json_scan_init(&scan, json_rows_at(&table->rows, text, row));
    if (json_scan_next(&scan, &raw) != JSON_OBJECT)
        return;
    while (json_scan_next(&scan, &name) == JSON_NAME) {
        enum json_token token = json_scan_next(&scan, &raw);
        if (token == JSON_BROKEN)
            break;
        raw = whole_value(&scan, token, raw);
        size_t column = next;
        if (next >= table->column_count ||
            !span_is(name, table->columns[next].quoted)) {
            str_clear(&plain);
            json_unquote(&plain, name);
            column = column_named(table, str_span(&plain));
        }
        if (column < table->column_count && !cells[column].n) /* the first, as shown */
            cells[column] = raw;
        next = column + 1;
    }
    str_release(&plain);
}

bool
table_is_number(struct span raw)
{
    struct json_fault fault = {0};
    size_t end = 0;
    return raw.n && json_lex_number(raw, 0, &end, &fault) && end == raw.n;
}

void
table_plain(struct span raw, struct str *out)
{
    if (!raw.n || raw.p[0] != '"') {
        str_add(out, raw);
        return;
    }
    json_unquote(out, raw); /* half a pair of surrogates becomes U+FFFD */
}

void
table_show(struct span raw, struct str *out)
{
    if (raw.n <= TABLE_CELL_MAX || raw.p[0] != '"') {
        table_plain(span_sub(raw, 0, TABLE_CELL_MAX), out);
        return;
    }
    size_t end = 1; /* not within an escape */
    for (size_t n = 1; n && end + n < TABLE_CELL_MAX; end += n)
        n = raw.p[end] == '\\' ? json_escape_length(raw, end) : 1;
    struct str cut = str_dup(span_sub(raw, 0, end));
    str_add_byte(&cut, '"');
    json_unquote(out, str_span(&cut));
    str_release(&cut);
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

void
table_shift(struct table *table, int by)
{
    size_t from = table->column, to = from;
    table_across(table, by);
    to = table->column;
    if (from == to)
        return;
    struct table_column moved = table->columns[from];
    table->columns[from] = table->columns[to];
    table->columns[to] = moved;
    if (table->sort_column == from || table->sort_column == to)
        table->sort_column = table->sort_column == from ? to : from;
    if (table->filter.column == from || table->filter.column == to)
        table->filter.column = table->filter.column == from ? to : from;
}

void
table_hide(struct table *table)
{
    size_t shown = 0;
    for (size_t i = 0; i < table->column_count; i++)
        shown += !table->columns[i].hidden;
    if (shown < 2)
        return;
    table->columns[table->column].hidden = true;
    size_t next = table_next_column(table, table->column);
    if (next < table->column_count)
        table->column = next;
    else
        table_across(table, -1);
    settle(table);
}

void
table_show_all(struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i].hidden = false;
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
