/* defscope catalog. */
#include "config.h"

#include "api/catalogue_json.h"
#include "api/successor.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/compose.h"
#include "cli/report.h"

#include <string.h>

const struct option_spec catalog_options[] = {{0}};

static void
show(struct context *context, const struct operation *operation)
{
    struct about about = {0};
    about_fill(&about, operation, successor_of(context->catalogue, operation));
    report_about(context, STREAM_RESULT, &about);
    about_release(&about);
}

static void
list(struct context *context)
{
    const struct catalogue *catalogue = context->catalogue;
    const char *group = "";
    const char *source = "";
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        if (strcmp(operation->source, source) != 0 ||
            strcmp(operation->group, group) != 0)
            output_text(&context->output, STREAM_RESULT, TONE_STRONG, "%s%s: %s\n",
                        i ? "\n" : "", operation_product(operation),
                        text_known(operation->group));
        source = operation->source;
        group = operation->group;
        output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "  %-42s %-6s %s",
                    operation->id, operation->method, operation->path);
        if (operation->retires)
            output_text(&context->output, STREAM_RESULT, TONE_WARN,
                        operation->successor ? _("  retires: use %s") : _("  retires"),
                        operation->successor);
        output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "\n");
    }
}

int
cli_catalog(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    const struct catalogue *catalogue = context->catalogue;
    const struct operation *operation = NULL;
    struct err err = {0};
    enum status status = STATUS_OK;
    if (arguments->operand_count > 1)
        status = err_set(&err, STATUS_USAGE, _("\"%s\": one operation at a time"),
                         arguments->operands[1]);
    else if (arguments->operand_count)
        status = compose_operation(catalogue, arguments->operands[0], &operation, &err);
    if (status != STATUS_OK)
        return command_fail(context, &err);
    if (operation && context->json)
        output_json(&context->output, catalogue_entry(operation));
    else if (operation)
        show(context, operation);
    else if (context->json) {
        cJSON *all = cJSON_CreateArray();
        for (unsigned i = 0; i < catalogue->count; i++)
            cJSON_AddItemToArray(all, catalogue_entry(&catalogue->operations[i]));
        output_json(&context->output, all);
    } else
        list(context);
    return EXIT_DONE;
}
