#include "config.h"

#include "explorer/layout.h"

enum {
    TWO_COLUMNS = 80, /* from here two panes, request over response */
    TWO_ROWS = 20,
    THREE_COLUMNS = 110, /* from here the operations beside them */
    OPERATIONS_COLUMNS = 36,
    REQUEST_LEAST = 7,
    RESPONSE_LEAST = 9,
    OPERATIONS_LEAST = 9,
    STRIP_LEAST = 4,
    WIDE_COLUMNS = 140, /* from here a lesson's column is wider */
    LESSON_COLUMNS = 46,
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

static enum layout_kind
kind_of(int rows, int columns)
{
    if (columns < LAYOUT_LEAST_COLUMNS || rows < LAYOUT_LEAST_ROWS)
        return LAYOUT_TINY;
    if (columns < TWO_COLUMNS || rows < TWO_ROWS)
        return LAYOUT_ONE;
    return columns < THREE_COLUMNS ? LAYOUT_TWO : LAYOUT_THREE;
}

/* The column at the left; a lesson needs room for sentences. */
static int
left_columns(int columns, bool lesson)
{
    return lesson && columns >= WIDE_COLUMNS ? LESSON_COLUMNS : OPERATIONS_COLUMNS;
}

int
layout_lesson_columns(int rows, int columns, bool zoomed, bool *whole)
{
    *whole = kind_of(rows, columns) == LAYOUT_THREE || zoomed;
    return (*whole && !zoomed ? left_columns(columns, true) : columns) - 2;
}

static int
at_most(int wanted, int most, int least)
{
    return wanted > most ? (most > least ? most : least) : wanted;
}

/* Request over response, and over them a strip for the lesson. The operations, when
 * they are wanted, lie over the two. */
static void
place_two(struct layout *layout, struct rect middle, bool operations, int request_lines,
          int lesson_lines)
{
    int strip = lesson_lines
                    ? at_most(lesson_lines + 2,
                              middle.rows - REQUEST_LEAST - RESPONSE_LEAST, STRIP_LEAST)
                    : 0;
    struct rect rest = rect_rows(middle, strip, middle.rows - strip);
    layout->panes[PANE_LESSON] = rect_rows(middle, 0, strip);
    split(layout, rest, request_lines);
    if (operations)
        layout->panes[PANE_OPERATIONS] = rect_columns(rest, 0, middle.columns * 3 / 5);
}

/* Operations at the left, the lesson under them. */
static void
place_three(struct layout *layout, struct rect middle, int request_lines,
            int lesson_lines)
{
    int left = left_columns(middle.columns, lesson_lines > 0);
    struct rect column = rect_columns(middle, 0, left);
    int lesson = lesson_lines ? at_most(lesson_lines + 2,
                                        middle.rows - OPERATIONS_LEAST, STRIP_LEAST)
                              : 0;
    int rows = middle.rows - lesson;
    layout->panes[PANE_OPERATIONS] = rect_rows(column, 0, rows);
    layout->panes[PANE_LESSON] = rect_rows(column, rows, lesson);
    split(layout, rect_columns(middle, left, middle.columns - left), request_lines);
}

struct layout
layout_compute(int rows, int columns, enum pane focus, bool zoomed, int request_lines,
               int lesson_lines)
{
    struct layout layout = {.kind = kind_of(rows, columns)};
    if (layout.kind == LAYOUT_TINY)
        return layout;
    struct rect whole = {0, 0, rows, columns};
    layout.bar = rect_rows(whole, 0, 1);
    layout.footer = rect_rows(whole, rows - 1, 1);
    struct rect middle = rect_rows(whole, 1, rows - 2);
    if (layout.kind == LAYOUT_ONE || zoomed)
        layout.panes[focus] = middle;
    else if (layout.kind == LAYOUT_TWO)
        place_two(&layout, middle, focus == PANE_OPERATIONS, request_lines,
                  lesson_lines);
    else
        place_three(&layout, middle, request_lines, lesson_lines);
    return layout;
}
