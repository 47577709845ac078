/* The tokens that are there without signing in. */
#include "config.h"

#include "base/memory.h"
#include "practice/call.h"

enum { HOUR_S = 3600, DAY_S = 24 * HOUR_S, LIFE_DAYS = 30 };

static const struct bearer_facts {
    const char *name;
    const char *application;
    bool expired;
} facts[BEARER_COUNT] = {
    [BEARER_FULL] = {"full", "full", false},
    [BEARER_READ_ONLY] = {"read-only", "read-only", false},
    [BEARER_EXPIRED] = {"expired", "full", true},
};

const char *
bearer_name(enum bearer bearer)
{
    return facts[bearer].name;
}

static const struct application *
application_of(enum bearer bearer)
{
    for (unsigned i = 0; i < application_count; i++)
        if (span_is(span_of(applications[i].name), facts[bearer].application))
            return &applications[i];
    return &applications[0];
}

void
practice_add_bearer(struct practice *practice, enum bearer bearer, struct str *out)
{
    const struct application *application = application_of(bearer);
    unsigned life_s = practice->authority.lifetime_s;
    cJSON *roles = cJSON_CreateArray();
    for (enum product product = PRODUCT_MDE; product < PRODUCT_OTHER; product++)
        permissions_add(roles, practice->catalogue, product, application->as_itself,
                        false);
    struct token_plan plan = {
        .application = application,
        .permissions = roles,
        .credential = 1,
        .version = 1,
        .from = practice->start,
        .to = practice->start + (clock_ms)(life_s ? life_s : LIFE_DAYS * DAY_S) * 1000,
    };
    if (facts[bearer].expired) {
        plan.from = practice->start - (clock_ms)2 * HOUR_S * 1000;
        plan.to = practice->start - (clock_ms)HOUR_S * 1000;
    }
    token_add(&practice->authority, &plan, out);
    cJSON_Delete(roles);
}
