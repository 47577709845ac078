#include "unit.h"

#include "api/check.h"
#include "api/successor.h"

#include <string.h>

static const struct operation *
find(const char *id)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(id));
    ck_assert_ptr_nonnull(operation);
    return operation;
}

/* A request, what it became, and what differs. */
struct turn {
    struct request request, turned;
    struct differences differences;
};

static void
turn_init(struct turn *turn, const char *id)
{
    *turn = (struct turn){0};
    request_init(&turn->request, find(id));
}

static void
set_body(struct turn *turn, const char *body)
{
    str_set(&turn->request.body, span_of(body));
    turn->request.has_body = true;
}

static void
do_turn(struct turn *turn)
{
    const struct operation *to =
        successor_of(catalogue_builtin(), turn->request.operation);
    ck_assert_ptr_nonnull(to);
    successor_turn(&turn->turned, &turn->differences, &turn->request, to);
}

static void
turn_release(struct turn *turn)
{
    request_release(&turn->request);
    request_release(&turn->turned);
    differences_release(&turn->differences);
}

static bool
same(const char *a, const char *b)
{
    return !b || (a && strcmp(a, b) == 0);
}

/* Whether there is one of that kind; NULL fits everything. */
static bool
has(const struct turn *turn, enum difference_kind kind, const char *where,
    const char *from, const char *to)
{
    for (size_t i = 0; i < turn->differences.count; i++) {
        const struct difference *one = &turn->differences.items[i];
        if (one->kind == kind && same(one->where, where) && same(one->from, from) &&
            same(one->to, to))
            return true;
    }
    return false;
}

static void
no_errors(const struct request *request)
{
    struct check check;
    check_request(&check, request);
    if (hints_have_error(&check.hints))
        ck_abort_msg("%s: %s", request->operation->id, check.hints.items[0].text);
    check_release(&check);
}

START_TEST(a_hunting_query_moves_to_graph)
{
    struct turn turn;
    turn_init(&turn, "runAdvancedQuery");
    set_body(&turn, "{\"Query\": \"DeviceInfo | take 1 // \\u00e9\"}");
    pairs_add(&turn.request.headers, SPAN("X-Case"), SPAN("42"));
    do_turn(&turn);
    ck_assert_str_eq(turn.turned.operation->id, "graphRunHuntingQuery");
    ck_assert_str_eq(turn.turned.path, "/v1.0/security/runHuntingQuery");
    ck_assert_str_eq(turn.turned.method, "POST");
    ck_assert(span_has(str_span(&turn.turned.body),
                       "\"Query\": \"DeviceInfo | take 1 // \\u00e9\""));
    ck_assert_str_eq(pairs_get(&turn.turned.headers, "X-Case"), "42");
    ck_assert(has(&turn, DIFFERENCE_APPLICATION, NULL, "AdvancedQuery.Read.All",
                  "ThreatHunting.Read.All"));
    ck_assert(has(&turn, DIFFERENCE_HOST, NULL, NULL, "https://graph.microsoft.com"));
    ck_assert(has(&turn, DIFFERENCE_TRACKING, NULL, "error.target",
                  "error.innerError.request-id"));
    ck_assert(has(&turn, DIFFERENCE_ANSWER, NULL, "Results", "results"));
    ck_assert(!has(&turn, DIFFERENCE_LEFT, NULL, NULL, NULL));
    no_errors(&turn.turned);
    turn_release(&turn);
}
END_TEST

START_TEST(a_query_in_the_address_moves_into_the_body)
{
    struct turn turn;
    turn_init(&turn, "runAdvancedQueryGet");
    pairs_set(&turn.request.query, SPAN("key"), SPAN("DeviceInfo | where a == \"b\""));
    do_turn(&turn);
    ck_assert(span_has(str_span(&turn.turned.body),
                       "\"Query\": \"DeviceInfo | where a == \\\"b\\\"\""));
    ck_assert_uint_eq(turn.turned.query.count, 0);
    ck_assert(has(&turn, DIFFERENCE_NAME, NULL, "query:key", "/Query"));
    no_errors(&turn.turned);
    turn_release(&turn);
}
END_TEST

START_TEST(an_update_changes_names_and_values)
{
    struct turn turn;
    turn_init(&turn, "updateAlert");
    pairs_set(&turn.request.slots, SPAN("id"), SPAN("da637_1"));
    set_body(&turn, "{\"Status\": \"InProgress\", \"assignedTo\": null, "
                    "\"classification\": \"Informational, expected activity\", "
                    "\"determination\": \"NotMalicious\", \"Comment\": \"seen\", "
                    "\"own\": [1, 2]}");
    do_turn(&turn);
    struct span body = str_span(&turn.turned.body);
    ck_assert_str_eq(pairs_get(&turn.turned.slots, "alertId"), "da637_1");
    ck_assert(span_has(body, "\"status\": \"inProgress\""));
    ck_assert(span_has(body, "\"assignedTo\": null"));
    ck_assert(span_has(body, "\"classification\": \"informationalExpectedActivity\""));
    ck_assert(span_has(body, "\"determination\": \"clean\""));
    ck_assert(!span_has(body, "omment"));
    ck_assert(
        has(&turn, DIFFERENCE_LEFT, "/Comment", "\"seen\"", "graphAddAlertComment"));
    ck_assert(has(&turn, DIFFERENCE_LEFT, "/own", "[1, 2]", NULL));
    ck_assert(has(&turn, DIFFERENCE_NAME, NULL, "path:id", "path:alertId"));
    ck_assert(has(&turn, DIFFERENCE_NAME, NULL, "/Status", "/status"));
    ck_assert(has(&turn, DIFFERENCE_VALUE, "determination", "NotMalicious", "clean"));
    no_errors(&turn.turned);
    turn_release(&turn);
}
END_TEST

START_TEST(tags_of_an_incident_are_custom_tags)
{
    struct turn turn;
    turn_init(&turn, "updateIncident");
    pairs_set(&turn.request.slots, SPAN("id"), SPAN("924565"));
    set_body(&turn, "{\"tags\": [\"Tag1\", \"Tag2\"], \"status\": \"Resolved\", "
                    "\"determination\": \"CompromisedAccount\"}");
    do_turn(&turn);
    struct span body = str_span(&turn.turned.body);
    ck_assert(span_has(body, "\"customTags\": [\"Tag1\", \"Tag2\"]"));
    ck_assert(span_has(body, "\"determination\": \"compromisedUser\""));
    ck_assert_str_eq(pairs_get(&turn.turned.slots, "incidentId"), "924565");
    turn_release(&turn);
}
END_TEST

START_TEST(of_many_alerts_one_is_taken_and_the_others_are_told)
{
    struct turn turn;
    turn_init(&turn, "batchUpdateAlerts");
    set_body(&turn, "{\"alertIds\": [\"one\", \"two\", \"three\"], "
                    "\"status\": \"New\"}");
    do_turn(&turn);
    ck_assert_str_eq(pairs_get(&turn.turned.slots, "alertId"), "one");
    ck_assert(has(&turn, DIFFERENCE_LEFT, "/alertIds/1", "\"two\"", NULL));
    ck_assert(has(&turn, DIFFERENCE_LEFT, "/alertIds/2", "\"three\"", NULL));
    no_errors(&turn.turned);
    turn_release(&turn);
}
END_TEST

static const struct {
    const char *id, *filter, *turned, *left;
} filters[] = {
    {"listAlerts", "alertCreationTime ge 2026-01-01T00:00:00Z",
     "createdDateTime ge 2026-01-01T00:00:00Z and "
     "serviceSource eq 'microsoftDefenderForEndpoint'",
     NULL},
    {"listAlerts", "severity eq 'High' and category eq 'Malware' and status eq 'New'",
     "severity eq 'high' and status eq 'new' and "
     "serviceSource eq 'microsoftDefenderForEndpoint'",
     "category eq 'Malware'"},
    {"listAlerts", "severity eq 'High' or status ne 'Resolved'",
     "(severity eq 'high' or status ne 'resolved') and "
     "serviceSource eq 'microsoftDefenderForEndpoint'",
     NULL},
    {"listAlerts", "severity eq 'High' or category eq 'a'",
     "serviceSource eq 'microsoftDefenderForEndpoint'",
     "severity eq 'High' or category eq 'a'"},
    {"listAlerts", "(severity eq 'High' or status eq 'New') and assignedTo eq 'High'",
     "(severity eq 'high' or status eq 'new') and assignedTo eq 'High' and "
     "serviceSource eq 'microsoftDefenderForEndpoint'",
     NULL},
    {"listAlerts", "severity in ('High','Low')",
     "severity in ('high','low') and "
     "serviceSource eq 'microsoftDefenderForEndpoint'",
     NULL},
    {"listIncidents", "lastUpdateTime gt 2026-01-01T00:00:00Z and status eq 'Active'",
     "lastUpdateDateTime gt 2026-01-01T00:00:00Z and status eq 'active'", NULL},
    {"listIncidents", "assignedTo eq 'o''neil' and", "assignedTo eq 'o''neil' and",
     NULL},
};

START_TEST(a_filter_is_written_in_the_successors_words)
{
    struct turn turn;
    turn_init(&turn, filters[_i].id);
    pairs_set(&turn.request.query, SPAN("$filter"), span_of(filters[_i].filter));
    do_turn(&turn);
    ck_assert_str_eq(pairs_get(&turn.turned.query, "$filter"), filters[_i].turned);
    ck_assert(has(&turn, DIFFERENCE_LEFT, "query:$filter", NULL, NULL) ==
              (filters[_i].left != NULL));
    if (filters[_i].left)
        ck_assert(has(&turn, DIFFERENCE_LEFT, "query:$filter", filters[_i].left, NULL));
    turn_release(&turn);
}
END_TEST

START_TEST(options_that_are_not_there_are_told)
{
    struct turn turn;
    turn_init(&turn, "listAlerts");
    pairs_set(&turn.request.query, SPAN("$expand"), SPAN("evidence"));
    pairs_set(&turn.request.query, SPAN("$top"), SPAN("10"));
    do_turn(&turn);
    ck_assert(has(&turn, DIFFERENCE_LEFT, "query:$expand", "evidence", NULL));
    ck_assert_ptr_null(pairs_get(&turn.turned.query, "$expand"));
    ck_assert_str_eq(pairs_get(&turn.turned.query, "$top"), "10");
    turn_release(&turn);
    turn_init(&turn, "listIncidents");
    do_turn(&turn);
    ck_assert_str_eq(pairs_get(&turn.turned.query, "$expand"), "alerts");
    ck_assert(has(&turn, DIFFERENCE_ADDED, "query:$expand", NULL, "alerts"));
    turn_release(&turn);
}
END_TEST

START_TEST(a_body_that_is_no_json_stays_as_it_is)
{
    struct turn turn;
    turn_init(&turn, "runAdvancedQuery");
    set_body(&turn, "{\"Query\": \"a\",}");
    do_turn(&turn);
    ck_assert_str_eq(str_text(&turn.turned.body), "{\"Query\": \"a\",}");
    ck_assert(has(&turn, DIFFERENCE_NOTE, NULL, NULL, NULL));
    turn_release(&turn);
}
END_TEST

/* What a request of the operation holds when everything is filled in well. */
static void
fill_all(struct request *request)
{
    const struct operation *operation = request->operation;
    for (size_t i = 0; i < request->slots.count; i++)
        pairs_set(&request->slots, span_of(request->slots.items[i].name), SPAN("7"));
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct schema *schema = &operation->parameters[i].schema;
        if (operation->parameters[i].in == PLACE_QUERY && schema->required)
            pairs_set(&request->query, span_of(schema->name), SPAN("DeviceInfo"));
    }
    request_fill(request);
    for (unsigned i = 0; operation->body && i < operation->body->property_count; i++) {
        const struct schema *schema = &operation->body->properties[i];
        struct err err;
        if (schema->required && schema->type == TYPE_ARRAY)
            ck_assert(request_assign(request, span_of(schema->name), SPAN("[\"7\"]"),
                                     true, &err) == STATUS_OK);
    }
}

/* Gives the body's property VALUE, or its first value; false: it takes none. */
static bool
try_value(struct turn *turn, const struct schema *schema, const char *value)
{
    struct err err;
    struct str json = {0};
    str_addf(&json, schema->type == TYPE_ARRAY ? "[\"%s\"]" : "\"%s\"", value);
    bool taken = request_assign(&turn->request, span_of(schema->name), str_span(&json),
                                true, &err) == STATUS_OK;
    str_release(&json);
    return taken;
}

static void
turn_whole(struct turn *turn)
{
    struct check check;
    check_request(&check, &turn->request);
    bool good = !hints_have_error(&check.hints);
    check_release(&check);
    if (!good)
        return;
    differences_release(&turn->differences);
    do_turn(turn);
    no_errors(&turn->turned);
}

/* Every operation with a successor, each property with each of its values. */
START_TEST(what_was_right_is_right_in_the_successor)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned seen = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        const struct schema *body = operation->body;
        if (!operation->successor)
            continue;
        seen++;
        struct turn turn;
        turn_init(&turn, operation->id);
        fill_all(&turn.request);
        turn_whole(&turn);
        for (unsigned p = 0; body && p < body->property_count; p++) {
            const struct schema *property = &body->properties[p];
            const char *const text[] = {"text", NULL};
            const names lists[] = {property->values ? property->values : text,
                                   property->also_values};
            for (size_t l = 0; l < 2; l++) {
                for (names value = lists[l]; value && *value; value++) {
                    ck_assert(try_value(&turn, property, *value));
                    turn_whole(&turn);
                }
            }
        }
        turn_release(&turn);
    }
    ck_assert_uint_eq(seen, 15);
}
END_TEST

/* Each filterable property alone: turned, or told. */
START_TEST(every_filter_is_turned_or_told)
{
    static const char *const ids[] = {"listAlerts", "listIncidents"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        for (names name = find(ids[i])->odata->filterable; *name; name++) {
            struct turn turn;
            struct str filter = {0};
            turn_init(&turn, ids[i]);
            str_addf(&filter, "%s eq null", *name);
            pairs_set(&turn.request.query, SPAN("$filter"), str_span(&filter));
            do_turn(&turn);
            const char *turned = pairs_get(&turn.turned.query, "$filter");
            bool left = has(&turn, DIFFERENCE_LEFT, "query:$filter", NULL, NULL);
            ck_assert_msg(left != (turned && strstr(turned, "eq null") != NULL), "%s",
                          *name);
            no_errors(&turn.turned);
            str_release(&filter);
            turn_release(&turn);
        }
    }
}
END_TEST

/* The mapping speaks of names that there are. */
START_TEST(the_mapping_names_what_the_answers_have)
{
    const struct catalogue *catalogue = catalogue_builtin();
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        const struct succession *succession = operation->succession;
        ck_assert_msg(!operation->successor == !succession, "%s", operation->id);
        for (unsigned c = 0; succession && c < succession->count; c++) {
            const struct change *change = &succession->changes[c];
            bool found = change->kind != CHANGE_ANSWER;
            for (names name = operation->answer; name && *name && !found; name++) {
                struct span known = span_of(*name);
                if (span_starts(known, "value[]."))
                    known = span_from(known, 8);
                found = span_is(known, change->from);
            }
            ck_assert_msg(found, "%s: %s", operation->id, change->from);
            if (change->kind == CHANGE_OPERATION)
                find(change->to);
        }
    }
}
END_TEST

START_TEST(the_page_tells_all_of_it)
{
    struct turn turn;
    struct about about = {0};
    struct str text = {0};
    turn_init(&turn, "updateAlert");
    set_body(&turn, "{\"comment\": \"seen\"}");
    do_turn(&turn);
    differences_page(&about, &turn.differences, turn.request.operation,
                     turn.turned.operation);
    about_text(&about, &text);
    static const char *const said[] = {
        "From updateAlert to graphUpdateAlert", "/v1.0/security/alerts_v2/{alertId}",
        "comment in the body: \"seen\"",        "graphAddAlertComment takes it",
        "SecurityAlert.ReadWrite.All",          "alertCreationTime → createdDateTime",
        "investigationState → not there",       "error.innerError.request-id"};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        ck_assert_msg(span_has(str_span(&text), said[i]), "%s", said[i]);
    about_release(&about);
    str_release(&text);
    turn_release(&turn);
}
END_TEST

START_TEST(what_has_no_successor_has_none)
{
    ck_assert_ptr_null(successor_of(catalogue_builtin(), find("isolateMachine")));
    ck_assert_ptr_null(successor_of(catalogue_builtin(), NULL));
}
END_TEST

static Suite *
successor_suite(void)
{
    Suite *suite = suite_create("successor");
    TCase *all = tcase_create("all");
    tcase_add_test(all, a_hunting_query_moves_to_graph);
    tcase_add_test(all, a_query_in_the_address_moves_into_the_body);
    tcase_add_test(all, an_update_changes_names_and_values);
    tcase_add_test(all, tags_of_an_incident_are_custom_tags);
    tcase_add_test(all, of_many_alerts_one_is_taken_and_the_others_are_told);
    tcase_add_loop_test(all, a_filter_is_written_in_the_successors_words, 0,
                        (int)(sizeof filters / sizeof *filters));
    tcase_add_test(all, options_that_are_not_there_are_told);
    tcase_add_test(all, a_body_that_is_no_json_stays_as_it_is);
    tcase_add_test(all, what_was_right_is_right_in_the_successor);
    tcase_add_test(all, every_filter_is_turned_or_told);
    tcase_add_test(all, the_mapping_names_what_the_answers_have);
    tcase_add_test(all, the_page_tells_all_of_it);
    tcase_add_test(all, what_has_no_successor_has_none);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(successor_suite)
