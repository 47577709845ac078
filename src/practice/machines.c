/* Devices, and what is asked of one. */
#include "config.h"

#include "practice/handlers.h"
#include "practice/lists.h"
#include "practice/seed.h"

static const char *
slot_named(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->composed.slots.count; i++)
        if (span_is_nocase(span_of(call->composed.slots.items[i].name), name))
            return call->composed.slots.items[i].value;
    return "";
}

void
find_by_ip(struct call *call, const struct handler *handler)
{
    const clock_ms day = (clock_ms)24 * 3600 * 1000;
    clock_ms at, seen;
    const char *ip = slot_named(call, handler->by);
    const char *time = slot_named(call, "timestamp");
    if (!*time)
        time = slot_named(call, "time");
    if (!clock_parse_rfc3339(span_of(time), &at) || at > call->now->wall ||
        at < call->now->wall - 30 * day) {
        answer_error(call, "BadRequest",
                     "The timestamp must be within the last 30 days");
        return;
    }
    struct list list;
    struct walk walk = walk_over(call->tenant, SET_MACHINES);
    list_begin(&list, call, SET_MACHINES);
    for (const cJSON *machine; (machine = walk_next(&walk));) {
        /* the tenant's machines keep their addresses: seen from then on is enough */
        if (span_is(span_of(object_text(machine, "lastIpAddress")), ip) &&
            clock_parse_rfc3339(span_of(object_text(machine, "firstSeen")), &seen) &&
            seen <= at)
            list_add(&list, machine);
    }
    list_answer(&list);
}

static bool
has_tag(const cJSON *machine, const char *tag, bool start_only)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, object_get(machine, "machineTags"))
    {
        struct span text = span_of(cJSON_GetStringValue(one));
        if (start_only ? span_starts_nocase(text, tag) : span_is_nocase(text, tag))
            return true;
    }
    return false;
}

void
find_by_tag(struct call *call, const struct handler *handler)
{
    (void)handler;
    const char *tag = call_query(call, "tag");
    const char *start = call_query(call, "useStartsWithFilter");
    struct list list;
    struct walk walk = walk_over(call->tenant, SET_MACHINES);
    list_begin(&list, call, SET_MACHINES);
    for (const cJSON *machine; (machine = walk_next(&walk));) {
        if (tag && has_tag(machine, tag, span_is_nocase(span_of(start), "true")))
            list_add(&list, machine);
    }
    list_answer(&list);
}

static void
apply_tag(cJSON *machine, const char *tag, const char *action)
{
    cJSON *tags = object_get(machine, "machineTags");
    cJSON *one = tags ? tags->child : NULL;
    bool add = span_is_nocase(span_of(action), "Add");
    while (one) {
        cJSON *next = one->next;
        if (span_is_nocase(span_of(cJSON_GetStringValue(one)), tag))
            cJSON_Delete(cJSON_DetachItemViaPointer(tags, one));
        one = next;
    }
    if (add)
        cJSON_AddItemToArray(tags, cJSON_CreateString(tag));
}

/* The machine that the path names, to be changed; or NULL and the call is answered. */
static cJSON *
machine_named(struct call *call)
{
    cJSON *machine = tenant_edit(call->tenant, SET_MACHINES, call_slot(call));
    if (!machine)
        answer_missing(call, SET_MACHINES, call_slot(call));
    return machine;
}

void
change_tag(struct call *call, const struct handler *handler)
{
    (void)handler;
    cJSON *machine = machine_named(call);
    if (!machine)
        return;
    apply_tag(machine, call_text(call, "Value"), call_text(call, "Action"));
    answer_object(call, SET_MACHINES, machine);
}

void
change_tags(struct call *call, const struct handler *handler)
{
    (void)handler;
    const cJSON *ids = call_member(call, "MachineIds"), *id;
    cJSON_ArrayForEach(id, ids)
    {
        const char *text = cJSON_GetStringValue(id);
        if (!text || !tenant_machine(call->tenant, text)) {
            answer_missing(call, SET_MACHINES, text ? text : "");
            return;
        }
    }
    cJSON_ArrayForEach(id, ids)
        apply_tag(tenant_edit(call->tenant, SET_MACHINES, id->valuestring),
                  call_text(call, "Value"), call_text(call, "Action"));
    answer_nothing(call);
}

void
set_device_value(struct call *call, const struct handler *handler)
{
    (void)handler;
    cJSON *machine = machine_named(call);
    if (!machine)
        return;
    object_set_text(machine, "deviceValue", call_text(call, "DeviceValue"));
    answer_object(call, SET_MACHINES, machine);
}

/* Tags that are given take the place of all that were there. */
void
update_machine(struct call *call, const struct handler *handler)
{
    (void)handler;
    cJSON *machine = machine_named(call);
    if (!machine)
        return;
    const cJSON *tags = call_member(call, "machineTags");
    if (cJSON_IsArray(tags))
        object_set(machine, "machineTags", cJSON_Duplicate(tags, true));
    const cJSON *value = call_member(call, "deviceValue");
    if (value)
        object_set(machine, "deviceValue", cJSON_Duplicate(value, true));
    answer_object(call, SET_MACHINES, machine);
}

/* A user is named as "domain\\account" or by the account alone. */
void
list_user_machines(struct call *call, const struct handler *handler)
{
    (void)handler;
    struct span name = span_of(call_slot(call));
    size_t slash = span_find_byte(name, 0, '\\');
    if (slash < name.n)
        name = span_from(name, slash + 1);
    struct list list;
    list_begin(&list, call, SET_MACHINES);
    struct walk walk = walk_over(call->tenant, SET_USERS);
    const cJSON *user;
    while ((user = walk_next(&walk)) &&
           !span_equal_nocase(span_of(object_text(user, "accountName")), name))
        continue;
    /* each so manieth machine is theirs */
    size_t number = user ? walk.number - 1 : call->tenant->machines;
    walk_end(&walk);
    for (; number < call->tenant->machines; number += user_count(call->tenant)) {
        cJSON *machine = seed_object(call->tenant, SET_MACHINES, number);
        list_add(&list, machine);
        cJSON_Delete(machine);
    }
    list_answer(&list);
}
