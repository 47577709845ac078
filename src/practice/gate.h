/* Who gets in: what a browser page sends is refused, then a bearer of this tenant is
 * asked for, then its roles are compared with the operation's. */
#ifndef PRACTICE_GATE_H
#define PRACTICE_GATE_H

#include "base/secret.h"
#include "practice/practice.h"

struct gate {
    unsigned port;
    struct secret bearers[BEARER_COUNT];
    clock_ms opened; /* the expired bearer's time was over an hour before */
};

struct call;

void gate_init(struct gate *gate, const struct practice_setup *setup);
void gate_release(struct gate *gate);

/* Each answers and gives false where the call goes no further. */
bool gate_place(struct call *call);  /* Host, Origin, Sec-Fetch-Site */
bool gate_bearer(struct call *call); /* sets call->bearer */
bool gate_roles(struct call *call);  /* needs call->operation */

/* The roles that a bearer holds; NULL: all there are. */
names bearer_roles(enum bearer bearer);

#endif
