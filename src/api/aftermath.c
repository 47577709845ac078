#include "config.h"

#include "api/aftermath.h"

#include "api/odata.h"
#include "base/memory.h"
#include "json/tree.h"

#include <string.h>

/* What a change shows itself in. Of the first line whose path begins like the call's
 * and whose end it has. */
static const struct rule {
    const char *start, *end; /* of the path's template; NULL: whatever it is */
    const char *look;        /* operation */
    const char *slot;        /* of LOOK: takes the call's only slot; or NULL */
    const char
        *property;      /* of $filter: equals the slot, or the body's member; or NULL */
    const char *member; /* of the body; NULL: the slot */
} rules[] = {
    {"/api/machines/{", "}", "getMachine", "id", NULL, NULL},
    {"/api/machines/{", "/tags", "getMachine", "id", NULL, NULL},
    {"/api/machines/{", "/setDeviceValue", "getMachine", "id", NULL, NULL},
    {"/api/machines/{", "/startInvestigation", "listInvestigations", NULL, NULL, NULL},
    {"/api/machines/{", NULL, "listMachineActions", NULL, "machineId", NULL},
    {"/api/machineactions/{", NULL, "getMachineAction", "id", NULL, NULL},
    {"/api/indicators", NULL, "listIndicators", NULL, "indicatorValue",
     "indicatorValue"},
    {"/api/alerts/{", "}", "getAlert", "id", NULL, NULL},
    {"/api/libraryfiles", NULL, "listLibraryFiles", NULL, NULL, NULL},
    {"/api/DeviceAuthenticatedScanDefinitions", NULL, "listScanDefinitions", NULL, NULL,
     NULL},
};

static const struct rule *
rule_for(const char *path)
{
    for (size_t i = 0; i < COUNT_OF(rules); i++)
        if (span_starts(span_of(path), rules[i].start) &&
            (!rules[i].end || span_ends(span_of(path), rules[i].end)))
            return &rules[i];
    return NULL;
}

/* The member of the body's object, decoded; empty where it has none. */
static struct str
body_member(const struct request *sent, const char *name)
{
    struct json_tree tree = {0};
    struct str value = {0};
    json_tree_read(&tree, str_span(&sent->body));
    const struct json_node *member =
        tree.count && tree.nodes[0].kind == JSON_KIND_OBJECT
            ? json_node_member(&tree, &tree.nodes[0], name)
            : NULL;
    if (member && member->kind == JSON_KIND_STRING)
        json_node_decoded(&tree, member, &value);
    json_tree_release(&tree);
    return value;
}

/* "machineId eq 'VALUE'" */
static void
add_filter(struct request *look, const char *property, struct span value)
{
    struct str filter = {0};
    odata_add_equal(&filter, property, value, true);
    pairs_set(&look->query, SPAN("$filter"), str_span(&filter));
    str_release(&filter);
}

/* Without a rule: the same path can often be read. */
static const struct operation *
same_path(const struct catalogue *catalogue, const struct operation *sent)
{
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *other = &catalogue->operations[i];
        if (other->product == sent->product && other->effect == EFFECT_READ &&
            strcmp(other->method, "GET") == 0 && strcmp(other->path, sent->path) == 0)
            return other;
    }
    return NULL;
}

bool
aftermath_look(const struct catalogue *catalogue, const struct request *sent,
               struct request *look)
{
    const struct operation *operation = sent->operation;
    if (!operation || operation->effect == EFFECT_READ)
        return false;
    const struct rule *rule =
        operation->product == PRODUCT_MDE ? rule_for(operation->path) : NULL;
    const struct operation *reading =
        rule ? catalogue_find(catalogue, span_of(rule->look))
             : same_path(catalogue, operation);
    if (!reading)
        return false;
    request_init(look, reading);
    const char *slot = sent->slots.count == 1 ? sent->slots.items[0].value : NULL;
    struct str value = {0};
    if (rule && rule->member)
        value = body_member(sent, rule->member);
    else if (slot)
        str_add_text(&value, slot);
    if (rule && rule->slot)
        pairs_set(&look->slots, span_of(rule->slot), str_span(&value));
    else if (!rule)
        pairs_copy(&look->slots, &sent->slots);
    if (rule && rule->property && value.n)
        add_filter(look, rule->property, str_span(&value));
    str_release(&value);
    return true;
}
