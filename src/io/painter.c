#include "config.h"

#include "io/painter.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <langinfo.h>
#include <string.h>
#include <wchar.h>

/* ASCII in one style as curses wants it: most of every screen. */
enum { GLYPH_FIRST = ' ', GLYPH_END = 0x7f };
struct glyphs {
    cchar_t of[GLYPH_END - GLYPH_FIRST];
};

void
painter_init(struct painter *painter, const struct theme *theme)
{
    painter->unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    painter_theme(painter, theme);
}

static void
forget_glyphs(struct painter *painter)
{
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        mem_free(painter->glyphs[i]);
        painter->glyphs[i] = NULL;
    }
}

void
painter_release(struct painter *painter)
{
    forget_glyphs(painter);
    mem_free(painter->shown);
    mem_free(painter->line);
    *painter = (struct painter){0};
}

void
painter_resize(struct painter *painter, int rows, int columns)
{
    size_t cells = (size_t)rows * (size_t)columns, line = (size_t)columns + 1;
    painter->shown = mem_resize(painter->shown, cells * sizeof *painter->shown);
    painter->line = mem_resize(painter->line, line * sizeof *painter->line);
    painter->everything = true;
}

void
painter_theme(struct painter *painter, const struct theme *theme)
{
    colours_init(theme, painter->paints);
    forget_glyphs(painter);
    painter->everything = true;
}

/* A cell's text as curses wants it. What the C library measures otherwise than we do
 * would shift the row: it becomes U+FFFD. */
static size_t
spell(const struct painter *painter, const struct cell *cell,
      wchar_t text[CCHARW_MAX + 1])
{
    struct span rest = span_of(cell->text);
    size_t n = 0;
    uint32_t c;
    for (size_t bytes; n < CCHARW_MAX && (bytes = utf8_next(rest, &c)) > 0;
         rest = span_from(rest, bytes))
        text[n++] = c == UTF8_BAD ? L'?' : (wchar_t)c;
    size_t extra = 0;
    if (!n)
        text[n++] = L' ';
    if (!painter->unicode && (text[0] >= 0x80 || n > 1)) {
        text[0] = (wchar_t)(unsigned char)colours_ascii((uint32_t)text[0]);
        n = 1;
        extra = cell->width == 2;
    } else if (text[0] >= 0x80 && wcwidth(text[0]) != cell->width) {
        text[0] = 0xfffd;
        n = 1;
        extra = cell->width == 2;
    }
    text[n] = 0;
    return extra;
}

/* NULL: not ASCII. */
static const cchar_t *
glyph_of(struct painter *painter, const struct cell *cell, unsigned style)
{
    unsigned char c = (unsigned char)cell->text[0];
    if (c < GLYPH_FIRST || c >= GLYPH_END || cell->text[1])
        return NULL;
    struct glyphs **glyphs = &painter->glyphs[style];
    if (!*glyphs) {
        const struct paint *paint = &painter->paints[style];
        *glyphs = mem_alloc(sizeof **glyphs);
        for (wchar_t text[2] = {GLYPH_FIRST}; text[0] < GLYPH_END; text[0]++)
            setcchar(&(*glyphs)->of[text[0] - GLYPH_FIRST], text, paint->attributes, 0,
                     &paint->pair);
    }
    return &(*glyphs)->of[c - GLYPH_FIRST];
}

/* The cells from FROM to TO, which begin and end with whole characters. */
static void
paint_row(struct painter *painter, int y, const struct cell *cells, int from, int to)
{
    cchar_t *out = painter->line;
    wchar_t text[CCHARW_MAX + 1];
    for (int x = from; x < to; x++) {
        const struct cell *cell = &cells[x];
        unsigned style = cell->style < STYLE_COUNT ? cell->style : 0;
        if (cell->width == 0)
            continue;
        const cchar_t *glyph = glyph_of(painter, cell, style);
        if (glyph) {
            *out++ = *glyph;
            continue;
        }
        struct paint paint = painter->paints[style];
        size_t extra = spell(painter, cell, text);
        setcchar(out++, text, paint.attributes, 0, &paint.pair);
        if (extra)
            setcchar(out++, L" ", paint.attributes, 0, &paint.pair);
    }
    mvadd_wchnstr(y, from, painter->line, (int)(out - painter->line));
}

/* What differs between two rows, grown to whole characters of both; false: nothing. */
static bool
changed(const struct cell *now, const struct cell *last, int columns, int *from,
        int *to)
{
    if (memcmp(now, last, (size_t)columns * sizeof *now) == 0)
        return false;
    for (*from = 0; memcmp(&now[*from], &last[*from], sizeof *now) == 0;)
        ++*from;
    for (*to = columns; memcmp(&now[*to - 1], &last[*to - 1], sizeof *now) == 0;)
        --*to;
    while (*from > 0 && (!now[*from].width || !last[*from].width))
        --*from;
    while (*to < columns && (!now[*to].width || !last[*to].width))
        ++*to;
    return true;
}

void
painter_draw(struct painter *painter, const struct screen *screen)
{
    size_t columns = (size_t)screen->columns;
    if (painter->everything)
        clearok(curscr, TRUE);
    for (int y = 0; y < screen->rows; y++) {
        const struct cell *now = screen->cells + (size_t)y * columns;
        struct cell *last = painter->shown + (size_t)y * columns;
        int from = 0, to = screen->columns;
        if (!painter->everything && !changed(now, last, to, &from, &to))
            continue;
        memcpy(last, now, columns * sizeof *now);
        paint_row(painter, y, now, from, to);
    }
    painter->everything = false;
    curs_set(screen->cursor_shown ? 1 : 0);
    move(screen->cursor_y, screen->cursor_x);
    wnoutrefresh(stdscr);
    doupdate();
}
