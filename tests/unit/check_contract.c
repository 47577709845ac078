/* Every operation's success answer against what the catalogue's documents say of it. */
#include "../support/json_schema.h"
#include "../support/practice_calls.h"

#include "api/request.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static cJSON *documents[3]; /* mde, xdr, graph */

static cJSON *
read_document(const char *name)
{
    struct str path = {0}, text = {0};
    char piece[8192];
    size_t n;
    const char *source = getenv("srcdir");
    str_addf(&path, "%s/catalog/%s.json", source ? source : ".", name);
    FILE *file = fopen(str_text(&path), "r");
    ck_assert_msg(file != NULL, "no %s", str_text(&path));
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        str_add(&text, (struct span){piece, n});
    fclose(file);
    cJSON *document = cJSON_ParseWithLength(text.p, text.n);
    ck_assert(document != NULL);
    str_release(&path);
    str_release(&text);
    return document;
}

static void
begin_contract(void)
{
    static const char *const products[] = {"mde", "xdr", "graph"};
    begin();
    for (size_t i = 0; i < COUNT_OF(products); i++)
        documents[i] = read_document(products[i]);
}

static void
end_contract(void)
{
    for (size_t i = 0; i < COUNT_OF(documents); i++)
        cJSON_Delete(documents[i]);
    end();
}

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* The operation's node in its document, or NULL. */
static const cJSON *
find_node(const cJSON *document, const char *id)
{
    const cJSON *path, *method;
    cJSON_ArrayForEach(path, member(document, "paths"))
    {
        cJSON_ArrayForEach(method, path)
        {
            const char *text = cJSON_GetStringValue(member(method, "operationId"));
            if (text && strcmp(text, id) == 0)
                return method;
        }
    }
    return NULL;
}

static const cJSON *
schema_of(const struct operation *operation, int status)
{
    char number[8];
    snprintf(number, sizeof number, "%d", status);
    const cJSON *node = find_node(documents[operation->product], operation->id);
    const cJSON *content = member(member(member(node, "responses"), number), "content");
    return content ? member(content->child, "schema") : NULL;
}

/* A path that is there, for those whose path has a place: what to ask for first and
 * which member of the first object of the answer goes there; or the value itself. */
static const struct filled {
    const char *path, *list, *by;
} filled[] = {
    {"/api/alerts/{", "/api/alerts", "id"},
    {"/api/incidents/{", NULL, "1000"},
    {"/api/domains/{", NULL, "beacon.example"},
    {"/api/ips/{", NULL, "198.51.100.77"},
    {"/api/users/{", NULL, "anna"},
    {"/api/files/{", "/api/alerts?$expand=evidence", NULL},
    {"/api/investigations/{", "/api/investigations", "id"},
    {"/api/indicators/{", "/api/indicators", "id"},
    {"/api/libraryfiles/{", "/api/libraryfiles", "fileName"},
    {"/api/recommendations/{", "/api/recommendations", "id"},
    {"/api/remediationTasks/{", "/api/remediationTasks", "id"},
    {"/api/Software/{", "/api/Software", "id"},
    {"/api/vulnerabilities/{", "/api/vulnerabilities", "id"},
    {"/api/machineactions/{", "/api/machineactions", "id"},
    {"/api/machines/{", "/api/machines", "id"},
    {"/v1.0/security/alerts_v2/{", "/v1.0/security/alerts_v2", "id"},
    {"/v1.0/security/incidents/{", "/v1.0/security/incidents", "id"},
    {"/v1.0/security/secureScores/{", "/v1.0/security/secureScores", "id"},
    {"/v1.0/security/secureScoreControlProfiles/{",
     "/v1.0/security/secureScoreControlProfiles", "id"},
};

/* Those whose request has to be written out. "{...}" in a path is a machine, MACHINE in
 * a body too. */
static const struct written {
    const char *id, *target, *body;
} written[] = {
    {"addOrRemoveMachineTag", NULL, "{\"Value\":\"t\",\"Action\":\"Add\"}"},
    {"batchUpdateAlerts", NULL, "{\"alertIds\":[],\"status\":\"Resolved\"}"},
    {"addOrRemoveTagForMultipleMachines", NULL,
     "{\"Value\":\"t\",\"Action\":\"Add\",\"MachineIds\":[]}"},
    {"setDeviceValue", NULL, "{\"DeviceValue\":\"High\"}"},
    {"updateMachine", NULL, "{\"deviceValue\":\"Normal\",\"machineTags\":[\"a\"]}"},
    {"findMachineInfoByIp",
     "/api/machines/find(timestamp=2026-03-01T08:00:00Z,key='10.1.1.1')", NULL},
    {"findMachinesByIp",
     "/api/machines/findbyip(ip='10.1.1.1',timestamp=2026-03-01T08:00:00Z)", NULL},
    {"findMachinesByTag",
     "/api/machines/findbytag?tag=finance&useStartsWithFilter=false", NULL},
    {"submitIndicator", NULL,
     "{\"indicatorValue\":\"bad.example\",\"indicatorType\":\"DomainName\",\"action\":"
     "\"Block\",\"title\":\"t\",\"description\":\"d\"}"},
    {"importIndicators", NULL,
     "{\"Indicators\":[{\"indicatorValue\":\"10.0.0.1\",\"indicatorType\":"
     "\"IpAddress\",\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"},"
     "{\"indicatorValue\":\"198.18.0.1\",\"indicatorType\":\"IpAddress\",\"action\":"
     "\"Block\",\"title\":\"t\",\"description\":\"d\"}]}"},
    {"batchDeleteIndicators", NULL, "{\"IndicatorIds\":[]}"},
    {"runAdvancedQuery", NULL, "{\"Query\":\"DeviceInfo | take 2\"}"},
    {"runAdvancedHuntingQuery", NULL, "{\"Query\":\"DeviceInfo | take 2\"}"},
    {"graphRunHuntingQuery", NULL, "{\"Query\":\"DeviceInfo | take 2\"}"},
    {"exportSoftwareVulnerabilitiesDelta",
     "/api/machines/"
     "SoftwareVulnerabilityChangesByMachine?sinceTime=2026-02-20T00:00:00Z",
     NULL},
    {"runAdvancedQueryGet", "/api/advancedqueries?key=DeviceInfo%20%7C%20take%202",
     NULL},
    {"createAlertByReference", NULL,
     "{\"machineId\":\"MACHINE\",\"severity\":\"Low\",\"title\":\"t\",\"description\":"
     "\"d\",\"recommendedAction\":\"r\",\"eventTime\":\"2026-03-01T08:00:00Z\","
     "\"reportId\":\"40001\",\"category\":\"Exploit\"}"},
    {"runLiveResponse", "/api/machines/{lt-02}/runliveresponse",
     "{\"Comment\":\"x\",\"Commands\":[{\"type\":\"GetFile\",\"params\":[{\"key\":"
     "\"Path\",\"value\":\"C:\\\\x.txt\"}]}]}"},
    {"stopAndQuarantineFile", NULL,
     "{\"Comment\":\"x\",\"Sha1\":\"0123456789abcdef0123456789abcdef01234567\"}"},
    {"isolateMachine", "/api/machines/{lt-03}/isolate",
     "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}"},
    {"runAntiVirusScan", NULL, "{\"Comment\":\"x\",\"ScanType\":\"Quick\"}"},
    {"updateAlert", NULL, "{\"status\":\"Resolved\",\"comment\":\"x\"}"},
    {"updateIncident", NULL, "{\"status\":\"Resolved\",\"comment\":\"x\"}"},
    {"graphUpdateAlert", NULL, "{\"status\":\"resolved\"}"},
    {"graphUpdateIncident", NULL, "{\"status\":\"resolved\"}"},
    {"graphAddAlertComment", NULL,
     "{\"@odata.type\":\"microsoft.graph.security.alertComment\",\"comment\":\"x\"}"},
    {"graphAddIncidentComment", NULL,
     "{\"@odata.type\":\"microsoft.graph.security.alertComment\",\"comment\":\"x\"}"},
};

static const struct written *
written_for(const char *id)
{
    for (size_t i = 0; i < COUNT_OF(written); i++)
        if (strcmp(written[i].id, id) == 0)
            return &written[i];
    return NULL;
}

/* The member of the first object of a list; of a list of alerts with evidence the file
 * that was met. */
static void
add_found(struct str *out, const struct filled *fill)
{
    if (!fill->list) {
        str_add_text(out, fill->by);
        return;
    }
    ck_assert_int_eq(call("GET", fill->list, NULL), 200);
    const cJSON *first = cJSON_GetArrayItem(values_of(), 0);
    str_add_text(out, fill->by ? text_at(first, fill->by)
                               : text_at(member(first, "evidence")->child, "sha1"));
}

static void
make_target(struct str *out, const struct operation *operation)
{
    struct span path = span_of(operation->path);
    size_t open = span_find_byte(path, 0, '{'), close = span_find_byte(path, 0, '}');
    for (size_t i = 0; i < COUNT_OF(filled) && open < path.n; i++) {
        if (!span_starts(path, filled[i].path))
            continue;
        str_add(out, span_sub(path, 0, open));
        add_found(out, &filled[i]);
        str_add(out, span_from(path, close + 1));
        return;
    }
    str_add(out, path);
}

static void
add_body(struct str *out, struct span text)
{
    size_t at = span_find(text, 0, SPAN("MACHINE"));
    str_add(out, span_sub(text, 0, at));
    if (at == text.n)
        return;
    char *id = machine_whose("computerDnsName", "lt-01");
    str_add_text(out, id);
    str_add(out, span_from(text, at + 7));
    mem_free(id);
}

static void
call_operation(const struct operation *operation)
{
    struct request request;
    struct str target = {0};
    const struct written *own = written_for(operation->id);
    request_init(&request, operation);
    request_fill(&request);
    if (own && own->target)
        str_add_text(&target, own->target);
    else
        make_target(&target, operation);
    struct str sent = {0};
    add_body(&sent, own ? span_of(own->body) : str_span(&request.body));
    if (operation->content_type && !strstr(operation->content_type, "json"))
        call_with("full-bearer", operation->method, str_text(&target),
                  SPAN("--b\r\nContent-Disposition: form-data; name=\"file\"; "
                       "filename=\"x.ps1\"\r\n\r\n$x\r\n--b--\r\n"),
                  "multipart/form-data; boundary=b");
    else
        call_on(operation->method, str_text(&target), sent.n ? str_text(&sent) : NULL);
    str_release(&sent);
    str_release(&target);
    request_release(&request);
}

/* Refused for reasons of this tenant's own. */
static bool
is_refused(const struct operation *operation)
{
    return span_starts(span_of(operation->path), "/api/DeviceAuthenticatedScan");
}

/* What the answer of an operation depends on: actions that have come to their end. */
static void
prepare(const struct operation *operation)
{
    static const struct {
        const char *id, *start, *body;
    } before[] = {
        {"getPackageUri", "/api/machines/{lt-01}/collectInvestigationPackage",
         "{\"Comment\":\"x\"}"},
        {"getLiveResponseResult", "/api/machines/{lt-01}/runliveresponse",
         "{\"Comment\":\"x\",\"Commands\":[{\"type\":\"GetFile\",\"params\":[{\"key\":"
         "\"Path\",\"value\":\"C:\\\\x.txt\"}]}]}"},
        {"cancelMachineAction", "/api/machines/{lt-01}/isolate",
         "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}"},
        {"unisolateMachine", "/api/machines/{lt-01}/isolate",
         "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}"},
    };
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        if (strcmp(before[i].id, operation->id) != 0)
            continue;
        ck_assert_int_eq(call_on("POST", before[i].start, before[i].body), 201);
        struct str target = {0};
        const char *rest = strrchr(operation->path, '/');
        str_addf(&target, "/api/machineactions/%s", text_at(body, "id"));
        if (strcmp(operation->id, "cancelMachineAction") != 0)
            pass_ms(60000);
        if (strcmp(operation->id, "unisolateMachine") == 0) {
            str_release(&target);
            return;
        }
        str_add(&target,
                span_sub(span_of(rest), 0, span_find_byte(span_of(rest), 0, '{')));
        if (strchr(rest, '{'))
            str_add_text(&target, "0)");
        call(operation->method, str_text(&target), "{\"Comment\":\"x\"}");
        str_release(&target);
    }
}

START_TEST(every_success_is_as_the_catalogue_says)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct str wrong = {0};
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct str found = {0};
        if (is_refused(operation))
            continue;
        end(); /* each finds a tenant that nothing was done to */
        begin();
        int status = 0;
        prepare(operation);
        if (answer.status == 0 || strcmp(operation->id, "unisolateMachine") == 0)
            call_operation(operation);
        status = answer.status;
        bool promised = false;
        for (const unsigned short *s = operation->success; *s; s++)
            promised = promised || *s == status;
        if (!promised) {
            str_addf(&wrong, "%s: %d %.200s\n", operation->id, status,
                     str_text(&answer.body));
            continue;
        }
        const cJSON *schema = schema_of(operation, status);
        if (schema)
            json_schema_check(documents[operation->product], schema, body, &found);
        struct span rest = str_span(&found), line;
        while (rest.n && span_next(&rest, '\n', &line))
            if (line.n)
                str_addf(&wrong, "%s %.*s\n", operation->id, SPAN_ARG(line));
        str_release(&found);
    }
    fputs(str_text(&wrong), stderr);
    ck_assert_uint_eq(wrong.n, 0);
    str_release(&wrong);
}
END_TEST

static Suite *
contract_suite(void)
{
    Suite *suite = suite_create("contract");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin_contract, end_contract);
    tcase_add_test(all, every_success_is_as_the_catalogue_says);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(contract_suite)
