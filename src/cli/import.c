/* defscope import. */
#include "config.h"

#include "api/import.h"

#include "api/check.h"
#include "api/export.h"
#include "base/base64.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/pasted.h"
#include "cli/report.h"
#include "io/files.h"

#include <string.h>
#include <unistd.h>

const struct option_spec import_options[] = {
    {0, "as", TAKES_VALUE, "FORMAT",
     N_("curl, powershell, http, har or postman (default: what it looks like)")},
    {0, "environment", TAKES_VALUE, "FILE",
     N_("values for {{name}}, from a Postman environment")},
    {'o', "output", TAKES_VALUE, "FILE", N_("write the .http text to FILE")},
    {0},
};

static enum status
read_text(struct context *context, struct str *text, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    if (arguments->operand_count > 1)
        return err_set(err, STATUS_USAGE, _("\"%s\": one file at a time"),
                       arguments->operands[1]);
    if (!arguments->operand_count && isatty(STDIN_FILENO))
        return err_set(err, STATUS_USAGE, "%s",
                       _("give a file, or - and paste the text, then Ctrl-D"));
    return file_read(arguments->operand_count ? arguments->operands[0] : "-",
                     PASTED_MAX, text, err);
}

static enum status
read_format(const struct context *context, struct span text, enum import_format *format,
            struct err *err)
{
    const char *given = argument_value(&context->arguments, "as");
    *format = given ? import_named(span_of(given)) : import_guess(text);
    if (*format != IMPORT_FORMATS)
        return STATUS_OK;
    return err_set(err, STATUS_USAGE,
                   _("--as=%s: it can be curl, powershell, http, har or postman"),
                   given);
}

static void
print_json(struct context *context, const struct exchange *exchange)
{
    cJSON *json = exchange_json(exchange, NULL, &context->redactor);
    cJSON *request = cJSON_DetachItemFromObjectCaseSensitive(json, "request");
    const char *id = exchange->operation ? exchange->operation->id : NULL;
    cJSON_AddItemToObject(request, "operation",
                          id ? cJSON_CreateString(id) : cJSON_CreateNull());
    char *text = cJSON_PrintUnformatted(request);
    output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "%s\n", text ? text : "");
    cJSON_free(text);
    cJSON_Delete(request);
    cJSON_Delete(json);
}

static enum status
read_environment(const struct context *context, struct environment *environment,
                 struct err *err)
{
    const char *file = argument_value(&context->arguments, "environment");
    struct str text = {0};
    enum status status = STATUS_OK;
    if (file)
        status = file_read(file, PASTED_MAX, &text, err);
    if (file && status == STATUS_OK)
        status = environment_read(environment, str_span(&text), err);
    str_wipe(&text);
    return status;
}

static enum status
print(struct context *context, const struct import *import, struct err *err)
{
    const char *file = argument_value(&context->arguments, "output");
    struct str text = {0};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < import->count; i++) {
        struct exchange exchange;
        exchange_compose(&exchange, &import->items[i], (struct span){0});
        if (context->json)
            print_json(context, &exchange);
        else
            export_write(&text, &exchange, &context->redactor, EXPORT_HTTP);
        exchange_release(&exchange);
    }
    if (file && strcmp(file, "-") != 0)
        status = file_deliver(file, str_span(&text), err);
    else
        output_bytes(&context->output, STREAM_RESULT, str_span(&text));
    str_release(&text);
    return status;
}

/* What stayed behind, and what the service would object to. */
static void
remark(struct context *context, const struct import *import)
{
    for (size_t i = 0; i < import->left_out.count; i++)
        output_item(&context->output, STREAM_REMARK, TONE_WARN, _("left out: "),
                    import->left_out.items[i]);
    for (size_t i = 0; i < import->count && !context->output.quiet; i++) {
        struct check check = {0};
        check_request(&check, &import->items[i]);
        report_hints(context, STREAM_REMARK, &check.hints, NULL, SEVERITY_WARNING);
        check_release(&check);
    }
}

int
cli_import(struct context *context)
{
    struct import import = {0};
    struct str text = {0};
    struct err err = {0};
    struct environment environment = {0};
    enum import_format format = IMPORT_FORMATS;
    enum status status = read_environment(context, &environment, &err);
    if (status == STATUS_OK)
        status = read_text(context, &text, &err);
    if (status == STATUS_OK)
        status = read_format(context, str_span(&text), &format, &err);
    if (status == STATUS_OK)
        status = import_read(&import, str_span(&text), format, context->catalogue,
                             &environment, &err);
    if (status == STATUS_OK) {
        remark(context, &import);
        status = print(context, &import, &err);
    }
    import_release(&import);
    environment_release(&environment);
    str_release(&text);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}
