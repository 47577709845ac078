/* The same alerts and incidents as Microsoft Graph tells them: other names, values that
 * begin with a small letter. */
#include "config.h"

#include "base/memory.h"
#include "practice/seed.h"

struct renamed {
    const char *graph, *own; /* OWN NULL: null */
    bool value;              /* one of an enumeration: begins with a small letter */
};

static const struct renamed alert_names[] = {
    {"id", "id", false},
    {"providerAlertId", "id", false},
    {"status", "status", true},
    {"severity", "severity", true},
    {"classification", "classification", true},
    {"determination", "determination", true},
    {"detectorId", "detectorId", false},
    {"tenantId", "aadTenantId", false},
    {"title", "title", false},
    {"description", "description", false},
    {"recommendedActions", NULL, false},
    {"category", "category", false},
    {"assignedTo", "assignedTo", false},
    {"actorDisplayName", NULL, false},
    {"threatDisplayName", "threatName", false},
    {"threatFamilyName", "threatFamilyName", false},
    {"mitreTechniques", "mitreTechniques", false},
    {"createdDateTime", "alertCreationTime", false},
    {"lastUpdateDateTime", "lastUpdateTime", false},
    {"resolvedDateTime", "resolvedTime", false},
    {"firstActivityDateTime", "firstEventTime", false},
    {"lastActivityDateTime", "lastEventTime", false},
    {"comments", "comments", false},
};

static const struct renamed incident_names[] = {
    {"displayName", "incidentName", false},
    {"incidentWebUrl", ".incidentUri", false},
    {"redirectIncidentId", NULL, false},
    {"createdDateTime", "createdTime", false},
    {"lastUpdateDateTime", "lastUpdateTime", false},
    {"assignedTo", "assignedTo", false},
    {"classification", "classification", true},
    {"determination", "determination", true},
    {"status", "status", true},
    {"severity", "severity", true},
    {"customTags", "tags", false},
    {"comments", "comments", false},
};

static cJSON *
renamed_of(const cJSON *object, const struct renamed *names, size_t count)
{
    cJSON *copy = cJSON_CreateObject();
    for (size_t i = 0; i < count; i++) {
        const cJSON *own = names[i].own ? object_get(object, names[i].own) : NULL;
        cJSON *value = own ? cJSON_Duplicate(own, true) : cJSON_CreateNull();
        char *text = cJSON_GetStringValue(value);
        if (names[i].value && text && *text >= 'A' && *text <= 'Z')
            *text = (char)(*text - 'A' + 'a');
        object_set(copy, names[i].graph, value);
    }
    return copy;
}

static void
seed_secure_score(struct tenant *tenant)
{
    cJSON *controls = cJSON_CreateArray();
    cJSON_AddItemToArray(
        controls, OBJECT(m_text("controlName", "MFARegistration"), m_number("score", 6),
                         m_text("controlCategory", "Identity"),
                         m_text("description", "Ask everyone for a second "
                                               "proof of who they are.")));
    tenant_add(tenant, SET_SECURE_SCORES,
               OBJECT(m_tree("id", textf("%s_1", tenant->id)),
                      m_text("azureTenantId", tenant->id),
                      m_number("activeUserCount", (double)user_count(tenant)),
                      m_number("licensedUserCount", (double)user_count(tenant) + 4),
                      m_number("currentScore", 61), m_number("maxScore", 100),
                      m_time("createdDateTime", tenant->start),
                      m_tree("enabledServices", TEXTS("HasEndpoint")),
                      m_tree("controlScores", controls)));
    tenant_add(tenant, SET_CONTROL_PROFILES,
               OBJECT(m_text("id", "MFARegistration"),
                      m_text("title", "Ask everyone for a second proof"),
                      m_text("controlCategory", "Identity"), m_number("maxScore", 9),
                      m_number("rank", 1), m_text("service", "Identity"),
                      m_text("tier", "Core"), m_flag("deprecated", false)));
}

/* Comments have other names too. */
static void
rename_comments(cJSON *copy)
{
    cJSON *comment;
    cJSON_ArrayForEach(comment, object_get(copy, "comments"))
    {
        cJSON *by = cJSON_DetachItemFromObjectCaseSensitive(comment, "createdBy");
        cJSON *at = cJSON_DetachItemFromObjectCaseSensitive(comment, "createdTime");
        object_set(comment, "createdByDisplayName", by);
        object_set(comment, "createdDateTime", at);
    }
}

cJSON *
graph_alert_of(const cJSON *own)
{
    cJSON *alert = renamed_of(own, alert_names, COUNT_OF(alert_names));
    const cJSON *incident = object_get(own, "incidentId");
    rename_comments(alert);
    object_set(alert, "incidentId",
               cJSON_IsNumber(incident) ? textf("%.0f", incident->valuedouble)
                                        : cJSON_CreateNull());
    object_set_text(alert, "serviceSource", "microsoftDefenderForEndpoint");
    object_set(alert, "evidence", cJSON_CreateArray());
    return alert;
}

cJSON *
graph_incident_of(const struct tenant *tenant, const cJSON *own)
{
    cJSON *incident = renamed_of(own, incident_names, COUNT_OF(incident_names));
    rename_comments(incident);
    object_set(incident, "id", textf("%.0f", object_number(own, "incidentId")));
    object_set_text(incident, "tenantId", tenant->id);
    if (span_is(span_of(object_text(own, "determination")), "NotAvailable"))
        object_set_text(incident, "determination", "unknown");
    return incident;
}

cJSON *
graph_incident_alerts(const struct tenant *tenant, struct span id)
{
    cJSON *alerts = cJSON_CreateArray();
    size_t number, from, to;
    if (!locate_incident(tenant, id, &number))
        return alerts;
    incident_alerts(tenant, number, &from, &to);
    for (; from < to; from++) {
        cJSON *own = seed_object(tenant, SET_ALERTS, from);
        cJSON_AddItemToArray(alerts, graph_alert_of(own));
        cJSON_Delete(own);
    }
    return alerts;
}

/* The alerts that were added stand behind those that are made. */
size_t
graph_alert_count(const struct tenant *tenant)
{
    return alert_count(tenant) +
           (size_t)cJSON_GetArraySize(tenant_own(tenant, SET_ALERTS));
}

void
make_graph_alert(const struct tenant *tenant, size_t number, cJSON *rows)
{
    size_t made = alert_count(tenant);
    if (number >= made) {
        const cJSON *own =
            cJSON_GetArrayItem(tenant_own(tenant, SET_ALERTS), (int)(number - made));
        cJSON_AddItemToArray(rows, graph_alert_of(own));
        return;
    }
    cJSON *own = seed_object(tenant, SET_ALERTS, number);
    cJSON_AddItemToArray(rows, graph_alert_of(own));
    cJSON_Delete(own);
}

void
make_graph_incident(const struct tenant *tenant, size_t number, cJSON *rows)
{
    cJSON *own = seed_object(tenant, SET_INCIDENTS, number);
    cJSON_AddItemToArray(rows, graph_incident_of(tenant, own));
    cJSON_Delete(own);
}

void
seed_graph(struct tenant *tenant)
{
    seed_secure_score(tenant);
}
