/* What hunting finds: a few weeks of events, named as in the hunting tables. */
#include "config.h"

#include "practice/seed.h"

#include "base/memory.h"

/* The members that every event begins with; the rest is added by the caller. */
static cJSON *
event_of(const struct tenant *tenant, struct dice *dice, size_t number,
         const char *kind)
{
    size_t place = dice_next(dice) % tenant->machines;
    struct str id = {0}, name = {0}, user = {0};
    machine_id(tenant, place, &id);
    add_machine_name(tenant, place, &name);
    add_user_name(machine_user(tenant, place), &user);
    cJSON *event = OBJECT(
        m_time("Timestamp", seed_days_ago(tenant, dice, 0, 29)),
        m_text("DeviceId", str_text(&id)), m_text("DeviceName", str_text(&name)),
        m_text("ActionType", kind), m_number("ReportId", 40000 + (double)number),
        m_text("AccountName", str_text(&user)), m_text("AccountDomain", "practice"));
    str_release(&id);
    str_release(&name);
    str_release(&user);
    return event;
}

void
make_process_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_PROCESS_EVENTS, number);
    static const char *const names[][2] = {
        {"powershell.exe", "powershell.exe -File C:\\Tools\\inventory.ps1"},
        {"chrome.exe", "chrome.exe --profile-directory=Default"},
        {"winword.exe", "WINWORD.EXE /n \"C:\\Users\\Public\\invoice.docx\""},
        {"cmd.exe", "cmd.exe /c whoami /all"},
        {"svchost.exe", "svchost.exe -k netsvcs -p"},
    };
    size_t i = dice_below(&dice, COUNT_OF(names));
    cJSON *event = event_of(tenant, &dice, number, "ProcessCreated");
    object_set_text(event, "FileName", names[i][0]);
    object_set_text(event, "ProcessCommandLine", names[i][1]);
    object_set(event, "ProcessId", cJSON_CreateNumber(1000 + dice_below(&dice, 9000)));
    object_set_text(event, "InitiatingProcessFileName", "explorer.exe");
    object_set(event, "SHA1", seed_hex(&dice, 40));
    cJSON_AddItemToArray(rows, event);
}

void
make_network_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_NETWORK_EVENTS, number);
    static const char *const hosts[][2] = {{"intranet.practice.example", "10.2.0.10"},
                                           {"updates.example", "203.0.113.9"},
                                           {"beacon.example", "198.51.100.77"},
                                           {"mail.example", "203.0.113.25"}};
    size_t i = dice_below(&dice, COUNT_OF(hosts));
    cJSON *event = event_of(tenant, &dice, number, "ConnectionSuccess");
    object_set_text(event, "RemoteUrl", hosts[i][0]);
    object_set_text(event, "RemoteIP", hosts[i][1]);
    object_set(event, "RemotePort", cJSON_CreateNumber(i == 3 ? 25 : 443));
    object_set_text(event, "Protocol", "Tcp");
    object_set_text(event, "InitiatingProcessFileName",
                    i == 2 ? "rundll32.exe" : "chrome.exe");
    cJSON_AddItemToArray(rows, event);
}

void
make_logon_event(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_LOGON_EVENTS, number);
    bool good = dice_chance(&dice, 85);
    cJSON *event =
        event_of(tenant, &dice, number, good ? "LogonSuccess" : "LogonFailed");
    object_set_text(event, "LogonType",
                    dice_chance(&dice, 20) ? "RemoteInteractive" : "Interactive");
    object_set_text(event, "FailureReason", good ? "" : "InvalidUserNameOrPassword");
    object_set(event, "RemoteIP", textf("10.1.0.%u", 10 + dice_below(&dice, 200)));
    cJSON_AddItemToArray(rows, event);
}
