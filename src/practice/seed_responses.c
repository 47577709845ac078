/* What the tenant's people have done about it: indicators, actions, investigations,
 * the live response library. */
#include "config.h"

#include "base/memory.h"
#include "practice/actions.h"
#include "practice/indicators.h"
#include "practice/tenant.h"

static const clock_ms day = 24 * 60 * 60 * (clock_ms)1000;

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
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        tenant_add(tenant, SET_INDICATORS,
                   indicator_of(tenant, 1 + (unsigned)i,
                                tenant_days_ago(tenant, 5, 100),
                                OBJECT(m_text("indicatorValue", rows[i].value),
                                       m_text("indicatorType", rows[i].type),
                                       m_text("action", rows[i].action),
                                       m_text("severity", rows[i].severity),
                                       m_text("title", rows[i].title),
                                       m_text("description", rows[i].title))));
    const cJSON *file;
    unsigned number = (unsigned)COUNT_OF(rows);
    cJSON_ArrayForEach(file, tenant->sets[SET_FILES])
    {
        if (*object_text(file, "determinationValue"))
            tenant_add(tenant, SET_INDICATORS,
                       indicator_of(
                           tenant, ++number, tenant->start - 3 * day,
                           OBJECT(m_text("indicatorValue", object_text(file, "sha1")),
                                  m_text("indicatorType", "FileSha1"),
                                  m_text("action", "BlockAndRemediate"),
                                  m_text("severity", "High"),
                                  m_text("title", object_text(file, ".name")),
                                  m_text("description", "Found on several devices"))));
    }
}

static void
seed_actions(struct tenant *tenant)
{
    static const struct {
        const char *type, *status, *comment, *scope;
    } rows[] = {
        {"RunAntiVirusScan", "Succeeded", "Scan after the alert", "Quick"},
        {"Isolate", "Succeeded", "Contained while we look", "Full"},
        {"Unisolate", "Succeeded", "Clean again", NULL},
        {"CollectInvestigationPackage", "Succeeded", "For the report", NULL},
        {"RestrictCodeExecution", "Failed", "Only signed programs for now", NULL},
        {"RunAntiVirusScan", "Cancelled", "Wrong device", "Full"},
        {"LiveResponse", "Succeeded", "Fetch the log", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const cJSON *machine = cJSON_GetArrayItem(tenant->sets[SET_MACHINES], (int)i);
        cJSON *action =
            action_new(tenant, machine, rows[i].type, rows[i].comment, rows[i].scope,
                       &(struct now){.wall = tenant_days_ago(tenant, 1, 20)});
        object_set_text(action, "status", rows[i].status);
    }
}

static void
seed_investigations(struct tenant *tenant)
{
    static const char *const states[] = {"SuccessfullyRemediated", "Benign",
                                         "PendingApproval", "Running", "Terminated"};
    for (unsigned i = 0; i < COUNT_OF(states); i++) {
        cJSON *alert = cJSON_GetArrayItem(tenant->sets[SET_ALERTS], (int)(i * 7));
        clock_ms at = tenant_days_ago(tenant, 1, 20);
        bool over = i < 2 || i == 4;
        tenant_add(
            tenant, SET_INVESTIGATIONS,
            OBJECT(m_tree("id", textf("%u", 63001 + i)), m_time("startTime", at),
                   m_time("endTime", over ? at + 1800000 : -1),
                   m_text("cancelledBy", i == 4 ? "anna@practice.example" : NULL),
                   m_text("state", states[i]), m_null("statusDetails"),
                   m_text("machineId", object_text(alert, "machineId")),
                   m_text("computerDnsName", object_text(alert, "computerDnsName")),
                   m_text("triggeringAlertId", object_text(alert, "id"))));
        object_set(alert, "investigationId", cJSON_CreateNumber(63001 + i));
        object_set_text(alert, "investigationState", states[i]);
    }
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
        cJSON *sha256 = tenant_hex(tenant, 64);
        clock_ms at = tenant_days_ago(tenant, 20, 200);
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
    seed_actions(tenant);
    seed_investigations(tenant);
    seed_library(tenant);
}
