/* The practice tenant as a function from a request to an answer. It has no socket, no
 * clock and no randomness of its own: all three come from its caller. Every error it
 * answers has a cause in the request or in its state; no address is magic. */
#ifndef PRACTICE_PRACTICE_H
#define PRACTICE_PRACTICE_H

#include "api/catalogue.h"
#include "api/request.h"
#include "base/clock.h"
#include "base/err.h"

#include <cjson/cJSON.h>

struct certificates;
struct practice;
struct signer;

/* The tokens that are there without signing in: one that may do everything, one that
 * lacks the roles for changes, one whose time is over. */
enum bearer { BEARER_FULL, BEARER_READ_ONLY, BEARER_EXPIRED, BEARER_COUNT };
const char *bearer_name(enum bearer bearer); /* "full", "read-only", "expired" */

struct practice_setup {
    const struct catalogue *catalogue; /* outlives the practice tenant */
    uint64_t seed;                     /* decides the data */
    unsigned machines;                 /* 0: as many as is usual */
    unsigned action_seconds;           /* how long an action takes; 0: as is usual */
    uint64_t chance;  /* decides tracking IDs and which calls a fault meets */
    struct now start; /* times in the data are relative to it */
    unsigned port;    /* whose Host is accepted */
    const struct signer *signer;             /* outlives the practice tenant */
    const struct certificates *certificates; /* the same; or NULL */
    unsigned token_lifetime_s;               /* 0: as long as is usual */
    unsigned quota_calls,
        quota_seconds; /* in place of all quotas; 0: the catalogue's */
    unsigned seats; /* tenants, each with data, quotas and faults of its own; 0: one */
};

struct practice_request { /* all borrowed for the call */
    struct span method;
    struct span target; /* as it came: path and query, percent-encoded */
    const struct pairs *headers;
    struct span body;
    bool too_large; /* the body was longer than PRACTICE_BODY_MAX and is not here */
};

enum { PRACTICE_BODY_MAX = 21 * 1024 * 1024 };

/* How the bytes are to be sent, when a fault asks for it. `= {0}`: as they should be.
 */
struct delivery {
    unsigned first_byte_ms; /* wait that long before anything */
    unsigned piece_ms;      /* the body in small pieces, with such pauses */
    int length_off;         /* added to the length that is told */
    bool half;              /* break off after half of the body */
    bool reset;             /* and end the connection with a reset */
    bool bare;              /* the body alone: no status, no headers */
    bool by_hand;           /* headers as they stand: none is the server's own */
    struct str block, tail; /* behind the body BLOCK comes so many TIMES, then TAIL */
    size_t times;
};

struct practice_answer {
    int status;
    struct pairs headers;
    struct str body;
    struct delivery delivery;
};

struct practice *practice_new(const struct practice_setup *setup);
void practice_free(struct practice *practice);
/* Appends such a token for the tenant of that number, made at the start. It is made out
 * to all three APIs at once, and lasts for days unless token_lifetime_s says otherwise:
 * who only calls shall need no sign-in. */
void practice_add_bearer(struct practice *practice, unsigned tenant, enum bearer bearer,
                         struct str *out);
/* What a program needs to call it: address, bearers, and who may sign in. The caller
 * deletes it. */
cJSON *practice_describe(struct practice *practice);
/* A fault as fault_order_read takes it, for the calls of every seat. */
enum status practice_fault(struct practice *practice, struct span fault,
                           struct err *err);
/* ANSWER starts empty; release it with practice_answer_release. */
void practice_handle(struct practice *practice, const struct practice_request *request,
                     const struct now *now, struct practice_answer *answer);
/* practice_state.c: what was changed, as JSON, and back into a tenant that was not
 * called yet. A state has its own seed, size and start, which hold from then on.
 * STATUS_INPUT: it is none, and nothing is taken. */
void practice_state(const struct practice *practice, struct str *out);
enum status practice_take_state(struct practice *practice, struct span text,
                                struct err *err);
/* Grows with every change. */
uint64_t practice_changes(const struct practice *practice);
void practice_answer_release(struct practice_answer *answer);

#endif
