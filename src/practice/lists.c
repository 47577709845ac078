#include "config.h"

#include "practice/lists.h"

#include "base/memory.h"
#include "practice/handlers.h"

#include <stdio.h>

void
list_add(struct list *list, const cJSON *item)
{
    if (!item)
        return;
    ARRAY_GROW(list->items, list->count, list->room);
    list->items[list->count++] = item;
}

void
list_add_once(struct list *list, const cJSON *item)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i] == item)
            return;
    list_add(list, item);
}

void
list_add_where(struct list *list, const struct tenant *tenant, enum set set,
               const char *name, const char *text)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, tenant->sets[set])
    {
        if (!name || span_is_nocase(span_of(object_text(item, name)), text))
            list_add(list, item);
    }
}

void
list_release(struct list *list)
{
    mem_free(list->items);
    *list = (struct list){0};
}

static size_t
number_option(const struct call *call, const char *name, size_t usual)
{
    uint64_t number;
    const char *text = call_query(call, name);
    return text && span_number(span_of(text), INT32_MAX, &number) ? (size_t)number
                                                                  : usual;
}

static bool
option_has(const char *option, const char *name)
{
    struct span rest = span_of(option), part;
    while (rest.n && span_next(&rest, ',', &part))
        if (span_is(span_trim(part), name))
            return true;
    return false;
}

/* What a list shows of one object: what $select names, and of an alert its evidence
 * only where $expand asks for it. */
static cJSON *
listed_of(const struct call *call, enum set set, const cJSON *item)
{
    cJSON *shown = shown_of(item);
    const char *select = call_query(call, "$select");
    const char *expand = call_query(call, "$expand");
    if (set == SET_ALERTS && !option_has(expand, "evidence"))
        object_set(shown, "evidence", cJSON_CreateArray());
    cJSON *member = select ? shown->child : NULL;
    while (member) {
        cJSON *next = member->next;
        if (!option_has(select, member->string))
            cJSON_Delete(cJSON_DetachItemViaPointer(shown, member));
        member = next;
    }
    return shown;
}

static cJSON *
next_link(const struct call *call, size_t passed)
{
    struct str link = {0};
    call_base(call, &link);
    str_add(&link, str_span(&call->target));
    str_addf(&link, "%c$skiptoken=%zu",
             span_has(str_span(&call->target), "?") ? '&' : '?', passed);
    cJSON *text = cJSON_CreateString(str_text(&link));
    str_release(&link);
    return text;
}

static void
answer_count(struct call *call, size_t count)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", count);
    answer_plain(call, 200, "text/plain", span_of(text));
}

static void
answer_page(struct call *call, enum set set, const struct list *list)
{
    const struct odata *odata = call->operation->odata;
    size_t page = odata && odata->page_size ? odata->page_size : 10000;
    page = number_option(call, "pageSize", page);
    size_t skip = number_option(call, "$skip", 0);
    size_t left = skip < list->count ? list->count - skip : 0;
    size_t top = number_option(call, "$top", left);
    size_t total = left < top ? left : top;
    size_t from = call->passed < total ? call->passed : total;
    size_t to = total - from < page ? total : from + page;
    cJSON *values = cJSON_CreateArray();
    for (size_t i = from; i < to; i++)
        cJSON_AddItemToArray(values, listed_of(call, set, list->items[skip + i]));
    answer_value(call, set_facts[set].context, values);
    bool counted = call_query(call, "$count") != NULL;
    if (to == total && !counted)
        return;
    cJSON *tree =
        cJSON_ParseWithLength(str_text(&call->answer->body), call->answer->body.n);
    if (counted)
        object_set(tree, "@odata.count", cJSON_CreateNumber((double)list->count));
    if (to < total)
        object_set(tree, "@odata.nextLink", next_link(call, to));
    answer_tree(call, 0, tree);
}

void
answer_list(struct call *call, enum set set, struct list *list)
{
    if (odata_apply(call, list)) {
        if (call->count_only)
            answer_count(call, list->count);
        else
            answer_page(call, set, list);
    }
    list_release(list);
}

void
list_all(struct call *call, const struct handler *handler)
{
    struct list list = {0};
    list_add_where(&list, call->tenant, handler->set, NULL, NULL);
    answer_list(call, handler->set, &list);
}

void
list_by(struct call *call, const struct handler *handler)
{
    const char *id = call_slot(call);
    if (handler->parent != SET_NONE &&
        !tenant_find(call->tenant, handler->parent, set_facts[handler->parent].key,
                     id)) {
        answer_missing(call, handler->parent, id);
        return;
    }
    struct list list = {0};
    list_add_where(&list, call->tenant, handler->set, handler->by, id);
    answer_list(call, handler->set, &list);
}

void
get_one(struct call *call, const struct handler *handler)
{
    const char *id = call_slot(call);
    const cJSON *object =
        tenant_find(call->tenant, handler->set, set_facts[handler->set].key, id);
    if (object)
        answer_object(call, handler->set, object);
    else
        answer_missing(call, handler->set, id);
}

/* For what the tenant has no data on: an empty list for what reads, the operation's
 * success for what changes. */
void
answer_by_shape(struct call *call, const struct handler *handler)
{
    (void)handler;
    if (call->operation->effect == EFFECT_READ)
        answer_value(call, call->operation->id, cJSON_CreateArray());
    else
        answer_nothing(call);
}
