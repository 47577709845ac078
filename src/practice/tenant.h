/* The practice tenant's data: sets of JSON objects in the shapes that the API answers
 * with. A member whose name begins with "." is the tenant's own and never leaves it.
 *
 * Most objects are not kept: each is made from the seed and its number when it is asked
 * for (seed.h), so that a tenant of any size begins at once and takes no memory. Kept
 * are the objects that are the tenant's own, such as actions, and those that a call has
 * changed.
 *
 * All objects belong to the tenant. One that was made for a call lasts until
 * tenant_settle; one that is kept lasts until it is removed. */
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
    SET_GRAPH_ALERTS, /* the alerts as Graph tells them */
    SET_GRAPH_INCIDENTS,
    SET_SECURE_SCORES,
    SET_CONTROL_PROFILES,
    SET_PROCESS_EVENTS,
    SET_NETWORK_EVENTS,
    SET_LOGON_EVENTS,
    SET_FILE_EVENTS,
    SET_REGISTRY_EVENTS,
    SET_OTHER_EVENTS,
    SET_EVIDENCE, /* what was met in alerts, one row a thing */
    SET_COUNT,
};

struct set_facts {
    const char *context; /* the name in @odata.context */
    const char *noun;    /* what one of them is called in messages */
    const char *key;     /* the member that identifies one */
};

extern const struct set_facts set_facts[SET_COUNT];

enum { TENANT_MACHINES = 500, TENANT_MACHINES_MAX = 100000, TENANT_ACTION_MS = 10000 };

/* Tenants have numbers, from 0 on, and each an ID and a domain of its own. */
enum { TENANTS_MAX = 1000, TENANT_ID_ROOM = 37 };
void tenant_add_id(unsigned number, struct str *out);
void tenant_add_domain(unsigned number, struct str *out);
/* The number that stands in the ID or domain TEXT, below COUNT; false: in none. */
bool tenant_named(struct span text, unsigned count, unsigned *number);

struct changed { /* takes the place of an object that was made */
    size_t number;
    cJSON *object;
};

struct shelf { /* what is kept of a set */
    cJSON *own;
    struct changed *changed; /* by number */
    size_t count, room;
};

struct tenant {
    uint64_t seed;
    size_t machines;
    clock_ms start;
    char id[TENANT_ID_ROOM]; /* its GUID */
    struct dice dice;        /* for what comes later, such as the IDs of actions */
    uint64_t changes;        /* how often anything was changed */
    unsigned last_indicator; /* the highest number that was given */
    clock_ms action_ms;      /* how long an action takes */
    struct shelf shelves[SET_COUNT];
    cJSON *made; /* for the call at hand */
};

/* MACHINES 0: as many as is usual. */
void tenant_init(struct tenant *tenant, uint64_t seed, size_t machines, clock_ms start);
/* The same for another one than the first: its data differ by nothing but its ID. */
void tenant_init_numbered(struct tenant *tenant, unsigned number, uint64_t seed,
                          size_t machines, clock_ms start);
void tenant_release(struct tenant *tenant);
/* Forgets what was made for a call. */
void tenant_settle(struct tenant *tenant);

/* The first object of SET whose member NAME is TEXT, whatever the letter case; or NULL.
 * To read only. */
const cJSON *tenant_find(struct tenant *tenant, enum set set, const char *name,
                         const char *text);
const cJSON *tenant_machine(struct tenant *tenant, const char *id);
/* The one whose key is TEXT, to be changed; NULL: there is none. What is worked out
 * from other objects (an incident's alerts) is not in it. */
cJSON *tenant_edit(struct tenant *tenant, enum set set, const char *text);
cJSON *tenant_add(struct tenant *tenant, enum set set, cJSON *object); /* takes it */
void tenant_remove(struct tenant *tenant, enum set set, cJSON *own);

/* What SET keeps of its own, an array. */
static inline cJSON *
tenant_own(const struct tenant *tenant, enum set set)
{
    return tenant->shelves[set].own;
}

/* One object after another, in their order:
 *
 *     struct walk walk = walk_over(tenant, SET_MACHINES);
 *     for (const cJSON *one; (one = walk_next(&walk));)
 *
 * An object lasts until the next one; whoever leaves early calls walk_end. */
struct walk {
    const struct tenant *tenant;
    enum set set;
    size_t number;     /* of the next ones to be made */
    cJSON *rows;       /* made last */
    const cJSON *next; /* of them, or of the tenant's own */
    bool own;
};

struct walk walk_over(const struct tenant *tenant, enum set set);
const cJSON *walk_next(struct walk *walk);
void walk_end(struct walk *walk);

cJSON *tenant_guid(struct tenant *tenant);               /* a new text */
cJSON *tenant_hex(struct tenant *tenant, size_t digits); /* a new text */

#endif
