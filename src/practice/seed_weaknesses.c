/* Software, what is weak in it, and what to do about it. */
#include "config.h"

#include "base/memory.h"
#include "practice/tenant.h"

static const struct program {
    const char *vendor, *name, *version, *fixed, *platform; /* prefix of osPlatform */
} programs[] = {
    {"mozilla", "firefox", "128.0.1", "138.0.0", "Windows"},
    {"videolan", "vlc_media_player", "3.0.18", "3.0.21", "Windows"},
    {"7-zip", "7-zip", "22.1.0.0", "24.9.0.0", "Windows"},
    {"putty", "putty", "0.76.0.0", "0.83.0.0", "Windows"},
    {"notepad++", "notepad++", "8.4.7.0", "8.8.1.0", "Windows11"},
    {"postgresql", "postgresql", "15.2", "15.13", "WindowsServer"},
    {"openssl", "openssl", "3.0.2", "3.0.16", "Linux"},
    {"openbsd", "openssh", "8.9", "9.9", "Linux"},
    {"gimp", "gimp", "2.10.30", "3.0.2", "macOS"},
};

static const char *const severities[] = {"Low", "Medium", "High", "Critical"};
static const char *const levels[] = {"NoExploit", "NoExploit", "ExploitIsPublic",
                                     "ExploitIsVerified"};

static void
set_program_id(struct str *id, const struct program *program)
{
    str_clear(id);
    str_addf(id, "%s-_-%s", program->vendor, program->name);
}

static void
seed_program(struct tenant *tenant, const struct program *program, unsigned number)
{
    struct dice *dice = &tenant->dice;
    struct str id = {0};
    set_program_id(&id, program);
    unsigned weaknesses = 1 + dice_below(dice, 40), exposed = 1 + dice_below(dice, 20);
    tenant_add(
        tenant, SET_SOFTWARE,
        OBJECT(m_text("id", str_text(&id)), m_text("name", program->name),
               m_text("vendor", program->vendor), m_number("weaknesses", weaknesses),
               m_flag("publicExploit", number % 3 == 0), m_flag("activeAlert", false),
               m_number("exposedMachines", exposed),
               m_number("impactScore", (double)weaknesses / 20),
               m_text(".softwareId", str_text(&id))));
    tenant_add(
        tenant, SET_RECOMMENDATIONS,
        OBJECT(m_tree("id", textf("va-_-%s", str_text(&id))),
               m_text("productName", program->name),
               m_tree("recommendationName", textf("Update %s", program->name)),
               m_number("weaknesses", weaknesses), m_text("vendor", program->vendor),
               m_text("recommendedVersion", program->fixed),
               m_text("recommendedProgram", ""), m_text("recommendedVendor", ""),
               m_text("recommendationCategory", "Application"),
               m_text("subCategory", ""),
               m_number("severityScore", dice_below(dice, 100) / 10.0),
               m_flag("publicExploit", number % 3 == 0), m_flag("activeAlert", false),
               m_tree("associatedThreats", cJSON_CreateArray()),
               m_text("remediationType", "Update"), m_text("status", "Active"),
               m_number("configScoreImpact", 0),
               m_number("exposureImpact", dice_below(dice, 30) / 10.0),
               m_number("totalMachineCount", exposed + dice_below(dice, 20)),
               m_number("exposedMachinesCount", exposed),
               m_number("nonProductivityImpactedAssets", exposed / 2),
               m_text("relatedComponent", program->name),
               m_number("exposedCriticalDevices", number % 3),
               m_text(".softwareId", str_text(&id))));
    for (unsigned i = 0; i < 2; i++) {
        unsigned severity = dice_below(dice, COUNT_OF(severities));
        clock_ms published = tenant_days_ago(tenant, 30, 700);
        cJSON *cve = textf("CVE-2025-%u", 20000 + number * 10 + i);
        tenant_add(
            tenant, SET_VULNERABILITIES,
            OBJECT(
                m_tree("id", cve), m_text("name", cve->valuestring),
                m_tree("description",
                       textf("A file made for the purpose can make %s run code.",
                             program->name)),
                m_text("severity", severities[severity]),
                m_number("cvssV3", 3 + severity * 2 + dice_below(dice, 10) / 10.0),
                m_text("cvssVector", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"),
                m_number("exposedMachines", exposed), m_time("publishedOn", published),
                m_time("updatedOn", published + 864000000),
                m_time("firstDetected", tenant_days_ago(tenant, 1, 29)),
                m_flag("publicExploit", severity > 1),
                m_flag("exploitVerified", severity > 2), m_flag("exploitInKit", false),
                m_tree("exploitTypes", cJSON_CreateArray()),
                m_tree("exploitUris", cJSON_CreateArray()),
                m_text("cveSupportability", "Supported"),
                m_number("EPSS", dice_below(dice, 100) / 100.0),
                m_text(".softwareId", str_text(&id))));
    }
    str_release(&id);
}

static void
seed_result(struct tenant *tenant, const cJSON *machine, const struct program *program,
            const cJSON *cve)
{
    struct dice *dice = &tenant->dice;
    const char *id = object_text(machine, "id"), *name = object_text(cve, "id");
    cJSON *key = textf("%s-_-%s-_-%s-_-%s", id, name, program->vendor, program->name);
    tenant_add(tenant, SET_MACHINE_VULNERABILITIES,
               OBJECT(m_text("id", key->valuestring), m_text("cveId", name),
                      m_text("machineId", id), m_null("fixingKbId"),
                      m_text("productName", program->name),
                      m_text("productVendor", program->vendor),
                      m_text("productVersion", program->version),
                      m_text("severity", object_text(cve, "severity"))));
    cJSON *result = OBJECT(
        m_tree("id", key), m_text("deviceId", id),
        m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
        m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
        m_text("deviceName", object_text(machine, "computerDnsName")),
        m_text("osPlatform", object_text(machine, "osPlatform")),
        m_text("osVersion", object_text(machine, "version")),
        m_text("osArchitecture", "x64"), m_text("softwareVendor", program->vendor),
        m_text("softwareName", program->name),
        m_text("softwareVersion", program->version), m_text("cveId", name),
        m_text("vulnerabilitySeverityLevel", object_text(cve, "severity")),
        m_tree("recommendedSecurityUpdate", textf("Version %s", program->fixed)),
        m_null("recommendedSecurityUpdateId"), m_null("recommendedSecurityUpdateUrl"),
        m_tree("diskPaths", cJSON_CreateArray()),
        m_tree("registryPaths", cJSON_CreateArray()),
        m_time("lastSeenTimestamp", tenant_days_ago(tenant, 0, 1)),
        m_time("firstSeenTimestamp", tenant_days_ago(tenant, 20, 60)),
        m_text("exploitabilityLevel", DICE_PICK(dice, levels)),
        m_tree("recommendationReference",
               textf("va-_-%s-_-%s", program->vendor, program->name)),
        m_flag("securityUpdateAvailable", true),
        m_number("cvssScore", object_number(cve, "cvssV3")));
    tenant_add(tenant, SET_VULNERABILITY_RESULTS, result);
    if (dice_chance(dice, 20)) {
        cJSON *change = tenant_add(tenant, SET_VULNERABILITY_CHANGES,
                                   cJSON_Duplicate(result, true));
        object_set_text(change, "status", dice_chance(dice, 50) ? "New" : "Fixed");
        object_set_time(change, "eventTimestamp", tenant_days_ago(tenant, 0, 2));
        object_set(change, "isOnboarded", cJSON_CreateTrue());
    }
}

static void
seed_installation(struct tenant *tenant, const cJSON *machine,
                  const struct program *program)
{
    struct str id = {0};
    set_program_id(&id, program);
    tenant_add(
        tenant, SET_INSTALLATIONS,
        OBJECT(m_text("deviceId", object_text(machine, "id")),
               m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
               m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
               m_text("deviceName", object_text(machine, "computerDnsName")),
               m_text("osPlatform", object_text(machine, "osPlatform")),
               m_text("softwareVendor", program->vendor),
               m_text("softwareName", program->name),
               m_text("softwareVersion", program->version),
               m_number("numberOfWeaknesses", 2),
               m_tree("diskPaths", cJSON_CreateArray()),
               m_tree("registryPaths", cJSON_CreateArray()),
               m_time("softwareFirstSeenTimestamp", tenant_days_ago(tenant, 30, 300)),
               m_text("endOfSupportStatus", "None"), m_null("endOfSupportDate"),
               m_text(".softwareId", str_text(&id))));
    const cJSON *cve;
    cJSON_ArrayForEach(cve, tenant->sets[SET_VULNERABILITIES])
    {
        if (span_is(str_span(&id), object_text(cve, ".softwareId")))
            seed_result(tenant, machine, program, cve);
    }
    str_release(&id);
}

static void
seed_remediation(struct tenant *tenant, const cJSON *recommendation, unsigned number)
{
    cJSON *id = tenant_guid(tenant);
    clock_ms at = tenant_days_ago(tenant, 5, 40);
    tenant_add(
        tenant, SET_REMEDIATIONS,
        OBJECT(
            m_tree("id", id),
            m_text("title", object_text(recommendation, "recommendationName")),
            m_time("createdOn", at), m_text("requesterEmail", "anna@practice.example"),
            m_text("status", number == 0 ? "Completed" : "Active"),
            m_time("statusLastModifiedOn", at + 3600000),
            m_text("description", "Agreed in the weekly round"),
            m_text("relatedComponent", object_text(recommendation, "productName")),
            m_number("targetDevices", 8), m_number("fixedDevices", number == 0 ? 8 : 3),
            m_tree("rbacGroupNames", TEXTS("Workstations")),
            m_text("requesterNotes", "Please before the end of the month"),
            m_time("dueOn", at + 2592000000), m_text("category", "Software"),
            m_text("productivityImpactRemediationType", NULL),
            m_text("priority", number == 1 ? "High" : "Medium"),
            m_text("completionMethod", number == 0 ? "automatically" : NULL),
            m_text("completerEmail", NULL), m_text("type", "Update"),
            m_text("productId", object_text(recommendation, ".softwareId")),
            m_text("vendorId", object_text(recommendation, "vendor")),
            m_text("recommendedVersion",
                   object_text(recommendation, "recommendedVersion")),
            m_text(".softwareId", object_text(recommendation, ".softwareId"))));
}

static void
seed_scores(struct tenant *tenant)
{
    static const char *const groups[] = {"Workstations", "Servers", "Manual response",
                                         "Phones"};
    for (unsigned i = 0; i < COUNT_OF(groups); i++)
        tenant_add(tenant, SET_SCORES,
                   OBJECT(m_time("time", tenant->start),
                          m_number("score", 20 + dice_below(&tenant->dice, 400) / 10.0),
                          m_text("rbacGroupName", groups[i]),
                          m_number("rbacGroupId", 101 + i)));
}

void
seed_weaknesses(struct tenant *tenant)
{
    for (unsigned i = 0; i < COUNT_OF(programs); i++)
        seed_program(tenant, &programs[i], i);
    const cJSON *machine;
    size_t number = 0;
    cJSON_ArrayForEach(machine, tenant->sets[SET_MACHINES])
    {
        struct span platform = span_of(object_text(machine, "osPlatform"));
        size_t sure = number++ % 4; /* one of those that run on any Windows */
        for (size_t i = 0; i < COUNT_OF(programs); i++)
            if (span_starts(platform, programs[i].platform) &&
                (i == sure || dice_chance(&tenant->dice, 40)))
                seed_installation(tenant, machine, &programs[i]);
    }
    for (unsigned i = 0; i < 4; i++)
        seed_remediation(
            tenant, cJSON_GetArrayItem(tenant->sets[SET_RECOMMENDATIONS], (int)i), i);
    for (unsigned i = 0; i < 3; i++)
        tenant_add(
            tenant, SET_MISSING_UPDATES,
            OBJECT(m_tree("id", textf("50%05u", 55518 + i)),
                   m_tree("name", textf("Monthly security update %u", i + 1)),
                   m_tree("productsNames", TEXTS("Windows 11", "Edge")),
                   m_tree("url", textf("https://updates.example/KB50%05u", 55518 + i)),
                   m_number("machineMissedOn", 2 + i),
                   m_number("cveAddressed", 30 + i)));
    seed_scores(tenant);
}
