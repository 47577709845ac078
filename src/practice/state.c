#include "config.h"

#include "practice/state.h"

#include "base/text.h"
#include "practice/call.h"

/* Data as when it began, and nothing used up. */
static enum status
set_fresh(struct call *call, struct span value, struct err *err)
{
    struct tenant *tenant = call->tenant;
    struct quotas *quotas = &call->seat->quotas;
    uint64_t seed = tenant->seed;
    size_t machines = tenant->machines;
    unsigned count = quotas->count, calls = quotas->calls, seconds = quotas->seconds;
    if (value.n && !span_number(value, UINT64_MAX, &seed))
        return err_set(err, STATUS_USAGE, _("'fresh %.*s': the seed is a number"),
                       SPAN_ARG(value));
    clock_ms action_ms = tenant->action_ms;
    tenant_release(tenant);
    tenant_init_numbered(tenant, call->tenant_number, seed, machines, call->now->wall);
    tenant->action_ms = action_ms;
    quotas_release(quotas);
    quotas_init(quotas, count, calls, seconds);
    for (size_t i = 0; i < CPU_CYCLES; i++)
        call->seat->cpu[i] = (struct cpu_use){0};
    return STATUS_OK;
}

static enum status
set_quota(struct call *call, struct span value, struct err *err)
{
    struct quotas *quotas = &call->seat->quotas;
    struct span rest = value, calls = {0};
    uint64_t count = 0, seconds = 0;
    span_next(&rest, '/', &calls);
    bool documented = span_is(value, "documented");
    if (!documented && (!rest.p || !span_number(calls, 100000, &count) || !count ||
                        !span_number(rest, 86400, &seconds) || !seconds))
        return err_set(err, STATUS_USAGE,
                       _("'quota %.*s': it is N/SECONDS, or documented"),
                       SPAN_ARG(value));
    unsigned operations = quotas->count;
    quotas_release(quotas);
    quotas_init(quotas, operations, (unsigned)count, (unsigned)seconds);
    return STATUS_OK;
}

static enum status
set_faults(struct call *call, struct span value, struct err *err)
{
    if (!span_is(value, "none"))
        return err_set(err, STATUS_USAGE, _("'faults %.*s': it can be none"),
                       SPAN_ARG(value));
    faults_clear(&call->seat->faults);
    return STATUS_OK;
}

static enum status
add_fault(struct call *call, struct span value, struct err *err)
{
    return faults_add(&call->seat->faults, value, err);
}

static enum status
set_line(struct call *call, struct span line, struct err *err)
{
    static const struct {
        const char *word;
        enum status (*set)(struct call *call, struct span value, struct err *err);
    } words[] = {{"fresh", set_fresh},
                 {"quota", set_quota},
                 {"faults", set_faults},
                 {"fault", add_fault}};
    struct span rest = line, word = {0};
    span_next(&rest, ' ', &word);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_is(word, words[i].word))
            return words[i].set(call, span_trim(rest), err);
    return err_set(err, STATUS_USAGE,
                   _("'%.*s': a line can be fresh, quota, faults or fault"),
                   SPAN_ARG(line));
}

bool
state_control(struct call *call)
{
    struct span lines = call->request->body, line;
    struct err err = {0};
    enum status status = STATUS_OK;
    if (!call->application || call->application != &applications[0] ||
        !span_is(call->request->target, "/practice/state") ||
        !span_is(call->request->method, "POST"))
        return false;
    while (status == STATUS_OK && span_next(&lines, '\n', &line)) {
        line = span_trim(line);
        if (line.n)
            status = set_line(call, line, &err);
    }
    bool set = status == STATUS_OK;
    answer_plain(call, set ? 204 : 400, "text/plain; charset=utf-8",
                 span_of(set ? "" : err.text));
    return true;
}
