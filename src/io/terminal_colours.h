/* What each style looks like: curses' attributes and colours by theme. */
#ifndef IO_TERMINAL_COLOURS_H
#define IO_TERMINAL_COLOURS_H

#include "io/terminal.h"

#include <curses.h>

struct paint {
    attr_t attributes;
    int pair;
};

/* After newterm. Starts colour where THEME needs it and the terminal has it, and fills
 * PAINTS for every style. */
void colours_init(enum theme theme, struct paint paints[STYLE_COUNT]);
/* By NO_COLOR and COLORFGBG, where the user chose none. */
enum theme colours_theme(void);
/* The nearest ASCII character, for a locale without Unicode. */
char colours_ascii(uint32_t character);

#endif
