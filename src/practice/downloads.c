#include "config.h"

#include "practice/downloads.h"

#include "base/memory.h"
#include "practice/actions.h"
#include "practice/archive.h"
#include "practice/blob.h"
#include "practice/handlers.h"
#include "practice/seed.h"
#include "practice/signer.h"

#include <string.h>

static const char prefix[] = "/practice/download/";

static const char mark[] = "&sig=";

enum { EXPORT_MACHINES = 200 }; /* in one file */

/* Of all that stands before it in the link. */
static void
add_signature(const struct call *call, struct span link, struct str *out)
{
    struct str purpose = {0};
    str_addf(&purpose, "download %.*s", SPAN_ARG(link));
    signer_add_secret(call->practice->authority.signer, str_text(&purpose), 0, out);
    str_release(&purpose);
}

/* As storage services write it: 2026-11-23T18:00:00Z. */
static void
add_time(clock_ms at, struct str *out)
{
    struct civil c = clock_civil(at);
    str_addf(out, "%04d-%02u-%02uT%02u%%3A%02u%%3A%02uZ", (int)c.year, c.month, c.day,
             c.hour, c.minute, c.second);
}

void
download_link(const struct call *call, const char *file, unsigned seconds,
              struct str *out)
{
    struct str link = {0};
    str_addf(&link, "%s%u/%s?sv=2022-11-02&se=", prefix, call->tenant_number, file);
    add_time(call->now->wall + (clock_ms)seconds * 1000, &link);
    str_add_text(&link, "&sr=b&sp=r");
    call_base(call, out);
    str_add(out, str_span(&link));
    str_add_text(out, mark);
    add_signature(call, str_span(&link), out);
    str_release(&link);
}

static bool
read_until(struct span query, clock_ms *until)
{
    struct span part;
    struct str text = {0};
    bool read = false;
    while (span_next(&query, '&', &part))
        if (span_starts(part, "se="))
            read = percent_decode(&text, span_from(part, 3)) &&
                   clock_parse_rfc3339(str_span(&text), until);
    str_release(&text);
    return read;
}

/* TENANT/FILE?..&se=TIME..&sig=SIGNATURE, cut into its parts. */
static bool
take_parts(struct call *call, struct span *file, clock_ms *until)
{
    struct span target = call->request->target;
    struct span query = span_from(target, sizeof prefix - 1), seat = {0};
    uint64_t number = 0;
    span_next(&query, '?', file);
    span_next(file, '/', &seat);
    if (!read_until(query, until) ||
        !span_number(seat, call->practice->seat_count - 1, &number) || !file->n)
        return false;
    call->tenant_number = (unsigned)number;
    return true;
}

/* In the same time wherever they differ. */
static bool
same_secret(struct span a, struct span b)
{
    unsigned char differ = a.n != b.n;
    for (size_t i = 0; i < a.n && i < b.n; i++)
        differ |= (unsigned char)(a.p[i] ^ b.p[i]);
    return !differ;
}

static bool
is_signed(const struct call *call)
{
    struct span target = call->request->target;
    size_t at = span_find(target, 0, span_of(mark));
    struct str own = {0};
    add_signature(call, span_sub(target, 0, at), &own);
    bool same = at < target.n &&
                same_secret(str_span(&own), span_from(target, at + sizeof mark - 1));
    str_release(&own);
    return same;
}

void
download_refuse_ended(struct call *call, clock_ms ended)
{
    struct str detail = {0};
    str_add_text(&detail, "The link is out of its time: Expiry [");
    clock_add_http_date(&detail, ended);
    str_add_text(&detail, "] - Current [");
    clock_add_http_date(&detail, call->now->wall);
    str_add_byte(&detail, ']');
    blob_refuse(call, 403, "AuthenticationFailed", "The link is not good any more.",
                str_text(&detail));
    str_release(&detail);
}

bool
download_asked(struct call *call, bool *good)
{
    struct span file = {0};
    clock_ms until = 0;
    *good = false;
    if (!span_starts(call->request->target, prefix))
        return false;
    if (!span_is(call->request->method, "GET"))
        blob_refuse(call, 405, "UnsupportedHttpVerb", "The file takes GET alone.",
                    NULL);
    else if (!take_parts(call, &file, &until) || !is_signed(call))
        blob_refuse(call, 403, "AuthenticationFailed",
                    "The link's signature does not belong to it.", NULL);
    else if (until <= call->now->wall)
        download_refuse_ended(call, until);
    else
        *good = true;
    str_set(&call->target, file);
    return true;
}

static void
answer_file(struct call *call, const char *type, const char *name, struct span contents)
{
    struct str disposition = {0};
    blob_answer(call, type, contents);
    str_addf(&disposition, "attachment; filename=\"%s\"", name);
    answer_header(call, "Content-Disposition", str_text(&disposition));
    str_release(&disposition);
}

/* Rows of a set as lines of JSON, as many as belong to one file's machines. */
static void
add_rows(const struct call *call, enum set set, size_t part, struct str *out)
{
    struct walk walk = walk_over(call->tenant, set);
    size_t to = (part + 1) * EXPORT_MACHINES;
    walk.number = part * EXPORT_MACHINES;
    for (const cJSON *row; (row = walk_next(&walk)) && walk.number <= to;) {
        cJSON *shown = shown_of(row);
        char *text = cJSON_PrintUnformatted(shown);
        str_add_text(out, text);
        str_add_byte(out, '\n');
        cJSON_free(text);
        cJSON_Delete(shown);
    }
    walk_end(&walk);
}

size_t
download_parts(const struct tenant *tenant)
{
    return (tenant->machines + EXPORT_MACHINES - 1) / EXPORT_MACHINES;
}

/* export/OPERATION/part-N.json.gz */
static bool
answer_export(struct call *call, struct span rest)
{
    struct span name = {0}, number = rest;
    uint64_t part = 0;
    span_next(&number, '/', &name);
    if (!span_starts(number, "part-"))
        return false;
    number = span_from(number, 5);
    number = span_sub(number, 0, span_find_byte(number, 0, '.'));
    const struct operation *operation = catalogue_find(call->practice->catalogue, name);
    if (!operation || !span_number(number, INT32_MAX, &part) ||
        part >= download_parts(call->tenant))
        return false;
    struct str lines = {0}, packed = {0};
    add_rows(call, handler_find(operation)->set, part, &lines);
    gzip_add(&packed, str_span(&lines));
    answer_file(call, "application/gzip", "part.json.gz", str_span(&packed));
    str_release(&lines);
    str_release(&packed);
    return true;
}

/* The events of one machine as comma-separated values. */
static void
add_events(const struct call *call, enum set set, const char *machine,
           const char *const *columns, struct str *out)
{
    for (names column = columns; *column; column++)
        str_addf(out, "%s%s", column == columns ? "" : ",", *column);
    str_add_text(out, "\r\n");
    struct walk walk = walk_over(call->tenant, set);
    for (const cJSON *event; (event = walk_next(&walk));) {
        if (!span_is(span_of(object_text(event, "DeviceId")), machine))
            continue;
        for (names column = columns; *column; column++)
            str_addf(out, "%s\"%s\"", column == columns ? "" : ",",
                     object_text(event, *column));
        str_add_text(out, "\r\n");
    }
}

static bool
answer_package(struct call *call, struct span id)
{
    static const char *const processes[] = {"Timestamp",   "FileName",
                                            "AccountName", "InitiatingProcessFileName",
                                            "SHA1",        NULL};
    static const char *const connections[] = {"Timestamp", "RemoteIP", "RemoteUrl",
                                              "InitiatingProcessFileName", NULL};
    struct str text = str_dup(id), file = {0}, packed = {0};
    struct zip zip = {0};
    const cJSON *action = tenant_find(call->tenant, SET_ACTIONS, "id", str_text(&text));
    const char *machine = object_text(action, "machineId");
    if (action) {
        str_addf(&file, "Device: %s\r\nID: %s\r\nCollected: %s\r\n",
                 object_text(action, "computerDnsName"), machine,
                 object_text(action, "lastUpdateDateTimeUtc"));
        zip_add(&zip, "Summary.txt", str_span(&file));
        str_clear(&file);
        add_events(call, SET_PROCESS_EVENTS, machine, processes, &file);
        zip_add(&zip, "Processes/processes.csv", str_span(&file));
        str_clear(&file);
        add_events(call, SET_NETWORK_EVENTS, machine, connections, &file);
        zip_add(&zip, "Network connections/connections.csv", str_span(&file));
        zip_finish(&zip, &packed);
        answer_file(call, "application/zip", "InvestigationPackage.zip",
                    str_span(&packed));
    }
    str_release(&text);
    str_release(&file);
    str_release(&packed);
    return action != NULL;
}

/* A script's transcript as the page shows it; of a file what stands in it. */
static bool
answer_result(struct call *call, struct span rest)
{
    struct span id = {0}, number = rest;
    uint64_t index = 0;
    span_next(&number, '/', &id);
    struct str text = str_dup(id);
    const cJSON *action = tenant_find(call->tenant, SET_ACTIONS, "id", str_text(&text));
    const cJSON *commands = object_get(action, "commands"), *command = NULL;
    str_release(&text);
    if (span_number(number, 1000, &index))
        command = cJSON_GetArrayItem(commands, (int)index);
    if (!command)
        return false;
    const cJSON *asked = object_get(command, "command");
    struct span script = span_of(action_parameter(asked, "ScriptName"));
    if (script.n) {
        struct str output = {0};
        str_addf(&output, "%.*s ran on %s with: %s", SPAN_ARG(script),
                 object_text(action, "computerDnsName"),
                 action_parameter(asked, "Args"));
        cJSON *tree = OBJECT(
            m_tree("script_name", text_of(script)), m_number("exit_code", 0),
            m_text("script_output", str_text(&output)), m_text("script_errors", ""));
        char *shown = cJSON_PrintUnformatted(tree);
        answer_file(call, "application/json", "transcript.json", span_of(shown));
        cJSON_free(shown);
        cJSON_Delete(tree);
        str_release(&output);
    } else {
        struct str contents = {0};
        str_addf(&contents, "This is %s of %s.\r\n", action_parameter(asked, "Path"),
                 object_text(action, "computerDnsName"));
        answer_file(call, "application/octet-stream", "file.txt", str_span(&contents));
        str_release(&contents);
    }
    return true;
}

void
download_answer(struct call *call)
{
    static const struct {
        const char *kind;
        bool (*answer)(struct call *call, struct span rest);
    } kinds[] = {{"export", answer_export},
                 {"package", answer_package},
                 {"result", answer_result}};
    struct span rest = str_span(&call->target), kind = {0};
    span_next(&rest, '/', &kind);
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (span_is(kind, kinds[i].kind) && kinds[i].answer(call, rest))
            return;
    blob_refuse(call, 404, "BlobNotFound", "The file is no longer there.", NULL);
}
