/* The practice tenant's data: sets of JSON objects in the shapes that the API answers
 * with. A member whose name begins with "." is the tenant's own and never leaves it.
 * All objects belong to the tenant. */
#ifndef PRACTICE_TENANT_H
#define PRACTICE_TENANT_H

#include "practice/dice.h"
#include "practice/object.h"

enum set {
    SET_NONE, /* no set at all */
    SET_MACHINES,
    SET_USERS,
    SET_LOGONS, /* which user was on which machine */
    SET_ALERTS,
    SET_INCIDENTS,
    SET_INVESTIGATIONS,
    SET_ACTIONS,
    SET_INDICATORS,
    SET_FILES,
    SET_SIGHTINGS, /* which file, domain or address was met where */
    SET_LIBRARY,
    SET_SOFTWARE,
    SET_INSTALLATIONS, /* which software is on which machine */
    SET_OTHER_SOFTWARE,
    SET_VULNERABILITIES,
    SET_MACHINE_VULNERABILITIES,
    SET_VULNERABILITY_RESULTS,
    SET_VULNERABILITY_CHANGES,
    SET_RECOMMENDATIONS,
    SET_REMEDIATIONS,
    SET_MISSING_UPDATES,
    SET_SCORES,
    SET_ANTIVIRUS,
    SET_BASELINE_CONFIGURATIONS,
    SET_BASELINE_PROFILES,
    SET_BASELINE_RESULTS,
    SET_SECURE_CONFIGURATIONS,
    SET_BROWSER_EXTENSIONS,
    SET_EXTENSION_PERMISSIONS,
    SET_CERTIFICATES,
    SET_FIRMWARE,
    SET_GRAPH_ALERTS,
    SET_GRAPH_INCIDENTS,
    SET_SECURE_SCORES,
    SET_CONTROL_PROFILES,
    SET_PROCESS_EVENTS,
    SET_NETWORK_EVENTS,
    SET_LOGON_EVENTS,
    SET_COUNT,
};

struct set_facts {
    const char *context; /* the name in @odata.context */
    const char *noun;    /* what one of them is called in messages */
    const char *key;     /* the member that identifies one */
};

extern const struct set_facts set_facts[SET_COUNT];

struct tenant {
    cJSON *sets[SET_COUNT]; /* arrays */
    struct dice dice;
    clock_ms start;
    const char *id; /* constant: the tenant's GUID */
};

void tenant_init(struct tenant *tenant, uint64_t seed, clock_ms start);
void tenant_release(struct tenant *tenant);

/* The first object of SET whose member NAME is TEXT, whatever the letter case; or NULL.
 */
cJSON *tenant_find(const struct tenant *tenant, enum set set, const char *name,
                   const char *text);
cJSON *tenant_machine(const struct tenant *tenant, const char *id);
size_t tenant_count(const struct tenant *tenant, enum set set);
cJSON *tenant_add(struct tenant *tenant, enum set set, cJSON *object); /* takes it */
/* An object of SET by chance; NULL where there is none. */
cJSON *tenant_any(struct tenant *tenant, enum set set);
cJSON *tenant_guid(struct tenant *tenant);               /* a new text */
cJSON *tenant_hex(struct tenant *tenant, size_t digits); /* a new text */
/* A time between FROM and TO days before the start. */
clock_ms tenant_days_ago(struct tenant *tenant, unsigned from, unsigned to);

/* Each seeds its sets; in this order. */
void seed_machines(struct tenant *tenant);
void seed_alerts(struct tenant *tenant);
void seed_responses(struct tenant *tenant);
void seed_weaknesses(struct tenant *tenant);
void seed_assessments(struct tenant *tenant);
void seed_events(struct tenant *tenant);
void seed_graph(struct tenant *tenant);

#endif
