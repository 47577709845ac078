/* The access tokens of the practice tenant: the claims that Entra's tokens have (its
 * page on access token claims), as far as somebody looks at them. */
#include "config.h"

#include "practice/authority.h"
#include "practice/object.h"
#include "practice/tenant.h"

void
authority_add_issuer(const struct authority *authority, unsigned tenant,
                     unsigned version, struct str *out)
{
    str_addf(out, "http://127.0.0.1:%u/", authority->port);
    tenant_add_id(tenant, out);
    str_add_text(out, version == 2 ? "/v2.0" : "/");
}

static void
set_audience(cJSON *claims, const struct token_plan *plan)
{
    if (plan->resource) {
        object_set_text(claims, "aud", plan->resource->uri);
        return;
    }
    cJSON *all = cJSON_CreateArray();
    for (enum product product = PRODUCT_MDE; product < PRODUCT_OTHER; product++)
        cJSON_AddItemToArray(all, text_of(span_of(resource_of(product)->uri)));
    object_set(claims, "aud", all);
}

static void
set_application(cJSON *claims, const struct token_plan *plan)
{
    char credential[2] = {(char)('0' + plan->credential), '\0'};
    const char *id = plan->application->id;
    object_set_text(claims, "app_displayname", plan->application->name);
    object_set_text(claims, plan->version == 2 ? "azp" : "appid", id);
    object_set_text(claims, plan->version == 2 ? "azpacr" : "appidacr", credential);
    object_set_text(claims, "idtyp", plan->for_user ? "user" : "app");
}

/* Who it is that may something. */
static void
set_subject(cJSON *claims, const struct token_plan *plan)
{
    struct str text = {0};
    if (plan->for_user) {
        const struct user *user = &practice_user;
        str_addf(&text, "%s@", user->account);
        tenant_add_domain(plan->tenant, &text);
        object_set_text(claims, "name", user->name);
        object_set_text(claims, "oid", user->object_id);
        object_set_text(claims, "sub", user->object_id);
        object_set_text(claims, "upn", str_text(&text));
        object_set_text(claims,
                        plan->version == 2 ? "preferred_username" : "unique_name",
                        str_text(&text));
    } else {
        application_add_object_id(plan->application, &text);
        object_set_text(claims, "oid", str_text(&text));
        object_set_text(claims, "sub", str_text(&text));
    }
    str_release(&text);
}

/* An application has "roles", or, without any, no such claim; a user has "scp". */
static void
set_permissions(cJSON *claims, const struct token_plan *plan)
{
    if (!plan->for_user) {
        if (cJSON_GetArraySize(plan->permissions))
            object_set(claims, "roles", cJSON_Duplicate(plan->permissions, true));
        return;
    }
    struct str scopes = {0};
    const cJSON *name;
    cJSON_ArrayForEach(name, plan->permissions)
        str_addf(&scopes, "%s%s", scopes.n ? " " : "", name->valuestring);
    object_set_text(claims, "scp", str_text(&scopes));
    str_release(&scopes);
}

/* What both kinds of token begin with. */
static cJSON *
begin_claims(struct authority *authority, const struct token_plan *plan)
{
    struct str issuer = {0}, tenant = {0};
    cJSON *claims = cJSON_CreateObject();
    tenant_add_id(plan->tenant, &tenant);
    authority_add_issuer(authority, plan->tenant, plan->version, &issuer);
    set_audience(claims, plan);
    object_set_text(claims, "iss", str_text(&issuer));
    object_set(claims, "iat", cJSON_CreateNumber((double)(plan->from / 1000)));
    object_set(claims, "nbf", cJSON_CreateNumber((double)(plan->from / 1000)));
    object_set(claims, "exp", cJSON_CreateNumber((double)(plan->to / 1000)));
    object_set_text(claims, "tid", str_text(&tenant));
    object_set_text(claims, "ver", plan->version == 2 ? "2.0" : "1.0");
    str_release(&issuer);
    str_release(&tenant);
    return claims;
}

void
token_add(struct authority *authority, const struct token_plan *plan, struct str *out)
{
    enum { UTI_LETTERS = 22 };
    struct str unique = {0};
    cJSON *claims = begin_claims(authority, plan);
    signer_add_secret(authority->signer, "uti", authority->made++, &unique);
    str_cut(&unique, UTI_LETTERS);
    set_application(claims, plan);
    set_subject(claims, plan);
    set_permissions(claims, plan);
    object_set_text(claims, "uti", str_text(&unique));
    signer_sign(authority->signer, claims, out);
    cJSON_Delete(claims);
    str_release(&unique);
}

void
token_add_identity(struct authority *authority, const struct token_plan *plan,
                   struct str *out)
{
    cJSON *claims = begin_claims(authority, plan);
    object_set_text(claims, "aud", plan->application->id);
    set_subject(claims, plan);
    signer_sign(authority->signer, claims, out);
    cJSON_Delete(claims);
}
