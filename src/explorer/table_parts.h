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
