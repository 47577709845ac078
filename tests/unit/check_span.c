#include "unit.h"

START_TEST(next_gives_every_part_and_an_empty_last_one)
{
    struct span rest = SPAN("a,,b,"), part;
    const char *want[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        ck_assert(span_next(&rest, ',', &part));
        ck_assert_span(part, want[i]);
    }
    ck_assert(!span_next(&rest, ',', &part));
}
END_TEST

START_TEST(number_refuses_what_is_no_number_or_too_large)
{
    uint64_t n;
    ck_assert(span_number(SPAN("007"), 10, &n) && n == 7);
    ck_assert(span_number(SPAN("18446744073709551615"), UINT64_MAX, &n) &&
              n == UINT64_MAX);
    ck_assert(!span_number(SPAN("18446744073709551616"), UINT64_MAX, &n));
    ck_assert(!span_number(SPAN("11"), 10, &n));
    ck_assert(!span_number(SPAN(""), 10, &n));
    ck_assert(!span_number(SPAN("-1"), 10, &n));
    ck_assert(!span_number(SPAN("1 "), 10, &n));
}
END_TEST

START_TEST(find_sees_the_last_place_and_no_further)
{
    ck_assert_uint_eq(span_find(SPAN("abcabc"), 1, SPAN("abc")), 3);
    ck_assert_uint_eq(span_find(SPAN("abcab"), 1, SPAN("abc")), 5);
    ck_assert_uint_eq(span_find(SPAN("ab"), 0, SPAN("abc")), 2);
    ck_assert_uint_eq(span_find_nocase(SPAN("xAbC"), 0, SPAN("aBc")), 1);
}
END_TEST

START_TEST(str_edits_in_place)
{
    struct str s = str_of("hello");
    str_replace(&s, 1, 3, SPAN("ipp"));
    ck_assert_str_eq(str_text(&s), "hippo");
    str_insert(&s, 5, SPAN("!"));
    str_remove(&s, 0, 2);
    ck_assert_str_eq(str_text(&s), "ppo!");
    str_set(&s, span_from(str_span(&s), 2));
    ck_assert_str_eq(str_text(&s), "o!");
    str_release(&s);
    ck_assert_str_eq(str_text(&s), "");
}
END_TEST

static Suite *
span_suite(void)
{
    Suite *suite = suite_create("span");
    TCase *all = tcase_create("all");
    tcase_add_test(all, next_gives_every_part_and_an_empty_last_one);
    tcase_add_test(all, number_refuses_what_is_no_number_or_too_large);
    tcase_add_test(all, find_sees_the_last_place_and_no_further);
    tcase_add_test(all, str_edits_in_place);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(span_suite)
