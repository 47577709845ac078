#include "unit.h"

#include "api/paging.h"
#include "api/reference.h"
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
    struct err err = {0};
    for (size_t i = 0; i < 3 && cases[_i].pages[i]; i++)
        ck_assert_int_eq(
            paging_add(&paging, SPAN(""), span_of(cases[_i].pages[i]), &err),
            STATUS_OK);
    ck_assert_str_eq(str_text(&paging.text.text), cases[_i].whole);
    ck_assert_uint_eq(paging.count, cases[_i].count);
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
    struct str next = {0};
    struct err err = {0};
    ck_assert(!paging_next(span_of(none[_i]), &next));
    ck_assert_int_eq(paging_add(&paging, SPAN(""), SPAN("{\"value\":[1]}"), &err),
                     STATUS_OK);
    ck_assert_int_eq(paging_add(&paging, SPAN(""), span_of(none[_i]), &err),
                     STATUS_INPUT);
    ck_assert_str_eq(str_text(&paging.text.text), "{\"value\":[1]}");
    str_release(&next);
    paging_release(&paging);
}
END_TEST

/* A place that takes so many bytes. */
static size_t room;

static void *
open_place(struct err *err)
{
    (void)err;
    return mem_alloc(sizeof(struct str));
}

static enum status
write_place(void *kept, size_t at, const struct span *pieces, size_t count,
            struct str *text, struct err *err)
{
    struct str all = str_dup(span_sub(str_span(kept), 0, at));
    for (size_t i = 0; i < count; i++)
        str_add(&all, pieces[i]);
    if (all.n > room) {
        str_release(&all);
        return err_set(err, STATUS_IO, "full");
    }
    str_release(kept);
    *(struct str *)kept = all;
    *text = (struct str){.p = all.p, .n = all.n};
    return STATUS_OK;
}

static void
close_place(void *kept)
{
    str_release(kept);
    mem_free(kept);
}

START_TEST(a_page_without_room_leaves_the_list_as_it_is)
{
    static const struct bulk_place place = {40, open_place, write_place, close_place};
    struct paging paging = {.text.place = &place};
    struct err err = {0};
    struct span url = SPAN("https://h/x?page=1"),
                pages[] = {
                    SPAN("{\"value\":[1],\"@odata.nextLink\":\"?page=2\"}"),
                    SPAN("{\"value\":[20,3],\"@odata.nextLink\":\"?page=3\"}"),
                };
    room = 56; /* four bytes behind the first page */
    ck_assert_int_eq(paging_add(&paging, url, pages[0], &err), STATUS_OK);
    ck_assert_ptr_nonnull(paging.text.kept);
    ck_assert_int_eq(paging_add(&paging, url, pages[1], &err), STATUS_IO);
    ck_assert_str_eq(err.text, "full");
    ck_assert_uint_eq(paging.pages, 1);
    ck_assert_str_eq(str_text(&paging.next), "https://h/x?page=2");
    ck_assert_str_eq(str_text(&paging.text.text),
                     "{\"value\":[1],\"@odata.nextLink\":\"https://h/x?page=2\"}");
    room = 100;
    ck_assert_int_eq(paging_add(&paging, url, pages[1], &err), STATUS_OK);
    ck_assert_str_eq(str_text(&paging.text.text),
                     "{\"value\":[1,20,3],\"@odata.nextLink\":\"https://h/x?page=3\"}");
    ck_assert_uint_eq(paging.count, 3);
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

/* The examples of RFC 3986, sections 5.4.1 and 5.4.2, without their fragments, then
 * what services write. */
static const struct {
    const char *base, *reference, *url; /* NULL: it can't be resolved */
} references[] = {
#define BASE "http://a/b/c/d;p?q"
    {BASE, "g:h", "g:h"},
    {BASE, "g", "http://a/b/c/g"},
    {BASE, "./g", "http://a/b/c/g"},
    {BASE, "g/", "http://a/b/c/g/"},
    {BASE, "/g", "http://a/g"},
    {BASE, "//g", "http://g"},
    {BASE, "?y", "http://a/b/c/d;p?y"},
    {BASE, "g?y", "http://a/b/c/g?y"},
    {BASE, "#s", "http://a/b/c/d;p?q"},
    {BASE, "g?y#s", "http://a/b/c/g?y"},
    {BASE, ";x", "http://a/b/c/;x"},
    {BASE, "", "http://a/b/c/d;p?q"},
    {BASE, ".", "http://a/b/c/"},
    {BASE, "..", "http://a/b/"},
    {BASE, "../g", "http://a/b/g"},
    {BASE, "../..", "http://a/"},
    {BASE, "../../../g", "http://a/g"},
    {BASE, "/./g", "http://a/g"},
    {BASE, "/../g", "http://a/g"},
    {BASE, "g.", "http://a/b/c/g."},
    {BASE, "..g", "http://a/b/c/..g"},
    {BASE, "./g/.", "http://a/b/c/g/"},
    {BASE, "g/./h", "http://a/b/c/g/h"},
    {BASE, "g/../h", "http://a/b/c/h"},
    {BASE, "g;x=1/../y", "http://a/b/c/y"},
    {BASE, "g?y/../x", "http://a/b/c/g?y/../x"},
    {BASE, "?a:b", "http://a/b/c/d;p?a:b"},
#undef BASE
    {"https://h/api/machines?$top=2", "?$skip=2", "https://h/api/machines?$skip=2"},
    {"https://h/api/machines?$top=2", "/api/machines?$skiptoken=a%2Fb",
     "https://h/api/machines?$skiptoken=a%2Fb"},
    {"https://h", "machines?$skip=2", "https://h/machines?$skip=2"},
    {"https://h?x", "?y", "https://h?y"},
    {"https://h/x", "https://other/y", "https://other/y"},
    {"https://h/x", "/a b", NULL},
    {"https://h/x", "/a\r\nHost: x", NULL},
    {"https://h/x", "\\\\other\\y", NULL},
    {"/x", "/y", NULL},
    {"", "/y", NULL},
};

START_TEST(references_are_resolved)
{
    struct str url = {0};
    const char *wanted = references[_i].url;
    ck_assert_int_eq(reference_resolve(span_of(references[_i].base),
                                       span_of(references[_i].reference), &url),
                     wanted != NULL);
    if (wanted)
        ck_assert_str_eq(str_text(&url), wanted);
    str_release(&url);
}
END_TEST

static const struct {
    const char *one, *other;
    bool same;
} origins[] = {
    {"https://h/x", "https://h/y", true},
    {"https://h/x", "HTTPS://H", true},
    {"https://h/x", "https://h:443/y", true},
    {"http://h:80?x", "http://h/y", true},
    {"https://h/x", "https://h?y", true},
    {"https://h/x", "http://h/x", false},
    {"https://h/x", "https://h:80/x", false},
    {"https://h/x", "https://h.evil.example/x", false},
    {"https://h/x", "https://h@evil.example/x", false},
    {"https://h/x", "https://u@h/x", false},
    {"https://h/x", "https://evil.example/h/x", false},
    {"https://h/x", "https:h/x", false},
    {"https://h/x", "/x", false},
    {"", "", false},
};

START_TEST(an_origin_is_scheme_host_and_port)
{
    ck_assert_int_eq(
        reference_same_origin(span_of(origins[_i].one), span_of(origins[_i].other)),
        origins[_i].same);
}
END_TEST

static const char *const with_skip[] = {"$filter", "$skip", NULL};
static const char *const without_skip[] = {"$filter", "$top", NULL};

static const struct {
    struct odata odata;
    const char *url;
    size_t size;
    const char *next; /* after 200 items */
} skips[] = {
    {{.options = with_skip, .max_top = 100},
     "https://h/x",
     100,
     "https://h/x?$skip=200"},
    {{.options = with_skip, .max_top = 100, .page_size = 20},
     "https://h/x?a=1#b",
     20,
     "https://h/x?a=1&$skip=200"},
    {{.options = with_skip, .max_top = 100, .page_size = 20},
     "https://h/x?$top=100",
     100,
     "https://h/x?$top=100&$skip=200"},
    {{.options = with_skip, .max_top = 100},
     "https://h/x?%24skip=7&%24top=500",
     100,
     "https://h/x?$skip=207&%24top=500"},
    {{.options = with_skip, .max_top = 100}, "https://h/x?$top=99", 0, NULL},
    {{.options = with_skip}, "https://h/x", 0, NULL},
    {{.options = without_skip, .max_top = 100}, "https://h/x", 0, NULL},
};

START_TEST(pages_follow_by_skip)
{
    struct operation operation = {.odata = &skips[_i].odata};
    struct str next = {0};
    ck_assert_uint_eq(paging_skip_size(&operation, span_of(skips[_i].url)),
                      skips[_i].size);
    ck_assert_uint_eq(paging_skip_size(NULL, span_of(skips[_i].url)), 0);
    if (skips[_i].next) {
        paging_skip_url(span_of(skips[_i].url), 200, &next);
        ck_assert_str_eq(str_text(&next), skips[_i].next);
    }
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
    tcase_add_test(tests, a_page_without_room_leaves_the_list_as_it_is);
    tcase_add_test(tests, the_address_is_read_as_it_is_meant);
    tcase_add_loop_test(tests, references_are_resolved, 0, COUNT_OF(references));
    tcase_add_loop_test(tests, an_origin_is_scheme_host_and_port, 0, COUNT_OF(origins));
    tcase_add_loop_test(tests, pages_follow_by_skip, 0, COUNT_OF(skips));
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
