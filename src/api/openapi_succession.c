/* x-succession: what becomes of a request once its operation is replaced. */
#include "config.h"

#include "api/openapi_parts.h"

enum { CHANGES_MAX = 400 }; /* of one operation; ours have a tenth of it */

struct change_list {
    struct change *items;
    unsigned count;
};

static void
add_change(struct openapi_reader *reader, struct change_list *list,
           const struct change *change, const cJSON *to)
{
    struct change one = *change;
    if (!cJSON_IsString(to) && !cJSON_IsNull(to)) {
        openapi_fault(reader, to, "\"x-succession\": \"%s\" is no text", to->string);
        return;
    }
    if (list->count == CHANGES_MAX) {
        openapi_fault(reader, to, "\"x-succession\" has more than %d names",
                      CHANGES_MAX);
        return;
    }
    one.from = openapi_keep(reader->openapi, span_of(to->string));
    if (cJSON_IsString(to))
        one.to = openapi_keep(reader->openapi, span_of(to->valuestring));
    list->items[list->count++] = one;
}

/* {from: to}; a null where there is no place for it. */
static void
read_changes(struct openapi_reader *reader, struct change_list *list,
             const struct change *change, const cJSON *node)
{
    const cJSON *object = openapi_resolve(reader, node), *item;
    if (!cJSON_IsObject(object))
        return;
    cJSON_ArrayForEach(item, object)
    {
        if (openapi_spend(reader, 1))
            add_change(reader, list, change, item);
    }
}

/* {name: {from: to}} */
static void
read_values(struct openapi_reader *reader, struct change_list *list, const cJSON *node)
{
    const cJSON *object = openapi_resolve(reader, node), *item;
    if (!cJSON_IsObject(object))
        return;
    cJSON_ArrayForEach(item, object)
    {
        struct change change = {.kind = CHANGE_VALUE};
        change.of = openapi_keep(reader->openapi, span_of(item->string));
        read_changes(reader, list, &change, item);
    }
}

const struct succession *
openapi_succession(struct openapi_reader *reader, const cJSON *node)
{
    static const struct {
        const char *name;
        enum change_kind kind;
    } parts[] = {{"places", CHANGE_PLACE},        {"operations", CHANGE_OPERATION},
                 {"properties", CHANGE_PROPERTY}, {"adds", CHANGE_ADD},
                 {"answer", CHANGE_ANSWER},       {"values", CHANGE_VALUE}};
    if (!cJSON_IsObject(node) ||
        !openapi_spend(reader, CHANGES_MAX * sizeof(struct change)))
        return NULL;
    struct change_list list = {
        openapi_alloc(reader->openapi, CHANGES_MAX, sizeof *list.items), 0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct change change = {.kind = parts[i].kind};
        const cJSON *part = openapi_member(node, parts[i].name);
        if (change.kind == CHANGE_VALUE)
            read_values(reader, &list, part);
        else
            read_changes(reader, &list, &change, part);
    }
    struct succession *succession =
        openapi_alloc(reader->openapi, 1, sizeof *succession);
    succession->changes = list.items;
    succession->count = list.count;
    succession->notes = openapi_names(reader, node, "notes");
    return succession;
}
