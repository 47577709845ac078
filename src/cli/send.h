/* Sending, for the command `send`: tries, pages, and what is written where. */
#ifndef CLI_SEND_H
#define CLI_SEND_H

#include "api/exchange.h"
#include "api/profile.h"
#include "cli/body.h"
#include "cli/command.h"
#include "io/keeper.h"

struct send {
    struct context *context;
    const struct request *request;
    const struct profile *profile;
    const struct hints *said;  /* before it was sent */
    const struct token *token; /* what it is sent with */
    unsigned tries;            /* 1: no waiting */
    bool all_pages, include, consent;

    /* of the answer under way */
    struct body body;
    unsigned tries_left;
    bool showing; /* its body is written as it comes */
    bool begun;   /* the answer under way has begun to be shown, or not to be */
    uint64_t size;
    struct keeper keeper;
};

/* Sends to URL, and to the pages behind it. Gives the exit status. */
int send_all(struct send *send, const char *url);
/* Prints the request as it would be sent. */
int send_dry(struct send *send, struct span url);

#endif
