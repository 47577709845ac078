#include "unit.h"

#include "base/memory.h"
#include "explorer/result.h"

static const struct {
    const char *name, *head; /* of the link's value; padded to SIZE */
    size_t size;
    const char *tail;
    bool more;
} lists[] = {
    {"a link", "{\"value\":[],\"@odata.nextLink\":\"https://h.example/?$skip=", 0,
     "1\"}", true},
    {"a long one", "{\"value\":[1],\"@odata.nextLink\":\"https://h.example/?", 9000,
     "\"}", true},
    {"none", "{\"value\":[", 0, "]}", false},
    {"null", "{\"value\":[],\"@odata.nextLink\":", 0, "null}", false},
    {"an empty one", "{\"value\":[],\"@odata.nextLink\":\"", 0, "\"}", false},
    {"of an item", "{\"value\":[{\"@odata.nextLink\":\"https://h.example/", 0, "\"}]}",
     false},
    {"of a large list", "{\"@odata.nextLink\":\"https://h.example/\",\"value\":[\"",
     5 << 20, "\"]}", true},
};

START_TEST(more_exists_where_a_page_is_named)
{
    struct result answer = {0};
    struct exchange exchange = {.answered = true, .response = {.status = 200}};
    struct request sent = {0};
    struct diagnosis_context context = {0};
    struct str *body = &exchange.response.body;
    str_add_text(body, lists[_i].head);
    str_add_repeat(body, 'x', lists[_i].size);
    str_add_text(body, lists[_i].tail);
    exchange.request.url = mem_strdup("https://h.example/api/machines");
    result_take(&answer, &exchange, &sent, &context);
    ck_assert_msg(result_has_more(&answer) == lists[_i].more, "%s", lists[_i].name);
    result_release(&answer);
}
END_TEST

/* Whoever looks at the table while an answer comes stays there, with what is done to
 * it, when its end has come. */
START_TEST(the_tab_stays_while_an_answer_comes)
{
    struct result answer = {0};
    struct exchange exchange = {.answered = true, .response = {.status = 200}};
    struct request sent = {0};
    struct diagnosis_context context = {0};
    struct str *body = &exchange.response.body;
    str_add_text(body, "{\"value\":[{\"id\":0}");
    for (int i = 1; i < 100; i++)
        str_addf(body, ",{\"id\":%d}", i);
    exchange.request.url = mem_strdup("https://h.example/api/machines");
    result_arrive(&answer, &exchange.response, 0);
    ck_assert_int_eq(answer.tab, RESULT_BODY);
    ck_assert(answer.table.there);
    answer.tab = RESULT_TABLE;
    table_sort(&answer.table, 0);
    str_add_text(body, "]}");
    result_take(&answer, &exchange, &sent, &context);
    ck_assert_int_eq(answer.tab, RESULT_TABLE);
    ck_assert(answer.table.sorted);
    result_release(&answer);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("result");
    TCase *t = tcase_create("result");
    tcase_add_loop_test(t, more_exists_where_a_page_is_named, 0, COUNT_OF(lists));
    tcase_add_test(t, the_tab_stays_while_an_answer_comes);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
