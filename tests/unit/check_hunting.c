#include "../support/practice_calls.h"

#include "base/memory.h"

#include <string.h>

/* Sends a query as the service wants it: as JSON. */
static int
hunt_at(const char *path, const char *query)
{
    cJSON *sent = cJSON_CreateObject();
    cJSON_AddStringToObject(sent, "Query", query);
    char *text = cJSON_PrintUnformatted(sent);
    int status = call("POST", path, text);
    cJSON_free(text);
    cJSON_Delete(sent);
    return status;
}

static int
hunt_for(const char *query)
{
    return hunt_at("/api/advancedqueries/run", query);
}

static const cJSON *
results_of(void)
{
    return cJSON_GetObjectItemCaseSensitive(body, "Results");
}

/* FIRST: how the first row begins, as JSON; NULL: any. */
static const struct good {
    const char *query;
    int rows;
    const char *first;
} goods[] = {
    {"DeviceInfo", 50, NULL},
    {"DeviceInfo | take 3", 3, NULL},
    {"DeviceInfo\n| where OSPlatform == 'Linux' // all three\n| project DeviceName", 3,
     "{\"DeviceName\":\"web-01.practice.example\"}"},
    {"DeviceInfo | where OSPlatform == 'Linux' or OSPlatform == 'macOS' and DeviceName "
     "contains '01'",
     4, NULL},
    {"DeviceInfo | where (OSPlatform == 'Linux' or OSPlatform == 'macOS') and "
     "DeviceName contains '01'",
     2, NULL},
    {"DeviceInfo | where OSPlatform startswith 'windows' | count", 1, "{\"Count\":40}"},
    {"DeviceInfo | where OSPlatform !startswith 'windows' | count", 1,
     "{\"Count\":10}"},
    {"DeviceInfo | where OSPlatform =~ 'LINUX' | count", 1, "{\"Count\":3}"},
    {"DeviceInfo | where OSPlatform == 'LINUX' | count", 1, "{\"Count\":0}"},
    {"DeviceInfo | where OSPlatform !~ 'LINUX' | count", 1, "{\"Count\":47}"},
    {"DeviceInfo | where OSPlatform in ('Linux', 'macOS') | count", 1, "{\"Count\":6}"},
    {"DeviceInfo | where OSPlatform !in ('Linux', 'macOS') | count", 1,
     "{\"Count\":44}"},
    {"DeviceInfo | where OSPlatform in~ ('LINUX', 'MACOS') | count", 1,
     "{\"Count\":6}"},
    {"DeviceInfo | where OSPlatform in (dynamic(['Linux'])) | count", -1, NULL},
    {"DeviceInfo | where OSPlatform in (dynamic([\"Linux\"])) | count", 1,
     "{\"Count\":3}"},
    {"DeviceInfo | where DeviceName has 'practice' | count", 1, "{\"Count\":50}"},
    {"DeviceInfo | where DeviceName has 'pract' | count", 1, "{\"Count\":0}"},
    {"DeviceInfo | where DeviceName !has 'srv' | count", 1, "{\"Count\":41}"},
    {"DeviceInfo | where DeviceName has_any ('srv', 'web') | count", 1,
     "{\"Count\":12}"},
    {"DeviceInfo | where DeviceName endswith 'EXAMPLE' | count", 1, "{\"Count\":50}"},
    {"DeviceInfo | where DeviceName matches regex @'^srv-\\w+-0[12]\\.' | count", 1,
     "{\"Count\":6}"},
    {"DeviceInfo | where OSBuild >= 26100", 16, NULL},
    {"DeviceInfo | where OSBuild between (20348 .. 22631) | count", 1,
     "{\"Count\":12}"},
    {"DeviceInfo | where OSBuild !between (20348 .. 22631) | count", 1,
     "{\"Count\":38}"},
    {"DeviceInfo | where isnull(OSBuild) | count", 1, "{\"Count\":10}"},
    {"DeviceInfo | where isempty(PublicIP) | count", 1, "{\"Count\":0}"},
    {"DeviceInfo | where isnotempty(PublicIP) and not(OSPlatform == 'iOS') | count", 1,
     "{\"Count\":48}"},
    {"DeviceInfo | summarize count() by OSPlatform | sort by OSPlatform asc", 9,
     "{\"OSPlatform\":\"Android\",\"count_\":2}"},
    {"DeviceInfo | summarize N = count(), dcount(OSVersion) by OSPlatform "
     "| top 1 by N",
     1, "{\"OSPlatform\":\"Windows11\",\"N\":22,\"dcount_OSVersion\":2}"},
    {"DeviceInfo | summarize countif(OSPlatform == 'Linux'), sum(OSBuild), "
     "min(OSBuild), max(OSBuild)",
     1, "{\"countif_\":3,"},
    {"DeviceInfo | where OSPlatform == 'none' | summarize count(), avg(OSBuild)", 1,
     "{\"count_\":0,\"avg_OSBuild\":null}"},
    {"DeviceInfo | where OSPlatform == 'none' | summarize count() by OSPlatform", 0,
     NULL},
    {"DeviceInfo | where OSPlatform startswith 'WindowsServer' | summarize "
     "make_set(MachineGroup) by OSPlatform | sort by OSPlatform asc",
     3, "{\"OSPlatform\":\"WindowsServer2019\",\"set_MachineGroup\":[\"Servers\"]}"},
    {"DeviceInfo | summarize arg_max(DeviceName, OSPlatform) by MachineGroup "
     "| where MachineGroup == 'Servers'",
     1,
     "{\"MachineGroup\":\"Servers\",\"DeviceName\":\"web-03.practice.example\","
     "\"OSPlatform\":\"Linux\"}"},
    {"DeviceNetworkEvents | where Timestamp > ago(60d) | count", 1, "{\"Count\":120}"},
    {"DeviceNetworkEvents | where Timestamp > datetime(2026-02-20) and Timestamp < "
     "datetime(2026-02-20T00:00:00Z) + 1d | count",
     1, NULL},
    {"AlertInfo | where Timestamp > now()", 0, NULL},
    {"DeviceLogonEvents | summarize count() by bin(Timestamp, 1d), ActionType | "
     "project "
     "Timestamp, count_ | order by Timestamp asc | take 1",
     1, "{\"Timestamp\":\"2026-02-0"},
    {"DeviceInfo | top 2 by DeviceName asc | project DeviceName", 2,
     "{\"DeviceName\":\"iphone-01.practice.example\"}"},
    {"DeviceInfo | distinct OSPlatform", 9, NULL},
    {"DeviceInfo | project OSPlatform, MachineGroup | distinct *", 9, NULL},
    {"DeviceInfo | extend Kind = iff(OSPlatform startswith 'Windows', 'w', 'o') "
     "| summarize count() by Kind | order by Kind asc",
     2, "{\"Kind\":\"o\",\"count_\":10}"},
    {"DeviceInfo | extend Kind = case(OSPlatform == 'iOS', 1, OSPlatform == 'Android', "
     "2, 3) | where Kind < 3 | count",
     1, "{\"Count\":4}"},
    {"DeviceInfo | take 1 | project X = strcat(tolower('AB'), toupper(\"c\"), 1 + 2 * "
     "3, "
     "substring('hello', 1, 3)), Y = (1 + 2) * 3 - -1, Z = 7 / 2, W = 7.0 / 2",
     1, "{\"X\":\"abC7ell\",\"Y\":10,\"Z\":3,\"W\":3.5}"},
    {"DeviceInfo | take 1 | project A = extract(@'^(\\w+)-', 1, DeviceName), B = "
     "strlen(DeviceName), C = bin(17, 5), D = 1d / 2h",
     1, "{\"A\":\"lt\",\"B\":22,\"C\":15,\"D\":12}"},
    {"DeviceInfo | take 1 | project-away Timestamp, DeviceId, PublicIP | "
     "project-rename "
     "Name = DeviceName",
     1, "{\"Name\":\"lt-01.practice.example\""},
    {"let os = 'Linux'; let n = 2;\nDeviceInfo | where OSPlatform == os and OSVersion "
     "!= tostring(n) | count",
     1, "{\"Count\":3}"},
    {"AlertInfo | join kind=inner (DeviceInfo | where OSPlatform == 'Windows11') on "
     "DeviceId | where OSPlatform != 'Windows11' | count",
     1, "{\"Count\":0}"},
    {"DeviceInfo | join kind=leftanti AlertInfo on DeviceId | join kind=inner "
     "AlertInfo "
     "on $left.DeviceId == $right.DeviceId | count",
     1, "{\"Count\":0}"},
    {"AlertInfo | join kind=leftouter DeviceInfo on DeviceId | count", 1,
     "{\"Count\":40}"},
    /* what an alert tells of is found by hunting */
    {"AlertEvidence | where EntityType == 'File' | join kind=inner DeviceProcessEvents "
     "on "
     "DeviceId, SHA1 | summarize dcount(AlertId)",
     1, "{\"dcount_AlertId\":40}"},
    {"DeviceNetworkEvents | where RemoteUrl == 'pay.example' | distinct "
     "InitiatingProcessFileName",
     1, "{\"InitiatingProcessFileName\":\"updater.exe\"}"},
    /* a text where a number belongs has no value, and shows nothing of where it lies */
    {"DeviceInfo | take 1 | extend t = iff(true, DeviceName, '') | project A = abs(t), "
     "B = "
     "hourofday(t), C = round(t), D = bin(t, 5), E = substring(t, t), F = "
     "now(t) == now(), G = coalesce(1, t) - 1",
     1,
     "{\"A\":null,\"B\":null,\"C\":0,\"D\":null,\"E\":\"lt-01.practice.example\",\"F\":"
     "true,\"G\":0}"},
    {"DeviceInfo | sort by OSBuild asc nulls last, DeviceName desc | project OSBuild | "
     "take 1",
     1, "{\"OSBuild\":15063}"},
    {"DeviceInfo | where DeviceName == \"lt-01\\u002e\" | count;", 1, "{\"Count\":0}"},
};

START_TEST(a_query_gives_its_rows)
{
    const struct good *good = &goods[_i];
    hunt_for(good->query);
    if (good->rows < 0) {
        ck_assert_int_eq(answer.status, 400);
        return;
    }
    ck_assert_msg(answer.status == 200, "%s", str_text(&answer.body));
    ck_assert_int_eq(cJSON_GetArraySize(results_of()), good->rows);
    if (!good->first)
        return;
    char *row = cJSON_PrintUnformatted(cJSON_GetArrayItem(results_of(), 0));
    ck_assert_msg(span_starts(span_of(row), good->first), "the first row is %s", row);
    cJSON_free(row);
}
END_TEST

/* The service's own words, so that they are recognised as its. */
static const struct bad {
    const char *query, *says;
} bads[] = {
    {"DeviceInfo | where Colour == 'red'",
     "'where' operator: Failed to resolve column or scalar expression named 'Colour'"},
    {"DeviceInfo | where deviceName == 'x'", "named 'deviceName'"},
    {"deviceinfo | take 3", "'take' operator: Failed to resolve table or column "
                            "expression named 'deviceinfo'"},
    {"MachineInfo", "Failed to resolve table or column expression named 'MachineInfo'"},
    {"DeviceInfo | summarize count() by Colour", "named 'Colour'"},
    {"DeviceInfo | project-away Colour", "named 'Colour'"},
    {"DeviceInfo | join AlertInfo on Colour", "named 'Colour'"},
    {"DeviceInfo | where OSBuild == 'x'", "types Int64 and String"},
    {"DeviceInfo | extend x = nosuch(1)", "Unknown function: 'nosuch'"},
    {"DeviceInfo | extend x = tolower()", "tolower(): function expects 1 argument"},
    {"DeviceInfo | where OSPlatform == -'Linux'", "with a value of type String"},
    {"DeviceInfo | extend x = DeviceName + 1", "with a value of type String"},
    {"DeviceInfo | summarize sum(DeviceName)", "must be a number, not String"},
    {"DeviceInfo | where Timestamp > ago(99999999999999d)", "parsed at"},
    {"DeviceInfo | mv-expand x", "does not have 'mv-expand'"},
    {"DeviceInfo | Take 3", "parsed at 'Take' on line [1,14]"},
    {"DeviceInfo\n| where OSPlatform = 'x'", "parsed at '=' on line [2,20]"},
    {"DeviceInfo | where OSPlatform == 'Linux", "A recognition error occurred"},
    {"DeviceInfo | take", "parsed at 'end of query' on line [1,18]"},
    {"DeviceInfo | where (OSBuild > 1", "end of query"},
    {"DeviceInfo | where OSBuild > 1)", "parsed at ')'"},
    {"DeviceInfo take 3", "parsed at 'take'"},
    {"| take 3", "parsed at '|'"},
    {"search 'x'", "exceeded the allowed limits"},
    {"let t = DeviceInfo; t", "let for single values"},
    {"DeviceInfo | join (DeviceInfo | join DeviceInfo on DeviceId) on DeviceId",
     "no join in a join"},
};

START_TEST(a_mistake_is_named_with_its_place)
{
    ck_assert_int_eq(hunt_for(bads[_i].query), 400);
    ck_assert_str_eq(code_of(), "BadRequest");
    ck_assert_msg(span_has(span_of(text_at(error_of(), "message")), bads[_i].says),
                  "message is: %s", text_at(error_of(), "message"));
}
END_TEST

START_TEST(no_query_is_missing)
{
    ck_assert_int_eq(hunt_for(" // nothing\n"), 400);
    ck_assert_str_eq(text_at(error_of(), "message"), "Missing query.");
}
END_TEST

START_TEST(the_schema_names_the_types)
{
    static const char *const types[][2] = {
        {"T", "DateTime"}, {"S", "String"},   {"L", "Int64"},  {"D", "Double"},
        {"B", "SByte"},    {"P", "TimeSpan"}, {"O", "Object"}, {"Q", "Double"}};
    hunt_for(
        "DeviceInfo | take 1 | project T = Timestamp, S = DeviceName, L = 1, D = 0.5, "
        "B = true, P = now() - Timestamp, O = dynamic([1]), Q = 1d / 1h");
    const cJSON *schema = cJSON_GetObjectItemCaseSensitive(body, "Schema");
    ck_assert_int_eq(cJSON_GetArraySize(schema), (int)COUNT_OF(types));
    for (int i = 0; i < (int)COUNT_OF(types); i++) {
        ck_assert_str_eq(text_at(cJSON_GetArrayItem(schema, i), "Name"), types[i][0]);
        ck_assert_str_eq(text_at(cJSON_GetArrayItem(schema, i), "Type"), types[i][1]);
    }
}
END_TEST

START_TEST(each_address_answers_in_its_own_case)
{
    static const struct {
        const char *path, *schema, *results, *name;
    } addresses[] = {
        {"/api/advancedqueries/run", "Schema", "Results", "Name"},
        {"/api/advancedhunting/run", "Schema", "Results", "Name"},
        {"/v1.0/security/runHuntingQuery", "schema", "results", "name"},
    };
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        ck_assert_int_eq(hunt_at(addresses[i].path, "DeviceInfo | take 2"), 200);
        const cJSON *schema =
            cJSON_GetObjectItemCaseSensitive(body, addresses[i].schema);
        ck_assert_str_eq(text_at(cJSON_GetArrayItem(schema, 0), addresses[i].name),
                         "Timestamp");
        ck_assert_int_eq(cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(
                             body, addresses[i].results)),
                         2);
    }
}
END_TEST

/* Of 120 events. */
START_TEST(a_timespan_of_graph_cuts_the_time)
{
    static const struct {
        const char *span;
        bool good, all;
    } spans[] = {
        {"P30D", true, true},
        {"P7D", true, false},
        {"PT12H", true, false},
        {"P1W2DT3H4M5S", true, false},
        {"2026-02-20T00:00:00Z", true, false},
        {"2026-02-20T00:00:00Z/2026-02-25T00:00:00Z", true, false},
        {"2026-02-20T00:00:00Z/P5D", true, false},
        {"P5D/2026-02-25T00:00:00Z", true, false},
        {"P7", false, false},
        {"P1M", false, false},
        {"P", false, false},
        {"yesterday", false, false},
        {"P7D/P7D", false, false},
        {"2026-02-20T00:00:00Z/", false, false},
    };
    for (size_t i = 0; i < COUNT_OF(spans); i++) {
        struct str sent = {0};
        str_addf(&sent, "{\"Query\":\"DeviceNetworkEvents\",\"Timespan\":\"%s\"}",
                 spans[i].span);
        int status = call("POST", "/v1.0/security/runHuntingQuery", str_text(&sent));
        ck_assert_msg(status == (spans[i].good ? 200 : 400), "%s: %d", spans[i].span,
                      status);
        int rows =
            cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(body, "results"));
        if (spans[i].good)
            ck_assert_msg(spans[i].all ? rows == 120 : rows > 0 && rows < 120, "%s: %d",
                          spans[i].span, rows);
        str_release(&sent);
    }
}
END_TEST

/* Every table answers, and every column of it has a value somewhere. */
START_TEST(every_table_has_what_its_columns_say)
{
    call_on("POST", "/api/machines/{lt-01}/isolate",
            "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}");
    pass_ms(60000);
    static const char *const tables[] = {"AlertEvidence",
                                         "DeviceFileEvents",
                                         "DeviceNetworkInfo",
                                         "DeviceRegistryEvents",
                                         "AlertInfo",
                                         "DeviceEvents",
                                         "DeviceInfo",
                                         "DeviceLogonEvents",
                                         "DeviceNetworkEvents",
                                         "DeviceProcessEvents",
                                         "DeviceTvmSoftwareInventory",
                                         "DeviceTvmSoftwareVulnerabilities"};
    for (size_t i = 0; i < COUNT_OF(tables); i++) {
        ck_assert_int_eq(hunt_for(tables[i]), 200);
        const cJSON *column, *row;
        cJSON_ArrayForEach(column, cJSON_GetObjectItemCaseSensitive(body, "Schema"))
        {
            bool found = false;
            const char *name = text_at(column, "Name");
            cJSON_ArrayForEach(row, results_of())
            {
                const cJSON *cell = cJSON_GetObjectItemCaseSensitive(row, name);
                found = found || (cell && !cJSON_IsNull(cell) &&
                                  (!cJSON_IsString(cell) || *cell->valuestring));
            }
            ck_assert_msg(found, "%s of %s is always empty", name, tables[i]);
        }
    }
}
END_TEST

/* Nesting and length have limits that are told, and nothing falls over. */
START_TEST(what_is_too_much_is_refused)
{
    static const struct {
        const char *start, *again, *end;
    } forms[] = {
        {"DeviceInfo | where ", "(", ""},
        {"DeviceInfo | where ", "not(", ""},
        {"DeviceInfo | where ", "-", ""},
        {"DeviceInfo | where OSBuild > 1", " and OSBuild > 1", ""},
        {"DeviceInfo | extend x = 1", ", x = 1", ""},
        {"DeviceInfo", " | project DeviceName", ""},
        {"DeviceInfo | join (", "DeviceInfo | join (", ""},
        {"DeviceInfo | where DeviceName in ('a'", ", 'a'", ")"},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct str query = str_of(forms[i].start);
        for (int n = 0; n < 3000; n++)
            str_add_text(&query, forms[i].again);
        str_add_text(&query, forms[i].end);
        hunt_for(str_text(&query));
        ck_assert(answer.status == 200 || answer.status == 400);
        str_release(&query);
    }
}
END_TEST

/* Cut anywhere, a query is answered. */
START_TEST(half_a_query_is_answered)
{
    static const char whole[] =
        "let x = ago(7d); DeviceInfo | where DeviceName !in~ ('a', @'b\\') and "
        "(OSBuild between (1 .. 2) or DeviceName matches regex \"^a\\\\d\") | extend y "
        "= "
        "case(true, 1, 2), z = strcat('a', 1.5) | summarize N = dcount(y), "
        "arg_max(Timestamp, *) by bin(Timestamp, 1h), z | join kind=inner (AlertInfo | "
        "take 1) on $left.DeviceId == $right.DeviceId | project-away y | top 3 by N "
        "asc "
        "nulls last | distinct * | count";
    for (size_t n = 0; n <= strlen(whole); n++) {
        char *part = mem_strdup(whole);
        part[n] = '\0';
        hunt_for(part);
        ck_assert(answer.status == 200 || answer.status == 400);
        mem_free(part);
        pass_ms(3000); /* within the quota */
    }
}
END_TEST

static Suite *
hunting_suite(void)
{
    Suite *suite = suite_create("hunting");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_loop_test(all, a_query_gives_its_rows, 0, (int)COUNT_OF(goods));
    tcase_add_loop_test(all, a_mistake_is_named_with_its_place, 0, (int)COUNT_OF(bads));
    tcase_add_test(all, no_query_is_missing);
    tcase_add_test(all, the_schema_names_the_types);
    tcase_add_test(all, each_address_answers_in_its_own_case);
    tcase_add_test(all, every_table_has_what_its_columns_say);
    tcase_add_test(all, a_timespan_of_graph_cuts_the_time);
    tcase_add_test(all, what_is_too_much_is_refused);
    tcase_add_test(all, half_a_query_is_answered);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(hunting_suite)
