/* UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/span.h"

#include <stdint.h>

#define UTF8_BAD UINT32_MAX

/* Decodes the character at the start of s. Gives its length in bytes (1 to 4) and puts
 * it in *c; a byte that starts no valid character gives 1 and UTF8_BAD. Empty s gives
 * 0. */
size_t utf8_next(struct span s, uint32_t *c);
/* Writes c (a scalar value) into out and gives its length. */
size_t utf8_put(char out[4], uint32_t c);
/* How many bytes of it are ASCII, before the first that is not. */
size_t utf8_ascii(struct span s);
bool utf8_valid(struct span s);
/* The start of the character that ends before AT (for moving left); bad bytes count
 * singly. */
size_t utf8_before(struct span s, size_t at);

#endif
