#include "config.h"

#include "practice/quota.h"

#include "base/memory.h"

#include <string.h>

enum { HOUR_S = 3600 };

void
quotas_init(struct quotas *quotas, unsigned operations, unsigned calls,
            unsigned seconds)
{
    *quotas = (struct quotas){
        .operations = mem_alloc(operations * sizeof *quotas->operations),
        .count = operations,
        .calls = calls,
        .seconds = seconds,
    };
}

void
quotas_release(struct quotas *quotas)
{
    for (unsigned i = 0; i < quotas->count; i++)
        mem_free(quotas->operations[i].at);
    mem_free(quotas->operations);
    *quotas = (struct quotas){0};
}

/* Whether CALLS calls stand in the last SECONDS. */
static bool
is_full(const struct calls_made *made, unsigned calls, unsigned seconds, clock_ms now,
        struct quota_refusal *refusal)
{
    if (calls == 0 || made->count < calls)
        return false;
    clock_ms leaves = made->at[made->count - calls] + (clock_ms)seconds * 1000;
    if (leaves <= now)
        return false;
    *refusal =
        (struct quota_refusal){calls, seconds, (unsigned)((leaves - now + 999) / 1000)};
    return true;
}

static void
forget_before(struct calls_made *made, clock_ms time)
{
    size_t old = 0;
    while (old < made->count && made->at[old] <= time)
        old++;
    if (old)
        memmove(made->at, made->at + old, (made->count - old) * sizeof *made->at);
    made->count -= old;
}

bool
quotas_take(struct quotas *quotas, unsigned index, const struct operation *operation,
            clock_ms steady, struct quota_refusal *refusal)
{
    struct calls_made *made = &quotas->operations[index];
    unsigned calls = quotas->calls ? quotas->calls : operation->per_minute;
    unsigned per_hour = quotas->calls ? 0 : operation->per_hour; /* a set one is all */
    unsigned seconds = quotas->calls ? quotas->seconds : 60;
    unsigned keep_s = per_hour && seconds < HOUR_S ? HOUR_S : seconds;
    forget_before(made, steady - (clock_ms)keep_s * 1000);
    bool refused = is_full(made, per_hour, HOUR_S, steady, refusal) ||
                   is_full(made, calls, seconds, steady, refusal);
    bool counts = !refused || operation->product == PRODUCT_GRAPH;
    if (counts && (calls || per_hour)) {
        ARRAY_GROW(made->at, made->count, made->room);
        made->at[made->count++] = steady;
    }
    if (refused && counts) /* the wait begins anew: another of the last CALLS */
        is_full(made, refusal->calls, refusal->seconds, steady, refusal);
    return !refused;
}
