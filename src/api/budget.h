/* The calls that an operation's documented limits leave, by what was sent from this
 * machine. The service may count more: other machines use the same application. */
#ifndef API_BUDGET_H
#define API_BUDGET_H

#include "api/catalogue.h"
#include "base/clock.h"

enum { BUDGET_MINUTE_MS = 60 * 1000, BUDGET_HOUR_MS = 60 * BUDGET_MINUTE_MS };

struct budget {
    const struct operation *operation; /* NULL: nothing is known */
    clock_ms *calls;                   /* of the last hour, newest first; owned */
    size_t count, room;
};

struct budget_left {
    unsigned minute, hour; /* calls; meaningless where the limit is 0 (none) */
    bool used_up;          /* one of them is 0: the next call would be throttled */
    bool scarce;           /* a tenth or less of one is left */
    clock_ms until;        /* wall time when one more call is left again */
};

void budget_release(struct budget *budget);
bool budget_limits(const struct operation *operation); /* has any; NULL: has none */
/* True: the operation has a limit, and LEFT tells what remains of it. */
bool budget_at(const struct budget *budget, clock_ms now, struct budget_left *left);

#endif
