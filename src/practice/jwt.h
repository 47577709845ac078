/* Signed JSON Web Tokens (RFC 7515, RFC 7519): written with RS256, read with RS256 and
 * PS256. */
#ifndef PRACTICE_JWT_H
#define PRACTICE_JWT_H

#include "base/str.h"

#include <cjson/cJSON.h>
#include <openssl/types.h>

enum jwt_algorithm { JWT_OTHER, JWT_RS256, JWT_PS256 };

struct jwt {
    cJSON *header, *claims; /* owned */
    enum jwt_algorithm algorithm;
    struct span signing_input; /* borrowed from the token */
    struct str signature;
};

/* Appends a token with these, signed by RS256. */
void jwt_add(struct str *token, const cJSON *header, const cJSON *claims,
             EVP_PKEY *key);
/* False: not three parts of base64 with JSON objects in the first two; then there is
 * nothing to release. */
bool jwt_read(struct jwt *jwt, struct span token);
void jwt_release(struct jwt *jwt);
bool jwt_is_signed(const struct jwt *jwt, EVP_PKEY *key);

#endif
