/* The state of a whole practice tenant with its seats, kept between runs. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "practice/call.h"
#include "practice/tenant_state.h"

enum { STATE_VERSION = 1 };

uint64_t
practice_changes(const struct practice *practice)
{
    uint64_t changes = 0;
    for (unsigned i = 0; i < practice->seat_count; i++)
        if (practice->seats[i].opened)
            changes += practice->seats[i].tenant.changes + 1;
    return changes;
}

void
practice_state(const struct practice *practice, struct str *out)
{
    cJSON *tenants = cJSON_CreateArray();
    for (unsigned i = 0; i < practice->seat_count; i++) {
        if (!practice->seats[i].opened)
            continue;
        cJSON *tenant = tenant_state(&practice->seats[i].tenant);
        object_set(tenant, "number", cJSON_CreateNumber(i));
        cJSON_AddItemToArray(tenants, tenant);
    }
    size_t machines = practice->machines ? practice->machines : TENANT_MACHINES;
    cJSON *tree =
        OBJECT(m_number("practiceState", STATE_VERSION),
               m_tree("seed", textf("%llu", (unsigned long long)practice->seed)),
               m_number("machines", (double)machines),
               m_time("start", practice->data_start), m_tree("tenants", tenants));
    char *text = cJSON_PrintUnformatted(tree);
    str_add_text(out, text);
    cJSON_free(text);
    cJSON_Delete(tree);
}

/* Opens the seats that the state has, as far as there are as many. */
static bool
take_tenants(struct practice *practice, const cJSON *tenants)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, tenants)
    {
        const cJSON *number = object_get(one, "number");
        if (!cJSON_IsNumber(number) || number->valuedouble < 0)
            return false;
        if (number->valuedouble >= practice->seat_count)
            continue;
        struct seat *seat = &practice->seats[(unsigned)number->valuedouble];
        if (!seat->opened)
            seat_open(practice, seat, (unsigned)number->valuedouble);
        if (!tenant_take_state(&seat->tenant, one))
            return false;
    }
    return cJSON_IsArray(tenants);
}

static void
close_seats(struct practice *practice)
{
    for (unsigned i = 0; i < practice->seat_count; i++) {
        if (practice->seats[i].opened)
            tenant_release(&practice->seats[i].tenant);
        practice->seats[i].opened = false;
    }
}

static bool
take_state(struct practice *practice, const cJSON *tree)
{
    uint64_t seed;
    double machines = object_number(tree, "machines");
    if (object_number(tree, "practiceState") != STATE_VERSION ||
        !span_number(span_of(object_text(tree, "seed")), UINT64_MAX, &seed) ||
        machines < 1 || machines > TENANT_MACHINES_MAX ||
        !clock_parse_rfc3339(span_of(object_text(tree, "start")),
                             &practice->data_start))
        return false;
    practice->seed = seed;
    practice->machines = (unsigned)machines;
    return take_tenants(practice, object_get(tree, "tenants"));
}

enum status
practice_take_state(struct practice *practice, struct span text, struct err *err)
{
    uint64_t seed = practice->seed;
    unsigned machines = practice->machines;
    cJSON *tree = cJSON_ParseWithLength(text.p, text.n);
    bool good = take_state(practice, tree);
    cJSON_Delete(tree);
    if (good)
        return STATUS_OK;
    close_seats(practice);
    practice->seed = seed;
    practice->machines = machines;
    practice->data_start = practice->start;
    return err_set(err, STATUS_INPUT, _("it is no whole state of a practice tenant"));
}
