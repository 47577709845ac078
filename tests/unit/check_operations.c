/* The list of operations: what the filter finds, and what is kept between runs. */
#include "unit.h"

#include "explorer/operations.h"

static const struct operation *
find(const char *id)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(id));
    ck_assert_ptr_nonnull(operation);
    return operation;
}

static bool
shown(const struct operations *list, const char *id)
{
    for (size_t i = 0; i < list->row_count; i++) {
        if (list->rows[i].operation == find(id))
            return true;
    }
    return false;
}

static void
filter(struct operations *list, const char *words)
{
    editor_set(&list->filter, span_of(words));
    operations_refresh(list);
}

/* One of each kind of place that is searched. */
static const struct {
    const char *words, *found;
} searches[] = {
    {"isolateMachine", "isolateMachine"},              /* its name */
    {"Release from iso", "unisolateMachine"},          /* title */
    {"/api/machines isolate", "isolateMachine"},       /* path */
    {"machine actions stop", "stopAndQuarantineFile"}, /* group */
    {"Machine.StopAndQuarantine", "stopAndQuarantineFile"},
    {"ThreatHunting.Read.All", "graphRunHuntingQuery"},
    {"AdvancedHunting.Read", "runAdvancedHuntingQuery"},
    {"three minutes", "graphRunHuntingQuery"}, /* description */
    {"patch incident", "updateIncident"},      /* method */
    {"microsoft graph alert", "graphListAlerts"},
};

START_TEST(each_kind_of_thing_is_found)
{
    struct operations list;
    operations_init(&list, catalogue_builtin());
    filter(&list, searches[_i].words);
    ck_assert_msg(shown(&list, searches[_i].found), "%s", searches[_i].words);
    operations_release(&list);
}
END_TEST

/* Where the cursor goes: the best fit comes first to hand. */
static const struct {
    const char *words, *first;
} rankings[] = {
    {"isolate machine", "isolateMachine"}, /* before those that release from it */
    {"isolateMachine", "isolateMachine"},
    {"list machines", "listMachines"},
    {"list alerts", "listAlerts"},
    {"get alert", "getAlert"},
    {"getIncident", "getIncident"},
    {"Machine.Isolate", "isolateMachine"}, /* a permission, before mere mentions */
    {"/api/machines", "listMachines"},     /* a whole path */
};

START_TEST(the_best_fit_is_under_the_cursor)
{
    struct operations list;
    operations_init(&list, catalogue_builtin());
    filter(&list, rankings[_i].words);
    const struct operation *first = operations_current(&list);
    ck_assert_ptr_nonnull(first);
    ck_assert_msg(first == find(rankings[_i].first), "\"%s\" gives %s",
                  rankings[_i].words, first->id);
    operations_release(&list);
}
END_TEST

START_TEST(nothing_fits_nonsense)
{
    struct operations list;
    operations_init(&list, catalogue_builtin());
    filter(&list, "no such operation anywhere");
    ck_assert_uint_eq(list.row_count, 0);
    operations_release(&list);
}
END_TEST

START_TEST(favourites_stand_first_and_once)
{
    struct operations list;
    operations_init(&list, catalogue_builtin());
    ck_assert(operations_favour(&list, find("listAlerts")));
    ck_assert(operations_favour(&list, find("isolateMachine")));
    ck_assert_ptr_null(list.rows[0].operation);
    ck_assert_uint_eq(list.rows[0].group, GROUP_FAVOURITES);
    ck_assert_ptr_eq(list.rows[1].operation, find("listAlerts"));
    ck_assert_ptr_eq(list.rows[2].operation, find("isolateMachine"));
    operations_used(&list, find("getAlert"));
    ck_assert_uint_eq(list.rows[3].group, GROUP_RECENT);
    ck_assert(!operations_favour(&list, find("listAlerts")));
    ck_assert_ptr_eq(list.rows[1].operation, find("isolateMachine"));
    ck_assert(!operations_is_favourite(&list, find("listAlerts")));
    ck_assert(list.changed);
    operations_release(&list);
}
END_TEST

START_TEST(there_may_be_too_many_favourites)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct operations list;
    operations_init(&list, catalogue);
    for (unsigned i = 0; i < OPERATIONS_FAVOURITES + 5; i++)
        ck_assert(operations_favour(&list, &catalogue->operations[i]));
    ck_assert(operations_is_favourite(&list, &catalogue->operations[5]));
    ck_assert(!operations_is_favourite(&list, &catalogue->operations[4]));
    operations_release(&list);
}
END_TEST

START_TEST(what_is_kept_comes_back)
{
    struct operations list, again;
    struct str text = {0}, same = {0};
    operations_init(&list, catalogue_builtin());
    operations_favour(&list, find("listAlerts"));
    operations_favour(&list, find("isolateMachine"));
    operations_used(&list, find("getAlert"));
    operations_used(&list, find("listMachines"));
    operations_write(&list, &text);
    operations_init(&again, catalogue_builtin());
    ck_assert(operations_read(&again, str_span(&text)));
    operations_write(&again, &same);
    ck_assert_str_eq(str_text(&text), str_text(&same));
    ck_assert_ptr_eq(again.recent[0], find("listMachines"));
    operations_release(&list);
    operations_release(&again);
    str_release(&text);
    str_release(&same);
}
END_TEST

START_TEST(favourites_of_another_catalogue_are_not_lost)
{
    struct operations list;
    struct str text = {0};
    operations_init(&list, catalogue_builtin());
    ck_assert(operations_read(&list, SPAN("favourite ownThing\nrecent ownThing\n"
                                          "favourite getAlert\n")));
    operations_write(&list, &text);
    ck_assert_str_eq(str_text(&text), "favourite getAlert\nfavourite ownThing\n");
    operations_release(&list);
    str_release(&text);
}
END_TEST

/* What can be read is taken, the rest is told. */
static const char *const damaged[] = {
    "favourite getAlert\nfavo",
    "favourite getAlert\n\x00\x01\x02",
    "favourite getAlert\nfavourite \x1b[2J\n",
    "favourite getAlert\nrecent\n",
    "favourite getAlert\nfavourite two words\n",
};

START_TEST(a_damaged_file_is_noticed)
{
    struct operations list;
    operations_init(&list, catalogue_builtin());
    struct span text = span_of(damaged[_i]);
    if (_i == 1)
        text.n += 3;
    ck_assert(!operations_read(&list, text));
    ck_assert(operations_is_favourite(&list, find("getAlert")));
    operations_release(&list);
}
END_TEST

static Suite *
operations_suite(void)
{
    Suite *suite = suite_create("operations");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, each_kind_of_thing_is_found, 0,
                        (int)(sizeof searches / sizeof *searches));
    tcase_add_loop_test(all, the_best_fit_is_under_the_cursor, 0,
                        (int)(sizeof rankings / sizeof *rankings));
    tcase_add_test(all, nothing_fits_nonsense);
    tcase_add_test(all, favourites_stand_first_and_once);
    tcase_add_test(all, there_may_be_too_many_favourites);
    tcase_add_test(all, what_is_kept_comes_back);
    tcase_add_test(all, favourites_of_another_catalogue_are_not_lost);
    tcase_add_loop_test(all, a_damaged_file_is_noticed, 0,
                        (int)(sizeof damaged / sizeof *damaged));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(operations_suite)
