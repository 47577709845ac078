/* An operation's parameters. */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* While they are read. */
struct list {
    struct openapi_reader *reader;
    const struct operation *operation;
    struct parameter *items; /* room for OPENAPI_PARAMETERS_MAX + CATALOGUE_SLOTS */
    unsigned count;
};

static const struct {
    const char *name;
    enum place place;
} places[] = {
    {"path", PLACE_PATH},
    {"query", PLACE_QUERY},
    {"header", PLACE_HEADER},
    {"cookie", PLACE_HEADER}, /* all in one: Cookie */
};

/* OpenAPI passes over parameters of these names: what they say is said elsewhere. */
static bool
is_reserved(const char *name)
{
    static const char *const reserved[] = {"Accept", "Content-Type", "Authorization"};
    for (size_t i = 0; i < COUNT_OF(reserved); i++) {
        if (span_is_nocase(span_of(name), reserved[i]))
            return true;
    }
    return false;
}

/* A parameter of the operation takes the place of one of its path. */
static struct parameter *
place_of(struct list *list, const struct parameter *parameter)
{
    for (unsigned i = 0; i < list->count; i++) {
        if (list->items[i].in == parameter->in &&
            strcmp(list->items[i].schema.name, parameter->schema.name) == 0)
            return &list->items[i];
    }
    return list->count < OPENAPI_PARAMETERS_MAX ? &list->items[list->count++] : NULL;
}

static void
put(struct list *list, const struct parameter *parameter, const cJSON *node)
{
    struct parameter *place = place_of(list, parameter);
    if (place)
        *place = *parameter;
    else
        openapi_fault(list->reader, node, _("more than %d parameters"),
                      OPENAPI_PARAMETERS_MAX);
}

static bool
in_template(const struct operation *operation, const char *slot)
{
    struct str text = {0};
    str_addf(&text, "{%s}", slot);
    bool found = span_has(span_of(operation->path), str_text(&text));
    str_release(&text);
    return found;
}

/* Cookies go in one header, each "name=value". */
static void
put_cookie(struct list *list, const struct parameter *cookie, const cJSON *node)
{
    struct parameter header = {.in = PLACE_HEADER};
    struct str what = {0};
    header.schema = (struct schema){
        .name = "Cookie", .type = TYPE_STRING, .required = cookie->schema.required};
    for (unsigned i = 0; i < list->count; i++) {
        if (list->items[i].in == PLACE_HEADER &&
            strcmp(list->items[i].schema.name, "Cookie") == 0) {
            header.schema.required |= list->items[i].schema.required;
            str_addf(&what, "%s; ", list->items[i].schema.what);
        }
    }
    str_addf(&what, "%s=...", cookie->schema.name);
    header.schema.what = openapi_keep(list->reader->openapi, str_span(&what));
    str_release(&what);
    put(list, &header, node);
}

/* An object in the query is spread over options of its own: name[property] in the style
 * deepObject, else the properties' names alone. */
static bool
put_spread(struct list *list, const struct parameter *parameter, const cJSON *node)
{
    const char *style = cJSON_GetStringValue(openapi_member(node, "style"));
    const struct schema *schema = &parameter->schema;
    bool deep = style && strcmp(style, "deepObject") == 0;
    if (parameter->in != PLACE_QUERY || schema->type != TYPE_OBJECT ||
        !schema->property_count || cJSON_IsFalse(openapi_member(node, "explode")))
        return false;
    for (unsigned i = 0; i < schema->property_count; i++) {
        struct parameter one = {.in = PLACE_QUERY, .schema = schema->properties[i]};
        struct str name = {0};
        one.schema.required &= schema->required;
        if (deep) {
            str_addf(&name, "%s[%s]", schema->name, one.schema.name);
            one.schema.name = openapi_keep(list->reader->openapi, str_span(&name));
        }
        str_release(&name);
        put(list, &one, node);
    }
    return true;
}

/* Its schema, or that of its content. */
static const cJSON *
schema_of(struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *content = openapi_member(node, "content");
    const cJSON *schema = openapi_member(node, "schema");
    openapi_is(reader, node, "schema", cJSON_IsObject, _("an object"));
    if (schema || !cJSON_IsObject(content))
        return schema;
    return openapi_member(content->child, "schema");
}

static bool
read_place(struct list *list, const cJSON *node, size_t *place, const char **name)
{
    struct openapi_reader *reader = list->reader;
    const char *in = cJSON_GetStringValue(openapi_member(node, "in"));
    *name = openapi_text(reader, node, "name");
    *place = 0;
    if (!in || !*name) {
        openapi_fault(reader, node, _("a parameter needs \"name\" and \"in\""));
        return false;
    }
    while (*place < COUNT_OF(places) && strcmp(in, places[*place].name) != 0)
        ++*place;
    if (*place == COUNT_OF(places)) {
        openapi_fault(reader, node,
                      _("\"in\" says \"%s\": it can be path, query, header or cookie"),
                      in);
        return false;
    }
    if (!openapi_safe(span_of(*name))) {
        openapi_fault(reader, node,
                      _("the parameter's name holds characters that can't be shown"));
        return false;
    }
    if (places[*place].place == PLACE_PATH && !in_template(list->operation, *name)) {
        openapi_fault(reader, node, _("the path has no {%s} for this parameter"),
                      *name);
        return false;
    }
    return true;
}

static void
read_one(struct list *list, const cJSON *node)
{
    struct openapi_reader *reader = list->reader;
    struct parameter parameter = {0};
    size_t place;
    if (!read_place(list, node, &place, &parameter.schema.name))
        return;
    parameter.in = places[place].place;
    if (parameter.in == PLACE_HEADER && is_reserved(parameter.schema.name))
        return;
    parameter.schema.what = openapi_line(reader, node, "description");
    parameter.schema.also_written = openapi_names(reader, node, "x-also-written");
    parameter.schema.example = openapi_value(reader, openapi_member(node, "example"));
    parameter.schema.required =
        parameter.in == PLACE_PATH || openapi_true(node, "required");
    const cJSON *schema = schema_of(reader, node);
    if (schema)
        openapi_schema(reader, &parameter.schema, schema);
    if (strcmp(places[place].name, "cookie") == 0)
        put_cookie(list, &parameter, node);
    else if (!put_spread(list, &parameter, node))
        put(list, &parameter, node);
}

static void
read_list(struct list *list, const cJSON *holder)
{
    const cJSON *item;
    if (!openapi_is(list->reader, holder, "parameters", cJSON_IsArray, _("a list")))
        return;
    cJSON_ArrayForEach(item, openapi_member(holder, "parameters"))
    {
        const cJSON *node = openapi_resolve(list->reader, item);
        if (cJSON_IsObject(node))
            read_one(list, node);
        else if (node)
            openapi_fault(list->reader, item, _("a parameter must be an object"));
    }
}

/* Keys that the security asks for go where a parameter would. */
static void
read_keys(struct list *list, const cJSON *operation)
{
    const cJSON *scheme, *scopes;
    size_t at = 0;
    while ((scheme = openapi_next_scheme(list->reader, operation, &at, &scopes))) {
        const char *type = cJSON_GetStringValue(openapi_member(scheme, "type"));
        struct parameter key = {0};
        size_t place;
        if (!type || strcmp(type, "apiKey") != 0 ||
            !read_place(list, scheme, &place, &key.schema.name))
            continue;
        key.in = places[place].place;
        key.schema.type = TYPE_STRING;
        key.schema.what = openapi_line(list->reader, scheme, "description");
        if (!key.schema.what)
            key.schema.what = _("a key that this API asks for");
        if (strcmp(places[place].name, "cookie") == 0)
            put_cookie(list, &key, scheme);
        else
            put(list, &key, scheme);
    }
}

/* Slots that no parameter describes take any text. */
static void
add_slots(struct list *list)
{
    struct span path = span_of(list->operation->path);
    for (size_t at = span_find_byte(path, 0, '{'); at < path.n;
         at = span_find_byte(path, at + 1, '{')) {
        struct span name = span_sub(path, at + 1, span_find_byte(path, at, '}'));
        struct parameter parameter = {.in = PLACE_PATH};
        parameter.schema.name = openapi_keep(list->reader->openapi, name);
        parameter.schema.type = TYPE_STRING;
        parameter.schema.required = true;
        unsigned before = list->count;
        struct parameter *place = place_of(list, &parameter);
        if (place && list->count > before)
            *place = parameter;
    }
}

void
openapi_parameters(struct openapi_reader *reader, struct operation *operation,
                   const struct openapi_place *place)
{
    struct list list = {.reader = reader, .operation = operation};
    list.items =
        mem_alloc((OPENAPI_PARAMETERS_MAX + CATALOGUE_SLOTS) * sizeof *list.items);
    read_list(&list, place->path);
    read_list(&list, place->node);
    if (operation->product == PRODUCT_OTHER)
        read_keys(&list, place->node);
    add_slots(&list);
    if (list.count) {
        struct parameter *kept =
            openapi_alloc(reader->openapi, list.count, sizeof *kept);
        memcpy(kept, list.items, list.count * sizeof *kept);
        operation->parameters = kept;
        operation->parameter_count = list.count;
    }
    mem_free(list.items);
}
