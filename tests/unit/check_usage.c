#include "unit.h"

#include "api/check.h"
#include "api/usage.h"
#include "base/memory.h"

#define MACHINE "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"
#define SHA256  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* --- what a value identifies --- */

static const struct {
    const char *pointer, *set, *value;
    unsigned want;
} values[] = {
    {"/value/0/id", "Machines", MACHINE, ENTITY_BIT(ENTITY_MACHINE)},
    {"/id", "Machines", MACHINE, ENTITY_BIT(ENTITY_MACHINE)},
    {"/value/3/machineId", "Alerts", MACHINE, ENTITY_BIT(ENTITY_MACHINE)},
    {"/Results/12/DeviceId", "", MACHINE, ENTITY_BIT(ENTITY_MACHINE)},
    {"/value/0/evidence/1/sha1", "Alerts", MACHINE, ENTITY_BIT(ENTITY_FILE)},
    {"/Results/0/InitiatingProcessSHA256", "", SHA256, ENTITY_BIT(ENTITY_FILE)},
    {"/Results/0/Something", "", MACHINE,
     ENTITY_BIT(ENTITY_MACHINE) | ENTITY_BIT(ENTITY_FILE)},
    {"/Results/0/Something", "", SHA256, ENTITY_BIT(ENTITY_FILE)},
    {"/value/0/id", "Alerts", "da637472900382838869_1364969609",
     ENTITY_BIT(ENTITY_ALERT)},
    {"/value/0/alerts/2/alertId", "Incidents", "da63_1", ENTITY_BIT(ENTITY_ALERT)},
    {"/value/0/alerts/2/id", "Incidents", "da63_1", ENTITY_BIT(ENTITY_ALERT)},
    {"/value/0/incidentId", "Alerts", "1126093", ENTITY_BIT(ENTITY_INCIDENT)},
    {"/value/0/incidentId", "Alerts", "null", 0},
    {"/value/0/id", "alerts_v2", "da63_1", ENTITY_BIT(ENTITY_ALERT)},
    {"/value/0/lastIpAddress", "Machines", "172.17.230.209", ENTITY_BIT(ENTITY_IP)},
    {"/Results/0/X", "", "2001:db8::17", ENTITY_BIT(ENTITY_IP)},
    {"/value/0/userName", "Alerts", "r.miller", ENTITY_BIT(ENTITY_USER)},
    {"/value/0/cveId", "", "CVE-2024-1234", ENTITY_BIT(ENTITY_VULNERABILITY)},
    {"/value/0/id", "Software", "microsoft-_-edge", ENTITY_BIT(ENTITY_SOFTWARE)},
    {"/value/0/id", "Recommendations", "va-_-microsoft-_-edge",
     ENTITY_BIT(ENTITY_RECOMMENDATION)},
    {"/id", "MachineActions", "5382f7ea-7557-4ab7-9782-d50480024a4e",
     ENTITY_BIT(ENTITY_ACTION)},
    {"/value/machineIds/4", "", MACHINE, ENTITY_BIT(ENTITY_MACHINE)},
    {"/value/0/domainName", "Alerts", "evil.example", ENTITY_BIT(ENTITY_DOMAIN)},
    {"/value/0/domainName", "Alerts", "CONTOSO", 0}, /* of a directory */
    {"/value/0/computerDnsName", "Machines", "pc1.contoso.example", 0},
    {"/value/0/title", "Alerts", "Suspicious activity", 0},
    {"/value/0/id", "", "5382f7ea-7557-4ab7-9782-d50480024a4e", 0},
    {"", "", "", 0},
};

START_TEST(values_are_known_by_name_set_and_looks)
{
    for (size_t i = 0; i < COUNT_OF(values); i++)
        ck_assert_msg(entity_of(span_of(values[i].pointer), span_of(values[i].set),
                                span_of(values[i].value)) == values[i].want,
                      "%s %s %s", values[i].pointer, values[i].set, values[i].value);
}
END_TEST

static void
check_set(const char *path, const char *body, const char *want)
{
    struct span set = entity_set(span_of(path), span_of(body));
    ck_assert_msg(span_is(set, want), "%s %s: %.*s", path, body, SPAN_ARG(set));
}

START_TEST(the_set_is_told_by_the_context_or_the_path)
{
    check_set("/api/machines", "", "machines");
    check_set("/api/machines/{id}/alerts", "", "alerts");
    check_set("https://h.example/api/users/x/machines?$top=1", "", "machines");
    check_set("/api/machines/{id}/isolate",
              "{\"@odata.context\":\"https://h.example/api/$metadata#MachineActions/"
              "$entity\",\"id\":\"1\"}",
              "MachineActions");
    check_set("", "{ \"@odata.context\" : \"https://h.example/$metadata#Alerts\" }",
              "Alerts");
    check_set("", "{\"@odata.context\":\"x#security/incidents(1)/y\"", "incidents");
    check_set("", "{\"@odata.context\":\"no end", "");
    check_set("", "# \"", "");
    check_set("/api/other", "", "");
}
END_TEST

/* --- what takes it --- */

static const struct usage *
usage_of(const struct usages *usages, const char *operation)
{
    for (size_t i = 0; i < usages->count; i++)
        if (!strcmp(usages->items[i].operation->id, operation))
            return &usages->items[i];
    return NULL;
}

/* The request of OPERATION with VALUE in it, as target and body; "" where it takes
 * none.
 */
static void
check_usage(unsigned entities, const char *value, const char *operation,
            const char *want)
{
    struct usages usages = {0};
    struct request request = {0};
    struct str text = {0};
    usages_find(&usages, catalogue_builtin(), entities, span_of(value));
    const struct usage *usage = usage_of(&usages, operation);
    if (usage) {
        usage_compose(usage, span_of(value), &request);
        request_target(&request, &text);
        if (usage->place == USAGE_BODY)
            str_addf(&text, " %s", str_text(&request.body));
    }
    ck_assert_msg(span_has(str_span(&text), want) && (*want || !text.n), "%s: %s",
                  operation, str_text(&text));
    str_release(&text);
    request_release(&request);
    usages_release(&usages);
}

START_TEST(each_operation_takes_it_in_its_place)
{
    unsigned machine = ENTITY_BIT(ENTITY_MACHINE), file = ENTITY_BIT(ENTITY_FILE);
    check_usage(machine, MACHINE, "getMachine", "/api/machines/" MACHINE);
    check_usage(machine, MACHINE, "isolateMachine",
                "/api/machines/" MACHINE "/isolate");
    check_usage(machine, MACHINE, "runLiveResponse",
                "/api/machines/" MACHINE "/runliveresponse");
    check_usage(machine, MACHINE, "listMachineActions",
                "$filter=machineId%20eq%20'" MACHINE "'");
    check_usage(machine, MACHINE, "addOrRemoveTagForMultipleMachines",
                "\"" MACHINE "\"");
    check_usage(file, MACHINE, "getFile", "/api/files/" MACHINE);
    check_usage(file, MACHINE, "listFileMachines", "/api/files/" MACHINE "/machines");
    check_usage(file, SHA256, "listFileMachines", ""); /* only by SHA-1 */
    check_usage(file, SHA256, "getFile", "/api/files/" SHA256);
    check_usage(file, MACHINE, "submitIndicator", "\"indicatorValue\": \"" MACHINE);
    check_usage(ENTITY_BIT(ENTITY_IP), "10.0.0.7", "submitIndicator", "\"IpAddress\"");
    check_usage(ENTITY_BIT(ENTITY_IP), "10.0.0.7", "listIndicators",
                "$filter=indicatorValue%20eq%20'10.0.0.7'");
    check_usage(ENTITY_BIT(ENTITY_ALERT), "da63_1", "getAlert", "/api/alerts/da63_1");
    check_usage(ENTITY_BIT(ENTITY_ALERT), "da63_1", "graphGetAlert",
                "/security/alerts_v2/da63_1");
    check_usage(ENTITY_BIT(ENTITY_INCIDENT), "17", "getIncident", "/api/incidents/17");
    check_usage(ENTITY_BIT(ENTITY_INCIDENT), "17", "listAlerts",
                "$filter=incidentId%20eq%2017");
    check_usage(ENTITY_BIT(ENTITY_IP), "10.0.0.7", "getIpStatistics",
                "/api/ips/10.0.0.7/stats");
    check_usage(ENTITY_BIT(ENTITY_USER), "o'neil", "listUserMachines",
                "/api/users/o%27neil/machines");
    check_usage(ENTITY_BIT(ENTITY_VULNERABILITY), "CVE-2024-1234", "getVulnerability",
                "/api/vulnerabilities/CVE-2024-1234");
    check_usage(ENTITY_BIT(ENTITY_ACTION), "5382f7ea-7557-4ab7-9782-d50480024a4e",
                "cancelMachineAction", "/api/machineactions/5382f7ea");
    check_usage(ENTITY_BIT(ENTITY_ALERT), "da63_1", "getMachine", "");
}
END_TEST

/* Every kind is of use: something reads by it. What is composed is not refused for the
 * value that was put in. */
START_TEST(each_kind_has_its_operations)
{
    static const char *const samples[ENTITY_COUNT] = {
        [ENTITY_MACHINE] = MACHINE,
        [ENTITY_ALERT] = "da637472900382838869_1364969609",
        [ENTITY_INCIDENT] = "17",
        [ENTITY_FILE] = MACHINE,
        [ENTITY_IP] = "10.0.0.7",
        [ENTITY_DOMAIN] = "evil.example",
        [ENTITY_USER] = "r.miller",
        [ENTITY_VULNERABILITY] = "CVE-2024-1234",
        [ENTITY_SOFTWARE] = "microsoft-_-edge",
        [ENTITY_RECOMMENDATION] = "va-_-microsoft-_-edge",
        [ENTITY_ACTION] = "5382f7ea-7557-4ab7-9782-d50480024a4e",
        [ENTITY_INVESTIGATION] = "63017",
        [ENTITY_INDICATOR] = "995",
        [ENTITY_REMEDIATION] = "03942ef5-aecb-4c6e-b555-d6a97013844c",
        [ENTITY_SCAN] = "3c33a4d1-6b5a-4b0e-9d5f-1a2b3c4d5e6f",
    };
    for (int e = 0; e < ENTITY_COUNT; e++) {
        struct usages usages = {0};
        struct span value = span_of(samples[e]);
        usages_find(&usages, catalogue_builtin(), ENTITY_BIT(e), value);
        ck_assert_msg(usages.count > 0, "nothing takes %s", entity_title(e));
        bool changes = false;
        for (size_t i = 0; i < usages.count; i++) {
            struct request request = {0};
            struct check check = {0};
            usage_compose(&usages.items[i], value, &request);
            check_request(&check, &request);
            for (size_t h = 0; h < check.hints.count; h++) {
                const struct hint *hint = &check.hints.items[h];
                ck_assert_msg(hint->severity != SEVERITY_ERROR ||
                                  !span_has(span_of(hint->found), samples[e]),
                              "%s: %s", usages.items[i].operation->id, hint->text);
            }
            ck_assert_msg(!changes || usages.items[i].operation->effect != EFFECT_READ,
                          "%s stands behind a change", usages.items[i].operation->id);
            changes = usages.items[i].operation->effect != EFFECT_READ;
            check_release(&check);
            request_release(&request);
        }
        usages_release(&usages);
    }
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("usage");
    TCase *t = tcase_create("usage");
    tcase_add_test(t, values_are_known_by_name_set_and_looks);
    tcase_add_test(t, the_set_is_told_by_the_context_or_the_path);
    tcase_add_test(t, each_operation_takes_it_in_its_place);
    tcase_add_test(t, each_kind_has_its_operations);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
