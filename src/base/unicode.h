/* What the program needs to know of Unicode, from tables of its own: the C library's
 * differ from system to system, and a golden screen must not. Tables:
 * unicode_tables.py, Unicode 14. */
#ifndef BASE_UNICODE_H
#define BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

/* Columns in the terminal: 0 for a combining mark, 1, or 2. Only for characters that
 * may be shown. */
unsigned unicode_width(uint32_t c);
/* Must never reach a cell: controls, formats, surrogates, private, unassigned, line
 * separators, what is invisible by default, and every space but U+0020 and U+3000. */
bool unicode_hidden(uint32_t c);
bool unicode_combining(uint32_t c); /* Mn, Me or Mc without a column of its own */
bool unicode_right_to_left(uint32_t c);
/* Where languages without spaces break lines: no line begins with a mark that closes,
 * none ends with one that opens. */
bool unicode_closes(uint32_t c);
bool unicode_opens(uint32_t c);

#endif
