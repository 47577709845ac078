/* $filter and $orderby over the tenant's objects. Their form has been judged by the
 * check before; here they are applied. */
#include "config.h"

#include "practice/lists.h"

#include "api/odata.h"
#include "base/memory.h"
#include "practice/odata_value.h"

#include <stdlib.h>

struct evaluation {
    const struct odata_filter *filter;
    const cJSON *item, *element; /* element: of the collection that any or all walks */
    struct value *values;        /* one a node; owned */
    clock_ms now;
    struct span unknown; /* a function that is not here */
};

struct match {
    struct odata_filter filter;
    struct evaluation e;
    bool good;
};

bool
value_is_true(const struct value *value)
{
    return value->kind == FLAG && value->number != 0;
}

void
value_set_flag(struct value *value, bool flag)
{
    value->kind = FLAG;
    value->number = flag;
}

void
value_set_number(struct value *value, double number)
{
    value->kind = NUMBER;
    value->number = number;
}

bool
value_read_time(struct span text, clock_ms *at)
{
    if (span_find_byte(text, 0, 'T') < text.n)
        return clock_parse_rfc3339(text, at);
    struct str whole = {0};
    str_add(&whole, span_sub(text, 0, 10));
    str_add_text(&whole, "T00:00:00Z");
    bool good = clock_parse_rfc3339(str_span(&whole), at);
    str_release(&whole);
    return good;
}

static void
set_from_json(struct value *value, const cJSON *json)
{
    if (cJSON_IsBool(json)) {
        value_set_flag(value, cJSON_IsTrue(json));
    } else if (cJSON_IsNumber(json)) {
        value->kind = NUMBER;
        value->number = json->valuedouble;
    } else if (cJSON_IsString(json)) {
        value->kind = TEXT;
        value->text = span_of(json->valuestring);
    } else if (cJSON_IsArray(json)) {
        value->kind = MANY;
        value->many = json;
    } else {
        value->kind = NOTHING;
    }
}

/* A property by its path a/b. The documentation writes some of them in two letter
 * cases, and the service takes both. */
static const cJSON *
find_property(const cJSON *object, struct span path)
{
    struct span name;
    while (object && span_next(&path, '/', &name)) {
        const cJSON *member;
        cJSON_ArrayForEach(member, object)
        {
            if (member->string && member->string[0] != '.' &&
                span_equal_nocase(span_of(member->string), name))
                break;
        }
        object = member;
    }
    return object;
}

/* v is the element itself, v/name a member of it. */
static const cJSON *
find_variable(const struct evaluation *e, struct span text)
{
    size_t slash = span_find_byte(text, 0, '/');
    return slash == text.n ? e->element
                           : find_property(e->element, span_from(text, slash + 1));
}

static bool
as_number(const struct value *value, double *number)
{
    clock_ms at;
    *number = value->number;
    if (value->kind == TEXT && value_read_time(value->text, &at))
        *number = (double)at;
    else if (value->kind == TEXT) {
        uint64_t whole;
        if (!span_number(value->text, INT32_MAX, &whole))
            return false;
        *number = (double)whole;
    }
    return value->kind != NOTHING && value->kind != MANY;
}

/* False where the two can't be compared; else *ORDER is below, at or above 0. */
static bool
compare_values(const struct value *a, const struct value *b, int *order)
{
    double left, right;
    if (a->kind == NOTHING || b->kind == NOTHING) {
        *order = a->kind == b->kind ? 0 : 1;
        return a->kind == b->kind;
    }
    if (a->kind == TEXT && b->kind == TEXT) {
        *order = span_compare(a->text, b->text);
        return true;
    }
    if (!as_number(a, &left) || !as_number(b, &right))
        return false;
    *order = (left > right) - (left < right);
    return true;
}

static bool
relation_holds(enum odata_kind kind, const struct value *a, const struct value *b)
{
    int order;
    bool comparable = compare_values(a, b, &order);
    if (kind == ODATA_NE)
        return !comparable || order != 0;
    if (!comparable)
        return false;
    return kind == ODATA_EQ   ? order == 0
           : kind == ODATA_GT ? order > 0
           : kind == ODATA_GE ? order >= 0
           : kind == ODATA_LT ? order < 0
                              : order <= 0;
}

static double
reckon(enum odata_kind kind, double a, double b)
{
    if (kind == ODATA_ADD)
        return a + b;
    if (kind == ODATA_SUB)
        return a - b;
    if (kind == ODATA_MUL)
        return a * b;
    if (b == 0)
        return 0;
    return kind == ODATA_DIV ? a / b : (double)((int64_t)a % (int64_t)b);
}

static void
set_number(struct value *value, struct span text)
{
    str_add(&value->own, text);
    value->kind = NUMBER;
    value->number = strtod(str_text(&value->own), NULL);
}

static void
set_text(struct value *value, struct span raw)
{
    odata_string(&value->own, raw);
    value->kind = TEXT;
    value->text = str_span(&value->own);
}

/* What has no children. Of the other kinds nothing is known: they equal nothing. */
static void
set_leaf(struct evaluation *e, const struct odata_node *node, struct value *value)
{
    struct span text = odata_node_text(e->filter, node);
    enum odata_kind kind = node->kind;
    clock_ms at;
    if (kind == ODATA_PROPERTY)
        set_from_json(value, find_property(e->item, text));
    else if (kind == ODATA_VARIABLE)
        set_from_json(value, find_variable(e, text));
    else if (kind == ODATA_STRING)
        set_text(value, text);
    else if (kind == ODATA_NUMBER)
        set_number(value, text);
    else if (kind == ODATA_TRUE || kind == ODATA_FALSE)
        value_set_flag(value, kind == ODATA_TRUE);
    else if (kind == ODATA_DATE && value_read_time(text, &at))
        *value = (struct value){.kind = TIME, .number = (double)at};
    else if (kind == ODATA_GUID || kind == ODATA_TIME || kind == ODATA_DURATION)
        *value = (struct value){.kind = TEXT, .text = text};
}

static bool
is_in(const struct evaluation *e, const struct value *value,
      const struct odata_node *list)
{
    for (uint32_t i = list->first; i != ODATA_NONE; i = e->filter->nodes[i].next)
        if (relation_holds(ODATA_EQ, value, &e->values[i]))
            return true;
    return false;
}

/* One node whose children have their values. */
static void
set_value(struct evaluation *e, uint32_t index)
{
    const struct odata_node *nodes = e->filter->nodes, *node = &nodes[index];
    struct value *value = &e->values[index];
    str_release(&value->own);
    *value = (struct value){0};
    const struct value *arguments[VALUE_ARGUMENTS_MAX];
    unsigned count = 0;
    for (uint32_t i = node->first; i != ODATA_NONE && count < VALUE_ARGUMENTS_MAX;
         i = nodes[i].next)
        arguments[count++] = &e->values[i];
    const struct value *a = count > 0 ? arguments[0] : NULL;
    const struct value *b = count > 1 ? arguments[1] : NULL;
    struct span text = odata_node_text(e->filter, node);
    if (node->kind == ODATA_CALL) {
        if (!value_call(text, arguments, count, e->now, value))
            e->unknown = text;
    } else if (node->kind == ODATA_NOT && a)
        value_set_flag(value, !value_is_true(a));
    else if (node->kind == ODATA_IN && a && b)
        value_set_flag(value, is_in(e, a, &nodes[nodes[node->first].next]));
    else if (node->kind == ODATA_AND && a && b)
        value_set_flag(value, value_is_true(a) && value_is_true(b));
    else if (node->kind == ODATA_OR && a && b)
        value_set_flag(value, value_is_true(a) || value_is_true(b));
    else if (node->kind >= ODATA_EQ && node->kind <= ODATA_LE && a && b)
        value_set_flag(value, relation_holds(node->kind, a, b));
    else if (node->kind >= ODATA_ADD && node->kind <= ODATA_MOD && a && b)
        *value = (struct value){.kind = NUMBER,
                                .number = reckon(node->kind, a->number, b->number)};
    else
        set_leaf(e, node, value);
}

/* any and all: their condition is worked out anew for each element. One inside another
 * finds nothing. */
static void
walk_collection(struct evaluation *e, uint32_t index)
{
    const struct odata_node *nodes = e->filter->nodes, *node = &nodes[index];
    struct value *value = &e->values[index];
    const cJSON *many = e->values[node->first].many;
    uint32_t condition = nodes[node->first].next;
    bool all = node->kind == ODATA_ALL, result = all;
    if (condition == ODATA_NONE)
        result = cJSON_GetArraySize(many) > 0;
    else
        cJSON_ArrayForEach(e->element, many)
        {
            for (uint32_t i = node->from; i < index; i++)
                if (nodes[i].inside == node->inside + 1)
                    set_value(e, i);
            if (value_is_true(&e->values[condition]) != all)
                result = !all;
        }
    value_set_flag(value, result);
}

static bool
item_fits(struct evaluation *e, const cJSON *item)
{
    const struct odata_filter *filter = e->filter;
    e->item = item;
    for (uint32_t i = 0; i < filter->count; i++) {
        enum odata_kind kind = filter->nodes[i].kind;
        if (filter->nodes[i].inside)
            continue;
        if (kind == ODATA_ANY || kind == ODATA_ALL)
            walk_collection(e, i);
        else
            set_value(e, i);
    }
    return filter->count && value_is_true(&e->values[filter->count - 1]);
}

struct match *
match_new(const char *condition, clock_ms now)
{
    struct match *match = mem_alloc(sizeof *match);
    match->good = odata_filter_parse(&match->filter, span_of(condition));
    match->e.filter = &match->filter;
    match->e.now = now;
    match->e.values = mem_alloc((match->filter.count + 1) * sizeof *match->e.values);
    return match;
}

void
match_free(struct match *match)
{
    if (!match)
        return;
    for (uint32_t i = 0; i < match->filter.count; i++)
        str_release(&match->e.values[i].own);
    mem_free(match->e.values);
    odata_filter_release(&match->filter);
    mem_free(match);
}

bool
match_fits(struct match *match, const cJSON *item)
{
    return match->good && item_fits(&match->e, item);
}

struct span
match_unknown(const struct match *match)
{
    return match->e.unknown;
}

/* $orderby. */

struct ordering {
    struct odata_list keys;
    struct span text;
};

static int
order_by(const cJSON *a, const cJSON *b, struct span name)
{
    struct value left = {0}, right = {0};
    int order = 0;
    set_from_json(&left, find_property(a, name));
    set_from_json(&right, find_property(b, name));
    if (left.kind == NOTHING || right.kind == NOTHING) /* null comes first */
        return (left.kind != NOTHING) - (right.kind != NOTHING);
    return compare_values(&left, &right, &order) ? order : 0;
}

static int
order_of(const struct ordering *ordering, const cJSON *a, const cJSON *b)
{
    int order = 0;
    for (size_t i = 0; i < ordering->keys.count && order == 0; i++) {
        const struct odata_item *key = &ordering->keys.items[i];
        order =
            order_by(a, b, span_sub(ordering->text, key->at, key->at + key->length));
        order = key->descending ? -order : order;
    }
    return order;
}

/* Merges FROM..MIDDLE and MIDDLE..TO of ITEMS into OUT. */
static void
merge(const struct ordering *ordering, cJSON **items, size_t from, size_t middle,
      size_t to, cJSON **out)
{
    size_t left = from, right = middle;
    for (size_t i = from; i < to; i++) {
        bool take_left =
            left < middle &&
            (right >= to || order_of(ordering, items[left], items[right]) <= 0);
        out[i] = items[take_left ? left++ : right++];
    }
}

void
odata_sort(cJSON *array, const char *order)
{
    struct ordering ordering = {.text = span_of(order)};
    size_t count = (size_t)cJSON_GetArraySize(array), n = 0;
    cJSON **items = mem_alloc((count + 1) * sizeof *items);
    cJSON **other = mem_alloc((count + 1) * sizeof *other);
    while (array->child)
        items[n++] = cJSON_DetachItemViaPointer(array, array->child);
    bool good = odata_list_parse(&ordering.keys, ODATA_ORDERBY, ordering.text);
    for (size_t run = 1; good && run < count; run *= 2) {
        for (size_t from = 0; from < count; from += 2 * run) {
            size_t middle = from + run < count ? from + run : count;
            size_t to = middle + run < count ? middle + run : count;
            merge(&ordering, items, from, middle, to, other);
        }
        cJSON **sorted = other;
        other = items;
        items = sorted;
    }
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(array, items[i]);
    odata_list_release(&ordering.keys);
    mem_free(items);
    mem_free(other);
}
