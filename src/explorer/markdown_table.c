#include "config.h"

#include "explorer/markdown_table.h"

#include "base/memory.h"
#include "base/sanitise.h"

enum {
    GAP = 2,
    NARROWEST = 12, /* a column that is broken into lines has at least so many cells */
    UNBROKEN = 10000, /* wider than any cell: nothing is wrapped while gathering */
};

void
markdown_table_row(struct markdown_table *table)
{
    ARRAY_GROW(table->rows, table->row_count, table->row_room);
    table->rows[table->row_count++] = (struct markdown_table_row){0};
}

struct page *
markdown_table_cell(struct markdown_table *table, int column)
{
    if (column >= TABLE_COLUMNS)
        column = TABLE_COLUMNS - 1;
    if (column >= table->columns)
        table->columns = column + 1;
    struct page *cell = &table->rows[table->row_count - 1].cells[column];
    if (!cell->columns)
        page_begin(cell, UNBROKEN);
    return cell;
}

static int
width_of(const struct page *cell)
{
    return (int)sanitise_columns(str_span(&cell->text), SANITISE_SOURCE);
}

/* What a cell holds, laid out anew for a width. */
static void
flow_cell(struct page *page, const struct page *cell, bool heading)
{
    struct span text = str_span(&cell->text);
    for (size_t i = 0; i < cell->run_count; i++) {
        size_t to = i + 1 < cell->run_count ? cell->runs[i + 1].from : text.n;
        page->link = cell->runs[i].link;
        page_flow(page, span_sub(text, cell->runs[i].from, to),
                  heading ? STYLE_DIM : cell->runs[i].style);
        page->link = 0;
    }
}

/* --- side by side --- */

/* The columns' widths: what each needs, the widest cut first where that is too much.
 * False: even the narrowest do not fit. */
static bool
measure(const struct markdown_table *table, int room, int widths[TABLE_COLUMNS])
{
    int total = GAP * (table->columns - 1);
    for (int column = 0; column < table->columns; column++) {
        widths[column] = 1;
        for (size_t row = 0; row < table->row_count; row++) {
            int width = width_of(&table->rows[row].cells[column]);
            widths[column] = width > widths[column] ? width : widths[column];
        }
        total += widths[column];
    }
    while (total > room) {
        int widest = 0;
        for (int column = 1; column < table->columns; column++)
            if (widths[column] > widths[widest])
                widest = column;
        if (widths[widest] <= NARROWEST)
            return false;
        widths[widest]--;
        total--;
    }
    return true;
}

static void
pad(struct page *page, int cells)
{
    for (; cells > 0; cells--)
        page_verbatim_more(page, SPAN(" "), STYLE_NORMAL);
}

/* One line of a cell; the number of columns that it took. */
static int
put_line(struct page *page, const struct page *cell, size_t line)
{
    if (line >= cell->line_count)
        return 0;
    struct span text = str_span(&cell->text);
    size_t from = cell->lines[line].from, to = cell->lines[line].to;
    for (size_t i = 0; i < cell->run_count; i++) {
        size_t end = i + 1 < cell->run_count ? cell->runs[i + 1].from : text.n;
        size_t start = cell->runs[i].from > from ? cell->runs[i].from : from;
        size_t stop = end < to ? end : to;
        page->link = cell->runs[i].link;
        if (start < stop)
            page_verbatim_more(page, span_sub(text, start, stop), cell->runs[i].style);
        page->link = 0;
    }
    return (int)sanitise_columns(span_sub(text, from, to), SANITISE_SOURCE);
}

static void
lay_row(struct page *page, const struct markdown_table *table, size_t row,
        const int widths[TABLE_COLUMNS])
{
    struct page cells[TABLE_COLUMNS] = {0};
    size_t lines = 1;
    for (int column = 0; column < table->columns; column++) {
        page_begin(&cells[column], widths[column]);
        flow_cell(&cells[column], &table->rows[row].cells[column], row == 0);
        page_break(&cells[column]);
        if (cells[column].line_count > lines)
            lines = cells[column].line_count;
    }
    for (size_t line = 0; line < lines; line++) {
        int owed = 0; /* blanks are put only before something */
        for (int column = 0; column < table->columns; column++) {
            if (line < cells[column].line_count) {
                pad(page, owed);
                owed = 0;
            }
            owed += widths[column] + GAP - put_line(page, &cells[column], line);
        }
        page_break(page);
    }
    for (int column = 0; column < table->columns; column++)
        page_release(&cells[column]);
}

/* --- one below the other --- */

static void
stack_row(struct page *page, const struct markdown_table *table, size_t row)
{
    for (int column = 0; column < table->columns; column++) {
        const struct page *cell = &table->rows[row].cells[column];
        if (!cell->text.n)
            continue;
        page_indent(page, column ? 2 : 0, column ? 2 : 0);
        flow_cell(page, cell, false);
        page_break(page);
    }
}

void
markdown_table_lay_out(struct markdown_table *table, struct page *page)
{
    int widths[TABLE_COLUMNS];
    page_gap(page);
    page_indent(page, 0, 0);
    bool fits = measure(table, page->columns, widths);
    for (size_t row = 0; row < table->row_count; row++)
        if (fits)
            lay_row(page, table, row, widths);
        else if (row)
            stack_row(page, table, row);
    page_indent(page, 0, 0);
    page_gap(page);
}

void
markdown_table_release(struct markdown_table *table)
{
    for (size_t row = 0; row < table->row_count; row++)
        for (int column = 0; column < TABLE_COLUMNS; column++)
            page_release(&table->rows[row].cells[column]);
    mem_free(table->rows);
    *table = (struct markdown_table){0};
}
