/* Which certificates of authorities a TLS connection trusts. */
#ifndef IO_CERTIFICATES_H
#define IO_CERTIFICATES_H

#include <stdbool.h>

struct certificates {
    const char *file, *folder; /* both NULL: libcurl's own choice */
};

/* CURL_CA_BUNDLE, SSL_CERT_FILE and SSL_CERT_DIR where they are set: libcurl itself
 * does not read them, and a network that inspects TLS needs them. Else the system's
 * hashed folder, where it holds all that its bundle holds: from it OpenSSL reads the
 * one certificate that it needs, not all 140, which costs 30 ms. Found once. */
const struct certificates *certificates_find(void);
/* Whether the hashed FOLDER holds as many certificates as the file BUNDLE, and any. */
bool certificates_all_in(const char *folder, const char *bundle);

#endif
