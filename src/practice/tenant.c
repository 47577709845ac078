#include "config.h"

#include "practice/tenant.h"

#include "base/memory.h"
#include "practice/seed.h"

#include <string.h>

const struct set_facts set_facts[SET_COUNT] = {
    [SET_MACHINES] = {"Machines", "Machine", "id"},
    [SET_USERS] = {"Users", "User", "id"},
    [SET_LOGONS] = {"Users", "User", "id"},
    [SET_ALERTS] = {"Alerts", "Alert", "id"},
    [SET_INCIDENTS] = {"Incidents", "Incident", "incidentId"},
    [SET_INVESTIGATIONS] = {"Investigations", "Investigation", "id"},
    [SET_ACTIONS] = {"MachineActions", "MachineAction", "id"},
    [SET_INDICATORS] = {"Indicators", "Indicator", "id"},
    [SET_FILES] = {"Files", "File", "sha1"},
    [SET_LIBRARY] = {"LibraryFiles", "File", "fileName"},
    [SET_SOFTWARE] = {"Software", "Software", "id"},
    [SET_INSTALLATIONS] = {"Collection(AssetSoftware)", "Software", "deviceId"},
    [SET_OTHER_SOFTWARE] = {"Collection(AssetSoftware)", "Software", "deviceId"},
    [SET_VULNERABILITIES] = {"Vulnerabilities", "Vulnerability", "id"},
    [SET_MACHINE_VULNERABILITIES] = {"Collection(AssetVulnerability)", "Vulnerability",
                                     "id"},
    [SET_VULNERABILITY_RESULTS] = {"Collection(AssetVulnerability)", "Vulnerability",
                                   "id"},
    [SET_VULNERABILITY_CHANGES] = {"Collection(DeltaAssetVulnerability)",
                                   "Vulnerability", "id"},
    [SET_RECOMMENDATIONS] = {"Recommendations", "Recommendation", "id"},
    [SET_REMEDIATIONS] = {"RemediationTasks", "Remediation task", "id"},
    [SET_MISSING_UPDATES] = {"Collection(ProductFix)", "Update", "id"},
    [SET_SCORES] = {"ExposureScore", "Score", "RbacGroupName"},
    [SET_ANTIVIRUS] = {"DeviceAvInfo", "Machine", "machineId"},
    [SET_BASELINE_CONFIGURATIONS] = {"BaselineConfigurations", "Configuration", "id"},
    [SET_BASELINE_PROFILES] = {"BaselineProfiles", "Profile", "id"},
    [SET_BASELINE_RESULTS] = {"Collection(AssetBaselineAssessment)", "Assessment",
                              "id"},
    [SET_SECURE_CONFIGURATIONS] = {"Collection(AssetConfiguration)", "Assessment",
                                   "deviceId"},
    [SET_BROWSER_EXTENSIONS] = {"Collection(AssetBrowserExtension)", "Extension",
                                "ExtensionId"},
    [SET_EXTENSION_PERMISSIONS] = {"BrowserExtensionPermissions", "Permission", "key"},
    [SET_CERTIFICATES] = {"Collection(AssetCertificate)", "Certificate", "thumbprint"},
    [SET_FIRMWARE] = {"Collection(AssetHardwareFirmware)", "Component", "deviceId"},
    [SET_GRAPH_ALERTS] = {"security/alerts_v2", "Alert", "id"},
    [SET_GRAPH_INCIDENTS] = {"security/incidents", "Incident", "id"},
    [SET_SECURE_SCORES] = {"security/secureScores", "Secure score", "id"},
    [SET_CONTROL_PROFILES] = {"security/secureScoreControlProfiles", "Control profile",
                              "id"},
    [SET_PROCESS_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_NETWORK_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_LOGON_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_FILE_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_REGISTRY_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_OTHER_EVENTS] = {"Events", "Event", "ReportId"},
    [SET_EVIDENCE] = {"Evidence", "Evidence", "AlertId"},
};

/* The IDs differ in their last four digits. */
enum { ID_DIGITS = 4, FIRST_ID = 0x2a55 };
static const char id_form[] = "7d2f4a10-5e3b-4c8e-9b1a-0c6d8f3e";
static const char domain_form[] = "practice";
static const char domain_end[] = ".example";

void
tenant_add_id(unsigned number, struct str *out)
{
    str_addf(out, "%s%04x", id_form, FIRST_ID + number);
}

void
tenant_add_domain(unsigned number, struct str *out)
{
    str_add_text(out, domain_form);
    if (number)
        str_addf(out, "-%u", number + 1);
    str_add_text(out, domain_end);
}

static bool
is_name_of(struct span text, unsigned number)
{
    struct str id = {0}, domain = {0};
    tenant_add_id(number, &id);
    tenant_add_domain(number, &domain);
    bool is = span_equal_nocase(text, str_span(&id)) ||
              span_equal_nocase(text, str_span(&domain));
    str_release(&id);
    str_release(&domain);
    return is;
}

bool
tenant_named(struct span text, unsigned count, unsigned *number)
{
    size_t end = span_find_nocase(text, 0, SPAN(".example"));
    size_t minus = span_find_byte(text, 0, '-');
    uint64_t found = 0;
    if (span_starts_nocase(text, id_form)) {
        for (size_t i = strlen(id_form); i < text.n; i++) /* 16: no digit */
            found = found * 16 +
                    span_find_byte(SPAN("0123456789abcdef"), 0, (char)(text.p[i] | 32));
        found -= FIRST_ID;
    } else if (minus < end &&
               span_number(span_sub(text, minus + 1, end), TENANTS_MAX, &found)) {
        found--;
    }
    if (found >= count || !is_name_of(text, (unsigned)found))
        return false;
    *number = (unsigned)found;
    return true;
}

void
tenant_init(struct tenant *tenant, uint64_t seed, size_t machines, clock_ms start)
{
    tenant_init_numbered(tenant, 0, seed, machines, start);
}

void
tenant_init_numbered(struct tenant *tenant, unsigned number, uint64_t seed,
                     size_t machines, clock_ms start)
{
    struct str id = {0};
    *tenant = (struct tenant){
        .seed = seed,
        .machines = machines ? machines : TENANT_MACHINES,
        .start = start,
        .action_ms = TENANT_ACTION_MS,
        .dice = {seed},
        .made = cJSON_CreateArray(),
    };
    tenant_add_id(number, &id);
    memcpy(tenant->id, str_text(&id), TENANT_ID_ROOM);
    str_release(&id);
    for (enum set set = SET_NONE; set < SET_COUNT; set++)
        tenant->shelves[set].own = cJSON_CreateArray();
    seed_files(tenant);
    seed_responses(tenant);
    seed_weaknesses(tenant);
    seed_assessments(tenant);
    seed_graph(tenant);
    tenant->changes = 0;
}

void
tenant_release(struct tenant *tenant)
{
    for (enum set set = SET_NONE; set < SET_COUNT; set++) {
        struct shelf *shelf = &tenant->shelves[set];
        cJSON_Delete(shelf->own);
        for (size_t i = 0; i < shelf->count; i++)
            cJSON_Delete(shelf->changed[i].object);
        mem_free(shelf->changed);
    }
    cJSON_Delete(tenant->made);
    *tenant = (struct tenant){0};
}

void
tenant_settle(struct tenant *tenant)
{
    cJSON_Delete(tenant->made);
    tenant->made = cJSON_CreateArray();
}

/* Where the object of NUMBER stands among the changed ones, or would stand. */
static size_t
place_of(const struct shelf *shelf, size_t number)
{
    size_t from = 0, to = shelf->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (shelf->changed[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static cJSON *
changed_of(const struct tenant *tenant, enum set set, size_t number)
{
    const struct shelf *shelf = &tenant->shelves[set];
    size_t place = place_of(shelf, number);
    return place < shelf->count && shelf->changed[place].number == number
               ? shelf->changed[place].object
               : NULL;
}

/* Appends the rows of NUMBER as they stand. */
static void
add_rows(const struct tenant *tenant, enum set set, size_t number, cJSON *rows)
{
    const struct source *source = source_of(set);
    const cJSON *changed = changed_of(tenant, set, number);
    if (changed)
        cJSON_AddItemToArray(rows, cJSON_Duplicate(changed, true));
    else
        source->make(tenant, number, rows);
    if (source->complete)
        source->complete(tenant, number, rows->child->prev);
}

cJSON *
seed_object(const struct tenant *tenant, enum set set, size_t number)
{
    cJSON *rows = cJSON_CreateArray();
    add_rows(tenant, set, number, rows);
    cJSON *object = cJSON_DetachItemFromArray(rows, 0);
    cJSON_Delete(rows);
    return object;
}

static const cJSON *
keep_until_settled(struct tenant *tenant, cJSON *object)
{
    cJSON_AddItemToArray(tenant->made, object);
    return object;
}

static bool
member_is(const cJSON *member, const char *text)
{
    uint64_t number;
    if (cJSON_IsString(member))
        return span_is_nocase(span_of(member->valuestring), text);
    return cJSON_IsNumber(member) && span_number(span_of(text), INT32_MAX, &number) &&
           (double)number == member->valuedouble;
}

static cJSON *
find_own(const struct tenant *tenant, enum set set, const char *name, const char *text)
{
    cJSON *object;
    cJSON_ArrayForEach(object, tenant_own(tenant, set))
    {
        if (member_is(object_get(object, name), text))
            return object;
    }
    return NULL;
}

/* Gives the number, for one that is made; *NUMBER is kept where it is not. */
static const cJSON *
find_numbered(struct tenant *tenant, enum set set, const char *name, const char *text,
              size_t *number)
{
    const struct source *source = source_of(set);
    if (source && source->locate && name == set_facts[set].key) {
        if (source->locate(tenant, span_of(text), number))
            return keep_until_settled(tenant, seed_object(tenant, set, *number));
        return find_own(tenant, set, name, text);
    }
    struct walk walk = walk_over(tenant, set);
    for (const cJSON *one; (one = walk_next(&walk));) {
        if (!member_is(object_get(one, name), text))
            continue;
        if (!walk.own) {
            *number = walk.number - 1;
            one = keep_until_settled(tenant, cJSON_Duplicate(one, true));
        }
        walk_end(&walk);
        return one;
    }
    return NULL;
}

const cJSON *
tenant_find(struct tenant *tenant, enum set set, const char *name, const char *text)
{
    size_t number;
    if (strcmp(name, set_facts[set].key) == 0)
        name = set_facts[set].key;
    return find_numbered(tenant, set, name, text, &number);
}

const cJSON *
tenant_machine(struct tenant *tenant, const char *id)
{
    return tenant_find(tenant, SET_MACHINES, "id", id);
}

cJSON *
tenant_edit(struct tenant *tenant, enum set set, const char *text)
{
    const char *key = set_facts[set].key;
    size_t number;
    struct shelf *shelf = &tenant->shelves[set];
    tenant->changes++;
    cJSON *own = find_own(tenant, set, key, text);
    if (own || !source_of(set) || !find_numbered(tenant, set, key, text, &number))
        return own;
    size_t place = place_of(shelf, number);
    if (place < shelf->count && shelf->changed[place].number == number)
        return shelf->changed[place].object;
    cJSON *rows = cJSON_CreateArray();
    source_of(set)->make(tenant, number, rows);
    ARRAY_GROW(shelf->changed, shelf->count, shelf->room);
    memmove(shelf->changed + place + 1, shelf->changed + place,
            (shelf->count++ - place) * sizeof *shelf->changed);
    shelf->changed[place] =
        (struct changed){number, cJSON_DetachItemFromArray(rows, 0)};
    cJSON_Delete(rows);
    return shelf->changed[place].object;
}

cJSON *
tenant_add(struct tenant *tenant, enum set set, cJSON *object)
{
    cJSON_AddItemToArray(tenant_own(tenant, set), object);
    tenant->changes++;
    return object;
}

void
tenant_remove(struct tenant *tenant, enum set set, cJSON *own)
{
    cJSON_Delete(cJSON_DetachItemViaPointer(tenant_own(tenant, set), own));
    tenant->changes++;
}

struct walk
walk_over(const struct tenant *tenant, enum set set)
{
    return (struct walk){.tenant = tenant, .set = set};
}

const cJSON *
walk_next(struct walk *walk)
{
    const struct source *source = source_of(walk->set);
    while (!walk->next && !walk->own) {
        walk_end(walk);
        if (source && walk->number < source->count(walk->tenant)) {
            walk->rows = cJSON_CreateArray();
            add_rows(walk->tenant, walk->set, walk->number++, walk->rows);
            walk->next = walk->rows->child;
        } else {
            walk->own = true;
            walk->next = tenant_own(walk->tenant, walk->set)->child;
        }
    }
    const cJSON *one = walk->next;
    if (one)
        walk->next = one->next;
    return one;
}

void
walk_end(struct walk *walk)
{
    cJSON_Delete(walk->rows);
    walk->rows = NULL;
}

cJSON *
tenant_guid(struct tenant *tenant)
{
    return seed_guid(&tenant->dice);
}

cJSON *
tenant_hex(struct tenant *tenant, size_t digits)
{
    return seed_hex(&tenant->dice, digits);
}
