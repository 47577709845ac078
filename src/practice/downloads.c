#include "config.h"

#include "practice/downloads.h"

#include "base/memory.h"
#include "practice/actions.h"
#include "practice/archive.h"
#include "practice/handlers.h"
#include "practice/seed.h"
#include "practice/signer.h"

#include <string.h>

static const char prefix[] = "/practice/download/";

enum { EXPORT_MACHINES = 10000 }; /* in one file */

static void
add_signature(const struct call *call, unsigned seat, struct span file, uint64_t until,
              struct str *out)
{
    struct str purpose = {0};
    str_addf(&purpose, "download %llu %.*s", (unsigned long long)until, SPAN_ARG(file));
    signer_add_secret(call->practice->authority.signer, str_text(&purpose), seat, out);
    str_release(&purpose);
}

void
download_link(const struct call *call, const char *file, unsigned seconds,
              struct str *out)
{
    uint64_t until = (uint64_t)(call->now->wall / 1000) + seconds;
    call_base(call, out);
    str_addf(out, "%s%u/%s?se=%llu&sig=", prefix, call->tenant_number, file,
             (unsigned long long)until);
    add_signature(call, call->tenant_number, span_of(file), until, out);
}

/* As storage services answer. */
static void
refuse(struct call *call, int status, const char *code, const char *message)
{
    struct str body = {0};
    str_addf(&body,
             "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>%s</Code>"
             "<Message>%s</Message></Error>\n",
             code, message);
    answer_plain(call, status, "application/xml", str_span(&body));
    str_release(&body);
}

/* TENANT/FILE?se=SECONDS&sig=SIGNATURE, cut into its parts. */
static bool
take_parts(struct call *call, struct span *file, uint64_t *until,
           struct span *signature)
{
    struct span query = span_from(call->request->target, sizeof prefix - 1);
    struct span path = {0}, part, seat = {0};
    uint64_t number = 0;
    span_next(&query, '?', &path);
    *file = path;
    span_next(file, '/', &seat);
    while (query.n && span_next(&query, '&', &part)) {
        if (span_starts(part, "se=") &&
            !span_number(span_from(part, 3), INT64_MAX / 1000, until))
            return false;
        if (span_starts(part, "sig="))
            *signature = span_from(part, 4);
    }
    if (!span_number(seat, UINT32_MAX, &number) ||
        number >= call->practice->seat_count || !file->n)
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

bool
download_asked(struct call *call, bool *good)
{
    struct span file = {0}, signature = {0};
    struct str own = {0};
    uint64_t until = 0;
    *good = false;
    if (!span_starts(call->request->target, prefix))
        return false;
    if (!span_is(call->request->method, "GET")) {
        refuse(call, 405, "UnsupportedHttpVerb", "The resource takes GET alone.");
        return true;
    }
    bool whole = take_parts(call, &file, &until, &signature);
    if (whole)
        add_signature(call, call->tenant_number, file, until, &own);
    if (!whole || !same_secret(str_span(&own), signature))
        refuse(call, 403, "AuthenticationFailed",
               "The signature of the link does not match. Ask for the link again.");
    else if (until * 1000 <= (uint64_t)call->now->wall)
        refuse(call, 403, "AuthenticationFailed",
               "The link has expired. Ask for the link again.");
    else
        *good = true;
    str_set(&call->target, file);
    str_release(&own);
    return true;
}

static void
answer_file(struct call *call, const char *type, const char *name, struct span contents)
{
    struct str disposition = {0};
    answer_plain(call, 200, type, contents);
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
        answer_tree(call, 200, tree);
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
    refuse(call, 404, "BlobNotFound", "The file is no longer there.");
}
