/* defscope compare. */
#include "config.h"

#include "base/text.h"
#include "cli/command.h"
#include "cli/pasted.h"
#include "explorer/page_comparison.h"

#include <string.h>
#include <unistd.h>

const struct option_spec compare_options[] = {{0}};

/* A file, else one of the history. */
static enum status
read_one(const struct context *context, const char *which, struct exchange *exchange,
         struct err *err)
{
    if (strcmp(which, "-") == 0 || access(which, F_OK) == 0)
        return pasted_exchange(exchange, context->catalogue, which, err);
    if (kept_exchange(exchange, context->catalogue, which, err) == STATUS_OK)
        return STATUS_OK;
    return err_context(err, _("\"%s\" is no file here"), which);
}

static void
add_text(cJSON *object, const char *name, const char *text)
{
    if (text)
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

static void
print_json(struct context *context, const struct comparison *comparison)
{
    cJSON *json = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(json, "differences");
    for (size_t i = 0; i < comparison->count; i++) {
        cJSON *item = cJSON_CreateObject();
        add_text(item, "where", comparison->items[i].place);
        add_text(item, "before", comparison->items[i].before);
        add_text(item, "after", comparison->items[i].after);
        cJSON_AddItemToArray(list, item);
    }
    cJSON_AddNumberToObject(json, "more", (double)comparison->more);
    redact_json(&context->redactor, json);
    output_json(&context->output, json);
}

static void
print(struct context *context, const struct comparison *comparison)
{
    const char **given = context->arguments.operands;
    struct page page = {0};
    if (context->json) {
        print_json(context, comparison);
        return;
    }
    page_comparison(&page, comparison, given[0], given[1],
                    (int)context->output.columns);
    output_page(&context->output, STREAM_RESULT, &page);
    page_release(&page);
}

int
cli_compare(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    struct exchange before = {0}, after = {0};
    struct comparison comparison = {0};
    struct err err = {0};
    if (arguments->operand_count != 2) {
        err_set(&err, STATUS_USAGE, _("give two files or IDs of the history"));
        return command_fail(context, &err);
    }
    enum status status = read_one(context, arguments->operands[0], &before, &err);
    if (status == STATUS_OK)
        status = read_one(context, arguments->operands[1], &after, &err);
    if (status == STATUS_OK) {
        exchange_compare(&before, &after, &comparison);
        print(context, &comparison);
    }
    int result = status != STATUS_OK ? command_fail(context, &err)
                 : comparison.count  ? EXIT_FOUND
                                     : EXIT_DONE;
    comparison_release(&comparison);
    exchange_release(&before);
    exchange_release(&after);
    return result;
}
