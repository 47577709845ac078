/* What a screen shows beside its text: colours by theme, and texts that had no room. */
#ifndef SCREENS_LOOKS_H
#define SCREENS_LOOKS_H

#include "view/screen.h"

/* WHAT "cuts": a line for each text that was cut: its place, style, and the row up to
 * there. Else a built-in theme's name: the looks of each row, "3-5: 0-10 bold white on
 * blue, ..."; rows alike stand together. False: there is no such theme. */
bool looks_write(const struct screen *screen, const char *what, struct str *out);

#endif
