#include "unit.h"

#include "io/allocator.h"

START_TEST(blocks_hold_what_they_are_given)
{
    char *p = allocator_malloc(10);
    memcpy(p, "0123456789", 10);
    p = allocator_realloc(p, 1000);
    ck_assert_int_eq(memcmp(p, "0123456789", 10), 0);
    p = allocator_realloc(p, 4);
    ck_assert_int_eq(memcmp(p, "0123", 4), 0);
    allocator_free(p);
    p = allocator_realloc(NULL, 8);
    ck_assert_ptr_nonnull(p);
    allocator_free(p);
    allocator_free(NULL);
    unsigned char *zero = allocator_calloc(7, 11);
    for (int i = 0; i < 77; i++)
        ck_assert_uint_eq(zero[i], 0);
    allocator_free(zero);
    char *copy = allocator_strdup("text");
    ck_assert_str_eq(copy, "text");
    allocator_free(copy);
    ck_assert_uint_eq((uintptr_t)(p = allocator_malloc(1)) % _Alignof(max_align_t), 0);
    allocator_free(p);
}
END_TEST

START_TEST(sizes_that_overflow_are_refused)
{
    unsigned long before = allocator_refusals();
    ck_assert_ptr_null(allocator_calloc(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(allocator_malloc(SIZE_MAX));
    ck_assert_uint_eq(allocator_refusals() - before, 2);
}
END_TEST

START_TEST(the_nth_call_fails_when_told_to)
{
    allocator_fail_at(2, 0);
    char *one = allocator_malloc(1), *two = allocator_malloc(1),
         *three = allocator_malloc(1);
    ck_assert(one && !two && three);
    ck_assert_uint_eq(allocator_calls(), 3);
    allocator_fail_at(1, 1);
    ck_assert_ptr_null(allocator_realloc(one, 100));
    ck_assert_ptr_null(allocator_strdup("a"));
    allocator_fail_at(0, 0);
    allocator_free(one); /* a failed realloc left it as it was */
    allocator_free(three);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("allocator");
    TCase *t = tcase_create("allocator");
    tcase_add_test(t, blocks_hold_what_they_are_given);
    tcase_add_test(t, sizes_that_overflow_are_refused);
    tcase_add_test(t, the_nth_call_fails_when_told_to);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
