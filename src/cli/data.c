#include "config.h"

#include "cli/data.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

static enum status
read_documents(struct openapi *openapi, const glob_t *found, struct err *err)
{
    struct openapi_text *documents = mem_alloc(found->gl_pathc * sizeof *documents);
    struct str *texts = mem_alloc(found->gl_pathc * sizeof *texts);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < found->gl_pathc && status == STATUS_OK; i++) {
        const char *path = found->gl_pathv[i], *slash = strrchr(path, '/');
        status = file_read(path, OPENAPI_BYTES_MAX, &texts[i], err);
        documents[i].name = slash ? slash + 1 : path;
        documents[i].text = str_span(&texts[i]);
    }
    if (status == STATUS_OK)
        status = openapi_add_all(openapi, documents, found->gl_pathc, err);
    for (size_t i = 0; i < found->gl_pathc; i++)
        str_release(&texts[i]);
    mem_free(texts);
    mem_free(documents);
    return status;
}

enum status
data_catalogue(struct openapi *openapi, const struct catalogue **catalogue,
               struct err *err)
{
    const char *folder = getenv("DEFSCOPE_DATA");
    glob_t found = {0};
    struct str pattern = {0};
    enum status status = STATUS_OK;
    *catalogue = catalogue_builtin();
    if (!folder || !*folder)
        return STATUS_OK;
    for (const char *c = folder; *c; c++) {
        if (strchr("*?[\\", *c))
            str_add_byte(&pattern, '\\');
        str_add_byte(&pattern, *c);
    }
    str_add_text(&pattern, "/catalog/*.json");
    if (glob(str_text(&pattern), 0, NULL, &found) == 0)
        status = read_documents(openapi, &found, err);
    globfree(&found);
    str_release(&pattern);
    if (status != STATUS_OK)
        err_context(err, _("catalogue in \"%s\""), folder);
    if (openapi->catalogue.count)
        *catalogue = &openapi->catalogue;
    return status;
}
