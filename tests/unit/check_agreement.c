/* The practice tenant against the published rules: each operation with each single
 * mistake is refused with exactly the code that the rules give, and what has none is
 * taken; the check says the same of each. What to expect comes with the mistake. */
#include "../support/mistakes.h"
#include "../support/practice_calls.h"

#include "api/check.h"
#include "base/memory.h"

#include <stdio.h>

enum { SHOWN_MAX = 20 };

struct tally {
    const char *bearer;
    unsigned refused, taken, by_state, wrong;
    struct str first; /* what is wrong, the first few */
};

/* What the tenant answers when it has found the request right and its own objects don't
 * allow the call: none of these is about how the request is written. */
static bool
tells_state(const char *code)
{
    static const char *const codes[] = {
        "ResourceNotFound",       "ActiveRequestAlreadyExists", "DisallowedOperation",
        "OsPlatformNotSupported", "ClientVersionNotSupported",  "DisabledFeature",
    };
    for (size_t i = 0; i < COUNT_OF(codes); i++)
        if (strcmp(code, codes[i]) == 0)
            return true;
    return false;
}

static bool
same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void
disagree(struct tally *tally, const char *who, const struct request *request,
         const char *want, const char *got)
{
    struct str target = {0};
    request_target(request, &target);
    if (tally->wrong++ < SHOWN_MAX)
        str_addf(&tally->first, "\n%s: %s %s %.300s\n  wanted %s, got %.200s", who,
                 request->method, str_text(&target), str_text(&request->body),
                 want ? want : "nothing", got ? got : "nothing");
    str_release(&target);
}

static void
ask_check(struct tally *tally, const struct request *request, const char *want)
{
    struct check check;
    check_request(&check, request);
    if (!same(check.predicted, want))
        disagree(tally, "check", request, want, check.predicted);
    check_release(&check);
}

static void
ask_tenant(struct tally *tally, const struct request *request, const char *want)
{
    struct str target = {0};
    request_target(request, &target);
    int status = call_with(tally->bearer, request->method, str_text(&target),
                           str_span(&request->body), "application/json");
    bool taken = status < 300, state = tells_state(code_of());
    bool agrees = want ? status >= 400 && same(code_of(), want) : taken || state;
    if (!agrees)
        disagree(tally, "tenant", request, want, str_text(&answer.body));
    tally->refused += want != NULL;
    tally->taken += !want && taken;
    tally->by_state += !want && state;
    str_release(&target);
}

static void
ask_both(void *owner, const struct request *request, const struct mistake *mistake)
{
    ask_check(owner, request, mistake->predicted);
    ask_tenant(owner, request, mistake->predicted);
}

/* Without quotas: the number of calls is not what is looked at. */
static void
begin_unlimited(struct catalogue *open, struct operation *operations)
{
    const struct catalogue *all = catalogue_builtin();
    *open = *all;
    memcpy(operations, all->operations, all->count * sizeof *operations);
    for (unsigned i = 0; i < all->count; i++)
        operations[i].per_minute = operations[i].per_hour = 0;
    open->operations = operations;
    begin_setup((struct practice_setup){.catalogue = open});
}

/* Switched off, or with a body that is no JSON: right requests are not made of it. */
static bool
is_closed(const struct operation *operation)
{
    struct span path = span_of(operation->path);
    return span_starts_nocase(path, "/api/DeviceAuthenticatedScan") ||
           (operation->body && !takes_json(operation));
}

START_TEST(tenant_check_and_rules_agree)
{
    struct catalogue open;
    struct tally tally = {0};
    struct str bearer = {0};
    unsigned closed = 0;
    struct operation *operations =
        mem_alloc(catalogue_builtin()->count * sizeof *operations);
    begin_unlimited(&open, operations);
    practice_add_bearer(practice, 0, BEARER_FULL, &bearer);
    tally.bearer = str_text(&bearer);
    struct mistakes mistakes = {ask_both, &tally};
    for (unsigned i = 0; i < open.count; i++) {
        const struct operation *operation = &catalogue_builtin()->operations[i];
        closed += is_closed(operation);
        if (is_closed(operation))
            continue;
        mistakes_in_address(&mistakes, operation);
        if (takes_json(operation))
            mistakes_in_body(&mistakes, operation);
    }
    printf("%u operations (%u more are closed): %u requests refused, %u taken, %u "
           "refused for what the tenant holds\n",
           open.count - closed, closed, tally.refused, tally.taken, tally.by_state);
    printf("%u disagree%s\n", tally.wrong, str_text(&tally.first));
    ck_assert_uint_eq(tally.wrong, 0);
    ck_assert_uint_gt(tally.refused, 2500);
    ck_assert_uint_gt(tally.taken, 300);
    end();
    mem_free(operations);
    str_release(&bearer);
    str_release(&tally.first);
}
END_TEST

static Suite *
agreement_suite(void)
{
    Suite *suite = suite_create("agreement");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_test(all, tenant_check_and_rules_agree);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(agreement_suite)
