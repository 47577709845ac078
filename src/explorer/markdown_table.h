/* A table of a Markdown page: its cells are gathered first, then laid out side by side
 * in columns that fit the page, or one below the other where they do not. */
#ifndef EXPLORER_MARKDOWN_TABLE_H
#define EXPLORER_MARKDOWN_TABLE_H

#include "explorer/page.h"

enum { TABLE_COLUMNS = 8 }; /* a row's further cells go into its last column */

struct markdown_table_row {
    struct page cells[TABLE_COLUMNS]; /* each one line of styled text, or more */
};

struct markdown_table {
    struct markdown_table_row *rows;
    size_t row_count, row_room;
    int columns;
};

void markdown_table_row(struct markdown_table *table); /* begins a row */
/* The cell that takes text from now on; borrowed until the next call. */
struct page *markdown_table_cell(struct markdown_table *table, int column);
/* Adds the whole table to the page, its first row as a heading. */
void markdown_table_lay_out(struct markdown_table *table, struct page *page);
void markdown_table_release(struct markdown_table *table);

#endif
