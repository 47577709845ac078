#include "json_schema.h"

#include "base/clock.h"
#include "base/memory.h"

#include <string.h>

enum { PENDING_MAX = 4096, PATH_MAX_BYTES = 160 };

/* What is still to be looked at: a stack in place of a call within a call. */
struct pending {
    const cJSON *schema, *value;
    char path[PATH_MAX_BYTES];
};

static const cJSON *
member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static const cJSON *
resolved(const cJSON *document, const cJSON *schema)
{
    static const char start[] = "#/components/schemas/";
    const char *reference;
    while ((reference = cJSON_GetStringValue(member(schema, "$ref"))) &&
           strncmp(reference, start, sizeof start - 1) == 0)
        schema = member(member(member(document, "components"), "schemas"),
                        reference + sizeof start - 1);
    return schema;
}

static bool
is_of_type(const cJSON *value, const char *type)
{
    if (strcmp(type, "string") == 0)
        return cJSON_IsString(value);
    if (strcmp(type, "integer") == 0)
        return cJSON_IsNumber(value) &&
               value->valuedouble == (double)(int64_t)value->valuedouble;
    if (strcmp(type, "number") == 0)
        return cJSON_IsNumber(value);
    if (strcmp(type, "boolean") == 0)
        return cJSON_IsBool(value);
    if (strcmp(type, "object") == 0)
        return cJSON_IsObject(value);
    if (strcmp(type, "array") == 0)
        return cJSON_IsArray(value);
    return strcmp(type, "null") == 0 && cJSON_IsNull(value);
}

static bool
type_fits(const cJSON *type, const cJSON *value)
{
    const cJSON *one;
    if (!type)
        return true;
    if (cJSON_IsString(type))
        return is_of_type(value, type->valuestring);
    cJSON_ArrayForEach(one, type)
    {
        if (is_of_type(value, cJSON_GetStringValue(one)))
            return true;
    }
    return false;
}

static bool
is_among(const cJSON *values, const cJSON *value)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, values)
    {
        if (cJSON_Compare(one, value, true))
            return true;
    }
    return !values;
}

static bool
format_fits(const cJSON *format, const cJSON *value)
{
    clock_ms at;
    const char *name = cJSON_GetStringValue(format);
    struct span text = span_of(cJSON_GetStringValue(value));
    if (!name || !cJSON_IsString(value))
        return true;
    if (strcmp(name, "date-time") == 0)
        return clock_parse_rfc3339(text, &at);
    if (strcmp(name, "guid") == 0)
        return text.n == 36;
    if (strcmp(name, "url") == 0)
        return span_starts(text, "http://") || span_starts(text, "https://");
    return true;
}

static void
tell(struct str *wrong, const struct pending *at, const char *what)
{
    char *text = cJSON_PrintUnformatted(at->value);
    str_addf(wrong, "%s: %s: %.60s\n", at->path, what, text ? text : "");
    cJSON_free(text);
}

static size_t
push(struct pending *stack, size_t count, const struct pending *from, const char *name,
     const cJSON *schema, const cJSON *value)
{
    if (count == PENDING_MAX)
        return count;
    stack[count] = (struct pending){.schema = schema, .value = value};
    struct str path = {0};
    str_addf(&path, "%s/%s", from->path, name);
    str_cut(&path, path.n < PATH_MAX_BYTES - 1 ? path.n : PATH_MAX_BYTES - 1);
    memcpy(stack[count].path, str_text(&path), path.n + 1);
    str_release(&path);
    return count + 1;
}

/* The property of that name, or the one that is also written so. */
static const cJSON *
property_of(const cJSON *properties, const char *name)
{
    const cJSON *property = member(properties, name), *other;
    if (property)
        return property;
    cJSON_ArrayForEach(property, properties)
    {
        cJSON_ArrayForEach(other, member(property, "x-also-written"))
        {
            if (strcmp(cJSON_GetStringValue(other), name) == 0)
                return property;
        }
    }
    return NULL;
}

static size_t
push_members(struct pending *stack, size_t count, const struct pending *at,
             struct str *wrong)
{
    const cJSON *properties = member(at->schema, "properties"), *one;
    cJSON_ArrayForEach(one, at->value)
    {
        const cJSON *schema = property_of(properties, one->string);
        if (schema)
            count = push(stack, count, at, one->string, schema, one);
        else if (properties && strncmp(one->string, "@odata.", 7) != 0)
            str_addf(wrong, "%s/%s: is not named\n", at->path, one->string);
    }
    cJSON_ArrayForEach(one, member(at->schema, "required"))
    {
        if (!member(at->value, cJSON_GetStringValue(one)))
            str_addf(wrong, "%s/%s: is missing\n", at->path, one->valuestring);
    }
    return count;
}

void
json_schema_check(const cJSON *document, const cJSON *schema, const cJSON *value,
                  struct str *wrong)
{
    struct pending *stack = mem_alloc(PENDING_MAX * sizeof *stack);
    struct pending root = {.path = ""};
    size_t count = push(stack, 0, &root, "", schema, value);
    while (count) {
        struct pending at = stack[--count];
        at.schema = resolved(document, at.schema);
        if (!at.schema)
            continue;
        if (!type_fits(member(at.schema, "type"), at.value))
            tell(wrong, &at, "is of another type");
        else if (!is_among(member(at.schema, "enum"), at.value))
            tell(wrong, &at, "is not in its enumeration");
        else if (!format_fits(member(at.schema, "format"), at.value))
            tell(wrong, &at, "has another format");
        const cJSON *one;
        if (cJSON_IsObject(at.value)) {
            count = push_members(stack, count, &at, wrong);
        } else if (cJSON_IsArray(at.value)) {
            int place = 0; /* every tenth of a long list is enough */
            int step = 1 + cJSON_GetArraySize(at.value) / 100;
            cJSON_ArrayForEach(one, at.value)
            {
                if (place++ % step == 0)
                    count =
                        push(stack, count, &at, "*", member(at.schema, "items"), one);
            }
        }
    }
    mem_free(stack);
}
