#include "config.h"

#include "practice/tenant.h"

const struct set_facts set_facts[SET_COUNT] = {
    [SET_MACHINES] = {"Machines", "Machine", "id"},
    [SET_USERS] = {"Users", "User", "id"},
    [SET_LOGONS] = {"Users", "User", "id"},
    [SET_ALERTS] = {"Alerts", "Alert", "id"},
    [SET_INCIDENTS] = {"Incidents", "Incident", "incidentId"},
    [SET_INVESTIGATIONS] = {"Investigations", "Investigation", "id"},
    [SET_ACTIONS] = {"MachineActions", "MachineAction", "id"},
    [SET_INDICATORS] = {"Indicators", "Indicator", "id"},
    [SET_FILES] = {"Files", "File", "sha1"},
    [SET_SIGHTINGS] = {"Sightings", "Sighting", "what"},
    [SET_LIBRARY] = {"LibraryFiles", "File", "fileName"},
    [SET_SOFTWARE] = {"Software", "Software", "id"},
    [SET_INSTALLATIONS] = {"Collection(AssetSoftware)", "Software", "deviceId"},
    [SET_OTHER_SOFTWARE] = {"Collection(AssetSoftware)", "Software", "deviceId"},
    [SET_VULNERABILITIES] = {"Vulnerabilities", "Vulnerability", "id"},
    [SET_MACHINE_VULNERABILITIES] = {"Collection(AssetVulnerability)", "Vulnerability",
                                     "id"},
    [SET_VULNERABILITY_RESULTS] = {"Collection(AssetVulnerability)", "Vulnerability",
                                   "id"},
    [SET_VULNERABILITY_CHANGES] = {"Collection(DeltaAssetVulnerability)",
                                   "Vulnerability", "id"},
    [SET_RECOMMENDATIONS] = {"Recommendations", "Recommendation", "id"},
    [SET_REMEDIATIONS] = {"RemediationTasks", "Remediation task", "id"},
    [SET_MISSING_UPDATES] = {"Collection(ProductFix)", "Update", "id"},
    [SET_SCORES] = {"ExposureScore", "Score", "rbacGroupName"},
    [SET_ANTIVIRUS] = {"DeviceAvInfo", "Machine", "machineId"},
    [SET_BASELINE_CONFIGURATIONS] = {"BaselineConfigurations", "Configuration", "id"},
    [SET_BASELINE_PROFILES] = {"BaselineProfiles", "Profile", "id"},
    [SET_BASELINE_RESULTS] = {"Collection(AssetBaselineAssessment)", "Assessment",
                              "id"},
    [SET_SECURE_CONFIGURATIONS] = {"Collection(AssetConfiguration)", "Assessment",
                                   "deviceId"},
    [SET_BROWSER_EXTENSIONS] = {"Collection(AssetBrowserExtension)", "Extension",
                                "ExtensionId"},
    [SET_EXTENSION_PERMISSIONS] = {"BrowserExtensionPermissions", "Permission", "key"},
    [SET_CERTIFICATES] = {"Collection(AssetCertificate)", "Certificate", "thumbprint"},
    [SET_FIRMWARE] = {"Collection(AssetHardwareFirmware)", "Component", "deviceId"},
    [SET_GRAPH_ALERTS] = {"security/alerts_v2", "Alert", "id"},
    [SET_GRAPH_INCIDENTS] = {"security/incidents", "Incident", "id"},
    [SET_SECURE_SCORES] = {"security/secureScores", "Secure score", "id"},
    [SET_CONTROL_PROFILES] = {"security/secureScoreControlProfiles", "Control profile",
                              "id"},
    [SET_PROCESS_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_NETWORK_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_LOGON_EVENTS] = {"Events", "Event", "ReportId"},
};

void
tenant_init(struct tenant *tenant, uint64_t seed, clock_ms start)
{
    *tenant = (struct tenant){
        .dice = {seed},
        .start = start,
        .id = "7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e2a55",
    };
    for (enum set set = SET_NONE; set < SET_COUNT; set++)
        tenant->sets[set] = cJSON_CreateArray();
    seed_machines(tenant);
    seed_alerts(tenant);
    seed_responses(tenant);
    seed_weaknesses(tenant);
    seed_assessments(tenant);
    seed_events(tenant);
    seed_graph(tenant);
}

void
tenant_release(struct tenant *tenant)
{
    for (enum set set = SET_NONE; set < SET_COUNT; set++)
        cJSON_Delete(tenant->sets[set]);
    *tenant = (struct tenant){0};
}

cJSON *
tenant_find(const struct tenant *tenant, enum set set, const char *name,
            const char *text)
{
    cJSON *object;
    cJSON_ArrayForEach(object, tenant->sets[set])
    {
        const cJSON *member = object_get(object, name);
        if (cJSON_IsString(member) &&
            span_is_nocase(span_of(member->valuestring), text))
            return object;
        uint64_t number;
        if (cJSON_IsNumber(member) && span_number(span_of(text), INT32_MAX, &number) &&
            (double)number == member->valuedouble)
            return object;
    }
    return NULL;
}

cJSON *
tenant_machine(const struct tenant *tenant, const char *id)
{
    return tenant_find(tenant, SET_MACHINES, "id", id);
}

size_t
tenant_count(const struct tenant *tenant, enum set set)
{
    return (size_t)cJSON_GetArraySize(tenant->sets[set]);
}

cJSON *
tenant_add(struct tenant *tenant, enum set set, cJSON *object)
{
    cJSON_AddItemToArray(tenant->sets[set], object);
    return object;
}

cJSON *
tenant_any(struct tenant *tenant, enum set set)
{
    int count = cJSON_GetArraySize(tenant->sets[set]);
    if (count == 0)
        return NULL;
    int index = (int)dice_below(&tenant->dice, (unsigned)count);
    return cJSON_GetArrayItem(tenant->sets[set], index);
}

static cJSON *
taken_text(struct str *text)
{
    cJSON *value = cJSON_CreateString(str_text(text));
    str_release(text);
    return value;
}

cJSON *
tenant_guid(struct tenant *tenant)
{
    struct str text = {0};
    dice_add_guid(&tenant->dice, &text);
    return taken_text(&text);
}

cJSON *
tenant_hex(struct tenant *tenant, size_t digits)
{
    struct str text = {0};
    dice_add_hex(&tenant->dice, &text, digits);
    return taken_text(&text);
}

clock_ms
tenant_days_ago(struct tenant *tenant, unsigned from, unsigned to)
{
    const unsigned day_s = 24 * 60 * 60;
    unsigned seconds = from * day_s + dice_below(&tenant->dice, (to - from) * day_s);
    return tenant->start - (clock_ms)seconds * 1000 -
           (clock_ms)dice_below(&tenant->dice, 1000);
}
