#include "unit.h"

#include "base/memory.h"
#include "practice/seed.h"

#include <string.h>

#define START ((clock_ms)1772442000000)

static const size_t sizes[] = {1, 2, 7, 49, 50, 51, 500, 3333, 100000};

static size_t
count_all(const struct tenant *tenant, enum set set)
{
    size_t count = 0;
    struct walk walk = walk_over(tenant, set);
    while (walk_next(&walk))
        count++;
    return count;
}

START_TEST(a_tenant_has_as_many_machines_as_it_is_asked_for)
{
    struct tenant tenant;
    tenant_init(&tenant, 3, sizes[_i], START);
    ck_assert_uint_eq(count_all(&tenant, SET_MACHINES), sizes[_i]);
    tenant_release(&tenant);
}
END_TEST

/* For some of them: the first, the last and those in between. */
static size_t
step_of(size_t count)
{
    return count > 40 ? count / 40 : 1;
}

START_TEST(what_is_made_is_found_by_its_key)
{
    static const enum set sets[] = {SET_MACHINES, SET_ALERTS, SET_INCIDENTS,
                                    SET_INVESTIGATIONS, SET_GRAPH_INCIDENTS};
    struct tenant tenant;
    tenant_init(&tenant, 3, sizes[_i], START);
    for (size_t s = 0; s < COUNT_OF(sets); s++) {
        const char *key = set_facts[sets[s]].key;
        size_t count = source_of(sets[s])->count(&tenant), at;
        for (size_t i = 0; i < count; i += step_of(count)) {
            cJSON *object = seed_object(&tenant, sets[s], i);
            cJSON *value = object_get(object, key);
            struct str text = {0};
            if (cJSON_IsNumber(value))
                str_addf(&text, "%.0f", value->valuedouble);
            else
                str_add_text(&text, cJSON_GetStringValue(value));
            ck_assert(source_of(sets[s])->locate(&tenant, str_span(&text), &at));
            ck_assert_uint_eq(at, i);
            ck_assert(cJSON_Compare(tenant_find(&tenant, sets[s], key, str_text(&text)),
                                    object, true));
            str_release(&text);
            cJSON_Delete(object);
        }
    }
    tenant_release(&tenant);
}
END_TEST

START_TEST(a_key_that_is_almost_right_finds_nothing)
{
    struct tenant tenant;
    tenant_init(&tenant, 3, 500, START);
    static const enum set sets[] = {SET_MACHINES, SET_ALERTS};
    for (size_t s = 0; s < COUNT_OF(sets); s++) {
        cJSON *object = seed_object(&tenant, sets[s], 7);
        char *id = cJSON_GetStringValue(object_get(object, "id"));
        for (size_t i = 0; id[i]; i++) {
            char was = id[i];
            id[i] = was == '1' ? '2' : '1';
            ck_assert_ptr_null(tenant_find(&tenant, sets[s], "id", id));
            id[i] = was;
        }
        ck_assert_ptr_nonnull(tenant_find(&tenant, sets[s], "id", id));
        id[strlen(id) - 1] = '\0';
        ck_assert_ptr_null(tenant_find(&tenant, sets[s], "id", id));
        cJSON_Delete(object);
    }
    tenant_release(&tenant);
}
END_TEST

START_TEST(what_is_changed_stays_and_what_is_made_is_forgotten)
{
    struct tenant tenant;
    tenant_init(&tenant, 3, 50, START);
    cJSON *made = seed_object(&tenant, SET_ALERTS, 12);
    const char *id = object_text(made, "id");
    uint64_t before = tenant.changes;
    object_set_text(tenant_edit(&tenant, SET_ALERTS, id), "title", "changed");
    ck_assert_uint_gt(tenant.changes, before);
    tenant_settle(&tenant);
    ck_assert_str_eq(object_text(tenant_find(&tenant, SET_ALERTS, "id", id), "title"),
                     "changed");
    /* its incident and Graph tell the same */
    const cJSON *incident = tenant_find(&tenant, SET_INCIDENTS, "incidentId", "1005");
    const cJSON *told = cJSON_GetArrayItem(object_get(incident, "alerts"), 2);
    ck_assert_str_eq(object_text(told, "alertId"), id);
    ck_assert_str_eq(object_text(told, "title"), "changed");
    const cJSON *graph = tenant_find(&tenant, SET_GRAPH_ALERTS, "id", id);
    ck_assert_str_eq(object_text(graph, "title"), "changed");
    ck_assert_uint_eq(count_all(&tenant, SET_ALERTS), 40);
    cJSON_Delete(made);
    tenant_release(&tenant);
}
END_TEST

/* What says how many there are agrees with what is there. */
START_TEST(numbers_agree_with_what_they_count)
{
    struct tenant tenant;
    tenant_init(&tenant, 3, 500, START);
    const cJSON *software;
    cJSON_ArrayForEach(software, tenant_own(&tenant, SET_SOFTWARE))
    {
        size_t installed = 0;
        struct walk walk = walk_over(&tenant, SET_INSTALLATIONS);
        for (const cJSON *one; (one = walk_next(&walk));)
            installed += span_is(span_of(object_text(one, ".softwareId")),
                                 object_text(software, "id"));
        ck_assert_uint_eq(installed,
                          (size_t)object_number(software, "exposedMachines"));
    }
    struct walk users = walk_over(&tenant, SET_USERS);
    for (const cJSON *user; (user = walk_next(&users));) {
        size_t logons = 0;
        struct walk walk = walk_over(&tenant, SET_LOGONS);
        for (const cJSON *one; (one = walk_next(&walk));)
            logons += span_is(span_of(object_text(one, "id")), object_text(user, "id"));
        ck_assert_uint_eq(logons, (size_t)object_number(user, "logOnMachinesCount"));
    }
    tenant_release(&tenant);
}
END_TEST

static Suite *
practice_tenant_suite(void)
{
    Suite *suite = suite_create("practice_tenant");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, a_tenant_has_as_many_machines_as_it_is_asked_for, 0,
                        (int)COUNT_OF(sizes));
    tcase_add_loop_test(all, what_is_made_is_found_by_its_key, 0, (int)COUNT_OF(sizes));
    tcase_add_test(all, a_key_that_is_almost_right_finds_nothing);
    tcase_add_test(all, what_is_changed_stays_and_what_is_made_is_forgotten);
    tcase_add_test(all, numbers_agree_with_what_they_count);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(practice_tenant_suite)
