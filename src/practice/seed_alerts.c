/* Files, and alerts with what was met in them. */
#include "config.h"

#include "base/memory.h"
#include "practice/seed.h"

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
file_of(const struct tenant *tenant, const struct story *story)
{
    struct dice dice = seed_dice(tenant, SET_FILES, (size_t)(story - stories));
    cJSON *sha1 = seed_hex(&dice, 40), *sha256 = seed_hex(&dice, 64);
    unsigned prevalence = 1 + dice_below(&dice, 90000);
    bool harmful = story->family != NULL;
    return OBJECT(
        m_tree("sha1", sha1), m_tree("sha256", sha256),
        m_tree("md5", seed_hex(&dice, 32)), m_number("globalPrevalence", prevalence),
        m_time("globalFirstObserved", seed_days_ago(tenant, &dice, 100, 900)),
        m_time("globalLastObserved", seed_days_ago(tenant, &dice, 0, 2)),
        m_number("size", 20000 + dice_below(&dice, 4000000)), m_null("fileType"),
        m_flag("isPeFile", true),
        m_text("filePublisher", harmful ? NULL : "Practice Software"),
        m_text("fileProductName", harmful ? NULL : "Tools"),
        m_text("signer", harmful ? NULL : "Practice Software"),
        m_text("issuer", harmful ? NULL : "Practice Signing CA"),
        m_tree("signerHash", harmful ? cJSON_CreateNull() : seed_hex(&dice, 40)),
        m_flag("isValidCertificate", !harmful),
        m_text("determinationType", harmful ? "Malware" : "Unknown"),
        m_text("determinationValue", story->family), m_text(".name", story->file));
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
               m_text("ipAddress", story->ip),
               m_tree("url", story->domain ? textf("https://%s/", story->domain)
                                           : cJSON_CreateNull()),
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

size_t
alert_machine(const struct tenant *tenant, size_t number)
{
    struct dice dice = seed_dice(tenant, SET_ALERTS, number);
    uint64_t any = dice_next(&dice);
    return number ? any % tenant->machines : 0;
}

/* The first is the newest, the last is 25 days old. */
clock_ms
alert_time(const struct tenant *tenant, size_t number)
{
    enum { SPAN_S = 25 * 24 * 3600 };
    struct dice dice = seed_dice(tenant, SET_ALERTS, number);
    unsigned each_s = (unsigned)(SPAN_S / alert_count(tenant));
    dice_next(&dice); /* it chose the machine */
    clock_ms ago_s = (clock_ms)number * each_s + dice_below(&dice, each_s);
    return tenant->start - ago_s * 1000 - (clock_ms)dice_below(&dice, 1000);
}

static const struct story *
story_of(size_t number)
{
    return &stories[number % COUNT_OF(stories)];
}

static const cJSON *
file_of_story(const struct tenant *tenant, size_t number)
{
    return cJSON_GetArrayItem(tenant_own(tenant, SET_FILES),
                              (int)(number % COUNT_OF(stories)));
}

struct alert_story
alert_story(const struct tenant *tenant, size_t number)
{
    const struct story *story = story_of(number);
    const cJSON *file = file_of_story(tenant, number);
    return (struct alert_story){story->file,
                                story->command,
                                object_text(file, "sha1"),
                                object_text(file, "sha256"),
                                story->domain,
                                story->ip};
}

bool
alert_met(const struct tenant *tenant, size_t number, struct span what)
{
    const struct story *story = story_of(number);
    const cJSON *file = file_of_story(tenant, number);
    return span_is_nocase(what, object_text(file, "sha1")) ||
           span_is_nocase(what, object_text(file, "sha256")) ||
           (story->domain && span_is_nocase(what, story->domain)) ||
           (story->ip && span_is_nocase(what, story->ip));
}

/* The number stands in the last digits before the underscore: all others are made from
 * it. */
void
add_alert_id(const struct tenant *tenant, size_t number, struct str *out)
{
    struct dice dice = seed_dice(tenant, SET_GRAPH_ALERTS, number);
    unsigned digits = 100000000 + dice_below(&dice, 900000000);
    str_addf(out, "da6375%09u%05zu_-%u", digits, 10000 + number, digits);
}

bool
locate_alert(const struct tenant *tenant, struct span text, size_t *number)
{
    struct str whole = {0};
    if (seed_number(span_sub(text, 15, span_find_byte(text, 0, '_')), 10000,
                    alert_count(tenant), number))
        add_alert_id(tenant, *number, &whole);
    bool same = whole.n && span_equal_nocase(text, str_span(&whole));
    str_release(&whole);
    return same;
}

/* Every seventh alert was looked into, as long as there are investigations. */
static cJSON *
investigation_id(const struct tenant *tenant, size_t number)
{
    bool looked_into = number % 7 == 0 && number / 7 < investigation_count(tenant);
    return looked_into ? cJSON_CreateNumber(63001 + (double)number / 7)
                       : cJSON_CreateNull();
}

void
make_alert(const struct tenant *tenant, size_t number, cJSON *rows)
{
    static const char *const states[] = {"New", "New", "InProgress", "Resolved"};
    struct dice dice = seed_dice(tenant, SET_SECURE_SCORES, number);
    const struct story *story = story_of(number);
    const cJSON *file = file_of_story(tenant, number);
    size_t place = alert_machine(tenant, number);
    cJSON *machine = seed_object(tenant, SET_MACHINES, place);
    cJSON *user = seed_object(tenant, SET_USERS, machine_user(tenant, place));
    const char *state = DICE_PICK(&dice, states);
    bool resolved = span_is(span_of(state), "Resolved");
    clock_ms at = alert_time(tenant, number);
    cJSON *investigation = investigation_id(tenant, number);
    struct str id = {0};
    add_alert_id(tenant, number, &id);
    cJSON_AddItemToArray(
        rows,
        OBJECT(m_text("id", str_text(&id)),
               m_number("incidentId", alert_incident(tenant, number)),
               m_tree("investigationId", investigation),
               m_text("assignedTo", resolved ? "anna@practice.example" : NULL),
               m_text("severity", story->severity), m_text("status", state),
               m_text("classification", resolved ? "TruePositive" : NULL),
               m_text("determination", resolved ? "Malware" : NULL),
               m_text("investigationState", cJSON_IsNull(investigation)
                                                ? "Queued"
                                                : investigation_state(number / 7)),
               m_text("detectionSource", story->source),
               m_text("detectorId", "359b0f9a-0d4c-4d7b-8f3e-0d2b3a7f6c11"),
               m_text("category", story->category),
               m_text("threatFamilyName", story->family), m_text("title", story->title),
               m_text("description", story->description),
               m_time("alertCreationTime", at), m_time("firstEventTime", at - 90000),
               m_time("lastEventTime", at - 30000),
               m_time("lastUpdateTime", at + 600000),
               m_time("resolvedTime", resolved ? at + 7200000 : -1),
               m_text("machineId", object_text(machine, "id")),
               m_text("computerDnsName", object_text(machine, "computerDnsName")),
               m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
               m_text("aadTenantId", tenant->id), m_text("threatName", story->family),
               m_tree("mitreTechniques", TEXTS(story->technique)),
               m_tree("relatedUser",
                      OBJECT(m_text("userName", object_text(user, "accountName")),
                             m_text("domainName", object_text(user, "accountDomain")))),

               m_tree("comments", cJSON_CreateArray()),
               m_tree("evidence", evidence_of(story, file, user, at - 60000)),
               m_tree(".domains",
                      story->domain ? TEXTS(story->domain) : cJSON_CreateArray()),
               m_text(".userId", object_text(user, "id")),
               m_text(".user", object_text(user, "accountName")),
               m_text(".sha1", object_text(file, "sha1")), m_text(".ip", story->ip)));
    str_release(&id);
    cJSON_Delete(machine);
    cJSON_Delete(user);
}

void
seed_files(struct tenant *tenant)
{
    for (size_t i = 0; i < COUNT_OF(stories); i++)
        tenant_add(tenant, SET_FILES, file_of(tenant, &stories[i]));
}
