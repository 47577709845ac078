/* A secret: bytes that are wiped before their memory is given back. It is never resized
 * in place, never formatted and never compared byte by byte with an early end. `= {0}`
 * holds none. */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/span.h"

struct secret {
    char *p; /* owned */
    size_t n;
};

void secret_set(struct secret *secret,
                struct span value); /* copies; the old value is wiped */
void secret_take(struct secret *to,
                 struct secret *from);      /* moves; from holds none after */
void secret_release(struct secret *secret); /* wipes */
bool secret_held(const struct secret *secret);
/* Borrowed until the secret changes; for the one place that sends it, and for
 * redaction. */
struct span secret_reveal(const struct secret *secret);
bool secret_equal(const struct secret *secret,
                  struct span value); /* same time whatever differs */

#endif
