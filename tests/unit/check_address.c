/* Free requests, METHOD and an address: the operation that they amount to, and what is
 * wrong with them, at which character of which option. */
#include "unit.h"

#include "api/check.h"
#include "base/memory.h"

#define MDE "https://api.securitycenter.microsoft.com"
#define ID  "e55523bfee2a398fb09c24ee09681c179b5b101d"

static const struct {
    const char *method, *target, *operation, *predicted;
    enum hint_kind kind; /* of the first hint, as are the rest; where NULL: no hint */
    enum severity severity;
    const char *where;
    size_t column;
    const char *found, *expected;
} cases[] = {
    {"GET", "/api/machines", "listMachines", NULL, 0, 0, NULL, 0, NULL, NULL},
    {"get", MDE "/api/machines", "listMachines", NULL, 0, 0, NULL, 0, NULL, NULL},
    /* the verb */
    {"DELETE", "/api/machines", NULL, "NotFound", HINT_PATH, SEVERITY_ERROR, "method",
     0, "DELETE", "GET"},
    {"GET", "/api/machines/" ID "/isolate", NULL, "NotFound", HINT_PATH, SEVERITY_ERROR,
     "method", 0, "GET", "POST"},
    /* the path */
    {"GET", "/api/machinez", NULL, "NotFound", HINT_PATH, SEVERITY_ERROR, "path", 0,
     "/api/machinez", "/api/machines"},
    {"GET", MDE "/machines", NULL, "NotFound", HINT_PATH, SEVERITY_ERROR, "path", 0,
     "/machines", "/api/machines"},
    {"GET", "/nothing/like/this", NULL, "NotFound", HINT_PATH, SEVERITY_ERROR, "path",
     0, "/nothing/like/this", NULL},
    {"GET", "/api/machines//alerts", "listMachineAlerts", "NotFound", HINT_PATH,
     SEVERITY_ERROR, "path:id", 0, NULL, "machine-id"},
    {"GET", MDE "/api/machines//alerts", "listMachineAlerts", "NotFound", HINT_PATH,
     SEVERITY_ERROR, "path:id", 0, NULL, "machine-id"},
    {"GET", "/api/files/xyz", "getFile", "InvalidHashValue", HINT_PATH, SEVERITY_ERROR,
     "path:id", 0, "xyz", "hash"},
    /* the host */
    {"GET", "https://graph.microsoft.com/api/machines", "listMachines", "NotFound",
     HINT_PATH, SEVERITY_ERROR, "path", 0, "graph.microsoft.com", NULL},
    {"GET", MDE "/v1.0/security/alerts_v2", "graphListAlerts", "NotFound", HINT_PATH,
     SEVERITY_ERROR, "path", 0, "api.securitycenter.microsoft.com", NULL},
    {"GET", MDE "/api/incidents", "listIncidents", NULL, HINT_PATH, SEVERITY_WARNING,
     "path", 0, "api.securitycenter.microsoft.com", NULL},
    {"GET", "https://api.security.microsoft.com/api/machines", "listMachines", NULL, 0,
     0, NULL, 0, NULL, NULL},
    {"GET", "https://example.org/anything", NULL, NULL, HINT_PATH, SEVERITY_INFO,
     "path", 0, "/anything", NULL},
    /* names of options */
    {"GET", "/api/machines?$stop=5", "listMachines", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$stop", 0, "$stop", "$top"},
    {"GET", "/api/machines?$Top=5", "listMachines", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$Top", 0, "$Top", "$top"},
    {"GET", "/api/machines?top=5", "listMachines", NULL, HINT_QUERY, SEVERITY_WARNING,
     "query:top", 0, "top", "$top"},
    {"GET", "/api/machines?$top=5&$top=6", "listMachines", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$top", 0, "$top", NULL},
    /* $top, $skip */
    {"GET", "/api/machines?$top=10000", "listMachines", NULL, 0, 0, NULL, 0, NULL,
     NULL},
    {"GET", "/api/machines?$top=10001", "listMachines", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$top", 1, "10001", "10000"},
    {"GET", "/api/machines?$top=99999999999999999999999", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$top", 1, "99999999999999999999999", "10000"},
    {"GET", "/api/machines?$top=ten", "listMachines", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$top", 1, "ten", "integer"},
    {"GET", "/api/machines?$skip=-1", "listMachines", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$skip", 1, "-1", "integer"},
    /* $filter: the place is that of the decoded value */
    {"GET", "/api/machines?$filter=riskScore%20eq%20%22High%22", "listMachines",
     "ODataError", HINT_QUERY, SEVERITY_ERROR, "query:$filter", 14, "\"High\"",
     "'High'"},
    {"GET", "/api/machines?$filter=version+eq+'\xc3\xbc\xc3\xbc'+and+riskscore+eq+'x'",
     "listMachines", "ODataError", HINT_QUERY, SEVERITY_ERROR, "query:$filter", 21,
     "riskscore", "riskScore"},
    {"GET", "/api/machines?$filter=version eq", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$filter", 11, NULL, NULL},
    {"GET", "/api/machines?$filter=(version eq '1'", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$filter", 1, "(", NULL},
    {"GET", "/api/machines?$filter=version = '1'", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$filter", 9, "=", "eq"},
    {"GET", "/api/machines?$filter=colour eq '1'", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$filter", 1, "colour", NULL},
    {"GET", "/api/machines?$filter=beginswith(version,'1')", "listMachines",
     "ODataError", HINT_QUERY, SEVERITY_ERROR, "query:$filter", 1, "beginswith", NULL},
    {"GET", "/api/machines?$filter=lastSeen gt 2026-02-30", "listMachines",
     "ODataError", HINT_QUERY, SEVERITY_ERROR, "query:$filter", 13, "2026-02-30", NULL},
    {"GET", "/api/machines?$filter=lastSeen gt 2026-02-28T24:30:00Z", "listMachines",
     "ODataError", HINT_QUERY, SEVERITY_ERROR, "query:$filter", 13,
     "2026-02-28T24:30:00Z", NULL},
    {"GET", "/api/machines?$filter=lastSeen gt 2028-02-29", "listMachines", NULL, 0, 0,
     NULL, 0, NULL, NULL},
    {"GET", "/api/machines?$filter=lastSeen gt '2026-01-01T00:00:00Z'", "listMachines",
     NULL, HINT_QUERY, SEVERITY_WARNING, "query:$filter", 13, "'2026-01-01T00:00:00Z'",
     "2026-01-01T00:00:00Z"},
    /* $orderby, $select, $expand */
    {"GET", "/api/machines?$orderby=lastSeen down", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$orderby", 10, "down", NULL},
    {"GET", "/api/machines?$orderby=id,colour", "listMachines", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$orderby", 4, "colour", NULL},
    {"GET", "/api/alerts?$select=id,,title", "listAlerts", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$select", 4, ",", NULL},
    {"GET", "/api/alerts?$expand=evidence", "listAlerts", NULL, 0, 0, NULL, 0, NULL,
     NULL},
    {"GET", "/api/alerts?$expand=Evidence", "listAlerts", "ODataError", HINT_QUERY,
     SEVERITY_ERROR, "query:$expand", 1, "Evidence", "evidence"},
    {"GET", "/api/alerts?$expand=evidence($select=x", "listAlerts", "ODataError",
     HINT_QUERY, SEVERITY_ERROR, "query:$expand", 9, "(", NULL},
};

START_TEST(free_requests_are_judged)
{
    struct request request = {0};
    struct check check;
    struct err err = {0};
    const char *target = cases[_i].target;
    ck_assert_int_eq(request_parse(&request, catalogue_builtin(),
                                   span_of(cases[_i].method), span_of(target), &err),
                     STATUS_OK);
    const struct operation *operation = request.operation;
    ck_assert_pstr_eq(operation ? operation->id : NULL, cases[_i].operation);
    check_request(&check, &request);
    ck_assert_msg((check.hints.count > 0) == (cases[_i].where != NULL), "%s: %zu hints",
                  target, check.hints.count);
    ck_assert_pstr_eq(check.predicted, cases[_i].predicted);
    if (cases[_i].where) {
        const struct hint *hint = check.hints.items;
        ck_assert_int_eq(hint->kind, cases[_i].kind);
        ck_assert_int_eq(hint->severity, cases[_i].severity);
        ck_assert_str_eq(hint->where, cases[_i].where);
        ck_assert_uint_eq(hint->line, 0);
        ck_assert_msg(hint->column == cases[_i].column, "%s: column %zu", target,
                      hint->column);
        ck_assert_pstr_eq(hint->found, cases[_i].found);
        if (cases[_i].expected)
            ck_assert_pstr_eq(hint->expected, cases[_i].expected);
    }
    check_release(&check);
    request_release(&request);
}
END_TEST

static Suite *
address_suite(void)
{
    Suite *suite = suite_create("address");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, free_requests_are_judged, 0, COUNT_OF(cases));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(address_suite)
