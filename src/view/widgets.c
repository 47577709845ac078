#include "config.h"

#include "view/widgets.h"

#include <string.h>

void
draw_place(struct screen *screen, struct rect frame, struct span path)
{
    int y = frame.rows - 1;
    if (!path.n || frame.columns <= 8)
        return;
    int x = screen_puts(screen, frame, y, 1, " ", STYLE_BORDER_FOCUS);
    x = screen_put_cut(screen, frame, y, x, frame.columns - 4, path, SANITISE_PLAIN,
                       STYLE_DIM);
    screen_puts(screen, frame, y, x, " ", STYLE_BORDER_FOCUS);
}

void
draw_frame(struct screen *screen, struct rect area, const char *title, bool focus)
{
    enum style style = focus ? STYLE_BORDER_FOCUS : STYLE_BORDER;
    int right = area.columns - 1, bottom = area.rows - 1;
    if (right < 1 || bottom < 1)
        return;
    screen_fill(screen, area, STYLE_NORMAL);
    screen_line(screen, area, 0, 1, right - 1, "─", style);
    screen_line(screen, area, bottom, 1, right - 1, "─", style);
    screen_upright(screen, area, 1, 0, bottom - 1, "│", style);
    screen_upright(screen, area, 1, right, bottom - 1, "│", style);
    screen_puts(screen, area, 0, 0, "╭", style);
    screen_puts(screen, area, 0, right, "╮", style);
    screen_puts(screen, area, bottom, 0, "╰", style);
    screen_puts(screen, area, bottom, right, "╯", style);
    if (!title || right < 6)
        return;
    screen_puts(screen, area, 0, 1, " ", style);
    int end = screen_put_cut(screen, area, 0, 2, right - 4, span_of(title),
                             SANITISE_PLAIN, focus ? STYLE_TITLE : STYLE_NORMAL);
    screen_puts(screen, area, 0, end, " ", style);
}

static int
tab_columns(const char *label)
{
    return (int)sanitise_columns(span_of(label), SANITISE_PLAIN) + 3;
}

void
draw_tabs(struct screen *screen, struct rect area, const char *const *labels,
          int chosen, bool focus)
{
    int first = chosen, used = 1 + tab_columns(labels[chosen]);
    while (first > 0 && used + tab_columns(labels[first - 1]) <= area.columns)
        used += tab_columns(labels[--first]);
    screen_line(screen, area, 0, 0, area.columns, "─", STYLE_BORDER);
    int x = 1;
    for (int i = first; labels[i]; i++) {
        enum style style = i != chosen ? STYLE_DIM
                           : focus     ? STYLE_FOCUS
                                       : STYLE_SELECTED;
        if (i != chosen && x + tab_columns(labels[i]) - 1 > area.columns)
            break;
        x = screen_putf(screen, area, 0, x, style, i == chosen ? "[%s]" : " %s ",
                        labels[i]) +
            1;
    }
}

/* A line's pieces, each in its style. */
static void
draw_line(struct screen *screen, struct rect area, int y, const struct page *page,
          const struct page_line *line)
{
    struct span text = str_span(&page->text);
    int x = line->indent;
    size_t run = 0, at = line->from;
    while (run + 1 < page->run_count && page->runs[run + 1].from <= at)
        run++;
    while (at < line->to) {
        size_t end =
            run + 1 < page->run_count ? page->runs[run + 1].from : page->text.n;
        if (end > line->to)
            end = line->to;
        const struct page_run *shown = &page->runs[run];
        bool chosen = page->chosen && shown->link == page->chosen;
        x = screen_put(screen, area, y, x, span_sub(text, at, end),
                       chosen ? STYLE_FOCUS : shown->style);
        at = end;
        run++;
    }
}

void
draw_page(struct screen *screen, struct rect area, const struct page *page, size_t top)
{
    for (int y = 0; y < area.rows && top + (size_t)y < page->line_count; y++)
        draw_line(screen, area, y, page, &page->lines[top + (size_t)y]);
    draw_scrollbar(screen, area, top, area.rows > 0 ? (size_t)area.rows : 0,
                   page->line_count);
}

void
draw_remark(struct screen *screen, struct rect area, const char *text)
{
    struct page page = {0};
    page_begin(&page, area.columns - 2);
    page_flow(&page, span_of(text), STYLE_DIM);
    page_break(&page);
    draw_page(screen, rect_columns(area, 1, area.columns - 1), &page, 0);
    page_release(&page);
}

void
draw_field(struct screen *screen, struct rect area, int y, int x, int columns,
           const struct editor *editor, bool caret)
{
    struct rect field = rect_columns(rect_rows(area, y, 1), x, columns);
    int column = (int)editor_column(editor), left = 0;
    if (caret && column >= field.columns)
        left = column - field.columns + 1;
    screen_fill(screen, field, caret ? STYLE_INPUT : STYLE_NORMAL);
    screen_put(screen, field, 0, -left, str_span(&editor->text),
               caret ? STYLE_INPUT : STYLE_NORMAL);
    if (caret)
        screen_cursor(screen, field, 0, column - left);
}

/* The mark of a text that was cut at the edge stays, one column before it. */
static void
draw_thumb(struct screen *screen, struct rect area, int y)
{
    int edge = area.columns - 1;
    const struct cell *cell = screen_cell(screen, area.y + y, area.x + edge);
    if (cell && edge > 0 && strcmp(cell->text, "…") == 0)
        screen_puts(screen, area, y, edge - 1, "…", (enum style)cell->style);
    screen_puts(screen, area, y, edge, "▐", STYLE_DIM);
}

void
draw_scrollbar(struct screen *screen, struct rect area, size_t top, size_t shown,
               size_t all)
{
    if (all <= shown || area.rows < 2 || !shown)
        return;
    size_t rows = (size_t)area.rows, length = rows * shown / all;
    size_t last = all - shown,
           from = last ? (rows - (length ? length : 1)) * top / last : 0;
    for (size_t y = from; y < from + (length ? length : 1) && y < rows; y++)
        draw_thumb(screen, area, (int)y);
}
