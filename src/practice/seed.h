/* How the tenant's objects are made from the seed: the same seed and number give the
 * same object. A source makes the rows that belong to a number: one machine by its
 * number, or all settings of the machine of that number. */
#ifndef PRACTICE_SEED_H
#define PRACTICE_SEED_H

#include "practice/tenant.h"

struct source {
    size_t (*count)(const struct tenant *tenant); /* of numbers */
    /* Appends the rows of NUMBER. Of a set that can be changed it is one row. */
    void (*make)(const struct tenant *tenant, size_t number, cJSON *rows);
    /* The number of the object whose key is TEXT; false: there is none. NULL: a walk
     * finds it. */
    bool (*locate)(const struct tenant *tenant, struct span text, size_t *number);
    /* Adds what is worked out from other objects; may be NULL. */
    void (*complete)(const struct tenant *tenant, size_t number, cJSON *row);
};

/* NULL: the set has only what it keeps. */
const struct source *source_of(enum set set);

/* The object of NUMBER as it stands, changed or not; the caller deletes it. */
cJSON *seed_object(const struct tenant *tenant, enum set set, size_t number);

/* The dice of one row. */
struct dice seed_dice(const struct tenant *tenant, enum set set, size_t number);
/* A time between FROM and TO days before the start. */
clock_ms seed_days_ago(const struct tenant *tenant, struct dice *dice, unsigned from,
                       unsigned to);
cJSON *seed_guid(struct dice *dice);
cJSON *seed_hex(struct dice *dice, size_t digits);
/* "63001" is 1 with a BASE of 63000; false for what is no number from BASE to below
 * BASE + COUNT. */
bool seed_number(struct span text, size_t base, size_t count, size_t *number);

/* What belongs to how many machines. */
size_t machine_count(const struct tenant *tenant);
size_t user_count(const struct tenant *tenant);
size_t alert_count(const struct tenant *tenant);
size_t investigation_count(const struct tenant *tenant);

/* seed_machines.c */
void make_machine(const struct tenant *tenant, size_t number, cJSON *rows);
bool locate_machine(const struct tenant *tenant, struct span text, size_t *number);
void make_user(const struct tenant *tenant, size_t number, cJSON *rows);
void make_logon(const struct tenant *tenant, size_t number, cJSON *rows);
void make_antivirus(const struct tenant *tenant, size_t number, cJSON *rows);
/* Appends the machine's identifier. */
void machine_id(const struct tenant *tenant, size_t number, struct str *out);
void add_machine_name(const struct tenant *tenant, size_t number, struct str *out);
void add_user_name(size_t number, struct str *out);
struct span machine_platform(const struct tenant *tenant, size_t number);
/* The number of the user who works on the machine of NUMBER. */
size_t machine_user(const struct tenant *tenant, size_t number);

/* seed_alerts.c */
void seed_files(struct tenant *tenant);
void make_alert(const struct tenant *tenant, size_t number, cJSON *rows);
bool locate_alert(const struct tenant *tenant, struct span text, size_t *number);
/* Whether the file, domain or address WHAT was met in the alert of NUMBER. */
bool alert_met(const struct tenant *tenant, size_t number, struct span what);
/* What the alert of NUMBER is about; borrowed from the tenant. NULL: there is none. */
struct alert_story {
    const char *file, *command, *sha1, *sha256, *domain, *ip;
};
struct alert_story alert_story(const struct tenant *tenant, size_t number);
void add_alert_id(const struct tenant *tenant, size_t number, struct str *out);
size_t alert_machine(const struct tenant *tenant, size_t number);
clock_ms alert_time(const struct tenant *tenant, size_t number);

/* seed_incidents.c */
size_t incident_count(const struct tenant *tenant);
void make_incident(const struct tenant *tenant, size_t number, cJSON *rows);
bool locate_incident(const struct tenant *tenant, struct span text, size_t *number);
/* The numbers of its alerts: FROM up to and without TO. */
void incident_alerts(const struct tenant *tenant, size_t number, size_t *from,
                     size_t *to);
/* The identifier of the incident that an alert belongs to. */
double alert_incident(const struct tenant *tenant, size_t alert);
void complete_incident(const struct tenant *tenant, size_t number, cJSON *row);

/* seed_responses.c */
size_t past_action_count(const struct tenant *tenant);
void make_past_action(const struct tenant *tenant, size_t number, cJSON *rows);
void make_investigation(const struct tenant *tenant, size_t number, cJSON *rows);
bool locate_investigation(const struct tenant *tenant, struct span text,
                          size_t *number);
const char *investigation_state(size_t number);
void seed_responses(struct tenant *tenant);

/* seed_weaknesses.c */
void seed_weaknesses(struct tenant *tenant);
void make_installations(const struct tenant *tenant, size_t number, cJSON *rows);
void make_machine_vulnerabilities(const struct tenant *tenant, size_t number,
                                  cJSON *rows);
void make_vulnerability_results(const struct tenant *tenant, size_t number,
                                cJSON *rows);
void make_vulnerability_changes(const struct tenant *tenant, size_t number,
                                cJSON *rows);

/* seed_assessments.c */
void seed_assessments(struct tenant *tenant);
void make_settings(const struct tenant *tenant, size_t number, cJSON *rows);
void make_baseline_results(const struct tenant *tenant, size_t number, cJSON *rows);
void make_extensions(const struct tenant *tenant, size_t number, cJSON *rows);
void make_certificates(const struct tenant *tenant, size_t number, cJSON *rows);
void make_firmware(const struct tenant *tenant, size_t number, cJSON *rows);
void make_other_software(const struct tenant *tenant, size_t number, cJSON *rows);

/* seed_events.c */
size_t event_count(const struct tenant *tenant);
void make_process_event(const struct tenant *tenant, size_t number, cJSON *rows);
void make_network_event(const struct tenant *tenant, size_t number, cJSON *rows);
void make_logon_event(const struct tenant *tenant, size_t number, cJSON *rows);
void make_file_event(const struct tenant *tenant, size_t number, cJSON *rows);
void make_registry_event(const struct tenant *tenant, size_t number, cJSON *rows);
void make_other_event(const struct tenant *tenant, size_t number, cJSON *rows);
void make_evidence(const struct tenant *tenant, size_t number, cJSON *rows);

/* seed_graph.c: the alerts and incidents, also those that were added later. */
size_t graph_alert_count(const struct tenant *tenant);
void make_graph_alert(const struct tenant *tenant, size_t number, cJSON *rows);
void make_graph_incident(const struct tenant *tenant, size_t number, cJSON *rows);
cJSON *graph_alert_of(const cJSON *alert);
cJSON *graph_incident_of(const struct tenant *tenant, const cJSON *incident);
/* The alerts of the incident of that identifier, as Graph tells them. */
cJSON *graph_incident_alerts(const struct tenant *tenant, struct span id);
void seed_graph(struct tenant *tenant);

#endif
