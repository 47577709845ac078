/* Schemas: read from a list of tasks, so that neither nesting nor references that lead
 * back to themselves can go deep. */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/memory.h"

#include <string.h>

enum { PARTS_MAX = 32 };

/* A schema with what its allOf adds. */
struct parts {
    const cJSON *items[PARTS_MAX];
    size_t count;
};

static const struct {
    const char *name;
    enum value_type type;
} types[] = {
    {"string", TYPE_STRING},   {"integer", TYPE_INTEGER}, {"number", TYPE_NUMBER},
    {"boolean", TYPE_BOOLEAN}, {"object", TYPE_OBJECT},   {"array", TYPE_ARRAY},
};

static enum value_type
type_of(const char *name)
{
    for (size_t i = 0; name && i < COUNT_OF(types); i++) {
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    }
    return TYPE_ANY;
}

static bool
is_null_type(const cJSON *node)
{
    const char *type = cJSON_GetStringValue(node);
    return type && strcmp(type, "null") == 0;
}

/* "string", ["string", "null"]; more than one besides null is any. */
static void
read_type(struct schema *target, const cJSON *type)
{
    const cJSON *item;
    size_t count = 0;
    if (cJSON_IsString(type))
        target->type = type_of(type->valuestring);
    if (!cJSON_IsArray(type))
        return;
    cJSON_ArrayForEach(item, type)
    {
        if (is_null_type(item))
            target->nullable = true;
        else
            target->type = count++ ? TYPE_ANY : type_of(cJSON_GetStringValue(item));
    }
}

static bool
holds_null(const cJSON *array)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, array)
    {
        if (cJSON_IsNull(item))
            return true;
    }
    return false;
}

/* Where anyOf or oneOf leaves a single choice beside null, that choice. */
static const cJSON *
single_choice(struct openapi_reader *reader, const cJSON *node, bool *nullable)
{
    static const char *const choices[] = {"anyOf", "oneOf"};
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        const cJSON *item, *only = NULL;
        size_t count = 0;
        bool null = false;
        cJSON_ArrayForEach(item, openapi_member(node, choices[i]))
        {
            if (is_null_type(openapi_member(item, "type")))
                null = true;
            else if (!count++)
                only = item;
        }
        if (count == 1) {
            *nullable |= null;
            return openapi_resolve(reader, only);
        }
    }
    return NULL;
}

static const cJSON *
effective(struct openapi_reader *reader, const cJSON *node, bool *nullable)
{
    node = openapi_resolve(reader, node);
    for (int hops = 0; node && hops < OPENAPI_REFERENCES_MAX; hops++) {
        const cJSON *choice = single_choice(reader, node, nullable);
        if (!choice)
            break;
        node = choice;
    }
    return node;
}

static void
push(struct openapi_reader *reader, const cJSON *node, struct schema *target,
     size_t parent)
{
    unsigned depth = reader->task_count ? reader->tasks[parent].depth + 1 : 0;
    bool nullable = false;
    if (depth > OPENAPI_DEPTH_MAX)
        return;
    if (reader->task_count >= OPENAPI_SCHEMAS_MAX) {
        openapi_fault(reader, "more than %d values described", OPENAPI_SCHEMAS_MAX);
        return;
    }
    const cJSON *source = effective(reader, node, &nullable);
    size_t work = 200 + 40 * (size_t)cJSON_GetArraySize(source);
    if (!source || !openapi_spend(reader, work))
        return;
    target->nullable |= nullable;
    ARRAY_GROW(reader->tasks, reader->task_count, reader->task_room);
    reader->tasks[reader->task_count] =
        (struct openapi_task){source, target, reader->task_count ? parent : 0, depth};
    reader->task_count++;
}

/* Is the schema of this task one of those that it stands in? */
static bool
circular(const struct openapi_reader *reader, size_t index)
{
    const cJSON *source = reader->tasks[index].source;
    while (reader->tasks[index].parent != index) {
        index = reader->tasks[index].parent;
        if (reader->tasks[index].source == source)
            return true;
    }
    return false;
}

static void
gather(struct openapi_reader *reader, const cJSON *source, struct parts *parts)
{
    parts->items[0] = source;
    parts->count = 1;
    for (size_t i = 0; i < parts->count; i++) {
        const cJSON *item;
        cJSON_ArrayForEach(item, openapi_member(parts->items[i], "allOf"))
        {
            const cJSON *part = openapi_resolve(reader, item);
            if (part && parts->count < PARTS_MAX)
                parts->items[parts->count++] = part;
        }
    }
}

static bool
is_required(struct openapi_reader *reader, const struct parts *parts, const char *name)
{
    for (size_t i = 0; i < parts->count; i++) {
        const cJSON *item;
        cJSON_ArrayForEach(item, openapi_member(parts->items[i], "required"))
        {
            if (!openapi_spend(reader, 1))
                return false;
            if (cJSON_IsString(item) && strcmp(item->valuestring, name) == 0)
                return true;
        }
    }
    return false;
}

static bool
has_property(const struct schema *target, const char *name)
{
    for (unsigned i = 0; i < target->property_count; i++) {
        if (strcmp(target->properties[i].name, name) == 0)
            return true;
    }
    return false;
}

static void
read_properties(struct openapi_reader *reader, size_t index, const struct parts *parts)
{
    struct schema *target = reader->tasks[index].target;
    const cJSON *item;
    size_t room = 0;
    for (size_t i = 0; i < parts->count; i++)
        room +=
            (size_t)cJSON_GetArraySize(openapi_member(parts->items[i], "properties"));
    if (room > OPENAPI_SCHEMAS_MAX) {
        openapi_fault(reader, "more than %d values described", OPENAPI_SCHEMAS_MAX);
        return;
    }
    if (!room)
        return;
    struct schema *properties =
        openapi_alloc(reader->openapi, room, sizeof *properties);
    target->properties = properties;
    for (size_t i = 0; i < parts->count; i++) {
        cJSON_ArrayForEach(item, openapi_member(parts->items[i], "properties"))
        {
            if (!openapi_spend(reader, target->property_count) ||
                has_property(target, item->string))
                continue;
            struct schema *property = &properties[target->property_count++];
            property->name = openapi_keep(reader->openapi, span_of(item->string));
            property->required = is_required(reader, parts, item->string);
            push(reader, item, property, index);
        }
    }
    if (target->type == TYPE_ANY)
        target->type = TYPE_OBJECT;
}

static void
read_items(struct openapi_reader *reader, size_t index, const cJSON *node)
{
    struct schema *target = reader->tasks[index].target;
    const cJSON *items = openapi_member(node, "items");
    if (!cJSON_IsObject(items) || target->items)
        return;
    struct schema *schema = openapi_alloc(reader->openapi, 1, sizeof *schema);
    target->items = schema;
    if (target->type == TYPE_ANY)
        target->type = TYPE_ARRAY;
    push(reader, items, schema, index);
}

/* What one part says of the value itself; what an earlier part said stays. */
static void
read_plain(struct openapi_reader *reader, struct schema *target, const cJSON *node)
{
    const cJSON *values = openapi_member(node, "enum");
    if (target->type == TYPE_ANY)
        read_type(target, openapi_member(node, "type"));
    if (!target->format)
        target->format = openapi_text(reader, node, "format");
    if (!target->what)
        target->what = openapi_line(reader, node, "description");
    if (!target->values)
        target->values = openapi_names(reader, node, "enum");
    if (!target->also_values)
        target->also_values = openapi_names(reader, node, "x-also-values");
    if (!target->also_written)
        target->also_written = openapi_names(reader, node, "x-also-written");
    if (!target->max_items)
        target->max_items = openapi_count(node, "maxItems");
    if (!target->max_length)
        target->max_length = openapi_count(node, "maxLength");
    target->nullable |= openapi_true(node, "nullable") || holds_null(values);
}

static void
read_task(struct openapi_reader *reader, size_t index)
{
    struct schema *target = reader->tasks[index].target;
    struct parts parts;
    gather(reader, reader->tasks[index].source, &parts);
    for (size_t i = 0; i < parts.count; i++)
        read_plain(reader, target, parts.items[i]);
    if (circular(reader, index))
        return;
    read_properties(reader, index, &parts);
    for (size_t i = 0; i < parts.count; i++)
        read_items(reader, index, parts.items[i]);
}

void
openapi_schema(struct openapi_reader *reader, struct schema *target, const cJSON *node)
{
    reader->task_count = 0;
    push(reader, node, target, 0);
    for (size_t i = 0; i < reader->task_count; i++)
        read_task(reader, i);
}
