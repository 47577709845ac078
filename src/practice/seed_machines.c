/* Machines, the people who use them, and how well they are kept. */
#include "config.h"

#include "base/memory.h"
#include "practice/seed.h"

#include <stdlib.h>

/* What fifty machines are made of; other numbers of machines in proportion. */
struct model {
    const char *prefix, *platform, *version, *agent, *group;
    unsigned build, group_id, of_fifty;
    unsigned asleep; /* each so manieth has not been seen for weeks; 0: none */
};

/* pc-archive runs a client from before live response and isolation by choice. */
static const struct model models[] = {
    {"lt", "Windows11", "24H2", "10.8805.26100.4061", "Workstations", 26100, 101, 14,
     14},
    {"lt", "Windows11", "23H2", "10.8760.22621.5040", "Workstations", 22631, 101, 8, 8},
    {"pc", "Windows10", "22H2", "10.8760.19041.5737", "Workstations", 19045, 101, 8, 8},
    {"pc-archive", "Windows10", "1703", "10.2150.15063.0", "Workstations", 15063, 101,
     1, 0},
    {"srv-app", "WindowsServer2022", "21H2", "10.8760.20348.3561", "Servers", 20348,
     102, 4, 0},
    {"srv-file", "WindowsServer2019", "1809", "10.8672.17763.7131", "Servers", 17763,
     102, 3, 0},
    {"srv-db", "WindowsServer2025", "24H2", "10.8805.26100.4061", "Manual response",
     26100, 103, 2, 0},
    {"web", "Linux", "22.4", "30.125032.3.0", "Servers", 0, 102, 3, 0},
    {"mac", "macOS", "14.7", "101.25032.9", "Workstations", 0, 101, 3, 0},
    {"iphone", "iOS", "18.4", "1.1.59030101", "Phones", 0, 104, 2, 0},
    {"pixel", "Android", "15", "1.0.7814.0101", "Phones", 0, 104, 2, 0},
};

/* The model of a machine, and in *NTH which of its model it is, from 0. Two models
 * share the prefix "lt": in *NAMED the second one goes on counting. */
static const struct model *
model_of(const struct tenant *tenant, size_t number, size_t *nth, size_t *named)
{
    size_t from = 0, passed = 0, first = 0;
    for (size_t i = 0; i < COUNT_OF(models); i++) {
        passed += models[i].of_fifty;
        size_t to = (passed * tenant->machines + 49) / 50;
        if (i == 0)
            first = to;
        if (number < to) {
            *nth = number - from;
            *named = *nth + 1 + (i == 1 ? first : 0);
            return &models[i];
        }
        from = to;
    }
    abort(); /* the last model goes to the end */
}

/* A permutation of the numbers below 2^32 (a Feistel network of four rounds), so that
 * identifiers look like any and still lead back to their machine. */
static uint32_t
shuffled(const struct tenant *tenant, uint32_t value, bool back)
{
    uint16_t left = (uint16_t)(value >> 16), right = (uint16_t)value;
    for (unsigned i = 0; i < 4; i++) {
        unsigned round = back ? 3 - i : i;
        struct dice dice = {tenant->seed + round * 65536u + (back ? left : right)};
        uint16_t mixed = (uint16_t)dice_next(&dice);
        uint16_t kept = back ? left : right;
        if (back) {
            left = (uint16_t)(right ^ mixed);
            right = kept;
        } else {
            right = (uint16_t)(left ^ mixed);
            left = kept;
        }
    }
    return (uint32_t)left << 16 | right;
}

void
machine_id(const struct tenant *tenant, size_t number, struct str *out)
{
    struct dice dice = seed_dice(tenant, SET_NONE, number);
    str_addf(out, "%08x", (unsigned)shuffled(tenant, (uint32_t)number, false));
    dice_add_hex(&dice, out, 32);
}

bool
locate_machine(const struct tenant *tenant, struct span text, size_t *number)
{
    struct str start = {0}, whole = {0};
    if (text.n != 40)
        return false;
    str_add(&start, span_sub(text, 0, 8));
    uint32_t value = (uint32_t)strtoul(str_text(&start), NULL, 16);
    *number = shuffled(tenant, value, true);
    if (*number < tenant->machines)
        machine_id(tenant, *number, &whole);
    bool same = span_equal_nocase(text, str_span(&whole));
    str_release(&start);
    str_release(&whole);
    return same;
}

static const char *const first_names[] = {
    "anna", "bilal", "chen",  "dora", "emeka", "farid",  "greta",
    "hugo", "ines",  "jana",  "kofi", "lena",  "mira",   "noor",
    "olaf", "priya", "quinn", "rosa", "sami",  "tomasz", "ursula"};

static cJSON *
addresses(struct dice *dice, const char *ip)
{
    struct str mac = {0};
    dice_add_hex(dice, &mac, 12);
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

void
make_machine(const struct tenant *tenant, size_t number, cJSON *rows)
{
    static const char *const risks[] = {"None", "None", "None", "Informational",
                                        "Low",  "Low",  "High", "Medium"};
    static const char *const exposures[] = {"Low", "Low", "Medium", "High", "None"};
    static const char *const values[] = {"Normal", "Normal", "Normal", "Low", "High"};
    struct dice dice = seed_dice(tenant, SET_MACHINES, number);
    size_t nth, named;
    const struct model *model = model_of(tenant, number, &nth, &named);
    bool asleep = model->asleep && nth % model->asleep == model->asleep - 1;
    struct str ip = {0}, id = {0}, name = {0};
    machine_id(tenant, number, &id);
    add_machine_name(tenant, number, &name);
    str_addf(&ip, "10.%u.%u.%u", model->group_id - 100, dice_below(&dice, 8),
             10 + dice_below(&dice, 200));
    cJSON *tags = dice_chance(&dice, 30) ? TEXTS("finance") : cJSON_CreateArray();
    clock_ms first = seed_days_ago(tenant, &dice, 60, 700);
    clock_ms last = asleep ? seed_days_ago(tenant, &dice, 20, 28)
                           : seed_days_ago(tenant, &dice, 0, 1);
    cJSON_AddItemToArray(
        rows,
        OBJECT(m_text("id", str_text(&id)), m_text("computerDnsName", str_text(&name)),
               m_time("firstSeen", first), m_time("lastSeen", last),
               m_text("osPlatform", model->platform),
               m_text("osProcessor", processor_of(model->platform)),
               m_text("osArchitecture", "64-bit"), m_text("version", model->version),
               m_tree("osBuild", model->build ? cJSON_CreateNumber(model->build)
                                              : cJSON_CreateNull()),
               m_text(".agentVersion", model->agent),
               m_text("lastIpAddress", str_text(&ip)),
               m_tree("lastExternalIpAddress",
                      textf("203.0.113.%u", 1 + dice_below(&dice, 250))),
               m_text("healthStatus", asleep ? "Inactive" : "Active"),
               m_text("deviceValue", DICE_PICK(&dice, values)),
               m_number("rbacGroupId", model->group_id),
               m_text("rbacGroupName", model->group),
               m_text("riskScore", DICE_PICK(&dice, risks)),
               m_text("exposureLevel", DICE_PICK(&dice, exposures)),
               m_flag(".isAadJoined", model->group_id == 101),
               m_tree("aadDeviceId",
                      model->group_id == 101 ? seed_guid(&dice) : cJSON_CreateNull()),
               m_tree("machineTags", tags), m_text("onboardingStatus", "onboarded"),
               m_tree("ipAddresses", addresses(&dice, str_text(&ip)))));
    str_release(&ip);
    str_release(&id);
    str_release(&name);
}

struct span
machine_platform(const struct tenant *tenant, size_t number)
{
    size_t nth, named;
    return span_of(model_of(tenant, number, &nth, &named)->platform);
}

void
add_machine_name(const struct tenant *tenant, size_t number, struct str *out)
{
    size_t nth, named;
    const struct model *model = model_of(tenant, number, &nth, &named);
    str_addf(out, "%s-%02zu.practice.example", model->prefix, named);
}

size_t
machine_user(const struct tenant *tenant, size_t number)
{
    return number % user_count(tenant);
}

/* Users after the first ones are anna2, bilal2 and so on. */
void
add_user_name(size_t number, struct str *out)
{
    str_add_text(out, first_names[number % COUNT_OF(first_names)]);
    if (number >= COUNT_OF(first_names))
        str_addf(out, "%zu", number / COUNT_OF(first_names) + 1);
}

void
make_user(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_USERS, number);
    size_t users = user_count(tenant), seats = tenant->machines / users;
    if (number < tenant->machines % users)
        seats++;
    struct str name = {0}, most = {0}, least = {0};
    add_user_name(number, &name);
    machine_id(tenant, number, &most);
    machine_id(tenant, number + (seats - 1) * users, &least);
    clock_ms first = seed_days_ago(tenant, &dice, 40, 400);
    clock_ms last = seed_days_ago(tenant, &dice, 0, 3);
    cJSON_AddItemToArray(
        rows,
        OBJECT(
            m_tree("id", textf("practice\\%s", str_text(&name))),
            m_text("accountName", str_text(&name)), m_text("accountDomain", "practice"),
            m_tree("accountSid", textf("S-1-5-21-1004336348-1177238915-682003330-%zu",
                                       1100 + number)),
            m_time("firstSeen", first), m_time("lastSeen", last),
            m_text("mostPrevalentMachineId", str_text(&most)),
            m_text("leastPrevalentMachineId", str_text(&least)),
            m_text("logonTypes", dice_chance(&dice, 30)
                                     ? "Interactive, RemoteInteractive"
                                     : "Interactive"),
            m_number("logOnMachinesCount", (double)seats),
            m_flag("isDomainAdmin", number % 10 == 0),
            m_flag("isOnlyNetworkUser", false)));
    str_release(&name);
    str_release(&most);
    str_release(&least);
}

/* The user of the machine of NUMBER, with the machine behind. */
void
make_logon(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct str id = {0};
    machine_id(tenant, number, &id);
    make_user(tenant, machine_user(tenant, number), rows);
    object_set_text(rows->child->prev, ".machineId", str_text(&id));
    str_release(&id);
}

void
make_antivirus(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_ANTIVIRUS, number);
    cJSON *machine = seed_object(tenant, SET_MACHINES, number);
    struct span platform = span_of(object_text(machine, "osPlatform"));
    const char *kind = span_starts(platform, "Windows") ? "windows"
                       : span_is(platform, "macOS")     ? "mac"
                                                        : "linux";
    bool current = !dice_chance(&dice, 20);
    const char *yes = current ? "True" : "False";
    clock_ms update = seed_days_ago(tenant, &dice, current ? 0 : 9, current ? 1 : 30);
    bool phone = object_number(machine, "rbacGroupId") == 104;
    if (!phone)
        cJSON_AddItemToArray(
            rows,
            OBJECT(m_text("id", object_text(machine, "id")),
                   m_text("machineId", object_text(machine, "id")),
                   m_text("computerDnsName", object_text(machine, "computerDnsName")),
                   m_text("osKind", kind), m_text("osPlatform", platform.p),
                   m_text("osVersion", object_text(machine, "version")),
                   m_text("avMode", dice_chance(&dice, 85) ? "0" : "1"),
                   m_text("avSignatureVersion", current ? "1.429.155.0" : "1.421.12.0"),
                   m_text("avEngineVersion", "1.1.25040.1"),
                   m_text("avPlatformVersion", "4.18.25040.2"),
                   m_text("avIsSignatureUpToDate", yes),
                   m_text("avIsEngineUpToDate", yes),
                   m_text("avIsPlatformUpToDate", "True"),
                   m_time("avSignaturePublishTime", update),
                   m_time("avSignatureUpdateTime", update),
                   m_time("avEngineUpdateTime", update),
                   m_time("avPlatformUpdateTime", update),
                   m_text("quickScanResult", "Completed"), m_text("quickScanError", ""),
                   m_time("quickScanTime", seed_days_ago(tenant, &dice, 0, 7)),
                   m_text("fullScanResult",
                          dice_chance(&dice, 80) ? "Completed" : "Failed"),
                   m_text("fullScanError", ""),
                   m_time("fullScanTime", seed_days_ago(tenant, &dice, 7, 40)),
                   m_time("dataRefreshTimestamp", tenant->start),
                   m_text("lastSeenTime", object_text(machine, "lastSeen")),
                   m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
                   m_text("rbacGroupName", object_text(machine, "rbacGroupName"))));
    cJSON_Delete(machine);
}
