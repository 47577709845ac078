/* Quotas: how often an operation may be called. Two windows slide over the calls that
 * were let through: a minute (or what --quota says) and an hour. A call that is refused
 * does not count, but is refused again until the oldest call leaves the window; except
 * with Microsoft Graph, where it is documented that refused calls count too. */
#ifndef PRACTICE_QUOTA_H
#define PRACTICE_QUOTA_H

#include "api/catalogue.h"
#include "base/clock.h"

struct calls_made { /* steady times, oldest first */
    clock_ms *at;
    size_t count, room;
};

struct quotas {
    struct calls_made *operations; /* by their place in the catalogue; owned */
    unsigned count;
    unsigned calls, seconds; /* in place of the quota a minute; 0: the catalogue's */
};

struct quota_refusal {
    unsigned calls, seconds; /* the quota that was reached */
    unsigned wait_s;         /* until the next call is let through, at least 1 */
};

void quotas_init(struct quotas *quotas, unsigned operations, unsigned calls,
                 unsigned seconds);
void quotas_release(struct quotas *quotas);
/* Counts a call of the operation at INDEX, or tells why it is refused. */
bool quotas_take(struct quotas *quotas, unsigned index,
                 const struct operation *operation, clock_ms steady,
                 struct quota_refusal *refusal);

#endif
