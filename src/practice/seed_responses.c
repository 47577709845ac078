/* What the tenant's people have done about it: indicators, actions, investigations,
 * the live response library. */
#include "config.h"

#include "base/memory.h"
#include "practice/actions.h"
#include "practice/indicators.h"
#include "practice/seed.h"

enum { FIRST_INVESTIGATION = 63001 };

static const clock_ms day = 24 * 60 * 60 * (clock_ms)1000;

/* Deletes MEMBERS. */
static void
add_indicator(struct tenant *tenant, clock_ms at, cJSON *members)
{
    unsigned number =
        1 + (unsigned)cJSON_GetArraySize(tenant_own(tenant, SET_INDICATORS));
    tenant_add(tenant, SET_INDICATORS, indicator_of(number, at, members));
    cJSON_Delete(members);
}

static void
seed_indicators(struct tenant *tenant)
{
    static const struct {
        const char *value, *type, *action, *severity, *title;
    } rows[] = {
        {"beacon.example", "DomainName", "Block", "High", "Known command address"},
        {"pay.example", "DomainName", "Block", "High", "Ransom payment page"},
        {"files.example", "DomainName", "Warn", "Medium", "Spreads unwanted programs"},
        {"198.51.100.77", "IpAddress", "Block", "High", "Known command address"},
        {"198.51.100.66", "IpAddress", "Audit", "Medium", "Watched since the spring"},
        {"https://invoice.example/pay.html", "Url", "Block", "Medium",
         "Copies our sign-in page"},
        {"https://news.example/", "Url", "Allowed", "Informational",
         "Blocked by mistake before"},
    };
    struct dice dice = seed_dice(tenant, SET_INDICATORS, 0);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        add_indicator(tenant, seed_days_ago(tenant, &dice, 5, 100),
                      OBJECT(m_text("indicatorValue", rows[i].value),
                             m_text("indicatorType", rows[i].type),
                             m_text("action", rows[i].action),
                             m_text("severity", rows[i].severity),
                             m_text("title", rows[i].title),
                             m_text("description", rows[i].title)));
    const cJSON *file;
    cJSON_ArrayForEach(file, tenant_own(tenant, SET_FILES))
    {
        if (*object_text(file, "determinationValue"))
            add_indicator(tenant, tenant->start - 3 * day,
                          OBJECT(m_text("indicatorValue", object_text(file, "sha1")),
                                 m_text("indicatorType", "FileSha1"),
                                 m_text("action", "BlockAndRemediate"),
                                 m_text("severity", "High"),
                                 m_text("title", object_text(file, ".name")),
                                 m_text("description", "Found on several devices")));
    }
}

/* Actions that are over, one on every seventh machine. */
void
make_past_action(const struct tenant *tenant, size_t number, cJSON *rows)
{
    static const struct {
        const char *type, *status, *comment, *scope;
    } past[] = {
        {"RunAntiVirusScan", "Succeeded", "Scan after the alert", "Quick"},
        {"Isolate", "Succeeded", "Contained while we look", "Full"},
        {"Unisolate", "Succeeded", "Clean again", NULL},
        {"CollectInvestigationPackage", "Succeeded", "For the report", NULL},
        {"RestrictCodeExecution", "Failed", "Only signed programs for now", NULL},
        {"RunAntiVirusScan", "Cancelled", "Wrong device", "Full"},
        {"LiveResponse", "Succeeded", "Fetch the log", NULL},
    };
    size_t i = number % COUNT_OF(past);
    size_t first =
        i == 2 ? number - 1 : number; /* it is released where it was isolated */
    struct dice dice = seed_dice(tenant, SET_ACTIONS, first);
    cJSON *machine = seed_object(tenant, SET_MACHINES, first % tenant->machines);
    clock_ms at = seed_days_ago(tenant, &dice, 1, 20) + (i == 2 ? 21600000 : 0);
    if (i == 2)
        dice = seed_dice(tenant, SET_ACTIONS, number);
    cJSON *action = action_of(seed_guid(&dice), machine, past[i].type, past[i].comment,
                              past[i].scope, &(struct now){.wall = at});
    object_set_text(action, "status", past[i].status);
    object_set_time(action, "lastUpdateDateTimeUtc", at + 240000);
    cJSON_AddItemToArray(rows, action);
    cJSON_Delete(machine);
}

static const char *const states[] = {"SuccessfullyRemediated", "Benign",
                                     "PendingApproval", "Running", "Terminated"};

const char *
investigation_state(size_t number)
{
    return states[number % COUNT_OF(states)];
}

void
make_investigation(const struct tenant *tenant, size_t number, cJSON *rows)
{
    size_t i = number % COUNT_OF(states);
    size_t cause = number * 7 % alert_count(tenant);
    cJSON *alert = seed_object(tenant, SET_ALERTS, cause);
    clock_ms at = alert_time(tenant, cause) + 60000;
    bool over = i < 2 || i == 4;
    cJSON_AddItemToArray(
        rows,
        OBJECT(m_tree("id", textf("%zu", FIRST_INVESTIGATION + number)),
               m_time("startTime", at), m_time("endTime", over ? at + 1800000 : -1),
               m_text("cancelledBy", i == 4 ? "anna@practice.example" : NULL),
               m_text("state", states[i]), m_null("statusDetails"),
               m_text("machineId", object_text(alert, "machineId")),
               m_text("computerDnsName", object_text(alert, "computerDnsName")),
               m_text("triggeringAlertId", object_text(alert, "id"))));
    cJSON_Delete(alert);
}

bool
locate_investigation(const struct tenant *tenant, struct span text, size_t *number)
{
    return seed_number(text, FIRST_INVESTIGATION, investigation_count(tenant), number);
}

static void
seed_library(struct tenant *tenant)
{
    static const char *const rows[][3] = {
        {"collect-logs.ps1", "Gathers event logs", "-Days NUMBER"},
        {"list-autostart.sh", "Lists what starts by itself", NULL},
        {"remove-task.ps1", "Takes away a scheduled task", "-Name TASK"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct dice dice = seed_dice(tenant, SET_LIBRARY, i);
        cJSON *sha256 = seed_hex(&dice, 64);
        clock_ms at = seed_days_ago(tenant, &dice, 20, 200);
        tenant_add(tenant, SET_LIBRARY,
                   OBJECT(m_text("fileName", rows[i][0]), m_tree("sha256", sha256),
                          m_text("description", rows[i][1]), m_time("creationTime", at),
                          m_time("lastUpdatedTime", at),
                          m_text("createdBy", "anna@practice.example"),
                          m_flag("hasParameters", rows[i][2] != NULL),
                          m_text("parametersDescription", rows[i][2])));
    }
}

void
seed_responses(struct tenant *tenant)
{
    seed_indicators(tenant);
    seed_library(tenant);
}
