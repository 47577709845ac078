/* What each style looks like: curses' attributes and colours by theme. */
#ifndef IO_TERMINAL_COLOURS_H
#define IO_TERMINAL_COLOURS_H

#include "io/terminal.h"

#include <curses.h>

struct paint {
    attr_t attributes;
    int pair;
};

/* After newterm. Fills PAINTS for every style; a terminal without colours gets the
 * theme that has none. */
void colours_init(const struct theme *theme, struct paint paints[STYLE_COUNT]);
/* The nearest ASCII character, for a locale without Unicode. */
char colours_ascii(uint32_t character);

#endif
