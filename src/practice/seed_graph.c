/* The same alerts and incidents as Microsoft Graph tells them: other names, values that
 * begin with a small letter. */
#include "config.h"

#include "base/memory.h"
#include "practice/tenant.h"

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
    {"incidentWebUrl", "incidentUri", false},
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
    tenant_add(
        tenant, SET_SECURE_SCORES,
        OBJECT(m_tree("id", textf("%s_1", tenant->id)),
               m_text("azureTenantId", tenant->id), m_number("activeUserCount", 21),
               m_number("licensedUserCount", 25), m_number("currentScore", 61),
               m_number("maxScore", 100), m_time("createdDateTime", tenant->start),
               m_tree("enabledServices", TEXTS("HasEndpoint")),
               m_tree("controlScores", controls)));
    tenant_add(tenant, SET_CONTROL_PROFILES,
               OBJECT(m_text("id", "MFARegistration"),
                      m_text("title", "Ask everyone for a second proof"),
                      m_text("controlCategory", "Identity"), m_number("maxScore", 9),
                      m_number("rank", 1), m_text("service", "Identity"),
                      m_text("tier", "Core"), m_flag("deprecated", false)));
}

void
seed_graph(struct tenant *tenant)
{
    const cJSON *own;
    cJSON_ArrayForEach(own, tenant->sets[SET_ALERTS])
    {
        cJSON *alert = tenant_add(tenant, SET_GRAPH_ALERTS,
                                  renamed_of(own, alert_names, COUNT_OF(alert_names)));
        object_set(alert, "incidentId",
                   textf("%.0f", object_number(own, "incidentId")));
        object_set_text(alert, "serviceSource", "microsoftDefenderForEndpoint");
        object_set(alert, "evidence", cJSON_CreateArray());
    }
    cJSON_ArrayForEach(own, tenant->sets[SET_INCIDENTS])
    {
        cJSON *incident =
            tenant_add(tenant, SET_GRAPH_INCIDENTS,
                       renamed_of(own, incident_names, COUNT_OF(incident_names)));
        object_set(incident, "id", textf("%.0f", object_number(own, "incidentId")));
        object_set_text(incident, "tenantId", tenant->id);
    }
    seed_secure_score(tenant);
}
