/* What can stand at the caret: a list beside it, within the pane. */
#include "config.h"

#include "base/sanitise.h"
#include "view/view.h"
#include "view/widgets.h"

enum { ROWS_MOST = 6, LABEL_MOST = 36, GAP = 2, EDGES = 2, COLUMNS_LEAST = 8 };

static int
columns_of(const struct str *text)
{
    return (int)sanitise_columns(str_span(text), SANITISE_PLAIN);
}

static int
most(int a, int b)
{
    return a > b ? a : b;
}

static int
least(int a, int b)
{
    return a < b ? a : b;
}

/* Columns of the widest label and of the widest meaning. */
static void
measure(const struct completion *completion, int *label, int *meaning)
{
    *label = *meaning = 0;
    for (size_t i = 0; i < completion->count; i++) {
        *label = most(*label, columns_of(&completion->items[i].label));
        *meaning = most(*meaning, columns_of(&completion->items[i].meaning));
    }
    *label = least(*label, LABEL_MOST);
}

/* Below the caret's line where all of it fits there, else where there is more room. */
static struct rect
find_area(const struct screen *screen, struct rect inside, int rows, int columns,
          int typed)
{
    int above = screen->cursor_y - inside.y;
    int below = inside.y + inside.rows - screen->cursor_y - 1;
    bool under = below >= rows || below >= above;
    struct rect area = {0, screen->cursor_x - typed - 1,
                        least(rows, under ? below : above),
                        least(columns, inside.columns)};
    area.x = most(inside.x, least(area.x, inside.x + inside.columns - area.columns));
    area.y = under ? screen->cursor_y + 1 : screen->cursor_y - area.rows;
    return area;
}

static void
draw_candidate(struct screen *screen, struct rect area, int y,
               const struct candidate *candidate, int label, bool chosen)
{
    enum style style = chosen ? STYLE_FOCUS : STYLE_NORMAL;
    struct rect inside = rect_columns(area, 1, area.columns - EDGES);
    screen_puts(screen, area, y, 0, "│", STYLE_BORDER_FOCUS);
    screen_puts(screen, area, y, area.columns - 1, "│", STYLE_BORDER_FOCUS);
    screen_fill(screen, rect_rows(inside, y, 1), style);
    screen_put_cut(screen, inside, y, 0, least(label, inside.columns),
                   str_span(&candidate->label), SANITISE_PLAIN,
                   chosen ? STYLE_FOCUS : STYLE_NAME);
    int x = label + GAP;
    if (x < inside.columns)
        screen_put_cut(screen, inside, y, x, inside.columns - x,
                       str_span(&candidate->meaning), SANITISE_PLAIN,
                       chosen ? STYLE_FOCUS : STYLE_DIM);
}

void
view_completion(const struct explorer *explorer, struct screen *screen,
                struct rect pane)
{
    const struct completing *completing = completing_shown(&explorer->composer);
    if (!completing || !screen->cursor_shown)
        return;
    const struct completion *completion = &completing->completion;
    struct rect inside = rect_inside(pane, 1);
    int label, meaning, typed = (int)(completing->caret - completion->at);
    measure(completion, &label, &meaning);
    int rows = completion->count < ROWS_MOST ? (int)completion->count : ROWS_MOST;
    int columns = label + EDGES + (meaning ? GAP + meaning : 0);
    struct rect area = find_area(screen, inside, rows, columns, typed);
    if (area.rows < 1 || area.columns < COLUMNS_LEAST)
        return;
    size_t shown = (size_t)area.rows;
    size_t top = completing->cursor < shown ? 0 : completing->cursor - shown + 1;
    for (int y = 0; y < area.rows; y++)
        draw_candidate(screen, area, y, &completion->items[top + (size_t)y], label,
                       top + (size_t)y == completing->cursor);
    draw_scrollbar(screen, area, top, shown, completion->count);
}
