/* Limits of the practice tenant: calls by each operation's budget, computing time for
 * hunting, sessions of live response; and how the services word each refusal. */
#ifndef PRACTICE_LIMITS_H
#define PRACTICE_LIMITS_H

#include "base/span.h"
#include "practice/quota.h"

#include "practice/quota.h"

struct call;

/* Computing time for hunting, in cycles of the wall clock: Defender for Endpoint gives
 * 10 minutes an hour and 3 hours a day (its hunting page), Defender XDR and Graph give
 * a share each quarter of an hour, whose size is ours. */
enum cpu_cycle { CPU_HOUR, CPU_DAY, CPU_QUARTER, CPU_CYCLES };

struct cpu_use {
    int64_t cycle; /* the number of the cycle since 1970 */
    int64_t used_ms;
};

enum { LIVE_SESSIONS_MAX = 25 };

/* Each answers and gives false where the call goes no further. */
bool limit_calls(struct call *call);
bool limit_sessions(struct call *call);
bool limit_cpu(struct call *call);
/* Counts what a query costs: by how it is written, as nothing is truly computed. */
void limit_cpu_use(struct call *call, struct span query);

/* The wordings, for faults too. WAIT_S 0: Retry-After is left out. */
void refuse_calls(struct call *call, const struct quota_refusal *refusal);
void refuse_calls_window(struct call *call, unsigned calls, unsigned seconds);
void refuse_calls_until(struct call *call, unsigned calls, unsigned seconds,
                        clock_ms until);
void refuse_calls_graph(struct call *call, unsigned wait_s);
void refuse_cpu(struct call *call, unsigned wait_s);
void refuse_sessions(struct call *call, unsigned wait_s);
void answer_retry_after(struct call *call, unsigned seconds);

#endif
