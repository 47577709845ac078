/* Starts tests/support/fault_server or tls_server for a test, and stops it. */
#ifndef TESTS_FAULT_CLIENT_H
#define TESTS_FAULT_CLIENT_H

#include <sys/types.h>

struct fault_client {
    pid_t pid;
    int lifeline; /* its standard input */
    unsigned port;
    union {
        unsigned deaf_port; /* never accepts */
        unsigned six_port;  /* of the TLS server, on ::1; 0: has none */
    };
};

/* Ends the test where the server does not come up. */
void fault_client_start(struct fault_client *client);
/* FOLDER is where it writes its certificates and what it sees; KIND may be NULL. */
void fault_client_start_tls(struct fault_client *client, const char *folder,
                            const char *kind);
void fault_client_stop(struct fault_client *client);
/* The URL of PATH on it; the caller frees. */
char *fault_client_address(const struct fault_client *client, const char *path);

#endif
