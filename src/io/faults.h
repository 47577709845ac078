/* What libcurl's codes mean to a person. */
#ifndef IO_FAULTS_H
#define IO_FAULTS_H

#include "api/exchange.h"

/* Where in its course the transfer was when it failed. */
struct fault {
    int code;           /* CURLcode */
    long verification;  /* CURLINFO_SSL_VERIFYRESULT: OpenSSL's X509_V_ERR_... */
    const char *host;   /* "api.example.com:443"; may be NULL */
    const char *proxy;  /* in use, without credentials; NULL: none */
    long tunnel;        /* the status that the proxy gave; 0: none */
    const char *detail; /* libcurl's own words; may be NULL */
    bool looked_up;     /* the host's address is known */
    bool reached;       /* there is a connection; TLS may be missing */
    bool connected;     /* TLS included */
    bool out_of_memory; /* an allocation of ours failed */
    bool silent;        /* the limit was silence, not the whole time */
};

enum transport fault_transport(const struct fault *fault);
/* A sentence, safe to show. Owned by the caller. */
char *fault_text(const struct fault *fault);

#endif
