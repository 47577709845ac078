/* POST /{tenant}/oauth2/v2.0/token and, with "resource", /{tenant}/oauth2/token. */
#include "config.h"

#include "api/topic.h"
#include "base/memory.h"
#include "practice/call.h"
#include "practice/grant.h"

enum { USUAL_LIFE_S = 3599 }; /* as in the documented examples */

static unsigned
lifetime(const struct authority *authority)
{
    return authority->lifetime_s ? authority->lifetime_s : USUAL_LIFE_S;
}

static void
add_scopes(const struct grant *grant, struct str *out)
{
    const cJSON *name;
    cJSON_ArrayForEach(name, grant->permissions) str_addf(
        out, "%s%s/%s", out->n ? " " : "", grant->resource->uri, name->valuestring);
}

/* Version 1 gives its numbers as texts. */
static cJSON *
number(const struct grant *grant, clock_ms value)
{
    return grant->version == 1 ? textf("%lld", (long long)value)
                               : cJSON_CreateNumber((double)value);
}

void
grant_answer(struct grant *grant)
{
    struct str token = {0}, scopes = {0};
    clock_ms now = grant->call->now->wall, life = lifetime(grant->authority);
    const struct token_plan plan = {
        .tenant = grant->tenant,
        .application = grant->application,
        .resource = grant->resource,
        .permissions = grant->permissions,
        .for_user = grant->for_user,
        .credential = grant->credential,
        .version = grant->version,
        .from = now - TOKEN_BACK_MS,
        .to = now + life * 1000,
    };
    token_add(grant->authority, &plan, &token);
    cJSON *answer = OBJECT(m_text("token_type", "Bearer"),
                           m_tree("expires_in", number(grant, life)),
                           m_tree("ext_expires_in", number(grant, life)));
    if (grant->version == 1) {
        object_set(answer, "expires_on", number(grant, plan.to / 1000));
        object_set(answer, "not_before", number(grant, plan.from / 1000));
        object_set_text(answer, "resource", grant->resource->uri);
    }
    if (grant->for_user) {
        add_scopes(grant, &scopes);
        object_set_text(answer, "scope", str_text(&scopes));
    }
    object_set_text(answer, "access_token", str_text(&token));
    if (grant->refreshable && grant->for_user) {
        str_clear(&token);
        refresh_add(grant, &token);
        object_set_text(answer, "refresh_token", str_text(&token));
    }
    if (grant->identifiable && grant->for_user) {
        str_clear(&token);
        token_add_identity(grant->authority, &plan, &token);
        object_set_text(answer, "id_token", str_text(&token));
    }
    authority_answer(grant->call, 200, answer);
    str_wipe(&token);
    str_release(&scopes);
}

static void
client_credentials(struct grant *grant)
{
    if (grant_finds_tenant(grant, false) && grant_finds_application(grant) &&
        grant_proves(grant, false) && grant_reads_scope(grant))
        grant_answer(grant);
}

static const struct grant_type {
    const char *name;
    void (*handle)(struct grant *grant);
} types[] = {
    {"client_credentials", client_credentials},
    {"refresh_token", refresh_grant},
    {"urn:ietf:params:oauth:grant-type:device_code", device_grant},
};

/* A number that --fault names, in the words of its help page. */
static bool
meets_fault(struct grant *grant)
{
    struct practice *practice = grant->call->practice;
    struct fault_order fault;
    unsigned tenant = 0;
    tenant_named(grant->tenant_name, practice->seat_count, &tenant);
    if (!faults_choose(&practice->seats[tenant].faults, FAULTS_MEET_TOKENS, &fault))
        return false;
    struct str name = {0};
    struct topic topic = {0};
    str_addf(&name, "sign-in/AADSTS%u", fault.argument);
    const struct topic_page *page = topic_find("en", str_span(&name));
    if (page)
        topic_read(&topic, page);
    authority_refuse(grant->call, fault.argument, "%s",
                     topic.summary ? topic.summary : "The sign-in was refused.");
    topic_release(&topic);
    str_release(&name);
    return true;
}

void
token_endpoint(struct grant *grant)
{
    if (meets_fault(grant) || !grant_has(grant, "grant_type"))
        return;
    const char *asked = form_get(&grant->form, "grant_type");
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (!span_is(span_of(asked), types[i].name))
            continue;
        types[i].handle(grant);
        return;
    }
    authority_refuse(grant->call, 70003, "The grant type '%s' is not supported.",
                     asked);
}
