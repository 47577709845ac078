/* The rows of a table as a file: what is in sight of it, in the order in which it is.
 */
#ifndef EXPLORER_TABLE_EXPORT_H
#define EXPLORER_TABLE_EXPORT_H

#include "explorer/table.h"

/* Appends to table->exported, which may be taken away between two rows; the header, or
 * the list's bracket, before the first row and the other one behind the last. */
void table_export_row(struct table *table, struct span text, size_t row);
/* The file of a table that shows no rows. */
void table_export_nothing(struct table *table);

#endif
