#include "unit.h"

#include "api/error_code.h"
#include "api/fault_kind.h"

#include <string.h>

START_TEST(every_documented_code_is_a_kind_of_its_product)
{
    struct fault_kind kind;
    int mde = 0, xdr = 0;
    for (size_t i = 0; fault_kind_at(i, &kind); i++) {
        mde += kind.group == FAULTS_MDE && kind.code->mde;
        xdr += kind.group == FAULTS_XDR && kind.code->xdr;
    }
    ck_assert_int_eq(mde, 20);
    ck_assert_int_eq(xdr, 19);
}
END_TEST

START_TEST(every_kind_is_taken_as_it_is_spelled)
{
    struct fault_kind kind;
    for (size_t i = 0; fault_kind_at(i, &kind); i++) {
        struct str text = {0}, what = {0};
        struct fault_order order;
        struct err err = {0};
        const char *argument = kind.argument;
        kind.argument = NULL;
        fault_kind_spell(&kind, &text);
        if (argument)
            str_add_text(&text, "=7");
        str_add_text(&text, "*3");
        ck_assert_msg(fault_order_read(&order, str_span(&text), &err) == STATUS_OK,
                      "%s: %s", str_text(&text), err.text);
        ck_assert_int_eq((int)order.kind.id, (int)kind.id);
        ck_assert_int_eq((int)order.kind.group, (int)kind.group);
        ck_assert_uint_eq(order.argument, argument ? 7 : 0);
        ck_assert_uint_eq(order.times, 3);
        fault_kind_tell(&kind, &what);
        ck_assert_uint_gt(what.n, 2);
        str_release(&text);
        str_release(&what);
    }
}
END_TEST

START_TEST(a_share_or_a_number_of_calls_stands_behind)
{
    struct fault_order order;
    struct err err = {0};
    ck_assert(fault_order_read(&order, SPAN("gateway-503=9:20%"), &err) == STATUS_OK);
    ck_assert_uint_eq(order.argument, 9);
    ck_assert_uint_eq(order.share, 20);
    ck_assert(fault_order_read(&order, SPAN("BadRequest"), &err) == STATUS_OK);
    ck_assert_int_eq((int)order.kind.group, (int)FAULTS_CODE);
    ck_assert_uint_eq(order.times, 1);
    ck_assert_uint_eq(order.share, 0);
}
END_TEST

static const char *const wrong[] = {"",
                                    "earthquake",
                                    "big=x",
                                    "big=100000",
                                    "cut-body=4",
                                    "big:0%",
                                    "big:101%",
                                    "big:20",
                                    "big*0",
                                    "big*x",
                                    "mde/reset",
                                    "xdr/TooManyRequests",
                                    "BadRequest=3",
                                    "graph/NotFound",
                                    "ActiveRequestAlreadyExists"};

START_TEST(what_is_none_is_refused_in_words)
{
    struct fault_order order;
    struct err err = {0};
    ck_assert_msg(fault_order_read(&order, span_of(wrong[_i]), &err) == STATUS_USAGE,
                  "%s was taken", wrong[_i]);
    ck_assert_uint_gt(strlen(err.text), 10);
}
END_TEST

START_TEST(a_slip_is_told)
{
    struct fault_order order;
    struct err err = {0};
    fault_order_read(&order, SPAN("gatway-502"), &err);
    ck_assert_ptr_nonnull(strstr(err.text, "gateway-502"));
}
END_TEST

static Suite *
fault_kind_suite(void)
{
    Suite *suite = suite_create("fault_kind");
    TCase *all = tcase_create("all");
    tcase_add_test(all, every_documented_code_is_a_kind_of_its_product);
    tcase_add_test(all, every_kind_is_taken_as_it_is_spelled);
    tcase_add_test(all, a_share_or_a_number_of_calls_stands_behind);
    tcase_add_loop_test(all, what_is_none_is_refused_in_words, 0,
                        (int)(sizeof wrong / sizeof *wrong));
    tcase_add_test(all, a_slip_is_told);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(fault_kind_suite)
