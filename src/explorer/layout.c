#include "config.h"

#include "explorer/layout.h"

enum {
    TINY_COLUMNS = 20,
    TINY_ROWS = 5,
    TWO_COLUMNS = 80, /* from here two panes, request over response */
    TWO_ROWS = 20,
    THREE_COLUMNS = 110, /* from here the operations beside them */
    OPERATIONS_COLUMNS = 36,
    REQUEST_LEAST = 7,
    RESPONSE_LEAST = 9,
};

/* Splits what is beside the operations: the request gets what it needs, up to its
 * share. */
static void
split(struct layout *layout, struct rect area, int request_lines)
{
    int rows = request_lines + 2, share = area.rows * 45 / 100;
    if (rows > share)
        rows = share;
    if (rows < REQUEST_LEAST)
        rows = REQUEST_LEAST;
    if (rows > area.rows - RESPONSE_LEAST)
        rows = area.rows - RESPONSE_LEAST;
    layout->panes[PANE_REQUEST] = rect_rows(area, 0, rows);
    layout->panes[PANE_RESPONSE] = rect_rows(area, rows, area.rows - rows);
}

struct layout
layout_compute(int rows, int columns, enum pane focus, bool zoomed, int request_lines)
{
    struct layout layout = {.kind = LAYOUT_TINY};
    if (columns < TINY_COLUMNS || rows < TINY_ROWS)
        return layout;
    struct rect whole = {0, 0, rows, columns};
    layout.bar = rect_rows(whole, 0, 1);
    layout.footer = rect_rows(whole, rows - 1, 1);
    struct rect middle = rect_rows(whole, 1, rows - 2);
    bool small = columns < TWO_COLUMNS || rows < TWO_ROWS;
    layout.kind = small                     ? LAYOUT_ONE
                  : columns < THREE_COLUMNS ? LAYOUT_TWO
                                            : LAYOUT_THREE;
    if (small || zoomed) {
        layout.panes[focus] = middle;
        return layout;
    }
    if (layout.kind == LAYOUT_TWO) {
        split(&layout, middle, request_lines);
        if (focus == PANE_OPERATIONS) { /* a list over the two */
            layout.panes[PANE_OPERATIONS] = rect_columns(middle, 0, columns * 3 / 5);
        }
        return layout;
    }
    layout.panes[PANE_OPERATIONS] = rect_columns(middle, 0, OPERATIONS_COLUMNS);
    split(&layout,
          rect_columns(middle, OPERATIONS_COLUMNS, columns - OPERATIONS_COLUMNS),
          request_lines);
    return layout;
}
