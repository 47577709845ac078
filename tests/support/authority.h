/* A certificate authority for tests, made afresh: its certificates are good, expired,
 * revoked, for another host. Keys and certificates live until the program ends. */
#ifndef TESTS_AUTHORITY_H
#define TESTS_AUTHORITY_H

#include <openssl/ssl.h>

/* What a TLS server shows as its own. */
struct identity {
    EVP_PKEY *key;
    X509 *certificate;
    X509 *between; /* the authority that signed it, sent along; NULL: is not sent */
};

/* Makes the root, the authority under it, and a list of what they revoked. Writes
 * FOLDER/ca.pem (the root), crl.pem (both lists), client.pem with client.key. */
void authority_make(const char *folder);
/* KIND: good, expired, future, wrong-host, self-signed, unknown-authority, incomplete,
 * revoked, weak-key; anything else is good. */
struct identity authority_identity(const char *kind);
X509 *authority_root(void);

#endif
