/* Refresh tokens: what a sign-in was for, sealed by the tenant's own signature, so that
 * nothing has to be kept. */
#include "config.h"

#include "practice/call.h"
#include "practice/grant.h"

/* Entra's usual life of one; and what keeps it from being taken for an access token:
 * this stands before it, and no API is its audience. */
enum { LIFE_DAYS = 90 };
#define PREFIX   "0."
#define AUDIENCE "refresh"

void
refresh_add(const struct grant *grant, struct str *out)
{
    clock_ms now = grant->call->now->wall;
    struct str tenant = {0};
    tenant_add_id(grant->tenant, &tenant);
    cJSON *claims = OBJECT(
        m_text("aud", AUDIENCE), m_text("tid", str_text(&tenant)),
        m_text("appid", grant->application->id), m_text("res", grant->resource->uri),
        m_tree("scp", cJSON_Duplicate(grant->permissions, true)),
        m_number("exp", (double)(now / 1000 + (clock_ms)LIFE_DAYS * 24 * 3600)),
        m_number("uti", (double)grant->authority->made++));
    str_add_text(out, PREFIX);
    signer_sign(grant->authority->signer, claims, out);
    cJSON_Delete(claims);
    str_release(&tenant);
}

/* The seal is ours: what is in it needs no further check. */
static bool
opens(struct grant *grant, const cJSON *claims)
{
    double now = (double)(grant->call->now->wall / 1000);
    bool ours =
        span_is(span_of(object_text(claims, "aud")), AUDIENCE) &&
        span_is(span_of(object_text(claims, "appid")), grant->application->id) &&
        tenant_named(span_of(object_text(claims, "tid")), grant->authority->tenants,
                     &grant->tenant);
    if (!ours)
        authority_refuse(grant->call, 9002313,
                         "The refresh token is malformed, or was given to another "
                         "application.");
    else if (object_number(claims, "exp") <= now)
        authority_refuse(grant->call, 700082,
                         "The refresh token has expired due to inactivity. Sign in "
                         "again.");
    return ours && object_number(claims, "exp") > now;
}

void
refresh_grant(struct grant *grant)
{
    grant->for_user = true;
    if (!grant_finds_tenant(grant, true) || !grant_finds_application(grant) ||
        !grant_proves(grant, true) || !grant_has(grant, "refresh_token"))
        return;
    struct span token = span_of(form_get(&grant->form, "refresh_token"));
    cJSON *claims =
        span_starts(token, PREFIX)
            ? signer_open(grant->authority->signer, span_from(token, sizeof PREFIX - 1))
            : NULL;
    if (opens(grant, claims)) {
        if (*form_get(&grant->form, "scope")) {
            if (grant_reads_scope(grant) && grant_is_consented(grant))
                grant_answer(grant);
        } else {
            grant->resource = resource_find(span_of(object_text(claims, "res")));
            grant->permissions = cJSON_Duplicate(object_get(claims, "scp"), true);
            grant->refreshable = true;
            grant_answer(grant);
        }
    }
    cJSON_Delete(claims);
}
