/* A part of the screen; y, x, rows and columns are in cells and may reach beyond it. */
#ifndef BASE_RECT_H
#define BASE_RECT_H

#include <stdbool.h>

struct rect {
    int y, x, rows, columns;
};

struct rect rect_inside(struct rect outer, int margin); /* never negative */
struct rect rect_rows(struct rect area, int from, int rows);
struct rect rect_columns(struct rect area, int from, int columns);
/* What both cover; without rows or columns where that is nothing. */
struct rect rect_shared(struct rect a, struct rect b);
bool rect_has(struct rect area, int y, int x);

#endif
