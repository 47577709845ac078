#include "unit.h"

#include "api/budget.h"

enum { MINUTE = BUDGET_MINUTE_MS, HOUR = BUDGET_HOUR_MS };

START_TEST(calls_leave_their_windows)
{
    struct operation operation = {.per_minute = 3, .per_hour = 4};
    clock_ms calls[] = {10 * HOUR, 10 * HOUR - 1000, 10 * HOUR - 2 * MINUTE,
                        9 * HOUR - 1};
    struct budget budget = {.operation = &operation, .calls = calls, .count = 4};
    struct budget_left left;
    ck_assert(budget_at(&budget, 10 * HOUR, &left));
    ck_assert_uint_eq(left.minute, 1);
    ck_assert_uint_eq(left.hour, 1);
    ck_assert(!left.used_up);
    ck_assert_int_eq(left.until, 10 * HOUR - 1000 + MINUTE);
    ck_assert(budget_at(&budget, 10 * HOUR - 1000 + MINUTE, &left));
    ck_assert_uint_eq(left.minute, 2);
    ck_assert_uint_eq(left.hour, 1);
}
END_TEST

START_TEST(used_up_and_scarce_are_told)
{
    struct operation operation = {.per_minute = 2, .per_hour = 100};
    clock_ms calls[] = {1000, 900};
    struct budget budget = {.operation = &operation, .calls = calls, .count = 2};
    struct budget_left left;
    ck_assert(budget_at(&budget, 1000, &left));
    ck_assert(left.used_up && left.scarce);
    ck_assert_uint_eq(left.minute, 0);
    ck_assert_uint_eq(left.hour, 98);
    budget.count = 0;
    ck_assert(budget_at(&budget, 1000, &left));
    ck_assert(!left.used_up && !left.scarce);
    ck_assert_int_eq(left.until, INT64_MAX);
    operation = (struct operation){0};
    ck_assert(!budget_at(&budget, 1000, &left));
    ck_assert(!budget_at(&(struct budget){0}, 1000, &left));
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("budget");
    TCase *t = tcase_create("budget");
    tcase_add_test(t, calls_leave_their_windows);
    tcase_add_test(t, used_up_and_scarce_are_told);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
