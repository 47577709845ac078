/* Software, vulnerabilities, recommendations, scores and exports. */
#include "config.h"

#include "practice/handlers.h"
#include "practice/lists.h"

static bool
machine_known(struct call *call)
{
    bool known = tenant_machine(call->tenant, call_slot(call)) != NULL;
    if (!known)
        answer_missing(call, SET_MACHINES, call_slot(call));
    return known;
}

/* What stands for the software that is installed on a machine, in the set whose member
 * BY names the software. */
static void
list_of_installed(struct call *call, const struct handler *handler)
{
    struct list list = {0};
    const cJSON *installed, *item;
    cJSON_ArrayForEach(installed, call->tenant->sets[SET_INSTALLATIONS])
    {
        if (!span_is_nocase(span_of(object_text(installed, "deviceId")),
                            call_slot(call)))
            continue;
        cJSON_ArrayForEach(item, call->tenant->sets[handler->set])
        {
            if (span_is(span_of(object_text(item, handler->by)),
                        object_text(installed, ".softwareId")))
                list_add_once(&list, item);
        }
    }
    answer_list(call, handler->set, &list);
}

void
list_machine_software(struct call *call, const struct handler *handler)
{
    if (machine_known(call))
        list_of_installed(call, handler);
}

/* The software that the object in the path is about; NULL and the call is answered. */
static const char *
software_named(struct call *call, enum set parent)
{
    const cJSON *object = tenant_find(call->tenant, parent, "id", call_slot(call));
    if (!object) {
        answer_missing(call, parent, call_slot(call));
        return NULL;
    }
    return object_text(object, ".softwareId");
}

void
list_machine_references(struct call *call, const struct handler *handler)
{
    const char *software = software_named(call, handler->parent);
    if (!software)
        return;
    cJSON *values = cJSON_CreateArray();
    const cJSON *installed;
    cJSON_ArrayForEach(installed, call->tenant->sets[SET_INSTALLATIONS])
    {
        if (span_is(span_of(object_text(installed, ".softwareId")), software))
            cJSON_AddItemToArray(
                values,
                OBJECT(
                    m_text("id", object_text(installed, "deviceId")),
                    m_text("computerDnsName", object_text(installed, "deviceName")),
                    m_text("osPlatform", object_text(installed, "osPlatform")),
                    m_text("rbacGroupName", object_text(installed, "rbacGroupName"))));
    }
    answer_value(call, "MachineReferences", values);
}

/* Objects of a set about the software that the path names. */
void
list_by_software(struct call *call, const struct handler *handler)
{
    const char *software = software_named(call, handler->parent);
    if (!software)
        return;
    struct list list = {0};
    list_add_where(&list, call->tenant, handler->set, handler->by, software);
    answer_list(call, handler->set, &list);
}

void
get_recommended_software(struct call *call, const struct handler *handler)
{
    const char *software = software_named(call, handler->parent);
    if (software)
        answer_object(call, handler->set,
                      tenant_find(call->tenant, handler->set, "id", software));
}

void
list_distributions(struct call *call, const struct handler *handler)
{
    const char *software = software_named(call, handler->parent);
    if (!software)
        return;
    cJSON *values = cJSON_CreateArray();
    struct list list = {0};
    list_add_where(&list, call->tenant, SET_INSTALLATIONS, ".softwareId", software);
    if (list.count)
        cJSON_AddItemToArray(
            values,
            OBJECT(m_text("version", object_text(list.items[0], "softwareVersion")),
                   m_number("installations", (double)list.count),
                   m_number("vulnerabilities", 2)));
    list_release(&list);
    answer_value(call, "Distributions", values);
}

void
list_missing_updates(struct call *call, const struct handler *handler)
{
    if (!tenant_find(call->tenant, handler->parent, "id", call_slot(call))) {
        answer_missing(call, handler->parent, call_slot(call));
        return;
    }
    list_all(call, handler);
}

/* The tenant's score is the mean of its groups'. */
void
tenant_score(struct call *call, const struct handler *handler)
{
    double sum = 0;
    size_t count = tenant_count(call->tenant, SET_SCORES);
    const cJSON *score;
    cJSON_ArrayForEach(score, call->tenant->sets[SET_SCORES]) sum +=
        object_number(score, "score");
    cJSON *tree = OBJECT(m_time("time", call->tenant->start),
                         m_number("score", count ? sum / (double)count : 0));
    answer_object(call, handler->set, tree);
    cJSON_Delete(tree);
}

/* Links to files; there is nothing behind them. */
void
export_files(struct call *call, const struct handler *handler)
{
    (void)handler;
    answer_tree(call, 0,
                OBJECT(m_tree("exportFiles",
                              TEXTS("https://results.practice.example/part-0.json.gz",
                                    "https://results.practice.example/part-1.json.gz")),
                       m_time("generatedTime", call->tenant->start)));
}
