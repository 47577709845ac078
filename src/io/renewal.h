/* New tokens for the explorer while it runs: before the one in use ends, and for
 * another API when an operation of it is chosen. A child process does the signing in,
 * so that the screen waits for nobody; what it gives comes through a pipe, and stays in
 * memory. Requests that are sent meanwhile are held until it is done. */
#ifndef IO_RENEWAL_H
#define IO_RENEWAL_H

#include "explorer/command.h"
#include "io/sign_in.h"

#include <sys/types.h>

struct run;

struct renewal {
    const struct sign_in_plan *plan;     /* borrowed; NULL: nothing is renewed */
    enum product product;                /* that the token in use is for */
    struct secret tokens[PRODUCT_OTHER]; /* one for each API, as far as asked for */
    clock_ms retry[PRODUCT_OTHER];       /* steady; not before, after a failure */
    bool going;                          /* a child signs in ... */
    enum product wanted;                 /* ... for this one */
    pid_t child;
    int fd; /* of its answer */
    struct str answer;
    struct commands held; /* requests to be sent when it is done */
    unsigned timer;       /* when the token in use is to be renewed; 0: none */
};

/* PLAN (or NULL) led to the token that the run's profile has. */
void renewal_begin(struct run *run, const struct sign_in_plan *plan);
void renewal_end(struct run *run);
/* After anything has happened: whether a token is needed. */
void renewal_look(struct run *run);
/* Keeps a copy of the request where one is on its way; false: send it. */
bool renewal_hold(struct run *run, const struct command *command);
/* Sends what is held, whatever token there is. */
void renewal_let_go(struct run *run);

#endif
