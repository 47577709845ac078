/* defscope login, defscope logout. */
#include "config.h"

#include "base/text.h"
#include "cli/bearer.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/tenant.h"
#include "io/clock.h"
#include "io/sign_in.h"

#include <stdlib.h>

const struct option_spec login_options[] = {
    {0, "product", TAKES_VALUE, "mde|xdr|graph", N_("the API that the token is for")},
    {0},
};
const struct option_spec logout_options[] = {{0}};

/* Its operand goes before -p. */
static enum status
take_name(struct context *context, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    if (arguments->operand_count > 1)
        return err_set(err, STATUS_USAGE, _("\"%s\": one profile at a time"),
                       arguments->operands[1]);
    if (arguments->operand_count)
        context->profile = arguments->operands[0];
    return STATUS_OK;
}

static enum status
read_product(const struct context *context, const struct tenant *tenant,
             enum product *product, struct err *err)
{
    const char *name = argument_value(&context->arguments, "product");
    *product = name ? product_named(span_of(name)) : setting_product(tenant->setting);
    if (*product == PRODUCT_OTHER)
        return err_set(err, STATUS_USAGE,
                       _("--product=%s: it can be mde, xdr or graph"), name);
    return STATUS_OK;
}

static void
report(struct context *context, const struct tenant *tenant, const struct secret *token)
{
    struct token claims = {0};
    struct str left = {0};
    bearer_from_text(context, secret_reveal(token), &claims);
    if (claims.until.given) {
        token_say_span(&left, claims.until.at - clock_now().wall);
        output_text(&context->output, STREAM_RESULT, TONE_GOOD,
                    _("Signed in as profile %s, for another %s.\n"),
                    tenant->profile.name, str_text(&left));
    } else {
        output_text(&context->output, STREAM_RESULT, TONE_GOOD,
                    _("Signed in as profile %s.\n"), tenant->profile.name);
    }
    str_release(&left);
    token_release(&claims);
}

int
cli_login(struct context *context)
{
    struct tenant tenant = {.practice.lifeline = -1};
    struct secret token = {0};
    struct err err = {0};
    enum product product = PRODUCT_MDE;
    enum status status = take_name(context, &err);
    if (status == STATUS_OK)
        status = tenant_open(context, false, &tenant, &err);
    if (status == STATUS_OK && !tenant.setting)
        status = err_set(&err, STATUS_USAGE,
                         _("profile \"%s\": it is built in, and needs no signing in"),
                         tenant.profile.name);
    if (status == STATUS_OK && setting_on_practice(tenant.setting) &&
        !tenant.practice.base)
        status = err_set(&err, STATUS_USAGE, "%s",
                         _("no practice tenant runs to sign in to: start \"defscope "
                           "practice\" first"));
    if (status == STATUS_OK)
        status = read_product(context, &tenant, &product, &err);
    if (status == STATUS_OK) {
        struct sign_in_plan plan = {.setting = tenant.setting,
                                    .product = product,
                                    .practice = tenant.practice.base,
                                    .redactor = &context->redactor,
                                    .asked = &tenant.asked,
                                    .ask = tenant_tell_code,
                                    .owner = context};
        status = sign_in(&plan, &token, &err);
    }
    if (status == STATUS_OK)
        status = sign_in_keep(tenant.profile.name, product, &token, &err);
    if (status == STATUS_OK)
        report(context, &tenant, &token);
    secret_release(&token);
    tenant_release(&tenant);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}

int
cli_logout(struct context *context)
{
    struct settings settings = {0};
    struct err err = {0};
    enum status status = take_name(context, &err);
    if (status == STATUS_OK)
        status = configuration_load(&settings, &err);
    const char *name = status == STATUS_OK ? tenant_name(context, &settings) : NULL;
    if (name && !settings_name_fits(span_of(name)))
        status = err_set(&err, STATUS_USAGE, _("\"%s\" is no name of a profile"), name);
    if (status == STATUS_OK) {
        unsigned count = sign_in_forget(name);
        output_text(&context->output, STREAM_RESULT, TONE_PLAIN,
                    count ? _("The token of profile %s is wiped.\n")
                          : _("No token of profile %s was kept.\n"),
                    name);
    }
    settings_release(&settings);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}
