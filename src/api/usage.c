#include "config.h"

#include "api/usage.h"

#include "api/formats.h"
#include "api/odata.h"
#include "base/memory.h"
#include "json/text.h"

#include <string.h>

/* The part of a path before a slot: "machines" of "/api/machines/{id}/isolate". */
static struct span
set_before(struct span path, const char *slot)
{
    struct span part, before = {0};
    while (span_next(&path, '/', &part)) {
        if (span_starts(part, "{") &&
            span_is(span_sub(part, 1, span_find_byte(part, 0, '}')), slot))
            return before;
        before = part;
    }
    return (struct span){0};
}

/* What a slot takes: by its format; in the services' own paths also by what stands
 * before it. */
static enum entity
entity_of_slot(const struct operation *operation, const struct schema *slot)
{
    enum entity by_format = entity_of_format(slot->format);
    if (by_format != ENTITY_COUNT || operation->product == PRODUCT_OTHER)
        return by_format;
    return entity_of_set(set_before(span_of(operation->path), slot->name));
}

static bool
fits(const struct schema *schema, struct span value)
{
    struct format_finding finding = {0};
    format_check(schema->format, value, &finding);
    bool fits = finding.grade != FORMAT_BAD;
    format_finding_release(&finding);
    return fits;
}

static void
add(struct usages *usages, const struct usage *usage, struct span value)
{
    if (!fits(usage->schema, value))
        return;
    ARRAY_GROW(usages->items, usages->count, usages->room);
    usages->items[usages->count++] = *usage;
}

/* What an indicator is said to be by another name of its body. */
static const struct {
    enum entity entity;
    size_t length; /* of the value; 0: any */
    const char *type;
} indicators[] = {{ENTITY_FILE, 40, "FileSha1"},
                  {ENTITY_FILE, 64, "FileSha256"},
                  {ENTITY_IP, 0, "IpAddress"},
                  {ENTITY_DOMAIN, 0, "DomainName"}};

/* NULL: it can be none. */
static const char *
indicator_type(enum entity entity, struct span value)
{
    for (size_t i = 0; i < COUNT_OF(indicators); i++)
        if (indicators[i].entity == entity &&
            (!indicators[i].length || indicators[i].length == value.n))
            return indicators[i].type;
    return NULL;
}

static bool
is_indicator(const struct schema *property)
{
    return strcmp(property->name, "indicatorValue") == 0;
}

static bool
takes(const struct schema *property, enum entity entity, struct span value)
{
    return property->name &&
           (entity_named(entity, span_of(property->name)) ||
            (is_indicator(property) && indicator_type(entity, value)));
}

static void
find_in_body(struct usages *usages, struct usage usage, struct span value)
{
    const struct schema *body = usage.operation->body;
    usage.place = USAGE_BODY;
    for (unsigned i = 0; body && i < body->property_count; i++) {
        usage.schema = &body->properties[i];
        if (takes(usage.schema, usage.entity, value))
            add(usages, &usage, value);
    }
}

/* A list is asked for what else it can be searched by; by its own ID there is another
 * operation. */
static void
find_in_filter(struct usages *usages, struct usage usage, struct span value)
{
    const struct odata *odata = usage.operation->odata;
    usage.place = USAGE_FILTER;
    for (unsigned i = 0; odata && i < odata->property_count; i++) {
        usage.schema = &odata->properties[i];
        if (takes(usage.schema, usage.entity, value))
            add(usages, &usage, value);
    }
}

static void
find_in_path(struct usages *usages, struct usage usage, struct span value)
{
    const struct operation *operation = usage.operation;
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        usage.schema = &operation->parameters[i].schema;
        if (operation->parameters[i].in == PLACE_PATH &&
            entity_of_slot(operation, usage.schema) == usage.entity)
            add(usages, &usage, value);
    }
}

/* In the first of its places alone. Which comes to stand before the others: what is
 * fetched by the value, then what is searched by it. */
static void
find_in(struct usages *usages, struct usage usage, bool searched, struct span value)
{
    struct usages found = {0};
    find_in_path(&found, usage, value);
    if (!found.count)
        find_in_body(&found, usage, value);
    if (!found.count)
        find_in_filter(&found, usage, value);
    if (found.count && (found.items[0].place == USAGE_FILTER) == searched)
        add(usages, &found.items[0], value);
    usages_release(&found);
}

void
usages_find(struct usages *usages, const struct catalogue *catalogue, unsigned entities,
            struct span value)
{
    for (int rank = 0; rank < 4 * ENTITY_COUNT; rank++) {
        enum entity entity = (enum entity)(rank / 4);
        bool changes = rank & 2, searched = rank & 1;
        for (unsigned i = 0; i < catalogue->count && (entities & ENTITY_BIT(entity));
             i++) {
            const struct operation *operation = &catalogue->operations[i];
            struct usage usage = {.operation = operation, .entity = entity};
            if ((operation->effect != EFFECT_READ) == changes)
                find_in(usages, usage, searched, value);
        }
    }
}

void
usages_release(struct usages *usages)
{
    mem_free(usages->items);
    *usages = (struct usages){0};
}

static void
set_member(struct request *request, const struct usage *usage, struct span value)
{
    const struct schema *schema = usage->schema;
    struct str text = {0};
    bool list = schema->type == TYPE_ARRAY;
    if (list)
        str_add_byte(&text, '[');
    json_quote(&text, value);
    if (list)
        str_add_byte(&text, ']');
    if (is_indicator(schema))
        request_assign(request, SPAN("indicatorType"),
                       span_of(indicator_type(usage->entity, value)), false, NULL);
    request_assign(request, span_of(schema->name), str_span(&text), true, NULL);
    str_release(&text);
}

static void
set_filter(struct request *request, const struct schema *schema, struct span value)
{
    struct str filter = {0};
    odata_add_equal(&filter, schema->name, value, schema->type == TYPE_STRING);
    pairs_set(&request->query, SPAN("$filter"), str_span(&filter));
    str_release(&filter);
}

void
usage_compose(const struct usage *usage, struct span value, struct request *request)
{
    request_init(request, usage->operation);
    request_fill(request);
    if (usage->place == USAGE_SLOT)
        pairs_set(&request->slots, span_of(usage->schema->name), value);
    else if (usage->place == USAGE_BODY)
        set_member(request, usage, value);
    else
        set_filter(request, usage->schema, value);
}
