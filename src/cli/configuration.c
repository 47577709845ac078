#include "config.h"

#include "cli/configuration.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONFIGURATION_MAX = 256 * 1024 };

char *
configuration_path(void)
{
    return folder_path(FOLDER_CONFIG, "config");
}

static enum status
load_text(const char *path, struct str *text, struct err *err)
{
    struct stat about;
    if (stat(path, &about) != 0 && errno == ENOENT)
        return STATUS_OK;
    if (stat(path, &about) == 0 &&
        (about.st_mode & 022 || (about.st_uid != geteuid() && about.st_uid != 0)))
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" can be written by others, and it names commands to "
                         "run. Look what stands in it, then: chmod 600 '%s'"),
                       path, path);
    return file_read(path, CONFIGURATION_MAX, text, err);
}

enum status
configuration_load(struct settings *settings, struct err *err)
{
    struct str text = {0};
    char *path = configuration_path();
    enum status status = load_text(path, &text, err);
    if (status == STATUS_OK)
        status = settings_read(settings, str_span(&text), path, err);
    str_release(&text);
    mem_free(path);
    return status;
}

char *
configuration_language(void)
{
    struct settings settings = {0};
    struct err ignored = {0};
    configuration_load(&settings, &ignored); /* whoever needs it tells of its faults */
    char *language = settings.language;
    settings.language = NULL;
    settings_release(&settings);
    return language;
}

enum status
configuration_prefer(const struct context *context, struct preferences *preferences,
                     struct run_plan *plan, struct err *err)
{
    struct settings settings = {0};
    enum status status = configuration_load(&settings, err);
    if (status == STATUS_OK)
        status = preferences_read(preferences, &settings, err);
    plan->preferences = preferences;
    plan->theme = context->output.color[STREAM_RESULT] ? preferences->theme : "plain";
    settings_release(&settings);
    return status;
}

static unsigned
count_lines(struct span text)
{
    unsigned count = 0;
    for (size_t i = 0; i < text.n; i++)
        count += text.p[i] == '\n';
    return count;
}

enum status
configuration_add(const char *name, const char *const *values, unsigned *line,
                  struct err *err)
{
    struct settings settings = {0};
    struct str text = {0};
    char *path = configuration_path(), *folder = folder_path(FOLDER_CONFIG, NULL);
    enum status status = load_text(path, &text, err);
    if (!text.n)
        str_add_text(
            &text, _("# Profiles of defscope: tenants to talk to. \"-p NAME\" chooses "
                     "one;\n# \"profile = NAME\" above the first makes it the one "
                     "that is meant\n# where none is named. No secret belongs in "
                     "this file.\n\n# en, zh_CN, or auto: the language that the "
                     "environment asks for\n#lang = auto\n"));
    if (!span_ends(str_span(&text), "\n"))
        str_add_byte(&text, '\n');
    str_add_byte(&text, '\n');
    *line = count_lines(str_span(&text)) + 1;
    setting_template(&text, name, values);
    if (status == STATUS_OK)
        status = settings_read(&settings, str_span(&text), path, err);
    settings_release(&settings);
    if (status == STATUS_OK)
        status = folder_make(folder, err);
    if (status == STATUS_OK)
        status = file_write(path, str_span(&text), err);
    str_release(&text);
    mem_free(path);
    mem_free(folder);
    return status;
}
