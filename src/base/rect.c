#include "config.h"

#include "base/rect.h"

struct rect
rect_inside(struct rect outer, int margin)
{
    struct rect r = {outer.y + margin, outer.x + margin, outer.rows - 2 * margin,
                     outer.columns - 2 * margin};
    if (r.rows < 0)
        r.rows = 0;
    if (r.columns < 0)
        r.columns = 0;
    return r;
}

struct rect
rect_rows(struct rect area, int from, int rows)
{
    if (from > area.rows)
        from = area.rows;
    if (rows > area.rows - from)
        rows = area.rows - from;
    return (struct rect){area.y + from, area.x, rows > 0 ? rows : 0, area.columns};
}

struct rect
rect_columns(struct rect area, int from, int columns)
{
    if (from > area.columns)
        from = area.columns;
    if (columns > area.columns - from)
        columns = area.columns - from;
    return (struct rect){area.y, area.x + from, area.rows, columns > 0 ? columns : 0};
}

bool
rect_has(struct rect area, int y, int x)
{
    return y >= area.y && y < area.y + area.rows && x >= area.x &&
           x < area.x + area.columns;
}

static int
larger(int a, int b)
{
    return a > b ? a : b;
}

struct rect
rect_shared(struct rect a, struct rect b)
{
    int y = larger(a.y, b.y), x = larger(a.x, b.x);
    int bottom = a.y + a.rows < b.y + b.rows ? a.y + a.rows : b.y + b.rows;
    int right = a.x + a.columns < b.x + b.columns ? a.x + a.columns : b.x + b.columns;
    return (struct rect){y, x, larger(bottom - y, 0), larger(right - x, 0)};
}
