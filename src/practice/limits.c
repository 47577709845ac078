#include "config.h"

#include "practice/limits.h"

#include "practice/actions.h"
#include "practice/call.h"

#include <stdio.h>

enum { MINUTE_MS = 60000, HOUR_MS = 60 * MINUTE_MS };

/* --- the wordings --- */

void
answer_retry_after(struct call *call, unsigned seconds)
{
    char text[16];
    snprintf(text, sizeof text, "%u", seconds);
    if (seconds)
        answer_header(call, "Retry-After", text);
}

/* As hh:mm:ss. */
static void
add_span(struct str *out, unsigned seconds)
{
    str_addf(out, "%02u:%02u:%02u", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Defender for Endpoint: the published code, Retry-After in seconds. */
void
refuse_calls(struct call *call, const struct quota_refusal *refusal)
{
    struct str window = {0};
    add_span(&window, refusal->seconds);
    answer_error(call, "TooManyRequests",
                 "API calls quota exceeded! maximum allowed %u per %s. You can send "
                 "requests again in %u seconds.",
                 refusal->calls, str_text(&window), refusal->wait_s);
    answer_retry_after(call, refusal->wait_s);
    str_release(&window);
}

/* As users report it from hunting: the status as the code, the window alone. */
void
refuse_calls_window(struct call *call, unsigned calls, unsigned seconds)
{
    struct str window = {0};
    add_span(&window, seconds);
    answer_error(call, "429", "API calls quota exceeded! maximum allowed %u per %s",
                 calls, str_text(&window));
    str_release(&window);
}

/* Defender XDR's incidents: the body says when calls may start again, and no page
 * speaks of Retry-After. */
void
refuse_calls_until(struct call *call, unsigned calls, unsigned seconds, clock_ms until)
{
    struct str window = {0}, time = {0};
    add_span(&window, seconds);
    clock_add_rfc3339(&time, until);
    answer_error(call, "TooManyRequests",
                 "API calls quota exceeded! maximum allowed %u per %s. You can send "
                 "requests again at %s.",
                 calls, str_text(&window), str_text(&time));
    str_release(&window);
    str_release(&time);
}

void
refuse_calls_graph(struct call *call, unsigned wait_s)
{
    char text[32];
    call->wording = WORDING_GRAPH;
    answer_error(call, "TooManyRequests", "Too many requests.");
    snprintf(text, sizeof text, "%u.128", wait_s);
    answer_header(call, "Retry-After", text);
}

void
refuse_cpu(struct call *call, unsigned wait_s)
{
    struct str wait = {0};
    add_span(&wait, wait_s);
    answer_error(call, "TooManyRequests",
                 "You have exceeded processing resources allocated to this tenant. You "
                 "can run queries again in %s.",
                 str_text(&wait));
    str_release(&wait);
}

void
refuse_sessions(struct call *call, unsigned wait_s)
{
    answer_error(call, "TooManyRequests",
                 "The limit of %d live response sessions at a time is reached. You can "
                 "start another in %u seconds.",
                 LIVE_SESSIONS_MAX, wait_s);
    answer_retry_after(call, wait_s);
}

/* --- calls --- */

static bool
hunts(const struct operation *operation)
{
    return span_has(span_of(operation->path), "/advancedqueries") ||
           span_has(span_of(operation->path), "/advancedhunting") ||
           span_has(span_of(operation->path), "/runHuntingQuery");
}

static void
refuse(struct call *call, const struct quota_refusal *refusal)
{
    clock_ms until = call->now->wall + (clock_ms)refusal->wait_s * 1000;
    switch (call->operation->product) {
    case PRODUCT_GRAPH:
        refuse_calls_graph(call, refusal->wait_s);
        break;
    case PRODUCT_XDR:
        if (hunts(call->operation))
            refuse_calls_window(call, refusal->calls, refusal->seconds);
        else
            refuse_calls_until(call, refusal->calls, refusal->seconds, until);
        break;
    case PRODUCT_MDE:
    case PRODUCT_OTHER:
        if (hunts(call->operation)) {
            refuse_calls_window(call, refusal->calls, refusal->seconds);
            answer_retry_after(call, refusal->wait_s);
        } else {
            refuse_calls(call, refusal);
        }
        break;
    }
}

bool
limit_calls(struct call *call)
{
    struct quota_refusal refusal;
    unsigned place =
        (unsigned)(call->operation - call->practice->catalogue->operations);
    if (quotas_take(&call->seat->quotas, place, call->operation, call->now->steady,
                    &refusal))
        return true;
    refuse(call, &refusal);
    return false;
}

/* --- live response --- */

bool
limit_sessions(struct call *call)
{
    unsigned open = 0;
    clock_ms ends = 0;
    const cJSON *action;
    cJSON_ArrayForEach(action, tenant_own(call->tenant, SET_ACTIONS))
    {
        clock_ms end =
            (clock_ms)object_number(action, ".asked") + call->tenant->action_ms;
        if (!action_is_open(action) ||
            !span_is(span_of(object_text(action, "type")), "LiveResponse"))
            continue;
        open++;
        if (end > call->now->wall && (!ends || end < ends))
            ends = end;
    }
    if (open < LIVE_SESSIONS_MAX)
        return true;
    refuse_sessions(call, ends ? (unsigned)((ends - call->now->wall + 999) / 1000)
                               : MINUTE_MS / 1000);
    return false;
}

/* --- computing time --- */

static const struct {
    int64_t length_ms, share_ms;
    bool endpoint; /* Defender for Endpoint's; else that of XDR and Graph */
} cycles[CPU_CYCLES] = {
    [CPU_HOUR] = {HOUR_MS, 10 * MINUTE_MS, true},
    [CPU_DAY] = {24 * HOUR_MS, 3 * HOUR_MS, true},
    [CPU_QUARTER] = {15 * MINUTE_MS, 150000, false},
};

static bool
governs(const struct call *call, enum cpu_cycle cycle)
{
    return cycles[cycle].endpoint == (call->operation->product == PRODUCT_MDE);
}

bool
limit_cpu(struct call *call)
{
    int64_t wait_ms = 0;
    for (int i = 0; i < CPU_CYCLES; i++) {
        const struct cpu_use *use = &call->seat->cpu[i];
        int64_t end = (use->cycle + 1) * cycles[i].length_ms;
        if (governs(call, (enum cpu_cycle)i) && use->used_ms >= cycles[i].share_ms &&
            end - call->now->wall > wait_ms)
            wait_ms = end - call->now->wall;
    }
    if (wait_ms <= 0)
        return true;
    refuse_cpu(call, (unsigned)((wait_ms + 999) / 1000));
    return false;
}

/* How a query is made lighter is documented; the seconds are ours, so that some forty
 * heavy queries use up an hour's share and light ones never do. */
static int64_t
cost_ms(struct span query)
{
    int64_t cost = 400;
    if (span_find_nocase(query, 0, SPAN("Timestamp")) == query.n)
        cost += 15000;
    if (span_find_nocase(query, 0, SPAN(" contains ")) < query.n)
        cost += 15000;
    return cost;
}

void
limit_cpu_use(struct call *call, struct span query)
{
    for (int i = 0; i < CPU_CYCLES; i++) {
        struct cpu_use *use = &call->seat->cpu[i];
        int64_t cycle = call->now->wall / cycles[i].length_ms;
        if (!governs(call, (enum cpu_cycle)i))
            continue;
        if (use->cycle != cycle)
            *use = (struct cpu_use){.cycle = cycle};
        use->used_ms += cost_ms(query);
    }
}
