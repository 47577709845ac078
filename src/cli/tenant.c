#include "config.h"

#include "cli/tenant.h"

#include "base/memory.h"
#include "base/text.h"

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
                           ? _("profile \"token\": " TOKEN_VARIABLE " is empty. Put a "
                               "bearer token in it, or choose -p practice")
                           : _("profile \"token\": " TOKEN_VARIABLE
                               " is not set. Put a "
                               "bearer token in it, or choose -p practice"));
    for (size_t i = 0; i < token.n; i++)
        if (token.p[i] <= ' ' || token.p[i] >= 127)
            return err_set(err, STATUS_USAGE,
                           _(TOKEN_VARIABLE ": character %lu can't be part of a bearer "
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

enum status
tenant_open(struct context *context, bool start, struct tenant *tenant, struct err *err)
{
    const char *name = argument_value(&context->arguments, "profile");
    *tenant = (struct tenant){.practice.lifeline = -1};
    if (!name)
        name = getenv("DEFSCOPE_PROFILE");
    if (!name || !*name)
        name = context->token_set ? "token" : "practice";
    if (strcmp(name, "token") == 0)
        return open_token(context, tenant, err);
    if (strcmp(name, "practice") == 0)
        return open_practice(context, start, tenant, err);
    return err_set(
        err, STATUS_USAGE,
        _("profile \"%s\": there is none of that name. \"practice\" is always "
          "there; \"token\" uses the bearer token in " TOKEN_VARIABLE),
        name);
}

void
tenant_release(struct tenant *tenant)
{
    profile_release(&tenant->profile);
    practice_release(&tenant->practice);
}
