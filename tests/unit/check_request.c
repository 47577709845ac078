#include "unit.h"

#include "api/request.h"

static const struct schema isolate_names[] = {
    {.name = "Comment", .type = TYPE_STRING, .required = true},
    {.name = "IsolationType",
     .type = TYPE_STRING,
     .required = true,
     .values = (const char *const[]){"Full", "Selective", NULL}},
};
static const struct schema isolate_body = {
    .type = TYPE_OBJECT, .properties = isolate_names, .property_count = 2};
static const struct parameter id_slot[] = {
    {PLACE_PATH, {.name = "id", .type = TYPE_STRING}}};
static const struct parameter ip_slots[] = {
    {PLACE_PATH, {.name = "IP", .type = TYPE_STRING}},
    {PLACE_PATH, {.name = "TimeStamp", .type = TYPE_STRING}}};
static const struct operation operations[] = {
    {.id = "listMachines", .method = "GET", .path = "/api/machines"},
    {.id = "getMachine",
     .method = "GET",
     .path = "/api/machines/{id}",
     .parameters = id_slot,
     .parameter_count = 1},
    {.id = "findMachinesByTag", .method = "GET", .path = "/api/machines/findbytag"},
    {.id = "findMachinesByIp",
     .method = "GET",
     .parameters = ip_slots,
     .parameter_count = 2,
     .path = "/api/machines/findbyip(ip='{IP}',timestamp={TimeStamp})"},
    {.id = "isolateMachine",
     .method = "POST",
     .path = "/api/machines/{id}/isolate",
     .parameters = id_slot,
     .parameter_count = 1,
     .body = &isolate_body},
};
static const struct catalogue catalogue = {operations, 5};

static struct request
parsed(const char *method, const char *target)
{
    struct request request = {0};
    struct err err = {0};
    ck_assert_msg(request_parse(&request, &catalogue, span_of(method), span_of(target),
                                &err) == STATUS_OK,
                  "%s", err.text);
    return request;
}

static const struct {
    const char *method, *target, *id, *slot, *value, *sent;
} routes[] = {
    {"GET", "/api/machines", "listMachines", NULL, NULL, "/api/machines"},
    {"get", "/API/Machines", "listMachines", NULL, NULL, "/API/Machines"},
    {"GET", "/api/v1.0/machines/abc", "getMachine", "id", "abc",
     "/api/v1.0/machines/abc"},
    {"GET", "/api/machines/findbytag?tag=x", "findMachinesByTag", NULL, NULL,
     "/api/machines/findbytag?tag=x"},
    {"POST", "/api/machines//isolate", "isolateMachine", "id", "",
     "/api/machines//isolate"},
    {"GET", "/api/machines/a%20b", "getMachine", "id", "a b", "/api/machines/a%20b"},
    {"GET", "/api/machines/findbyip(ip='10.0.0.1',timestamp=2026-01-01T00:00:00Z)",
     "findMachinesByIp", "TimeStamp", "2026-01-01T00:00:00Z",
     "/api/machines/findbyip(ip='10.0.0.1',timestamp=2026-01-01T00:00:00Z)"},
    {"GET", "https://host.example/api/machines/x?$top=1&$filter=a+eq+'b'", "getMachine",
     "id", "x", "https://host.example/api/machines/x?$top=1&$filter=a%20eq%20'b'"},
    {"GET", "/api/nothing/here", NULL, NULL, NULL, "/api/nothing/here"},
    {"DELETE", "/api/machines", NULL, NULL, NULL, "/api/machines"},
};

START_TEST(a_target_finds_its_operation_and_is_sent_as_typed)
{
    struct request request = parsed(routes[_i].method, routes[_i].target);
    struct str target = {0};
    if (routes[_i].id)
        ck_assert_str_eq(request.operation->id, routes[_i].id);
    else
        ck_assert_ptr_null(request.operation);
    if (routes[_i].slot)
        ck_assert_str_eq(pairs_get(&request.slots, routes[_i].slot), routes[_i].value);
    request_target(&request, &target);
    ck_assert_str_eq(str_text(&target), routes[_i].sent);
    str_release(&target);
    request_release(&request);
}
END_TEST

START_TEST(what_is_no_request_is_refused)
{
    static const char *const bad[][2] = {
        {"G E T", "/x"}, {"GET", "machines"}, {"", "/x"}, {"GET", ""}};
    struct request request = {0};
    struct err err = {0};
    ck_assert(request_parse(&request, &catalogue, span_of(bad[_i][0]),
                            span_of(bad[_i][1]), &err) != STATUS_OK);
    ck_assert_uint_gt(strlen(err.text), 10);
}
END_TEST

START_TEST(names_go_where_they_belong_and_keep_their_case)
{
    struct request request;
    struct err err = {0};
    struct str target = {0};
    request_init(&request, &operations[4]);
    request_assign(&request, SPAN("id"), SPAN("a/b?c"), false, &err);
    request_assign(&request, SPAN("comment"), SPAN("say \"hi\"\n"), false, &err);
    request_assign(&request, SPAN("n"), SPAN("9007199254740993"), true, &err);
    request_assign(&request, SPAN("comment"), SPAN("x"), false, &err);
    ck_assert(request_assign(&request, SPAN("m"), SPAN("{"), true, &err) ==
              STATUS_INPUT);
    request_target(&request, &target);
    ck_assert_str_eq(str_text(&target), "/api/machines/a%2Fb%3Fc/isolate");
    ck_assert_str_eq(str_text(&request.body),
                     "{\n  \"comment\": \"x\",\n  \"n\": 9007199254740993\n}");
    str_release(&target);
    request_release(&request);
}
END_TEST

START_TEST(slots_take_each_spelling_and_headers_are_found)
{
    struct request request;
    struct err err = {0};
    const struct catalogue *builtin = catalogue_builtin();
    request_init(&request, catalogue_find(builtin, SPAN("updateMachine")));
    request_assign(&request, SPAN("machineId"), SPAN("m1"), false, &err);
    ck_assert_str_eq(pairs_get(&request.slots, "id"), "m1");
    ck_assert(!request.has_body);
    request_release(&request);
    request_init(&request, catalogue_find(builtin, SPAN("graphListAlerts")));
    request_assign(&request, SPAN("Prefer"), SPAN("x"), false, &err);
    request_assign(&request, SPAN("filter"), SPAN("y"), false, &err);
    ck_assert_str_eq(pairs_get(&request.headers, "Prefer"), "x");
    ck_assert_str_eq(pairs_get(&request.query, "filter"), "y");
    request_release(&request);
}
END_TEST

START_TEST(what_is_needed_is_laid_out)
{
    struct request request;
    request_init(&request, &operations[4]);
    request_fill(&request);
    ck_assert_str_eq(str_text(&request.body),
                     "{\n  \"Comment\": \"\",\n  \"IsolationType\": \"Full\"\n}\n");
    struct request copy = {0};
    request_copy(&copy, &request);
    request_release(&request);
    ck_assert_str_eq(copy.slots.items[0].name, "id");
    request_release(&copy);
}
END_TEST

START_TEST(the_wrong_method_is_told)
{
    struct route route = catalogue_route(&catalogue, PRODUCT_OTHER, SPAN("GET"),
                                         SPAN("/api/machines/x/isolate"));
    ck_assert_ptr_null(route.operation);
    ck_assert_str_eq(route.other_method->id, "isolateMachine");
}
END_TEST

START_TEST(percent_encoding_round_trips)
{
    char all[255];
    for (int i = 0; i < 255; i++)
        all[i] = (char)(i + 1);
    struct str encoded = {0}, back = {0};
    percent_encode(&encoded, (struct span){all, sizeof all}, "");
    ck_assert(percent_decode(&back, str_span(&encoded)));
    ck_assert(span_equal(str_span(&back), (struct span){all, sizeof all}));
    str_clear(&back);
    ck_assert(!percent_decode(&back, SPAN("a%2")));
    ck_assert_str_eq(str_text(&back), "a%2");
    str_release(&encoded);
    str_release(&back);
}
END_TEST

static Suite *
request_suite(void)
{
    Suite *suite = suite_create("request");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, a_target_finds_its_operation_and_is_sent_as_typed, 0,
                        sizeof routes / sizeof *routes);
    tcase_add_loop_test(all, what_is_no_request_is_refused, 0, 4);
    tcase_add_test(all, names_go_where_they_belong_and_keep_their_case);
    tcase_add_test(all, slots_take_each_spelling_and_headers_are_found);
    tcase_add_test(all, what_is_needed_is_laid_out);
    tcase_add_test(all, the_wrong_method_is_told);
    tcase_add_test(all, percent_encoding_round_trips);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(request_suite)
