#include "config.h"

#include "practice/seed.h"

size_t
machine_count(const struct tenant *tenant)
{
    return tenant->machines;
}

/* So many of every fifty machines, and at least one. */
static size_t
in_proportion(const struct tenant *tenant, size_t of_fifty)
{
    size_t count = tenant->machines * of_fifty / 50;
    return count ? count : 1;
}

size_t
user_count(const struct tenant *tenant)
{
    return in_proportion(tenant, 21);
}

size_t
alert_count(const struct tenant *tenant)
{
    return in_proportion(tenant, 40);
}

size_t
investigation_count(const struct tenant *tenant)
{
    return in_proportion(tenant, 5);
}

size_t
past_action_count(const struct tenant *tenant)
{
    return in_proportion(tenant, 7);
}

size_t
event_count(const struct tenant *tenant)
{
    return in_proportion(tenant, 120);
}

static const struct source sources[SET_COUNT] = {
    [SET_MACHINES] = {machine_count, make_machine, locate_machine, NULL},
    [SET_USERS] = {user_count, make_user, NULL, NULL},
    [SET_LOGONS] = {machine_count, make_logon, NULL, NULL},
    [SET_ALERTS] = {alert_count, make_alert, locate_alert, NULL},
    [SET_INCIDENTS] = {incident_count, make_incident, locate_incident,
                       complete_incident},
    [SET_INVESTIGATIONS] = {investigation_count, make_investigation,
                            locate_investigation, NULL},
    [SET_ACTIONS] = {past_action_count, make_past_action, NULL, NULL},
    [SET_INSTALLATIONS] = {machine_count, make_installations, NULL, NULL},
    [SET_OTHER_SOFTWARE] = {machine_count, make_other_software, NULL, NULL},
    [SET_MACHINE_VULNERABILITIES] = {machine_count, make_machine_vulnerabilities, NULL,
                                     NULL},
    [SET_VULNERABILITY_RESULTS] = {machine_count, make_vulnerability_results, NULL,
                                   NULL},
    [SET_VULNERABILITY_CHANGES] = {machine_count, make_vulnerability_changes, NULL,
                                   NULL},
    [SET_ANTIVIRUS] = {machine_count, make_antivirus, NULL, NULL},
    [SET_BASELINE_RESULTS] = {machine_count, make_baseline_results, NULL, NULL},
    [SET_SECURE_CONFIGURATIONS] = {machine_count, make_settings, NULL, NULL},
    [SET_BROWSER_EXTENSIONS] = {machine_count, make_extensions, NULL, NULL},
    [SET_CERTIFICATES] = {machine_count, make_certificates, NULL, NULL},
    [SET_FIRMWARE] = {machine_count, make_firmware, NULL, NULL},
    [SET_GRAPH_ALERTS] = {graph_alert_count, make_graph_alert, NULL, NULL},
    [SET_GRAPH_INCIDENTS] = {incident_count, make_graph_incident, locate_incident,
                             NULL},
    [SET_PROCESS_EVENTS] = {event_count, make_process_event, NULL, NULL},
    [SET_NETWORK_EVENTS] = {event_count, make_network_event, NULL, NULL},
    [SET_LOGON_EVENTS] = {event_count, make_logon_event, NULL, NULL},
    [SET_FILE_EVENTS] = {event_count, make_file_event, NULL, NULL},
    [SET_REGISTRY_EVENTS] = {event_count, make_registry_event, NULL, NULL},
    [SET_OTHER_EVENTS] = {event_count, make_other_event, NULL, NULL},
    [SET_EVIDENCE] = {alert_count, make_evidence, NULL, NULL},
};

const struct source *
source_of(enum set set)
{
    return sources[set].make ? &sources[set] : NULL;
}

struct dice
seed_dice(const struct tenant *tenant, enum set set, size_t number)
{
    struct dice dice = {tenant->seed ^ ((uint64_t)set << 56) ^ (number + 1)};
    dice.state = dice_next(&dice); /* neighbours must not run in step */
    return dice;
}

clock_ms
seed_days_ago(const struct tenant *tenant, struct dice *dice, unsigned from,
              unsigned to)
{
    const unsigned day_s = 24 * 60 * 60;
    unsigned seconds = from * day_s + dice_below(dice, (to - from) * day_s);
    return tenant->start - (clock_ms)seconds * 1000 - (clock_ms)dice_below(dice, 1000);
}

static cJSON *
taken_text(struct str *text)
{
    cJSON *value = cJSON_CreateString(str_text(text));
    str_release(text);
    return value;
}

cJSON *
seed_guid(struct dice *dice)
{
    struct str text = {0};
    dice_add_guid(dice, &text);
    return taken_text(&text);
}

cJSON *
seed_hex(struct dice *dice, size_t digits)
{
    struct str text = {0};
    dice_add_hex(dice, &text, digits);
    return taken_text(&text);
}

bool
seed_number(struct span text, size_t base, size_t count, size_t *number)
{
    uint64_t value;
    if (!span_number(text, INT32_MAX, &value) || value < base || value - base >= count)
        return false;
    *number = (size_t)value - base;
    return true;
}
