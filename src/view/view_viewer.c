#include "config.h"

#include "view/view_viewer.h"

#include "base/memory.h"
#include "base/text.h"

#include <limits.h>

struct place {
    struct screen *screen;
    struct rect area; /* of the text, behind line number and mark */
    int y, x;
    size_t budget; /* to mark matches with */
};

static const enum style styles[] = {
    [JSON_PIECE_NAME] = STYLE_NAME,
    [JSON_PIECE_STRING] = STYLE_STRING,
    [JSON_PIECE_NUMBER] = STYLE_NUMBER,
    [JSON_PIECE_WORD] = STYLE_WORD,
    [JSON_PIECE_PUNCTUATION] = STYLE_PUNCTUATION,
    [JSON_PIECE_TEXT] = STYLE_NORMAL,
};

static void
put(struct place *place, struct span text, enum style style)
{
    place->x = screen_put_cut(place->screen, place->area, place->y, place->x, INT_MAX,
                              text, SANITISE_SOURCE, style);
}

/* What is left out, in words. */
static void
put_more(struct place *place, size_t bytes)
{
    struct str text = {0};
    str_addf(&text,
             ngettext("… %zu more byte", "… %zu more bytes", (unsigned long)bytes),
             bytes);
    put(place, str_span(&text), STYLE_DIM);
    str_release(&text);
}

static void
put_folded(struct place *place, size_t lines)
{
    struct str text = {0};
    str_addf(&text, ngettext("  %zu line", "  %zu lines", (unsigned long)lines), lines);
    put(place, str_span(&text), STYLE_DIM);
    str_release(&text);
}

static enum style
cursor_style(bool focus)
{
    return focus ? STYLE_FOCUS : STYLE_SELECTED;
}

/* Marks what is sought in a piece that was drawn from column X on. */
static void
mark_matches(const struct viewer *viewer, struct place *place,
             const struct json_piece *piece, int x)
{
    struct span match, text = piece->text;
    size_t done = 0;
    while (x < place->area.columns &&
           json_seek_in_piece(&viewer->find, piece, done, &place->budget, &match)) {
        size_t at = (size_t)(match.p - text.p);
        x += (int)sanitise_columns(span_sub(text, done, at), SANITISE_SOURCE);
        int columns = (int)sanitise_columns(match, SANITISE_SOURCE);
        screen_restyle(place->screen, place->area, place->y, x, columns, STYLE_MATCH);
        x += columns;
        done = at + match.n;
    }
}

static void
put_piece(struct place *place, const struct json_line *line,
          const struct json_piece *piece)
{
    put(place, piece->text, styles[piece->kind]);
    if (piece->clipped)
        put_more(place, piece->clipped);
    bool bracket = piece->kind == JSON_PIECE_PUNCTUATION && piece->text.n == 1 &&
                   (piece->text.p[0] == '{' || piece->text.p[0] == '[');
    if (line->folded && bracket)
        put(place, SPAN("…"), STYLE_DIM);
}

static void
draw_line(const struct viewer *viewer, struct place *place,
          const struct json_line *line, bool cursor, bool focus)
{
    int starts[COUNT_OF(line->pieces)];
    place->x = 2 * (int)line->indent - (int)viewer->across;
    for (size_t i = 0; i < line->count; i++) {
        starts[i] = place->x;
        put_piece(place, line, &line->pieces[i]);
    }
    if (line->folded)
        put_folded(place, line->folded);
    if (cursor)
        screen_restyle(place->screen, place->area, place->y, 0, place->area.columns,
                       cursor_style(focus));
    for (size_t i = 0; i < line->count; i++)
        mark_matches(viewer, place, &line->pieces[i], starts[i]);
}

/* At the right of so many columns. By hand: printf would take a twentieth of the time
 * that a key's frame does. */
static int
put_number(struct screen *screen, struct rect area, int y, int digits, size_t number)
{
    char text[24];
    size_t at = sizeof text;
    do
        text[--at] = (char)('0' + number % 10);
    while ((number /= 10) && at);
    while (at && sizeof text - at < (size_t)digits)
        text[--at] = ' ';
    return screen_put(screen, area, y, 0, (struct span){text + at, sizeof text - at},
                      STYLE_LINE_NUMBER);
}

/* Line number and fold mark. */
static void
draw_margin(const struct viewer *viewer, struct screen *screen, struct rect area, int y,
            const struct json_line *line)
{
    int digits = (int)viewer_digits(viewer), x = 0;
    if (digits)
        x = 1 + put_number(screen, area, y, digits, line->number + 1);
    if (line->opens)
        screen_puts(screen, area, y, x, line->folded ? "▸" : "▾", STYLE_DIM);
}

static void
draw_lines(const struct viewer *viewer, struct screen *screen, struct rect area,
           bool focus)
{
    struct json_reader reader = viewer->near;
    struct json_line line;
    int margin = (int)viewer_margin(viewer);
    struct place place = {screen, rect_columns(area, margin, area.columns), 0, 0,
                          PATTERN_SLICE};
    size_t count = viewer_row_count(viewer);
    for (size_t row = viewer->top; row < count && place.y < area.rows;
         row++, place.y++) {
        size_t number = viewer_line_of(viewer, row);
        if (!json_reader_line(&reader, &viewer->document, viewer->text, number, &line))
            break;
        bool cursor = number == viewer->cursor;
        draw_margin(viewer, screen, area, place.y, &line);
        draw_line(viewer, &place, &line, cursor, focus);
        if (cursor && focus)
            screen_cursor(screen, place.area, place.y, 0);
    }
}

/* Where byte I of a row stands behind the row's number of END columns. */
static int
hex_column(int end, size_t i)
{
    return end + 2 + (int)(3 * i + i / 8);
}

static int
character_column(int end, size_t i, size_t columns)
{
    return end + 4 + (int)(3 * columns + columns / 8 + i);
}

static int
hex_digits(struct span text)
{
    return text.n > UINT32_MAX ? 12 : 8;
}

/* 00000010  48 65 6c 6c 6f                                    Hello */
static void
draw_hex_row(struct screen *screen, struct rect area, int y, struct span text,
             size_t at, size_t columns)
{
    int x = screen_putf(screen, area, y, 0, STYLE_LINE_NUMBER, "%0*zx",
                        hex_digits(text), at);
    struct span bytes = span_sub(text, at, at + columns);
    for (size_t i = 0; i < bytes.n; i++) {
        unsigned char byte = (unsigned char)bytes.p[i];
        bool shown = byte > 0x20 && byte < 0x7f;
        struct span character = shown ? span_sub(bytes, i, i + 1) : SPAN(".");
        screen_putf(screen, area, y, hex_column(x, i), STYLE_NORMAL, "%02x", byte);
        screen_put(screen, area, y, character_column(x, i, columns), character,
                   shown ? STYLE_STRING : STYLE_DIM);
    }
}

/* Part of a match, from byte FROM of a row to byte TO. */
static void
mark_bytes(struct screen *screen, struct rect area, int y, int end, size_t from,
           size_t to, size_t columns)
{
    int x = hex_column(end, from);
    screen_restyle(screen, area, y, x, hex_column(end, to - 1) + 2 - x, STYLE_MATCH);
    screen_restyle(screen, area, y, character_column(end, from, columns),
                   (int)(to - from), STYLE_MATCH);
}

/* Marks what is sought in the rows in sight, also where it begins above them. */
static void
mark_hex(const struct viewer *viewer, struct screen *screen, struct rect area)
{
    size_t columns = viewer_hex_columns(viewer), budget = PATTERN_SLICE, longest = 0;
    size_t first = viewer->top * columns, last = first + (size_t)area.rows * columns;
    int end = hex_digits(viewer->text);
    struct json_seek seek;
    struct span match;
    for (size_t i = 0; i < viewer->find.count; i++)
        longest = viewer->find.forms[i].n > longest ? viewer->find.forms[i].n : longest;
    json_seek_init(&seek, first > longest ? first - longest : 0, last);
    while (json_seek_next(&seek, &viewer->find, &viewer->document, viewer->text,
                          &budget, &match) == PATTERN_FOUND) {
        size_t at = (size_t)(match.p - viewer->text.p), stop = at + match.n;
        stop = stop < last ? stop : last;
        for (at = at > first ? at : first; at < stop;) {
            size_t row = at / columns, from = at % columns;
            size_t to = stop - row * columns < columns ? stop - row * columns : columns;
            mark_bytes(screen, area, (int)(row - viewer->top), end, from, to, columns);
            at = row * columns + to;
        }
    }
}

static void
draw_hex(const struct viewer *viewer, struct screen *screen, struct rect area,
         bool focus)
{
    size_t count = viewer_row_count(viewer), columns = viewer_hex_columns(viewer);
    for (size_t row = viewer->top; row < count; row++) {
        int y = (int)(row - viewer->top);
        if (y >= area.rows)
            break;
        draw_hex_row(screen, area, y, viewer->text, row * columns, columns);
        if (row != viewer->cursor)
            continue;
        screen_restyle(screen, area, y, 0, area.columns, cursor_style(focus));
        if (focus)
            screen_cursor(screen, area, y, 0);
    }
    mark_hex(viewer, screen, area);
}

void
view_viewer(const struct viewer *viewer, struct screen *screen, struct rect area,
            bool focus)
{
    struct str note = {0};
    size_t lines = viewer_note(viewer, &note);
    enum style style = viewer->kind == VIEWER_EMPTY ? STYLE_DIM : STYLE_WARN;
    struct span rest = str_span(&note), line;
    for (int y = 0; (size_t)y < lines && span_next(&rest, '\n', &line); y++)
        screen_put_cut(screen, area, y, 0, INT_MAX, line, SANITISE_PLAIN, style);
    if (lines && focus)
        screen_cursor(screen, area, 0, 0);
    area = rect_rows(area, (int)lines, area.rows);
    str_release(&note);
    if (viewer->kind == VIEWER_BINARY)
        draw_hex(viewer, screen, area, focus);
    else
        draw_lines(viewer, screen, area, focus);
}
