/* What is offered where, and what becomes of the text when it is taken. A | in a text
 * is the caret. */
#include "unit.h"
#include "working_bodies.h"

#include "api/check.h"
#include "api/completion.h"
#include "base/memory.h"

#include <stdio.h>

struct marked {
    struct str text;
    size_t offset;
};

static struct marked
mark(const char *text)
{
    struct span all = span_of(text);
    struct marked marked = {.offset = span_find_byte(all, 0, '|')};
    ck_assert_uint_lt(marked.offset, all.n);
    str_add(&marked.text, span_sub(all, 0, marked.offset));
    str_add(&marked.text, span_from(all, marked.offset + 1));
    return marked;
}

static const struct operation *
operation_named(const char *id)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(id));
    ck_assert_msg(!id[0] || operation, "no operation %s", id);
    return operation;
}

/* At most eight labels, with spaces between. */
static void
labels(const struct completion *completion, struct str *out)
{
    for (size_t i = 0; i < completion->count && i < 8; i++)
        str_addf(out, "%s%s", i ? " " : "", str_text(&completion->items[i].label));
    if (completion->whole)
        str_add_text(out, " (whole)");
}

/* The text with the first candidate taken, and the caret in it. */
static void
take(const struct completion *completion, struct str *text)
{
    if (!completion->count)
        return;
    const struct candidate *first = &completion->items[0];
    str_replace(text, completion->at, completion->length, str_span(&first->text));
    str_insert(text, completion->at + first->caret, SPAN("|"));
}

struct sample {
    const char *operation, *text, *labels, *taken;
};

static void
judge(const struct sample *sample, struct completion *completion, struct marked *marked)
{
    struct str got = {0};
    labels(completion, &got);
    ck_assert_msg(span_is(str_span(&got), sample->labels), "%s: %s\n got %s\nwant %s",
                  sample->operation, sample->text, str_text(&got), sample->labels);
    take(completion, &marked->text);
    ck_assert_msg(!sample->taken || span_is(str_span(&marked->text), sample->taken),
                  "%s: %s\n got %s\nwant %s", sample->operation, sample->text,
                  str_text(&marked->text), sample->taken);
    str_release(&got);
    str_release(&marked->text);
    completion_release(completion);
}

/* --- bodies --- */

static const struct sample bodies[] = {
    /* names: what is required first, what is there not at all */
    {"isolateMachine", "{|}", "Comment IsolationType", "{\"Comment\": \"|\"}"},
    {"isolateMachine", "{\"|}", "Comment IsolationType", NULL},
    {"isolateMachine", "{\"i|\": \"Full\"}", "IsolationType",
     "{\"IsolationType\"|: \"Full\"}"},
    {"isolateMachine", "{\"Comment\": \"a\", \"Is|", "IsolationType",
     "{\"Comment\": \"a\", \"IsolationType\": |"},
    {"isolateMachine", "{\"|\n  \"IsolationType\": \"Full\"}", "Comment",
     "{\"Comment\": \"|\",\n  \"IsolationType\": \"Full\"}"},
    {"isolateMachine", "{comm|}", "Comment", "{\"Comment\": \"|\"}"},
    {"isolateMachine", "{\"comm|ent\": \"a\"}", "Comment", "{\"Comment\"|: \"a\"}"},
    {"isolateMachine", "{'comm|", "Comment", "{\"Comment\": \"|\""},
    {"isolateMachine", "{\"Comment|", "Comment (whole)", NULL},
    {"isolateMachine", "{\"Comment\"|", "", NULL},
    {"isolateMachine", "{\"Comment\": \"a\" |", "", NULL},
    {"isolateMachine", "{\"Comment\": \"a\"\n  |\n}", "IsolationType", NULL},
    {"isolateMachine", "{\"Comment\": \"\"I|", "", NULL},
    {"isolateMachine", "{\"Comment\": \"a\" \"I|", "", NULL},
    {"isolateMachine", "{\"Comment\": \"a\"\n \"I|", "IsolationType", NULL},
    {"isolateMachine", "{\"zz|", "", NULL},
    {"isolateMachine", "|", "", NULL},
    {"isolateMachine", "{}|", "", NULL},
    {"getMachine", "{\"|", "", NULL},
    /* ranking: the case as typed, any case, a word inside; else as documented */
    {"updateAlert", "{\"c|", "classification comment", NULL},
    {"updateAlert", "{\"C|", "classification comment", NULL},
    {"isolateMachine", "{\"type|", "IsolationType", NULL},
    {"addScanDefinition", "{\"t|", "target targetType scanType", NULL},
    {"addScanDefinition", "{\"scan|",
     "scanType scanName scannerAgent scanAuthenticationParams", NULL},
    {"addScanDefinition", "{\"scana|", "scanAuthenticationParams", NULL},
    /* values */
    {"isolateMachine", "{\"IsolationType\": |}", "Full Selective UnManagedDevice",
     "{\"IsolationType\": \"Full\"|}"},
    {"isolateMachine", "{\"IsolationType\": \"f|", "Full",
     "{\"IsolationType\": \"Full\"|"},
    {"isolateMachine", "{\"IsolationType\": \"f|ul\",\n \"Comment\": \"\"}", "Full",
     "{\"IsolationType\": \"Full\"|,\n \"Comment\": \"\"}"},
    {"isolateMachine", "{\"IsolationType\": Sel|", "Selective", NULL},
    {"isolateMachine", "{\"isolationType\": \"S|\"}", "Selective", NULL},
    {"isolateMachine", "{\"IsolationType\": \"Full|\"}", "Full (whole)", NULL},
    {"isolateMachine", "{\"IsolationType\": \"Full\"|}", "", NULL},
    {"isolateMachine", "{\"IsolationType\": | \"Full\"}", "", NULL},
    {"isolateMachine", "{\"IsolationType\"|: \"Full\"}", "", NULL},
    {"isolateMachine", "{\"Comment\": \"|", "", NULL},
    {"isolateMachine", "{\"Other\": \"|", "", NULL},
    {"addScanDefinition", "{\"isActive\": t|}", "true", "{\"isActive\": true|}"},
    {"addScanDefinition", "{\"isActive\": |}", "true false", NULL},
    {"submitIndicator", "{\"expirationTime\": \"|", "2026-01-31T09:30:00Z",
     "{\"expirationTime\": \"2026-01-31T09:30:00Z\"|"},
    {"updateAlert", "{\"assignedTo\": |}", "null", "{\"assignedTo\": null|}"},
    /* what goes with what */
    {"updateAlert", "{\"classification\": \"FalsePositive\", \"determination\": \"|\"}",
     "NotMalicious InsufficientData Other", NULL},
    {"updateAlert", "{\"determination\": |, \"classification\": \"FalsePositive\"}",
     "NotMalicious InsufficientData Other", NULL},
    {"batchUpdateAlerts", "{\"classification\": \"Informational, exp|",
     "Informational, expected activity",
     "{\"classification\": \"Informational, expected activity\"|"},
    {"batchUpdateAlerts", "{\"classification\": \"Informational, exp|ected activity\"}",
     "Informational, expected activity",
     "{\"classification\": \"Informational, expected activity\"|}"},
    /* objects in objects, arrays */
    {"addScanDefinition", "{\"scannerAgent\": {\"|", "machineId", NULL},
    {"addScanDefinition", "{\"scannerA|", "scannerAgent", "{\"scannerAgent\": {|}"},
    {"addScanDefinition", "{\"scanAuthenticationParams\": {\"authProtocol\": \"|",
     "MD5 SHA1", NULL},
    {"runLiveResponse", "{\"Commands\": [{\"|", "type params", NULL},
    {"runLiveResponse", "{\"Com|", "Comment Commands", NULL},
    {"runLiveResponse",
     "{\"Commands\": [{\"type\": \"GetFile\", \"params\": [{\"key\": \"Path\", "
     "\"value\": \"x\"}, {\"key\": |",
     "FileName ScriptName Args Path", NULL},
    {"runLiveResponse",
     "{\"Commands\": [{\"type\": \"GetFile\"}, {\"|}], \"Comment\": 1}", "type params",
     NULL},
    {"runLiveResponse", "{\"Commands\": [{\"type\": \"GetFile\"}], \"|", "Comment",
     NULL},
    {"runLiveResponse", "{\"Commands\": [\"|", "", NULL},
    /* broken before the caret */
    {"runLiveResponse", "{\"Commands\": [{\"type\": \"GetFile\", // ?\n}, {,\"ty|",
     "type", NULL},
    {"isolateMachine", "{Comment: 'a'; \"Iso|", "IsolationType", NULL},
    {"isolateMachine", "{\"Comment\": \"open\n  \"Iso|", "IsolationType", NULL},
};

START_TEST(bodies_offer)
{
    const struct sample *sample = &bodies[_i];
    struct marked marked = mark(sample->text);
    struct completion completion = {0};
    completion_body(&completion, operation_named(sample->operation),
                    str_span(&marked.text), marked.offset);
    judge(sample, &completion, &marked);
}
END_TEST

/* --- query and headers --- */

static const struct sample filters[] = {
    {"listAlerts", "se|", "severity", NULL},
    {"listAlerts", "sev|", "severity", "severity |"},
    {"listAlerts", "severity |", "eq ne gt ge lt le in", "severity eq |"},
    {"listAlerts", "severity e|", "eq", NULL},
    {"listAlerts", "severity eq 'h|", "High", "severity eq 'High'|"},
    {"listAlerts", "severity eq H|", "High", "severity eq 'High'|"},
    {"listAlerts", "severity eq 'H|' and id eq 'b'", "High",
     "severity eq 'High'| and id eq 'b'"},
    {"listAlerts", "severity eq 'H| and id eq 'b'", "High",
     "severity eq 'High'| and id eq 'b'"},
    {"listAlerts", "severity eq 'High'|", "", NULL},
    {"listAlerts", "severity eq 'High' |", "and or", "severity eq 'High' and |"},
    {"listAlerts", "severity eq 'High' and inc|", "incidentId", NULL},
    {"listAlerts", "severity in ('High', |)",
     "UnSpecified Informational Low Medium High", NULL},
    {"listMachines", "healthStatus eq |",
     "Active Inactive ImpairedCommunication NoSensorData "
     "NoSensorDataImpairedCommunication Unknown",
     NULL},
    {"listAlerts", "alertCreationTime gt |", "2026-01-31T09:30:00Z", NULL},
    {"listAlerts", "not (st|", "status startswith", "not (status |"},
    {"listMachines", "start|", "startswith", "startswith(|"},
    {"listMachines", "startswith(comp|", "computerDnsName",
     "startswith(computerDnsName,|"},
    {"listMachines", "startswith(computerDnsName,'a') |", "and or", NULL},
    {"listMachines", "tolower(computerDnsName) |", "eq ne gt ge lt le in", NULL},
    {"listMachines", "deviceValue eq |", "Normal Low High", NULL},
    {"listMachines", "deviceValue = |", "", NULL},
    {"listMachines", "|deviceValue", "", NULL},
    {"", "sev|", "", NULL},
    {"", "severity |", "eq ne gt ge lt le in", NULL},
};

START_TEST(filters_offer)
{
    const struct sample *sample = &filters[_i];
    struct marked marked = mark(sample->text);
    struct completion completion = {0};
    completion_option(&completion, operation_named(sample->operation), SPAN("$filter"),
                      str_span(&marked.text), marked.offset);
    judge(sample, &completion, &marked);
}
END_TEST

static const struct sample options[] = {
    {"listAlerts", "|", "$filter $top $expand", "$filter=|"},
    {"listAlerts", "$t|", "$top", "$top=|"},
    {"listAlerts", "top|", "$top", "$top=|"},
    {"listAlerts", "$filter=sev|", "severity", "$filter=severity |"},
    {"listAlerts", "$expand=|", "evidence", NULL},
    {"listAlerts", "$orderby=lastU|", "lastUpdateTime", NULL},
    {"listAlerts", "$orderby=id, lastU|", "lastUpdateTime", NULL},
    {"listAlerts", "$orderby=id |", "asc desc", NULL},
    {"listAlerts", "$select=id,sev|", "severity", "$select=id,severity|"},
    {"graphListAlerts", "$count=|", "true false", NULL},
    {"findMachinesByTag", "use|", "useStartsWithFilter", "useStartsWithFilter=|"},
    {"findMachinesByTag", "useStartsWithFilter=t|", "true", NULL},
    {"", "$s|", "$skip $select", NULL},
};

START_TEST(options_offer)
{
    const struct sample *sample = &options[_i];
    struct marked marked = mark(sample->text);
    struct completion completion = {0};
    struct request request;
    request_init(&request, operation_named(sample->operation));
    pairs_set(&request.query, SPAN("$skip"), SPAN("5"));
    if (!sample->operation[0])
        pairs_remove(&request.query, 0);
    completion_query(&completion, &request, str_span(&marked.text), marked.offset);
    judge(sample, &completion, &marked);
    request_release(&request);
}
END_TEST

static const struct sample headers[] = {
    {"listAlerts", "acc|", "Accept Accept-Language", "Accept: |"},
    {"listAlerts", "Accept: |", "application/json", "Accept: application/json|"},
    {"listAlerts", "Accept: js|", "application/json", NULL},
    {"graphListAlerts", "p|", "Prefer", "Prefer: |"},
    {"listAlerts", "prefer: min|", "return=minimal", "prefer: return=minimal|"},
    {"listAlerts", "X-Own: |", "", NULL},
};

START_TEST(headers_offer)
{
    const struct sample *sample = &headers[_i];
    struct marked marked = mark(sample->text);
    struct completion completion = {0};
    struct request request;
    request_init(&request, operation_named(sample->operation));
    completion_header(&completion, &request, str_span(&marked.text), marked.offset);
    judge(sample, &completion, &marked);
    request_release(&request);
}
END_TEST

START_TEST(meanings_tell_what_it_is)
{
    struct completion completion = {0};
    completion_body(&completion, operation_named("isolateMachine"), SPAN("{\"C"), 3);
    ck_assert_uint_eq(completion.count, 1);
    ck_assert_span(str_span(&completion.items[0].meaning),
                   "string, required: Why you do this; kept with the action");
    completion_release(&completion);
}
END_TEST

START_TEST(a_long_body_is_left_alone)
{
    struct completion completion = {0};
    struct str body = str_of("{\"Comment\": \"");
    str_add_repeat(&body, 'x', COMPLETION_BODY_MAX);
    str_add_text(&body, "\", \"Iso");
    completion_body(&completion, operation_named("isolateMachine"), str_span(&body),
                    body.n);
    ck_assert_uint_eq(completion.count, 0);
    str_release(&body);
}
END_TEST

/* --- whatever is taken is right --- */

static bool
is_slip(enum hint_kind kind)
{
    return kind == HINT_CASE || kind == HINT_SPELLING || kind == HINT_UNKNOWN ||
           kind == HINT_ENUM || kind == HINT_ENUM_CASE || kind == HINT_DUPLICATE;
}

static void
take_and_check(const struct operation *operation, struct span body,
               const struct completion *completion, size_t index)
{
    const struct candidate *candidate = &completion->items[index];
    struct str text = str_dup(body);
    struct check check;
    size_t end = completion->at + candidate->text.n;
    str_replace(&text, completion->at, completion->length, str_span(&candidate->text));
    check_body(&check, operation, str_span(&text));
    for (size_t i = 0; i < check.hints.count; i++) {
        const struct hint *hint = &check.hints.items[i];
        bool here = hint->at >= completion->at && hint->at < end;
        ck_assert_msg(!here || !is_slip(hint->kind), "%s: %s\n%s", operation->id,
                      str_text(&text), hint->text);
    }
    check_release(&check);
    str_release(&text);
}

/* Every place of every right body, with the rest there and with it cut off. */
START_TEST(what_is_taken_is_right)
{
    const struct operation *operation = operation_named(working[_i].operation);
    struct span whole = span_of(working[_i].body);
    for (size_t at = 0; at <= whole.n; at++) {
        for (int cut = 0; cut <= 1; cut++) {
            struct span body = cut ? span_sub(whole, 0, at) : whole;
            struct completion completion = {0};
            completion_body(&completion, operation, body, at);
            for (size_t i = 0; i < completion.count && i < 4; i++)
                take_and_check(operation, body, &completion, i);
            completion_release(&completion);
        }
    }
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("completion");
    TCase *tcase = tcase_create("offers");
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, bodies_offer, 0, (int)COUNT_OF(bodies));
    tcase_add_loop_test(tcase, filters_offer, 0, (int)COUNT_OF(filters));
    tcase_add_loop_test(tcase, options_offer, 0, (int)COUNT_OF(options));
    tcase_add_loop_test(tcase, headers_offer, 0, (int)COUNT_OF(headers));
    tcase_add_test(tcase, meanings_tell_what_it_is);
    tcase_add_test(tcase, a_long_body_is_left_alone);
    tcase_add_loop_test(tcase, what_is_taken_is_right, 0, (int)COUNT_OF(working));
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(suite)
