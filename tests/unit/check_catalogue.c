#include "unit.h"

#include "api/catalogue.h"
#include "base/memory.h"

static const struct operation *
find(const char *id)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(id));
    ck_assert_msg(operation != NULL, "no operation %s", id);
    return operation;
}

static const struct schema *
property(const struct schema *schema, const char *name)
{
    for (unsigned i = 0; i < schema->property_count; i++) {
        if (strcmp(schema->properties[i].name, name) == 0)
            return &schema->properties[i];
    }
    ck_abort_msg("no property %s", name);
}

static struct route
route(const char *method, const char *path)
{
    return catalogue_route(catalogue_builtin(), PRODUCT_OTHER, span_of(method),
                           span_of(path));
}

static void
assert_route(const char *method, const char *path, const char *id)
{
    struct route got = route(method, path);
    ck_assert_msg(got.operation != NULL, "%s %s finds nothing", method, path);
    ck_assert_str_eq(got.operation->id, id);
    ck_assert_ptr_null(got.other_method);
}

START_TEST(every_operation_of_the_three_products_is_there_once)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned counts[PRODUCT_OTHER + 1] = {0};
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        counts[operation->product]++;
        ck_assert_str_eq(operation->source, product_name(operation->product));
        ck_assert_ptr_eq(find(operation->id), operation);
    }
    ck_assert_uint_eq(counts[PRODUCT_MDE], 115);
    ck_assert_uint_eq(counts[PRODUCT_XDR], 4);
    ck_assert_uint_eq(counts[PRODUCT_GRAPH], 14);
    ck_assert_uint_eq(counts[PRODUCT_OTHER], 0);
}
END_TEST

START_TEST(every_operation_says_what_a_reader_needs)
{
    static const char *const silent[] = {/* their pages name no permission */
                                         "runAdvancedQueryGet", "listBaselineProfiles",
                                         "listBaselineConfigurations", NULL};
    const struct catalogue *catalogue = catalogue_builtin();
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        bool named = operation->permissions_application != NULL;
        for (size_t k = 0; silent[k]; k++)
            named |= strcmp(operation->id, silent[k]) == 0 && operation->contradictions;
        ck_assert_msg(named, "%s", operation->id);
        ck_assert(operation->title && operation->what && operation->group);
        ck_assert(operation->documentation && operation->success[0] >= 200);
        ck_assert(operation->path[0] == '/');
        ck_assert(!operation->content_type == !operation->body);
        if (operation->successor)
            ck_assert_int_eq(find(operation->successor)->product, PRODUCT_GRAPH);
        if (strcmp(operation->method, "GET") == 0)
            ck_assert_int_eq(operation->effect, EFFECT_READ);
    }
}
END_TEST

/* The same operation, or one of the two that share an address. */
static bool
same_address(const struct operation *a, const struct operation *b)
{
    return a == b || (span_is_nocase(span_of(a->path), b->path) &&
                      span_has(span_of(a->path), "InfoGatheringExport"));
}

/* "/api/x/{id}" to "/api/x/1". */
static void
fill(struct str *out, const char *template)
{
    bool slot = false;
    for (const char *p = template; *p; p++) {
        if (*p == '}')
            str_add_byte(out, '1');
        slot = *p == '{' || (slot && *p != '}');
        if (!slot && *p != '}')
            str_add_byte(out, *p);
    }
}

START_TEST(every_route_finds_its_own_operation)
{
    const struct catalogue *catalogue = catalogue_builtin();
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct str path = {0}, versioned = {0};
        fill(&path, operation->path);
        struct route got = route(operation->method, str_text(&path));
        ck_assert_msg(got.operation && same_address(got.operation, operation), "%s",
                      operation->id);
        got = catalogue_route(catalogue, operation->product, span_of(operation->method),
                              str_span(&path));
        ck_assert(got.operation && same_address(got.operation, operation));
        for (unsigned k = 0; k < got.slot_count; k++)
            ck_assert_span(got.slots[k].value, "1");
        if (operation->product != PRODUCT_GRAPH) {
            str_addf(&versioned, "/api/v1.0%s", str_text(&path) + strlen("/api"));
            got = route(operation->method, str_text(&versioned));
            ck_assert_msg(got.operation && same_address(got.operation, operation), "%s",
                          str_text(&versioned));
        }
        got = route("TRACE", str_text(&path));
        ck_assert(!got.operation && got.other_method);
        str_release(&path);
        str_release(&versioned);
    }
}
END_TEST

START_TEST(routes_ignore_case_and_a_slash_at_the_end)
{
    assert_route("POST", "/API/Machines/abc/ISOLATE", "isolateMachine");
    assert_route("GET", "/api/remediationtasks/", "listRemediationActivities");
    assert_route("POST", "/beta/security/runHuntingQuery", "graphRunHuntingQuery");
    assert_route("GET", "/api/v1/machines/findbytag", "findMachinesByTag");
    ck_assert_ptr_null(route("GET", "/api").operation);
    ck_assert_ptr_null(route("GET", "").operation);
    ck_assert_ptr_null(route("GET", "/api/machines/a/b/c").operation);
    ck_assert_ptr_null(route("GET", "/api/nothing").other_method);
}
END_TEST

START_TEST(slots_are_given_as_they_stood)
{
    struct route got = route("GET", "/api/machines/findbyip(ip=%2710.0.0.1%27,"
                                    "timestamp=2026-01-02T03%3A04%3A05Z)");
    ck_assert_str_eq(got.operation->id, "findMachinesByIp");
    ck_assert_uint_eq(got.slot_count, 2);
    ck_assert_span(got.slots[0].name, "IP");
    ck_assert_span(got.slots[0].value, "10.0.0.1");
    ck_assert_span(got.slots[1].name, "TimeStamp");
    ck_assert_span(got.slots[1].value, "2026-01-02T03%3A04%3A05Z");
    got = route("POST", "/api/machines//isolate");
    ck_assert_str_eq(got.operation->id, "isolateMachine");
    ck_assert_span(got.slots[0].value, "");
}
END_TEST

START_TEST(a_fixed_path_is_never_taken_for_an_id)
{
    struct route got = route("GET", "/api/alerts/batchUpdate");
    ck_assert_ptr_null(got.operation);
    ck_assert_str_eq(got.other_method->id, "batchUpdateAlerts");
    assert_route("GET", "/api/machines/SoftwareInventoryExport",
                 "exportSoftwareInventoryFiles");
    assert_route("GET", "/api/machines/desktop-42", "getMachine");
    assert_route("PATCH", "/api/machines/desktop-42", "updateMachine");
}
END_TEST

START_TEST(a_product_has_its_own_routes)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct route got =
        catalogue_route(catalogue, PRODUCT_MDE, SPAN("GET"), SPAN("/api/incidents"));
    ck_assert_ptr_null(got.operation);
    got = catalogue_route(catalogue, PRODUCT_XDR, SPAN("GET"), SPAN("/api/incidents"));
    ck_assert_str_eq(got.operation->id, "listIncidents");
}
END_TEST

START_TEST(bodies_hold_exact_names_and_their_rules)
{
    const struct schema *body = find("isolateMachine")->body;
    ck_assert(property(body, "Comment")->required);
    ck_assert_str_eq(property(body, "IsolationType")->values[0], "Full");
    ck_assert(body->required);
    body = find("stopAndQuarantineFile")->body;
    ck_assert_str_eq(property(body, "Sha1")->format, "sha1");
    body = find("batchDeleteIndicators")->body;
    ck_assert_uint_eq(property(body, "IndicatorIds")->max_items, 500);
    body = find("importIndicators")->body;
    const struct schema *item = property(body, "Indicators")->items;
    ck_assert(property(item, "indicatorValue")->required);
    ck_assert(!property(item, "severity")->required);
    body = find("updateAlert")->body;
    ck_assert_str_eq(property(body, "comment")->also_written[0], "Comment");
    ck_assert(property(body, "assignedTo")->nullable);
    body = find("runLiveResponse")->body;
    item = property(property(body, "Commands")->items, "params")->items;
    ck_assert_str_eq(property(item, "key")->values[0], "FileName");
}
END_TEST

START_TEST(operations_carry_limits_permissions_and_successors)
{
    const struct operation *operation = find("isolateMachine");
    ck_assert_uint_eq(operation->per_minute, 100);
    ck_assert_uint_eq(operation->per_hour, 1500);
    ck_assert_str_eq(operation->permissions_application[0], "Machine.Isolate");
    ck_assert_uint_eq(operation->success[0], 201);
    ck_assert_int_eq(operation->effect, EFFECT_DESTRUCTIVE);
    ck_assert_str_eq(operation->parameters[0].schema.format, "machine-id");
    operation = find("runAdvancedQuery");
    ck_assert_str_eq(operation->successor, "graphRunHuntingQuery");
    ck_assert_ptr_nonnull(operation->retires);
    operation = find("updateIncident");
    ck_assert_uint_eq(operation->combination_count, 3);
    ck_assert_str_eq(operation->combinations[0].by, "classification");
    operation = find("listMachines");
    ck_assert_uint_eq(operation->odata->max_top, 10000);
    ck_assert_str_eq(find("updateAlert")->permissions_application[0],
                     "Alert.ReadWrite.All");
}
END_TEST

START_TEST(the_id_that_was_meant_is_found)
{
    const struct catalogue *catalogue = catalogue_builtin();
    ck_assert_str_eq(catalogue_nearest(catalogue, SPAN("isolatemachine"))->id,
                     "isolateMachine");
    ck_assert_str_eq(catalogue_nearest(catalogue, SPAN("listMachine"))->id,
                     "listMachines");
    ck_assert_str_eq(catalogue_nearest(catalogue, SPAN("isolateMachin"))->id,
                     "isolateMachine");
    ck_assert_ptr_null(catalogue_nearest(catalogue, SPAN("xyzzy")));
    ck_assert_ptr_null(catalogue_find(catalogue, SPAN("isolatemachine")));
}
END_TEST

static Suite *
catalogue_suite(void)
{
    Suite *suite = suite_create("catalogue");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_operation_of_the_three_products_is_there_once);
    tcase_add_test(all, every_operation_says_what_a_reader_needs);
    tcase_add_test(all, every_route_finds_its_own_operation);
    tcase_add_test(all, routes_ignore_case_and_a_slash_at_the_end);
    tcase_add_test(all, slots_are_given_as_they_stood);
    tcase_add_test(all, a_fixed_path_is_never_taken_for_an_id);
    tcase_add_test(all, a_product_has_its_own_routes);
    tcase_add_test(all, bodies_hold_exact_names_and_their_rules);
    tcase_add_test(all, operations_carry_limits_permissions_and_successors);
    tcase_add_test(all, the_id_that_was_meant_is_found);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(catalogue_suite)
