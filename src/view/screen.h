/* The virtual screen: a grid of cells that views write and that io/terminal shows.
 * Invariants: no cell holds a character that sanitise would escape; a character of two
 * columns is never cut; styles are names, not colours. Coordinates are y, x. */
#ifndef VIEW_SCREEN_H
#define VIEW_SCREEN_H

#include "base/rect.h"
#include "base/sanitise.h"
#include "base/str.h"
#include "base/style.h"

struct cell {
    char text[20]; /* UTF-8 of one character with at most 4 marks; "" in the right half
                      of a wide one */
    unsigned char width; /* 1, 2, or 0 for the right half */
    unsigned char style;
    unsigned char cut; /* 1 + the style of a text that had no room behind this cell, or
                          ends here with "…"; 0: none. For tests */
};

struct screen {
    int rows, columns;
    struct cell *cells;     /* owned, rows * columns */
    int cursor_y, cursor_x; /* where the terminal's cursor goes: on the focused item */
    bool cursor_shown;
};

void screen_init(struct screen *screen, int rows,
                 int columns); /* blank; at least 1x1 */
void screen_release(struct screen *screen);
struct rect screen_whole(const struct screen *screen);
const struct cell *screen_cell(const struct screen *screen, int y, int x);

/* All drawing is clipped to AREA and to the screen; places are relative to AREA. */
void screen_fill(struct screen *screen, struct rect area, enum style style);
/* Puts text from y, x on one row; escapes are drawn in STYLE_ESCAPE unless it is drawn
 * in FOCUS. Gives the column after it. Text too long is cut; see screen_put_cut. */
int screen_put(struct screen *screen, struct rect area, int y, int x, struct span text,
               enum style style);
int screen_puts(struct screen *screen, struct rect area, int y, int x, const char *text,
                enum style style);
/* A character of one column, again and again. */
void screen_line(struct screen *screen, struct rect area, int y, int x, int columns,
                 const char *text, enum style style);
/* Likewise downwards. */
void screen_upright(struct screen *screen, struct rect area, int y, int x, int rows,
                    const char *text, enum style style);
int screen_putf(struct screen *screen, struct rect area, int y, int x, enum style style,
                const char *format, ...) __attribute__((format(printf, 6, 7)));
/* The same, but at most COLUMNS wide, and with "…" as its last column where it had to
 * be cut. */
int screen_put_cut(struct screen *screen, struct rect area, int y, int x, int columns,
                   struct span text, enum sanitise_form form, enum style style);
/* Restyles columns without touching their text. */
void screen_restyle(struct screen *screen, struct rect area, int y, int x, int columns,
                    enum style style);
void screen_cursor(struct screen *screen, struct rect area, int y, int x);

/* The golden form: "80x24 cursor 3,10", the rows between | marks, then the style runs
 * of each row. */
void screen_dump(const struct screen *screen, struct str *out);

#endif
