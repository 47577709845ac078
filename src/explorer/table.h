/* A list of objects as a table: rows and cells are read from the text when they are
 * asked for, and nothing of them is kept but where each row begins. The text is
 * borrowed for each call, as the viewer's. Long work goes on slice by slice. */
#ifndef EXPLORER_TABLE_H
#define EXPLORER_TABLE_H

#include "base/str.h"
#include "json/document.h"
#include "json/rows.h"

#define TABLE_ANY SIZE_MAX /* column: whichever */

enum {
    TABLE_COLUMNS_MAX = 1000,
    TABLE_SAMPLE = 200,     /* rows that widths are taken from; names: from all */
    TABLE_DEPTH_MAX = 8,    /* of opened values */
    TABLE_WIDTH_MAX = 40,   /* columns that one gets by itself */
    TABLE_CELL_MAX = 1024,  /* bytes of a cell that are shown */
    TABLE_VALUES_MAX = 1000 /* different ones that are listed: the most frequent */
};

enum table_kind { TABLE_TEXT, TABLE_NUMBER, TABLE_TIME };

struct table_column {
    char *name;    /* that is shown: its own, or the way to it, "a.b"; owned */
    size_t length; /* of it; names may hold NULs */
    char *own;     /* the member's, in the row or in its parent's values; owned */
    size_t own_length;
    char *quoted;  /* its own as JSON; owned */
    size_t parent; /* the column whose values have it; TABLE_ANY: it is the row's */
    uint64_t hash; /* of the way to it */
    enum table_kind kind;
    int width;
    bool told; /* its kind: by the schema, else the first value that is not null */
    bool hidden;
    bool objects;   /* there are values that can be opened */
    bool opened;    /* their members are columns */
    bool closed;    /* one of those, and not any more */
    size_t learned; /* rows whose members are known */
};

/* What a cell has to be for its row to be shown. */
enum table_test {
    TEST_HAS, /* the text stands in it, whatever its letter case */
    TEST_HAS_NOT,
    TEST_IS,
    TEST_IS_NOT,
    TEST_LESS,
    TEST_MORE,
    TEST_AT_MOST,
    TEST_AT_LEAST
};

struct table_filter {
    size_t column; /* or TABLE_ANY: one of them, for ! and != all of them */
    enum table_test test;
    struct str value;
};

struct table_key {            /* of a row, for sorting */
    uint64_t first;           /* compares as the value does, as far as 64 bits tell */
    uint32_t row, at, length; /* of the value: behind the list's beginning */
    bool absent;              /* or null: comes last */
    bool escaped;             /* it is not written as it is meant */
};

struct table_value { /* one of a column's */
    struct str text;
    size_t count;
};

struct table_tally; /* all different values while they are counted */

enum table_work { WORK_NONE, WORK_FILTER, WORK_SORT, WORK_COUNT, WORK_EXPORT };
enum table_export { EXPORT_CSV, EXPORT_JSON, EXPORT_NDJSON };

struct table {
    bool there;    /* the text has a list of objects */
    bool searched; /* for it, up to `looked` bytes */
    size_t looked;
    struct str list; /* a JSON pointer to it */
    struct json_rows rows;
    struct table_column *columns; /* owned */
    size_t column_count, column_room;
    uint16_t *slots;              /* columns by their names' hash; owned */
    size_t whole;                 /* rows that have come to their end */
    bool ended;                   /* no more of them come */
    size_t learned;               /* of them: rows whose names are known */
    size_t opened;                /* columns */
    bool nested;                  /* one of them was, ever */
    bool names_left;              /* there are more names than columns */
    struct table_filter *filters; /* all hold; one a column and one for any; owned */
    size_t filter_count, filter_room;
    size_t sort_column; /* column_count or more: none */
    bool sorted, descending;
    uint32_t *order; /* rows that are shown, in order; NULL: all, as they came; owned */
    size_t order_count;
    size_t order_rows; /* of the text, that the newest one is made from */
    /* work under way */
    uint32_t *coming; /* the next order, until which the former stays in sight; owned;
                         NULL: rows come in sight as they pass the filter */
    size_t coming_count;
    enum table_work work;
    enum table_work next;            /* when it has come to its end */
    size_t all, done;                /* rows */
    struct table_key *keys, *merged; /* owned */
    size_t key_count, run;      /* so many keys are in order, one run after another */
    struct table_value *values; /* owned; most frequent first when it is done */
    size_t value_count, count_column;
    size_t value_kinds,
        value_others;          /* different ones in all; rows of those left out */
    struct table_tally *tally; /* owned */
    enum table_export format;
    size_t *out_columns, out_count; /* those that are exported, in order; owned */
    struct str exported, path;
    /* what is in sight */
    size_t cursor, top;   /* in the rows that are shown */
    size_t column, left;  /* the cursor's; the first in sight */
    size_t height, width; /* of the pane, without header and status */
};

void table_release(struct table *table);
void table_reset(struct table *table); /* another text comes */
/* The text has grown to this, or moved: as far as DOCUMENT has read it. */
void table_read(struct table *table, struct span text,
                const struct json_document *document);
size_t table_rows(const struct table *table); /* that are shown */
/* The row of the text, for one that is shown. */
size_t table_row(const struct table *table, size_t shown);
/* The raw value of a cell; false: the row has no such member. */
bool table_cell(const struct table *table, struct span text, size_t row, size_t column,
                struct span *raw);
/* All cells of a row into CELLS, one a column; those that are absent are empty. */
void table_cells(const struct table *table, struct span text, size_t row,
                 struct span *cells);
/* As JSON writes a number, and nothing else. */
bool table_is_number(struct span text);
/* A raw value, whole: text without its quotes. Appends. */
void table_plain(struct span raw, struct str *out);
/* As much of it as is shown: TABLE_CELL_MAX bytes of its text at most. Appends. */
void table_show(struct span raw, struct str *out);

/* Begin work; what is under way ends, but counting and exporting wait for rows that are
 * just being filtered or sorted. */
void table_sort(struct table *table, size_t column); /* up, down, as it came */
/* Instead of the column's own filter, and beside those of other columns; an empty one
 * takes it away. */
void table_set_filter(struct table *table, size_t column, struct span expression);
/* So for rows with just this value; an empty one: those without a value, too. */
void table_set_value(struct table *table, size_t column, struct span value);
void table_drop_filters(struct table *table);
/* Once more, as it is set, over the rows that there are now. */
void table_order_again(struct table *table);
void table_count(struct table *table, size_t column);
void table_export(struct table *table, enum table_export format, struct span path);
/* Something is left to be done: work, or names to be learnt. */
bool table_busy(const struct table *table);
/* Names or members of columns are still read: a part of that. */
bool table_learning(const struct table *table);
/* Rows stand in the order that is set: not while a new one is made. */
bool table_in_order(const struct table *table);
bool table_exporting(const struct table *table); /* or it waits for its rows */
/* A slice of it. True: it has just come to its end. What is exported stands in
 * `exported`, to be taken after every slice. */
bool table_step(struct table *table, struct span text);
void table_stop(struct table *table);
unsigned table_percent(const struct table *table);
struct span table_name(const struct table *table, size_t column);
/* NULL: it has none. */
const struct table_filter *table_filter_of(const struct table *table, size_t column);
/* "DeviceName: srv, OSPlatform = Windows11", in the order in which they were set;
 * appends. */
void table_filters_write(const struct table *table, struct str *out);

/* Moving. */
void table_resize(struct table *table, size_t height, size_t width);
void table_move(struct table *table, long rows);
void table_across(struct table *table, long columns);
void table_shift(struct table *table, int by); /* the column itself */
void table_go(struct table *table, size_t column);
/* Or hides it, where it is not the last one that is shown. */
void table_show_column(struct table *table, size_t column, bool show);
void table_hide(struct table *table);
void table_show_all(struct table *table);
/* The members of the column's values become columns behind it, in its place; what is
 * further down is opened from there. False: none of the values known is an object. */
bool table_open(struct table *table, struct span text, size_t column);
/* It is as it was; for a member's column, the one that it is a member of. Gives that
 * one; column_count: there is nothing to close. */
size_t table_close(struct table *table, size_t column);
/* Those that the user has hidden. */
size_t table_hidden(const struct table *table);
/* From the row on, as RFC 6901 has it: "/a/b"; appends. */
void table_pointer(const struct table *table, size_t column, struct str *out);
void table_widen(struct table *table, int by);
/* Columns that are shown, before one of them. */
size_t table_columns_before(const struct table *table, size_t column);
/* The next column that is not hidden from COLUMN on, or column_count. */
size_t table_next_column(const struct table *table, size_t column);

#endif
