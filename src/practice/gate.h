/* Who gets in: what a browser page sends is refused, then a token of this tenant's
 * sign-in is asked for, then its permissions are compared with the operation's. */
#ifndef PRACTICE_GATE_H
#define PRACTICE_GATE_H

#include "base/clock.h"

#include <stdbool.h>

struct call;

/* Each answers and gives false where the call goes no further. */
bool gate_place(struct call *call); /* Host, Origin, Sec-Fetch-Site */
bool gate_token(struct call *call); /* sets call->claims, tenant_number, application */
/* Whether the token is valid at that wall time. */
bool gate_validity(struct call *call, clock_ms now);
bool gate_audience(struct call *call);    /* that the token is made out to this API */
bool gate_permissions(struct call *call); /* needs call->operation */

#endif
