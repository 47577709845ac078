/* defscope explain. */
#include "config.h"

#include "api/error_code.h"
#include "api/names.h"
#include "api/topic.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/compose.h"
#include "explorer/page.h"

#include <string.h>

const struct option_spec explain_options[] = {{0}};

/* --- as JSON --- */

static void
add_text(cJSON *object, const char *name, const char *text)
{
    cJSON_AddItemToObject(
        object, name, text && *text ? cJSON_CreateString(text) : cJSON_CreateNull());
}

static void
add_texts(cJSON *object, const char *name, const struct texts *texts)
{
    cJSON *list = cJSON_AddArrayToObject(object, name);
    for (size_t i = 0; i < texts->count; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(texts->items[i]));
}

static void
add_topic(cJSON *json, const char *language, const char *name)
{
    struct topic topic = {0};
    const struct topic_page *page = name ? topic_find(language, span_of(name)) : NULL;
    if (page)
        topic_read(&topic, page);
    add_text(json, "title", topic.title);
    add_text(json, "summary", topic.summary);
    add_texts(json, "causes", &topic.causes);
    add_texts(json, "steps", &topic.steps);
    topic_release(&topic);
}

static cJSON *
code_json(const struct context *context, const struct error_code *code)
{
    cJSON *json = cJSON_CreateObject(), *products;
    add_text(json, "code", code->code);
    cJSON_AddItemToObject(json, "status",
                          code->status ? cJSON_CreateNumber(code->status)
                                       : cJSON_CreateNull());
    products = cJSON_AddArrayToObject(json, "products");
    if (code->mde)
        cJSON_AddItemToArray(products, cJSON_CreateString(product_name(PRODUCT_MDE)));
    if (code->xdr)
        cJSON_AddItemToArray(products, cJSON_CreateString(product_name(PRODUCT_XDR)));
    add_text(json, "message",
             code->pattern_mde ? code->pattern_mde : code->pattern_xdr);
    add_text(json, "class", diagnosis_class_name(code->class));
    add_text(json, "retry", retry_advice_name(code->advice));
    add_topic(json, context->language, code->topic);
    return json;
}

/* A page about something that is no code: the same members. */
static cJSON *
topic_json(const struct context *context, const char *name)
{
    static const char *const absent[] = {"code", "status", "message", "class", "retry"};
    cJSON *json = cJSON_CreateObject();
    for (size_t i = 0; i < COUNT_OF(absent); i++)
        cJSON_AddNullToObject(json, absent[i]);
    cJSON_AddArrayToObject(json, "products");
    add_topic(json, context->language, name);
    return json;
}

static cJSON *
operation_json(const struct operation *operation)
{
    static const char *const absent[] = {"code", "status", "message", "class", "retry"};
    cJSON *json = cJSON_CreateObject(), *products;
    add_text(json, "operation", operation->id);
    for (size_t i = 0; i < COUNT_OF(absent); i++)
        cJSON_AddNullToObject(json, absent[i]);
    products = cJSON_AddArrayToObject(json, "products");
    cJSON_AddItemToArray(products, cJSON_CreateString(operation->source));
    add_text(json, "title", operation->title);
    add_text(json, "summary", operation->what ? operation->what : operation->title);
    cJSON_AddArrayToObject(json, "causes");
    cJSON_AddArrayToObject(json, "steps");
    return json;
}

/* --- as text --- */

/* A help page for people. SAID: a heading that was written already; or NULL. */
static void
show_page(struct context *context, const struct topic_page *topic, const char *said)
{
    struct output *output = &context->output;
    struct span text = span_of(topic->text);
    struct page page = {0};
    if (said && span_starts(text, "# ") && span_starts(span_from(text, 2), said))
        text = span_from(text, span_find_byte(text, 0, '\n'));
    page_begin(&page, (int)output->columns);
    page.whole_code = page.targets = true;
    page.topic = topic->name;
    page_markdown(&page, text);
    output_page(output, STREAM_RESULT, &page);
    page_release(&page);
}

static void
show_code(struct context *context, const struct error_code *code)
{
    struct output *output = &context->output;
    const struct topic_page *page =
        code->topic ? topic_find(context->language, span_of(code->topic)) : NULL;
    const char *pattern = code->pattern_mde ? code->pattern_mde : code->pattern_xdr;
    output_text(output, STREAM_RESULT, TONE_STRONG, "%s", code->code);
    if (code->status)
        output_text(output, STREAM_RESULT, TONE_PLAIN, "  %d", code->status);
    output_text(output, STREAM_RESULT, TONE_FAINT, "  %s\n",
                error_code_documented(code) ? _("documented")
                                            : _("met in the wild, not documented"));
    if (pattern)
        output_prose(output, STREAM_RESULT, "  ", pattern);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "\n");
    if (page)
        show_page(context, page, code->code);
}

static void
show_codes(struct context *context, int status)
{
    for (const struct error_code *code = error_codes; code->code; code++) {
        if (status && code->status != status)
            continue;
        struct topic topic = {0};
        const struct topic_page *page =
            code->topic ? topic_find(context->language, span_of(code->topic)) : NULL;
        struct str lead = {0}, number = {0};
        if (page)
            topic_read(&topic, page);
        str_addf(&number, code->status ? "%d" : "-", code->status);
        str_addf(&lead, "%-4s %-26s ", str_text(&number), code->code);
        output_prose(&context->output, STREAM_RESULT, str_text(&lead),
                     topic.summary ? topic.summary : "");
        topic_release(&topic);
        str_release(&lead);
        str_release(&number);
    }
}

/* --- what was asked for --- */

static cJSON *
codes_json(const struct context *context, int status)
{
    cJSON *all = cJSON_CreateArray();
    for (const struct error_code *code = error_codes; code->code; code++)
        if (!status || code->status == status)
            cJSON_AddItemToArray(all, code_json(context, code));
    return all;
}

static bool
explain_status(struct context *context, struct span asked)
{
    struct str name = {0};
    uint64_t status;
    if (!span_number(asked, 599, &status) || status < 100)
        return false;
    str_addf(&name, "status/%d", (int)status);
    const struct topic_page *page = topic_find(context->language, str_span(&name));
    cJSON *all = codes_json(context, (int)status);
    bool found = page || cJSON_GetArraySize(all) > 0;
    if (found && context->json) {
        output_json(&context->output, all);
        all = NULL;
    } else if (found) {
        if (page)
            show_page(context, page, NULL);
        if (page && cJSON_GetArraySize(all) > 0)
            output_text(&context->output, STREAM_RESULT, TONE_STRONG,
                        _("\nCodes with this status\n"));
        show_codes(context, (int)status);
    }
    cJSON_Delete(all);
    str_release(&name);
    return found;
}

static bool
explain_topic(struct context *context, struct span asked)
{
    static const char *const folders[] = {"",         "status/",  "shapes/",
                                          "sign-in/", "trouble/", "errors/"};
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        struct str name = str_of(folders[i]);
        str_add(&name, asked);
        const struct topic_page *page = topic_find(context->language, str_span(&name));
        if (page && context->json)
            output_json(&context->output, topic_json(context, str_text(&name)));
        else if (page)
            show_page(context, page, NULL);
        str_release(&name);
        if (page)
            return true;
    }
    return false;
}

static enum status
unknown(const struct context *context, const char *asked, struct err *err)
{
    struct nearest nearest = {0};
    const struct operation *operation =
        catalogue_nearest(context->catalogue, span_of(asked));
    for (size_t i = 0; error_codes[i].code; i++)
        nearest_offer(&nearest, span_of(asked), span_of(error_codes[i].code), i);
    const char *meant = nearest.nearness.likeness > LIKE_PART
                            ? error_codes[nearest.index].code
                        : operation ? operation->id
                                    : NULL;
    if (meant)
        return err_set(err, STATUS_USAGE,
                       _("\"%s\": nothing is known of it. Did you mean %s? \"defscope "
                         "explain\" lists all codes"),
                       asked, meant);
    return err_set(err, STATUS_USAGE,
                   _("\"%s\": nothing is known of it. \"defscope explain\" lists all "
                     "codes"),
                   asked);
}

static bool
explain(struct context *context, struct span asked)
{
    const struct error_code *code = error_code_find(asked);
    const struct operation *operation = catalogue_find(context->catalogue, asked);
    if (!code && !operation && explain_status(context, asked))
        return true;
    if (!code && !operation)
        code = error_code_known(asked);
    if (code && context->json)
        output_json(&context->output, code_json(context, code));
    else if (code)
        show_code(context, code);
    else if (operation && context->json)
        output_json(&context->output, operation_json(operation));
    else if (operation)
        return cli_catalog(context) == EXIT_DONE;
    else
        return explain_topic(context, asked);
    return true;
}

int
cli_explain(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    struct err err = {0};
    if (arguments->operand_count > 1) {
        err_set(&err, STATUS_USAGE, _("\"%s\": one thing at a time"),
                arguments->operands[1]);
        return command_fail(context, &err);
    }
    if (!arguments->operand_count && context->json)
        output_json(&context->output, codes_json(context, 0));
    else if (!arguments->operand_count)
        show_codes(context, 0);
    else if (!explain(context, span_of(arguments->operands[0]))) {
        unknown(context, arguments->operands[0], &err);
        return command_fail(context, &err);
    }
    return EXIT_DONE;
}

const struct option_spec help_options[] = {{0}};

/* "help": the list of pages; "help COMMAND": its options; else the page. */
int
cli_help(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    const char *asked = arguments->operand_count ? arguments->operands[0] : NULL;
    const struct command *command = asked ? command_find(asked) : NULL;
    if (asked && (!command || context->json))
        return cli_explain(context);
    if (command)
        help_command(context, command);
    else
        explain_topic(context, SPAN("index"));
    return EXIT_DONE;
}
