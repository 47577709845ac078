#include "unit.h"

#include "api/check.h"
#include "base/memory.h"
#include "check_operations.h"

#include <string.h>

#define SHA1 "220e7d15b011d7fac48f2bd61114db1022197f7f"

/* What the first hint says of a body. WHERE NULL: there is none. FIXED: the body after
 * every fix, NULL where nothing can be mended. */
struct body_case {
    const struct operation *operation;
    const char *body;
    enum hint_kind kind;
    enum severity severity;
    const char *where, *found, *expected, *predicted, *value, *fixed;
};

#define ERROR   SEVERITY_ERROR
#define WARNING SEVERITY_WARNING
#define INFO    SEVERITY_INFO
#define MISSING "MissingRequiredParameter"
#define BODY    "InvalidRequestBody"
#define INPUT   "InvalidInput"

/* clang-format off */
static const struct body_case body_cases[] = {
    {&isolate, "{\"Comment\":\"a\"}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&isolate, "{\"Comment\":\"a\",\"IsolationType\":\"Full\"}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    /* names */
    {&isolate, "{\"comment\":\"a\"}", HINT_CASE, ERROR, "/comment", "comment", "Comment", MISSING, "Comment", "{\"Comment\":\"a\"}"},
    {&isolate, "{\"Coment\":\"a\"}", HINT_SPELLING, ERROR, "/Coment", "Coment", "Comment", MISSING, "Comment", "{\"Comment\":\"a\"}"},
    {&isolate, "{\"Comments\":\"a\"}", HINT_SPELLING, ERROR, "/Comments", "Comments", "Comment", MISSING, "Comment", "{\"Comment\":\"a\"}"},
    {&isolate, "{\"Comment\":\"a\",\"isolationtype\":\"Full\"}", HINT_CASE, ERROR, "/isolationtype", "isolationtype", "IsolationType", BODY, "isolationtype", "{\"Comment\":\"a\",\"IsolationType\":\"Full\"}"},
    {&isolate, "{\"Comment\":\"a\",\"Isolation_Type\":\"Full\"}", HINT_SPELLING, ERROR, "/Isolation_Type", "Isolation_Type", "IsolationType", BODY, "Isolation_Type", "{\"Comment\":\"a\",\"IsolationType\":\"Full\"}"},
    {&isolate, "{\"Comment\":\"a\",\"Reason\":1}", HINT_UNKNOWN, ERROR, "/Reason", "Reason", NULL, BODY, "Reason", NULL},
    {&isolate, "{\"Comment\":\"a\",\"a/b~\":1}", HINT_UNKNOWN, ERROR, "/a~1b~0", "a/b~", NULL, BODY, "a/b~", NULL},
    {&isolate, "{\"Comment\":\"a\",\"Isolation\":\"Full\"}", HINT_UNKNOWN, ERROR, "/Isolation", "Isolation", "IsolationType", BODY, "Isolation", NULL},
    {&isolate, "{\"Comment\":\"a\",\"\\u0049solationType\":\"Full\"}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&isolate, "{\"IsolationType\":\"Full\"}", HINT_MISSING, ERROR, "/Comment", NULL, "Comment", MISSING, "Comment", NULL},
    {&isolate, "{}", HINT_MISSING, ERROR, "/Comment", NULL, "Comment", MISSING, "Comment", NULL},
    {&isolate, "", HINT_MISSING, ERROR, "/Comment", NULL, "Comment", MISSING, "Comment", NULL},
    {&isolate, "{\"Comment\":\"a\",\"comment\":\"b\"}", HINT_CASE, ERROR, "/comment", "comment", "Comment", BODY, "comment", NULL},
    {&isolate, "{\"Comment\":\"a\",\"Comment\":\"b\"}", HINT_DUPLICATE, WARNING, "/Comment", "Comment", NULL, NULL, NULL, "{\"Comment\":\"b\"}"},
    {&isolate, "{\"Comment\":\"\"}", HINT_MISSING, WARNING, "/Comment", "\"\"", NULL, NULL, NULL, NULL},
    {&isolate, "{\"Comment\":\"a\",\"@odata.type\":\"#x\"}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&update_alert, "{\"Status\":\"New\"}", HINT_CASE, INFO, "/Status", "Status", "status", NULL, NULL, NULL},
    {&update_alert, "{\"STATUS\":\"New\"}", HINT_CASE, ERROR, "/STATUS", "STATUS", "status", BODY, "STATUS", "{\"status\":\"New\"}"},
    {&update_alert, "{\"extra\":{\"Any\":[{\"thing\":1}]},\"anything\":[1,{}]}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    /* types */
    {&update_alert, "{\"active\":\"true\"}", HINT_TYPE, ERROR, "/active", "\"true\"", "true", BODY, "active", "{\"active\":true}"},
    {&update_alert, "{\"active\":\"False\"}", HINT_TYPE, ERROR, "/active", "\"False\"", "false", BODY, "active", "{\"active\":false}"},
    {&update_alert, "{\"active\":1}", HINT_TYPE, ERROR, "/active", "1", "true", BODY, "active", "{\"active\":true}"},
    {&update_alert, "{\"hours\":\"5\"}", HINT_TYPE, ERROR, "/hours", "\"5\"", "5", BODY, "hours", "{\"hours\":5}"},
    {&update_alert, "{\"hours\":\"five\"}", HINT_TYPE, ERROR, "/hours", "\"five\"", "integer", BODY, "hours", NULL},
    {&update_alert, "{\"hours\":5.5}", HINT_TYPE, ERROR, "/hours", "5.5", "integer", BODY, "hours", NULL},
    {&update_alert, "{\"hours\":-5,\"score\":1e3}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&update_alert, "{\"assignedTo\":5}", HINT_TYPE, ERROR, "/assignedTo", "5", "\"5\"", BODY, "assignedTo", "{\"assignedTo\":\"5\"}"},
    {&update_alert, "{\"assignedTo\":[\"me\"]}", HINT_TYPE, ERROR, "/assignedTo", "[\"me\"]", "\"me\"", BODY, "assignedTo", "{\"assignedTo\":\"me\"}"},
    {&update_alert, "{\"assignedTo\":[\"a\",\"b\"]}", HINT_TYPE, ERROR, "/assignedTo", "[\"a\",\"b\"]", "string", BODY, "assignedTo", NULL},
    {&update_alert, "{\"assignedTo\":null}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&update_alert, "{\"status\":null}", HINT_TYPE, WARNING, "/status", "null", "string", NULL, NULL, NULL},
    {&isolate, "{\"Comment\":null}", HINT_TYPE, ERROR, "/Comment", "null", "string", BODY, "Comment", NULL},
    {&update_alert, "{\"tags\":\"a\"}", HINT_TYPE, ERROR, "/tags", "\"a\"", "[\"a\"]", BODY, "tags", "{\"tags\":[\"a\"]}"},
    {&update_alert, "{\"tags\":\"a,b\"}", HINT_TYPE, ERROR, "/tags", "\"a,b\"", "array", BODY, "tags", NULL},
    {&update_alert, "{\"tags\":[\"a\",2]}", HINT_TYPE, ERROR, "/tags/1", "2", "\"2\"", BODY, "", "{\"tags\":[\"a\",\"2\"]}"},
    {&update_alert, "{\"tags\":[]}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&update_alert, "{\"extra\":\"{\\\"a\\\":1}\"}", HINT_TYPE, ERROR, "/extra", "\"{\\\"a\\\":1}\"", "{\"a\":1}", BODY, "extra", "{\"extra\":{\"a\":1}}"},
    {&isolate, "\"{\\\"Comment\\\":\\\"a\\\"}\"", HINT_TYPE, ERROR, "", "\"{\\\"Comment\\\":\\\"a\\\"}\"", "{\"Comment\":\"a\"}", BODY, "", "{\"Comment\":\"a\"}"},
    {&isolate, "[{\"Comment\":\"a\"}]", HINT_TYPE, ERROR, "", "[{\"Comment\":\"a\"}]", "{\"Comment\":\"a\"}", BODY, "", "{\"Comment\":\"a\"}"},
    {&isolate, "5", HINT_TYPE, ERROR, "", "5", "object", BODY, "", NULL},
    /* enumerations, combinations */
    {&isolate, "{\"Comment\":\"a\",\"IsolationType\":\"full\"}", HINT_ENUM_CASE, ERROR, "/IsolationType", "full", "Full", INPUT, "full", "{\"Comment\":\"a\",\"IsolationType\":\"Full\"}"},
    {&isolate, "{\"Comment\":\"a\",\"IsolationType\":\"Selectiv\"}", HINT_ENUM, ERROR, "/IsolationType", "Selectiv", "Selective", INPUT, "Selectiv", "{\"Comment\":\"a\",\"IsolationType\":\"Selective\"}"},
    {&isolate, "{\"Comment\":\"a\",\"IsolationType\":\"Quick\"}", HINT_ENUM, ERROR, "/IsolationType", "Quick", "Full | Selective | UnManagedDevice", INPUT, "Quick", NULL},
    {&isolate, "{\"Comment\":\"a\",\"IsolationType\":\"Partial\"}", HINT_ENUM, INFO, "/IsolationType", "Partial", NULL, NULL, NULL, NULL},
    {&update_alert, "{\"classification\":\"FalsePositive\",\"determination\":\"Malware\"}", HINT_COMBINATION, ERROR, "/determination", "Malware", "NotMalicious", INPUT, "Malware", NULL},
    {&update_alert, "{\"determination\":\"Malware\",\"classification\":\"TruePositive\"}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&update_alert, "{\"classification\":\"FalsePositive\",\"determination\":\"Clean\"}", HINT_ENUM, INFO, "/determination", "Clean", NULL, NULL, NULL, NULL},
    /* format, size */
    {&update_alert, "{\"file\":\"" SHA1 "\",\"seen\":\"2026-01-31T09:30:00Z\"}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&update_alert, "{\"file\":\"abc\"}", HINT_FORMAT, ERROR, "/file", "abc", "sha1", "InvalidHashValue", "abc", NULL},
    {&update_alert, "{\"file\":\"\"}", HINT_FORMAT, WARNING, "/file", "", "sha1", NULL, NULL, NULL},
    {&update_alert, "{\"seen\":\"2026-01-31\"}", HINT_FORMAT, WARNING, "/seen", "2026-01-31", "2026-01-31T00:00:00Z", NULL, NULL, "{\"seen\":\"2026-01-31T00:00:00Z\"}"},
    {&isolate, "{\"Comment\":\"0123456789012345678901234567890123456789012345678901234567890\"}", HINT_SIZE, ERROR, "/Comment", "61", "60", INPUT, "61", NULL},
    /* indicators */
    {&import_indicators, "{\"Indicators\":[{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\",\"rbacGroupNames\":[\"a\"],\"generateAlert\":true}]}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&import_indicators, "{\"Indicators\":[{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\",\"rbacGroupNames\":\"a,b\",\"generateAlert\":\"true\",\"action\":\"Audit\"}]}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {&import_indicators, "{\"Indicators\":[{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\",\"action\":\"Audit\",\"generateAlert\":false}]}", HINT_COMBINATION, ERROR, "/Indicators/0/action", "Audit", "\"generateAlert\": true", INPUT, "Audit", "{\"Indicators\":[{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\",\"action\":\"Audit\",\"generateAlert\":true}]}"},
    {&import_indicators, "{\"Indicators\":[{\"indicatorValue\":\"10.0.0.0/8\",\"indicatorType\":\"IpAddress\",\"title\":\"t\"}]}", HINT_FORMAT, ERROR, "/Indicators/0/indicatorValue", "10.0.0.0/8", "ip", "InvalidIpAddress", "10.0.0.0/8", NULL},
    {&import_indicators, "{\"Indicators\":[{},{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"Title\":\"t\"}]}", HINT_MISSING, ERROR, "/Indicators/0/indicatorType", NULL, "indicatorType", MISSING, "indicatorType", "{\"Indicators\":[{},{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\"}]}"},
    {&import_indicators, "{\"indicators\":[{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"filesha1\",\"title\":\"t\"}]}", HINT_CASE, ERROR, "/indicators", "indicators", "Indicators", MISSING, "Indicators", "{\"Indicators\":[{\"indicatorValue\":\"" SHA1 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\"}]}"},
    {&import_indicators, "[{\"indicatorValue\":\"a\"}]", HINT_TYPE, ERROR, "", "[{\"indicatorValue\":\"a\"}]", "{\"Indicators\": [{\"indicatorValue\":\"a\"}]}", BODY, "", "{\"Indicators\": [{\"indicatorValue\":\"a\"}]}"},
    /* syntax */
    {&isolate, "{\"Comment\":\"a\",}", HINT_SYNTAX, ERROR, "", ",", NULL, BODY, "", "{\"Comment\":\"a\"}"},
    {&isolate, "{'Comment':'a'}", HINT_SYNTAX, ERROR, "", "'Comment'", "\"Comment\"", BODY, "", "{\"Comment\":\"a\"}"},
    {&isolate, "{\"Comment\":\"a\" // why\n}", HINT_SYNTAX, ERROR, "", "// why", NULL, BODY, "", "{\"Comment\":\"a\" \n}"},
    {&isolate, "{\"Comment\":\"a\"", HINT_SYNTAX, ERROR, "", "{", "}", BODY, "", "{\"Comment\":\"a\"}"},
    {&isolate, "{comment:\"a\"}", HINT_SYNTAX, ERROR, "", "comment", "\"comment\"", BODY, "", "{\"Comment\":\"a\"}"},
    {&run_query, "{\"Query\":\"T\n| take 1\n| where x\"}", HINT_SYNTAX, ERROR, "", "\n", NULL, BODY, "", "{\"Query\":\"T\\n| take 1\\n| where x\"}"},
    {&isolate, "\xef\xbb\xbf{\"Comment\":\"a\"}", HINT_SYNTAX, WARNING, "", "\xef\xbb\xbf", NULL, NULL, NULL, "{\"Comment\":\"a\"}"},
    /* what goes where nothing is taken */
    {&list_machines, "{\"a\":1}", HINT_UNKNOWN, WARNING, "", NULL, NULL, NULL, NULL, NULL},
    {&list_machines, "", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {NULL, "{\"a\":1}", 0, 0, NULL, NULL, NULL, NULL, NULL, NULL},
    {NULL, "{\"a\":1,}", HINT_SYNTAX, ERROR, "", ",", NULL, BODY, "", "{\"a\":1}"},
};
/* clang-format on */

static void
check_text(const char *what, const char *got, const char *want, const char *body)
{
    bool same = got && want ? strcmp(got, want) == 0 : !got && !want;
    ck_assert_msg(same, "%s: %s is %s, not %s", body, what, got ? got : "(none)",
                  want ? want : "(none)");
}

START_TEST(first_hint_tells_what_is_wrong)
{
    const struct body_case *c = &body_cases[_i];
    struct check check;
    check_body(&check, c->operation, span_of(c->body));
    const struct hint *hint = check.hints.items;
    check_text("predicted", check.predicted, c->predicted, c->body);
    check_text("value", check.predicted_value, c->value, c->body);
    ck_assert_msg((check.hints.count > 0) == (c->where != NULL), "%s: %zu hints: %s",
                  c->body, check.hints.count, hint ? hint->text : "");
    if (c->where) {
        ck_assert_msg(hint->kind == c->kind, "%s: kind is %s", c->body,
                      hint_kind_name(hint->kind));
        ck_assert_int_eq(hint->severity, c->severity);
        check_text("where", hint->where, c->where, c->body);
        check_text("found", hint->found, c->found, c->body);
        check_text("expected", hint->expected, c->expected, c->body);
        ck_assert(hint->text && *hint->text);
        ck_assert(hint->at + hint->length <= strlen(c->body));
        ck_assert_uint_ge(hint->line, 1);
        ck_assert_uint_ge(hint->column, 1);
    }
    check_release(&check);
}
END_TEST

START_TEST(fixing_mends_what_is_certain_and_no_more)
{
    const struct body_case *c = &body_cases[_i];
    struct request request;
    request_init(&request, c->operation);
    if (c->operation && c->operation->parameter_count && c->operation->body)
        pairs_set(&request.slots, SPAN("id"), SPAN(SHA1));
    str_add_text(&request.body, c->body);
    request.has_body = true;
    size_t fixed = check_fix(&request, NULL);
    ck_assert_msg((fixed > 0) == (c->fixed != NULL), "%s: %zu fixes: %s", c->body,
                  fixed, str_text(&request.body));
    ck_assert_str_eq(str_text(&request.body), c->fixed ? c->fixed : c->body);
    ck_assert_uint_eq(check_fix(&request, NULL), 0);
    request_release(&request);
}
END_TEST

static const struct hint *
find_hint(const struct check *check, enum hint_kind kind, const char *where)
{
    for (size_t i = 0; i < check->hints.count; i++) {
        const struct hint *hint = &check->hints.items[i];
        if (hint->kind == kind && strcmp(hint->where, where) == 0)
            return hint;
    }
    ck_abort_msg("no hint %s at \"%s\"", hint_kind_name(kind), where);
    return NULL;
}

START_TEST(line_and_column_count_from_one_and_by_characters)
{
    struct check check;
    check_body(&check, &isolate,
               SPAN("{\n  \"\xc3\xa4\xf0\x9f\x98\x80\": 1, \"comment\": 2\n}"));
    const struct hint *hint = find_hint(&check, HINT_CASE, "/comment");
    ck_assert_uint_eq(hint->line, 2);
    ck_assert_uint_eq(hint->column, 12);
    hint = find_hint(&check, HINT_TYPE, "/comment");
    ck_assert_uint_eq(hint->column, 23);
    check_release(&check);
}
END_TEST

START_TEST(missing_stands_at_the_object_that_lacks_it)
{
    struct check check;
    check_body(&check, &import_indicators, SPAN("{\"Indicators\": [\n   {\n} ]}"));
    const struct hint *hint =
        find_hint(&check, HINT_MISSING, "/Indicators/0/indicatorValue");
    ck_assert_uint_eq(hint->line, 2);
    ck_assert_uint_eq(hint->column, 4);
    ck_assert_ptr_null(hint->found);
    check_release(&check);
}
END_TEST

START_TEST(a_query_with_line_breaks_says_what_the_service_answers)
{
    struct check check;
    check_body(&check, &run_query, SPAN("{\"Query\":\"T\n| take 1\n\"}"));
    ck_assert_uint_eq(check.hints.count, 1);
    ck_assert_ptr_nonnull(strstr(check.hints.items[0].text, "Missing query."));
    struct str body = str_of("{\"Query\":\"T\n| take 1\n\"}");
    ck_assert(hint_apply(&check.hints.items[0], &body));
    ck_assert_str_eq(str_text(&body), "{\"Query\":\"T\\n| take 1\\n\"}");
    str_release(&body);
    check_release(&check);
}
END_TEST

START_TEST(the_sentence_about_case_is_exact)
{
    struct check check;
    check_body(&check, &isolate, SPAN("{\"comment\":\"a\"}"));
    ck_assert_str_eq(
        check.hints.items[0].text,
        "\"comment\" is written \"Comment\" here: body names are case-sensitive.");
    check_release(&check);
}
END_TEST

START_TEST(a_sentence_can_be_shown_whatever_was_found)
{
    struct check check;
    check_body(&check, &isolate, SPAN("{\"Comment\":\"a\",\"\\u001b[2Jx\\u202e\":1}"));
    ck_assert_uint_eq(check.hints.count, 1);
    const char *text = check.hints.items[0].text;
    ck_assert_ptr_nonnull(strstr(text, "\\u001b[2Jx\\u202e"));
    ck_assert_str_eq(check.hints.items[0].found, "\x1b[2Jx\xe2\x80\xae");
    check_release(&check);
}
END_TEST

START_TEST(alternatives_turn_to_the_other_spelling)
{
    struct hints hints = {0};
    struct str body = str_of("{\"status\":\"x\",\"hours\":\"5\"}");
    check_alternatives(&hints, &update_alert, &(struct request){.body = body});
    ck_assert_uint_eq(hints.count, 1);
    ck_assert_str_eq(hints.items[0].expected, "Status");
    ck_assert(hint_apply(&hints.items[0], &body));
    ck_assert_str_eq(str_text(&body), "{\"Status\":\"x\",\"hours\":\"5\"}");
    hints_release(&hints);
    str_release(&body);
}
END_TEST

static void
add_indicators(struct str *body, size_t count, const char *name)
{
    str_add_text(body, "{\"Indicators\":[");
    for (size_t i = 0; i < count; i++)
        str_addf(body,
                 "%s{\"%s\":\"" SHA1
                 "\",\"indicatorType\":\"FileSha1\",\"title\":\"t\"}",
                 i ? "," : "", name);
    str_add_text(body, "]}");
}

START_TEST(one_item_too_many_is_too_many)
{
    struct check check;
    struct str body = {0};
    add_indicators(&body, 500, "indicatorValue");
    check_body(&check, &import_indicators, str_span(&body));
    ck_assert_uint_eq(check.hints.count, 0);
    check_release(&check);
    str_clear(&body);
    add_indicators(&body, 501, "indicatorValue");
    check_body(&check, &import_indicators, str_span(&body));
    ck_assert_uint_eq(check.hints.count, 1);
    ck_assert_int_eq(check.hints.items[0].kind, HINT_SIZE);
    ck_assert_str_eq(check.hints.items[0].found, "501");
    ck_assert_str_eq(check.hints.items[0].expected, "500");
    ck_assert_str_eq(check.predicted, "MaximumBatchSizeExceeded");
    check_release(&check);
    str_release(&body);
}
END_TEST

START_TEST(findings_have_a_limit_and_fixing_has_none)
{
    struct request request;
    request_init(&request, &import_indicators);
    request.has_body = true;
    add_indicators(&request.body, 3000, "IndicatorValue");
    struct check check;
    check_body(&check, &import_indicators, str_span(&request.body));
    ck_assert_uint_le(check.hints.count, 1010);
    check_release(&check);
    ck_assert_uint_eq(check_fix(&request, NULL), 3000);
    struct str want = {0};
    add_indicators(&want, 3000, "indicatorValue");
    ck_assert_str_eq(str_text(&request.body), str_text(&want));
    str_release(&want);
    request_release(&request);
}
END_TEST

static Suite *
body_suite(void)
{
    Suite *suite = suite_create("body");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, first_hint_tells_what_is_wrong, 0, COUNT_OF(body_cases));
    tcase_add_loop_test(all, fixing_mends_what_is_certain_and_no_more, 0,
                        COUNT_OF(body_cases));
    tcase_add_test(all, line_and_column_count_from_one_and_by_characters);
    tcase_add_test(all, missing_stands_at_the_object_that_lacks_it);
    tcase_add_test(all, a_query_with_line_breaks_says_what_the_service_answers);
    tcase_add_test(all, the_sentence_about_case_is_exact);
    tcase_add_test(all, a_sentence_can_be_shown_whatever_was_found);
    tcase_add_test(all, alternatives_turn_to_the_other_spelling);
    tcase_add_test(all, one_item_too_many_is_too_many);
    tcase_add_test(all, findings_have_a_limit_and_fixing_has_none);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(body_suite)
