/* Files, alerts with what was met in them, incidents. */
#include "config.h"

#include "base/memory.h"
#include "practice/tenant.h"

#include <stdio.h>

struct story {
    const char *title, *description, *category, *severity, *source, *technique, *family;
    const char *file, *command, *domain, *ip;
};

static const struct story stories[] = {
    {"Office program started a script host",
     "A document opened in a word processor started a script host with a long encoded "
     "command line. Look at where the document came from.",
     "Execution", "Medium", "WindowsDefenderAtp", "T1059.001", NULL, "powershell.exe",
     "powershell.exe -NoProfile -EncodedCommand SQBFAFgA", "invoice.example",
     "198.51.100.23"},
    {"Credentials read from memory",
     "A process opened the memory of the sign-in service and read from it.",
     "CredentialAccess", "High", "WindowsDefenderAtp", "T1003.001", NULL,
     "procdump.exe", "procdump.exe -ma lsass.exe out.dmp", NULL, NULL},
    {"Malware was found and blocked",
     "The antivirus found a known harmful program and removed it before it ran.",
     "Malware", "Low", "WindowsDefenderAv", "T1204.002", "Qbot", "statement.exe",
     "statement.exe", "files.example", "198.51.100.40"},
    {"Many files renamed in a short time",
     "A process renamed several hundred files on a share within a minute, as programs "
     "do that encrypt for ransom.",
     "Ransomware", "High", "WindowsDefenderAtp", "T1486", "Ryuk", "updater.exe",
     "updater.exe /all", "pay.example", "198.51.100.66"},
    {"Connection to a rare address",
     "A process connected again and again to an address that no other device here has "
     "ever spoken to.",
     "CommandAndControl", "Medium", "WindowsDefenderAtp", "T1071.001", NULL,
     "rundll32.exe", "rundll32.exe cache.dll,Start", "beacon.example", "198.51.100.77"},
    {"Unusual remote sign-in between servers",
     "An account that normally signs in at a workstation signed in to a server through "
     "another server.",
     "LateralMovement", "Medium", "MTP", "T1021.002", NULL, "psexesvc.exe",
     "psexesvc.exe", NULL, "10.2.3.14"},
    {"Scheduled task made to survive a restart",
     "A new scheduled task starts a program from a folder that any user can write to.",
     "Persistence", "Low", "WindowsDefenderAtp", "T1053.005", NULL, "schtasks.exe",
     "schtasks.exe /create /tn Updater /tr C:\\Users\\Public\\u.exe", NULL, NULL},
    {"Unwanted program installed",
     "A program that shows advertisements was installed together with another one.",
     "UnwantedSoftware", "Informational", "WindowsDefenderAv", "T1176", "Toolbar",
     "setup_free.exe", "setup_free.exe /silent", "downloads.example", "198.51.100.90"},
};

static cJSON *
file_of(struct tenant *tenant, const struct story *story)
{
    cJSON *sha1 = tenant_hex(tenant, 40), *sha256 = tenant_hex(tenant, 64);
    unsigned prevalence = 1 + dice_below(&tenant->dice, 90000);
    bool harmful = story->family != NULL;
    return OBJECT(
        m_tree("sha1", sha1), m_tree("sha256", sha256),
        m_tree("md5", tenant_hex(tenant, 32)), m_number("globalPrevalence", prevalence),
        m_time("globalFirstObserved", tenant_days_ago(tenant, 100, 900)),
        m_time("globalLastObserved", tenant_days_ago(tenant, 0, 2)),
        m_number("size", 20000 + dice_below(&tenant->dice, 4000000)),
        m_null("fileType"), m_flag("isPeFile", true),
        m_text("filePublisher", harmful ? NULL : "Practice Software"),
        m_text("fileProductName", harmful ? NULL : "Tools"),
        m_text("signer", harmful ? NULL : "Practice Software"),
        m_text("issuer", harmful ? NULL : "Practice Signing CA"),
        m_tree("signerHash", harmful ? cJSON_CreateNull() : tenant_hex(tenant, 40)),
        m_flag("isValidCertificate", !harmful),
        m_text("determinationType", harmful ? "Malware" : "Unknown"),
        m_text("determinationValue", story->family), m_text(".name", story->file));
}

static void
seed_sighting(struct tenant *tenant, const char *what, const char *kind,
              const cJSON *alert)
{
    if (what)
        tenant_add(tenant, SET_SIGHTINGS,
                   OBJECT(m_text("what", what), m_text("kind", kind),
                          m_text("alertId", object_text(alert, "id")),
                          m_text("machineId", object_text(alert, "machineId")),
                          m_text("time", object_text(alert, "alertCreationTime"))));
}

static cJSON *
evidence_of(const struct story *story, const cJSON *file, const cJSON *user,
            clock_ms at)
{
    cJSON *all = cJSON_CreateArray();
    cJSON_AddItemToArray(
        all,
        OBJECT(m_text("entityType", "Process"), m_time("evidenceCreationTime", at),
               m_text("sha1", object_text(file, "sha1")),
               m_text("sha256", object_text(file, "sha256")),
               m_text("fileName", story->file), m_text("filePath", "C:\\Users\\Public"),
               m_number("processId", 4780),
               m_text("processCommandLine", story->command),
               m_time("processCreationTime", at), m_number("parentProcessId", 668),
               m_time("parentProcessCreationTime", at - 60000),
               m_text("parentProcessFileName", "explorer.exe"),
               m_text("parentProcessFilePath", "C:\\Windows"),
               m_text("ipAddress", story->ip), m_text("url", story->domain),
               m_text("detectionStatus", "Detected")));
    cJSON_AddItemToArray(
        all,
        OBJECT(m_text("entityType", "User"), m_time("evidenceCreationTime", at),
               m_text("accountName", object_text(user, "accountName")),
               m_text("domainName", object_text(user, "accountDomain")),
               m_text("userSid", object_text(user, "accountSid")),
               m_tree("userPrincipalName",
                      textf("%s@practice.example", object_text(user, "accountName")))));
    return all;
}

static void
seed_alert(struct tenant *tenant, unsigned number, size_t story_number)
{
    static const char *const states[] = {"New", "New", "InProgress", "Resolved"};
    const struct story *story = &stories[story_number];
    const cJSON *file = cJSON_GetArrayItem(tenant->sets[SET_FILES], (int)story_number);
    const cJSON *machine =
        number ? tenant_any(tenant, SET_MACHINES) : tenant->sets[SET_MACHINES]->child;
    const cJSON *user = tenant_any(tenant, SET_USERS);
    const char *state = DICE_PICK(&tenant->dice, states);
    bool resolved = span_is(span_of(state), "Resolved");
    unsigned digits = 100000000 + dice_below(&tenant->dice, 900000000);
    clock_ms at = tenant_days_ago(tenant, 0, 25);
    cJSON *alert = OBJECT(
        m_tree("id", textf("da6375%09u%05u_-%u", digits, 10000 + number, digits)),
        m_number("incidentId", 1000 + number / 5), m_null("investigationId"),
        m_text("assignedTo", resolved ? "anna@practice.example" : NULL),
        m_text("severity", story->severity), m_text("status", state),
        m_text("classification", resolved ? "TruePositive" : NULL),
        m_text("determination", resolved ? "Malware" : NULL),
        m_text("investigationState", "Queued"),
        m_text("detectionSource", story->source),
        m_text("detectorId", "359b0f9a-0d4c-4d7b-8f3e-0d2b3a7f6c11"),
        m_text("category", story->category), m_text("threatFamilyName", story->family),
        m_text("title", story->title), m_text("description", story->description),
        m_time("alertCreationTime", at), m_time("firstEventTime", at - 90000),
        m_time("lastEventTime", at - 30000), m_time("lastUpdateTime", at + 600000),
        m_time("resolvedTime", resolved ? at + 7200000 : -1),
        m_text("machineId", object_text(machine, "id")),
        m_text("computerDnsName", object_text(machine, "computerDnsName")),
        m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
        m_text("aadTenantId", tenant->id), m_text("threatName", story->family),
        m_tree("mitreTechniques", TEXTS(story->technique)),
        m_tree("relatedUser",
               OBJECT(m_text("userName", object_text(user, "accountName")),
                      m_text("domainName", object_text(user, "accountDomain")))),
        m_tree("loggedOnUsers", cJSON_CreateArray()),
        m_tree("comments", cJSON_CreateArray()),
        m_tree("evidence", evidence_of(story, file, user, at - 60000)),
        m_tree("domains", story->domain ? TEXTS(story->domain) : cJSON_CreateArray()),
        m_text(".userId", object_text(user, "id")),
        m_text(".user", object_text(user, "accountName")),
        m_text(".sha1", object_text(file, "sha1")), m_text(".ip", story->ip));
    tenant_add(tenant, SET_ALERTS, alert);
    seed_sighting(tenant, object_text(file, "sha1"), "file", alert);
    seed_sighting(tenant, story->domain, "domain", alert);
    seed_sighting(tenant, story->ip, "ip", alert);
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
        m_tree("entities", cJSON_Duplicate(object_get(alert, "evidence"), true)));
}

static void
seed_incident(struct tenant *tenant, const cJSON *alert)
{
    double id = object_number(alert, "incidentId");
    char number[16];
    snprintf(number, sizeof number, "%.0f", id);
    cJSON *incident = tenant_find(tenant, SET_INCIDENTS, "incidentId", number);
    if (!incident)
        incident = tenant_add(
            tenant, SET_INCIDENTS,
            OBJECT(m_number("incidentId", id),
                   m_tree("incidentUri",
                          textf("https://security.microsoft.com/incidents/%s", number)),
                   m_null("redirectIncidentId"),
                   m_tree("incidentName",
                          textf("%s on several devices", object_text(alert, "title"))),
                   m_text("createdTime", object_text(alert, "alertCreationTime")),
                   m_text("lastUpdateTime", object_text(alert, "lastUpdateTime")),
                   m_null("assignedTo"), m_text("classification", "Unknown"),
                   m_text("determination", "NotAvailable"), m_text("status", "Active"),
                   m_text("severity", object_text(alert, "severity")),
                   m_tree("tags", cJSON_CreateArray()),
                   m_tree("comments", cJSON_CreateArray()),
                   m_tree("alerts", cJSON_CreateArray())));
    cJSON_AddItemToArray(
        object_get(incident, "alerts"),
        incident_alert(alert, tenant_machine(tenant, object_text(alert, "machineId"))));
}

void
seed_alerts(struct tenant *tenant)
{
    for (size_t i = 0; i < COUNT_OF(stories); i++)
        tenant_add(tenant, SET_FILES, file_of(tenant, &stories[i]));
    for (unsigned i = 0; i < 40; i++)
        seed_alert(tenant, i, i % COUNT_OF(stories));
    const cJSON *alert;
    cJSON_ArrayForEach(alert, tenant->sets[SET_ALERTS]) seed_incident(tenant, alert);
}
