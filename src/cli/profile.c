/* defscope profile. */
#include "config.h"

#include "api/audience.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/profile_check.h"
#include "cli/report.h"
#include "cli/tenant.h"
#include "io/child.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/sign_in.h"

#include <stdlib.h>
#include <string.h>

const struct option_spec profile_options[] = {{0}};

static const char *
guard_name(enum guard guard)
{
    static const char *const known[] = {[GUARD_OPEN] = "open",
                                        [GUARD_GUARDED] = "guarded",
                                        [GUARD_READ_ONLY] = "read-only"};
    return known[guard];
}

static const char *
value_of(const struct setting_profile *profile, enum setting_key key,
         const char *standard)
{
    return profile->values[key] ? profile->values[key] : standard;
}

static cJSON *
profile_json(const char *name, bool built_in, bool active, const char *cloud,
             const char *way, const char *access)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddStringToObject(json, "name", name);
    cJSON_AddBoolToObject(json, "built_in", built_in);
    cJSON_AddBoolToObject(json, "active", active);
    cJSON_AddStringToObject(json, "cloud", cloud);
    cJSON_AddStringToObject(json, "sign_in", way);
    cJSON_AddStringToObject(json, "access", access);
    return json;
}

static void
list_one(struct context *context, cJSON *all, const char *name, bool built_in,
         const char *cloud, const char *way, const char *access, const char *meant)
{
    bool active = strcmp(name, meant) == 0;
    if (all)
        cJSON_AddItemToArray(all,
                             profile_json(name, built_in, active, cloud, way, access));
    else
        output_text(&context->output, STREAM_RESULT, active ? TONE_STRONG : TONE_PLAIN,
                    "%c %-16s %-11s %-14s %s\n", active ? '*' : ' ', name, cloud, way,
                    access);
}

static int
list(struct context *context, const struct settings *settings)
{
    cJSON *all = context->json ? cJSON_CreateArray() : NULL;
    const char *meant = tenant_name(context, settings);
    list_one(context, all, "practice", true, "practice", "token", "open", meant);
    list_one(context, all, "token", true, "commercial", "token", "read-only", meant);
    for (size_t i = 0; i < settings->count; i++) {
        const struct setting_profile *one = &settings->profiles[i];
        list_one(context, all, one->name, false,
                 value_of(one, SETTING_CLOUD, "commercial"),
                 value_of(one, SETTING_SIGN_IN, "client-secret"),
                 guard_name(setting_guard(one)), meant);
    }
    if (all)
        output_json(&context->output, all);
    else if (!settings->count && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_FAINT, "%s",
                    _("No profile of your own yet: \"defscope profile new NAME\" "
                      "writes one to fill in.\n"));
    return EXIT_DONE;
}

static void
show_hosts(struct about *about, const struct setting_profile *setting)
{
    struct profile profile = {0};
    const char *authority = setting_authority(setting);
    if (setting_on_practice(setting)) {
        about_row(about, _("hosts"), _("the practice tenant on this machine"),
                  STYLE_NORMAL);
        return;
    }
    setting_profile_fill(setting, &profile);
    for (int i = 0; i < PRODUCT_OTHER; i++)
        about_row(about, product_name((enum product)i), profile.base[i], STYLE_NORMAL);
    about_row(about, _("signs in at"), authority, STYLE_NORMAL);
    profile_release(&profile);
}

static int
show(struct context *context, const struct setting_profile *setting)
{
    struct about about = {0};
    if (context->json) {
        cJSON *json = profile_json(setting->name, false, false,
                                   value_of(setting, SETTING_CLOUD, "commercial"),
                                   value_of(setting, SETTING_SIGN_IN, "client-secret"),
                                   guard_name(setting_guard(setting)));
        for (int i = 0; i < SETTING_KEYS; i++)
            if (setting->values[i] && i != SETTING_CLOUD && i != SETTING_SIGN_IN &&
                i != SETTING_ACCESS)
                cJSON_AddStringToObject(json, setting_name((enum setting_key)i),
                                        setting->values[i]);
        output_json(&context->output, json);
        return EXIT_DONE;
    }
    about_add(&about, ABOUT_TITLE, setting->name);
    about_row(&about, _("access"), guard_name(setting_guard(setting)), STYLE_NORMAL);
    for (int i = 0; i < SETTING_KEYS; i++)
        if (i != SETTING_ACCESS)
            about_row(&about, setting_name((enum setting_key)i), setting->values[i],
                      STYLE_NORMAL);
    show_hosts(&about, setting);
    report_about(context, STREAM_RESULT, &about);
    about_release(&about);
    return EXIT_DONE;
}

/* ---- check ---- */

static void
found(void *owner, bool good, const char *text)
{
    struct about *about = owner;
    struct about_line *line = about_add(about, ABOUT_FINDING, text);
    str_add_text(&line->name, good ? "✓" : "✗");
    line->style = good ? STYLE_GOOD : STYLE_BAD;
}

static int
check(struct context *context, const struct settings *settings,
      const struct setting_profile *setting)
{
    struct about about = {0};
    about_add(&about, ABOUT_TITLE, setting->name);
    bool good = profile_check(settings, setting, found, &about);
    report_about(context, STREAM_RESULT, &about);
    about_release(&about);
    return good ? EXIT_DONE : EXIT_FOUND;
}

static enum status
new_profile(struct context *context, const struct settings *settings, const char *name,
            struct err *err)
{
    struct err absent;
    unsigned line = 0;
    if (!settings_name_fits(span_of(name)) || !strcmp(name, "practice") ||
        !strcmp(name, "token"))
        return err_set(err, STATUS_USAGE,
                       _("\"%s\": a name has letters, digits, - and _, and is neither "
                         "practice nor token"),
                       name);
    if (settings_find(settings, name, &absent))
        return err_set(err, STATUS_USAGE, _("profile \"%s\": it is there already"),
                       name);
    enum status status = configuration_add(name, NULL, &line, err);
    char *path = configuration_path();
    if (status == STATUS_OK)
        output_text(
            &context->output, STREAM_RESULT, TONE_PLAIN,
            _("Written to %s, line %u. Fill it in, then: defscope profile check "
              "%s\n"),
            path, line, name);
    mem_free(path);
    return status;
}

static int
run_named(struct context *context, const struct settings *settings, const char *verb,
          const char *name)
{
    struct err err = {0};
    if (strcmp(verb, "new") == 0)
        return new_profile(context, settings, name, &err) == STATUS_OK
                   ? EXIT_DONE
                   : command_fail(context, &err);
    const struct setting_profile *setting = settings_find(settings, name, &err);
    if (!setting)
        return command_fail(context, &err);
    return strcmp(verb, "show") == 0 ? show(context, setting)
                                     : check(context, settings, setting);
}

int
cli_profile(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    const char *verb = arguments->operand_count ? arguments->operands[0] : "list";
    struct settings settings = {0};
    struct err err = {0};
    bool named =
        !strcmp(verb, "show") || !strcmp(verb, "check") || !strcmp(verb, "new");
    enum status status = STATUS_OK;
    if (!named && strcmp(verb, "list") != 0)
        status = err_set(&err, STATUS_USAGE,
                         _("profile %s: it can be list, show, check or new"), verb);
    else if (arguments->operand_count != (named ? 2 : arguments->operand_count ? 1 : 0))
        status = err_set(&err, STATUS_USAGE,
                         named ? _("profile %s: of which? Write its name")
                               : _("profile %s: it takes no name"),
                         verb);
    else
        status = configuration_load(&settings, &err);
    int result = status != STATUS_OK ? command_fail(context, &err)
                 : named ? run_named(context, &settings, verb, arguments->operands[1])
                         : list(context, &settings);
    settings_release(&settings);
    return result;
}
