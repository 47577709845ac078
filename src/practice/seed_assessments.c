/* How the machines stand against rules: baselines, settings, extensions, certificates,
 * firmware. */
#include "config.h"

#include "base/memory.h"
#include "practice/tenant.h"

static const struct rule {
    const char *name, *category, *value;
} rules[] = {
    {"Ask for a password on waking", "Accounts", "Enabled"},
    {"Lock an account after ten wrong tries", "Accounts", "10"},
    {"Turn on the firewall", "Network", "Enabled"},
    {"Refuse the first version of file sharing", "Network", "Disabled"},
    {"Protect the sign-in service's memory", "OS", "Enabled"},
    {"Run only signed macros", "Application", "Enabled"},
};

/* The members that every row about a machine begins with. */
static cJSON *
row_of(const cJSON *machine)
{
    return OBJECT(m_text("deviceId", object_text(machine, "id")),
                  m_text("deviceName", object_text(machine, "computerDnsName")),
                  m_text("osPlatform", object_text(machine, "osPlatform")),
                  m_text("osVersion", object_text(machine, "version")),
                  m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
                  m_text("rbacGroupName", object_text(machine, "rbacGroupName")));
}

/* Adds MEMBERS (taken) to a new row about MACHINE. */
static void
seed_row(struct tenant *tenant, enum set set, const cJSON *machine, cJSON *members)
{
    cJSON *row = row_of(machine);
    object_move(row, members);
    tenant_add(tenant, set, row);
}

static void
seed_rule(struct tenant *tenant, size_t number)
{
    tenant_add(
        tenant, SET_BASELINE_CONFIGURATIONS,
        OBJECT(m_tree("id", textf("%zu.%zu", 1 + number / 3, 1 + number % 3)),
               m_tree("uniqueId", textf("baseline_%zu", number)),
               m_text("benchmarkName", "Practice benchmark"),
               m_text("benchmarkVersion", "1.0.0"), m_text("name", rules[number].name),
               m_text("description", rules[number].name),
               m_text("category", rules[number].category),
               m_tree("complianceLevels", TEXTS("Level 1")),
               m_tree("cce", textf("CCE-%zu", 36000 + number)),
               m_text("rationale", "Makes a stolen password worth less."),
               m_tree("source", cJSON_CreateArray()),
               m_tree("recommendedValue", TEXTS(rules[number].value)),
               m_text("remediation", "Set it in the policy of the device group."),
               m_flag("isCustom", false)));
}

static void
seed_profiles(struct tenant *tenant)
{
    static const char *const systems[][2] = {{"Windows 11", "24H2"},
                                             {"Windows Server 2022", "21H2"}};
    for (size_t i = 0; i < COUNT_OF(systems); i++) {
        cJSON *id = tenant_guid(tenant);
        clock_ms at = tenant_days_ago(tenant, 60, 200);
        tenant_add(tenant, SET_BASELINE_PROFILES,
                   OBJECT(m_tree("id", id), m_text("name", systems[i][0]),
                          m_text("description", "Our own choice of settings"),
                          m_text("benchmark", "Practice benchmark"),
                          m_text("version", "1.0.0"),
                          m_text("operatingSystem", systems[i][0]),
                          m_text("operatingSystemVersion", systems[i][1]),
                          m_flag("status", true), m_text("complianceLevel", "Level 1"),
                          m_number("settingsNumber", COUNT_OF(rules)),
                          m_text("createdBy", "anna@practice.example"),
                          m_text("lastUpdatedBy", "anna@practice.example"),
                          m_time("createdOnTimeOffset", at),
                          m_time("lastUpdateTimeOffset", at),
                          m_number("passedDevices", 4), m_number("totalDevices", 12)));
    }
}

static void
seed_settings(struct tenant *tenant, const cJSON *machine)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        bool good = dice_chance(&tenant->dice, 70);
        seed_row(tenant, SET_SECURE_CONFIGURATIONS, machine,
                 OBJECT(m_time("timestamp", tenant->start),
                        m_tree("configurationId", textf("scid-%zu", 2010 + i)),
                        m_text("configurationCategory", rules[i].category),
                        m_text("configurationSubcategory", ""),
                        m_number("configurationImpact", 1 + (double)i),
                        m_flag("isCompliant", good), m_flag("isApplicable", true),
                        m_flag("isExpectedUserImpact", i == 5),
                        m_text("configurationName", rules[i].name),
                        m_tree("recommendationReference",
                               textf("sca-_-scid-%zu", 2010 + i))));
    }
    size_t rule = dice_below(&tenant->dice, COUNT_OF(rules));
    seed_row(
        tenant, SET_BASELINE_RESULTS, machine,
        OBJECT(m_tree("id", textf("%s_%zu", object_text(machine, "id"), rule)),
               m_tree("configurationId", textf("%zu.%zu", 1 + rule / 3, 1 + rule % 3)),
               m_text("profileId", "practice"), m_flag("isApplicable", true),
               m_flag("isCompliant", dice_chance(&tenant->dice, 60)),
               m_time("dataCollectionTimeOffset", tenant->start),
               m_time("complianceCalculationTimeOffset", tenant->start),
               m_tree("recommendedValue", TEXTS(rules[rule].value)),
               m_tree("currentValue", TEXTS(rules[rule].value)),
               m_tree("source", cJSON_CreateArray())));
}

static void
seed_extensions(struct tenant *tenant, const cJSON *machine)
{
    static const char *const names[] = {"Page translator", "Password keeper",
                                        "Coupon finder"};
    static const char *const dangers[] = {"Low", "None", "High"};
    size_t i = dice_below(&tenant->dice, COUNT_OF(names));
    tenant_add(
        tenant, SET_BROWSER_EXTENSIONS,
        OBJECT(
            m_text("DeviceId", object_text(machine, "id")),
            m_text("DeviceName", object_text(machine, "computerDnsName")),
            m_number("RbacGroupId", object_number(machine, "rbacGroupId")),
            m_text("RbacGroupName", object_text(machine, "rbacGroupName")),
            m_time("InstallationTime", tenant_days_ago(tenant, 10, 200)),
            m_text("BrowserName", "chrome"), m_tree("ExtensionId", textf("ext%zu", i)),
            m_text("ExtensionName", names[i]), m_text("ExtensionDescription", names[i]),
            m_text("ExtensionVersion", "2.1"), m_text("ExtensionRisk", dangers[i]),
            m_text("ExtensionVendor", "Practice Extensions"),
            m_flag("IsActivated", true), m_tree("Permissions", cJSON_CreateArray())));
}

static void
seed_hardware(struct tenant *tenant, const cJSON *machine)
{
    cJSON *thumbprint = tenant_hex(tenant, 40);
    clock_ms made = tenant_days_ago(tenant, 100, 600);
    seed_row(
        tenant, SET_CERTIFICATES, machine,
        OBJECT(m_tree("thumbprint", thumbprint), m_text("path", "LocalMachine\\My"),
               m_text("signatureAlgorithm", "sha256RSA"), m_number("keyLength", 2048),
               m_time("notAfter", made + (clock_ms)730 * 86400000),
               m_time("notBefore", made), m_text("subjectType", "EndEntity"),
               m_tree("serialNumber", tenant_hex(tenant, 16)),
               m_flag("isSelfSigned", false)));
    seed_row(tenant, SET_FIRMWARE, machine,
             OBJECT(m_text("componentType", "Bios"), m_text("manufacturer", "Practice"),
                    m_text("componentName", "Practice Board"),
                    m_tree("componentVersion",
                           textf("1.%u.0", dice_below(&tenant->dice, 30))),
                    m_null("additionalFields")));
    seed_row(tenant, SET_OTHER_SOFTWARE, machine,
             OBJECT(m_text("softwareName", "badge printer"),
                    m_text("softwareVendor", "practice"),
                    m_text("softwareVersion", "2.4"),
                    m_time("softwareLastSeenTimestamp", tenant->start)));
}

void
seed_assessments(struct tenant *tenant)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        seed_rule(tenant, i);
    seed_profiles(tenant);
    const cJSON *machine;
    cJSON_ArrayForEach(machine, tenant->sets[SET_MACHINES])
    {
        if (!span_starts(span_of(object_text(machine, "osPlatform")), "Windows"))
            continue;
        seed_settings(tenant, machine);
        seed_extensions(tenant, machine);
        seed_hardware(tenant, machine);
    }
    tenant_add(tenant, SET_EXTENSION_PERMISSIONS,
               OBJECT(m_text("key", "tabs"), m_text("permissionName", "Tabs"),
                      m_text("description", "Sees the addresses of open pages")));
    tenant_add(tenant, SET_EXTENSION_PERMISSIONS,
               OBJECT(m_text("key", "nativeMessaging"),
                      m_text("permissionName", "Talk to programs"),
                      m_text("description", "Speaks with programs on the device")));
}
