/* What hunting finds: a few weeks of events, named as in the hunting tables. */
#include "config.h"

#include "base/memory.h"
#include "practice/tenant.h"

/* The members that every event begins with; the rest is added by the caller. */
static cJSON *
event_of(struct tenant *tenant, unsigned number, const char *kind)
{
    const cJSON *machine = tenant_any(tenant, SET_MACHINES);
    const cJSON *user = tenant_any(tenant, SET_USERS);
    return OBJECT(m_time("Timestamp", tenant_days_ago(tenant, 0, 29)),
                  m_text("DeviceId", object_text(machine, "id")),
                  m_text("DeviceName", object_text(machine, "computerDnsName")),
                  m_text("ActionType", kind), m_number("ReportId", 40000 + number),
                  m_text("AccountName", object_text(user, "accountName")),
                  m_text("AccountDomain", object_text(user, "accountDomain")));
}

static void
seed_process(struct tenant *tenant, unsigned number)
{
    static const char *const names[][2] = {
        {"powershell.exe", "powershell.exe -File C:\\Tools\\inventory.ps1"},
        {"chrome.exe", "chrome.exe --profile-directory=Default"},
        {"winword.exe", "WINWORD.EXE /n \"C:\\Users\\Public\\invoice.docx\""},
        {"cmd.exe", "cmd.exe /c whoami /all"},
        {"svchost.exe", "svchost.exe -k netsvcs -p"},
    };
    size_t i = dice_below(&tenant->dice, COUNT_OF(names));
    cJSON *event = event_of(tenant, number, "ProcessCreated");
    object_set_text(event, "FileName", names[i][0]);
    object_set_text(event, "ProcessCommandLine", names[i][1]);
    object_set(event, "ProcessId",
               cJSON_CreateNumber(1000 + dice_below(&tenant->dice, 9000)));
    object_set_text(event, "InitiatingProcessFileName", "explorer.exe");
    object_set(event, "SHA1", tenant_hex(tenant, 40));
    tenant_add(tenant, SET_PROCESS_EVENTS, event);
}

static void
seed_connection(struct tenant *tenant, unsigned number)
{
    static const char *const hosts[][2] = {{"intranet.practice.example", "10.2.0.10"},
                                           {"updates.example", "203.0.113.9"},
                                           {"beacon.example", "198.51.100.77"},
                                           {"mail.example", "203.0.113.25"}};
    size_t i = dice_below(&tenant->dice, COUNT_OF(hosts));
    cJSON *event = event_of(tenant, number, "ConnectionSuccess");
    object_set_text(event, "RemoteUrl", hosts[i][0]);
    object_set_text(event, "RemoteIP", hosts[i][1]);
    object_set(event, "RemotePort", cJSON_CreateNumber(i == 3 ? 25 : 443));
    object_set_text(event, "Protocol", "Tcp");
    object_set_text(event, "InitiatingProcessFileName",
                    i == 2 ? "rundll32.exe" : "chrome.exe");
    tenant_add(tenant, SET_NETWORK_EVENTS, event);
}

static void
seed_logon(struct tenant *tenant, unsigned number)
{
    bool good = dice_chance(&tenant->dice, 85);
    cJSON *event = event_of(tenant, number, good ? "LogonSuccess" : "LogonFailed");
    object_set_text(event, "LogonType",
                    dice_chance(&tenant->dice, 20) ? "RemoteInteractive"
                                                   : "Interactive");
    object_set_text(event, "FailureReason", good ? "" : "InvalidUserNameOrPassword");
    object_set(event, "RemoteIP",
               textf("10.1.0.%u", 10 + dice_below(&tenant->dice, 200)));
    tenant_add(tenant, SET_LOGON_EVENTS, event);
}

void
seed_events(struct tenant *tenant)
{
    for (unsigned i = 0; i < 120; i++) {
        seed_process(tenant, i);
        seed_connection(tenant, i);
        seed_logon(tenant, i);
    }
}
