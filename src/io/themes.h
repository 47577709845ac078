/* Themes by name: the user's own files, $XDG_CONFIG_HOME/defscope/themes/NAME.theme,
 * then the built-in ones. */
#ifndef IO_THEMES_H
#define IO_THEMES_H

#include "view/theme.h"

/* NAME NULL: "plain" where NO_COLOR is set, else "light" or "dark" by COLORFGBG, else
 * "dark". */
enum status theme_load(struct theme *theme, const char *name, struct err *err);

#endif
