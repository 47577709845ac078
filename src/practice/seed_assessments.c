/* How the machines stand against rules: baselines, settings, extensions, certificates,
 * firmware. */
#include "config.h"

#include "base/memory.h"
#include "practice/seed.h"

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

/* The members that every row about a machine begins with. The platform is told by some
 * only. */
static cJSON *
row_of(const cJSON *machine)
{
    return OBJECT(m_text("deviceId", object_text(machine, "id")),
                  m_text("deviceName", object_text(machine, "computerDnsName")),
                  m_number("rbacGroupId", object_number(machine, "rbacGroupId")),
                  m_text("rbacGroupName", object_text(machine, "rbacGroupName")));
}

/* Appends a row about MACHINE with MEMBERS (taken). */
static void
add_row(cJSON *rows, const cJSON *machine, cJSON *members)
{
    cJSON *row = row_of(machine);
    object_move(row, members);
    cJSON_AddItemToArray(rows, row);
}

/* The machine of NUMBER where it runs Windows, or NULL; the caller deletes it. */
static cJSON *
windows_machine(const struct tenant *tenant, size_t number)
{
    cJSON *machine = seed_object(tenant, SET_MACHINES, number);
    if (span_starts(span_of(object_text(machine, "osPlatform")), "Windows"))
        return machine;
    cJSON_Delete(machine);
    return NULL;
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
        struct dice dice = seed_dice(tenant, SET_BASELINE_PROFILES, i);
        cJSON *id = seed_guid(&dice);
        clock_ms at = seed_days_ago(tenant, &dice, 60, 200);
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

void
make_settings(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_SECURE_CONFIGURATIONS, number);
    cJSON *machine = windows_machine(tenant, number);
    for (size_t i = 0; i < COUNT_OF(rules) && machine; i++) {
        bool good = dice_chance(&dice, 70);
        add_row(rows, machine,
                OBJECT(m_text("osPlatform", object_text(machine, "osPlatform")),
                       m_text("osVersion", object_text(machine, "version")),
                       m_time("timestamp", tenant->start),
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
    cJSON_Delete(machine);
}

void
make_baseline_results(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_BASELINE_RESULTS, number);
    cJSON *machine = windows_machine(tenant, number);
    size_t rule = dice_below(&dice, COUNT_OF(rules));
    bool good = dice_chance(&dice, 60);
    const char *asked = rules[rule].value;
    if (machine)
        add_row(rows, machine,
                OBJECT(m_tree("id", textf("%s_%zu", object_text(machine, "id"), rule)),
                       m_tree("configurationId",
                              textf("%zu.%zu", 1 + rule / 3, 1 + rule % 3)),
                       m_text("osPlatform", object_text(machine, "osPlatform")),
                       m_text("osVersion", object_text(machine, "version")),
                       m_text("profileId", "practice"), m_flag("isApplicable", true),
                       m_flag("isCompliant", good),
                       m_time("dataCollectionTimeOffset", tenant->start),
                       m_time("ComplianceCalculationTimeOffset", tenant->start),
                       m_tree("recommendedValue", TEXTS(asked)),
                       m_tree("currentValue", TEXTS(good ? asked : "Not configured")),
                       m_tree("source", cJSON_CreateArray())));
    cJSON_Delete(machine);
}

void
make_extensions(const struct tenant *tenant, size_t number, cJSON *rows)
{
    static const char *const names[] = {"Page translator", "Password keeper",
                                        "Coupon finder"};
    static const char *const dangers[] = {"Low", "None", "High"};
    struct dice dice = seed_dice(tenant, SET_BROWSER_EXTENSIONS, number);
    cJSON *machine = windows_machine(tenant, number);
    size_t i = dice_below(&dice, COUNT_OF(names));
    if (machine)
        cJSON_AddItemToArray(
            rows,
            OBJECT(m_text("DeviceId", object_text(machine, "id")),
                   m_text("DeviceName", object_text(machine, "computerDnsName")),
                   m_number("RbacGroupId", object_number(machine, "rbacGroupId")),
                   m_text("RbacGroupName", object_text(machine, "rbacGroupName")),
                   m_time("InstallationTime", seed_days_ago(tenant, &dice, 10, 200)),
                   m_text("BrowserName", "chrome"),
                   m_tree("ExtensionId", textf("ext%zu", i)),
                   m_text("ExtensionName", names[i]),
                   m_text("ExtensionDescription", names[i]),
                   m_text("ExtensionVersion", "2.1"),
                   m_text("ExtensionRisk", dangers[i]), m_flag("IsActivated", true),
                   m_tree("Permissions", cJSON_CreateArray())));
    cJSON_Delete(machine);
}

/* Named as the answers have them, not as the table of the page does. */
void
make_certificates(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_CERTIFICATES, number);
    cJSON *machine = windows_machine(tenant, number);
    clock_ms made = seed_days_ago(tenant, &dice, 100, 600);
    if (machine)
        add_row(rows, machine,
                OBJECT(m_tree("thumbprint", seed_hex(&dice, 40)),
                       m_text("path", "LocalMachine\\My"),
                       m_text("signatureAlgorithm", "sha256RSA"),
                       m_number("keyLength", 2048),
                       m_time("notAfter", made + (clock_ms)730 * 86400000),
                       m_time("notBefore", made), m_text("subjectType", "EndEntity"),
                       m_tree("serialNumber", seed_hex(&dice, 16)),
                       m_tree("subjectObject",
                              OBJECT(m_text("commonName",
                                            object_text(machine, "computerDnsName")))),
                       m_tree("issuerObject",
                              OBJECT(m_text("commonName", "Practice Signing CA"))),
                       m_text("keyUsageArray", "DigitalSignature"),
                       m_text("extendedKeyUsageArray", "ServerAuthentication")));
    cJSON_Delete(machine);
}

void
make_firmware(const struct tenant *tenant, size_t number, cJSON *rows)
{
    struct dice dice = seed_dice(tenant, SET_FIRMWARE, number);
    cJSON *machine = windows_machine(tenant, number);
    if (machine)
        add_row(
            rows, machine,
            OBJECT(m_text("componentType", "Bios"), m_text("manufacturer", "Practice"),
                   m_text("componentName", "Practice Board"),
                   m_tree("componentVersion", textf("1.%u.0", dice_below(&dice, 30))),
                   m_null("additionalFields")));
    cJSON_Delete(machine);
}

void
make_other_software(const struct tenant *tenant, size_t number, cJSON *rows)
{
    cJSON *machine = windows_machine(tenant, number);
    if (machine)
        add_row(rows, machine,
                OBJECT(m_text("osPlatform", object_text(machine, "osPlatform")),
                       m_text("softwareName", "badge printer"),
                       m_text("softwareVendor", "practice"),
                       m_text("softwareVersion", "2.4"),
                       m_time("softwareLastSeenTimestamp", tenant->start)));
    cJSON_Delete(machine);
}

void
seed_assessments(struct tenant *tenant)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        seed_rule(tenant, i);
    seed_profiles(tenant);
    tenant_add(tenant, SET_EXTENSION_PERMISSIONS,
               OBJECT(m_text("key", "tabs"), m_text("permissionName", "Tabs"),
                      m_text("description", "Sees the addresses of open pages")));
    tenant_add(tenant, SET_EXTENSION_PERMISSIONS,
               OBJECT(m_text("key", "nativeMessaging"),
                      m_text("permissionName", "Talk to programs"),
                      m_text("description", "Speaks with programs on the device")));
}
