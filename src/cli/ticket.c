/* defscope ticket. */
#include "config.h"

#include "api/ticket.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/pasted.h"
#include "io/clipboard.h"
#include "io/files.h"

#include <string.h>

const struct option_spec ticket_options[] = {
    {0, "from", TAKES_VALUE, "FILE",
     N_("an exchange saved with --json, or an answer as decode reads it")},
    {0, "format", TAKES_VALUE, "markdown|text|json", N_("markdown without it")},
    {0, "hide", TAKES_VALUE, "names",
     N_("also names of devices, people, tenants, and IP addresses")},
    {0, "copy", TAKES_NONE, NULL, N_("copy it to the clipboard as well")},
    {'o', "output", TAKES_VALUE, "FILE", N_("write it to a file")},
    {0},
};

static enum status
read_format(const struct context *context, enum ticket_format *format, struct err *err)
{
    static const char *const formats[] = {
        [TICKET_MARKDOWN] = "markdown", [TICKET_TEXT] = "text", [TICKET_JSON] = "json"};
    const char *given = argument_value(&context->arguments, "format");
    *format = context->json ? TICKET_JSON : TICKET_MARKDOWN;
    if (!given)
        return STATUS_OK;
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (strcmp(given, formats[i]) == 0) {
            *format = (enum ticket_format)i;
            return STATUS_OK;
        }
    }
    return err_set(err, STATUS_USAGE,
                   _("--format=%s: it can be markdown, text or json"), given);
}

static enum status
read_hide(const struct context *context, bool *hide, struct err *err)
{
    const char *given = argument_value(&context->arguments, "hide");
    *hide = given && strcmp(given, "names") == 0;
    if (given && !*hide)
        return err_set(err, STATUS_USAGE,
                       _("--hide=%s: it can be names. Secrets are always hidden"),
                       given);
    return STATUS_OK;
}

static void
copy(struct context *context, struct span text)
{
    struct copy_plan plan = {.value = text, .terminal = -1};
    struct copy_result result = {0};
    struct str said = {0};
    clipboard_copy_now(&plan, &result);
    copy_result_say(&result, &said);
    output_text(&context->output, STREAM_REMARK, TONE_PLAIN, "%s\n", str_text(&said));
    copy_result_release(&result);
    str_release(&said);
}

static enum status
deliver(struct context *context, struct span text, struct err *err)
{
    const char *file = argument_value(&context->arguments, "output");
    if (argument_given(&context->arguments, "copy"))
        copy(context, text);
    if (file && strcmp(file, "-") != 0)
        return file_deliver(file, text, err);
    output_bytes(&context->output, STREAM_RESULT, text);
    return STATUS_OK;
}

int
cli_ticket(struct context *context)
{
    struct exchange exchange = {0};
    struct diagnosis diagnosis = {0};
    struct str text = {0};
    struct err err = {0};
    struct ticket_style style = {TICKET_MARKDOWN};
    enum status status = read_format(context, &style.format, &err);
    if (status == STATUS_OK)
        status = read_hide(context, &style.hide_names, &err);
    if (status == STATUS_OK)
        status = given_exchange(&exchange, context, &err);
    if (status == STATUS_OK) {
        struct diagnosis_context known = {.operation = exchange.operation,
                                          .now = exchange.time,
                                          .language = context->language};
        diagnose(&diagnosis, &exchange, &known);
        if (!exchange.request.url && !diagnosis_recognised(&diagnosis))
            status = err_set(&err, STATUS_FOUND, "%s",
                             _("nothing in it looks like an answer of the API: give "
                               "what send --json or curl -i printed"));
    }
    if (status == STATUS_OK) {
        ticket_write(&text, &exchange, &diagnosis, style, &context->redactor, NULL);
        status = deliver(context, str_span(&text), &err);
    }
    str_release(&text);
    diagnosis_release(&diagnosis);
    exchange_release(&exchange);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}
