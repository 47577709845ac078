#include "config.h"

#include "io/templates.h"

#include "base/memory.h"
#include "io/files.h"

#include <unistd.h>

enum { TEMPLATE_MAX = 256 * 1024 };

static enum status
load(struct ticket_templates *templates, enum ticket_format format, struct err *err)
{
    struct str name = {0}, text = {0};
    enum status status = STATUS_OK;
    str_addf(&name, "templates/%s", ticket_template_name(format));
    char *path = folder_path(FOLDER_CONFIG, str_text(&name));
    if (access(path, F_OK) == 0) {
        status = file_read(path, TEMPLATE_MAX, &text, err);
        templates->texts[format] = mem_strdup(str_text(&text));
        templates->files[format] = mem_strdup(path);
    }
    str_release(&name);
    str_release(&text);
    mem_free(path);
    return status;
}

enum status
templates_load(struct ticket_templates *templates, struct err *err)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < TICKET_FORMATS && status == STATUS_OK; i++)
        status = load(templates, (enum ticket_format)i, err);
    return status;
}
