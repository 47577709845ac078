/* What the table's own files share. */
#ifndef EXPLORER_TABLE_PARTS_H
#define EXPLORER_TABLE_PARTS_H

#include "explorer/table.h"

#include "json/scan.h"

uint64_t table_hash(struct span text);

/* The members of an object, one after the other: the name with its quotes, the value
 * whole. What is no object has none. */
struct table_walk {
    struct json_scan scan;
    bool inside;
    struct span name, raw;
    enum json_token token; /* that the value begins with */
};
void table_walk_begin(struct table_walk *walk, struct span object);
bool table_walk_next(struct table_walk *walk); /* false: there is none */

/* The column of this name, or column_count. */
size_t table_column_named(const struct table *table, struct span name);
/* The column of the member of this name of a column's values (TABLE_ANY: of the row),
 * which is made where there is none; column_count: there is no room for it. */
size_t table_take_name(struct table *table, size_t parent, struct span name);
/* In the order in which rows have them: from COLUMN on, the next that is no member. */
size_t table_next_own(const struct table *table, size_t column);
struct span table_own_name(const struct table *table, size_t column);
/* Kind and width by a value; its kind is told by the first. */
void table_learn_value(struct table_column *column, const struct table_walk *value,
                       bool measure);
/* Two columns change places, with all that points to them but the cursor. */
void table_swap(struct table *table, size_t from, size_t to);
/* The member of that column's name of an object. */
bool table_member(struct span object, const struct table_column *wanted,
                  struct span *raw);
/* From the row down to the column: WAY holds TABLE_DEPTH_MAX; gives how many. */
size_t table_way(const struct table *table, size_t column, size_t *way);
/* Members of opened columns, a slice of rows, up to row TO. */
void table_learn_members(struct table *table, struct span text, size_t to);

/* Columns and their kinds out of a hunting answer's schema, which stands before the
 * rows. */
void table_learn_schema(struct table *table, struct span before);
/* The names of a slice of rows, up to row TO. New columns come in at the end. */
void table_learn(struct table *table, struct span text, size_t to);

/* Begins with a year; "2026-01" is one, too. */
bool table_is_time(struct span plain);
/* -1, 0, 1: plain values as their kind compares. */
int table_compare(enum table_kind kind, struct span a, struct span b);
/* Rows are filtered, then sorted, from the first one on: what is under way ends. */
void table_begin_order(struct table *table);
/* The row has what all filters ask for. */
bool table_passes(const struct table *table, struct span text, size_t row);

/* The last rows have come since those in sight were put in order. */
bool table_is_behind(const struct table *table);

/* One row's value is counted; then the most frequent become table->values. */
void table_count_row(struct table *table, struct span text, size_t row);
void table_count_finish(struct table *table, struct span text);
void table_counts_release(struct table *table);

#endif
