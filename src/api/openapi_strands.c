/* What describes a value: its strands, and what all of them agree on. */
#include "config.h"

#include "api/openapi_parts.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

static const struct {
    const char *name;
    enum value_type type;
} types[] = {
    {"string", TYPE_STRING},   {"integer", TYPE_INTEGER}, {"number", TYPE_NUMBER},
    {"boolean", TYPE_BOOLEAN}, {"object", TYPE_OBJECT},   {"array", TYPE_ARRAY},
};

/* Formats by the names that other documents have for them. */
static const struct {
    const char *theirs, *ours;
} formats[] = {
    {"uuid", "guid"}, {"int32", NULL},  {"int64", NULL},
    {"float", NULL},  {"double", NULL}, {"password", NULL},
};

/* --- strands --- */

static void
add_part(struct openapi_reader *reader, struct openapi_strand *strand,
         const cJSON *node)
{
    const cJSON *target = openapi_resolve(reader, node);
    const cJSON *both[] = {target == node || (node && !node->child->next) ? NULL : node,
                           target};
    if (!reader->siblings)
        both[0] = NULL;
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        size_t k = 0;
        while (k < strand->count && strand->parts[k] != both[i])
            k++;
        if (cJSON_IsObject(both[i]) && k == strand->count && k < OPENAPI_PARTS_MAX)
            strand->parts[strand->count++] = both[i];
        else if (both[i] && !cJSON_IsObject(both[i]) && !cJSON_IsBool(both[i]))
            openapi_fault(reader, both[i], _("a schema must be an object"));
    }
}

/* One of the alternatives stays in this strand, each of the others gets its own. */
static void
divide(struct openapi_reader *reader, struct openapi_strands *strands, size_t index,
       const cJSON *choices)
{
    const struct openapi_strand before = strands->items[index];
    const cJSON *choice;
    bool first = true;
    cJSON_ArrayForEach(choice, choices)
    {
        struct openapi_strand *strand = &strands->items[index];
        if (!first && strands->count == OPENAPI_STRANDS_MAX) {
            strands->any = true;
            return;
        }
        if (!first) {
            strand = &strands->items[strands->count++];
            *strand = before;
        }
        add_part(reader, strand, choice);
        first = false;
    }
}

/* Follows allOf, anyOf and oneOf of every part. */
static void
open_strands(struct openapi_reader *reader, struct openapi_strands *strands)
{
    static const char *const joints[] = {"allOf", "anyOf", "oneOf"};
    for (size_t i = 0; i < strands->count && !strands->any; i++) {
        struct openapi_strand *strand = &strands->items[i];
        while (strand->opened < strand->count * COUNT_OF(joints) && !strands->any) {
            size_t step = strand->opened++;
            const cJSON *part = strand->parts[step / COUNT_OF(joints)], *item;
            const char *joint = joints[step % COUNT_OF(joints)];
            if (!openapi_is(reader, part, joint, cJSON_IsArray, _("a list")))
                continue;
            const cJSON *list = openapi_member(part, joint);
            if (!openapi_spend(reader, strands->count * sizeof *strand))
                return;
            if (step % COUNT_OF(joints))
                divide(reader, strands, i, list);
            else
                cJSON_ArrayForEach(item, list) add_part(reader, strand, item);
        }
    }
}

void
openapi_gather(struct openapi_reader *reader, const struct openapi_task *task,
               struct openapi_strands *strands)
{
    *strands = (struct openapi_strands){0};
    for (size_t i = 0; i < task->count; i++) {
        const struct openapi_source *source = &reader->sources[task->first + i];
        if (source->strand >= OPENAPI_STRANDS_MAX) {
            strands->any = true;
            return;
        }
        while (strands->count <= source->strand)
            strands->count++;
        add_part(reader, &strands->items[source->strand], source->node);
    }
    open_strands(reader, strands);
}

/* --- what one part says --- */

static bool
is_word(const cJSON *node, const char *word)
{
    const char *text = cJSON_GetStringValue(node);
    return text && strcmp(text, word) == 0;
}

static enum value_type
type_of(struct openapi_reader *reader, const cJSON *node)
{
    const char *name = cJSON_GetStringValue(node);
    for (size_t i = 0; name && i < COUNT_OF(types); i++) {
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    }
    openapi_fault(reader, node,
                  _("\"%s\" is no type: string, integer, number, boolean, object and "
                    "array are"),
                  name ? name : "");
    return TYPE_ANY;
}

/* "string", ["string", "null"]; more than one besides null is any. */
static void
read_type(struct openapi_reader *reader, struct schema *target, const cJSON *type)
{
    const cJSON *item;
    size_t count = 0;
    if (cJSON_IsArray(type)) {
        cJSON_ArrayForEach(item, type)
        {
            if (is_word(item, "null"))
                target->nullable = true;
            else
                target->type = count++ ? TYPE_ANY : type_of(reader, item);
        }
    } else if (is_word(type, "null")) {
        target->nullable = true;
    } else if (type) {
        target->type = type_of(reader, type);
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

static const char *
read_format(struct openapi_reader *reader, const cJSON *node)
{
    const char *format = openapi_line(reader, node, "format");
    for (size_t i = 0; format && i < COUNT_OF(formats); i++) {
        if (strcmp(format, formats[i].theirs) == 0)
            return formats[i].ours;
    }
    return format;
}

static names
read_values(struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *constant = openapi_member(node, "const");
    const char *text = openapi_value(reader, constant);
    if (text) {
        const char **list = openapi_alloc(reader->openapi, 2, sizeof *list);
        list[0] = text;
        return list;
    }
    openapi_is(reader, node, "enum", cJSON_IsArray, _("a list"));
    return openapi_names(reader, node, "enum");
}

static const char *
read_example(struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *all = openapi_member(node, "examples");
    const cJSON *one = openapi_member(node, "example");
    if (!one && cJSON_IsArray(all))
        one = all->child;
    return openapi_value(reader, one);
}

/* Names besides those of "properties". */
static enum others
read_others(const struct openapi_reader *reader, const cJSON *node)
{
    static const char *const more[] = {"patternProperties", "dependentSchemas", "if",
                                       "$dynamicRef"};
    const cJSON *others = openapi_member(node, "additionalProperties");
    if (!others)
        others = openapi_member(node, "unevaluatedProperties");
    if (others && !cJSON_IsFalse(others))
        return OTHERS_TAKEN;
    for (size_t i = 0; i < COUNT_OF(more); i++) {
        if (openapi_member(node, more[i]))
            return OTHERS_TAKEN;
    }
    return others ? OTHERS_REFUSED : reader->others;
}

/* What an earlier part said stays. */
static void
read_plain(struct openapi_reader *reader, struct schema *target, const cJSON *node)
{
    const cJSON *values = openapi_member(node, "enum");
    const cJSON *constant = openapi_member(node, "const");
    if (target->type == TYPE_ANY)
        read_type(reader, target, openapi_member(node, "type"));
    if (!target->format)
        target->format = read_format(reader, node);
    if (!target->what)
        target->what = openapi_line(reader, node, "description");
    if (!target->what)
        target->what = openapi_line(reader, node, "title");
    if (!target->values)
        target->values = read_values(reader, node);
    if (!target->also_values)
        target->also_values = openapi_names(reader, node, "x-also-values");
    if (!target->also_written)
        target->also_written = openapi_names(reader, node, "x-also-written");
    if (!target->max_items)
        target->max_items = openapi_count(node, "maxItems");
    if (!target->max_length)
        target->max_length = openapi_count(node, "maxLength");
    if (!target->min_items)
        target->min_items = openapi_count(node, "minItems");
    if (!target->min_length)
        target->min_length = openapi_count(node, "minLength");
    if (!target->maximum)
        target->maximum = openapi_count(node, "maximum");
    if (!target->standard)
        target->standard = openapi_value(reader, openapi_member(node, "default"));
    if (!target->example)
        target->example = read_example(reader, node);
    target->nullable |=
        openapi_true(node, "nullable") || holds_null(values) || cJSON_IsNull(constant);
}

/* null and nothing else. */
static bool
only_null(const struct openapi_strand *strand)
{
    for (size_t i = 0; i < strand->count; i++) {
        const cJSON *type = openapi_member(strand->parts[i], "type");
        const cJSON *values = openapi_member(strand->parts[i], "enum");
        if (is_word(type, "null") ||
            (cJSON_IsArray(values) && holds_null(values) && !values->child->next) ||
            cJSON_IsNull(openapi_member(strand->parts[i], "const")))
            return true;
    }
    return false;
}

static bool
has_properties(const struct openapi_strand *strand)
{
    for (size_t i = 0; i < strand->count; i++) {
        const cJSON *properties = openapi_member(strand->parts[i], "properties");
        if (cJSON_IsObject(properties) && properties->child)
            return true;
    }
    return false;
}

static void
read_strand(struct openapi_reader *reader, const struct openapi_strand *strand,
            struct schema *out)
{
    bool properties = has_properties(strand), said = false;
    *out = (struct schema){.others = OTHERS_REFUSED};
    for (size_t i = 0; i < strand->count; i++) {
        enum others others = read_others(reader, strand->parts[i]);
        read_plain(reader, out, strand->parts[i]);
        /* a part that closes the names, closes them for all */
        said |= others == OTHERS_REFUSED;
        if (others > out->others)
            out->others = others;
    }
    if (said && out->others == OTHERS_UNSAID)
        out->others = OTHERS_REFUSED;
    if (out->type == TYPE_ANY && properties)
        out->type = TYPE_OBJECT;
    if (!properties)
        out->others = OTHERS_TAKEN;
    if (out->type == TYPE_BOOLEAN)
        out->values = NULL;
}

/* --- what all strands agree on --- */

static enum value_type
join_types(enum value_type a, enum value_type b)
{
    bool numbers = (a == TYPE_INTEGER || a == TYPE_NUMBER) &&
                   (b == TYPE_INTEGER || b == TYPE_NUMBER);
    return a == b ? a : numbers ? TYPE_NUMBER : TYPE_ANY;
}

static names
join_values(struct openapi_reader *reader, names a, names b)
{
    size_t count = 0;
    if (!a || !b)
        return NULL;
    for (names v = a; *v; v++)
        count++;
    for (names v = b; *v; v++)
        count++;
    if (!openapi_spend(reader, count * sizeof(char *)))
        return NULL;
    const char **list = openapi_alloc(reader->openapi, count + 1, sizeof *list);
    count = 0;
    for (names v = a; *v; v++)
        list[count++] = *v;
    for (names v = b; *v; v++) {
        if (!names_hold(a, span_of(*v)))
            list[count++] = *v;
    }
    return list;
}

static unsigned
join_most(unsigned a, unsigned b)
{
    return !a || !b ? 0 : a > b ? a : b;
}

static unsigned
join_least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

static bool
may_be_object(const struct schema *schema)
{
    return schema->type == TYPE_OBJECT || schema->type == TYPE_ANY;
}

static void
join(struct openapi_reader *reader, struct schema *into, const struct schema *other)
{
    bool same =
        into->format && other->format && strcmp(into->format, other->format) == 0;
    if (!may_be_object(into))
        into->others = other->others;
    else if (may_be_object(other) && other->others > into->others)
        into->others = other->others;
    into->type = join_types(into->type, other->type);
    into->format = same ? into->format : NULL;
    into->what = into->what ? into->what : other->what;
    into->values = join_values(reader, into->values, other->values);
    into->maximum = join_most(into->maximum, other->maximum);
    into->standard = into->standard ? into->standard : other->standard;
    into->example = into->example ? into->example : other->example;
    into->max_items = join_most(into->max_items, other->max_items);
    into->max_length = join_most(into->max_length, other->max_length);
    into->min_items = join_least(into->min_items, other->min_items);
    into->min_length = join_least(into->min_length, other->min_length);
    into->nullable |= other->nullable;
}

void
openapi_read_value(struct openapi_reader *reader, struct schema *target,
                   struct openapi_strands *strands)
{
    struct schema all = {0}, one;
    size_t kept = 0;
    for (size_t i = 0; i < strands->count && !strands->any; i++) {
        read_strand(reader, &strands->items[i], &one);
        all.nullable |= one.nullable;
        if (only_null(&strands->items[i]))
            continue;
        bool null = all.nullable;
        if (kept)
            join(reader, &all, &one);
        else
            all = one;
        all.nullable |= null;
        strands->items[kept++] = strands->items[i];
    }
    strands->count = kept;
    if (!kept)
        all.others = OTHERS_TAKEN;
    const struct schema before = *target;
    *target = all;
    target->name = before.name;
    target->required = before.required;
    target->nullable |= before.nullable;
    if (before.what)
        target->what = before.what;
    if (before.also_written)
        target->also_written = before.also_written;
    if (before.example)
        target->example = before.example;
}
