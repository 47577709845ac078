#include "../support/practice_calls.h"

#include "api/response.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

static const char *
action_status(const char *id)
{
    struct str target = {0};
    str_addf(&target, "/api/machineactions/%s", id);
    ck_assert_int_eq(call("GET", str_text(&target), NULL), 200);
    str_release(&target);
    return text_at(body, "status");
}

START_TEST(isolation_runs_its_course)
{
    const char *sent = "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}";
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-02}/isolate", sent), 201);
    ck_assert_str_eq(text_at(body, "status"), "Pending");
    ck_assert_str_eq(text_at(body, "type"), "Isolate");
    char *id = mem_strdup(text_at(body, "id"));
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-02}/isolate", sent), 400);
    ck_assert_str_eq(code_of(), "ActiveRequestAlreadyExists");
    pass_ms(4000);
    ck_assert_str_eq(action_status(id), "InProgress");
    pass_ms(7000);
    ck_assert_str_eq(action_status(id), "Succeeded");
    ck_assert_int_eq(call_on("POST", "/api/machines/{lt-02}/isolate", sent), 201);
    mem_free(id);
}
END_TEST

START_TEST(an_action_waits_for_a_machine_that_is_away_and_can_be_cancelled)
{
    char *machine = machine_whose("healthStatus", "Inactive");
    struct str target = {0};
    str_addf(&target, "/api/machines/%s/runAntiVirusScan", machine);
    ck_assert_int_eq(
        call("POST", str_text(&target), "{\"Comment\":\"x\",\"ScanType\":\"Quick\"}"),
        201);
    char *id = mem_strdup(text_at(body, "id"));
    pass_ms(600000);
    ck_assert_str_eq(action_status(id), "Pending");
    str_clear(&target);
    str_addf(&target, "/api/machineactions/%s/cancel", id);
    ck_assert_int_eq(call("POST", str_text(&target), "{\"Comment\":\"never mind\"}"),
                     200);
    ck_assert_str_eq(text_at(body, "status"), "Cancelled");
    ck_assert_str_eq(text_at(body, "cancellationComment"), "never mind");
    ck_assert_int_eq(call("POST", str_text(&target), "{\"Comment\":\"again\"}"), 400);
    str_release(&target);
    mem_free(machine);
    mem_free(id);
}
END_TEST

/* Asks for an action on a machine; gives its ID, which the caller frees. */
static char *
ask(const char *machine, const char *what, const char *sent)
{
    struct str target = {0};
    str_addf(&target, "/api/machines/{%s}/%s", machine, what);
    ck_assert_msg(call_on("POST", str_text(&target), sent) == 201, "%s",
                  str_text(&answer.body));
    str_release(&target);
    return mem_strdup(text_at(body, "id"));
}

static void
ask_and_expect(const char *machine, const char *what, const char *sent,
               const char *status)
{
    char *id = ask(machine, what, sent);
    pass_ms(10000);
    ck_assert_str_eq(action_status(id), status);
    mem_free(id);
}

static const char isolate[] = "{\"Comment\":\"x\",\"IsolationType\":\"Full\"}";
static const char comment[] = "{\"Comment\":\"x\"}";

/* Only what is isolated is released, and hunting sees it. */
START_TEST(isolation_stays_until_it_is_taken_back)
{
    static const char hunt[] = "{\"Query\":\"DeviceInfo | where MitigationStatus == "
                               "'isolated' | count\"}";
    ask_and_expect("lt-02", "unisolate", comment, "Failed");
    ask_and_expect("lt-02", "isolate", isolate, "Succeeded");
    call("POST", "/api/advancedqueries/run", hunt);
    ck_assert(span_has(str_span(&answer.body), "\"Count\":1"));
    ask_and_expect("lt-02", "unisolate", comment, "Succeeded");
    call("POST", "/api/advancedqueries/run", hunt);
    ck_assert(span_has(str_span(&answer.body), "\"Count\":0"));
    ask_and_expect("lt-02", "unisolate", comment, "Failed");
    ask_and_expect("lt-02", "restrictCodeExecution", comment, "Succeeded");
    ask_and_expect("lt-02", "unrestrictCodeExecution", comment, "Succeeded");
}
END_TEST

/* What a link leads to, without a bearer. */
static int
fetch(const char *link)
{
    struct pairs headers = {0};
    struct span target = span_of(link);
    size_t at = span_find(target, 0, SPAN("/practice/"));
    pairs_add(&headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    struct practice_request request = {
        .method = SPAN("GET"), .target = span_from(target, at), .headers = &headers};
    practice_answer_release(&answer);
    practice_handle(practice, &request, &now, &answer);
    pairs_release(&headers);
    return answer.status;
}

static char *
link_of(const char *target)
{
    ck_assert_msg(call("GET", target, NULL) == 200, "%s", str_text(&answer.body));
    ck_assert(span_starts(span_of(text_at(body, "value")), "http://127.0.0.1:4711/"));
    return mem_strdup(text_at(body, "value"));
}

START_TEST(a_package_is_there_to_be_fetched_for_half_an_hour)
{
    char *id = ask("lt-02", "collectInvestigationPackage", comment);
    struct str target = {0};
    str_addf(&target, "/api/machineactions/%s/getPackageUri", id);
    ck_assert_int_eq(call("GET", str_text(&target), NULL), 404);
    pass_ms(60000);
    char *link = link_of(str_text(&target));
    ck_assert_int_eq(fetch(link), 200);
    ck_assert_str_eq(pairs_get(&answer.headers, "Content-Type"), "application/zip");
    ck_assert(span_starts(str_span(&answer.body), "PK\3\4"));
    ck_assert(span_has(str_span(&answer.body), "lt-02.practice.example"));
    /* another file, another time or another signature is refused */
    for (size_t i = strlen("http://127.0.0.1:4711/practice/download/"); link[i]; i++) {
        char was = link[i];
        link[i] = was == '2' ? '3' : '2';
        ck_assert_msg(fetch(link) == 403, "%s was answered with %d", link,
                      answer.status);
        link[i] = was;
    }
    pass_ms(30 * 60000 - 1);
    ck_assert_int_eq(fetch(link), 200);
    pass_ms(1000);
    ck_assert_int_eq(fetch(link), 403);
    str_release(&target);
    mem_free(link);
    mem_free(id);
}
END_TEST

START_TEST(live_response_runs_its_commands_in_turn)
{
    char *id = ask(
        "lt-02", "runliveresponse",
        "{\"Comment\":\"x\",\"Commands\":[{\"type\":\"RunScript\",\"params\":[{\"key\":"
        "\"ScriptName\",\"value\":\"collect-logs.ps1\"},{\"key\":\"Args\",\"value\":"
        "\"-Days 3\"}]},{\"type\":\"RunScript\",\"params\":[{\"key\":\"ScriptName\","
        "\"value\":\"nosuch.ps1\"}]},{\"type\":\"GetFile\",\"params\":[{\"key\":"
        "\"Path\","
        "\"value\":\"C:\\\\x.txt\"}]}]}");
    static const char *const half[] = {"Completed", "Created", "Created"};
    static const char *const whole[] = {"Completed", "Failed", "Created"};
    pass_ms(6000);
    ck_assert_str_eq(action_status(id), "InProgress");
    const cJSON *commands = cJSON_GetObjectItemCaseSensitive(body, "commands");
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(text_at(cJSON_GetArrayItem(commands, i), "commandStatus"),
                         half[i]);
    pass_ms(6000);
    ck_assert_str_eq(action_status(id), "Failed");
    commands = cJSON_GetObjectItemCaseSensitive(body, "commands");
    for (int i = 0; i < 3; i++)
        ck_assert_str_eq(text_at(cJSON_GetArrayItem(commands, i), "commandStatus"),
                         whole[i]);
    struct str target = {0};
    str_addf(&target,
             "/api/machineactions/%s/GetLiveResponseResultDownloadLink(index=0)", id);
    char *link = link_of(str_text(&target));
    ck_assert_int_eq(fetch(link), 200);
    ck_assert(span_has(str_span(&answer.body), "\"script_name\":\"collect-logs.ps1\""));
    ck_assert(span_has(str_span(&answer.body), "-Days 3"));
    str_set(&target, SPAN(""));
    str_addf(&target,
             "/api/machineactions/%s/GetLiveResponseResultDownloadLink(index=2)", id);
    ck_assert_int_eq(call("GET", str_text(&target), NULL), 404);
    str_release(&target);
    mem_free(link);
    mem_free(id);
}
END_TEST

/* Each line of the file that an export leads to is one row of the list. */
START_TEST(an_export_leads_to_its_rows)
{
    call("GET", "/api/machines/SoftwareInventoryByMachine", NULL);
    int rows = value_count();
    ck_assert_int_eq(call("GET", "/api/machines/SoftwareInventoryExport", NULL), 200);
    const cJSON *files = cJSON_GetObjectItemCaseSensitive(body, "exportFiles");
    ck_assert_int_eq(cJSON_GetArraySize(files), 1);
    char *link = mem_strdup(cJSON_GetStringValue(files->child));
    ck_assert_int_eq(fetch(link), 200);
    z_stream stream = {.next_in = (Bytef *)answer.body.p,
                       .avail_in = (uInt)answer.body.n};
    size_t room = (size_t)1024 * 1024;
    char *text = mem_alloc(room + 1);
    stream.next_out = (Bytef *)text;
    stream.avail_out = (uInt)room;
    ck_assert_int_eq(inflateInit2(&stream, 31), Z_OK);
    ck_assert_int_eq(inflate(&stream, Z_FINISH), Z_STREAM_END);
    inflateEnd(&stream);
    struct span rest = {text, room - stream.avail_out}, line;
    int lines = 0;
    while (rest.n && span_next(&rest, '\n', &line)) {
        if (!line.n)
            continue;
        cJSON *row = cJSON_ParseWithLength(line.p, line.n);
        ck_assert_str_ne(text_at(row, "deviceId"), "");
        cJSON_Delete(row);
        lines++;
    }
    ck_assert_int_eq(lines, rows);
    pass_ms(3600000);
    ck_assert_int_eq(fetch(link), 403);
    mem_free(text);
    mem_free(link);
}
END_TEST

START_TEST(an_action_takes_as_long_as_is_set)
{
    end();
    begin_setup((struct practice_setup){.action_seconds = 1});
    char *id = ask("lt-02", "isolate", isolate);
    pass_ms(1000);
    ck_assert_str_eq(action_status(id), "Succeeded");
    mem_free(id);
}
END_TEST

static void
upload(const char *more)
{
    struct str form = {0};
    str_addf(&form,
             "--b\r\nContent-Disposition: form-data; name=\"File\"; "
             "filename=\"new.ps1\"\r\nContent-Type: text/plain\r\n\r\nabc\r\n--b\r\n"
             "Content-Disposition: form-data; name=\"Description\"\r\n\r\nNew\r\n%s"
             "--b--\r\n",
             more);
    call_with("full-bearer", "POST", "/api/libraryfiles", str_span(&form),
              "multipart/form-data; boundary=b");
    str_release(&form);
}

START_TEST(a_library_file_comes_and_goes)
{
    upload("");
    ck_assert_int_eq(answer.status, 200);
    ck_assert_str_eq(text_at(body, "fileName"), "new.ps1");
    ck_assert_str_eq(text_at(body, "description"), "New");
    ck_assert_str_eq(
        text_at(body, "sha256"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    upload("");
    ck_assert_str_eq(code_of(), "InvalidInput");
    upload("--b\r\nContent-Disposition: form-data; name=\"OverrideIfExists\"\r\n\r\n"
           "true\r\n");
    ck_assert_int_eq(answer.status, 200);
    call("GET", "/api/libraryfiles", NULL);
    ck_assert_int_eq(value_count(), 4);
    ck_assert_int_eq(call("DELETE", "/api/libraryfiles/new.ps1", NULL), 204);
    ck_assert_int_eq(call("DELETE", "/api/libraryfiles/new.ps1", NULL), 404);
}
END_TEST

START_TEST(an_indicator_expires)
{
    call("GET", "/api/indicators", NULL);
    int before = value_count();
    ck_assert_int_eq(
        call("POST", "/api/indicators",
             "{\"indicatorValue\":\"bad.example\",\"indicatorType\":\"DomainName\","
             "\"action\":\"Audit\",\"title\":\"t\",\"description\":\"d\","
             "\"generateAlert\":true,\"expirationTime\":\"2026-03-02T10:00:00Z\"}"),
        200);
    ck_assert_str_eq(text_at(body, "generateAlert"), "True");
    pass_ms(3600000 - 1);
    call("GET", "/api/indicators", NULL);
    ck_assert_int_eq(value_count(), before + 1);
    pass_ms(1);
    call("GET", "/api/indicators", NULL);
    ck_assert_int_eq(value_count(), before);
}
END_TEST

START_TEST(graph_and_defender_tell_of_the_same_incident)
{
    ck_assert_int_eq(call("PATCH", "/v1.0/security/incidents/1001",
                          "{\"status\":\"resolved\",\"classification\":"
                          "\"truePositive\",\"customTags\":[\"x\"]}"),
                     200);
    ck_assert_str_eq(text_at(body, "status"), "resolved");
    call("GET", "/api/incidents/1001", NULL);
    ck_assert_str_eq(text_at(body, "status"), "Resolved");
    ck_assert_str_eq(text_at(body, "classification"), "TruePositive");
    const cJSON *tags = cJSON_GetObjectItemCaseSensitive(body, "tags");
    ck_assert_str_eq(cJSON_GetStringValue(tags->child), "x");
    /* a name that the documentation spells in two ways */
    ck_assert_int_eq(call("PATCH", "/api/incidents/1001", "{\"comments\":\"seen\"}"),
                     200);
    call("GET", "/api/incidents/1001", NULL);
    ck_assert(span_has(str_span(&answer.body), "\"comment\":\"seen\""));
}
END_TEST

START_TEST(indicators_come_change_and_go)
{
    static const char sent[] =
        "{\"indicatorValue\":\"bad.example\",\"indicatorType\":\"DomainName\","
        "\"action\":\"Block\",\"title\":\"first\",\"description\":\"d\"}";
    static const char again[] =
        "{\"indicatorValue\":\"BAD.example\",\"indicatorType\":\"DomainName\","
        "\"action\":\"Warn\",\"title\":\"second\",\"description\":\"d\"}";
    ck_assert_int_eq(call("GET", "/api/indicators", NULL), 200);
    int before = value_count();
    ck_assert_int_eq(call("POST", "/api/indicators", sent), 200);
    char *id = mem_strdup(text_at(body, "id"));
    ck_assert_int_eq(call("POST", "/api/indicators", again), 200);
    ck_assert_str_eq(text_at(body, "id"), id);
    ck_assert_str_eq(text_at(body, "title"), "second");
    call("GET", "/api/indicators", NULL);
    ck_assert_int_eq(value_count(), before + 1);
    struct str target = {0};
    str_addf(&target, "/api/indicators/%s", id);
    ck_assert_int_eq(call("DELETE", str_text(&target), NULL), 204);
    ck_assert_uint_eq(answer.body.n, 0);
    ck_assert_int_eq(call("DELETE", str_text(&target), NULL), 404);
    str_release(&target);
    mem_free(id);
}
END_TEST

START_TEST(import_tells_of_each_item)
{
    ck_assert_int_eq(
        call(
            "POST", "/api/indicators/import",
            "{\"Indicators\":[{\"indicatorValue\":\"198.18.0.1\",\"indicatorType\":"
            "\"IpAddress\",\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"},"
            "{\"indicatorValue\":\"10.0.0.1\",\"indicatorType\":\"IpAddress\","
            "\"action\":\"Block\",\"title\":\"t\",\"description\":\"d\"}]}"),
        200);
    ck_assert_int_eq(value_count(), 2);
    const cJSON *good = cJSON_GetArrayItem(values_of(), 0);
    const cJSON *bad = cJSON_GetArrayItem(values_of(), 1);
    ck_assert(cJSON_IsFalse(cJSON_GetObjectItemCaseSensitive(good, "isFailed")));
    ck_assert(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(bad, "isFailed")));
    ck_assert(*text_at(bad, "failureReason") != '\0');
    char sent[64];
    snprintf(sent, sizeof sent, "{\"IndicatorIds\":[\"%s\"]}", text_at(good, "id"));
    ck_assert_int_eq(call("POST", "/api/indicators/BatchDelete", sent), 204);
    ck_assert_int_eq(call("POST", "/api/indicators/BatchDelete", sent), 404);
}
END_TEST

START_TEST(an_alert_takes_a_comment_and_a_verdict)
{
    call("GET", "/api/alerts?$top=1", NULL);
    struct str target = {0};
    str_addf(&target, "/api/alerts/%s",
             text_at(cJSON_GetArrayItem(values_of(), 0), "id"));
    ck_assert_int_eq(call("PATCH", str_text(&target),
                          "{\"status\":\"Resolved\",\"classification\":"
                          "\"TruePositive\",\"determination\":\"Malware\",\"comment\":"
                          "\"cleaned\"}"),
                     200);
    call("GET", str_text(&target), NULL);
    ck_assert_str_eq(text_at(body, "status"), "Resolved");
    ck_assert_str_eq(text_at(body, "determination"), "Malware");
    ck_assert_str_eq(text_at(body, "resolvedTime"), "2026-03-02T09:00:00.000Z");
    const cJSON *comments = cJSON_GetObjectItemCaseSensitive(body, "comments");
    ck_assert_int_eq(cJSON_GetArraySize(comments), 1);
    ck_assert_str_eq(text_at(cJSON_GetArrayItem(comments, 0), "comment"), "cleaned");
    str_release(&target);
}
END_TEST

START_TEST(tags_are_added_and_found)
{
    ck_assert_int_eq(call_on("POST", "/api/machines/{srv-db-01}/tags",
                             "{\"Value\":\"vault\",\"Action\":\"Add\"}"),
                     200);
    call("GET", "/api/machines/findbytag?tag=vault&useStartsWithFilter=false", NULL);
    ck_assert_int_eq(value_count(), 1);
    ck_assert_int_eq(call_on("POST", "/api/machines/{srv-db-01}/tags",
                             "{\"Value\":\"vault\",\"Action\":\"Remove\"}"),
                     200);
    call("GET", "/api/machines/findbytag?tag=vault&useStartsWithFilter=false", NULL);
    ck_assert_int_eq(value_count(), 0);
}
END_TEST

START_TEST(evidence_comes_when_it_is_asked_for)
{
    const cJSON *alert, *evidence;
    for (int asked = 0; asked < 2; asked++) {
        call("GET",
             asked ? "/api/alerts?$top=1&$expand=evidence" : "/api/alerts?$top=1",
             NULL);
        alert = cJSON_GetArrayItem(values_of(), 0);
        evidence = cJSON_GetObjectItemCaseSensitive(alert, "evidence");
        ck_assert_int_eq(cJSON_GetArraySize(evidence), asked ? 2 : 0);
    }
}
END_TEST

START_TEST(a_machine_is_found_by_its_address)
{
    call("GET", "/api/machines?$top=1", NULL);
    const cJSON *machine = cJSON_GetArrayItem(values_of(), 0);
    char *id = mem_strdup(text_at(machine, "id"));
    struct str target = {0};
    str_addf(&target, "/api/machines/findbyip(ip='%s',timestamp=2026-03-01T08:00:00Z)",
             text_at(machine, "lastIpAddress"));
    ck_assert_int_eq(call("GET", str_text(&target), NULL), 200);
    ck_assert_str_eq(text_at(cJSON_GetArrayItem(values_of(), 0), "id"), id);
    ck_assert_int_eq(call("GET",
                          "/api/machines/findbyip(ip='10.1.1.1',timestamp="
                          "2025-03-01T08:00:00Z)",
                          NULL),
                     400);
    ck_assert_str_eq(code_of(), "BadRequest");
    str_release(&target);
    mem_free(id);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_tenant)
{
    call("GET", "/api/machines", NULL);
    char *first = str_take(&answer.body);
    end();
    begin();
    call("GET", "/api/machines", NULL);
    ck_assert_str_eq(str_text(&answer.body), first);
    mem_free(first);
}
END_TEST

static Suite *
practice_state_suite(void)
{
    Suite *suite = suite_create("practice_state");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, evidence_comes_when_it_is_asked_for);
    tcase_add_test(all, a_machine_is_found_by_its_address);
    tcase_add_test(all, isolation_runs_its_course);
    tcase_add_test(all,
                   an_action_waits_for_a_machine_that_is_away_and_can_be_cancelled);
    tcase_add_test(all, isolation_stays_until_it_is_taken_back);
    tcase_add_test(all, a_package_is_there_to_be_fetched_for_half_an_hour);
    tcase_add_test(all, live_response_runs_its_commands_in_turn);
    tcase_add_test(all, an_export_leads_to_its_rows);
    tcase_add_test(all, an_action_takes_as_long_as_is_set);
    tcase_add_test(all, a_library_file_comes_and_goes);
    tcase_add_test(all, an_indicator_expires);
    tcase_add_test(all, graph_and_defender_tell_of_the_same_incident);
    tcase_add_test(all, indicators_come_change_and_go);
    tcase_add_test(all, import_tells_of_each_item);
    tcase_add_test(all, an_alert_takes_a_comment_and_a_verdict);
    tcase_add_test(all, tags_are_added_and_found);
    tcase_add_test(all, the_same_seed_gives_the_same_tenant);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(practice_state_suite)
