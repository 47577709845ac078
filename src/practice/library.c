/* Files that live response can put on a machine. */
#include "config.h"

#include "practice/handlers.h"

/* The value of a form's part in a multipart/form-data body (RFC 7578), or of its file
 * name; the empty span where it is not there. */
static struct span
part_value(struct span body, const char *name, bool file_name)
{
    struct str head = {0};
    str_addf(&head, "name=\"%s\"", name);
    size_t at = span_find_nocase(body, 0, str_span(&head));
    str_release(&head);
    if (at == body.n)
        return (struct span){0};
    size_t end = span_find(body, at, SPAN("\r\n\r\n"));
    struct span line = span_sub(body, at, end);
    if (file_name) {
        struct span start = SPAN("filename=\"");
        size_t from = span_find(line, 0, start);
        return from == line.n ? (struct span){0}
                              : span_sub(line, from + start.n,
                                         span_find_byte(line, from + start.n, '"'));
    }
    struct span rest = span_from(body, end + 4 < body.n ? end + 4 : body.n);
    return span_sub(rest, 0, span_find(rest, 0, SPAN("\r\n--")));
}

void
upload_file(struct call *call, const struct handler *handler)
{
    (void)handler;
    struct span body = call->request->body;
    struct span file = part_value(body, "File", true);
    struct span again = part_value(body, "OverrideIfExists", false);
    struct span what = part_value(body, "Description", false);
    struct span parameters = part_value(body, "ParametersDescription", false);
    if (!file.n) {
        answer_code(call, "MissingRequiredParameter", "File", NULL);
        return;
    }
    cJSON *name = text_of(file);
    cJSON *known = tenant_edit(call->tenant, SET_LIBRARY, name->valuestring);
    if (known && !span_is_nocase(again, "true")) {
        answer_error(call, "InvalidInput",
                     "A file named %s is there already; OverrideIfExists is not set",
                     name->valuestring);
        cJSON_Delete(name);
        return;
    }
    cJSON *row = OBJECT(
        m_tree("fileName", name), m_tree("sha256", tenant_hex(call->tenant, 64)),
        m_tree("description", what.n ? text_of(what) : cJSON_CreateNull()),
        m_time("creationTime", call->now->wall),
        m_time("lastUpdatedTime", call->now->wall), m_text("createdBy", "practice-app"),
        m_flag("hasParameters", parameters.n > 0),
        m_tree("parametersDescription",
               parameters.n ? text_of(parameters) : cJSON_CreateNull()));
    if (known)
        object_move(known, row);
    else
        known = tenant_add(call->tenant, SET_LIBRARY, row);
    answer_object(call, SET_LIBRARY, known);
}

void
delete_file(struct call *call, const struct handler *handler)
{
    (void)handler;
    cJSON *file = tenant_edit(call->tenant, SET_LIBRARY, call_slot(call));
    if (!file) {
        answer_missing(call, SET_LIBRARY, call_slot(call));
        return;
    }
    tenant_remove(call->tenant, SET_LIBRARY, file);
    answer_nothing(call);
}
