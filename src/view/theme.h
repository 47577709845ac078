/* A theme: what each style looks like. Themes are small texts, one style a line:
 *
 *     # What a line says: STYLE = [bold|dim|underline|reverse]... [INK] [on PAPER]
 *     bar = bold white on blue
 *
 * Colours are the terminal's own sixteen (black, red, green, yellow, blue, magenta,
 * cyan, white, each also as bright-...), a number up to 255, or "own": the terminal's
 * default. "like = dark" takes over what another built-in theme says, for the styles
 * after it. */
#ifndef VIEW_THEME_H
#define VIEW_THEME_H

#include "base/err.h"
#include "base/span.h"
#include "base/style.h"

enum { COLOUR_OWN = -1, COLOURS = 256 };

enum trait { TRAIT_BOLD = 1, TRAIT_DIM = 2, TRAIT_UNDERLINE = 4, TRAIT_REVERSE = 8 };

struct look {
    int ink, paper;  /* COLOUR_OWN, or 0 to 255 */
    unsigned traits; /* of enum trait */
};

struct theme {
    struct look looks[STYLE_COUNT];
};

/* FILE: for messages. STATUS_INPUT: ERR says where and what. */
enum status theme_read(struct theme *theme, struct span text, const char *file,
                       struct err *err);

/* The built-in ones, from themes/; the last has no name. */
struct theme_text {
    const char *name, *text;
};
extern const struct theme_text theme_texts[];
const char *theme_text(struct span name); /* or NULL */

#endif
