/* Software, what is weak in it, and what to do about it. */
#include "config.h"

#include "base/memory.h"
#include "practice/seed.h"

enum { CVES_EACH = 2 };

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

/* Each Windows machine has one of the first four for sure, others by chance. */
static bool
is_installed(const struct tenant *tenant, size_t number, struct span platform, size_t i)
{
    struct dice dice = seed_dice(tenant, SET_INSTALLATIONS, number * 16 + i);
    return span_starts(platform, programs[i].platform) &&
           (i == number % 4 || dice_chance(&dice, 40));
}

static unsigned
count_installed(const struct tenant *tenant, size_t i)
{
    unsigned count = 0;
    for (size_t number = 0; number < tenant->machines; number++)
        count += is_installed(tenant, number, machine_platform(tenant, number), i);
    return count;
}

static void
seed_program(struct tenant *tenant, const struct program *program, unsigned number)
{
    struct dice own = seed_dice(tenant, SET_SOFTWARE, number), *dice = &own;
    struct str id = {0};
    set_program_id(&id, program);
    unsigned weaknesses = 1 + dice_below(dice, 40),
             exposed = count_installed(tenant, number);
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
               m_number("totalMachineCount", (double)tenant->machines),
               m_number("exposedMachinesCount", exposed),
               m_number("nonProductivityImpactedAssets", exposed / 2),
               m_text("relatedComponent", program->name),
               m_number("exposedCriticalDevices", number % 3),
               m_text(".softwareId", str_text(&id))));
    for (unsigned i = 0; i < CVES_EACH; i++) {
        unsigned severity = dice_below(dice, COUNT_OF(severities));
        clock_ms published = seed_days_ago(tenant, dice, 30, 700);
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
                m_flag("publicExploit", severity > 1),
                m_flag("exploitVerified", severity > 2), m_flag("exploitInKit", false),
                m_tree("exploitTypes", cJSON_CreateArray()),
                m_tree("exploitUris", cJSON_CreateArray()),
                m_tree("CveSupportability", TEXTS("Supported")),
                m_number("EPSS", dice_below(dice, 100) / 100.0),
                m_text(".softwareId", str_text(&id))));
    }
    str_release(&id);
}

/* What walks over the weaknesses of one machine. */
struct weakness {
    const struct tenant *tenant;
    const cJSON *machine, *cve;
    const struct program *program;
    struct dice dice; /* of this machine and weakness */
};

static cJSON *
weakness_id(const struct weakness *w)
{
    return textf("%s-_-%s-_-%s-_-%s", object_text(w->machine, "id"),
                 object_text(w->cve, "id"), w->program->vendor, w->program->name);
}

static void
add_weakness(const struct weakness *w, cJSON *rows)
{
    cJSON_AddItemToArray(
        rows,
        OBJECT(m_tree("id", weakness_id(w)), m_text("cveId", object_text(w->cve, "id")),
               m_text("machineId", object_text(w->machine, "id")), m_null("fixingKbId"),
               m_text("productName", w->program->name),
               m_text("productVendor", w->program->vendor),
               m_text("productVersion", w->program->version),
               m_text("severity", object_text(w->cve, "severity"))));
}

static void
add_result(const struct weakness *w, cJSON *rows)
{
    const cJSON *machine = w->machine;
    const struct program *program = w->program;
    struct dice dice = w->dice;
    cJSON_AddItemToArray(
        rows,
        OBJECT(m_tree("id", weakness_id(w)),
               m_text("deviceId", object_text(machine, "id")),
               m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
               m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
               m_text("deviceName", object_text(machine, "computerDnsName")),
               m_text("osPlatform", object_text(machine, "osPlatform")),
               m_text("osVersion", object_text(machine, "version")),
               m_text("osArchitecture", "x64"),
               m_text("softwareVendor", program->vendor),
               m_text("softwareName", program->name),
               m_text("softwareVersion", program->version),
               m_text("cveId", object_text(w->cve, "id")),
               m_text("vulnerabilitySeverityLevel", object_text(w->cve, "severity")),
               m_tree("recommendedSecurityUpdate", textf("Version %s", program->fixed)),
               m_null("recommendedSecurityUpdateId"),
               m_null("recommendedSecurityUpdateUrl"),
               m_tree("diskPaths", cJSON_CreateArray()),
               m_tree("registryPaths", cJSON_CreateArray()),
               m_time("lastSeenTimestamp", seed_days_ago(w->tenant, &dice, 0, 1)),
               m_time("firstSeenTimestamp", seed_days_ago(w->tenant, &dice, 20, 60)),
               m_text("exploitabilityLevel", DICE_PICK(&dice, levels)),
               m_tree("recommendationReference",
                      textf("va-_-%s-_-%s", program->vendor, program->name)),
               m_flag("securityUpdateAvailable", true),
               m_number("CvssScore", object_number(w->cve, "cvssV3"))));
}

/* One in five has changed lately. */
static void
add_change(const struct weakness *w, cJSON *rows)
{
    struct dice dice = {~w->dice.state};
    if (!dice_chance(&dice, 20))
        return;
    add_result(w, rows);
    cJSON *change = rows->child->prev;
    cJSON_DeleteItemFromObjectCaseSensitive(change, "securityUpdateAvailable");
    object_set_text(change, "status", dice_chance(&dice, 50) ? "New" : "Fixed");
    object_set_time(change, "eventTimestamp", seed_days_ago(w->tenant, &dice, 0, 2));
    object_set(change, "IsOnboarded", cJSON_CreateTrue());
}

/* Calls ADD for each weakness of the machine of NUMBER. */
static void
add_weaknesses(const struct tenant *tenant, size_t number, cJSON *rows,
               void (*add)(const struct weakness *, cJSON *))
{
    struct weakness w = {.tenant = tenant};
    struct span platform = machine_platform(tenant, number);
    cJSON *machine = seed_object(tenant, SET_MACHINES, number);
    w.machine = machine;
    const cJSON *cve = tenant_own(tenant, SET_VULNERABILITIES)->child;
    for (size_t i = 0; i < COUNT_OF(programs) * CVES_EACH; i++, cve = cve->next) {
        if (!is_installed(tenant, number, platform, i / CVES_EACH))
            continue;
        w.cve = cve;
        w.program = &programs[i / CVES_EACH];
        w.dice = seed_dice(tenant, SET_VULNERABILITY_RESULTS, number * 32 + i);
        add(&w, rows);
    }
    cJSON_Delete(machine);
}

void
make_machine_vulnerabilities(const struct tenant *tenant, size_t number, cJSON *rows)
{
    add_weaknesses(tenant, number, rows, add_weakness);
}

void
make_vulnerability_results(const struct tenant *tenant, size_t number, cJSON *rows)
{
    add_weaknesses(tenant, number, rows, add_result);
}

void
make_vulnerability_changes(const struct tenant *tenant, size_t number, cJSON *rows)
{
    add_weaknesses(tenant, number, rows, add_change);
}

void
make_installations(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct span platform = machine_platform(tenant, number);
    cJSON *machine = seed_object(tenant, SET_MACHINES, number);
    struct str id = {0};
    for (size_t i = 0; i < COUNT_OF(programs); i++) {
        const struct program *program = &programs[i];
        struct dice dice = seed_dice(tenant, SET_SOFTWARE, number * 16 + i + 1000);
        if (!is_installed(tenant, number, platform, i))
            continue;
        set_program_id(&id, program);
        cJSON_AddItemToArray(
            rows,
            OBJECT(m_text("deviceId", object_text(machine, "id")),
                   m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
                   m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
                   m_text("deviceName", object_text(machine, "computerDnsName")),
                   m_text("osPlatform", object_text(machine, "osPlatform")),
                   m_text("softwareVendor", program->vendor),
                   m_text("softwareName", program->name),
                   m_text("softwareVersion", program->version),
                   m_number("numberOfWeaknesses", CVES_EACH),
                   m_tree("diskPaths", cJSON_CreateArray()),
                   m_tree("registryPaths", cJSON_CreateArray()),
                   m_time("softwareFirstSeenTimestamp",
                          seed_days_ago(tenant, &dice, 30, 300)),
                   m_text("endOfSupportStatus", "None"), m_null("endOfSupportDate"),
                   m_text(".softwareId", str_text(&id))));
    }
    str_release(&id);
    cJSON_Delete(machine);
}

static void
seed_remediation(struct tenant *tenant, const cJSON *recommendation, unsigned number)
{
    struct dice dice = seed_dice(tenant, SET_REMEDIATIONS, number);
    cJSON *id = seed_guid(&dice);
    clock_ms at = seed_days_ago(tenant, &dice, 5, 40);
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
    struct dice dice = seed_dice(tenant, SET_SCORES, 0);
    for (unsigned i = 0; i < COUNT_OF(groups); i++)
        tenant_add(tenant, SET_SCORES,
                   OBJECT(m_time("Time", tenant->start),
                          m_number("Score", 20 + dice_below(&dice, 400) / 10.0),
                          m_text("RbacGroupName", groups[i]),
                          m_tree("RbacGroupId", textf("%u", 101 + i))));
}

void
seed_weaknesses(struct tenant *tenant)
{
    for (unsigned i = 0; i < COUNT_OF(programs); i++)
        seed_program(tenant, &programs[i], i);
    for (unsigned i = 0; i < 4; i++)
        seed_remediation(
            tenant, cJSON_GetArrayItem(tenant_own(tenant, SET_RECOMMENDATIONS), (int)i),
            i);
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
