/* Frames to curses: only what differs from the last one. */
#ifndef IO_PAINTER_H
#define IO_PAINTER_H

#include "io/terminal_colours.h"
#include "view/screen.h"

struct painter {
    struct paint paints[STYLE_COUNT];
    struct glyphs *glyphs[STYLE_COUNT]; /* made when a style is first painted; owned */
    struct cell *shown;                 /* the last frame; owned */
    cchar_t *line;                      /* one row for curses; owned */
    bool everything;                    /* the next frame is painted whole */
    bool unicode;
};

/* After newterm; the size must be told before the first frame. */
void painter_init(struct painter *painter, const struct theme *theme);
void painter_release(struct painter *painter);
void painter_resize(struct painter *painter, int rows, int columns);
void painter_theme(struct painter *painter, const struct theme *theme);
/* A frame of the size that was told last. */
void painter_draw(struct painter *painter, const struct screen *screen);

#endif
