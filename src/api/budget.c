#include "config.h"

#include "api/budget.h"

#include "base/memory.h"

void
budget_release(struct budget *budget)
{
    mem_free(budget->calls);
    *budget = (struct budget){0};
}

/* Calls of the last SPAN_MS, out of LIMIT (0: none); the time when the oldest of them
 * that matters leaves the window, where it is the soonest, goes to left->until. */
static unsigned
window(const struct budget *budget, clock_ms now, clock_ms span_ms, unsigned limit,
       struct budget_left *left)
{
    size_t used = 0;
    while (used < budget->count && budget->calls[used] > now - span_ms)
        used++;
    if (used) {
        clock_ms freed = budget->calls[used - 1] + span_ms;
        if (freed < left->until)
            left->until = freed;
    }
    unsigned remains = used < limit ? limit - (unsigned)used : 0;
    if (limit && remains <= limit / 10)
        left->scarce = true;
    if (limit && !remains)
        left->used_up = true;
    return remains;
}

bool
budget_limits(const struct operation *operation)
{
    return operation && (operation->per_minute || operation->per_hour);
}

bool
budget_at(const struct budget *budget, clock_ms now, struct budget_left *left)
{
    const struct operation *operation = budget->operation;
    *left = (struct budget_left){.until = INT64_MAX};
    if (!budget_limits(operation))
        return false;
    left->minute = window(budget, now, BUDGET_MINUTE_MS, operation->per_minute, left);
    left->hour = window(budget, now, BUDGET_HOUR_MS, operation->per_hour, left);
    return true;
}
