#include "config.h"

#include "practice/tenant_state.h"

#include "base/memory.h"
#include "practice/seed.h"

#define TIME_MAX_MS 4e15 /* far beyond any year of use */

/* The sets that calls change; all others are made from the seed alone. */
static const struct {
    enum set set;
    const char *name;
} sets[] = {
    {SET_MACHINES, "machines"},   {SET_ALERTS, "alerts"},
    {SET_INCIDENTS, "incidents"}, {SET_INVESTIGATIONS, "investigations"},
    {SET_ACTIONS, "actions"},     {SET_INDICATORS, "indicators"},
    {SET_LIBRARY, "library"},
};

cJSON *
tenant_state(const struct tenant *tenant)
{
    cJSON *all = cJSON_CreateObject();
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        const struct shelf *shelf = &tenant->shelves[sets[i].set];
        cJSON *changed = cJSON_CreateArray();
        for (size_t n = 0; n < shelf->count; n++)
            cJSON_AddItemToArray(
                changed, OBJECT(m_number("number", (double)shelf->changed[n].number),
                                m_tree("object", cJSON_Duplicate(
                                                     shelf->changed[n].object, true))));
        object_set(all, sets[i].name,
                   OBJECT(m_tree("own", cJSON_Duplicate(shelf->own, true)),
                          m_tree("changed", changed)));
    }
    return OBJECT(
        /* 64 bits: more than a JSON number keeps */
        m_tree("dice", textf("%llu", (unsigned long long)tenant->dice.state)),
        m_number("lastIndicator", tenant->last_indicator), m_tree("sets", all));
}

static bool
is_within(const cJSON *number, double most)
{
    return !number || (cJSON_IsNumber(number) && number->valuedouble >= 0 &&
                       number->valuedouble <= most);
}

/* An array of objects that each have a key. */
static bool
are_objects(const cJSON *array, enum set set)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, array)
    {
        const cJSON *key = object_get(one, set_facts[set].key);
        if ((!cJSON_IsString(key) && !cJSON_IsNumber(key)) ||
            !is_within(object_get(one, ".asked"), TIME_MAX_MS))
            return false;
    }
    return cJSON_IsArray(array);
}

/* Numbers that go up and that the set has, each with its object. */
static bool
are_changes(const struct tenant *tenant, const cJSON *array, enum set set)
{
    const cJSON *one;
    double least = 0;
    const struct source *source = source_of(set);
    size_t count = source ? source->count(tenant) : 0;
    cJSON_ArrayForEach(one, array)
    {
        const cJSON *number = object_get(one, "number");
        const cJSON *object = object_get(one, "object");
        if (!cJSON_IsNumber(number) || number->valuedouble < least ||
            number->valuedouble >= (double)count ||
            !object_get(object, set_facts[set].key))
            return false;
        least = number->valuedouble + 1;
    }
    return cJSON_IsArray(array);
}

static void
take_set(struct shelf *shelf, const cJSON *own, const cJSON *changed)
{
    const cJSON *one;
    cJSON_Delete(shelf->own);
    shelf->own = cJSON_Duplicate(own, true);
    cJSON_ArrayForEach(one, changed)
    {
        ARRAY_GROW(shelf->changed, shelf->count, shelf->room);
        shelf->changed[shelf->count++] =
            (struct changed){(size_t)object_number(one, "number"),
                             cJSON_Duplicate(object_get(one, "object"), true)};
    }
}

bool
tenant_take_state(struct tenant *tenant, const cJSON *state)
{
    const cJSON *all = object_get(state, "sets");
    uint64_t dice;
    if (!span_number(span_of(object_text(state, "dice")), UINT64_MAX, &dice) ||
        !is_within(object_get(state, "lastIndicator"), INT32_MAX))
        return false;
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        const cJSON *set = object_get(all, sets[i].name);
        if (!are_objects(object_get(set, "own"), sets[i].set) ||
            !are_changes(tenant, object_get(set, "changed"), sets[i].set))
            return false;
    }
    for (size_t i = 0; i < COUNT_OF(sets); i++) {
        const cJSON *set = object_get(all, sets[i].name);
        take_set(&tenant->shelves[sets[i].set], object_get(set, "own"),
                 object_get(set, "changed"));
    }
    tenant->dice.state = dice;
    tenant->last_indicator = (unsigned)object_number(state, "lastIndicator");
    return true;
}
