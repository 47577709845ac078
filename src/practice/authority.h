/* The practice tenant's own Entra: it signs applications and their user in, and makes
 * the tokens that the gate lets in. Its addresses, answers and refusals have the shapes
 * of Entra's v1 and v2 endpoints. */
#ifndef PRACTICE_AUTHORITY_H
#define PRACTICE_AUTHORITY_H

#include "base/clock.h"
#include "practice/applications.h"
#include "practice/device.h"
#include "practice/signer.h"

struct call;
struct certificates;

struct authority {
    const struct signer *signer;             /* borrowed */
    const struct certificates *certificates; /* borrowed; NULL: none */
    unsigned port;
    unsigned tenants;    /* how many it signs in to, by numbers from 0 */
    unsigned lifetime_s; /* of every token; 0: as long as is usual */
    uint64_t made;       /* tokens and codes so far */
    struct devices devices;
};

/* What a token shall say. */
struct token_plan {
    unsigned tenant;
    const struct application *application;
    const struct resource *resource; /* NULL: all three APIs, as no real token has it */
    const cJSON *permissions;        /* array of names; borrowed */
    bool for_user;
    int credential;   /* 0 none, 1 secret, 2 certificate: "appidacr", "azpacr" */
    unsigned version; /* of the endpoint, 1 or 2 */
    clock_ms from, to;
};

/* Entra dates its tokens back by this much, for clocks that are slow. */
enum { TOKEN_BACK_MS = 300000 };

void token_add(struct authority *authority, const struct token_plan *plan,
               struct str *out);
/* An ID token (OpenID Connect Core 1.0, section 2): who the user is, for the
 * application itself. Of PLAN it takes tenant, application, version and times. */
void token_add_identity(struct authority *authority, const struct token_plan *plan,
                        struct str *out);
/* "http://127.0.0.1:PORT/TENANT" and the end of it that VERSION has. Appends. */
void authority_add_issuer(const struct authority *authority, unsigned tenant,
                          unsigned version, struct str *out);

/* Answers a call of one of its addresses; false: it is none of them. */
bool authority_handle(struct call *call);
/* An answer in Entra's shape that says no. The number decides status and "error". */
void authority_refuse(struct call *call, unsigned number, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void authority_answer(struct call *call, int status, cJSON *tree); /* takes TREE */

#endif
