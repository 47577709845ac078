/* defscope doctor: what the program finds around it, what is wrong, what to do. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/profile_check.h"
#include "cli/tenant.h"
#include "io/clipboard.h"
#include "io/files.h"
#include "io/history.h"
#include "io/net.h"
#include "io/practice.h"
#include "io/terminal_probe.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct option_spec doctor_options[] = {{0}};

enum state { STATE_OK, STATE_WARNING, STATE_ERROR };

struct doctor {
    struct context *context;
    cJSON *findings; /* with --json */
    const char *area;
    bool trouble;
};

/* --- one finding --- */

static void
tell(struct doctor *doctor, enum state state, const char *text, const char *advice)
{
    static const char *const state_names[] = {"ok", "warning", "error"};
    static const char *const marks[] = {"ok", "!", "x"};
    static const enum tone tones[] = {TONE_GOOD, TONE_WARN, TONE_BAD};
    struct output *output = &doctor->context->output;
    doctor->trouble |= state == STATE_ERROR;
    if (doctor->findings) {
        cJSON *item = cJSON_CreateObject();
        cJSON_AddStringToObject(item, "area", doctor->area);
        cJSON_AddStringToObject(item, "state", state_names[state]);
        cJSON_AddStringToObject(item, "text", text);
        if (advice)
            cJSON_AddStringToObject(item, "advice", advice);
        else
            cJSON_AddNullToObject(item, "advice");
        cJSON_AddItemToArray(doctor->findings, item);
        return;
    }
    struct str lead = {0};
    str_addf(&lead, "  %-3s", marks[state]);
    output_item(output, STREAM_RESULT, tones[state], str_text(&lead), text);
    if (advice)
        output_prose(output, STREAM_RESULT, "      ", advice);
    str_release(&lead);
}

static void tellf(struct doctor *doctor, enum state state, const char *advice,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));

static void
tellf(struct doctor *doctor, enum state state, const char *advice, const char *format,
      ...)
{
    struct str text = {0}, safe;
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    safe = (struct str){0};
    redact(&doctor->context->redactor, str_span(&text), &safe);
    tell(doctor, state, str_text(&safe), advice);
    str_release(&text);
    str_release(&safe);
}

/* --- the areas --- */

static void
terminal(struct doctor *doctor)
{
    struct terminal_probe probe;
    terminal_probe(&probe);
    if (!probe.interactive)
        tell(doctor, STATE_OK,
             _("standard input or output is no terminal here: commands work, the "
               "explorer needs one"),
             NULL);
    if (!probe.name)
        tell(doctor, STATE_ERROR, _("TERM is not set"),
             _("Set it to what your terminal is, for instance: export "
               "TERM=xterm-256color"));
    else if (!probe.known)
        tellf(doctor, STATE_ERROR,
              _("Install the package with terminal descriptions (ncurses-term), or set "
                "TERM=xterm-256color"),
              _("TERM is \"%s\", and nothing is known of it here"), probe.name);
    else if (!probe.places)
        tellf(doctor, STATE_ERROR, _("Use another terminal, or commands without one"),
              _("TERM is \"%s\", which can't place its cursor"), probe.name);
    else
        tellf(doctor, STATE_OK, NULL,
              ngettext("TERM is \"%s\", %d colour", "TERM is \"%s\", %d colours",
                       (unsigned long)probe.colours),
              probe.name, probe.colours);
    if (probe.columns > 0)
        tellf(doctor, probe.columns < 40 || probe.rows < 10 ? STATE_WARNING : STATE_OK,
              NULL,
              _("%d columns by %d rows; 80 by 24 is the least to be at ease with"),
              probe.columns, probe.rows);
    if (getenv("NO_COLOR"))
        tell(doctor, STATE_OK, _("NO_COLOR is set: nothing is coloured"), NULL);
}

static void
locale(struct doctor *doctor)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    struct terminal_probe probe;
    const char *set = NULL, *value = NULL;
    for (size_t i = 0; i < COUNT_OF(variables) && !value; i++) {
        set = variables[i];
        value = getenv(set);
        value = value && *value ? value : NULL;
    }
    terminal_probe(&probe);
    if (probe.utf8)
        tellf(doctor, STATE_OK, NULL, _("characters are UTF-8 (%s=%s)"),
              value ? set : "LANG", value ? value : "");
    else
        tellf(doctor, STATE_WARNING,
              _("Set LANG to a UTF-8 locale, for instance: export LANG=C.UTF-8"),
              _("the locale's characters are not UTF-8 (%s=%s): what is not ASCII may "
                "look wrong"),
              value ? set : "LANG", value ? value : "");
    tellf(doctor, STATE_OK, NULL, _("texts are in: %s"), doctor->context->language);
}

static void
clipboard(struct doctor *doctor)
{
    struct str routes = {0};
    struct span rest, line;
    clipboard_routes(&routes);
    rest = str_span(&routes);
    if (!rest.n)
        tell(doctor, STATE_WARNING, _("no way to copy was found"),
             _("Install wl-copy, xclip or xsel, or work within tmux; until then a "
               "value is shown to be selected by hand"));
    while (rest.n && span_next(&rest, '\n', &line))
        if (line.n)
            tellf(doctor, STATE_OK, NULL, "%.*s", SPAN_ARG(line));
    str_release(&routes);
}

/* Where nothing is yet, the folder is made when it is needed. */
static void
folder(struct doctor *doctor, const char *what, enum folder kind)
{
    char *path = folder_path(kind, NULL);
    struct stat info;
    if (lstat(path, &info) != 0)
        tellf(doctor, STATE_OK, NULL, _("%s: %s (made when it is needed)"), what, path);
    else if (!S_ISDIR(info.st_mode))
        tellf(doctor, STATE_ERROR, _("Move it away"), _("%s: %s is no folder"), what,
              path);
    else if (info.st_uid != geteuid())
        tellf(doctor, STATE_ERROR, _("Use a folder of your own"),
              _("%s: %s belongs to another user"), what, path);
    else if (info.st_mode & 077) {
        struct str advice = {0};
        str_addf(&advice, "chmod 700 '%s'", path);
        tellf(doctor, STATE_WARNING, str_text(&advice), _("%s: others may read %s"),
              what, path);
        str_release(&advice);
    } else if (access(path, W_OK) != 0)
        tellf(doctor, STATE_ERROR, _("Make it writable, or set another folder"),
              _("%s: %s can't be written"), what, path);
    else
        tellf(doctor, STATE_OK, NULL, "%s: %s", what, path);
    mem_free(path);
}

static void
paths(struct doctor *doctor)
{
    folder(doctor, _("configuration"), FOLDER_CONFIG);
    folder(doctor, _("data"), FOLDER_DATA);
    folder(doctor, _("logs and crash notes"), FOLDER_STATE);
    folder(doctor, _("while it runs"), FOLDER_RUNTIME);
}

static void
history(struct doctor *doctor)
{
    struct history *kept = NULL;
    struct history_entries entries = {0};
    struct err err = {0};
    enum status status = history_open(&kept, HISTORY_READ, &err);
    if (status == STATUS_OK)
        status = history_list(kept, SIZE_MAX >> 1, &entries, &err);
    const char *notice = history_notice(kept);
    if (notice)
        tell(doctor, STATE_WARNING, notice, NULL);
    if (status != STATUS_OK)
        tell(doctor, STATE_ERROR, err.text,
             _("Until it can be written, what is sent is not kept"));
    else
        tellf(doctor, STATE_OK, NULL,
              ngettext("%zu exchange is kept", "%zu exchanges are kept", entries.count),
              entries.count);
    history_entries_release(&entries);
    history_close(kept);
}

static void
network(struct doctor *doctor)
{
    struct err err = {0};
    const char *version = net_version(&err);
    char *proxy = net_proxy("https://api.security.microsoft.com/", NULL);
    if (version)
        tell(doctor, STATE_OK, version, NULL);
    else
        tell(doctor, STATE_ERROR, err.text, _("Without it nothing can be sent"));
    const char *certificates = version ? net_certificates() : "";
    if (*certificates && access(certificates, R_OK) != 0)
        tellf(doctor, STATE_ERROR, _("Install the package ca-certificates"),
              _("the certificates of authorities can't be read: %s"), certificates);
    else if (version)
        tellf(doctor, STATE_OK, NULL, _("certificates of authorities: %s"),
              *certificates ? certificates : _("libcurl's own choice"));
    if (proxy)
        tellf(doctor, STATE_OK, NULL,
              _("the way to the service is through the proxy %s"), proxy);
    else
        tell(doctor, STATE_OK, _("no proxy is set"), NULL);
    mem_free(proxy);
}

static void
practice(struct doctor *doctor)
{
    struct practice running = {0};
    struct err err = {0};
    char *program = practice_program();
    if (access(program, X_OK) != 0)
        tellf(doctor, STATE_ERROR, _("Install defscope anew"),
              _("the practice tenant is missing: %s"), program);
    else if (practice_find(&running, &err) == STATUS_OK)
        tellf(doctor, STATE_OK, NULL, _("it runs at %s"), running.base);
    else
        tell(doctor, STATE_OK, _("it is there, and started when it is needed"), NULL);
    practice_release(&running);
    mem_free(program);
}

struct checked { /* a profile that is being looked at */
    struct doctor *doctor;
    const char *name;
    enum state bad; /* what a fault of it amounts to */
};

static void
found(void *owner, bool good, const char *text)
{
    const struct checked *checked = owner;
    struct str advice = {0};
    str_addf(&advice,
             _("Mend it in the configuration, then: defscope profile check %s"),
             checked->name);
    tellf(checked->doctor, good ? STATE_OK : checked->bad,
          good ? NULL : str_text(&advice), "%s: %s", checked->name, text);
    str_release(&advice);
}

/* Nothing is sent and nobody signs in. A fault of a profile that is not the one in use
 * is no error: it may be half written. */
static void
profiles(struct doctor *doctor)
{
    struct settings settings = {0};
    struct err err = {0};
    if (configuration_load(&settings, &err) != STATUS_OK) {
        tell(doctor, STATE_ERROR, err.text,
             _("Until it can be read, only practice and token are there"));
    } else {
        const char *meant = tenant_name(doctor->context, &settings);
        bool built_in = !strcmp(meant, "practice") || !strcmp(meant, "token");
        tellf(doctor, STATE_OK, NULL, _("in use: %s"), meant);
        if (!built_in && !settings_find(&settings, meant, &err))
            tellf(doctor, STATE_ERROR, NULL, "%s", err.text);
        for (size_t i = 0; i < settings.count; i++) {
            const char *name = settings.profiles[i].name;
            struct checked checked = {
                doctor, name, strcmp(name, meant) ? STATE_WARNING : STATE_ERROR};
            profile_check(&settings, &settings.profiles[i], found, &checked);
        }
        if (!settings.count)
            tell(doctor, STATE_OK,
                 _("none of your own yet: \"defscope profile new NAME\" writes one"),
                 NULL);
    }
    settings_release(&settings);
}

static const struct {
    const char *area, *title;
    void (*look)(struct doctor *doctor);
} areas[] = {
    {"terminal", N_("Terminal"), terminal},
    {"locale", N_("Language and characters"), locale},
    {"clipboard", N_("Clipboard"), clipboard},
    {"paths", N_("Folders"), paths},
    {"history", N_("History"), history},
    {"profiles", N_("Profiles"), profiles},
    {"network", N_("Network"), network},
    {"practice", N_("Practice tenant"), practice},
};

int
cli_doctor(struct context *context)
{
    struct doctor doctor = {.context = context};
    struct err err = {0};
    if (context->arguments.operand_count) {
        err_set(&err, STATUS_USAGE, _("\"%s\": it takes no words"),
                context->arguments.operands[0]);
        return command_fail(context, &err);
    }
    if (context->json)
        doctor.findings = cJSON_CreateArray();
    else
        output_text(&context->output, STREAM_RESULT, TONE_STRONG, "defscope %s\n",
                    PACKAGE_VERSION);
    for (size_t i = 0; i < COUNT_OF(areas); i++) {
        doctor.area = areas[i].area;
        if (!context->json)
            output_text(&context->output, STREAM_RESULT, TONE_STRONG, "\n%s\n",
                        _(areas[i].title));
        areas[i].look(&doctor);
    }
    if (context->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddStringToObject(json, "version", PACKAGE_VERSION);
        cJSON_AddItemToObject(json, "findings", doctor.findings);
        output_json(&context->output, json);
    }
    return doctor.trouble ? EXIT_FOUND : EXIT_DONE;
}
