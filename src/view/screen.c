#include "config.h"

#include "view/screen.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static void
blank(struct cell *cell, unsigned style)
{
    *cell = (struct cell){.text = " ", .width = 1, .style = (unsigned char)style};
}

void
screen_init(struct screen *screen, int rows, int columns)
{
    *screen = (struct screen){.rows = rows > 1 ? rows : 1,
                              .columns = columns > 1 ? columns : 1};
    size_t count = (size_t)screen->rows * (size_t)screen->columns;
    struct cell *cells = mem_resize(NULL, count * sizeof *cells);
    blank(cells, STYLE_NORMAL);
    for (size_t done = 1, more; done < count; done += more) {
        more = done < count - done ? done : count - done;
        memcpy(cells + done, cells, more * sizeof *cells);
    }
    screen->cells = cells;
}

void
screen_release(struct screen *screen)
{
    mem_free(screen->cells);
    *screen = (struct screen){0};
}

struct rect
screen_whole(const struct screen *screen)
{
    return (struct rect){0, 0, screen->rows, screen->columns};
}

static struct cell *
at(const struct screen *screen, int y, int x)
{
    if (y < 0 || x < 0 || y >= screen->rows || x >= screen->columns)
        return NULL;
    return &screen->cells[(size_t)y * (size_t)screen->columns + (size_t)x];
}

const struct cell *
screen_cell(const struct screen *screen, int y, int x)
{
    return at(screen, y, x);
}

/* The part of area that is on the screen. */
static struct rect
clip(const struct screen *screen, struct rect area)
{
    return rect_shared(area, screen_whole(screen));
}

/* Blanks the other half of a wide character that a write at y, x would cut. */
static void
mend(struct screen *screen, int y, int x)
{
    struct cell *cell = at(screen, y, x);
    if (!cell)
        return;
    struct cell *other =
        cell->width == 1 ? NULL : at(screen, y, cell->width ? x + 1 : x - 1);
    if (other)
        blank(other, other->style);
    blank(cell, cell->style);
}

void
screen_fill(struct screen *screen, struct rect area, enum style style)
{
    struct rect r = clip(screen, area);
    if (r.rows < 1 || r.columns < 1)
        return;
    const struct cell *first = at(screen, r.y, r.x);
    for (int y = r.y; y < r.y + r.rows; y++) {
        struct cell *row = at(screen, y, r.x);
        mend(screen, y, r.x); /* only at its edges can a character be cut */
        mend(screen, y, r.x + r.columns - 1);
        for (int x = 0; y == r.y && x < r.columns; x++)
            blank(&row[x], style);
        if (y > r.y)
            memcpy(row, first, (size_t)r.columns * sizeof *row);
    }
}

/* One piece at an absolute place; false when it does not fit before RIGHT. */
static bool
put_piece(struct screen *screen, struct rect clipped, int y, int x,
          const struct sanitised *piece, enum style style)
{
    int right = clipped.x + clipped.columns, width = (int)piece->columns;
    if (x >= right)
        return false;
    if (x < clipped.x)
        return true;
    if (width == 2 && !piece->escaped && x + 1 >= right) { /* half of it would be cut */
        mend(screen, y, x);
        blank(at(screen, y, x), style);
        return false;
    }
    struct cell *cell = at(screen, y, x);
    if (cell->width != 1)
        mend(screen, y, x);
    size_t n =
        strnlen(piece->text, sizeof cell->text - 1); /* one character and its marks */
    memcpy(cell->text, piece->text, n);
    cell->text[n] = '\0';
    cell->width = (unsigned char)width;
    cell->cut = 0;
    cell->style = (unsigned char)style;
    if (width == 2) {
        mend(screen, y, x + 1);
        *at(screen, y, x + 1) =
            (struct cell){.text = "", .width = 0, .style = (unsigned char)style};
    }
    return true;
}

/* Bytes that show as they are, a column each; gives how many there was room for. */
static size_t
put_ordinary(struct screen *screen, struct rect clipped, int y, int x, struct span text,
             enum style style)
{
    size_t n = 0;
    for (; n < text.n && x + (int)n < clipped.x + clipped.columns; n++) {
        int column = x + (int)n;
        if (column < clipped.x)
            continue;
        struct cell *cell = at(screen, y, column);
        if (cell->width != 1)
            mend(screen, y, column);
        blank(cell, style);
        cell->text[0] = text.p[n];
    }
    return n;
}

/* Escapes are several characters: each gets its own cell. */
static bool
put_escape(struct screen *screen, struct rect clipped, int y, int x,
           const struct sanitised *piece, enum style style)
{
    struct span rest = span_of(piece->text);
    struct sanitised one;
    for (; sanitise_next(rest, SANITISE_PLAIN, &one);
         rest = span_from(rest, one.bytes)) {
        if (!put_piece(screen, clipped, y, x, &one, style))
            return false;
        x += (int)one.columns;
    }
    return true;
}

static enum style
escape_style(enum style style)
{
    return style == STYLE_FOCUS || style == STYLE_SELECTED ? style : STYLE_ESCAPE;
}

/* Text that had no room before the right edge of a row; blanks need none. */
static void
note_cut(struct screen *screen, struct rect clipped, int row, struct span lost,
         enum style style)
{
    struct cell *cell = at(screen, row, clipped.x + clipped.columns - 1);
    if (cell && span_trim(lost).n)
        cell->cut = (unsigned char)(style + 1);
}

static int
put(struct screen *screen, struct rect area, int y, int x, struct span text,
    enum sanitise_form form, enum style style)
{
    struct rect clipped = clip(screen, area);
    int row = area.y + y, column = area.x + x;
    struct sanitised piece;
    if (row < clipped.y || row >= clipped.y + clipped.rows)
        return x;
    for (size_t n;; text = span_from(text, piece.bytes)) {
        n = put_ordinary(screen, clipped, row, column,
                         span_sub(text, 0, sanitise_ordinary(text)), style);
        text = span_from(text, n);
        column += (int)n;
        if (!sanitise_next(text, form, &piece))
            return column - area.x;
        bool fits =
            piece.escaped
                ? put_escape(screen, clipped, row, column, &piece, escape_style(style))
                : put_piece(screen, clipped, row, column, &piece, style);
        if (!fits) {
            note_cut(screen, clipped, row, text, style);
            return clipped.x + clipped.columns - area.x;
        }
        column += (int)piece.columns;
    }
}

int
screen_put(struct screen *screen, struct rect area, int y, int x, struct span text,
           enum style style)
{
    return put(screen, area, y, x, text, SANITISE_PLAIN, style);
}

int
screen_puts(struct screen *screen, struct rect area, int y, int x, const char *text,
            enum style style)
{
    return screen_put(screen, area, y, x, span_of(text), style);
}

/* The part of line, one row high or one column wide, that is on the screen is filled
 * with text's first character. */
static void
repeat(struct screen *screen, struct rect area, struct rect line, const char *text,
       enum style style)
{
    line.y += area.y;
    line.x += area.x;
    line = rect_shared(line, clip(screen, area));
    if (!line.rows || !line.columns)
        return;
    for (int i = 0; i < line.rows; i++) /* a wide character must not lose its half */
        mend(screen, line.y + i, line.x + line.columns - 1);
    screen_puts(screen, screen_whole(screen), line.y, line.x, text, style);
    const struct cell *first = at(screen, line.y, line.x);
    for (int i = 1; i < line.rows * line.columns; i++)
        *at(screen, line.y + i / line.columns, line.x + i % line.columns) = *first;
}

void
screen_line(struct screen *screen, struct rect area, int y, int x, int columns,
            const char *text, enum style style)
{
    repeat(screen, area, (struct rect){y, x, 1, columns}, text, style);
}

void
screen_upright(struct screen *screen, struct rect area, int y, int x, int rows,
               const char *text, enum style style)
{
    repeat(screen, area, (struct rect){y, x, rows, 1}, text, style);
}

int
screen_putf(struct screen *screen, struct rect area, int y, int x, enum style style,
            const char *format, ...)
{
    struct str text = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    x = screen_put(screen, area, y, x, str_span(&text), style);
    str_release(&text);
    return x;
}

int
screen_put_cut(struct screen *screen, struct rect area, int y, int x, int columns,
               struct span text, enum sanitise_form form, enum style style)
{
    if (columns > area.columns - x)
        columns = area.columns - x;
    if (columns <= 0)
        return x;
    if (text.n <= (size_t)columns && sanitise_ordinary(text) == text.n)
        return put(screen, area, y, x, text, form, style);
    struct sanitised piece;
    int used = 0, fits = 0; /* columns of the whole; of what fits before the mark */
    size_t keep = 0;        /* bytes that fit before the mark */
    size_t done = 0;
    while (used <= columns && sanitise_next(span_from(text, done), form, &piece)) {
        done += piece.bytes;
        used += (int)piece.columns;
        if (used <= columns - 1) {
            keep = done;
            fits = used;
        }
    }
    if (used <= columns)
        return put(screen, area, y, x, text, form, style);
    put(screen, area, y, x, span_sub(text, 0, keep), form, style);
    struct cell *last = at(screen, area.y + y, area.x + x + fits);
    int end = screen_puts(screen, area, y, x + fits, "…", style);
    if (last)
        last->cut = (unsigned char)(style + 1);
    return end;
}

void
screen_restyle(struct screen *screen, struct rect area, int y, int x, int columns,
               enum style style)
{
    struct rect clipped = clip(screen, area);
    for (int i = 0; i < columns; i++) {
        int row = area.y + y, column = area.x + x + i;
        bool inside = row >= clipped.y && row < clipped.y + clipped.rows &&
                      column >= clipped.x && column < clipped.x + clipped.columns;
        if (inside)
            at(screen, row, column)->style = (unsigned char)style;
    }
}

void
screen_cursor(struct screen *screen, struct rect area, int y, int x)
{
    struct rect clipped = clip(screen, area);
    int row = area.y + y, column = area.x + x;
    if (row < clipped.y || row >= clipped.y + clipped.rows || column < clipped.x ||
        column >= clipped.x + clipped.columns)
        return;
    screen->cursor_y = row;
    screen->cursor_x = column;
    screen->cursor_shown = true;
}

static void
dump_styles(const struct screen *screen, int y, struct str *out)
{
    bool first = true;
    for (int x = 0; x < screen->columns;) {
        int start = x;
        unsigned char style = at(screen, y, x)->style;
        while (x < screen->columns && at(screen, y, x)->style == style)
            x++;
        if (style == STYLE_NORMAL)
            continue;
        if (first)
            str_addf(out, "%d:", y);
        str_addf(out, "%s %d-%d %s", first ? "" : ",", start, x - 1, style_name(style));
        first = false;
    }
    if (!first)
        str_add_byte(out, '\n');
}

void
screen_dump(const struct screen *screen, struct str *out)
{
    str_addf(out, "%dx%d", screen->columns, screen->rows);
    if (screen->cursor_shown)
        str_addf(out, " cursor %d,%d", screen->cursor_y, screen->cursor_x);
    str_add_byte(out, '\n');
    for (int y = 0; y < screen->rows; y++) {
        str_add_byte(out, '|');
        for (int x = 0; x < screen->columns; x++)
            str_add_text(out, at(screen, y, x)->text);
        str_add_text(out, "|\n");
    }
    for (int y = 0; y < screen->rows; y++)
        dump_styles(screen, y, out);
}
