/* Texts in other encodings than UTF-8, as far as services and gateways send them. */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include "base/str.h"

enum charset {
    CHARSET_UNKNOWN,
    CHARSET_UTF8,
    CHARSET_UTF16LE,
    CHARSET_UTF16BE,
    CHARSET_UTF32LE,
    CHARSET_UTF32BE,
    CHARSET_LATIN1, /* read as windows-1252, as WHATWG's Encoding Standard has it */
    CHARSET_WINDOWS1252,
};

/* By its registered name, in any case; "utf-16" without a byte order is big-endian
 * (RFC 2781, 4.3). */
enum charset charset_named(struct span name);
const char *charset_name(enum charset charset); /* "UTF-16 (little-endian)" */
/* By the byte order mark at the start, whose length goes to *MARK; else UNKNOWN. */
enum charset charset_marked(struct span text, size_t *mark);
/* By its bytes alone: UTF-16 by its zeros, UTF-8 where it is valid (a character that
 * the end of TEXT cuts is none the worse), windows-1252 for other text without control
 * bytes; else UNKNOWN: no text. */
enum charset charset_guess(struct span text);
/* Appends TEXT as UTF-8, without its mark; what has no character becomes U+FFFD. */
void charset_decode(enum charset charset, struct span text, struct str *out);

#endif
