/* What is known of an operation, as its About tab tells it. */
#include "config.h"

#include "explorer/pages.h"

#include "base/text.h"

static void
heading(struct page *page, const char *title)
{
    page_gap(page);
    page_indent(page, 0, 0);
    page_flow(page, span_of(title), STYLE_TITLE);
    page_break(page);
}

static void
row(struct page *page, const char *name, struct span value, enum style style)
{
    if (!value.n)
        return;
    page_indent(page, 0, 16);
    page_flowf(page, STYLE_DIM, "%-15s ", name);
    page_flow(page, value, style);
    page_break(page);
}

static void
names_row(struct page *page, const char *name, names list, const char *between)
{
    struct str text = {0};
    for (names one = list; one && *one; one++)
        str_addf(&text, "%s%s", one == list ? "" : between, *one);
    row(page, name, str_span(&text), STYLE_NORMAL);
    str_release(&text);
}

static void
limits(struct page *page, const struct operation *operation)
{
    struct str text = {0};
    if (operation->per_minute)
        str_addf(&text, _("%u calls a minute"), operation->per_minute);
    if (operation->per_minute && operation->per_hour)
        str_add_text(&text, ", ");
    if (operation->per_hour)
        str_addf(&text, _("%u an hour"), operation->per_hour);
    row(page, _("limits"), str_span(&text), STYLE_NORMAL);
    str_release(&text);
}

/* "Comment  string, required: why" */
static void
property(struct page *page, const struct schema *schema)
{
    page_indent(page, 2, 4);
    page_flowf(page, STYLE_NAME, "%s", schema->name ? schema->name : "[]");
    page_flowf(page, STYLE_DIM, "  %s%s%s%s", value_type_name(schema->type),
               schema->format ? " " : "", schema->format ? schema->format : "",
               schema->required ? _(", required") : "");
    if (schema->max_items)
        page_flowf(page, STYLE_DIM, _(", at most %u"), schema->max_items);
    if (schema->what)
        page_flowf(page, STYLE_NORMAL, ": %s", schema->what);
    page_break(page);
    for (names value = schema->values; value && *value; value++) {
        page_indent(page, 4, 4);
        page_flow(page, value == schema->values ? SPAN("  ") : SPAN(" · "), STYLE_DIM);
        page_flow(page, span_of(*value), STYLE_STRING);
    }
    page_break(page);
    if (schema->also_written) {
        page_indent(page, 4, 4);
        names_row(page, _("also written"), schema->also_written, ", ");
    }
}

static void
body(struct page *page, const struct schema *schema)
{
    heading(page, _("Body"));
    if (schema->type != TYPE_OBJECT)
        property(page, schema);
    for (unsigned i = 0; i < schema->property_count; i++)
        property(page, &schema->properties[i]);
}

void
page_about(struct page *page, const struct operation *operation, int columns)
{
    static const char *const effects[] = {
        [EFFECT_READ] = N_("reads; changes nothing"),
        [EFFECT_CHANGE] = N_("changes something in the tenant"),
        [EFFECT_DESTRUCTIVE] = N_("changes something that is hard to undo")};
    page_begin(page, columns);
    page_flow(page, span_of(operation->title), STYLE_TITLE);
    page_break(page);
    if (operation->what)
        page_flow(page, span_of(operation->what), STYLE_NORMAL);
    page_gap(page);
    row(page, _("operation"), span_of(operation->id), STYLE_LINK);
    row(page, _("product"), span_of(product_title(operation->product)), STYLE_NORMAL);
    row(page, _("effect"), span_of(_(effects[operation->effect])), STYLE_NORMAL);
    names_row(page, _("application"), operation->permissions_application, _(" or "));
    names_row(page, _("delegated"), operation->permissions_delegated, _(" or "));
    row(page, _("portal role"), span_of(operation->portal_role), STYLE_NORMAL);
    limits(page, operation);
    names_row(page, _("platforms"), operation->platforms, ", ");
    row(page, _("client from"), span_of(operation->client_version), STYLE_NORMAL);
    if (operation->odata)
        names_row(page, _("filterable"), operation->odata->filterable, ", ");
    row(page, _("retires"), span_of(operation->retires), STYLE_WARN);
    row(page, _("use instead"), span_of(operation->successor), STYLE_WARN);
    row(page, _("documentation"), span_of(operation->documentation), STYLE_LINK);
    if (operation->body)
        body(page, operation->body);
    if (operation->contradictions)
        heading(page, _("Where the documentation disagrees with itself"));
    for (names one = operation->contradictions; one && *one; one++) {
        page_indent(page, 2, 4);
        page_flowf(page, STYLE_NORMAL, "• %s", *one);
        page_break(page);
    }
    page_break(page);
}
