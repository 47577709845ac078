/* Texts in any of the encodings that the C library knows (iconv). */
#ifndef BASE_CONVERSION_H
#define BASE_CONVERSION_H

#include "base/str.h"

#include <stdbool.h>

/* Appends TEXT, whose encoding is declared as NAME (an IANA name, in any case), as
 * UTF-8; each byte that stands for no character becomes U+FFFD, and *LOST is how many
 * did. False: the encoding isn't known here, and nothing was appended. */
bool conversion_decode(struct span name, struct span text, struct str *out,
                       size_t *lost);

#endif
