/* defscope export. */
#include "config.h"

#include "api/export.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/pasted.h"
#include "io/files.h"

#include <string.h>

const struct option_spec export_options[] = {
    {0, "as", TAKES_VALUE, "FORMAT",
     N_("curl (default), curl-cmd, curl-powershell, powershell, http or har")},
    {0, "from", TAKES_VALUE, "FILE",
     N_("an exchange that --json saved, in place of one of the history")},
    {'o', "output", TAKES_VALUE, "FILE", N_("write to FILE")},
    {0},
};

static enum status
read_format(const struct context *context, enum export_format *format, struct err *err)
{
    const char *given = argument_value(&context->arguments, "as");
    *format = given ? export_named(span_of(given)) : EXPORT_CURL;
    if (*format != EXPORT_FORMATS)
        return STATUS_OK;
    return err_set(err, STATUS_USAGE,
                   _("--as=%s: it can be curl, curl-cmd, curl-powershell, powershell, "
                     "http or har"),
                   given);
}

static enum status
read_exchange(const struct context *context, struct exchange *exchange, struct err *err)
{
    enum status status = given_exchange(exchange, context, err);
    if (status == STATUS_OK && !exchange->request.url)
        status = err_set(err, STATUS_INPUT, "%s",
                         _("there is no request in it; give what send --json printed"));
    return status;
}

int
cli_export(struct context *context)
{
    const char *file = argument_value(&context->arguments, "output");
    struct exchange exchange = {0};
    struct str text = {0};
    struct err err = {0};
    enum export_format format;
    enum status status = read_format(context, &format, &err);
    if (status == STATUS_OK)
        status = read_exchange(context, &exchange, &err);
    if (status == STATUS_OK) {
        export_write(&text, &exchange, &context->redactor, format);
        if (file && strcmp(file, "-") != 0)
            status = file_deliver(file, str_span(&text), &err);
        else
            output_bytes(&context->output, STREAM_RESULT, str_span(&text));
    }
    str_release(&text);
    exchange_release(&exchange);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}
