/* Software, vulnerabilities, recommendations, scores and exports. */
#include "config.h"

#include "practice/downloads.h"
#include "practice/handlers.h"
#include "practice/lists.h"
#include "practice/seed.h"

static bool
machine_known(struct call *call)
{
    bool known = tenant_machine(call->tenant, call_slot(call)) != NULL;
    if (!known)
        answer_missing(call, SET_MACHINES, call_slot(call));
    return known;
}

static bool
is_among(const cJSON *rows, const char *name, const char *text)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (span_is(span_of(text), object_text(row, name)))
            return true;
    }
    return false;
}

/* What stands for the software that is installed on a machine, in the set whose member
 * BY names the software. */
static void
list_of_installed(struct call *call, const struct handler *handler)
{
    struct list list;
    size_t number;
    cJSON *installed = cJSON_CreateArray();
    if (locate_machine(call->tenant, span_of(call_slot(call)), &number))
        make_installations(call->tenant, number, installed);
    struct walk walk = walk_over(call->tenant, handler->set);
    list_begin(&list, call, handler->set);
    for (const cJSON *item; (item = walk_next(&walk));)
        if (is_among(installed, ".softwareId", object_text(item, handler->by)))
            list_add(&list, item);
    list_answer(&list);
    cJSON_Delete(installed);
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
    struct walk walk = walk_over(call->tenant, SET_INSTALLATIONS);
    for (const cJSON *installed; (installed = walk_next(&walk));) {
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
    answer_list_where(call, handler->set, handler->by, software);
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
    const cJSON *one =
        tenant_find(call->tenant, SET_INSTALLATIONS, ".softwareId", software);
    const cJSON *all = tenant_find(call->tenant, SET_SOFTWARE, "id", software);
    if (one && all)
        cJSON_AddItemToArray(
            values,
            OBJECT(
                m_text("version", object_text(one, "softwareVersion")),
                m_number("installations", object_number(all, "exposedMachines")),
                m_number("vulnerabilities", object_number(one, "numberOfWeaknesses"))));
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
    const cJSON *scores = tenant_own(call->tenant, SET_SCORES), *score;
    int count = cJSON_GetArraySize(scores);
    cJSON_ArrayForEach(score, scores) sum += object_number(score, "Score");
    cJSON *tree = OBJECT(m_time("Time", call->tenant->start),
                         m_number("Score", count ? sum / count : 0));
    answer_object(call, handler->set, tree);
    cJSON_Delete(tree);
}

/* Links to files with all rows of a set; how long they are good is asked for in hours.
 */
void
export_files(struct call *call, const struct handler *handler)
{
    enum { HOUR_S = 3600, HOURS_MAX = 6 };
    const char *asked = call_query(call, "sasValidHours");
    uint64_t hours = 1;
    (void)handler;
    if (asked && (!span_number(span_of(asked), HOURS_MAX, &hours) || !hours)) {
        answer_code(call, "InvalidInput", "sasValidHours is from 1 to 6", NULL);
        return;
    }
    cJSON *files = cJSON_CreateArray();
    for (size_t part = 0; part < download_parts(call->tenant); part++) {
        struct str file = {0}, link = {0};
        str_addf(&file, "export/%s/part-%05zu.json.gz", call->operation->id, part);
        download_link(call, str_text(&file), (unsigned)hours * HOUR_S, &link);
        cJSON_AddItemToArray(files, cJSON_CreateString(str_text(&link)));
        str_release(&file);
        str_release(&link);
    }
    cJSON *tree =
        answer_frame(call, "microsoft.windowsDefenderATP.api.ExportFilesResponse");
    object_set(tree, "exportFiles", files);
    object_set_time(tree, "generatedTime", call->tenant->start);
    answer_tree(call, 0, tree);
}
