/* Incidents: five alerts each. */
#include "config.h"

#include "practice/seed.h"

#include "base/memory.h"

enum { FIRST_ID = 1000, ALERTS_EACH = 5 };

/* What an incident's alert doesn't tell of its evidence. */
static cJSON *
entities_of(const cJSON *evidence)
{
    static const char *const untold[] = {"evidenceCreationTime",
                                         "parentProcessFileName",
                                         "parentProcessFilePath", "detectionStatus"};
    cJSON *entities = cJSON_Duplicate(evidence, true), *entity;
    cJSON_ArrayForEach(entity, entities)
    {
        for (size_t i = 0; i < COUNT_OF(untold); i++)
            cJSON_DeleteItemFromObjectCaseSensitive(entity, untold[i]);
    }
    return entities;
}

/* The alert as it stands in an incident: other names for the same things. */
static cJSON *
incident_alert(const cJSON *alert, const cJSON *machine)
{
    cJSON *devices = cJSON_CreateArray();
    cJSON_AddItemToArray(
        devices,
        OBJECT(m_text("mdatpDeviceId", object_text(machine, "id")),
               m_text("deviceDnsName", object_text(machine, "computerDnsName")),
               m_text("osPlatform", object_text(machine, "osPlatform")),
               m_text("version", object_text(machine, "version")),
               m_text("healthStatus", object_text(machine, "healthStatus")),
               m_text("riskScore", object_text(machine, "riskScore")),
               m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
               m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
               m_text("firstSeen", object_text(machine, "firstSeen"))));
    return OBJECT(
        m_text("alertId", object_text(alert, "id")),
        m_number("incidentId", object_number(alert, "incidentId")),
        m_text("serviceSource", "MicrosoftDefenderATP"),
        m_text("creationTime", object_text(alert, "alertCreationTime")),
        m_text("lastUpdatedTime", object_text(alert, "lastUpdateTime")),
        m_text("firstActivity", object_text(alert, "firstEventTime")),
        m_text("lastActivity", object_text(alert, "lastEventTime")),
        m_text("title", object_text(alert, "title")),
        m_text("description", object_text(alert, "description")),
        m_text("category", object_text(alert, "category")),
        m_text("status", object_text(alert, "status")),
        m_text("severity", object_text(alert, "severity")),
        m_text("investigationState", object_text(alert, "investigationState")),
        m_text("detectionSource", object_text(alert, "detectionSource")),
        m_tree("mitreTechniques",
               cJSON_Duplicate(object_get(alert, "mitreTechniques"), true)),
        m_tree("devices", devices),
        m_tree("entities", entities_of(object_get(alert, "evidence"))));
}

size_t
incident_count(const struct tenant *tenant)
{
    return (alert_count(tenant) + ALERTS_EACH - 1) / ALERTS_EACH;
}

void
incident_alerts(const struct tenant *tenant, size_t number, size_t *from, size_t *to)
{
    size_t count = alert_count(tenant);
    *from = number * ALERTS_EACH;
    *to = *from + ALERTS_EACH < count ? *from + ALERTS_EACH : count;
}

/* The newest comes first and has the highest number, as the service lists them. */
static double
id_of(const struct tenant *tenant, size_t number)
{
    return FIRST_ID + (double)(incident_count(tenant) - 1 - number);
}

double
alert_incident(const struct tenant *tenant, size_t alert)
{
    return id_of(tenant, alert / ALERTS_EACH);
}

bool
locate_incident(const struct tenant *tenant, struct span text, size_t *number)
{
    size_t count = incident_count(tenant), place;
    if (!seed_number(text, FIRST_ID, count, &place))
        return false;
    *number = count - 1 - place;
    return true;
}

/* It began with the oldest of its alerts. */
void
make_incident(const struct tenant *tenant, size_t number, cJSON *rows)
{
    size_t newest, end;
    incident_alerts(tenant, number, &newest, &end);
    cJSON *alert = seed_object(tenant, SET_ALERTS, newest);
    double id = id_of(tenant, number);
    cJSON_AddItemToArray(
        rows,
        OBJECT(m_number("incidentId", id),
               m_tree(".incidentUri",
                      textf("https://security.microsoft.com/incidents/%.0f", id)),
               m_null("redirectIncidentId"),
               m_tree("incidentName",
                      textf("%s on several devices", object_text(alert, "title"))),
               m_time("createdTime", alert_time(tenant, end - 1)),
               m_time("lastUpdateTime", alert_time(tenant, newest) + 600000),
               m_null("assignedTo"), m_text("classification", "Unknown"),
               m_text("determination", "NotAvailable"), m_text("status", "Active"),
               m_text("severity", object_text(alert, "severity")),
               m_tree("tags", cJSON_CreateArray()),
               m_tree("comments", cJSON_CreateArray())));
    cJSON_Delete(alert);
}

/* The alerts as they stand now: what is changed of one shows in its incident. */
void
complete_incident(const struct tenant *tenant, size_t number, cJSON *row)
{
    cJSON *alerts = cJSON_CreateArray();
    size_t from, to;
    incident_alerts(tenant, number, &from, &to);
    for (size_t i = from; i < to; i++) {
        cJSON *alert = seed_object(tenant, SET_ALERTS, i);
        cJSON *machine = seed_object(tenant, SET_MACHINES, alert_machine(tenant, i));
        cJSON_AddItemToArray(alerts, incident_alert(alert, machine));
        cJSON_Delete(machine);
        cJSON_Delete(alert);
    }
    object_set(row, "alerts", alerts);
}
