#include "config.h"

#include "practice/gate.h"

#include "practice/call.h"

/* What an application that only reads would be granted. */
static const char *const reading[] = {
    "AdvancedHunting.Read.All",
    "AdvancedQuery.Read.All",
    "Alert.Read.All",
    "File.Read.All",
    "Incident.Read.All",
    "Ip.Read.All",
    "Machine.Read.All",
    "RemediationTasks.Read.All",
    "Score.Read.All",
    "SecurityAlert.Read.All",
    "SecurityBaselinesAssessment.Read.All",
    "SecurityEvents.Read.All",
    "SecurityIncident.Read.All",
    "SecurityRecommendation.Read.All",
    "Software.Read.All",
    "URL.Read.All",
    "User.Read.All",
    "Vulnerability.Read.All",
    NULL,
};

static const char application[] = "b7c1f0de-3a52-4d0b-8c2e-5f1d9a6e7b20";

names
bearer_roles(enum bearer bearer)
{
    return bearer == BEARER_READ_ONLY ? reading : NULL;
}

const char *
bearer_name(enum bearer bearer)
{
    static const char *const known[BEARER_COUNT] = {"full", "read-only", "expired"};
    return known[bearer];
}

void
gate_init(struct gate *gate, const struct practice_setup *setup)
{
    gate->port = setup->port;
    gate->opened = setup->start.wall;
    for (unsigned i = 0; i < BEARER_COUNT; i++)
        secret_set(&gate->bearers[i], span_of(setup->bearers[i]));
}

void
gate_release(struct gate *gate)
{
    for (unsigned i = 0; i < BEARER_COUNT; i++)
        secret_release(&gate->bearers[i]);
}

static bool
is_own_authority(const struct gate *gate, struct span authority)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost"};
    struct str own = {0};
    bool found = false;
    for (unsigned i = 0; i < 2 && !found; i++) {
        str_clear(&own);
        str_addf(&own, "%s:%u", hosts[i], gate->port);
        found = span_equal(str_span(&own), authority);
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
    const struct gate *gate = &call->practice->gate;
    const struct pairs *headers = call->request->headers;
    unsigned hosts, origins, sites;
    struct span host = only_header(headers, "Host", &hosts);
    struct span origin = only_header(headers, "Origin", &origins);
    struct span site = only_header(headers, "Sec-Fetch-Site", &sites);
    const char *why = NULL;
    if (hosts != 1 || !is_own_authority(gate, host))
        why = "Host must be this practice tenant's own address.\n";
    else if (origins && (origins > 1 || !span_starts(origin, "http://") ||
                         !is_own_authority(gate, span_from(origin, 7))))
        why = "Requests from web pages are refused.\n";
    else if (sites &&
             (sites > 1 || (!span_is(site, "none") && !span_is(site, "same-origin"))))
        why = "Requests from web pages are refused.\n";
    if (why)
        answer_plain(call, 403, "text/plain; charset=utf-8", span_of(why));
    return !why;
}

static void
refuse_expired(struct call *call)
{
    struct str from = {0}, to = {0};
    clock_add_rfc3339(&from, call->practice->gate.opened - (clock_ms)2 * 3600 * 1000);
    clock_add_rfc3339(&to, call->practice->gate.opened - (clock_ms)3600 * 1000);
    answer_error(call, "Unauthorized",
                 "Unauthorized (invalid or expired authorization header). AppId: %s, "
                 "Audience: https://api.securitycenter.microsoft.com, Validity: %s to "
                 "%s",
                 application, str_text(&from), str_text(&to));
    str_release(&from);
    str_release(&to);
}

bool
gate_bearer(struct call *call)
{
    unsigned count;
    struct span header = only_header(call->request->headers, "Authorization", &count);
    enum bearer bearer = BEARER_COUNT;
    if (count == 1 && span_starts_nocase(header, "Bearer ")) {
        struct span token = span_trim(span_from(header, 7));
        for (unsigned i = 0; i < BEARER_COUNT; i++)
            if (secret_equal(&call->practice->gate.bearers[i], token))
                bearer = (enum bearer)i;
    }
    call->bearer = bearer;
    if (bearer == BEARER_FULL || bearer == BEARER_READ_ONLY)
        return true;
    if (bearer == BEARER_EXPIRED)
        refuse_expired(call);
    else
        answer_code(call, "Unauthorized", NULL, NULL);
    answer_header(call, "WWW-Authenticate", "Bearer");
    return false;
}

static void
add_list(struct str *out, names list)
{
    for (names name = list; name && *name; name++)
        str_addf(out, "%s%s", name == list ? "" : ",", *name);
}

/* Any one of the operation's roles is enough. */
bool
gate_roles(struct call *call)
{
    names held = bearer_roles(call->bearer);
    names needed = call->operation->permissions_application;
    if (!held || !needed)
        return true;
    for (names need = needed; *need; need++)
        for (names have = held; *have; have++)
            if (span_is(span_of(*need), *have))
                return true;
    struct str message = str_of("Missing application roles. API required roles: ");
    add_list(&message, needed);
    str_add_text(&message, ", application roles: ");
    add_list(&message, held);
    answer_error(call, "Forbidden", "%s.", str_text(&message));
    str_release(&message);
    return false;
}
