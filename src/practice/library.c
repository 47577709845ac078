/* Files that live response can put on a machine. */
#include "config.h"

#include "practice/handlers.h"
#include "practice/multipart.h"

#include <openssl/evp.h>

enum { FILE_MAX = 20 * 1024 * 1024 };

static cJSON *
sha256_of(struct span contents)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    struct str hex = {0};
    EVP_Digest(contents.p ? contents.p : "", contents.n, digest, &n, EVP_sha256(),
               NULL);
    for (unsigned i = 0; i < n; i++)
        str_addf(&hex, "%02x", digest[i]);
    cJSON *text = cJSON_CreateString(str_text(&hex));
    str_release(&hex);
    return text;
}

static struct part
part_of(const struct call *call, const char *name)
{
    return multipart_find(pairs_get_nocase(call->request->headers, "Content-Type"),
                          call->request->body, name);
}

static cJSON *
text_or_null(struct span text)
{
    return text.n ? text_of(text) : cJSON_CreateNull();
}

static cJSON *
row_of(const struct call *call, const struct part *file)
{
    struct span parameters = part_of(call, "ParametersDescription").contents;
    bool has = span_is_nocase(part_of(call, "HasParameters").contents, "true");
    return OBJECT(
        m_tree("fileName", text_of(file->file_name)),
        m_tree("sha256", sha256_of(file->contents)),
        m_tree("description", text_or_null(part_of(call, "Description").contents)),
        m_time("creationTime", call->now->wall),
        m_time("lastUpdatedTime", call->now->wall), m_text("createdBy", "practice-app"),
        m_flag("hasParameters", has || parameters.n > 0),
        m_tree("parametersDescription", text_or_null(parameters)));
}

void
upload_file(struct call *call, const struct handler *handler)
{
    (void)handler;
    struct part file = part_of(call, "file");
    bool again = span_is_nocase(part_of(call, "OverrideIfExists").contents, "true");
    if (!file.is_file || !file.file_name.n) {
        answer_code(call, "MissingRequiredParameter", "File", NULL);
        return;
    }
    if (file.contents.n > FILE_MAX) {
        answer_code(call, "InvalidInput", "The file is larger than 20 MB", NULL);
        return;
    }
    cJSON *row = row_of(call, &file);
    const char *name = object_text(row, "fileName");
    cJSON *known = tenant_edit(call->tenant, SET_LIBRARY, name);
    if (known && !again) {
        answer_error(call, "InvalidInput",
                     "A file named %s is there already; OverrideIfExists is not set",
                     name);
        cJSON_Delete(row);
        return;
    }
    if (known) {
        object_set_text(row, "creationTime", object_text(known, "creationTime"));
        object_move(known, row);
    } else {
        known = tenant_add(call->tenant, SET_LIBRARY, row);
    }
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
