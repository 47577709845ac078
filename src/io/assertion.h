/* Client assertions (RFC 7523): proof of being the application, signed with the private
 * key of a certificate that Entra knows (PS256 and x5t#S256, as its page on certificate
 * credentials has it). All is borrowed; what is read of the key is wiped after. */
#ifndef IO_ASSERTION_H
#define IO_ASSERTION_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"

struct assertion_plan {
    const char *certificate; /* a PEM file */
    const char *key;         /* another; NULL: the key is in the certificate's */
    struct span passphrase;  /* of an encrypted key; empty: there is none */
    const char *application; /* its ID */
    const char *audience;    /* the token endpoint's address */
    clock_ms now;
};

/* Appends the signed token. STATUS_INPUT: a file can't be read, others may read the
 * key, they don't belong together, or the certificate has ended. */
enum status assertion_make(const struct assertion_plan *plan, struct str *out,
                           struct err *err);
/* The same without a token: whether it could be made, and how long still. */
enum status assertion_check(const struct assertion_plan *plan, clock_ms *until,
                            struct err *err);

#endif
