/* Where things are on the screen: the same geometry for drawing and for the mouse. */
#ifndef EXPLORER_LAYOUT_H
#define EXPLORER_LAYOUT_H

#include "base/rect.h"

enum pane { PANE_OPERATIONS, PANE_REQUEST, PANE_RESPONSE, PANE_LESSON, PANE_COUNT };
enum layout_kind { LAYOUT_TINY, LAYOUT_ONE, LAYOUT_TWO, LAYOUT_THREE };

enum { LAYOUT_LEAST_COLUMNS = 20, LAYOUT_LEAST_ROWS = 5 }; /* else LAYOUT_TINY */

struct layout {
    enum layout_kind kind;
    struct rect bar; /* top line; no rows where there is no room for it */
    struct rect footer;
    struct rect panes[PANE_COUNT]; /* with their frames; no rows: not in sight */
};

/* REQUEST_LINES: what the request pane would like to show inside its frame.
 * LESSON_LINES: the same of the lesson's; 0: there is none. */
struct layout layout_compute(int rows, int columns, enum pane focus, bool zoomed,
                             int request_lines, int lesson_lines);
/* Columns inside the lesson's frame, and whether there is room to tell of all its
 * steps. */
int layout_lesson_columns(int rows, int columns, bool zoomed, bool *whole);

#endif
