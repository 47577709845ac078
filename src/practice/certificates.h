/* Certificates that an application signs in with in place of a secret: the public ones,
 * as their owner uploads them to Entra. */
#ifndef PRACTICE_CERTIFICATES_H
#define PRACTICE_CERTIFICATES_H

#include "base/err.h"
#include "practice/jwt.h"

struct certificate;

struct certificates {
    struct certificate **items; /* owned */
    size_t count, room;
};

/* Adds those in PEM; there must be one at least. NAME is said in errors. */
enum status certificates_add(struct certificates *certificates, struct span pem,
                             const char *name, struct err *err);
/* Of the one at INDEX, SHA-256 in base64, as "x5t#S256" has it. Borrowed. */
const char *certificates_thumbprint(const struct certificates *certificates,
                                    size_t index);
void certificates_release(struct certificates *certificates);
/* The one that the header's "x5t#S256" or "x5t" names (RFC 7515, sections 4.1.7 and
 * 4.1.8), or NULL. Borrowed. */
EVP_PKEY *certificates_key(const struct certificates *certificates,
                           const cJSON *header);

#endif
