/* What hunting finds: a few weeks of events, named as in the hunting tables. */
#include "config.h"

#include "practice/seed.h"

#include "base/memory.h"

/* The first events are those that the alerts are about: what an alert tells of is found
 * by hunting too. The others are of any machine at any time. */
struct occasion {
    bool alert;
    struct alert_story story;
    size_t machine;
    clock_ms at;
};

static struct occasion
occasion_of(const struct tenant *tenant, struct dice *dice, size_t number)
{
    struct occasion occasion = {.machine = dice_next(dice) % tenant->machines,
                                .at = seed_days_ago(tenant, dice, 0, 29)};
    if (number < alert_count(tenant)) {
        occasion.alert = true;
        occasion.story = alert_story(tenant, number);
        occasion.machine = alert_machine(tenant, number);
        occasion.at = alert_time(tenant, number) - 60000;
    }
    return occasion;
}

/* The members that every event begins with, then MEMBERS (taken). */
static void
add_event(const struct tenant *tenant, const struct occasion *occasion, size_t number,
          const char *kind, cJSON *members, cJSON *rows)
{
    struct str id = {0}, name = {0}, user = {0};
    machine_id(tenant, occasion->machine, &id);
    add_machine_name(tenant, occasion->machine, &name);
    add_user_name(machine_user(tenant, occasion->machine), &user);
    cJSON *event = OBJECT(
        m_time("Timestamp", occasion->at), m_text("DeviceId", str_text(&id)),
        m_text("DeviceName", str_text(&name)), m_text("ActionType", kind),
        m_number("ReportId", 40000 + (double)number),
        m_text("AccountName", str_text(&user)), m_text("AccountDomain", "practice"),
        m_text("InitiatingProcessAccountName", str_text(&user)));
    object_move(event, members);
    cJSON_AddItemToArray(rows, event);
    str_release(&id);
    str_release(&name);
    str_release(&user);
}

void
make_process_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_PROCESS_EVENTS, number);
    static const char *const usual[][3] = {
        {"powershell.exe", "powershell.exe -File C:\\Tools\\inventory.ps1",
         "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe"},
        {"chrome.exe", "chrome.exe --profile-directory=Default",
         "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"},
        {"winword.exe", "WINWORD.EXE /n \"C:\\Users\\Public\\invoice.docx\"",
         "C:\\Program Files\\Microsoft Office\\root\\Office16\\winword.exe"},
        {"cmd.exe", "cmd.exe /c whoami /all", "C:\\Windows\\System32\\cmd.exe"},
        {"svchost.exe", "svchost.exe -k netsvcs -p",
         "C:\\Windows\\System32\\svchost.exe"},
    };
    struct occasion occasion = occasion_of(tenant, &dice, number);
    size_t i = dice_below(&dice, COUNT_OF(usual));
    bool alert = occasion.alert;
    unsigned process = 1000 + dice_below(&dice, 9000);
    add_event(
        tenant, &occasion, number, "ProcessCreated",
        OBJECT(
            m_text("FileName", alert ? occasion.story.file : usual[i][0]),
            m_text("FolderPath", alert ? "C:\\Users\\Public" : usual[i][2]),
            m_text("ProcessCommandLine", alert ? occasion.story.command : usual[i][1]),
            m_number("ProcessId", process),
            m_text("InitiatingProcessFileName", "explorer.exe"),
            m_text("InitiatingProcessCommandLine", "C:\\Windows\\Explorer.EXE"),
            m_tree("SHA1", alert ? cJSON_CreateString(occasion.story.sha1)
                                 : seed_hex(&dice, 40)),
            m_tree("SHA256", alert ? cJSON_CreateString(occasion.story.sha256)
                                   : seed_hex(&dice, 64))),
        rows);
}

void
make_network_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_NETWORK_EVENTS, number);
    static const char *const hosts[][2] = {{"intranet.practice.example", "10.2.0.10"},
                                           {"updates.example", "203.0.113.9"},
                                           {"mail.example", "203.0.113.25"}};
    struct occasion occasion = occasion_of(tenant, &dice, number);
    size_t i = dice_below(&dice, COUNT_OF(hosts));
    bool alert = occasion.alert && (occasion.story.domain || occasion.story.ip);
    add_event(tenant, &occasion, number, "ConnectionSuccess",
              OBJECT(m_text("RemoteUrl", alert ? occasion.story.domain : hosts[i][0]),
                     m_text("RemoteIP", alert ? occasion.story.ip : hosts[i][1]),
                     m_number("RemotePort", !alert && i == 2 ? 25 : 443),
                     m_text("Protocol", "Tcp"),
                     m_text("InitiatingProcessFileName",
                            alert ? occasion.story.file : "chrome.exe")),
              rows);
}

void
make_logon_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_LOGON_EVENTS, number);
    bool good = dice_chance(&dice, 85), remote = dice_chance(&dice, 20);
    struct occasion occasion = occasion_of(tenant, &dice, number);
    add_event(
        tenant, &occasion, number, good ? "LogonSuccess" : "LogonFailed",
        OBJECT(m_text("LogonType", remote ? "RemoteInteractive" : "Interactive"),
               m_text("FailureReason", good ? "" : "InvalidUserNameOrPassword"),
               m_tree("RemoteIP", textf("10.1.0.%u", 10 + dice_below(&dice, 200)))),
        rows);
}

void
make_file_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_FILE_EVENTS, number);
    static const char *const kinds[] = {"FileCreated", "FileModified", "FileRenamed"};
    static const char *const files[] = {"report.xlsx", "notes.txt", "setup.log"};
    struct occasion occasion = occasion_of(tenant, &dice, number);
    const char *kind = DICE_PICK(&dice, kinds), *file = DICE_PICK(&dice, files);
    bool alert = occasion.alert;
    add_event(
        tenant, &occasion, number, alert ? "FileCreated" : kind,
        OBJECT(m_text("FileName", alert ? occasion.story.file : file),
               m_text("FolderPath", alert ? "C:\\Users\\Public" : "C:\\Data\\Shared"),
               m_tree("SHA1", alert ? cJSON_CreateString(occasion.story.sha1)
                                    : seed_hex(&dice, 40)),
               m_number("FileSize", 2000 + dice_below(&dice, 900000)),
               m_text("InitiatingProcessFileName", "explorer.exe")),
        rows);
}

void
make_registry_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_REGISTRY_EVENTS, number);
    static const char *const keys[][3] = {
        {"HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
         "Updater", "C:\\Users\\Public\\u.exe"},
        {"HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Spooler", "Start",
         "2"},
        {"HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Practice", "Round", "weekly"}};
    struct occasion occasion = occasion_of(tenant, &dice, number);
    size_t i = dice_below(&dice, COUNT_OF(keys));
    add_event(tenant, &occasion, number, "RegistryValueSet",
              OBJECT(m_text("RegistryKey", keys[i][0]),
                     m_text("RegistryValueName", keys[i][1]),
                     m_text("RegistryValueData", keys[i][2]),
                     m_text("InitiatingProcessFileName",
                            i == 0 ? "schtasks.exe" : "svchost.exe")),
              rows);
}

void
make_other_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_OTHER_EVENTS, number);
    static const char *const kinds[] = {"PowerShellCommand", "UsbDriveMounted",
                                        "ScheduledTaskCreated",
                                        "BrowserLaunchedToOpenUrl"};
    struct occasion occasion = occasion_of(tenant, &dice, number);
    const char *kind = DICE_PICK(&dice, kinds);
    bool alert = occasion.alert;
    add_event(tenant, &occasion, number, alert ? "AntivirusDetection" : kind,
              OBJECT(m_text("FileName", alert ? occasion.story.file : "explorer.exe"),
                     m_text("SHA1", alert ? occasion.story.sha1 : ""),
                     m_text("RemoteUrl", alert ? occasion.story.domain : NULL),
                     m_text("InitiatingProcessFileName", "explorer.exe")),
              rows);
}

/* A row for the file, one for the machine, and one each for domain and address. */
void
make_evidence(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct alert_story story = alert_story(tenant, number);
    const struct {
        const char *type, *member, *value;
    } things[] = {{"File", "FileName", story.file},
                  {"Machine", NULL, ""},
                  {"Url", "RemoteUrl", story.domain},
                  {"Ip", "RemoteIP", story.ip}};
    struct str alert = {0}, id = {0}, name = {0};
    size_t machine = alert_machine(tenant, number);
    add_alert_id(tenant, number, &alert);
    machine_id(tenant, machine, &id);
    add_machine_name(tenant, machine, &name);
    for (size_t i = 0; i < COUNT_OF(things); i++) {
        if (!things[i].value)
            continue;
        cJSON *row = OBJECT(
            m_time("Timestamp", alert_time(tenant, number)),
            m_text("AlertId", str_text(&alert)), m_text("EntityType", things[i].type),
            m_text("EvidenceRole", i == 1 ? "Impacted" : "Related"),
            m_text("DeviceId", str_text(&id)), m_text("DeviceName", str_text(&name)));
        if (things[i].member)
            object_set_text(row, things[i].member, things[i].value);
        if (i == 0) {
            object_set_text(row, "SHA1", story.sha1);
            object_set_text(row, "SHA256", story.sha256);
            object_set_text(row, "ProcessCommandLine", story.command);
        }
        cJSON_AddItemToArray(rows, row);
    }
    str_release(&alert);
    str_release(&id);
    str_release(&name);
}
