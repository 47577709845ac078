/* The tokens that are there without signing in. */
#include "config.h"

#include "base/text.h"
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
practice_add_bearer(struct practice *practice, unsigned tenant, enum bearer bearer,
                    struct str *out)
{
    const struct application *application = application_of(bearer);
    unsigned life_s = practice->authority.lifetime_s;
    cJSON *roles = cJSON_CreateArray();
    for (enum product product = PRODUCT_MDE; product < PRODUCT_OTHER; product++)
        permissions_add(roles, practice->catalogue, product, application->as_itself,
                        false);
    struct token_plan plan = {
        .tenant = tenant,
        .application = application,
        .permissions = roles,
        .credential = 1,
        .version = 1,
        .from = practice->start - TOKEN_BACK_MS,
        .to = practice->start + (clock_ms)(life_s ? life_s : LIFE_DAYS * DAY_S) * 1000,
    };
    if (facts[bearer].expired) {
        plan.from = practice->start - (clock_ms)2 * HOUR_S * 1000;
        plan.to = practice->start - (clock_ms)HOUR_S * 1000;
    }
    token_add(&practice->authority, &plan, out);
    cJSON_Delete(roles);
}

static cJSON *
bearer_of(struct practice *practice, unsigned tenant, enum bearer bearer)
{
    struct str token = {0};
    practice_add_bearer(practice, tenant, bearer, &token);
    cJSON *text = text_of(str_span(&token));
    str_wipe(&token);
    return text;
}

static cJSON *
describe_application(const struct application *application)
{
    return OBJECT(
        m_text("name", application->name), m_text("client_id", application->id),
        m_text("client_secret", application->secret),
        m_flag("public", application->is_public), m_text("what", _(application->what)));
}

static cJSON *
describe_tenant(struct practice *practice, unsigned tenant)
{
    struct str id = {0}, domain = {0};
    tenant_add_id(tenant, &id);
    tenant_add_domain(tenant, &domain);
    cJSON *tree = OBJECT(
        m_text("tenant", str_text(&id)), m_text("domain", str_text(&domain)),
        m_tree("token_endpoint", textf("http://127.0.0.1:%u/%s/oauth2/v2.0/token",
                                       practice->authority.port, str_text(&id))),
        m_tree("user", textf("%s@%s", practice_user.account, str_text(&domain))),
        m_tree("bearer", bearer_of(practice, tenant, BEARER_FULL)));
    str_release(&id);
    str_release(&domain);
    return tree;
}

cJSON *
practice_describe(struct practice *practice)
{
    cJSON *bearers = cJSON_CreateObject(), *apps = cJSON_CreateArray();
    cJSON *scopes = cJSON_CreateArray(), *tenants = cJSON_CreateArray();
    for (enum bearer i = BEARER_FULL; i < BEARER_COUNT; i++)
        object_set(bearers, bearer_name(i), bearer_of(practice, 0, i));
    for (unsigned i = 0; i < application_count; i++)
        cJSON_AddItemToArray(apps, describe_application(&applications[i]));
    for (enum product product = PRODUCT_MDE; product < PRODUCT_OTHER; product++)
        cJSON_AddItemToArray(scopes, textf("%s/.default", resource_of(product)->uri));
    for (unsigned i = 0; i < practice->seat_count; i++)
        cJSON_AddItemToArray(tenants, describe_tenant(practice, i));
    return OBJECT(m_tree("url", textf("http://127.0.0.1:%u", practice->authority.port)),
                  m_text("bearer", object_text(bearers, bearer_name(BEARER_FULL))),
                  m_tree("bearers", bearers), m_tree("scopes", scopes),
                  m_tree("device_page", textf("http://127.0.0.1:%u/devicelogin",
                                              practice->authority.port)),
                  m_tree("applications", apps), m_tree("tenants", tenants));
}
