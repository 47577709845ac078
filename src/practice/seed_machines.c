/* Machines, the people who use them, and how well they are kept. */
#include "config.h"

#include "base/memory.h"
#include "practice/tenant.h"

struct model {
    const char *prefix, *platform, *version, *agent, *group;
    unsigned build, group_id, count;
};

/* pc-archive runs a client from before live response and isolation by choice. */
static const struct model models[] = {
    {"lt", "Windows11", "24H2", "10.8805.26100.4061", "Workstations", 26100, 101, 14},
    {"lt", "Windows11", "23H2", "10.8760.22621.5040", "Workstations", 22631, 101, 8},
    {"pc", "Windows10", "22H2", "10.8760.19041.5737", "Workstations", 19045, 101, 8},
    {"pc-archive", "Windows10", "1703", "10.2150.15063.0", "Workstations", 15063, 101,
     1},
    {"srv-app", "WindowsServer2022", "21H2", "10.8760.20348.3561", "Servers", 20348,
     102, 4},
    {"srv-file", "WindowsServer2019", "1809", "10.8672.17763.7131", "Servers", 17763,
     102, 3},
    {"srv-db", "WindowsServer2025", "24H2", "10.8805.26100.4061", "Manual response",
     26100, 103, 2},
    {"web", "Linux", "22.4", "30.125032.3.0", "Servers", 0, 102, 3},
    {"mac", "macOS", "14.7", "101.25032.9", "Workstations", 0, 101, 3},
    {"iphone", "iOS", "18.4", "1.1.59030101", "Phones", 0, 104, 2},
    {"pixel", "Android", "15", "1.0.7814.0101", "Phones", 0, 104, 2},
};

static const char *const first_names[] = {
    "anna", "bilal", "chen",  "dora", "emeka", "farid",  "greta",
    "hugo", "ines",  "jana",  "kofi", "lena",  "mira",   "noor",
    "olaf", "priya", "quinn", "rosa", "sami",  "tomasz", "ursula"};

static cJSON *
addresses(struct tenant *tenant, const char *ip)
{
    struct str mac = {0};
    dice_add_hex(&tenant->dice, &mac, 12);
    cJSON *one = OBJECT(m_text("ipAddress", ip), m_text("macAddress", str_text(&mac)),
                        m_text("type", "Ethernet"), m_text("operationalStatus", "Up"));
    str_release(&mac);
    cJSON *all = cJSON_CreateArray();
    cJSON_AddItemToArray(all, one);
    return all;
}

static const char *
processor_of(const char *platform)
{
    return span_is(span_of(platform), "macOS") ? "arm64" : "x64";
}

static void
seed_machine(struct tenant *tenant, const struct model *model, unsigned number)
{
    static const char *const risks[] = {"None", "None", "None", "Informational",
                                        "Low",  "Low",  "High", "Medium"};
    static const char *const exposures[] = {"Low", "Low", "Medium", "High", "None"};
    static const char *const values[] = {"Normal", "Normal", "Normal", "Low", "High"};
    struct dice *dice = &tenant->dice;
    /* the last of a model is the one that has not been seen for weeks */
    bool asleep = model->count > 6 && number == model->count;
    struct str ip = {0};
    str_addf(&ip, "10.%u.%u.%u", model->group_id - 100, dice_below(dice, 8),
             10 + dice_below(dice, 200));
    cJSON *id = tenant_hex(tenant, 40);
    cJSON *tags = dice_chance(dice, 30) ? TEXTS("finance") : cJSON_CreateArray();
    clock_ms first = tenant_days_ago(tenant, 60, 700);
    clock_ms last =
        asleep ? tenant_days_ago(tenant, 20, 28) : tenant_days_ago(tenant, 0, 1);
    tenant_add(
        tenant, SET_MACHINES,
        OBJECT(m_tree("id", id),
               m_tree("computerDnsName",
                      textf("%s-%02u.practice.example", model->prefix, number)),
               m_time("firstSeen", first), m_time("lastSeen", last),
               m_text("osPlatform", model->platform), m_null("osVersion"),
               m_text("osProcessor", processor_of(model->platform)),
               m_text("osArchitecture", "64-bit"), m_text("version", model->version),
               m_tree("osBuild", model->build ? cJSON_CreateNumber(model->build)
                                              : cJSON_CreateNull()),
               m_text("agentVersion", model->agent),
               m_text("lastIpAddress", str_text(&ip)),
               m_tree("lastExternalIpAddress",
                      textf("203.0.113.%u", 1 + dice_below(dice, 250))),
               m_text("healthStatus", asleep ? "Inactive" : "Active"),
               m_text("deviceValue", DICE_PICK(dice, values)),
               m_number("rbacGroupId", model->group_id),
               m_text("rbacGroupName", model->group),
               m_text("riskScore", DICE_PICK(dice, risks)),
               m_text("exposureLevel", DICE_PICK(dice, exposures)),
               m_flag("isAadJoined", model->group_id == 101),
               m_tree("aadDeviceId", model->group_id == 101 ? tenant_guid(tenant)
                                                            : cJSON_CreateNull()),
               m_tree("machineTags", tags), m_text("onboardingStatus", "Onboarded"),
               m_tree("ipAddresses", addresses(tenant, str_text(&ip)))));
    str_release(&ip);
}

static void
seed_user(struct tenant *tenant, const char *name, unsigned number)
{
    struct dice *dice = &tenant->dice;
    /* the first machines each have a user: they are the ones that are tried first */
    const cJSON *machine = cJSON_GetArrayItem(tenant->sets[SET_MACHINES], (int)number);
    clock_ms first = tenant_days_ago(tenant, 40, 400);
    clock_ms last = tenant_days_ago(tenant, 0, 3);
    const char *machine_id = object_text(machine, "id");
    cJSON *user = OBJECT(
        m_tree("id", textf("practice\\%s", name)), m_text("accountName", name),
        m_text("accountDomain", "practice"),
        m_tree("accountSid",
               textf("S-1-5-21-1004336348-1177238915-682003330-%u", 1100 + number)),
        m_time("firstSeen", first), m_time("lastSeen", last),
        m_text("mostPrevalentMachineId", machine_id),
        m_text("leastPrevalentMachineId", machine_id),
        m_text("logonTypes", dice_chance(dice, 30) ? "Interactive, RemoteInteractive"
                                                   : "Interactive"),
        m_number("logOnMachinesCount", 1 + dice_below(dice, 3)),
        m_flag("isDomainAdmin", number % 10 == 0), m_flag("isOnlyNetworkUser", false),
        m_text(".machineId", machine_id));
    tenant_add(tenant, SET_LOGONS, cJSON_Duplicate(user, true));
    tenant_add(tenant, SET_USERS, user);
}

static void
seed_antivirus(struct tenant *tenant, const cJSON *machine)
{
    struct dice *dice = &tenant->dice;
    struct span platform = span_of(object_text(machine, "osPlatform"));
    const char *kind = span_starts(platform, "Windows") ? "windows"
                       : span_is(platform, "macOS")     ? "mac"
                                                        : "linux";
    bool current = !dice_chance(dice, 20);
    const char *yes = current ? "True" : "False";
    clock_ms update = current ? tenant_days_ago(tenant, 0, 1) : tenant->start;
    tenant_add(
        tenant, SET_ANTIVIRUS,
        OBJECT(m_text("id", object_text(machine, "id")),
               m_text("machineId", object_text(machine, "id")),
               m_text("computerDnsName", object_text(machine, "computerDnsName")),
               m_text("osKind", kind), m_text("osPlatform", platform.p),
               m_text("osVersion", object_text(machine, "version")),
               m_text("avMode", dice_chance(dice, 85) ? "0" : "1"),
               m_text("avSignatureVersion", current ? "1.429.155.0" : "1.421.12.0"),
               m_text("avEngineVersion", "1.1.25040.1"),
               m_text("avPlatformVersion", "4.18.25040.2"),
               m_text("avIsSignatureUpToDate", yes), m_text("avIsEngineUpToDate", yes),
               m_text("avIsPlatformUpToDate", "True"),
               m_time("avSignaturePublishTime", update),
               m_time("avSignatureUpdateTime", update),
               m_time("avEngineUpdateTime", update),
               m_time("avPlatformUpdateTime", update),
               m_text("quickScanResult", "Completed"), m_text("quickScanError", ""),
               m_time("quickScanTime", tenant_days_ago(tenant, 0, 7)),
               m_text("fullScanResult", dice_chance(dice, 80) ? "Completed" : "Failed"),
               m_text("fullScanError", ""),
               m_time("fullScanTime", tenant_days_ago(tenant, 7, 40)),
               m_time("dataRefreshTimestamp", tenant->start),
               m_tree("lastSeenTime",
                      cJSON_Duplicate(object_get(machine, "lastSeen"), true)),
               m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
               m_text("rbacGroupName", object_text(machine, "rbacGroupName"))));
}

void
seed_machines(struct tenant *tenant)
{
    for (size_t i = 0; i < COUNT_OF(models); i++) {
        /* two models share the prefix "lt": the second goes on counting */
        unsigned before = i == 1 ? models[0].count : 0;
        for (unsigned n = 1; n <= models[i].count; n++)
            seed_machine(tenant, &models[i], before + n);
    }
    for (unsigned i = 0; i < COUNT_OF(first_names); i++)
        seed_user(tenant, first_names[i], i);
    const cJSON *machine;
    cJSON_ArrayForEach(machine, tenant->sets[SET_MACHINES])
    {
        if (object_number(machine, "rbacGroupId") != 104)
            seed_antivirus(tenant, machine);
    }
}
