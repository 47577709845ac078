/* What the table's own files share. */
#ifndef EXPLORER_TABLE_PARTS_H
#define EXPLORER_TABLE_PARTS_H

#include "explorer/table.h"

#include "json/scan.h"

/* The value that TOKEN begins with RAW, whole. */
struct span table_whole_value(struct json_scan *scan, enum json_token token,
                              struct span raw);
uint64_t table_hash(struct span text);

/* The column of this name, or column_count. */
size_t table_column_named(const struct table *table, struct span name);
/* The column of the member of this name of a column's values (TABLE_ANY: of the row),
 * which is made where there is none; column_count: there is no room for it. */
size_t table_take_name(struct table *table, size_t parent, struct span name);
/* In the order in which rows have them: from COLUMN on, the next that is no member. */
size_t table_next_own(const struct table *table, size_t column);
struct span table_own_name(const struct table *table, size_t column);
/* Kind and width by a value; its kind is told by the first. */
void table_learn_value(struct table_column *column, struct span raw,
                       enum json_token token, bool measure);
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

/* The last rows have come since those in sight were put in order. */
bool table_is_behind(const struct table *table);

/* One row's value is counted; then the most frequent become table->values. */
void table_count_row(struct table *table, struct span text, size_t row);
void table_count_finish(struct table *table, struct span text);
void table_counts_release(struct table *table);

#endif
