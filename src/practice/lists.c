#include "config.h"

#include "practice/lists.h"

#include "practice/handlers.h"
#include "practice/seed.h"

#include <stdio.h>

enum { PAGE_USUAL = 10000 };

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

/* What a list shows of one object: what $select names, and an alert's evidence or an
 * incident's alerts only where $expand asks for them. */
static cJSON *
listed_of(const struct call *call, enum set set, const cJSON *item)
{
    cJSON *shown = shown_of(item);
    const char *select = call_query(call, "$select");
    const char *expand = call_query(call, "$expand");
    if (set == SET_ALERTS && !option_has(expand, "evidence"))
        object_set(shown, "evidence", cJSON_CreateArray());
    if (set == SET_GRAPH_INCIDENTS && option_has(expand, "alerts"))
        object_set(
            shown, "alerts",
            graph_incident_alerts(call->tenant, span_of(object_text(item, "id"))));
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

void
list_begin(struct list *list, struct call *call, enum set set)
{
    const struct odata *odata = call->operation->odata;
    const char *condition = call_query(call, "$filter");
    size_t page = odata && odata->page_size ? odata->page_size : PAGE_USUAL;
    size_t top = number_option(call, "$top", SIZE_MAX);
    size_t skip = number_option(call, "$skip", 0);
    page = number_option(call, "pageSize", page);
    if (page < 1)
        page = 1;
    *list = (struct list){
        .call = call,
        .set = set,
        .match = condition ? match_new(condition, call->now->wall) : NULL,
        .order = call_query(call, "$orderby"),
        .from = skip + call->passed,
        .end = top > SIZE_MAX - skip ? SIZE_MAX : skip + top,
        .shown = cJSON_CreateArray(),
    };
    list->to = list->from + page < list->end ? list->from + page : list->end;
}

void
list_add(struct list *list, const cJSON *item)
{
    if (!item || (list->match && !match_fits(list->match, item)))
        return;
    size_t place = list->count++;
    if (list->call->count_only)
        return;
    if (list->order)
        cJSON_AddItemToArray(list->shown, cJSON_Duplicate(item, true));
    else if (place >= list->from && place < list->to)
        cJSON_AddItemToArray(list->shown, listed_of(list->call, list->set, item));
}

bool
list_wants_more(const struct list *list)
{
    return list->order || list->call->count_only || call_query(list->call, "$count") ||
           list->count <= list->to;
}

/* Leaves the page of what is in order, in the form that is shown. */
static void
cut_page(struct list *list)
{
    cJSON *all = list->shown, *item;
    size_t place = 0;
    odata_sort(all, list->order);
    list->shown = cJSON_CreateArray();
    cJSON_ArrayForEach(item, all)
    {
        if (place >= list->from && place < list->to)
            cJSON_AddItemToArray(list->shown, listed_of(list->call, list->set, item));
        place++;
    }
    cJSON_Delete(all);
}

static void
answer_page(struct list *list)
{
    struct call *call = list->call;
    if (list->order)
        cut_page(list);
    cJSON *tree = answer_frame(call, set_facts[list->set].context);
    if (span_is_nocase(span_of(call_query(call, "$count")), "true"))
        object_set(tree, "@odata.count", cJSON_CreateNumber((double)list->count));
    object_set(tree, "value", list->shown);
    list->shown = NULL;
    size_t total = list->count < list->end ? list->count : list->end;
    if (list->to < total)
        object_set(tree, "@odata.nextLink",
                   next_link(call, call->passed + list->to - list->from));
    answer_tree(call, 0, tree);
}

static void
answer_count(struct list *list)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", list->count);
    answer_plain(list->call, 200, "text/plain", span_of(text));
}

void
list_answer(struct list *list)
{
    struct span unknown = list->match ? match_unknown(list->match) : SPAN("");
    if (unknown.n) {
        struct str why = {0};
        str_addf(&why, "the function '%.*s' is not supported", SPAN_ARG(unknown));
        answer_code(list->call, "ODataError", str_text(&why), NULL);
        str_release(&why);
    } else if (list->call->count_only) {
        answer_count(list);
    } else {
        answer_page(list);
    }
    match_free(list->match);
    cJSON_Delete(list->shown);
    *list = (struct list){0};
}

void
answer_list_where(struct call *call, enum set set, const char *name, const char *text)
{
    struct list list;
    struct walk walk = walk_over(call->tenant, set);
    list_begin(&list, call, set);
    for (const cJSON *one; list_wants_more(&list) && (one = walk_next(&walk));)
        if (!name || span_is_nocase(span_of(object_text(one, name)), text))
            list_add(&list, one);
    walk_end(&walk);
    list_answer(&list);
}

void
list_all(struct call *call, const struct handler *handler)
{
    answer_list_where(call, handler->set, NULL, NULL);
}

void
list_by(struct call *call, const struct handler *handler)
{
    const char *id = call_slot(call);
    if (handler->parent != SET_NONE &&
        !tenant_find(call->tenant, handler->parent, set_facts[handler->parent].key, id))
        answer_missing(call, handler->parent, id);
    else
        answer_list_where(call, handler->set, handler->by, id);
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
