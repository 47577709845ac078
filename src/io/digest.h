/* SHA-256 and MD5 of a file while it passes by. Where libcrypto is missing, nothing is
 * worked out, and that is said. MD5 is here because storage services check transfers
 * with it; it proves nothing against somebody who wants to deceive. */
#ifndef IO_DIGEST_H
#define IO_DIGEST_H

#include "io/crypto.h"

#include "base/str.h"

struct digest {
    const struct crypto *crypto; /* NULL: missing */
    EVP_MD_CTX *sha256, *md5;    /* owned; NULL: can't be worked out */
};

void digest_begin(struct digest *digest); /* also anew */
void digest_add(struct digest *digest, struct span bytes);
/* Appends SHA-256 in hexadecimal and MD5 in base64; nothing where there is none. */
void digest_end(struct digest *digest, struct str *sha256, struct str *md5);
void digest_release(struct digest *digest);

#endif
