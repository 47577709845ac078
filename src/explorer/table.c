#include "config.h"

#include "explorer/table_parts.h"

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
    table_counts_release(table);
    mem_free(table->keys);
    mem_free(table->merged);
    mem_free(table->coming);
    table->coming = NULL;
    table->coming_count = 0;
    mem_free(table->out_columns);
    table->out_columns = NULL;
    table->out_count = 0;
    str_release(&table->exported);
    str_release(&table->path);
    table->keys = table->merged = NULL;
    table->run = 0;
    table->key_count = table->all = table->done = 0;
    table->work = table->next = WORK_NONE;
}

void
table_release(struct table *table)
{
    table_stop(table);
    for (size_t i = 0; i < table->column_count; i++) {
        mem_free(table->columns[i].name);
        mem_free(table->columns[i].own);
        mem_free(table->columns[i].quoted);
    }
    mem_free(table->columns);
    mem_free(table->slots);
    mem_free(table->order);
    for (size_t i = 0; i < table->filter_count; i++)
        str_release(&table->filters[i].value);
    mem_free(table->filters);
    str_release(&table->list);
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

/* The offset of the list's bracket, and its name (QUOTED): the text itself, which
 * has none, the member of a known name, else the first that holds objects, which is
 * certain only when no more comes (FINAL). */
static size_t
find_list(struct span text, bool final, struct span *quoted)
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
        struct span member = raw;
        name = raw.n > 2 ? span_sub(raw, 1, raw.n - 1) : (struct span){0};
        token = json_scan_next(&scan, &raw);
        size_t at = token == JSON_ARRAY ? (size_t)(raw.p - text.p) : SIZE_MAX;
        char item = at < text.n ? first_item(text, at) : '\0';
        if (item == '{' && (is_list_name(name) || other == SIZE_MAX))
            *quoted = member;
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

/* --- reading --- */

/* The last row has come to its end; where there is none, nothing is missing. */
static bool
last_is_whole(const struct table *table, struct span text)
{
    const struct json_rows *rows = &table->rows;
    if (rows->complete || !rows->count)
        return true;
    if (!table->ended) /* it will be, when the next one begins */
        return false;
    struct json_scan scan;
    struct span raw;
    json_scan_init(&scan, json_rows_at(rows, text, rows->count - 1));
    enum json_token token = json_scan_next(&scan, &raw);
    return token != JSON_BROKEN && json_scan_skip(&scan, token);
}

static void
keep_list(struct table *table, struct span quoted)
{
    struct str name = {0};
    json_unquote(&name, quoted);
    if (quoted.n)
        json_pointer_add(&table->list, str_span(&name));
    str_release(&name);
}

void
table_read(struct table *table, struct span text, const struct json_document *document)
{
    bool complete = document->complete;
    struct json_fault fault = json_document_fault(document);
    size_t sound = complete && !fault.kind ? text.n : document->walk.scan.at;
    text = span_sub(text, 0, sound);
    if (!table->there && table->looked < LOOK_MAX && text.n > table->looked) {
        struct span name = {0};
        size_t at = find_list(text, complete || text.n >= LOOK_MAX, &name);
        table->looked = text.n;
        table->there = at < text.n;
        if (table->there) {
            json_rows_init(&table->rows, at);
            keep_list(table, name);
            table_learn_schema(table, span_sub(text, 0, at));
        }
    }
    if (!table->there || table->rows.complete)
        return;
    json_rows_read(&table->rows, text, complete);
    table->ended = table->rows.complete || complete;
    table->whole = table->rows.count - !last_is_whole(table, text);
    table_learn(table, text, TABLE_SAMPLE);
    if (!table->sorted)
        table->sort_column = SIZE_MAX;
    if (table_is_behind(table) && table->work != WORK_EXPORT)
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

/* --- cells --- */

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

void
table_walk_begin(struct table_walk *walk, struct span object)
{
    struct span raw;
    json_scan_init(&walk->scan, object);
    walk->inside = json_scan_next(&walk->scan, &raw) == JSON_OBJECT;
}

bool
table_walk_next(struct table_walk *walk)
{
    if (!walk->inside || json_scan_next(&walk->scan, &walk->name) != JSON_NAME)
        return false;
    walk->token = json_scan_next(&walk->scan, &walk->raw);
    if (walk->token == JSON_BROKEN)
        return false;
    walk->raw = whole_value(&walk->scan, walk->token, walk->raw);
    return true;
}

/* Name by name. */
static bool
walk_to(struct span row, struct span wanted, struct span *raw)
{
    struct table_walk walk;
    struct str plain = {0};
    bool found = false;
    table_walk_begin(&walk, row);
    while (!found && table_walk_next(&walk)) {
        str_clear(&plain);
        json_unquote(&plain, walk.name);
        found = span_equal(str_span(&plain), wanted);
        if (found)
            *raw = walk.raw;
    }
    str_release(&plain);
    return found;
}

bool
table_member(struct span object, const struct table_column *wanted, struct span *raw)
{
    struct span name = {wanted->own, wanted->own_length};
    if (!object.n || object.p[0] != '{')
        return false;
    size_t at = find_name(object, span_of(wanted->quoted));
    if (at == SIZE_MAX)
        return walk_to(object, name, raw);
    struct json_scan scan;
    struct span value;
    json_scan_init(&scan, span_from(object, at));
    enum json_token token = json_scan_next(&scan, &value);
    if (token == JSON_BROKEN)
        return false;
    *raw = whole_value(&scan, token, value);
    return true;
}

bool
table_cell(const struct table *table, struct span text, size_t row, size_t column,
           struct span *raw)
{
    size_t way[TABLE_DEPTH_MAX], steps = table_way(table, column, way);
    struct span value = json_rows_at(&table->rows, text, row);
    for (size_t i = 0; i < steps; i++)
        if (!table_member(value, &table->columns[way[i]], &value))
            return false;
    *raw = value;
    return true;
}

/* Of a row whose own cells are there: those of members. */
static void
member_cells(const struct table *table, struct span *cells)
{
    size_t way[TABLE_DEPTH_MAX];
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].parent == TABLE_ANY || table->columns[i].closed)
            continue;
        size_t steps = table_way(table, i, way);
        struct span value = cells[way[0]];
        bool there = true;
        for (size_t step = 1; step < steps && there; step++)
            there = table_member(value, &table->columns[way[step]], &value);
        if (there)
            cells[i] = value;
    }
}

void
table_cells(const struct table *table, struct span text, size_t row, struct span *cells)
{
    struct table_walk walk;
    struct str plain = {0};
    size_t next = table_next_own(table, 0); /* rows mostly have one order of names */
    for (size_t i = 0; i < table->column_count; i++)
        cells[i] = (struct span){0};
    table_walk_begin(&walk, json_rows_at(&table->rows, text, row));
    while (table_walk_next(&walk)) {
        size_t column = next;
        if (next >= table->column_count ||
            !span_is(walk.name, table->columns[next].quoted)) {
            str_clear(&plain);
            json_unquote(&plain, walk.name);
            column = table_column_named(table, str_span(&plain));
        }
        if (column < table->column_count && !cells[column].n) /* the first, as shown */
            cells[column] = walk.raw;
        next = table_next_own(table, column + 1);
    }
    if (table->nested)
        member_cells(table, cells);
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
