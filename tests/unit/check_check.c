#include "unit.h"

#include "api/check_json.h"
#include "base/memory.h"
#include "check_operations.h"

#include <string.h>

#define ID   "0123456789abcdef0123456789abcdef01234567"
#define GUID "12345678-9abc-def0-1234-56789abcdef0"

static void
set_up(struct request *request, const struct operation *operation, const char *id,
       const char *body)
{
    request_init(request, operation);
    if (id)
        pairs_set(&request->slots, SPAN("id"), span_of(id));
    if (body)
        str_add_text(&request->body, body);
    request->has_body = body != NULL;
}

/* --- the order in which the service is taken to look --- */

static const struct {
    const char *id, *option, *value, *body, *predicted, *predicted_value;
} orders[] = {
    {ID, NULL, NULL, "{\"Comment\":\"a\"}", NULL, NULL},
    {"", "$stop", "1", "{\"comment\":", "NotFound", "id"},
    {"pc01", "$stop", "1", "{\"comment\":", "InvalidInput", "pc01"},
    {ID, "$stop", "1", "{\"comment\":", "ODataError", "$stop"},
    {ID, NULL, NULL, "{\"comment\":", "InvalidRequestBody", ""},
    {ID, NULL, NULL, "{\"comment\":1,\"other\":1}", "MissingRequiredParameter",
     "Comment"},
    {ID, NULL, NULL, NULL, "MissingRequiredParameter", "Comment"},
    {ID, NULL, NULL, "{\"Comment\":\"a\",\"other\":1,\"IsolationType\":\"full\"}",
     "InvalidRequestBody", "other"},
    {ID, NULL, NULL, "{\"Comment\":1,\"IsolationType\":\"full\"}", "InvalidRequestBody",
     "Comment"},
    {ID, NULL, NULL, "{\"Comment\":\"a\",\"IsolationType\":\"full\"}", "InvalidInput",
     "full"},
};

START_TEST(predicted_is_the_first_that_applies)
{
    struct request request;
    struct check check;
    set_up(&request, &isolate, orders[_i].id, orders[_i].body);
    if (orders[_i].option)
        pairs_add(&request.query, span_of(orders[_i].option),
                  span_of(orders[_i].value));
    check_request(&check, &request);
    if (orders[_i].predicted) {
        ck_assert_ptr_nonnull(check.predicted);
        ck_assert_str_eq(check.predicted, orders[_i].predicted);
        ck_assert_str_eq(check.predicted_value, orders[_i].predicted_value);
    } else {
        ck_assert_ptr_null(check.predicted);
        ck_assert_ptr_null(check.predicted_value);
        ck_assert_uint_eq(check.hints.count, 0);
    }
    check_release(&check);
    request_release(&request);
}
END_TEST

START_TEST(too_many_items_come_before_wrong_values_and_formats_last)
{
    struct request request;
    struct check check;
    set_up(&request, &import_indicators, NULL, "{\"Indicators\":[");
    for (int i = 0; i < 501; i++)
        str_addf(
            &request.body,
            "%s{\"indicatorValue\":\"x\",\"indicatorType\":\"%s\",\"title\":\"t\"}",
            i ? "," : "", i ? "FileSha1" : "filesha1");
    str_add_text(&request.body, "]}");
    check_request(&check, &request);
    ck_assert_str_eq(check.predicted, "MaximumBatchSizeExceeded");
    ck_assert_str_eq(check.predicted_value, "501");
    ck_assert_int_eq(check.hints.items[0].kind, HINT_SIZE);
    ck_assert_int_eq(check.hints.items[1].kind, HINT_ENUM_CASE);
    ck_assert_int_eq(check.hints.items[2].kind, HINT_FORMAT);
    check_release(&check);
    request_release(&request);
}
END_TEST

/* --- path slots --- */

static const struct {
    const char *id;
    enum severity severity;
    const char *predicted, *says;
} slots[] = {
    {ID, 0, NULL, NULL},
    {"", SEVERITY_ERROR, "NotFound", "//"},
    {" ", SEVERITY_ERROR, "NotFound", "//"},
    {"{id}", SEVERITY_ERROR, "InvalidInput", "placeholder"},
    {"<machine-id>", SEVERITY_ERROR, "InvalidInput", "placeholder"},
    {"pc01.contoso.com", SEVERITY_ERROR, "InvalidInput", "looks like a name"},
    {GUID, SEVERITY_ERROR, "InvalidInput", "GUID"},
    {"abc", SEVERITY_ERROR, "InvalidInput", "40 hexadecimal digits"},
};

START_TEST(slots_of_a_wrong_kind_are_told)
{
    struct request request;
    struct check check;
    set_up(&request, &isolate, slots[_i].id, "{\"Comment\":\"a\"}");
    check_request(&check, &request);
    ck_assert_uint_eq(check.hints.count, slots[_i].predicted != NULL);
    if (slots[_i].predicted) {
        const struct hint *hint = check.hints.items;
        ck_assert_int_eq(hint->kind, HINT_PATH);
        ck_assert_int_eq(hint->severity, slots[_i].severity);
        ck_assert_str_eq(hint->where, "path:id");
        ck_assert_uint_eq(hint->line, 0);
        ck_assert_str_eq(check.predicted, slots[_i].predicted);
        ck_assert_msg(strstr(hint->text, slots[_i].says), "%s", hint->text);
    }
    check_release(&check);
    request_release(&request);
}
END_TEST

/* --- query options --- */

struct query_case {
    const char *name, *value;
    enum severity severity;
    const char *found, *expected; /* found NULL with says NULL: nothing to say */
    const char *fixed_name, *fixed_value;
    const char *says;
};

static const struct query_case queries[] = {
    {"$filter", "healthStatus eq 'Active' and startswith(computerDnsName,'a')", 0, NULL,
     NULL, NULL, NULL, NULL},
    {"$filter", "machineTags/any(t: t eq 'x')", 0, NULL, NULL, NULL, NULL, NULL},
    {"$filter", "lastSeen gt 2018-10-20", 0, NULL, NULL, NULL, NULL, NULL},
    {"$top", "10000", 0, NULL, NULL, NULL, NULL, NULL},
    {"pageSize", "5", 0, NULL, NULL, NULL, NULL, NULL},
    {"pagesize", "5", 0, NULL, NULL, NULL, NULL, NULL},
    {"useStartsWithFilter", "True", 0, NULL, NULL, NULL, NULL, NULL},
    {"$skiptoken", "abc", 0, NULL, NULL, NULL, NULL, NULL},
    {"$stop", "5", SEVERITY_ERROR, "$stop", "$top", "$top", "5", "no OData"},
    {"$Filter", "healthStatus eq 'Active'", SEVERITY_ERROR, "$Filter", "$filter",
     "$filter", "healthStatus eq 'Active'", "no OData"},
    {"$what", "5", SEVERITY_ERROR, "$what", NULL, NULL, NULL, "no OData"},
    {"filter", "healthStatus eq 'Active'", SEVERITY_WARNING, "filter", "$filter",
     "$filter", "healthStatus eq 'Active'", "passes over"},
    {"page_size", "5", SEVERITY_WARNING, "page_size", "pageSize", "pageSize", "5",
     "passes over"},
    {"colour", "blue", SEVERITY_WARNING, "colour", NULL, NULL, NULL, "passes over"},
    {"", "healthStatus eq 'Active'", SEVERITY_WARNING, NULL, "$filter", "$filter",
     "healthStatus eq 'Active'", "no name"},
    {"$orderby", "lastSeen desc", SEVERITY_WARNING, "$orderby", NULL, NULL, NULL,
     "doesn't say"},
    {"$top", "ten", SEVERITY_ERROR, "ten", "integer", NULL, NULL, "whole number"},
    {"$top", "-1", SEVERITY_ERROR, "-1", "integer", NULL, NULL, "whole number"},
    {"$top", "'5'", SEVERITY_ERROR, "'5'", "integer", "$top", "5", "whole number"},
    {"$top", "10001", SEVERITY_ERROR, "10001", "10000", "$top", "10000", "at most"},
    {"pageSize", "x", SEVERITY_ERROR, "x", "integer", NULL, NULL, "whole number"},
    {"useStartsWithFilter", "yes", SEVERITY_ERROR, "yes", "boolean", NULL, NULL,
     "true or false"},
    {"$filter", "HealthStatus eq 'Active'", SEVERITY_ERROR, "HealthStatus",
     "healthStatus", "$filter", "healthStatus eq 'Active'", "case-sensitive"},
    {"$filter", "healthState eq 'Active'", SEVERITY_ERROR, "healthState",
     "healthStatus", "$filter", "healthStatus eq 'Active'", "not among"},
    {"$filter", "colour eq 'blue'", SEVERITY_ERROR, "colour", NULL, NULL, NULL,
     "not among"},
    {"$filter", "healthStatus eq Active", SEVERITY_ERROR, "Active", "'Active'",
     "$filter", "healthStatus eq 'Active'", "single quotes"},
    {"$filter", "osPlatform eq Windows 10", SEVERITY_ERROR, "Windows 10", NULL, NULL,
     NULL, "single quotes"},
    {"$filter", "healthStatus eq \"Active\"", SEVERITY_ERROR, "\"Active\"", "'Active'",
     "$filter", "healthStatus eq 'Active'", "single quotes"},
    {"$filter", "healthStatus EQ 'Active'", SEVERITY_ERROR, "EQ", "eq", "$filter",
     "healthStatus eq 'Active'", "small letters"},
    {"$filter", "healthStatus='Active'", SEVERITY_ERROR, "=", "eq", "$filter",
     "healthStatus eq 'Active'", "word"},
    {"$filter", "(id eq 'a'", SEVERITY_ERROR, "(", NULL, "$filter", "(id eq 'a')",
     "never closed"},
    {"$filter", "", SEVERITY_ERROR, NULL, NULL, NULL, NULL, "ends before"},
    {"$filter", "lastSeen gt '2026-01-31T09:30:00Z'", SEVERITY_WARNING,
     "'2026-01-31T09:30:00Z'", "2026-01-31T09:30:00Z", "$filter",
     "lastSeen gt 2026-01-31T09:30:00Z", "without quotes"},
    {"$filter", "StartsWith(id,'a')", SEVERITY_ERROR, "StartsWith", "startswith",
     "$filter", "startswith(id,'a')", "no function"},
    {"$filter", "substringof('a',id)", SEVERITY_ERROR, "substringof", NULL, NULL, NULL,
     "contains"},
};

START_TEST(query_options_are_looked_into)
{
    const struct query_case *c = &queries[_i];
    struct request request;
    struct check check;
    request_init(&request, &list_machines);
    pairs_add(&request.query, span_of(c->name), span_of(c->value));
    check_request(&check, &request);
    ck_assert_msg((check.hints.count > 0) == (c->says != NULL), "%s=%s: %zu hints: %s",
                  c->name, c->value, check.hints.count,
                  check.hints.count ? check.hints.items[0].text : "");
    if (c->says) {
        const struct hint *hint = check.hints.items;
        struct str where = str_of("query:");
        str_add_text(&where, c->name);
        ck_assert_int_eq(hint->kind, HINT_QUERY);
        ck_assert_int_eq(hint->severity, c->severity);
        ck_assert_str_eq(hint->where, str_text(&where));
        ck_assert_pstr_eq(hint->found, c->found);
        if (c->expected || !strstr(c->says, "not among"))
            ck_assert_pstr_eq(hint->expected, c->expected);
        ck_assert_pstr_eq(check.predicted,
                          c->severity == SEVERITY_ERROR ? "ODataError" : NULL);
        ck_assert_msg(strstr(hint->text, c->says), "%s=%s: %s", c->name, c->value,
                      hint->text);
        str_release(&where);
    }
    check_release(&check);
    size_t fixed = check_fix(&request, NULL);
    ck_assert_uint_eq(fixed > 0, c->fixed_name != NULL);
    ck_assert_str_eq(request.query.items[0].name,
                     c->fixed_name ? c->fixed_name : c->name);
    ck_assert_str_eq(request.query.items[0].value,
                     c->fixed_value ? c->fixed_value : c->value);
    request_release(&request);
}
END_TEST

START_TEST(an_option_may_stand_once)
{
    struct request request;
    struct check check;
    request_init(&request, &list_machines);
    pairs_add(&request.query, SPAN("$top"), SPAN("1"));
    pairs_add(&request.query, SPAN("$top"), SPAN("2"));
    check_request(&check, &request);
    ck_assert_uint_eq(check.hints.count, 1);
    ck_assert_str_eq(check.predicted, "ODataError");
    check_release(&check);
    request_release(&request);
}
END_TEST

/* --- properties that the documentation spells in two ways --- */

static const struct {
    const char *operation, *option, *value, *other;
    bool told; /* before a refusal too */
} spellings[] = {
    {"listMachines", "$filter", "RiskScore eq 'High'", "riskScore eq 'High'", true},
    {"listMachines", "$filter", "riskScore eq 'High'", "RiskScore eq 'High'", false},
    {"listMachines", "$filter", "startswith(ComputerDnsName,'lt')",
     "startswith(computerDnsName,'lt')", true},
    {"listMachines", "$filter", "version eq '1' and HealthStatus ne 'Active'",
     "version eq '1' and healthStatus ne 'Active'", true},
    {"listMachineActions", "$orderby", "type,CreationDateTimeUtc desc",
     "Type,CreationDateTimeUtc desc", true},
    {"listMachines", "$filter", "version eq '1'", NULL, false},
    {"listMachines", "$filter", "exposureLevel eq", NULL, false},
};

START_TEST(either_spelling_is_taken)
{
    struct request request;
    struct check check;
    struct hints others = {0};
    request_init(&request,
                 catalogue_find(catalogue_builtin(), span_of(spellings[_i].operation)));
    pairs_set(&request.query, span_of(spellings[_i].option),
              span_of(spellings[_i].value));
    check_request(&check, &request);
    size_t told = 0;
    for (size_t i = 0; i < check.hints.count; i++) {
        const struct hint *hint = &check.hints.items[i];
        bool spelling = hint->severity == SEVERITY_INFO;
        told += spelling;
        ck_assert(!spelling || (!hint->fix && strstr(hint->text, "writes both")));
    }
    ck_assert_uint_eq(told, spellings[_i].told);
    if (spellings[_i].other)
        ck_assert_ptr_null(check.predicted);
    check_alternatives(&others, request.operation, &request);
    ck_assert_uint_eq(others.count > 0, spellings[_i].other != NULL);
    if (spellings[_i].other) {
        ck_assert(check_apply(&request, &others.items[0]));
        ck_assert_str_eq(pairs_get(&request.query, spellings[_i].option),
                         spellings[_i].other);
    }
    hints_release(&others);
    check_release(&check);
    request_release(&request);
}
END_TEST

/* --- as JSON --- */

START_TEST(json_has_every_member)
{
    struct request request;
    struct check check;
    set_up(&request, &isolate, ID, "{\n  \"comment\": \"a\"\n}");
    check_request(&check, &request);
    cJSON *json = check_json(&check, &request);
    char *text = cJSON_PrintUnformatted(json);
    ck_assert_str_eq(
        text,
        "{\"operation\":\"isolateMachine\",\"method\":\"POST\","
        "\"path\":\"/api/machines/{id}/isolate\","
        "\"permissions\":{\"application\":[],\"delegated\":[]},"
        "\"predicted\":\"MissingRequiredParameter\",\"hints\":[{\"kind\":\"case\","
        "\"severity\":\"error\",\"where\":\"/comment\",\"line\":2,\"column\":3,"
        "\"found\":\"comment\",\"expected\":\"Comment\",\"text\":\"\\\"comment\\\" "
        "is written \\\"Comment\\\" here: body names are case-sensitive.\","
        "\"fix\":true}]}");
    cJSON_free(text);
    cJSON_Delete(json);
    check_release(&check);
    request_release(&request);
}
END_TEST

START_TEST(json_is_utf8_whatever_was_found)
{
    struct request request;
    struct check check;
    set_up(&request, &isolate, "\xff\xfe", "{\"Comment\":\"a\"}");
    check_request(&check, &request);
    cJSON *json = check_json(&check, &request);
    const cJSON *hints = cJSON_GetObjectItemCaseSensitive(json, "hints");
    const cJSON *hint = cJSON_GetArrayItem(hints, 0);
    ck_assert_str_eq(cJSON_GetObjectItemCaseSensitive(hint, "found")->valuestring,
                     "\xef\xbf\xbd\xef\xbf\xbd");
    ck_assert(cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(hint, "line")));
    cJSON_Delete(json);
    check_release(&check);
    request_release(&request);
}
END_TEST

static Suite *
check_suite(void)
{
    Suite *suite = suite_create("check");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, predicted_is_the_first_that_applies, 0, COUNT_OF(orders));
    tcase_add_test(all, too_many_items_come_before_wrong_values_and_formats_last);
    tcase_add_loop_test(all, slots_of_a_wrong_kind_are_told, 0, COUNT_OF(slots));
    tcase_add_loop_test(all, query_options_are_looked_into, 0, COUNT_OF(queries));
    tcase_add_test(all, an_option_may_stand_once);
    tcase_add_loop_test(all, either_spelling_is_taken, 0, COUNT_OF(spellings));
    tcase_add_test(all, json_has_every_member);
    tcase_add_test(all, json_is_utf8_whatever_was_found);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(check_suite)
