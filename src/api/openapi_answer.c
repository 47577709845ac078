/* The names in an answer, each with its way from the top: "value[].comments[].comment".
 */
#include "config.h"

#include "api/openapi_parts.h"
#include "base/memory.h"

enum {
    ANSWER_DEPTH = 4, /* objects within objects; what is deeper is left out */
    ANSWER_NAMES = 250,
};

/* An object whose names are being listed. */
struct answer_level {
    const cJSON *next; /* property */
    size_t prefix;     /* length of the way to it */
};

/* The elements' schema for arrays of any depth; "[]" is appended for each. */
static const cJSON *
innermost(struct openapi_reader *reader, const cJSON *schema, struct str *path)
{
    for (int i = 0; i < ANSWER_DEPTH && openapi_member(schema, "items"); i++) {
        str_add_text(path, "[]");
        schema = openapi_resolve(reader, openapi_member(schema, "items"));
    }
    return schema;
}

static const cJSON *
first_property(const cJSON *schema)
{
    const cJSON *properties = openapi_member(schema, "properties");
    return cJSON_IsObject(properties) ? properties->child : NULL;
}

static const cJSON *
json_schema(struct openapi_reader *reader, const cJSON *response)
{
    const cJSON *content = openapi_member(openapi_resolve(reader, response), "content");
    const cJSON *json = openapi_member(content, "application/json");
    return openapi_resolve(reader, openapi_member(json, "schema"));
}

static const cJSON *
answer_schema(struct openapi_reader *reader, const cJSON *responses)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, responses)
    {
        const cJSON *schema =
            item->string && item->string[0] == '2' ? json_schema(reader, item) : NULL;
        if (schema)
            return schema;
    }
    return NULL;
}

const cJSON *
openapi_row_properties(struct openapi_reader *reader, const cJSON *responses)
{
    const cJSON *list =
        cJSON_IsObject(responses) ? answer_schema(reader, responses) : NULL;
    const cJSON *value = openapi_member(openapi_member(list, "properties"), "value");
    if (value)
        list = openapi_resolve(reader, value);
    const cJSON *row = openapi_resolve(reader, openapi_member(list, "items"));
    return openapi_member(row, "properties");
}

static names
list_names(struct openapi_reader *reader, const cJSON *responses)
{
    struct answer_level levels[ANSWER_DEPTH];
    unsigned depth = 0, count = 0;
    struct str path = {0};
    const char *found[ANSWER_NAMES + 1] = {0};
    const cJSON *schema =
        cJSON_IsObject(responses) ? answer_schema(reader, responses) : NULL;
    schema = innermost(reader, schema, &path);
    if (path.n)
        str_add_byte(&path, '.');
    levels[depth++] = (struct answer_level){first_property(schema), path.n};
    while (depth && count < ANSWER_NAMES) {
        struct answer_level *level = &levels[depth - 1];
        const cJSON *property = level->next;
        if (!property || !openapi_spend(reader, 1)) {
            depth--;
            continue;
        }
        level->next = property->next;
        if (!openapi_safe(span_of(property->string)))
            continue;
        str_cut(&path, level->prefix);
        str_add_text(&path, property->string);
        found[count++] = openapi_keep(reader->openapi, str_span(&path));
        schema = innermost(reader, openapi_resolve(reader, property), &path);
        str_add_byte(&path, '.');
        if (first_property(schema) && depth < ANSWER_DEPTH)
            levels[depth++] = (struct answer_level){first_property(schema), path.n};
    }
    str_release(&path);
    if (!count)
        return NULL;
    const char **list = openapi_alloc(reader->openapi, count + 1, sizeof *list);
    for (unsigned i = 0; i < count; i++)
        list[i] = found[i];
    return list;
}

/* What is wrong in an answer's schema makes no operation less useful: it is not told.
 */
names
openapi_answer(struct openapi_reader *reader, const cJSON *responses)
{
    size_t faults = reader->fault_count, more = reader->more_faults;
    names list = list_names(reader, responses);
    if (openapi_spend(reader, 0)) {
        reader->fault_count = faults;
        reader->more_faults = more;
    }
    return list;
}
