/* Schemas: read from a list of tasks, so that neither nesting nor references that lead
 * back to themselves can go deep. */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* The sources from FIRST on become a task. What references lead to begins anew. */
static void
push(struct openapi_reader *reader, struct schema *target, size_t parent, size_t first)
{
    size_t count = reader->source_count - first;
    /* what several schemas say together is read for each such pair anew: not for long
     */
    enum { STEP_TOGETHER = OPENAPI_DEPTH_MAX / 2 };
    unsigned depth = 0;
    if (parent != reader->task_count)
        depth = reader->tasks[parent].depth + (count > 1 ? STEP_TOGETHER : 1);
    if (depth > OPENAPI_DEPTH_MAX || !openapi_spend(reader, 200 + 16 * count)) {
        reader->source_count = first;
        return;
    }
    if (reader->schemas++ >= OPENAPI_SCHEMAS_MAX) {
        openapi_fault(reader, NULL,
                      _("the document describes more than %d values: what follows of "
                        "them is left out"),
                      OPENAPI_SCHEMAS_MAX);
        reader->source_count = first;
        return;
    }
    ARRAY_GROW(reader->tasks, reader->task_count, reader->task_room);
    reader->tasks[reader->task_count] = (struct openapi_task){.first = first,
                                                              .count = count,
                                                              .target = target,
                                                              .parent = parent,
                                                              .depth = depth};
    reader->task_count++;
}

static void
add_source(struct openapi_reader *reader, const cJSON *node, unsigned strand)
{
    ARRAY_GROW(reader->sources, reader->source_count, reader->source_room);
    reader->sources[reader->source_count++] = (struct openapi_source){node, strand};
}

/* Takes over what is known, but for what stands with the name. */
static void
become(struct schema *target, const struct schema *known)
{
    const struct schema before = *target;
    *target = *known;
    target->name = before.name;
    target->required = before.required;
    if (before.what)
        target->what = before.what;
    if (before.also_written)
        target->also_written = before.also_written;
    if (before.example)
        target->example = before.example;
}

/* The schema that is read for NODE; *FRESH: nobody has asked for it before. */
static struct schema *
known_schema(struct openapi_reader *reader, const cJSON *node, bool *fresh)
{
    *fresh = false;
    for (size_t i = 0; i < reader->known_count; i++) {
        if (reader->known[i].node == node)
            return reader->known[i].schema;
    }
    *fresh = true;
    ARRAY_GROW(reader->known, reader->known_count, reader->known_room);
    struct schema *schema = openapi_alloc(reader->openapi, 1, sizeof *schema);
    reader->known[reader->known_count++] = (struct openapi_known){node, schema};
    return schema;
}

/* What a plain reference leads to is read once, for all that refer to it; so a schema
 * that leads back to itself comes to contain itself. The built-in documents are made
 * into tables, which hold trees alone. */
static void
enter(struct openapi_reader *reader, struct schema *target, size_t parent, size_t first)
{
    const cJSON *node = reader->sources[first].node;
    const cJSON *found = openapi_resolve(reader, node);
    bool alone = reader->source_count == first + 1 && found != node &&
                 (!reader->siblings || !node->child->next);
    bool fresh;
    if (!alone || !found || reader->product != PRODUCT_OTHER) {
        push(reader, target, reader->task_count ? parent : 0, first);
        return;
    }
    struct schema *known = known_schema(reader, found, &fresh);
    ARRAY_GROW(reader->links, reader->link_count, reader->link_room);
    reader->links[reader->link_count++] = (struct openapi_link){target, known};
    if (fresh)
        push(reader, known, reader->task_count, first);
    else
        reader->source_count = first;
}

static bool
same_sources(struct openapi_reader *reader, const struct openapi_task *a,
             const struct openapi_task *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++)
        same = openapi_resolve(reader, reader->sources[a->first + i].node) ==
               openapi_resolve(reader, reader->sources[b->first + i].node);
    return same;
}

/* Is what this task reads one of those that it stands in? */
static bool
circular(struct openapi_reader *reader, size_t index)
{
    const struct openapi_task *task = &reader->tasks[index];
    while (reader->tasks[index].parent != index) {
        index = reader->tasks[index].parent;
        if (same_sources(reader, task, &reader->tasks[index]))
            return true;
    }
    return false;
}

/* In every strand. */
static bool
is_required(struct openapi_reader *reader, const struct openapi_strands *strands,
            const char *name)
{
    for (size_t i = 0; i < strands->count; i++) {
        const struct openapi_strand *strand = &strands->items[i];
        bool found = false;
        for (size_t k = 0; k < strand->count && !found; k++) {
            const cJSON *item, *list = openapi_member(strand->parts[k], "required");
            cJSON_ArrayForEach(item, list)
            {
                if (!openapi_spend(reader, 1))
                    return false;
                found |= cJSON_IsString(item) && strcmp(item->valuestring, name) == 0;
            }
        }
        if (!found)
            return false;
    }
    return strands->count > 0;
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

/* What the strands say of a member: of an object's property, or (NAME NULL) of an
 * array's items. Gives how many do. */
static size_t
add_sources(struct openapi_reader *reader, const struct openapi_strands *strands,
            const char *name)
{
    size_t first = reader->source_count, told = 0;
    bool same = true;
    for (size_t i = 0; i < strands->count; i++) {
        const struct openapi_strand *strand = &strands->items[i];
        size_t before = reader->source_count;
        for (size_t k = 0; k < strand->count; k++) {
            const cJSON *holder = strand->parts[k];
            if (name)
                holder = openapi_member(holder, "properties");
            const cJSON *node = openapi_member(holder, name ? name : "items");
            if (node && openapi_spend(reader, (size_t)cJSON_GetArraySize(holder)))
                add_source(reader, node, (unsigned)told);
        }
        told += reader->source_count > before;
    }
    for (size_t i = first; i < reader->source_count; i++)
        same &= reader->sources[i].node == reader->sources[first].node;
    if (same && told)
        reader->source_count = first + 1;
    return told;
}

static size_t
count_properties(struct openapi_reader *reader, const struct openapi_strands *strands)
{
    size_t count = 0;
    for (size_t i = 0; i < strands->count; i++) {
        for (size_t k = 0; k < strands->items[i].count; k++) {
            const cJSON *part = strands->items[i].parts[k];
            openapi_is(reader, part, "required", cJSON_IsArray, _("a list of names"));
            if (openapi_is(reader, part, "properties", cJSON_IsObject, _("an object")))
                count += (size_t)cJSON_GetArraySize(openapi_member(part, "properties"));
        }
    }
    return count;
}

static void
read_property(struct openapi_reader *reader, size_t index,
              const struct openapi_strands *strands, const cJSON *item)
{
    struct schema *target = reader->tasks[index].target;
    if (!openapi_spend(reader, target->property_count) ||
        has_property(target, item->string))
        return;
    if (!openapi_safe(span_of(item->string))) {
        openapi_fault(reader, item,
                      _("this name holds characters that can't be shown"));
        target->others = OTHERS_TAKEN;
        return;
    }
    struct schema *property =
        &reader->tasks[index].properties[target->property_count++];
    size_t first = reader->source_count;
    property->name = openapi_keep(reader->openapi, span_of(item->string));
    property->required = is_required(reader, strands, item->string);
    if (add_sources(reader, strands, item->string))
        enter(reader, property, index, first);
}

static void
read_properties(struct openapi_reader *reader, size_t index,
                const struct openapi_strands *strands)
{
    struct schema *target = reader->tasks[index].target;
    size_t room = count_properties(reader, strands);
    const cJSON *item;
    if (!room || !openapi_spend(reader, room * sizeof(struct schema)))
        return;
    if (room > OPENAPI_NAMES_MAX) {
        openapi_fault(reader, reader->sources[reader->tasks[index].first].node,
                      _("this object has more than %d names: they are left out"),
                      OPENAPI_NAMES_MAX);
        return;
    }
    target->properties = reader->tasks[index].properties =
        openapi_alloc(reader->openapi, room, sizeof *target->properties);
    for (size_t i = 0; i < strands->count; i++) {
        for (size_t k = 0; k < strands->items[i].count; k++) {
            cJSON_ArrayForEach(item,
                               openapi_member(strands->items[i].parts[k], "properties"))
                read_property(reader, index, strands, item);
        }
    }
    if (!target->property_count)
        target->properties = NULL;
}

/* Where every strand says what the items are. */
static void
read_items(struct openapi_reader *reader, size_t index,
           const struct openapi_strands *strands)
{
    struct schema *target = reader->tasks[index].target;
    size_t first = reader->source_count;
    if (target->type != TYPE_ARRAY && target->type != TYPE_ANY)
        return;
    if (!strands->count || add_sources(reader, strands, NULL) < strands->count) {
        reader->source_count = first;
        return;
    }
    struct schema *schema = openapi_alloc(reader->openapi, 1, sizeof *schema);
    target->items = schema;
    target->type = TYPE_ARRAY;
    enter(reader, schema, index, first);
}

static void
read_task(struct openapi_reader *reader, size_t index)
{
    struct openapi_strands *strands = mem_alloc(sizeof *strands);
    openapi_gather(reader, &reader->tasks[index], strands);
    openapi_read_value(reader, reader->tasks[index].target, strands);
    if (!strands->any && !circular(reader, index)) {
        read_properties(reader, index, strands);
        read_items(reader, index, strands);
    }
    mem_free(strands);
}

/* An array of arrays of itself. */
static void
cut_endless(struct schema *schema)
{
    const struct schema *inner = schema->items;
    for (int i = 0; inner && i < OPENAPI_DEPTH_MAX; i++)
        inner = inner->items;
    if (inner)
        schema->items = NULL;
}

void
openapi_schema(struct openapi_reader *reader, struct schema *target, const cJSON *node)
{
    if (!openapi_resolve(reader, node))
        return;
    reader->task_count = reader->source_count = reader->link_count = 0;
    add_source(reader, node, 0);
    enter(reader, target, 0, 0);
    for (size_t i = 0; i < reader->task_count; i++)
        read_task(reader, i);
    for (size_t i = 0; i < reader->link_count; i++)
        become(reader->links[i].target, reader->links[i].known);
    for (size_t i = 0; i < reader->link_count; i++)
        cut_endless(reader->links[i].target);
}
