#include "unit.h"

#include "api/paging.h"
#include "base/memory.h"

static const struct {
    const char *pages[3];
    const char *whole;
    size_t count;
} cases[] = {
    {{"{\"@odata.context\":\"c\",\"value\":[{\"n\":1.0},{\"n\":638400636279195499}],"
      "\"@odata.nextLink\":\"u\\/2\"}",
      "{\"@odata.context\":\"c\",\"value\":[{\"n\":3}]}", NULL},
     "{\"@odata.context\":\"c\",\"value\":[{\"n\":1.0},{\"n\":638400636279195499},{"
     "\"n\":3}]}",
     3},
    {{"{ \"@odata.nextLink\" : \"u\" , \"value\" : [ 1 , 2 ] , \"x\" : 1 }",
      "{\"value\":[],\"@odata.nextLink\":\"v\"}", NULL},
     "{  \"value\" : [1 , 2],\"@odata.nextLink\":\"v\"}",
     2},
    {{"{\"value\":[],\"@odata.nextLink\":\"u\"}",
      "{\"value\":[[1,[2]],{\"value\":[3]}]}", "{\"value\":[null]}"},
     "{\"value\":[[1,[2]],{\"value\":[3]},null]}",
     3},
};

START_TEST(pages_become_one)
{
    struct paging paging = {0};
    struct str body = {0};
    struct err err = {0};
    for (size_t i = 0; i < 3 && cases[_i].pages[i]; i++)
        ck_assert_int_eq(paging_add(&paging, span_of(cases[_i].pages[i]), &err),
                         STATUS_OK);
    paging_body(&paging, &body);
    ck_assert_str_eq(str_text(&body), cases[_i].whole);
    ck_assert_uint_eq(paging.count, cases[_i].count);
    str_release(&body);
    paging_release(&paging);
}
END_TEST

static const char *const none[] = {"",
                                   "[]",
                                   "{}",
                                   "{\"value\":1}",
                                   "{\"value\":[1,",
                                   "{\"value\":[1]",
                                   "{\"value\":[1],\"x\":}",
                                   "<html>"};

START_TEST(what_is_no_page_is_refused)
{
    struct paging paging = {0};
    struct str next = {0}, body = {0};
    struct err err = {0};
    ck_assert(!paging_next(span_of(none[_i]), &next));
    ck_assert_int_eq(paging_add(&paging, SPAN("{\"value\":[1]}"), &err), STATUS_OK);
    ck_assert_int_eq(paging_add(&paging, span_of(none[_i]), &err), STATUS_INPUT);
    paging_body(&paging, &body);
    ck_assert_str_eq(str_text(&body), "{\"value\":[1]}");
    str_release(&body);
    str_release(&next);
    paging_release(&paging);
}
END_TEST

START_TEST(the_address_is_read_as_it_is_meant)
{
    struct str next = {0};
    ck_assert(paging_next(SPAN("{\"value\":[{\"@odata.nextLink\":\"no\"}],"
                               "\"@odata.nextLink\":\"https:\\/\\/h\\u002fx?a=1\"}"),
                          &next));
    ck_assert_str_eq(str_text(&next), "https://h/x?a=1");
    ck_assert(!paging_next(SPAN("{\"value\":[{\"@odata.nextLink\":\"no\"}]}"), &next));
    str_release(&next);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("paging");
    TCase *tests = tcase_create("paging");
    tcase_add_loop_test(tests, pages_become_one, 0, COUNT_OF(cases));
    tcase_add_loop_test(tests, what_is_no_page_is_refused, 0, COUNT_OF(none));
    tcase_add_test(tests, the_address_is_read_as_it_is_meant);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
