/* Marks for translation. _() looks the text up now; N_() only marks it for a table
 * whose user looks it up. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <libintl.h>

#define _(text)  gettext(text)
#define N_(text) (text)

#endif
