/* defscope token. */
#include "config.h"

#include "api/token_about.h"
#include "base/text.h"
#include "cli/bearer.h"
#include "cli/command.h"
#include "cli/compose.h"
#include "cli/report.h"
#include "io/clock.h"

#include <unistd.h>

const struct option_spec token_options[] = {
    {0, "env", TAKES_VALUE, "VAR", N_("read the token from this variable")},
    {0, "for", TAKES_VALUE, "OPERATION", N_("say whether it can do that")},
    {0},
};

static enum status
read_token(struct context *context, struct token *token, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    const char *variable = argument_value(arguments, "env");
    const char *file = arguments->operand_count ? arguments->operands[0] : NULL;
    if (arguments->operand_count > 1 || (variable && file))
        return err_set(err, STATUS_USAGE, "%s",
                       _("token: one token at a time: name a file, or a variable with "
                         "--env, or pipe it in"));
    if (variable)
        return bearer_from_variable(context, variable, token, err);
    if (!file && isatty(STDIN_FILENO)) {
        if (context->token_set) {
            bearer_from_text(context, secret_reveal(&context->token), token);
            return STATUS_OK;
        }
        return err_set(err, STATUS_USAGE, "%s",
                       _("token: which? Name a file, or a variable with --env VAR, or "
                         "pipe it in"));
    }
    return bearer_from_file(context, file, token, err);
}

/* What is no access token at all is malformed input, whatever else there is to say. */
static int
result_of(const struct token *token, const struct token_findings *findings)
{
    switch (token->form) {
    case TOKEN_NOTHING:
    case TOKEN_REFRESH:
    case TOKEN_SECRET:
    case TOKEN_REFUSAL:
    case TOKEN_BROKEN:
        return EXIT_TROUBLE;
    case TOKEN_READ:
    case TOKEN_ENCRYPTED:
    case TOKEN_OPAQUE:
        break;
    }
    return token_findings_worst(findings) == SEVERITY_ERROR ? EXIT_FOUND : EXIT_DONE;
}

static void
report(struct context *context, const struct token *token,
       const struct token_findings *findings, const struct token_use *use)
{
    struct about about = {0};
    if (context->json) {
        cJSON *json = token_json(token, findings, use, context->catalogue);
        redact_json(&context->redactor, json);
        output_json(&context->output, json);
        return;
    }
    token_about(&about, token, findings, use, context->catalogue);
    report_about(context, STREAM_RESULT, &about);
    about_release(&about);
}

int
cli_token(struct context *context)
{
    struct token token = {0};
    struct token_findings findings = {0};
    struct token_use use = {.now = clock_now().wall};
    struct err err = {0};
    const char *operation = argument_value(&context->arguments, "for");
    enum status status = STATUS_OK;
    if (operation)
        status = compose_operation(context->catalogue, operation, &use.operation, &err);
    if (status == STATUS_OK)
        status = read_token(context, &token, &err);
    int result;
    if (status == STATUS_OK) {
        token_check(&findings, &token, &use);
        report(context, &token, &findings, &use);
        result = result_of(&token, &findings);
    } else {
        result = command_fail(context, &err);
    }
    token_findings_release(&findings);
    token_release(&token);
    return result;
}
