#include "config.h"

#include "api/entity.h"

#include "api/formats.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

enum { VALUE_MAX = 512, CONTEXT_WITHIN = 4096, NAMES_MAX = 6 };

static bool
fits(const char *format, struct span value)
{
    struct format_finding finding = {0};
    format_check(format, value, &finding);
    bool good = finding.grade == FORMAT_GOOD;
    format_finding_release(&finding);
    return good;
}

static bool
is_machine(struct span value)
{
    return fits("machine-id", value);
}

static bool
is_hash(struct span value)
{
    return fits("sha1", value) || fits("sha256", value);
}

static bool
is_ip(struct span value)
{
    return fits("ip", value);
}

static bool
is_domain(struct span value)
{
    return span_has(value, ".") && !is_ip(value) && fits("domain", value);
}

static bool
is_guid(struct span value)
{
    return fits("guid", value);
}

static bool
is_cve(struct span value)
{
    return fits("cve", value);
}

static bool
is_number(struct span value)
{
    uint64_t number;
    return span_number(value, UINT32_MAX, &number);
}

static bool
is_recommendation(struct span value)
{
    return span_starts(value, "va-_-") || span_starts(value, "sca-_-");
}

static bool
is_software(struct span value)
{
    return span_has(value, "-_-") && !is_recommendation(value);
}

static bool
is_text(struct span value)
{
    return value.n > 0;
}

/* In the order in which what is found is told. A name that begins with "*" stands for
 * the end of one; names are compared without their case, as the answers of these
 * services differ in it. */
static const struct kind {
    const char *title;
    const char *sets[NAMES_MAX];  /* entity sets, and parts of paths */
    const char *names[NAMES_MAX]; /* of members that hold one */
    bool (*looks)(struct span value);
    bool certain; /* its looks alone say what it is */
} kinds[ENTITY_COUNT] = {
    [ENTITY_MACHINE] = {N_("device"),
                        {"machines", "machine"},
                        {"machineId", "deviceId", "mdatpDeviceId", "machineIds"},
                        is_machine,
                        true},
    [ENTITY_ALERT] = {N_("alert"),
                      {"alerts", "alerts_v2", "alert"},
                      {"alertId", "alertIds", "triggeringAlertId", "providerAlertId"},
                      is_text,
                      false},
    [ENTITY_INCIDENT] = {N_("incident"),
                         {"incidents", "incident"},
                         {"incidentId", "redirectIncidentId"},
                         is_number,
                         false},
    [ENTITY_FILE] =
        {N_("file"), {"files", "file"}, {"*sha1", "*sha256"}, is_hash, true},
    [ENTITY_IP] = {N_("IP address"), {"ips"}, {"*ipAddress", "*IP"}, is_ip, true},
    [ENTITY_DOMAIN] = {N_("domain"),
                       {"domains"},
                       {"domain", "domainName", "host", "remoteUrl"},
                       is_domain,
                       false},
    [ENTITY_USER] = {N_("user"),
                     {"users", "user"},
                     {"accountName", "userName", "*accountName"},
                     is_text,
                     false},
    [ENTITY_VULNERABILITY] =
        {N_("vulnerability"), {"vulnerabilities"}, {"cveId"}, is_cve, true},
    [ENTITY_SOFTWARE] =
        {N_("software"), {"software"}, {"softwareId"}, is_software, true},
    [ENTITY_RECOMMENDATION] = {N_("recommendation"),
                               {"recommendations"},
                               {"recommendationId", "recommendationReference"},
                               is_recommendation,
                               true},
    [ENTITY_ACTION] = {N_("device action"),
                       {"machineactions"},
                       {"machineActionId", "actionId"},
                       is_guid,
                       false},
    [ENTITY_INVESTIGATION] =
        {N_("investigation"), {"investigations"}, {"investigationId"}, is_text, false},
    [ENTITY_INDICATOR] = {N_("indicator"),
                          {"indicators"},
                          {"indicatorId", "indicatorIds"},
                          is_number,
                          false},
    [ENTITY_REMEDIATION] = {N_("remediation task"),
                            {"remediationTasks"},
                            {"remediationTaskId"},
                            is_guid,
                            false},
    [ENTITY_SCAN] = {N_("scan definition"),
                     {"deviceAuthenticatedScanDefinitions"},
                     {"scanDefinitionId", "scanDefinitionIds"},
                     is_guid,
                     false},
};

const char *
entity_title(enum entity entity)
{
    return _(kinds[entity].title);
}

enum entity
entity_of_set(struct span name)
{
    for (int e = 0; e < ENTITY_COUNT; e++)
        for (int i = 0; i < NAMES_MAX && kinds[e].sets[i]; i++)
            if (span_is_nocase(name, kinds[e].sets[i]))
                return (enum entity)e;
    return ENTITY_COUNT;
}

bool
entity_named(enum entity entity, struct span name)
{
    for (int i = 0; i < NAMES_MAX && kinds[entity].names[i]; i++) {
        struct span wanted = span_of(kinds[entity].names[i]);
        bool end = span_starts(wanted, "*");
        if (end)
            wanted = span_from(wanted, 1);
        struct span part = name;
        if (end && name.n > wanted.n)
            part = span_from(name, name.n - wanted.n);
        if (span_equal_nocase(part, wanted))
            return true;
    }
    return false;
}

enum entity
entity_of_format(const char *format)
{
    static const struct {
        const char *format;
        enum entity entity;
    } formats[] = {{"machine-id", ENTITY_MACHINE},
                   {"sha1", ENTITY_FILE},
                   {"hash", ENTITY_FILE},
                   {"sha256", ENTITY_FILE},
                   {"ip", ENTITY_IP},
                   {"domain", ENTITY_DOMAIN},
                   {"cve", ENTITY_VULNERABILITY}};
    for (size_t i = 0; i < COUNT_OF(formats) && format; i++)
        if (!strcmp(format, formats[i].format))
            return formats[i].entity;
    return ENTITY_COUNT;
}

/* --- the answer's entity set --- */

/* The last part of a path before what chooses one of the set: "$entity", "(5)". */
static struct span
last_part(struct span path)
{
    struct span part, last = {0};
    path = span_sub(path, 0, span_find_byte(path, 0, '?'));
    while (span_next(&path, '/', &part)) {
        part = span_sub(part, 0, span_find_byte(part, 0, '('));
        if (part.n && part.p[0] != '$' && part.p[0] != '{' &&
            entity_of_set(part) != ENTITY_COUNT)
            last = part;
    }
    return last;
}

struct span
entity_set(struct span path, struct span body)
{
    struct span start = span_sub(body, 0, CONTEXT_WITHIN);
    size_t at = span_find(start, 0, SPAN("\"@odata.context\""));
    size_t hash = span_find_byte(start, at, '#');
    size_t end = span_find_byte(start, hash, '"');
    if (hash < end)
        return last_part(span_sub(start, hash + 1, end));
    return last_part(path);
}

/* --- what a value identifies --- */

/* The last parts of a JSON pointer: NAME that the value has, and AROUND, the name of
 * the list or object that has it; indexes are passed over. Names with "/" or "~" in
 * them are none that is known. */
static void
places(struct span pointer, struct span *name, struct span *around)
{
    struct span part;
    *name = *around = (struct span){0};
    while (span_next(&pointer, '/', &part)) {
        uint64_t index;
        if (!part.n || span_number(part, UINT64_MAX, &index))
            continue;
        *around = *name;
        *name = part;
    }
}

unsigned
entity_of(struct span pointer, struct span set, struct span value)
{
    struct span name, around;
    unsigned named = 0, alike = 0;
    if (!value.n || value.n > VALUE_MAX)
        return 0;
    places(pointer, &name, &around);
    bool key = span_is_nocase(name, "id");
    if (key && (!around.n || span_is(around, "value")))
        around = set;
    for (int e = 0; e < ENTITY_COUNT; e++) {
        if (!kinds[e].looks(value))
            continue;
        if (entity_named((enum entity)e, name) ||
            (key && (int)entity_of_set(around) == e))
            named |= ENTITY_BIT(e);
        if (kinds[e].certain)
            alike |= ENTITY_BIT(e);
    }
    return named ? named : alike;
}
