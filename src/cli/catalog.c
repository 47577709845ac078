/* defscope catalog. */
#include "config.h"

#include "api/catalogue_json.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/compose.h"

#include <string.h>

const struct option_spec catalog_options[] = {{0}};

static const char *
place_name(enum place place)
{
    static const char *const places[] = {
        [PLACE_PATH] = "path", [PLACE_QUERY] = "query", [PLACE_HEADER] = "header"};
    return places[place];
}

static void
line(struct output *output, const char *label, const char *text)
{
    enum { COLUMN = 20 };
    struct str lead = {0};
    if (!text || !*text)
        return;
    size_t columns = sanitise_columns(span_of(label), SANITISE_PLAIN) + 3;
    str_addf(&lead, "  %s:", label);
    str_add_repeat(&lead, ' ', columns < COLUMN ? COLUMN - columns : 1);
    output_prose(output, STREAM_RESULT, str_text(&lead), text);
    str_release(&lead);
}

static void
joined(struct output *output, const char *label, names list, const char *separator)
{
    struct str text = {0};
    for (; list && *list; list++)
        str_addf(&text, "%s%s", text.n ? separator : "", *list);
    line(output, label, str_text(&text));
    str_release(&text);
}

static void
limits(struct output *output, const struct operation *operation)
{
    struct str text = {0};
    if (operation->per_minute)
        str_addf(&text, _("%u calls a minute"), operation->per_minute);
    if (operation->per_hour)
        str_addf(&text, _("%s%u an hour"), text.n ? ", " : "", operation->per_hour);
    line(output, _("Limits"), str_text(&text));
    str_release(&text);
}

static void
property(struct output *output, const struct schema *schema, const char *place)
{
    struct str text = {0}, lead = {0};
    str_addf(&lead, "  %s", schema->name ? schema->name : "[]");
    str_add_repeat(&lead, ' ', lead.n < 24 ? 26 - lead.n : 2);
    str_add_text(&text, value_type_name(schema->type));
    if (schema->format)
        str_addf(&text, " (%s)", schema->format);
    if (place)
        str_addf(&text, _(", in the %s"), place);
    if (schema->required)
        str_add_text(&text, _(", required"));
    if (schema->max_items)
        str_addf(&text, _(", at most %u items"), schema->max_items);
    for (names value = schema->values; value && *value; value++)
        str_addf(&text, "%s%s", value == schema->values ? ": " : " | ", *value);
    for (names other = schema->also_written; other && *other; other++)
        str_addf(&text, "%s%s",
                 other == schema->also_written ? _("; also written ") : ", ", *other);
    if (schema->what)
        str_addf(&text, " - %s", schema->what);
    output_prose(output, STREAM_RESULT, str_text(&lead), str_text(&text));
    str_release(&text);
    str_release(&lead);
}

static void
show(struct context *context, const struct operation *operation)
{
    struct output *output = &context->output;
    output_text(output, STREAM_RESULT, TONE_STRONG, "%s", operation->id);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "  %s\n  %s %s\n\n",
                operation->title, operation->method, operation->path);
    if (operation->what)
        output_prose(output, STREAM_RESULT, "  ", operation->what);
    line(output, _("Product"), product_title(operation->product));
    line(output, _("Group"), operation->group);
    line(output, _("Effect"), effect_name(operation->effect));
    joined(output, _("As application"), operation->permissions_application, _(" or "));
    joined(output, _("As a user"), operation->permissions_delegated, _(" or "));
    line(output, _("Portal role"), operation->portal_role);
    limits(output, operation);
    if (operation->odata) {
        joined(output, _("Query options"), operation->odata->options, " ");
        joined(output, _("Filterable"), operation->odata->filterable, ", ");
    }
    joined(output, _("Platforms"), operation->platforms, ", ");
    line(output, _("Successor"), operation->successor);
    line(output, _("Retires"), operation->retires);
    line(output, _("Read more"), operation->documentation);
    if (operation->parameter_count)
        output_text(output, STREAM_RESULT, TONE_STRONG, _("\nIn the URL\n"));
    for (unsigned i = 0; i < operation->parameter_count; i++)
        property(output, &operation->parameters[i].schema,
                 place_name(operation->parameters[i].in));
    const struct schema *body = operation->body;
    if (body)
        output_text(output, STREAM_RESULT, TONE_STRONG, _("\nIn the body\n"));
    for (unsigned i = 0; body && i < body->property_count; i++)
        property(output, &body->properties[i], NULL);
}

static void
list(struct context *context)
{
    const struct catalogue *catalogue = context->catalogue;
    const char *group = "";
    enum product product = PRODUCT_OTHER;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        if (operation->product != product || strcmp(operation->group, group) != 0)
            output_text(&context->output, STREAM_RESULT, TONE_STRONG, "%s%s: %s\n",
                        i ? "\n" : "", product_title(operation->product),
                        operation->group);
        product = operation->product;
        group = operation->group;
        output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "  %-42s %-6s %s\n",
                    operation->id, operation->method, operation->path);
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
