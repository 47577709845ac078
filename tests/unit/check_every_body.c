/* Every operation that takes a JSON body: a right one, and the same with each single
 * mistake in it. */
#include "../support/mistakes.h"
#include "unit.h"
#include "working_bodies.h"

#include "api/check.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static unsigned mistakes; /* made and found */

static void
expect_nothing(const struct operation *operation, struct span body)
{
    struct check check;
    check_body(&check, operation, body);
    ck_assert_msg(!hints_have_error(&check.hints), "%s: %.*s: %s", operation->id,
                  SPAN_ARG(body), check.hints.items[0].text);
    ck_assert_ptr_null(check.predicted);
    check_release(&check);
}

static void
expect(void *owner, const struct request *request, const struct mistake *finding)
{
    const struct operation *operation = request->operation;
    const struct str *body = &request->body;
    (void)owner;
    if (!finding->predicted) {
        expect_nothing(operation, str_span(body));
        return;
    }
    struct check check;
    check_body(&check, operation, str_span(body));
    const struct hint *hint = check.hints.items;
    const char *id = operation->id, *text = str_text(body);
    ck_assert_msg(check.hints.count && hint->kind == finding->kind &&
                      hint->severity == SEVERITY_ERROR,
                  "%s: %s: wanted %s, got %s: %s", id, text,
                  hint_kind_name(finding->kind),
                  check.hints.count ? hint_kind_name(hint->kind) : "nothing",
                  check.hints.count ? hint->text : "");
    ck_assert_msg(strcmp(hint->where, finding->where) == 0, "%s: %s: %s is not %s", id,
                  text, hint->where, finding->where);
    if (finding->expected)
        ck_assert_pstr_eq(hint->expected, finding->expected);
    ck_assert_msg(check.predicted && strcmp(check.predicted, finding->predicted) == 0,
                  "%s: %s: predicted %s", id, text, check.predicted);
    if (finding->value)
        ck_assert_str_eq(check.predicted_value, finding->value);
    if (finding->fixed) {
        struct str mended = str_dup(str_span(body));
        ck_assert_msg(hint_apply(hint, &mended), "%s: %s: no fix", id, text);
        ck_assert_str_eq(str_text(&mended), str_text(finding->fixed));
        str_release(&mended);
    }
    check_release(&check);
    mistakes++;
}

START_TEST(each_single_mistake_in_each_body_is_found)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned bodies = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        if (!takes_json(&catalogue->operations[i]))
            continue;
        mistakes_in_body(&(struct mistakes){expect, NULL}, &catalogue->operations[i]);
        bodies++;
    }
    printf("%u bodies, %u mistakes found\n", bodies, mistakes);
    ck_assert_uint_gt(bodies, 20);
    ck_assert_uint_gt(mistakes, 1000);
}
END_TEST

/* --- requests --- */

static void
expect_request(void *owner, const struct request *request,
               const struct mistake *mistake)
{
    unsigned *addresses = owner;
    struct check check;
    struct str target = {0};
    check_request(&check, request);
    request_target(request, &target);
    bool same =
        mistake->predicted
            ? check.predicted && strcmp(check.predicted, mistake->predicted) == 0
            : !check.predicted && hints_have_error(&check.hints) == mistake->unmeant;
    ck_assert_msg(same, "%s %s: wanted %s, got %s: %s", request->method,
                  str_text(&target), mistake->predicted, check.predicted,
                  check.hints.count ? check.hints.items[0].text : "");
    ++*addresses;
    str_release(&target);
    check_release(&check);
}

START_TEST(each_single_mistake_in_each_address_is_found)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned addresses = 0;
    for (unsigned i = 0; i < catalogue->count; i++)
        mistakes_in_address(&(struct mistakes){expect_request, &addresses},
                            &catalogue->operations[i]);
    printf("%u operations, %u addresses\n", catalogue->count, addresses);
    ck_assert_uint_gt(addresses, 500);
}
END_TEST

/* --- bodies as people send them, that the services take --- */

START_TEST(what_the_service_takes_gives_no_error)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(working[_i].operation));
    ck_assert_msg(operation, "no operation %s", working[_i].operation);
    expect_nothing(operation, span_of(working[_i].body));
}
END_TEST

START_TEST(each_operation_has_a_body_that_is_taken)
{
    const struct catalogue *catalogue = catalogue_builtin();
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        bool found = !takes_json(operation);
        for (size_t k = 0; k < COUNT_OF(working) && !found; k++)
            found = strcmp(working[k].operation, operation->id) == 0;
        ck_assert_msg(found, "no body for %s", operation->id);
    }
}
END_TEST

static Suite *
every_body_suite(void)
{
    Suite *suite = suite_create("every body");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, each_single_mistake_in_each_body_is_found);
    tcase_add_test(all, each_single_mistake_in_each_address_is_found);
    tcase_add_loop_test(all, what_the_service_takes_gives_no_error, 0,
                        COUNT_OF(working));
    tcase_add_test(all, each_operation_has_a_body_that_is_taken);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(every_body_suite)
