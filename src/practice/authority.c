/* Where the sign-in is reached, and the shape of what it answers. */
#include "config.h"

#include "practice/authority.h"

#include "base/memory.h"
#include "practice/call.h"
#include "practice/grant.h"

#include <stdio.h>

struct endpoint {
    const char *path; /* behind the tenant */
    const char *method;
    unsigned version;
    void (*handle)(struct grant *grant);
};

/* Which "error" and status go with a number: Entra's page of error codes, what was met,
 * and our reading of the rest. All others are about a person or a policy. */
static const struct refusal {
    unsigned number;
    unsigned short status;
    const char *error;
} refusals[] = {
    {0, 400, "slow_down"}, /* RFC 8628; Entra gives it no number */
    {28000, 400, "invalid_request"},
    {28002, 400, "invalid_scope"},
    {50001, 400, "invalid_resource"},
    {50012, 401, "invalid_client"},
    {50033, 503, "temporarily_unavailable"},
    {50076, 400, "interaction_required"},
    {50079, 400, "interaction_required"},
    {65004, 400, "authorization_declined"},
    {70003, 400, "unsupported_grant_type"},
    {70011, 400, "invalid_scope"},
    {70016, 400, "authorization_pending"},
    {70018, 400, "bad_verification_code"},
    {70019, 400, "expired_token"},
    {90002, 400, "invalid_request"},
    {90006, 503, "temporarily_unavailable"},
    {90033, 503, "temporarily_unavailable"},
    {90038, 400, "invalid_request"},
    {90055, 429, "temporarily_unavailable"},
    {500011, 400, "invalid_resource"},
    {50059, 400, "invalid_request"},
    {650052, 400, "invalid_client"},
    {650057, 400, "invalid_resource"},
    {700016, 400, "unauthorized_client"},
    {700022, 400, "invalid_scope"},
    {700024, 401, "invalid_client"},
    {700025, 401, "invalid_client"},
    {700027, 401, "invalid_client"},
    {900144, 400, "invalid_request"},
    {900382, 400, "invalid_request"},
    {900561, 400, "invalid_request"},
    {901002, 400, "invalid_request"},
    {1002012, 400, "invalid_scope"},
    {7000112, 400, "unauthorized_client"},
    {7000215, 401, "invalid_client"},
    {7000218, 401, "invalid_client"},
    {7000222, 401, "invalid_client"},
    {9001023, 400, "invalid_request"},
};

void
authority_answer(struct call *call, int status, cJSON *tree)
{
    char *text = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    answer_plain(call, status, "application/json; charset=utf-8", span_of(text));
    answer_header(call, "Pragma", "no-cache");
    cJSON_free(text);
}

static const struct refusal *
refusal_of(unsigned number)
{
    static const struct refusal other = {1, 400, "invalid_grant"};
    for (size_t i = 0; i < COUNT_OF(refusals); i++)
        if (refusals[i].number == number)
            return &refusals[i];
    return &other;
}

/* "2026-11-23 07:45:00Z" */
static void
add_timestamp(struct str *out, clock_ms at)
{
    struct civil civil = clock_civil(at);
    str_addf(out, "%04lld-%02u-%02u %02u:%02u:%02uZ", (long long)civil.year,
             civil.month, civil.day, civil.hour, civil.minute, civil.second);
}

/* As the client asked to have it called, or a new one. */
static void
add_correlation(struct call *call, struct str *out)
{
    enum { GUID_LETTERS = 36 };
    struct span asked =
        span_of(pairs_get_nocase(call->request->headers, "client-request-id"));
    bool is_guid = asked.n == GUID_LETTERS;
    for (size_t i = 0; i < asked.n; i++)
        is_guid =
            is_guid && span_find_byte(SPAN("0123456789abcdefABCDEF-"), 0, asked.p[i]) <
                           sizeof "0123456789abcdefABCDEF-" - 1;
    if (is_guid)
        str_add(out, asked);
    else
        dice_add_guid(&call->practice->dice, out);
}

void
authority_refuse(struct call *call, unsigned number, const char *format, ...)
{
    const struct refusal *refusal = refusal_of(number);
    struct str text = {0}, trace = {0}, correlation = {0}, time = {0};
    va_list args;
    va_start(args, format);
    if (number)
        str_addf(&text, "AADSTS%u: ", number);
    str_addv(&text, format, args);
    va_end(args);
    dice_add_guid(&call->practice->dice, &trace);
    add_correlation(call, &correlation);
    add_timestamp(&time, call->now->wall);
    str_addf(&text, "\r\nTrace ID: %s\r\nCorrelation ID: %s\r\nTimestamp: %s",
             str_text(&trace), str_text(&correlation), str_text(&time));
    cJSON *codes = cJSON_CreateArray();
    if (number)
        cJSON_AddItemToArray(codes, cJSON_CreateNumber(number));
    authority_answer(call, refusal->status,
                     OBJECT(m_text("error", refusal->error),
                            m_text("error_description", str_text(&text)),
                            m_tree("error_codes", codes),
                            m_text("timestamp", str_text(&time)),
                            m_text("trace_id", str_text(&trace)),
                            m_text("correlation_id", str_text(&correlation))));
    answer_header(call, "x-ms-request-id", str_text(&trace));
    answer_header(call, "client-request-id", str_text(&correlation));
    str_release(&text);
    str_release(&trace);
    str_release(&correlation);
    str_release(&time);
}

/* --- what a client can ask before it signs in --- */

static void
keys(struct grant *grant)
{
    authority_answer(grant->call, 200, signer_keys(grant->authority->signer));
}

static cJSON *
address(const struct grant *grant, const char *path)
{
    struct str tenant = {0};
    tenant_add_id(grant->tenant, &tenant);
    cJSON *text = textf("http://127.0.0.1:%u/%s/%s", grant->authority->port,
                        str_text(&tenant), path);
    str_release(&tenant);
    return text;
}

/* OpenID Connect Discovery 1.0, section 3; with what there is here. */
static void
configuration(struct grant *grant)
{
    bool second = grant->version == 2;
    struct str issuer = {0};
    if (!grant_finds_tenant(grant, true))
        return;
    authority_add_issuer(grant->authority, grant->tenant, grant->version, &issuer);
    authority_answer(
        grant->call, 200,
        OBJECT(m_text("issuer", str_text(&issuer)),
               m_tree("token_endpoint",
                      address(grant, second ? "oauth2/v2.0/token" : "oauth2/token")),
               m_tree("device_authorization_endpoint",
                      address(grant, "oauth2/v2.0/devicecode")),
               m_tree("jwks_uri", address(grant, second ? "discovery/v2.0/keys"
                                                        : "discovery/keys")),
               m_tree("token_endpoint_auth_methods_supported",
                      TEXTS("client_secret_post", "client_secret_basic",
                            "private_key_jwt")),
               m_tree("id_token_signing_alg_values_supported", TEXTS("RS256")),
               m_tree("response_types_supported", TEXTS("code")),
               m_tree("subject_types_supported", TEXTS("pairwise")),
               m_tree("scopes_supported", TEXTS("openid", "offline_access"))));
    str_release(&issuer);
}

static const struct endpoint endpoints[] = {
    {"oauth2/v2.0/token", "POST", 2, token_endpoint},
    {"oauth2/token", "POST", 1, token_endpoint},
    {"oauth2/v2.0/devicecode", "POST", 2, device_endpoint},
    {"v2.0/.well-known/openid-configuration", "GET", 2, configuration},
    {".well-known/openid-configuration", "GET", 1, configuration},
    {"discovery/v2.0/keys", "GET", 2, keys},
    {"discovery/keys", "GET", 1, keys},
};

static const struct endpoint *
endpoint_find(struct span path)
{
    for (size_t i = 0; i < COUNT_OF(endpoints); i++)
        if (span_is(path, endpoints[i].path))
            return &endpoints[i];
    return NULL;
}

bool
authority_handle(struct call *call)
{
    if (device_page(call))
        return true;
    struct span path = {0}, query = call->request->target, tenant = {0};
    span_next(&query, '?', &path);
    if (!span_starts(path, "/"))
        return false;
    path = span_from(path, 1);
    span_next(&path, '/', &tenant);
    const struct endpoint *endpoint = endpoint_find(path);
    if (!endpoint)
        return false;
    if (!span_is(call->request->method, endpoint->method)) {
        authority_refuse(call, 900561, "This address takes %s only, and was sent %.*s.",
                         endpoint->method, SPAN_ARG(call->request->method));
        return true;
    }
    struct grant grant = {
        .call = call,
        .authority = &call->practice->authority,
        .tenant_name = tenant,
        .version = endpoint->version,
    };
    form_read(&grant.form, call->request->headers, call->request->body);
    endpoint->handle(&grant);
    grant_release(&grant);
    return true;
}
