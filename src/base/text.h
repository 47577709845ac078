/* Marks for translation. _() looks the text up now; N_() only marks it for a table
 * whose user looks it up. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) (text)

/* A text out of the catalogue, which may be a user's own; NULL and "" stay what they
 * are: gettext would give its own header for "". */
static inline const char *
text_known(const char *text)
{
    return text && *text ? gettext(text) : text;
}

#endif
