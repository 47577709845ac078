/* defscope decode. */
#include "config.h"

#include "api/exchange.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/bearer.h"
#include "cli/command.h"
#include "cli/compose.h"
#include "cli/pasted.h"
#include "cli/report.h"
#include "io/clock.h"
#include "io/files.h"

#include <unistd.h>

const struct option_spec decode_options[] = {
    {0, "status", TAKES_VALUE, "N", N_("the HTTP status, where the text lost it")},
    {0, "operation", TAKES_VALUE, "NAME", N_("the operation that was called")},
    {0, "request", TAKES_VALUE, "FILE",
     N_("what was sent: the body, or all from its first line on")},
    {0, "token-env", TAKES_VALUE, "VAR",
     N_("the variable with the token that was sent")},
    {0},
};

struct decode {
    struct context *context;
    const struct operation *operation; /* or NULL */
    struct request request;
    bool request_known, body_only;
    struct exchange exchange;
    struct token token;
    bool token_known;
};

static enum status
read_status(struct decode *decode, struct err *err)
{
    const char *text = argument_value(&decode->context->arguments, "status");
    uint64_t status;
    if (!text)
        return STATUS_OK;
    if (!span_number(span_of(text), 599, &status) || status < 100)
        return err_set(err, STATUS_USAGE,
                       _("--status=%s: an HTTP status is a number like 400"), text);
    decode->exchange.answered = true;
    decode->exchange.response.status = (int)status;
    return STATUS_OK;
}

static enum status
read_request(struct decode *decode, struct err *err)
{
    const struct context *context = decode->context;
    const char *name = argument_value(&context->arguments, "operation");
    const char *file = argument_value(&context->arguments, "request");
    struct str text = {0};
    enum status status = STATUS_OK;
    if (name)
        status = compose_operation(context->catalogue, name, &decode->operation, err);
    if (status == STATUS_OK && file)
        status = file_read(file, COMPOSE_BODY_MAX, &text, err);
    if (status == STATUS_OK && file) {
        decode->body_only = !pasted_request(&decode->request, context->catalogue,
                                            decode->operation, str_span(&text));
        decode->request_known = true;
        if (!decode->operation)
            decode->operation = decode->request.operation;
    }
    str_release(&text);
    return status;
}

static enum status
read_token(struct decode *decode, struct err *err)
{
    const char *name = argument_value(&decode->context->arguments, "token-env");
    decode->token_known = name != NULL;
    return name ? bearer_from_variable(decode->context, name, &decode->token, err)
                : STATUS_OK;
}

static enum status
read_answer(struct decode *decode, struct err *err)
{
    const struct arguments *arguments = &decode->context->arguments;
    const char *file = arguments->operand_count ? arguments->operands[0] : NULL;
    struct str text = {0};
    if (arguments->operand_count > 1)
        return err_set(err, STATUS_USAGE, _("\"%s\": one file at a time"),
                       arguments->operands[1]);
    if (!file && isatty(STDIN_FILENO))
        return err_set(
            err, STATUS_USAGE,
            _("decode: what? Name a file, or pipe the answer in: curl -i ... "
              "| defscope decode"));
    enum status status = file_read(file ? file : "-", PASTED_MAX, &text, err);
    if (status == STATUS_OK)
        pasted_answer(&decode->exchange, str_span(&text));
    str_release(&text);
    return status;
}

static int
report(struct decode *decode)
{
    struct context *context = decode->context;
    struct diagnosis diagnosis = {0};
    struct diagnosis_context known = {
        .operation = decode->operation,
        .request = decode->request_known ? &decode->request : NULL,
        .body_only = decode->body_only,
        .token = decode->token_known ? &decode->token : NULL,
        .now = clock_now().wall,
        .language = context->language,
    };
    decode->exchange.operation = decode->operation;
    diagnose(&diagnosis, &decode->exchange, &known);
    bool recognised = diagnosis_recognised(&diagnosis);
    if (context->json) {
        cJSON *json = diagnosis_json(&diagnosis);
        redact_json(&context->redactor, json);
        output_json(&context->output, json);
    } else
        report_diagnosis(context, STREAM_RESULT, &diagnosis, NULL);
    diagnosis_release(&diagnosis);
    return recognised ? EXIT_DONE : EXIT_FOUND;
}

int
cli_decode(struct context *context)
{
    struct decode decode = {.context = context};
    struct err err = {0};
    enum status status = read_request(&decode, &err);
    if (status == STATUS_OK)
        status = read_token(&decode, &err);
    if (status == STATUS_OK)
        status = read_answer(&decode, &err);
    if (status == STATUS_OK)
        status = read_status(&decode, &err);
    int result = status == STATUS_OK ? report(&decode) : command_fail(context, &err);
    request_release(&decode.request);
    token_release(&decode.token);
    exchange_release(&decode.exchange);
    return result;
}
