/* Mending: names that are missing are put in as their object is laid out, addresses are
 * put right, and every other byte stays. */
#include "unit.h"

#include "api/check.h"
#include "base/memory.h"

#define ID "e55523bfee2a398fb09c24ee09681c179b5b101d"

/* FIXED with names put in at FILLED (places with a space between). */
static const struct {
    const char *operation, *body, *fixed, *filled;
} cases[] = {
    {"isolateMachine", "", "{\n  \"Comment\": \"\"\n}\n", "/Comment"},
    {"isolateMachine", " \n", "{\n  \"Comment\": \"\"\n}\n \n", "/Comment"},
    {"isolateMachine", "{}", "{\n  \"Comment\": \"\"\n}", "/Comment"},
    {"isolateMachine", "\t{ }\n", "\t{\n\t  \"Comment\": \"\"\n\t }\n", "/Comment"},
    {"isolateMachine", "{\n}\n", "{\n  \"Comment\": \"\"\n}\n", "/Comment"},
    {"isolateMachine", "{\"IsolationType\":\"Full\"}",
     "{\"IsolationType\":\"Full\",\"Comment\":\"\"}", "/Comment"},
    {"isolateMachine", "{\"IsolationType\": \"Full\"}",
     "{\"IsolationType\": \"Full\", \"Comment\": \"\"}", "/Comment"},
    {"isolateMachine", "{ \"IsolationType\" : \"full\" }",
     "{ \"IsolationType\" : \"Full\", \"Comment\" : \"\" }", "/Comment"},
    {"isolateMachine", "{\r\n    \"IsolationType\": \"Full\"\r\n}\r\n",
     "{\r\n    \"IsolationType\": \"Full\",\r\n    \"Comment\": \"\"\r\n}\r\n",
     "/Comment"},
    {"isolateMachine", "{'IsolationType': 'Full',} // all of it",
     "{\"IsolationType\": \"Full\", \"Comment\": \"\"} ", "/Comment"},
    /* there, in another case: no name is put in */
    {"isolateMachine", "{\"comment\": \"x\"}", "{\"Comment\": \"x\"}", ""},
    {"isolateMachine", "{\"Comment\": \"x\"}", "{\"Comment\": \"x\"}", ""},
    /* names may be in what was lost */
    {"isolateMachine", "{\"IsolationType\": \"Full\", \"Comm",
     "{\"IsolationType\": \"Full\", \"Comm", NULL},
    {"importIndicators", "{\"indicators\": []}", "{\"Indicators\": []}", ""},
    {"importIndicators",
     "{\"Indicators\": [\n  {\"indicatorType\": \"Url\", \"title\": \"t\", \"action\": "
     "\"Allowed\",\n   \"description\": \"d\"},\n  {\n    \"indicatorValue\": "
     "\"https://a.com/b\",\n    \"indicatorType\": \"Url\", \"action\": \"Allowed\"\n"
     "  }\n]}",
     "{\"Indicators\": [\n  {\"indicatorType\": \"Url\", \"title\": \"t\", \"action\": "
     "\"Allowed\",\n   \"description\": \"d\",\n   \"indicatorValue\": \"\"},\n  {\n   "
     " "
     "\"indicatorValue\": \"https://a.com/b\",\n    \"indicatorType\": \"Url\", "
     "\"action\": \"Allowed\", \"description\": \"\", \"title\": \"\"\n  }\n]}",
     "/Indicators/0/indicatorValue /Indicators/1/description /Indicators/1/title"},
};

static void
begin(struct request *request, const char *operation, const char *body)
{
    request_init(request, catalogue_find(catalogue_builtin(), span_of(operation)));
    ck_assert_msg(request->operation, "no operation %s", operation);
    str_add_text(&request->body, body);
    request->has_body = request->body.n > 0;
    if (pairs_get(&request->slots, "id"))
        pairs_set(&request->slots, SPAN("id"), SPAN(ID));
}

START_TEST(missing_names_are_put_in)
{
    struct request request;
    struct texts filled = {0};
    struct str places = {0};
    begin(&request, cases[_i].operation, cases[_i].body);
    check_fix(&request, &filled);
    for (size_t i = 0; i < filled.count; i++)
        str_addf(&places, "%s%s", i ? " " : "", filled.items[i]);
    if (cases[_i].filled) {
        ck_assert_str_eq(str_text(&request.body), cases[_i].fixed);
        ck_assert_str_eq(str_text(&places), cases[_i].filled);
    } else {
        ck_assert_uint_eq(filled.count, 0);
    }
    ck_assert_uint_eq(check_fix(&request, &filled), 0);
    texts_release(&filled);
    str_release(&places);
    request_release(&request);
}
END_TEST

/* Whoever asks for what is certain alone gets that. */
START_TEST(no_name_is_put_in_unasked)
{
    struct request request;
    begin(&request, "isolateMachine", "{\"IsolationType\": \"full\"}");
    ck_assert_uint_eq(check_fix(&request, NULL), 1);
    ck_assert_str_eq(str_text(&request.body), "{\"IsolationType\": \"Full\"}");
    request_release(&request);
    begin(&request, "isolateMachine", "");
    ck_assert_uint_eq(check_fix(&request, NULL), 0);
    ck_assert(!request.has_body);
    request_release(&request);
}
END_TEST

/* The edit of the hint alone does the same. */
START_TEST(each_hint_can_be_applied_by_itself)
{
    static const char text[] = "{\n  \"IsolationType\": \"Full\"\n}";
    struct check check;
    struct str body = str_of(text);
    const struct operation *isolate =
        catalogue_find(catalogue_builtin(), SPAN("isolateMachine"));
    check_body(&check, isolate, str_span(&body));
    ck_assert_uint_eq(check.hints.count, 1);
    ck_assert(check.hints.items[0].fix && check.hints.items[0].edit.fill);
    ck_assert(hint_apply(&check.hints.items[0], &body));
    ck_assert_str_eq(str_text(&body),
                     "{\n  \"IsolationType\": \"Full\",\n  \"Comment\": \"\"\n}");
    check_release(&check);
    str_release(&body);
}
END_TEST

/* --- free requests --- */

static const struct {
    const char *method, *target, *fixed_method, *fixed_target, *operation;
} addresses[] = {
    {"GET", "/machines", "GET", "/api/machines", "listMachines"},
    {"GET", "/api/machnes?$top=5", "GET", "/api/machines?$top=5", "listMachines"},
    {"POST", "/api/machines", "GET", "/api/machines", "listMachines"},
    {"GET", "/api/machines?$stop=5", "GET", "/api/machines?$top=5", "listMachines"},
    {"GET", "/api/machines/" ID "/isolate", "POST", "/api/machines/" ID "/isolate",
     "isolateMachine"},
    {"GET", "https://api.securitycenter.microsoft.com/machines", "GET",
     "https://api.securitycenter.microsoft.com/api/machines", "listMachines"},
};

START_TEST(addresses_are_put_right)
{
    struct request request = {0};
    struct str target = {0};
    struct err err;
    ck_assert_int_eq(request_parse(&request, catalogue_builtin(),
                                   span_of(addresses[_i].method),
                                   span_of(addresses[_i].target), &err),
                     STATUS_OK);
    ck_assert_uint_eq(check_fix(&request, NULL), 1);
    request_target(&request, &target);
    ck_assert_str_eq(request.method, addresses[_i].fixed_method);
    ck_assert_str_eq(str_text(&target), addresses[_i].fixed_target);
    ck_assert(request.operation);
    ck_assert_str_eq(request.operation->id, addresses[_i].operation);
    str_release(&target);
    request_release(&request);
}
END_TEST

/* The body is looked at as soon as the address says whose it is. */
START_TEST(a_mended_address_has_its_body_mended_too)
{
    struct request request = {0};
    struct err err;
    request_parse(&request, catalogue_builtin(), SPAN("POST"),
                  SPAN("/machines/" ID "/isolate"), &err);
    str_add_text(&request.body, "{\"comment\": \"x\"}");
    request.has_body = true;
    pairs_set(&request.headers, SPAN("X-Own"), SPAN("kept"));
    ck_assert_uint_eq(check_fix(&request, NULL), 2);
    ck_assert_str_eq(str_text(&request.body), "{\"Comment\": \"x\"}");
    ck_assert_str_eq(pairs_get(&request.headers, "X-Own"), "kept");
    request_release(&request);
}
END_TEST

static Suite *
fix_suite(void)
{
    Suite *suite = suite_create("fix");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, missing_names_are_put_in, 0, COUNT_OF(cases));
    tcase_add_test(all, no_name_is_put_in_unasked);
    tcase_add_test(all, each_hint_can_be_applied_by_itself);
    tcase_add_loop_test(all, addresses_are_put_right, 0, COUNT_OF(addresses));
    tcase_add_test(all, a_mended_address_has_its_body_mended_too);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(fix_suite)
