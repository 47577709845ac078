/* What every request for a token goes through: who asks, how they prove it, for what.
 */
#include "config.h"

#include "practice/grant.h"

#include "base/base64.h"
#include "base/memory.h"
#include "practice/call.h"

#include <string.h>

bool
grant_has(struct grant *grant, const char *name)
{
    if (*form_get(&grant->form, name))
        return true;
    authority_refuse(grant->call, 900144,
                     "The request body must contain the following parameter: '%s'.",
                     name);
    return false;
}

static bool
is_shared(struct span name)
{
    return span_is_nocase(name, "common") || span_is_nocase(name, "organizations");
}

bool
grant_finds_tenant(struct grant *grant, bool shared)
{
    struct span name = grant->tenant_name;
    if (tenant_named(name, grant->authority->tenants, &grant->tenant))
        return true;
    grant->tenant = 0;
    if (is_shared(name) && shared)
        return true;
    if (is_shared(name) || span_is_nocase(name, "consumers"))
        authority_refuse(grant->call, 9001023,
                         "This grant type cannot be used over /%.*s; name the tenant.",
                         SPAN_ARG(name));
    else
        authority_refuse(grant->call, 90002,
                         "Tenant '%.*s' was not found in this cloud.", SPAN_ARG(name));
    return false;
}

/* Adds ID and secret that stand in the header in place of the form (RFC 6749, section
 * 2.3.1). */
static void
take_basic(struct grant *grant)
{
    struct span header =
        span_of(pairs_get_nocase(grant->call->request->headers, "Authorization"));
    struct str pair = {0}, form = {0};
    if (span_starts_nocase(header, "Basic ") &&
        base64_decode(&pair, span_trim(span_from(header, 6)))) {
        struct span secret = str_span(&pair), id = {0};
        span_next(&secret, ':', &id);
        str_addf(&form, "client_id=%.*s&client_secret=%.*s", SPAN_ARG(id),
                 SPAN_ARG(secret));
        form_parse(&grant->form, str_span(&form));
    }
    str_release(&pair);
    str_release(&form);
}

bool
grant_finds_application(struct grant *grant)
{
    take_basic(grant);
    if (!grant_has(grant, "client_id"))
        return false;
    const char *id = form_get(&grant->form, "client_id");
    grant->application = application_find(span_of(id));
    if (!grant->application)
        authority_refuse(grant->call, 700016,
                         "Application with identifier '%s' was not found in the "
                         "directory '%.*s'.",
                         id, SPAN_ARG(grant->tenant_name));
    else if (grant->application->disabled)
        authority_refuse(grant->call, 7000112, "Application '%s'(%s) is disabled.", id,
                         grant->application->name);
    return grant->application && !grant->application->disabled;
}

/* --- proof --- */

static bool
secret_proves(struct grant *grant)
{
    const struct application *application = grant->application;
    const char *secret = form_get(&grant->form, "client_secret");
    if (!application->secret || strcmp(secret, application->secret) != 0) {
        authority_refuse(grant->call, 7000215,
                         "Invalid client secret provided. Send the secret's value, not "
                         "its ID, for application '%s'.",
                         application->id);
        return false;
    }
    if (application->secret_expired) {
        authority_refuse(grant->call, 7000222,
                         "The client secrets that were sent for application '%s' have "
                         "expired.",
                         application->id);
        return false;
    }
    grant->credential = 1;
    return true;
}

bool
grant_proves(struct grant *grant, bool optional)
{
    const struct application *application = grant->application;
    bool has_secret = *form_get(&grant->form, "client_secret");
    bool has_assertion = *form_get(&grant->form, "client_assertion");
    bool confidential = application->secret || application->has_certificates;
    if ((has_secret || has_assertion) && !confidential) {
        authority_refuse(grant->call, 700025,
                         "Application '%s' is public: neither client_assertion nor "
                         "client_secret may be sent.",
                         application->id);
        return false;
    }
    if (has_assertion)
        return assertion_proves(grant);
    if (has_secret)
        return secret_proves(grant);
    if (optional && application->is_public)
        return true;
    authority_refuse(grant->call, 7000218,
                     "The request body must contain the following parameter: "
                     "'client_assertion' or 'client_secret'.");
    return false;
}

/* --- what for --- */

static const char default_scope[] = "/.default";

/* Scopes that are about signing in, not about an API. */
static bool
is_own_scope(struct grant *grant, struct span scope)
{
    if (span_is(scope, "offline_access"))
        grant->refreshable = true;
    if (span_is(scope, "openid"))
        grant->identifiable = true;
    return span_is(scope, "offline_access") || span_is(scope, "openid") ||
           span_is(scope, "profile") || span_is(scope, "email");
}

/* "https://API/NAME": up to the last "/". */
static struct span
resource_part(struct span scope)
{
    while (scope.n && scope.p[scope.n - 1] != '/')
        scope.n--;
    while (scope.n && scope.p[scope.n - 1] == '/')
        scope.n--;
    return scope;
}

static bool
refuse_scope(struct grant *grant, struct span scope)
{
    authority_refuse(grant->call, 70011,
                     "The provided value for the input parameter 'scope' is not valid. "
                     "The scope %.*s is not valid.",
                     SPAN_ARG(scope));
    return false;
}

static bool
finds_resource(struct grant *grant, struct span uri)
{
    grant->resource = resource_find(uri);
    if (grant->resource)
        return true;
    authority_refuse(grant->call, 500011,
                     "The resource principal named %.*s was not found in the tenant "
                     "named %.*s.",
                     SPAN_ARG(uri), SPAN_ARG(grant->tenant_name));
    return false;
}

/* All that is consented to in the resource. */
static void
permit_all(struct grant *grant)
{
    const struct application *application = grant->application;
    permissions_add(grant->permissions, grant->call->practice->catalogue,
                    grant->resource->product,
                    grant->for_user ? application->for_user : application->as_itself,
                    grant->for_user);
}

/* A scope of its own name, of which there is no use for an application by itself. */
static bool
permit_one(struct grant *grant, struct span scope, struct span name)
{
    cJSON *known = cJSON_CreateArray();
    const cJSON *item;
    bool found = false;
    permissions_add(known, grant->call->practice->catalogue, grant->resource->product,
                    CONSENT_ALL, true);
    cJSON_ArrayForEach(item, known) found =
        found || span_is_nocase(name, item->valuestring);
    cJSON_Delete(known);
    if (!found)
        return refuse_scope(grant, scope);
    cJSON_AddItemToArray(grant->permissions, text_of(name));
    return true;
}

static bool
read_one_scope(struct grant *grant, struct span scope)
{
    struct span uri = resource_part(scope);
    bool everything = span_ends(scope, default_scope);
    if (!span_has(uri, "://"))
        return refuse_scope(grant, scope);
    const struct resource *before = grant->resource;
    if (!finds_resource(grant, uri))
        return false;
    if (before && before != grant->resource) {
        authority_refuse(grant->call, 28000,
                         "The scope names more than one resource: %s, %s.", before->uri,
                         grant->resource->uri);
        return false;
    }
    if (!everything && !grant->for_user) {
        authority_refuse(grant->call, 1002012,
                         "The provided value for scope %.*s is not valid. An "
                         "application by itself must ask for the resource followed by "
                         "/.default.",
                         SPAN_ARG(scope));
        return false;
    }
    if (!everything)
        return permit_one(grant, scope,
                          span_from(scope, span_find(scope, uri.n, SPAN("/")) + 1));
    permit_all(grant);
    return true;
}

static bool
read_scopes(struct grant *grant)
{
    struct span rest = span_of(form_get(&grant->form, "scope")), scope;
    while (span_next(&rest, ' ', &scope))
        if (scope.n && !is_own_scope(grant, scope) && !read_one_scope(grant, scope))
            return false;
    return grant->resource ||
           refuse_scope(grant, span_of(form_get(&grant->form, "scope")));
}

bool
grant_reads_scope(struct grant *grant)
{
    const char *resource = form_get(&grant->form, "resource");
    grant->permissions = cJSON_CreateArray();
    if (grant->version == 2 && *resource && !*form_get(&grant->form, "scope")) {
        authority_refuse(grant->call, 901002,
                         "The 'resource' request parameter is not supported.");
        return false;
    }
    if (grant->version == 2)
        return grant_has(grant, "scope") && read_scopes(grant);
    if (!*resource) { /* it is given, and nothing here takes it */
        grant->resource = &resource_none;
        return true;
    }
    struct span uri = span_of(resource);
    if (span_ends(uri, "/"))
        uri.n--;
    if (!finds_resource(grant, uri))
        return false;
    permit_all(grant);
    return true;
}

bool
grant_is_consented(struct grant *grant)
{
    if (grant->application->for_user != CONSENT_NONE)
        return true;
    authority_refuse(grant->call, 65001,
                     "Nobody has consented to use the application with ID '%s' named "
                     "'%s'.",
                     grant->application->id, grant->application->name);
    return false;
}

void
grant_release(struct grant *grant)
{
    pairs_release(&grant->form);
    cJSON_Delete(grant->permissions);
    *grant = (struct grant){0};
}
