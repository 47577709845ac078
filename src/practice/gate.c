#include "config.h"

#include "practice/gate.h"

#include "practice/call.h"
#include "practice/jwt.h"

static bool
is_own_address(unsigned port, struct span address)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost"};
    struct str own = {0};
    bool found = false;
    for (unsigned i = 0; i < 2 && !found; i++) {
        str_clear(&own);
        str_addf(&own, "%s:%u", hosts[i], port);
        found = span_equal(str_span(&own), address);
    }
    str_release(&own);
    return found;
}

/* Headers that may stand once only: a second one could say something else. */
static struct span
only_header(const struct pairs *headers, const char *name, unsigned *count)
{
    struct span value = {0};
    *count = 0;
    for (size_t i = 0; i < headers->count; i++) {
        if (!span_is_nocase(span_of(headers->items[i].name), name))
            continue;
        value = span_of(headers->items[i].value);
        ++*count;
    }
    return value;
}

/* A page in a browser on this machine can send requests to any port of it, and a name
 * that resolves to 127.0.0.1 makes it look like its own. */
bool
gate_place(struct call *call)
{
    unsigned port = call->practice->authority.port;
    const struct pairs *headers = call->request->headers;
    unsigned hosts, origins, sites;
    struct span host = only_header(headers, "Host", &hosts);
    struct span origin = only_header(headers, "Origin", &origins);
    struct span site = only_header(headers, "Sec-Fetch-Site", &sites);
    const char *why = NULL;
    if (hosts != 1 || !is_own_address(port, host))
        why = "Host must be this practice tenant's own address.\n";
    else if (origins && (origins > 1 || !span_starts(origin, "http://") ||
                         !is_own_address(port, span_from(origin, 7))))
        why = "Requests from web pages are refused.\n";
    else if (sites &&
             (sites > 1 || (!span_is(site, "none") && !span_is(site, "same-origin"))))
        why = "Requests from web pages are refused.\n";
    if (why)
        answer_plain(call, 403, "text/plain; charset=utf-8", span_of(why));
    return !why;
}

/* --- the token --- */

/* What is wrong with a token, and how each product says so; the second text goes
 * behind a look at its claims. */
enum fault_of_token {
    TOKEN_MISSING,
    TOKEN_BROKEN,
    TOKEN_FORGED,
    TOKEN_EARLY,
    TOKEN_EXPIRED,
    TOKEN_FOREIGN,   /* made by another tenant */
    TOKEN_ELSEWHERE, /* made out to another API */
};

static const struct wrong_token {
    const char *defender; /* NULL: the words of the published table */
    const char *graph;
} wrong_tokens[] = {
    [TOKEN_MISSING] = {NULL, "Access token is empty."},
    [TOKEN_BROKEN] = {NULL, "CompactToken parsing failed with error code: 80049217"},
    [TOKEN_FORGED] = {NULL, "Access token validation failure. Invalid signature."},
    [TOKEN_EARLY] = {"Unauthorized (invalid or expired authorization header).",
                     "Lifetime validation failed, the token is not yet valid."},
    [TOKEN_EXPIRED] = {"Unauthorized (invalid or expired authorization header).",
                       "Lifetime validation failed, the token is expired."},
    [TOKEN_FOREIGN] = {"Invalid Authorization payload.",
                       "Access token validation failure. Invalid issuer."},
    [TOKEN_ELSEWHERE] = {"Invalid Authorization payload.",
                         "Access token validation failure. Invalid audience."},
};

static clock_ms
time_at(const cJSON *claims, const char *name)
{
    return (clock_ms)object_number(claims, name) * 1000;
}

/* " AppId: ..., Audience: ..., Issuer: ..., Validity: FROM to TO" */
static void
add_claims(const cJSON *claims, struct str *out)
{
    const char *v1 = object_text(claims, "appid");
    const cJSON *audience = object_get(claims, "aud");
    if (cJSON_IsArray(audience))
        audience = audience->child;
    const char *uri = cJSON_GetStringValue(audience);
    str_addf(out, " AppId: %s, Audience: %s, Issuer: %s, Validity: ",
             *v1 ? v1 : object_text(claims, "azp"), uri ? uri : "",
             object_text(claims, "iss"));
    clock_add_rfc3339(out, time_at(claims, "nbf"));
    str_add_text(out, " to ");
    clock_add_rfc3339(out, time_at(claims, "exp"));
}

static bool
refuse(struct call *call, enum fault_of_token fault)
{
    const struct wrong_token *wrong = &wrong_tokens[fault];
    struct str message = {0};
    if (call_is_graph(call)) {
        answer_error(call, "InvalidAuthenticationToken", "%s", wrong->graph);
    } else if (!wrong->defender) {
        answer_code(call, "Unauthorized", NULL, NULL);
    } else {
        str_add_text(&message, wrong->defender);
        add_claims(call->claims, &message);
        answer_error(call, "Unauthorized", "%s", str_text(&message));
        str_release(&message);
    }
    answer_header(call, "WWW-Authenticate",
                  fault == TOKEN_MISSING ? "Bearer" : "Bearer error=\"invalid_token\"");
    return false;
}

/* The claims are those of a token that was signed here: they are what we put in. */
static bool
is_from_here(struct call *call)
{
    const struct authority *authority = &call->practice->authority;
    struct span issuer = span_of(object_text(call->claims, "iss"));
    bool ours = false;
    if (!tenant_named(span_of(object_text(call->claims, "tid")), authority->tenants,
                      &call->tenant_number))
        return false;
    for (unsigned version = 1; version <= 2 && !ours; version++) {
        struct str own = {0};
        authority_add_issuer(authority, call->tenant_number, version, &own);
        ours = span_equal(str_span(&own), issuer);
        str_release(&own);
    }
    return ours;
}

static bool
has_form_of_jwt(struct span token)
{
    struct jwt jwt;
    bool has = jwt_read(&jwt, token);
    if (has)
        jwt_release(&jwt);
    return has;
}

bool
gate_validity(struct call *call, clock_ms now)
{
    if (now >= time_at(call->claims, "exp"))
        return refuse(call, TOKEN_EXPIRED);
    return now >= time_at(call->claims, "nbf") || refuse(call, TOKEN_EARLY);
}

bool
gate_token(struct call *call)
{
    unsigned count;
    struct span header = only_header(call->request->headers, "Authorization", &count);
    struct span token = span_trim(span_from(header, 7));
    if (count != 1 || !span_starts_nocase(header, "Bearer ") || !token.n)
        return refuse(call, TOKEN_MISSING);
    call->claims = signer_open(call->practice->authority.signer, token);
    if (!call->claims)
        return refuse(call, has_form_of_jwt(token) ? TOKEN_FORGED : TOKEN_BROKEN);
    if (!is_from_here(call))
        return refuse(call, TOKEN_FOREIGN);
    if (!gate_validity(call, call->now->wall))
        return false;
    const char *v1 = object_text(call->claims, "appid");
    call->application =
        application_find(span_of(*v1 ? v1 : object_text(call->claims, "azp")));
    return call->application || refuse(call, TOKEN_ELSEWHERE);
}

static bool
is_audience(const cJSON *audience, enum product product)
{
    const char *uri = cJSON_GetStringValue(audience);
    const struct resource *resource = resource_find(span_of(uri));
    return resource && resource->product == product;
}

bool
gate_audience(struct call *call)
{
    const cJSON *audience = object_get(call->claims, "aud"), *one;
    enum product product = call->operation->product;
    bool found = is_audience(audience, product);
    if (cJSON_IsArray(audience))
        cJSON_ArrayForEach(one, audience) found = found || is_audience(one, product);
    return found || refuse(call, TOKEN_ELSEWHERE);
}

/* --- the permissions --- */

static bool
is_one_of(names list, struct span name)
{
    for (; *list; list++)
        if (span_is(name, *list))
            return true;
    return false;
}

/* Whether the token has one of them; any one is enough. */
static bool
holds_one(const cJSON *claims, names needed)
{
    struct span scopes = span_of(object_text(claims, "scp")), scope;
    const cJSON *role;
    cJSON_ArrayForEach(role, object_get(claims, "roles"))
    {
        if (is_one_of(needed, span_of(role->valuestring)))
            return true;
    }
    while (span_next(&scopes, ' ', &scope))
        if (is_one_of(needed, scope))
            return true;
    return false;
}

static void
add_list(struct str *out, names list, const char *separator)
{
    for (names name = list; *name; name++)
        str_addf(out, "%s%s", name == list ? "" : separator, *name);
}

/* The service has two wordings, an old one and a new one. Here Defender XDR has the old
 * one, by our choice, so that both are met; Graph passes the new one on, and has one of
 * its own for secure scores. */
static void
refuse_application(struct call *call, names needed)
{
    struct str message = {0};
    const cJSON *role;
    if (call->operation->product == PRODUCT_XDR) {
        str_add_text(&message, "The application does not have any of the required "
                               "application permissions (");
        add_list(&message, needed, ", ");
        str_add_text(&message, ") to access the resource.");
    } else if (span_has(span_of(call->operation->path), "/secureScore")) {
        str_add_text(&message, "Auth token does not contain valid permissions or user "
                               "does not have valid roles");
    } else {
        const char *separator = "";
        str_add_text(&message, "Missing application roles. API required roles: ");
        add_list(&message, needed, ",");
        str_add_text(&message, ", application roles: ");
        cJSON_ArrayForEach(role, object_get(call->claims, "roles"))
        {
            str_addf(&message, "%s%s", separator, role->valuestring);
            separator = ",";
        }
        str_add_byte(&message, '.');
    }
    answer_error(call, "Forbidden", "%s", str_text(&message));
    str_release(&message);
}

static void
refuse_user(struct call *call, names needed)
{
    struct str list = {0};
    add_list(&list, needed, ", ");
    answer_error(call, "Forbidden",
                 "The user does not have any of the required delegated permissions "
                 "(%s) to access the resource.",
                 str_text(&list));
    str_release(&list);
}

bool
gate_permissions(struct call *call)
{
    static const char *const nothing[] = {NULL};
    const struct operation *operation = call->operation;
    bool for_user = object_get(call->claims, "scp") != NULL;
    names by_itself = operation->permissions_application,
          for_users = operation->permissions_delegated;
    by_itself = by_itself ? by_itself : nothing;
    for_users = for_users ? for_users : nothing;
    if (!*by_itself && !*for_users) /* its page names none */
        return true;
    if (holds_one(call->claims, for_user ? for_users : by_itself))
        return true;
    if (for_user && *for_users)
        refuse_user(call, for_users);
    else /* a user's token has no roles at all */
        refuse_application(call, by_itself);
    return false;
}
