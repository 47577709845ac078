#include "config.h"

#include "base/memory.h"
#include "practice/handlers.h"
#include "practice/lists.h"
#include "practice/seed.h"

/* Graph tells of the same alerts and incidents in its own way. */
static enum set
own_set(enum set set)
{
    return set == SET_GRAPH_ALERTS      ? SET_ALERTS
           : set == SET_GRAPH_INCIDENTS ? SET_INCIDENTS
                                        : set;
}

/* The object that the path names, or NULL and the call is answered. */
static const cJSON *
object_named(struct call *call, enum set set)
{
    const cJSON *object =
        tenant_find(call->tenant, set, set_facts[set].key, call_slot(call));
    if (!object)
        answer_missing(call, set, call_slot(call));
    return object;
}

/* The same, to be changed. */
static cJSON *
object_to_change(struct call *call, enum set set)
{
    cJSON *object = tenant_edit(call->tenant, own_set(set), call_slot(call));
    if (!object)
        answer_missing(call, set, call_slot(call));
    return object;
}

/* The one object of another set that an alert is about. */
void
alert_part(struct call *call, const struct handler *handler)
{
    const cJSON *alert = object_named(call, SET_ALERTS);
    if (!alert)
        return;
    const char *id = object_text(alert, handler->by);
    const cJSON *part =
        tenant_find(call->tenant, handler->set, set_facts[handler->set].key, id);
    if (part)
        answer_object(call, handler->set, part);
    else
        answer_missing(call, handler->set, id);
}

void
list_alert_files(struct call *call, const struct handler *handler)
{
    const cJSON *alert = object_named(call, SET_ALERTS);
    if (!alert)
        return;
    answer_list_where(call, handler->set, "sha1", object_text(alert, handler->by));
}

/* A list of objects with NAME alone, made of texts. */
static void
answer_texts(struct call *call, const char *context, const char *name, cJSON *texts)
{
    cJSON *values = cJSON_CreateArray();
    const cJSON *text;
    cJSON_ArrayForEach(text, texts)
        cJSON_AddItemToArray(values, OBJECT(m_text(name, text->valuestring)));
    cJSON_Delete(texts);
    answer_value(call, context, values);
}

void
list_alert_domains(struct call *call, const struct handler *handler)
{
    (void)handler;
    const cJSON *alert = object_named(call, SET_ALERTS);
    if (alert)
        answer_texts(call, "Domains", "host",
                     cJSON_Duplicate(object_get(alert, ".domains"), true));
}

void
list_alert_ips(struct call *call, const struct handler *handler)
{
    const cJSON *alert = object_named(call, SET_ALERTS);
    if (!alert)
        return;
    const char *ip = object_text(alert, handler->by);
    answer_texts(call, "Ips", "id", *ip ? TEXTS(ip) : cJSON_CreateArray());
}

static void
add_comment(cJSON *object, const char *comment, clock_ms at)
{
    if (*comment)
        cJSON_AddItemToArray(object_get(object, "comments"),
                             OBJECT(m_text("comment", comment),
                                    m_text("createdBy", "practice-app"),
                                    m_time("createdTime", at)));
}

/* Values of enumerations begin with a capital here, with a small letter in Graph. */
static cJSON *
own_value(const cJSON *value)
{
    cJSON *copy = cJSON_Duplicate(value, true);
    char *text = cJSON_GetStringValue(copy);
    if (text && *text >= 'a' && *text <= 'z')
        *text = (char)(*text - 'a' + 'A');
    return copy;
}

static const struct settable {
    const char *body, *own;
    bool value; /* of an enumeration */
} settable[] = {
    {"status", "status", true},
    {"assignedTo", "assignedTo", false},
    {"classification", "classification", true},
    {"determination", "determination", true},
    {"tags", "tags", false},
    {"customTags", "tags", false},
    {"displayName", "incidentName", false},
};

/* Takes over what the body sets of an alert's or an incident's state. */
static void
apply_update(struct call *call, cJSON *object)
{
    for (size_t i = 0; i < COUNT_OF(settable); i++) {
        const cJSON *value = call_member(call, settable[i].body);
        if (value && object_get(object, settable[i].own))
            object_set(object, settable[i].own,
                       settable[i].value ? own_value(value)
                                         : cJSON_Duplicate(value, true));
    }
    add_comment(object, call_text(call, "comment"), call->now->wall);
    object_set_time(object, "lastUpdateTime", call->now->wall);
    if (object_get(object, "resolvedTime") &&
        span_is(span_of(object_text(object, "status")), "Resolved"))
        object_set_time(object, "resolvedTime", call->now->wall);
}

void
update_object(struct call *call, const struct handler *handler)
{
    cJSON *object = object_to_change(call, handler->set);
    if (!object)
        return;
    apply_update(call, object);
    answer_object(call, handler->set, object_named(call, handler->set));
}

void
comment_object(struct call *call, const struct handler *handler)
{
    cJSON *object = object_to_change(call, handler->set);
    if (!object)
        return;
    add_comment(object, call_text(call, "comment"), call->now->wall);
    const cJSON *shown = object_named(call, handler->set);
    answer_value(call, set_facts[handler->set].context,
                 cJSON_Duplicate(object_get(shown, "comments"), true));
}

void
update_alerts(struct call *call, const struct handler *handler)
{
    (void)handler;
    const cJSON *ids = call_member(call, "alertIds"), *id;
    cJSON_ArrayForEach(id, ids)
    {
        const char *text = cJSON_GetStringValue(id);
        if (!text || !tenant_find(call->tenant, SET_ALERTS, "id", text)) {
            answer_missing(call, SET_ALERTS, text ? text : "");
            return;
        }
    }
    cJSON_ArrayForEach(id, ids)
        apply_update(call, tenant_edit(call->tenant, SET_ALERTS, id->valuestring));
    answer_nothing(call);
}

static cJSON *
new_alert(struct call *call, const cJSON *machine)
{
    const char *at = call_text(call, "eventTime");
    size_t number = graph_alert_count(call->tenant);
    return tenant_add(
        call->tenant, SET_ALERTS,
        OBJECT(m_tree("id", textf("da637500000000%05zu_-1", number)),
               m_null("incidentId"), m_null("investigationId"), m_null("assignedTo"),
               m_text("severity", call_text(call, "severity")), m_text("status", "New"),
               m_null("classification"), m_null("determination"),
               m_text("investigationState", "Queued"),
               m_text("detectionSource", "CustomerTI"),
               m_text("category", call_text(call, "category")),
               m_null("threatFamilyName"), m_text("title", call_text(call, "title")),
               m_text("description", call_text(call, "description")),
               m_text(".recommendedAction", call_text(call, "recommendedAction")),
               m_time("alertCreationTime", call->now->wall),
               m_text("firstEventTime", at), m_text("lastEventTime", at),
               m_time("lastUpdateTime", call->now->wall), m_null("resolvedTime"),
               m_text("machineId", object_text(machine, "id")),
               m_text("computerDnsName", object_text(machine, "computerDnsName")),
               m_text("rbacGroupName", object_text(machine, "rbacGroupName")),
               m_text("aadTenantId", call->tenant->id),
               m_tree("mitreTechniques", cJSON_CreateArray()), m_null("relatedUser"),
               m_tree("comments", cJSON_CreateArray()),
               m_tree("evidence", cJSON_CreateArray()),
               m_tree(".domains", cJSON_CreateArray())));
}

/* An open alert with the same title on the same machine is given back. */
void
create_alert(struct call *call, const struct handler *handler)
{
    (void)handler;
    const char *id = call_text(call, "machineId");
    const cJSON *machine = tenant_machine(call->tenant, id);
    if (!machine) {
        answer_missing(call, SET_MACHINES, id);
        return;
    }
    struct walk walk = walk_over(call->tenant, SET_ALERTS);
    const cJSON *alert;
    while ((alert = walk_next(&walk))) {
        if (span_is_nocase(span_of(object_text(alert, "machineId")), id) &&
            span_is(span_of(object_text(alert, "title")), call_text(call, "title")) &&
            !span_is(span_of(object_text(alert, "status")), "Resolved"))
            break;
    }
    answer_object(call, SET_ALERTS, alert ? alert : new_alert(call, machine));
    walk_end(&walk);
}

/* Alerts or machines where a file, domain or address was met. What was never met gives
 * an empty list. */
void
list_sightings(struct call *call, const struct handler *handler)
{
    struct tenant *tenant = call->tenant;
    struct span what = span_of(call_slot(call));
    bool *seen = mem_alloc(tenant->machines);
    struct list list;
    list_begin(&list, call, handler->set);
    for (size_t i = 0; i < alert_count(tenant) && list_wants_more(&list); i++) {
        size_t machine = alert_machine(tenant, i);
        bool alerts = handler->set == SET_ALERTS;
        if (!alert_met(tenant, i, what) || (!alerts && seen[machine]))
            continue;
        seen[machine] = true;
        cJSON *one = seed_object(tenant, handler->set, alerts ? i : machine);
        list_add(&list, one);
        cJSON_Delete(one);
    }
    list_answer(&list);
    mem_free(seen);
}

static const cJSON *
file_named(const struct call *call)
{
    const cJSON *file = tenant_find(call->tenant, SET_FILES, "sha1", call_slot(call));
    return file ? file
                : tenant_find(call->tenant, SET_FILES, "sha256", call_slot(call));
}

void
get_file(struct call *call, const struct handler *handler)
{
    const cJSON *file = file_named(call);
    if (file)
        answer_object(call, handler->set, file);
    else
        answer_missing(call, handler->set, call_slot(call));
}

/* How often something was met, under the member name BY. */
void
sighting_statistics(struct call *call, const struct handler *handler)
{
    struct tenant *tenant = call->tenant;
    const char *what = call_slot(call);
    const cJSON *file = handler->set == SET_FILES ? file_named(call) : NULL;
    if (handler->set == SET_FILES && !file) {
        answer_missing(call, SET_FILES, what);
        return;
    }
    bool *seen = mem_alloc(tenant->machines);
    clock_ms first = -1, last = -1;
    unsigned machines = 0;
    for (size_t i = 0; i < alert_count(tenant); i++) {
        if (!alert_met(tenant, i, span_of(what)))
            continue;
        clock_ms at = alert_time(tenant, i);
        size_t machine = alert_machine(tenant, i);
        machines += !seen[machine];
        seen[machine] = true;
        first = first < 0 || at < first ? at : first;
        last = at > last ? at : last;
    }
    mem_free(seen);
    cJSON *tree =
        OBJECT(m_text(handler->by, what), m_number("organizationPrevalence", machines),
               m_time("orgFirstSeen", first), m_time("orgLastSeen", last));
    if (file) {
        object_set(tree, "globallyPrevalence",
                   cJSON_CreateNumber(object_number(file, "globalPrevalence")));
        object_set_text(tree, "globalFirstObserved",
                        object_text(file, "globalFirstObserved"));
        object_set_text(tree, "globalLastObserved",
                        object_text(file, "globalLastObserved"));
        object_set(tree, "topFileNames", TEXTS(object_text(file, ".name")));
    }
    answer_tree(call, 0, tree);
}
