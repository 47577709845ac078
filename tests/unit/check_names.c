#include "unit.h"

#include "api/names.h"

struct pair_case {
    const char *written, *known;
    enum likeness likeness;
    unsigned distance;
};

static const struct pair_case pair_cases[] = {
    {"Comment", "Comment", LIKE_EXACT, 0},
    {"comment", "Comment", LIKE_CASE, 0},
    {"COMMENT", "Comment", LIKE_CASE, 0},
    {"isolation_type", "IsolationType", LIKE_MARKS, 0},
    {"Isolation-Type", "IsolationType", LIKE_MARKS, 0},
    {"IP address", "IpAddress", LIKE_MARKS, 0},
    {"filter", "$filter", LIKE_MARKS, 0},
    {"Comments", "Comment", LIKE_PLURAL, 0},
    {"MachineId", "MachineIds", LIKE_PLURAL, 0},
    {"query", "Queries", LIKE_PLURAL, 0},
    {"Coment", "Comment", LIKE_NEAR, 1},
    {"Commnet", "Comment", LIKE_NEAR, 1},
    {"Kommemt", "Comment", LIKE_NEAR, 2},
    {"$stop", "$top", LIKE_NEAR, 1},
    {"NoEnoughDataToValidate", "NotEnoughDataToValidate", LIKE_NEAR, 1},
    {"IsolateType", "IsolationType", LIKE_NEAR, 3},
    {"Isolation", "IsolationType", LIKE_PART, 4},
    {"Type", "ScanType", LIKE_PART, 4},
    {"Full", "Quick", LIKE_NOTHING, 0},
    {"id", "ip", LIKE_NOTHING, 0},
    {"", "Comment", LIKE_NOTHING, 0},
    {"Reason", "Comment", LIKE_NOTHING, 0},
};

START_TEST(compare_tells_how_near_two_names_are)
{
    const struct pair_case *c = &pair_cases[_i];
    struct nearness got = name_compare(span_of(c->written), span_of(c->known));
    ck_assert_msg(got.likeness == c->likeness && got.distance == c->distance,
                  "%s, %s: got %d (%u), want %d (%u)", c->written, c->known,
                  (int)got.likeness, got.distance, (int)c->likeness, c->distance);
}
END_TEST

START_TEST(nearest_prefers_case_to_spelling_and_tells_a_tie)
{
    static const char *const list[] = {"Command", "comments", "Comment", NULL};
    struct nearest best = names_nearest(list, SPAN("comment"));
    ck_assert_uint_eq(best.index, 2);
    ck_assert(best.alone);
    static const char *const tie[] = {"Low", "New", NULL};
    best = names_nearest(tie, SPAN("Lov"));
    ck_assert_int_eq(best.nearness.likeness, LIKE_NEAR);
    best = names_nearest(tie, SPAN("Now"));
    ck_assert(!best.alone);
    ck_assert_int_eq(names_nearest(NULL, SPAN("x")).nearness.likeness, LIKE_NOTHING);
}
END_TEST

START_TEST(very_long_names_are_only_compared_as_they_are)
{
    struct str a = {0}, b = {0};
    str_add_repeat(&a, 'a', 100000);
    str_add_repeat(&b, 'A', 100000);
    ck_assert_int_eq(name_compare(str_span(&a), str_span(&b)).likeness, LIKE_CASE);
    str_add_byte(&b, 'A');
    ck_assert_int_eq(name_compare(str_span(&a), str_span(&b)).likeness, LIKE_NOTHING);
    str_release(&a);
    str_release(&b);
}
END_TEST

static Suite *
names_suite(void)
{
    Suite *suite = suite_create("names");
    TCase *all = tcase_create("all");
    tcase_add_loop_test(all, compare_tells_how_near_two_names_are, 0,
                        sizeof pair_cases / sizeof *pair_cases);
    tcase_add_test(all, nearest_prefers_case_to_spelling_and_tells_a_tie);
    tcase_add_test(all, very_long_names_are_only_compared_as_they_are);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(names_suite)
