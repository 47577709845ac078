/* New tokens for the explorer while it runs: the first where a user has to sign in, the
 * next before the one in use ends, and one for another API when an operation of it is
 * chosen. A child process does the signing in, so that the screen waits for nobody;
 * what it gives comes through a pipe, and stays in memory. Requests that are sent
 * meanwhile are held until it is done, and none goes out with the token of another API.
 */
#ifndef IO_RENEWAL_H
#define IO_RENEWAL_H

#include "explorer/command.h"
#include "io/sign_in.h"

#include <sys/types.h>

struct run;

struct renewal {
    const struct sign_in_plan *plan;     /* borrowed; NULL: nothing is renewed */
    enum product product;                /* that the token on the screen is for */
    struct secret tokens[PRODUCT_OTHER]; /* one for each API, as far as asked for */
    struct secret refresh;               /* of a user who signed in */
    clock_ms retry[PRODUCT_OTHER];       /* steady; not before, after a failure */
    char *why;                           /* the last one failed; owned */
    bool going;                          /* a child signs in ... */
    enum product wanted;                 /* ... for this one */
    pid_t child;
    int fd; /* of its answer */
    struct str answer;
    struct commands held; /* requests to be sent when it is done */
    bool letting_go;      /* they are sent now */
    unsigned timer;       /* when the token in use is to be renewed; 0: none */
};

/* PLAN (or NULL) led to the token that the run's profile has. */
void renewal_begin(struct run *run, const struct sign_in_plan *plan);
void renewal_end(struct run *run);
/* After anything has happened: whether a token is needed. */
void renewal_look(struct run *run);
/* Before a request is sent, which stands in the explorer's flight: keeps a copy where a
 * token for it is on its way; false: send it. */
bool renewal_hold(struct run *run, const struct command *command);
/* The token for it. NULL: there is none for its API, and renewal_refusal says why. */
const struct secret *renewal_bearer(const struct run *run);
const char *renewal_refusal(const struct run *run);
/* Sends what is held, whatever token there is. */
void renewal_let_go(struct run *run);
/* The user gives signing in up. */
void renewal_stop(struct run *run);

#endif
