/* What a table does with all of its rows, slice by slice. */
#include "config.h"

#include "explorer/table_export.h"
#include "explorer/table_parts.h"

#include "base/memory.h"
#include "base/text.h"
#include "json/text.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of the text that a slice may look at: some milliseconds. */
enum {
    SLICE_BYTES = 2 << 20,
    SLICE_EXPORT = 1 << 19, /* of the text, and of the file */
    SLICE_KEYS = 1,
    NUMBER_TEXT_MAX = 63
};

/* --- comparing --- */

static double
number_of(struct span raw)
{
    char text[NUMBER_TEXT_MAX + 1];
    size_t n = raw.n < NUMBER_TEXT_MAX ? raw.n : NUMBER_TEXT_MAX;
    memcpy(text, raw.p, n);
    text[n] = '\0';
    return strtod(text, NULL);
}

/* Orders as the number does. */
static uint64_t
number_bits(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static uint64_t
first_bytes(struct span raw)
{
    uint64_t first = 0;
    for (size_t i = 0; i < sizeof first; i++)
        first = first << 8 | (i < raw.n ? (unsigned char)raw.p[i] : 0);
    return first;
}

/* Its digits: a year to milliseconds are 17 of them. */
static uint64_t
time_digits(struct span raw)
{
    uint64_t digits = 0;
    size_t count = 0;
    for (size_t i = 0; i < raw.n && count < 17; i++) {
        if (raw.p[i] < '0' || raw.p[i] > '9')
            continue;
        digits = digits * 10 + (uint64_t)(raw.p[i] - '0');
        count++;
    }
    for (; count < 17; count++)
        digits *= 10;
    return digits;
}

bool
table_is_time(struct span plain)
{
    size_t digits = 0;
    while (digits < plain.n && plain.p[digits] >= '0' && plain.p[digits] <= '9')
        digits++;
    return digits == 4 && (plain.n == 4 || plain.p[4] == '-');
}

/* The next digit, '0' where no more come. */
static char
next_digit(struct span *time)
{
    while (time->n && (time->p[0] < '0' || time->p[0] > '9'))
        *time = span_from(*time, 1);
    char digit = time->n ? time->p[0] : '0';
    *time = span_from(*time, 1);
    return digit;
}

/* To the last digit: a second with a fraction comes behind the one without. */
static int
compare_times(struct span a, struct span b)
{
    while (a.n || b.n) {
        char x = next_digit(&a), y = next_digit(&b);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

/* Whole numbers are told apart to their last digit; others as far as a double goes. */
static int
compare_integers(struct span a, struct span b)
{
    bool negative = a.n && a.p[0] == '-';
    if (negative != (b.n && b.p[0] == '-'))
        return negative ? -1 : 1;
    int order = a.n != b.n ? (a.n < b.n ? -1 : 1) : memcmp(a.p, b.p, a.n);
    return negative ? -order : order;
}

static bool
is_integer(struct span raw)
{
    for (size_t i = 0; i < raw.n; i++)
        if ((raw.p[i] < '0' || raw.p[i] > '9') && !(i == 0 && raw.p[i] == '-'))
            return false;
    return raw.n > 0;
}

int
table_compare(enum table_kind kind, struct span a, struct span b)
{
    if (kind == TABLE_NUMBER && is_integer(a) && is_integer(b))
        return compare_integers(a, b);
    if (kind == TABLE_NUMBER && (table_is_number(a) || table_is_number(b))) {
        if (!table_is_number(a) || !table_is_number(b)) /* texts come behind numbers */
            return table_is_number(a) ? -1 : 1;
        double x = number_of(a), y = number_of(b);
        return (x > y) - (x < y);
    }
    if (kind == TABLE_TIME && table_is_time(a) && table_is_time(b))
        return compare_times(a, b);
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* A text's bytes within its quotes, as they are meant: owned by DECODED where they are
 * written with escapes. */
static struct span
meant(struct span inside, struct str *decoded)
{
    struct str quoted = {0};
    if (!memchr(inside.n ? inside.p : "", '\\', inside.n))
        return inside;
    str_addf(&quoted, "\"%.*s\"", SPAN_ARG(inside));
    json_unquote(decoded, str_span(&quoted));
    str_release(&quoted);
    return str_span(decoded);
}

static int
compare_values(enum table_kind kind, struct span a, struct span b)
{
    struct str x = {0}, y = {0};
    int order = kind == TABLE_TEXT ? table_compare(kind, meant(a, &x), meant(b, &y))
                                   : table_compare(kind, a, b);
    str_release(&x);
    str_release(&y);
    return order;
}

static int
compare_keys(const struct table *table, const char *list, const struct table_key *a,
             const struct table_key *b)
{
    enum table_kind kind = table->columns[table->sort_column].kind;
    if (a->absent != b->absent)
        return a->absent ? 1 : -1; /* last, whichever way */
    int order = (a->first > b->first) - (a->first < b->first);
    bool told = kind == TABLE_TEXT && a->length <= sizeof a->first &&
                b->length <= sizeof b->first && !a->escaped && !b->escaped;
    if (!order && !a->absent && !told) {
        struct span x = {list + a->at, a->length}, y = {list + b->at, b->length};
        order = a->escaped || b->escaped ? compare_values(kind, x, y)
                                         : table_compare(kind, x, y);
    }
    if (table->descending)
        order = -order;
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

/* Merges runs in order into runs of twice the length: stable, and no worse than n log n
 * whatever comes. */
static void
merge_runs(struct table *table, const char *list)
{
    const struct table_key *from = table->keys;
    size_t count = table->key_count, run = table->run;
    for (size_t low = 0; low < count; low += 2 * run) {
        size_t middle = low + run < count ? low + run : count;
        size_t high = low + 2 * run < count ? low + 2 * run : count;
        size_t a = low, b = middle;
        for (size_t i = low; i < high; i++) {
            bool first = a < middle && (b >= high || compare_keys(table, list, &from[a],
                                                                  &from[b]) <= 0);
            table->merged[i] = first ? from[a++] : from[b++];
        }
    }
    struct table_key *done = table->merged;
    table->merged = table->keys;
    table->keys = done;
    table->run = 2 * run;
}

/* --- one row --- */

static const char *
list_of(const struct table *table, struct span text)
{
    return text.p + table->rows.array;
}

static void
take_key(struct table *table, struct span text, size_t row)
{
    struct table_key *key = &table->keys[table->key_count++];
    struct span raw = {0};
    bool there = table_cell(table, text, row, table->sort_column, &raw);
    *key = (struct table_key){.row = (uint32_t)row,
                              .absent = !there || span_is(raw, "null")};
    if (key->absent)
        return;
    if (raw.p[0] == '"' && raw.n > 1)
        raw = span_sub(raw, 1, raw.n - 1);
    struct str decoded = {0};
    key->at = (uint32_t)(raw.p - list_of(table, text));
    key->escaped = raw.n && memchr(raw.p, '\\', raw.n);
    key->length = (uint32_t)raw.n;
    switch (table->columns[table->sort_column].kind) {
    case TABLE_NUMBER:
        key->first = table_is_number(raw) ? number_bits(number_of(raw)) : UINT64_MAX;
        break;
    case TABLE_TIME:
        key->first = time_digits(raw);
        break;
    case TABLE_TEXT:
        key->first = first_bytes(meant(raw, &decoded));
        break;
    }
    str_release(&decoded);
}

/* --- work --- */

static void
begin(struct table *table, enum table_work work)
{
    enum table_export format = table->format;
    size_t column = table->count_column;
    struct str path = table->path;
    table->path = (struct str){0};
    table_stop(table);
    table->path = path;
    table->format = format;
    table->count_column = column;
    table->work = work;
    table->all = work == WORK_FILTER ? table->order_rows
                 : table->order      ? table->order_count
                                     : table->whole;
}

/* Takes over ROWS, which come in sight from the first one on. */
static void
show_order(struct table *table, uint32_t *rows, size_t count)
{
    mem_free(table->order);
    table->order = rows;
    table->order_count = count;
    table->cursor = table->top = 0;
}

void
table_begin_order(struct table *table)
{
    enum table_work work = table->filter_count ? WORK_FILTER
                           : table->sorted     ? WORK_SORT
                                               : WORK_NONE;
    size_t room = (table->whole + 1) * sizeof *table->order;
    table->order_rows = table->whole;
    begin(table, work);
    if (work && table->sorted) { /* what is in sight stays until it is in order */
        table->coming = mem_alloc(room);
        if (work == WORK_SORT)
            while (table->coming_count < table->whole) {
                table->coming[table->coming_count] = (uint32_t)table->coming_count;
                table->coming_count++;
            }
        table->all = table->whole;
        return;
    }
    show_order(table, work ? mem_alloc(room) : NULL, 0);
}

bool
table_in_order(const struct table *table)
{
    return table->sorted && !table->coming;
}

void
table_sort(struct table *table, size_t column)
{
    bool same = table->sorted && table->sort_column == column;
    if (same && table->descending) {
        table->sorted = table->descending = false;
    } else {
        table->descending = same;
        table->sorted = true;
        table->sort_column = column;
    }
    table_begin_order(table);
}

void
table_order_again(struct table *table)
{
    enum table_work next = table->work == WORK_COUNT ? table->work : table->next;
    struct str path = table->path;
    table->path = (struct str){0};
    table_begin_order(table);
    table->path = path;
    table->next = next;
}

/* Over rows that are in their order. */
static void
begin_over(struct table *table, enum table_work work)
{
    if (table->work == WORK_FILTER || table->work == WORK_SORT)
        table->next = work;
    else
        begin(table, work);
}

void
table_count(struct table *table, size_t column)
{
    table->count_column = column;
    begin_over(table, WORK_COUNT);
}

void
table_export(struct table *table, enum table_export format, struct span path)
{
    table->format = format;
    str_set(&table->path, path);
    begin_over(table, WORK_EXPORT);
}

unsigned
table_percent(const struct table *table)
{
    return table->all ? (unsigned)(100 * table->done / table->all) : 100;
}

/* Some levels of merging. True: all is in order. */
static bool
order_keys(struct table *table, struct span text)
{
    if (!table->run) {
        table->merged = mem_alloc((table->key_count + 1) * sizeof *table->merged);
        table->run = 1;
    }
    for (size_t keys = 0; table->run < table->key_count && keys < SLICE_KEYS;
         keys += table->key_count)
        merge_runs(table, list_of(table, text));
    if (table->run < table->key_count)
        return false;
    for (size_t i = 0; i < table->key_count; i++)
        table->coming[i] = table->keys[i].row;
    show_order(table, table->coming, table->key_count);
    table->coming = NULL;
    return true;
}

/* All rows were looked at. True: that was the last of the work. */
static bool
finish(struct table *table, struct span text)
{
    if (table->work == WORK_FILTER && table->sorted) {
        table->work = WORK_SORT;
        table->all = table->coming_count;
        table->done = 0;
        return false;
    }
    if (table->work == WORK_SORT && !order_keys(table, text))
        return false;
    if (table->work == WORK_EXPORT && !table->done)
        table_export_nothing(table);
    if (table->work == WORK_COUNT)
        table_count_finish(table, text);
    if (table->work == WORK_COUNT || table->work == WORK_EXPORT)
        return true; /* taken by who asked for it */
    enum table_work next = table->next;
    begin(table, next);
    return !next;
}

static void
take_row(struct table *table, struct span text)
{
    size_t row = table->work == WORK_FILTER ? table->done
                 : table->work == WORK_SORT ? table->coming[table->done]
                                            : table_row(table, table->done);
    switch (table->work) {
    case WORK_FILTER:
        if (!table_passes(table, text, row))
            break;
        if (table->coming)
            table->coming[table->coming_count++] = (uint32_t)row;
        else
            table->order[table->order_count++] = (uint32_t)row;
        break;
    case WORK_SORT:
        take_key(table, text, row);
        break;
    case WORK_COUNT:
        table_count_row(table, text, row);
        break;
    case WORK_EXPORT:
        table_export_row(table, text, row);
        break;
    case WORK_NONE:
        break;
    }
}

bool
table_is_behind(const struct table *table)
{
    return table->ended && table->order && table->order_rows < table->whole;
}

bool
table_busy(const struct table *table)
{
    return table->work || table_learning(table) || table_is_behind(table);
}

bool
table_exporting(const struct table *table)
{
    return table->work == WORK_EXPORT || table->next == WORK_EXPORT;
}

/* Each filter may read all of a row. */
static size_t
slice_rows(const struct table *table, struct span text)
{
    size_t average = text.n / (table->rows.count + 1) + 64;
    size_t bytes = table->work == WORK_EXPORT   ? SLICE_EXPORT
                   : table->work == WORK_FILTER ? SLICE_BYTES / table->filter_count
                                                : SLICE_BYTES;
    return 1 + bytes / average;
}

bool
table_step(struct table *table, struct span text)
{
    if (table_is_behind(table) &&
        table->work != WORK_EXPORT) /* a file is one of one order */
        table_order_again(table);
    if (!table->work || (table->work == WORK_EXPORT && table_learning(table))) {
        table_learn(table, text, SIZE_MAX); /* the header has all columns */
        return false;
    }
    if (table->work == WORK_SORT && !table->keys)
        table->keys = mem_alloc((table->all + 1) * sizeof *table->keys);
    size_t written = table->exported.n, slice = slice_rows(table, text);
    for (size_t i = 0; i < slice && table->done < table->all &&
                       table->exported.n - written < SLICE_EXPORT;
         i++, table->done++)
        take_row(table, text);
    return table->done >= table->all && finish(table, text);
}
