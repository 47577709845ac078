#include "unit.h"

#include "api/aftermath.h"
#include "api/check.h"

#define MACHINE "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"

static void
check_look(const char *operation, const char *value, const char *body, const char *want)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct request sent = {0}, look = {0};
    struct str target = {0};
    request_init(&sent, catalogue_find(catalogue, span_of(operation)));
    for (size_t i = 0; i < sent.slots.count; i++)
        pairs_set(&sent.slots, span_of(sent.slots.items[i].name), span_of(value));
    str_set(&sent.body, span_of(body));
    if (aftermath_look(catalogue, &sent, &look))
        request_target(&look, &target);
    ck_assert_str_eq(str_text(&target), want);
    str_release(&target);
    request_release(&sent);
    request_release(&look);
}

START_TEST(each_change_has_its_look)
{
    check_look("isolateMachine", MACHINE, "",
               "/api/machineactions?$filter=machineId%20eq%20'" MACHINE "'");
    check_look("addOrRemoveMachineTag", MACHINE, "", "/api/machines/" MACHINE);
    check_look("updateMachine", MACHINE, "", "/api/machines/" MACHINE);
    check_look("cancelMachineAction", "5382f7ea-7557-4ab7-9782-d50480024a4e", "",
               "/api/machineactions/5382f7ea-7557-4ab7-9782-d50480024a4e");
    check_look("submitIndicator", "", "{\"indicatorValue\": \"o'hara.example\"}",
               "/api/indicators?$filter=indicatorValue%20eq%20'o''hara.example'");
    check_look("submitIndicator", "", "{", "/api/indicators");
    check_look("listMachines", "", "", "");
}
END_TEST

/* A look that is refused would be no help. */
START_TEST(no_look_is_refused)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned looks = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        struct request sent = {0}, look = {0};
        struct check check = {0};
        request_init(&sent, &catalogue->operations[i]);
        request_fill(&sent);
        for (size_t s = 0; s < sent.slots.count; s++)
            pairs_set(&sent.slots, span_of(sent.slots.items[s].name), SPAN(MACHINE));
        if (aftermath_look(catalogue, &sent, &look)) {
            looks++;
            check_request(&check, &look);
            for (size_t h = 0; h < check.hints.count; h++)
                ck_assert_msg(check.hints.items[h].severity != SEVERITY_ERROR ||
                                  check.hints.items[h].kind == HINT_FORMAT ||
                                  check.hints.items[h].kind == HINT_PATH,
                              "%s: %s", sent.operation->id, check.hints.items[h].text);
            check_release(&check);
        }
        request_release(&sent);
        request_release(&look);
    }
    ck_assert_uint_gt(looks, 20);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("aftermath");
    TCase *t = tcase_create("aftermath");
    tcase_add_test(t, each_change_has_its_look);
    tcase_add_test(t, no_look_is_refused);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
