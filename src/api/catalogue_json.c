#include "config.h"

#include "api/catalogue_json.h"

#include "base/memory.h"

static void
add_text(cJSON *object, const char *name, const char *text)
{
    if (text)
        cJSON_AddStringToObject(object, name, text);
    else
        cJSON_AddNullToObject(object, name);
}

static void
add_count(cJSON *object, const char *name, unsigned count)
{
    if (count)
        cJSON_AddNumberToObject(object, name, count);
    else
        cJSON_AddNullToObject(object, name);
}

static void
add_list(cJSON *object, const char *name, names list)
{
    cJSON *array = cJSON_AddArrayToObject(object, name);
    for (; list && *list; list++)
        cJSON_AddItemToArray(array, cJSON_CreateString(*list));
}

/* null where nothing is known. */
static void
add_names(cJSON *object, const char *name, names list)
{
    if (list)
        add_list(object, name, list);
    else
        cJSON_AddNullToObject(object, name);
}

static void
add_permissions(cJSON *entry, const struct operation *operation)
{
    cJSON *permissions = cJSON_AddObjectToObject(entry, "permissions");
    add_list(permissions, "application", operation->permissions_application);
    add_list(permissions, "delegated", operation->permissions_delegated);
}

static void
add_limits(cJSON *entry, const struct operation *operation)
{
    if (!operation->per_minute && !operation->per_hour) {
        cJSON_AddNullToObject(entry, "limits");
        return;
    }
    cJSON *limits = cJSON_AddObjectToObject(entry, "limits");
    add_count(limits, "per_minute", operation->per_minute);
    add_count(limits, "per_hour", operation->per_hour);
}

static void
add_parameters(cJSON *entry, const struct operation *operation)
{
    static const char *const places[] = {
        [PLACE_PATH] = "path", [PLACE_QUERY] = "query", [PLACE_HEADER] = "header"};
    cJSON *array = cJSON_AddArrayToObject(entry, "parameters");
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        cJSON *one = cJSON_CreateObject();
        add_text(one, "name", parameter->schema.name);
        add_text(one, "in", places[parameter->in]);
        add_text(one, "type", value_type_name(parameter->schema.type));
        cJSON_AddBoolToObject(one, "required", parameter->schema.required);
        add_text(one, "format", parameter->schema.format);
        add_names(one, "enum", parameter->schema.values);
        add_text(one, "description", parameter->schema.what);
        cJSON_AddItemToArray(array, one);
    }
}

/* Objects whose properties are still to be added, and where to. */
struct pending {
    const struct schema *schema;
    cJSON *into;
    unsigned depth;
};

struct pendings {
    struct pending *items;
    size_t count, room;
    size_t most;    /* objects */
    unsigned depth; /* of the object whose properties are being added */
};

/* More than the built-in schemas have: those of others lead on and on, and an object
 * may contain itself. */
enum { OBJECTS_MAX = 60, OBJECTS_OTHER = 16, DEPTH_MAX = 8 };

static void
pend(struct pendings *pendings, const struct schema *schema, cJSON *into)
{
    if (pendings->count == pendings->most || pendings->depth == DEPTH_MAX)
        return;
    ARRAY_GROW(pendings->items, pendings->count, pendings->room);
    pendings->items[pendings->count++] =
        (struct pending){schema, into, pendings->depth + 1};
}

/* "items" of an array and "properties" of an object stand where there are any. */
static void
add_inner(struct pendings *pendings, const struct schema *schema, cJSON *object)
{
    for (; schema->items; schema = schema->items) {
        object = cJSON_AddObjectToObject(object, "items");
        add_text(object, "type", value_type_name(schema->items->type));
        add_text(object, "format", schema->items->format);
        add_names(object, "enum", schema->items->values);
    }
    if (schema->property_count)
        pend(pendings, schema, object);
}

static void
add_property(struct pendings *pendings, const struct schema *schema, cJSON *array)
{
    cJSON *one = cJSON_CreateObject();
    cJSON_AddItemToArray(array, one);
    add_text(one, "name", schema->name);
    add_text(one, "type", value_type_name(schema->type));
    cJSON_AddBoolToObject(one, "required", schema->required);
    add_names(one, "enum", schema->values);
    add_text(one, "format", schema->format);
    add_count(one, "max_items", schema->max_items);
    add_names(one, "also_written", schema->also_written);
    add_names(one, "also_values", schema->also_values);
    cJSON_AddBoolToObject(one, "nullable", schema->nullable);
    add_text(one, "description", schema->what);
    add_inner(pendings, schema, one);
}

static void
add_body(cJSON *entry, const struct operation *operation)
{
    if (!operation->body) {
        cJSON_AddNullToObject(entry, "body");
        return;
    }
    bool other = operation->product == PRODUCT_OTHER;
    struct pendings pendings = {.most = other ? OBJECTS_OTHER : OBJECTS_MAX};
    cJSON *body = cJSON_AddObjectToObject(entry, "body");
    add_text(body, "content_type", operation->content_type);
    pend(&pendings, operation->body, body);
    for (size_t i = 0; i < pendings.count; i++) {
        const struct pending now = pendings.items[i];
        pendings.depth = now.depth;
        cJSON *array = cJSON_AddArrayToObject(now.into, "properties");
        for (unsigned k = 0; k < now.schema->property_count; k++)
            add_property(&pendings, &now.schema->properties[k], array);
    }
    mem_free(pendings.items);
}

static void
add_success(cJSON *entry, const unsigned short *success)
{
    cJSON *array = cJSON_AddArrayToObject(entry, "success");
    for (; *success; success++)
        cJSON_AddItemToArray(array, cJSON_CreateNumber(*success));
}

static void
add_odata(cJSON *entry, const struct odata *odata)
{
    if (!odata) {
        cJSON_AddNullToObject(entry, "odata");
        return;
    }
    cJSON *object = cJSON_AddObjectToObject(entry, "odata");
    add_list(object, "options", odata->options);
    add_names(object, "filterable", odata->filterable);
    add_names(object, "also_filterable", odata->also_filterable);
    add_names(object, "expandable", odata->expandable);
    add_count(object, "max_top", odata->max_top);
    add_count(object, "page_size", odata->page_size);
}

static void
add_combinations(cJSON *entry, const struct operation *operation)
{
    cJSON *array = cJSON_AddArrayToObject(entry, "combinations");
    for (unsigned i = 0; i < operation->combination_count; i++) {
        const struct combination *combination = &operation->combinations[i];
        cJSON *one = cJSON_CreateObject();
        add_text(one, "name", combination->name);
        add_text(one, "by", combination->by);
        add_text(one, "value", combination->value);
        add_list(one, "allowed", combination->allowed);
        add_names(one, "also_allowed", combination->also_allowed);
        cJSON_AddItemToArray(array, one);
    }
}

/* How the successor differs: null where there is none. */
static void
add_succession(cJSON *entry, const struct succession *succession)
{
    static const char *const kinds[] = {
        [CHANGE_PLACE] = "place",       [CHANGE_OPERATION] = "operation",
        [CHANGE_PROPERTY] = "property", [CHANGE_VALUE] = "value",
        [CHANGE_ADD] = "add",           [CHANGE_ANSWER] = "answer"};
    if (!succession) {
        cJSON_AddNullToObject(entry, "succession");
        return;
    }
    cJSON *object = cJSON_AddObjectToObject(entry, "succession");
    cJSON *changes = cJSON_AddArrayToObject(object, "changes");
    for (unsigned i = 0; i < succession->count; i++) {
        const struct change *change = &succession->changes[i];
        cJSON *one = cJSON_CreateObject();
        add_text(one, "kind", kinds[change->kind]);
        add_text(one, "of", change->of);
        add_text(one, "from", change->from);
        add_text(one, "to", change->to);
        cJSON_AddItemToArray(changes, one);
    }
    add_list(object, "notes", succession->notes);
}

cJSON *
catalogue_entry(const struct operation *operation)
{
    cJSON *entry = cJSON_CreateObject();
    add_text(entry, "operation", operation->id);
    add_text(entry, "product", operation->source);
    add_text(entry, "title", operation->title);
    add_text(entry, "group", operation->group);
    add_text(entry, "method", operation->method);
    add_text(entry, "path", operation->path);
    add_text(entry, "effect", effect_name(operation->effect));
    add_permissions(entry, operation);
    add_limits(entry, operation);
    add_parameters(entry, operation);
    add_body(entry, operation);
    add_success(entry, operation->success);
    add_text(entry, "successor", operation->successor);
    add_text(entry, "description", operation->what);
    add_text(entry, "portal_role", operation->portal_role);
    add_odata(entry, operation->odata);
    add_combinations(entry, operation);
    add_names(entry, "platforms", operation->platforms);
    add_text(entry, "client_version", operation->client_version);
    add_text(entry, "retires", operation->retires);
    add_succession(entry, operation->succession);
    add_list(entry, "answer", operation->answer);
    cJSON_AddBoolToObject(entry, "preview", operation->preview);
    add_list(entry, "contradictions", operation->contradictions);
    add_text(entry, "documentation", operation->documentation);
    add_text(entry, "server", operation->server);
    return entry;
}
