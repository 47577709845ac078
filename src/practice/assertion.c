/* Client assertions: a token that the client signs itself with the key of its
 * certificate (RFC 7523; Entra's page on certificate credentials). */
#include "config.h"

#include "practice/call.h"
#include "practice/certificates.h"
#include "practice/grant.h"

#define ASSERTION_TYPE "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

static bool
refuse(struct grant *grant, const char *why)
{
    authority_refuse(grant->call, 50012, "Authentication failed: %s", why);
    return false;
}

/* By our reading the address of either version will do, as with Entra. */
static bool
is_for_us(const struct grant *grant, const char *audience)
{
    static const char *const paths[] = {"oauth2/v2.0/token", "oauth2/token", "v2.0"};
    bool found = false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths && !found; i++) {
        struct str own = {0};
        str_addf(&own, "http://127.0.0.1:%u/%.*s/%s", grant->authority->port,
                 SPAN_ARG(grant->tenant_name), paths[i]);
        found = span_is_nocase(str_span(&own), audience);
        str_release(&own);
    }
    return found;
}

static bool
claims_hold(struct grant *grant, const cJSON *claims)
{
    const char *id = grant->application->id;
    double now = (double)(grant->call->now->wall / 1000);
    if (!span_is_nocase(span_of(object_text(claims, "iss")), id) ||
        !span_is_nocase(span_of(object_text(claims, "sub")), id))
        return refuse(grant, "iss and sub of the client assertion must be the "
                             "client_id.");
    if (!is_for_us(grant, object_text(claims, "aud")))
        return refuse(grant, "aud of the client assertion must be the address of this "
                             "token endpoint.");
    if (object_number(claims, "exp") > now && object_number(claims, "nbf") <= now)
        return true;
    authority_refuse(grant->call, 700024,
                     "The client assertion is not within its valid time range.");
    return false;
}

static bool
is_signed(struct grant *grant, const struct jwt *jwt)
{
    if (jwt->algorithm == JWT_OTHER)
        return refuse(grant, "the client assertion must be signed with PS256 or "
                             "RS256.");
    EVP_PKEY *key = grant->application->has_certificates
                        ? certificates_key(grant->authority->certificates, jwt->header)
                        : NULL;
    if (key && jwt_is_signed(jwt, key))
        return true;
    authority_refuse(grant->call, 700027,
                     key ? "The signature of the client assertion is not valid. The "
                           "key of another certificate was used for application '%s'."
                         : "The certificate that the client assertion names by its "
                           "thumbprint is not registered on application '%s'.",
                     grant->application->id);
    return false;
}

bool
assertion_proves(struct grant *grant)
{
    struct jwt jwt;
    if (!grant_has(grant, "client_assertion_type"))
        return false;
    if (!span_is(span_of(form_get(&grant->form, "client_assertion_type")),
                 ASSERTION_TYPE))
        return refuse(grant, "client_assertion_type must be " ASSERTION_TYPE ".");
    if (!jwt_read(&jwt, span_of(form_get(&grant->form, "client_assertion"))))
        return refuse(grant, "the client assertion is no signed JSON Web Token.");
    bool proves = is_signed(grant, &jwt) && claims_hold(grant, jwt.claims);
    jwt_release(&jwt);
    grant->credential = 2;
    return proves;
}
