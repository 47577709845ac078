#include "config.h"

#include "io/themes.h"

#include "base/memory.h"
#include "base/str.h"
#include "base/text.h"
#include "io/files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THEME_FILE_MAX = 64 * 1024, NAME_MAX_BYTES = 64 };

static const char *
by_environment(void)
{
    const char *refused = getenv("NO_COLOR");
    if (refused && *refused)
        return "plain";
    /* rxvt, Konsole and others: "15;0" or "15;default;0": ink, then paper. */
    const char *known = getenv("COLORFGBG");
    const char *paper = known ? strrchr(known, ';') : NULL;
    uint64_t number;
    bool told = paper && span_number(span_of(paper + 1), 15, &number);
    return told && (number == 7 || number > 8) ? "light" : "dark";
}

static enum status
unknown(const char *name, const char *path, struct err *err)
{
    struct str known = {0};
    for (size_t i = 0; theme_texts[i].name; i++)
        str_addf(&known, "%s%s", i ? ", " : "", theme_texts[i].name);
    err_set(err, STATUS_INPUT,
            _("there is no theme \"%s\": built in are %s; your own would be \"%s\""),
            name, str_text(&known), path);
    str_release(&known);
    return STATUS_INPUT;
}

enum status
theme_load(struct theme *theme, const char *name, struct err *err)
{
    if (!name)
        name = by_environment();
    if (strchr(name, '/') || strlen(name) > NAME_MAX_BYTES)
        return err_set(err, STATUS_INPUT,
                       _("a theme has a name, not a path: \"%.64s\""), name);
    struct str file = {0}, text = {0};
    str_addf(&file, "themes/%s.theme", name);
    char *path = folder_path(FOLDER_CONFIG, str_text(&file));
    const char *built_in = theme_text(span_of(name));
    enum status status = STATUS_OK;
    if (access(path, F_OK) == 0)
        status = file_read(path, THEME_FILE_MAX, &text, err);
    else if (!built_in)
        status = unknown(name, path, err);
    else
        str_add_text(&text, built_in);
    if (status == STATUS_OK)
        status = theme_read(theme, str_span(&text), path, err);
    str_release(&text);
    str_release(&file);
    mem_free(path);
    return status;
}
