/* Places in a body, as a lesson names them: JSON pointers (RFC 6901), with "*" for any
 * item of a list. */
#ifndef API_LESSON_PLACE_H
#define API_LESSON_PLACE_H

#include "base/str.h"

/* Whether there is a value at PLACE whose text is WANT, or with HAS holds it; WANT.p
 * NULL: any. A string's text is what it says, any other value's its bytes. Appends it.
 */
bool lesson_place_find(struct span body, const char *place, struct span want, bool has,
                       struct str *out);
/* Appends the number of items of the list at PLACE. False: there is none. */
bool lesson_place_count(struct span body, const char *place, struct str *out);

#endif
