#include "config.h"

#include "cli/tenant.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/configuration.h"
#include "cli/spec.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/sign_in.h"

#include <stdlib.h>
#include <string.h>

void
tenant_take_token(struct context *context)
{
    char *value = getenv(TOKEN_VARIABLE);
    context->token_set = value != NULL;
    if (!value)
        return;
    struct span token = span_trim(span_of(value));
    if (span_starts_nocase(token, "Bearer "))
        token = span_trim(span_from(token, 7));
    if (token.n) {
        secret_set(&context->token, token);
        redactor_know(&context->redactor, token);
    }
    /* children and /proc shall not find it */
    mem_wipe(value, strlen(value));
    unsetenv(TOKEN_VARIABLE);
}

static enum status
open_token(struct context *context, struct tenant *tenant, struct err *err)
{
    struct span token = secret_reveal(&context->token);
    if (!token.n)
        return err_set(err, STATUS_USAGE,
                       context->token_set
                           ? _("profile \"token\": DEFSCOPE_TOKEN is empty. Put a "
                               "bearer token in it, or choose -p practice")
                           : _("profile \"token\": DEFSCOPE_TOKEN is not set. Put a "
                               "bearer token in it, or choose -p practice"));
    for (size_t i = 0; i < token.n; i++)
        if (token.p[i] <= ' ' || token.p[i] >= 127)
            return err_set(err, STATUS_USAGE,
                           _("DEFSCOPE_TOKEN: character %lu can't be part of a bearer "
                             "token. Copy the token again, alone"),
                           (unsigned long)i + 1);
    profile_init_token(&tenant->profile, token);
    return STATUS_OK;
}

static enum status
open_practice(struct context *context, bool start, struct tenant *tenant,
              struct err *err)
{
    bool started = false;
    enum status status = start
                             ? practice_ensure(&tenant->practice, false, &started, err)
                             : practice_find(&tenant->practice, err);
    if (status == STATUS_FOUND) {
        /* not running: its port and bearer are not known yet */
        profile_init_practice(&tenant->profile, SPAN("http://127.0.0.1"), SPAN("?"));
        return STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    practice_profile(&tenant->practice, &tenant->profile);
    redactor_know(&context->redactor, secret_reveal(&tenant->profile.bearer));
    if (started && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_FAINT,
                    _("A practice tenant was started for this command; it ends with "
                      "it.\n"));
    return STATUS_OK;
}

/* NULL: nobody said. */
static const char *
name_said(const struct context *context)
{
    const char *name = context->profile;
    if (!name)
        name = argument_value(&context->arguments, "profile");
    if (!name)
        name = getenv("DEFSCOPE_PROFILE");
    if (name && *name)
        return name;
    return context->token_set ? "token" : NULL;
}

const char *
tenant_name(const struct context *context, const struct settings *settings)
{
    const char *name = name_said(context);
    if (!name)
        name = settings->standard;
    return name ? name : "practice";
}

static enum status
open_named(struct context *context, const char *name, bool start, struct tenant *tenant,
           struct err *err)
{
    tenant->setting = settings_find(&tenant->settings, name, err);
    if (!tenant->setting)
        return err->status;
    enum status status = setting_complete(&tenant->settings, tenant->setting, err);
    if (status != STATUS_OK)
        return status;
    if (!setting_on_practice(tenant->setting)) {
        setting_profile_fill(tenant->setting, &tenant->profile);
        return STATUS_OK;
    }
    status = open_practice(context, start, tenant, err);
    struct profile *profile = &tenant->profile;
    mem_free(profile->name);
    profile->name = mem_strdup(name);
    profile->guard = setting_guard(tenant->setting);
    profile->unkept = setting_unkept(tenant->setting);
    profile->application = mem_strdup(tenant->setting->values[SETTING_APPLICATION]);
    secret_release(&profile->bearer);
    return status;
}

enum status
tenant_open(struct context *context, bool start, struct tenant *tenant, struct err *err)
{
    *tenant = (struct tenant){.practice.lifeline = -1};
    enum status status = configuration_load(&tenant->settings, err);
    const char *name = tenant_name(context, &tenant->settings);
    if (status != STATUS_OK && !name_said(context))
        return status; /* who knows which tenant it names */
    if (strcmp(name, "token") == 0)
        return open_token(context, tenant, err);
    if (strcmp(name, "practice") == 0)
        return open_practice(context, start, tenant, err);
    if (status != STATUS_OK)
        return status;
    return open_named(context, name, start, tenant, err);
}

enum status
tenant_sign_in(struct context *context, struct tenant *tenant, enum product product,
               struct err *err)
{
    struct sign_in_plan plan = {.setting = tenant->setting,
                                .product = product,
                                .redactor = &context->redactor,
                                .asked = &tenant->asked,
                                .owner = context};
    struct secret *bearer = &tenant->profile.bearer;
    if (!tenant->setting || secret_held(bearer))
        return STATUS_OK;
    if (product == PRODUCT_OTHER)
        plan.product = setting_product(tenant->setting);
    if (setting_on_practice(tenant->setting))
        plan.practice = tenant->practice.base;
    struct err absent;
    enum status status = sign_in_kept(tenant->profile.name, plan.product,
                                      clock_now().wall, bearer, &absent);
    if (status == STATUS_FOUND)
        status = sign_in(&plan, bearer, err);
    redactor_know(&context->redactor, secret_reveal(bearer));
    return status;
}

void
tenant_tell_code(void *owner, const char *address, const char *code, long seconds)
{
    struct context *context = owner;
    struct str line = {0}, shown = {0};
    str_addf(&line,
             ngettext("To sign in, open %s and enter the code %s. Do so only because "
                      "you started this yourself. Waiting for %ld minute; Ctrl-C ends "
                      "it.",
                      "To sign in, open %s and enter the code %s. Do so only because "
                      "you started this yourself. Waiting for %ld minutes; Ctrl-C ends "
                      "it.",
                      (unsigned long)(seconds + 59) / 60),
             address, code, (seconds + 59) / 60);
    sanitise_line(&shown, str_span(&line), SANITISE_PLAIN);
    output_prose(&context->output, STREAM_REMARK, "", str_text(&shown));
    str_release(&line);
    str_release(&shown);
}

enum status
tenant_open_spec(struct context *context, struct err *err)
{
    struct settings settings = {0};
    struct str path = {0};
    struct err ignored;
    enum status status = STATUS_OK;
    if (configuration_load(&settings, &ignored) == STATUS_OK) {
        const struct setting_profile *setting =
            settings_find(&settings, tenant_name(context, &settings), &ignored);
        const char *file = setting ? setting->values[SETTING_SPEC] : NULL;
        char *folder = folder_path(FOLDER_CONFIG, NULL);
        if (file && file[0] != '/')
            str_addf(&path, "%s/", folder);
        str_add_text(&path, file ? file : "");
        mem_free(folder);
    }
    if (path.n)
        status = spec_open(context, str_text(&path), err);
    str_release(&path);
    settings_release(&settings);
    return status;
}

void
tenant_release(struct tenant *tenant)
{
    secret_release(&tenant->asked);
    profile_release(&tenant->profile);
    practice_release(&tenant->practice);
    settings_release(&tenant->settings);
}
