/* The key of the practice tenant's sign-in, and what it signs: JSON Web Tokens (RFC
 * 7519) with RS256 (RFC 7518, section 3.3). The key is made at random, so that nobody
 * else can make a token that this tenant takes; the rest of the tenant draws whatever
 * has to be hard to guess from it. */
#ifndef PRACTICE_SIGNER_H
#define PRACTICE_SIGNER_H

#include "base/err.h"
#include "base/str.h"

#include <cjson/cJSON.h>

struct signer;

struct signer *signer_new(struct err *err); /* NULL: libcrypto made no key */
void signer_free(struct signer *signer);
/* Appends CLAIMS as a signed token. */
void signer_sign(const struct signer *signer, const cJSON *claims, struct str *token);
/* The claims of a token; the caller deletes them. NULL: it is none, or its signature is
 * not of this key. Time, audience and issuer are the caller's to look at. */
cJSON *signer_open(const struct signer *signer, struct span token);
/* The public key as a JSON Web Key Set (RFC 7517). */
cJSON *signer_keys(const struct signer *signer);
/* Appends 43 letters that cannot be guessed: always the same for PURPOSE and NUMBER. */
void signer_add_secret(const struct signer *signer, const char *purpose,
                       uint64_t number, struct str *out);

#endif
