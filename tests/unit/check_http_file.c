#include "unit.h"

#include "api/http_file.h"
#include "api/import.h"
#include "api/profile.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static const char team[] = "# of the team\n"
                           "@host = https://api.security.microsoft.com\n"
                           "\n"
                           "### All incidents\n"
                           "# @name all\n"
                           "GET {{host}}/api/incidents?$top=5\n"
                           "# who calls\n"
                           "Authorization: Bearer {{token}}\n"
                           "\n"
                           "### Close one\n"
                           "PATCH {{host}}/api/incidents/7 HTTP/1.1\n"
                           "Authorization: Bearer {{token}}\n"
                           "Content-Type: application/json\n"
                           "\n"
                           "{\n  \"status\": \"Resolved\"\n}\n"
                           "\n"
                           "### The last\n"
                           "GET {{host}}/api/alerts\n";

static void
read_one(struct span text, size_t index, struct request *request, size_t *place)
{
    struct import import = {0};
    struct err err = {0};
    ck_assert_msg(import_read(&import, text, IMPORT_HTTP, catalogue_builtin(), NULL,
                              &err) == STATUS_OK,
                  "%s in\n%.*s", err.text, SPAN_ARG(text));
    ck_assert(index < import.count);
    import_take(&import, index, request);
    *place = import.places[index];
    import_release(&import);
}

START_TEST(what_did_not_change_stays_as_written)
{
    for (size_t i = 0; i < 3; i++) {
        struct request request = {0};
        struct str out = {0};
        size_t place;
        read_one(span_of(team), i, &request, &place);
        http_file_replace(&out, span_of(team), catalogue_builtin(), place, &request,
                          NULL);
        ck_assert_str_eq(str_text(&out), team);
        str_clear(&out);
        request.catalogue = NULL; /* one that was chosen from the list */
        http_file_replace(&out, span_of(team), catalogue_builtin(), place, &request,
                          NULL);
        ck_assert_str_eq(str_text(&out), team);
        str_release(&out);
        request_release(&request);
    }
}
END_TEST

/* TEXT with WANTED in place of GONE. */
static void
check_changed(const struct str *out, const char *gone, const char *wanted)
{
    struct str expected = str_of(team);
    size_t at = span_find(span_of(team), 0, span_of(gone));
    str_replace(&expected, at, strlen(gone), span_of(wanted));
    ck_assert_str_eq(str_text(out), str_text(&expected));
    str_release(&expected);
}

START_TEST(what_changed_alone_is_written_anew)
{
    struct request request = {0};
    struct str out = {0};
    size_t place;
    read_one(span_of(team), 1, &request, &place);
    str_set(&request.body, SPAN("{\n  \"status\": \"Active\"\n}"));
    http_file_replace(&out, span_of(team), catalogue_builtin(), place, &request, NULL);
    check_changed(&out, "Resolved", "Active");
    str_release(&out);
    request_release(&request);

    read_one(span_of(team), 0, &request, &place);
    pairs_set(&request.query, SPAN("$top"), SPAN("9"));
    http_file_replace(&out, span_of(team), catalogue_builtin(), place, &request, NULL);
    check_changed(&out, "$top=5", "$top=9");
    str_clear(&out);
    pairs_add(&request.headers, SPAN("Prefer"), SPAN("wait=5"));
    pairs_set(&request.query, SPAN("$top"), SPAN("5"));
    http_file_replace(&out, span_of(team), catalogue_builtin(), place, &request, NULL);
    check_changed(&out, "Authorization: Bearer {{token}}\n",
                  "Authorization: Bearer {{token}}\nPrefer: wait=5\n");
    str_clear(&out);
    http_file_replace(&out, SPAN("GET /api/incidents?$top=5"), catalogue_builtin(), 0,
                      &request, NULL);
    ck_assert_str_eq(str_text(&out), "GET /api/incidents?$top=5\n"
                                     "Authorization: Bearer {{token}}\n"
                                     "Prefer: wait=5\n");
    str_release(&out);
    request_release(&request);
}
END_TEST

START_TEST(a_byte_order_mark_stays)
{
    struct request request = {0};
    struct str marked = str_of("\xef\xbb\xbf"), out = {0};
    size_t place;
    str_add_text(&marked, team);
    read_one(str_span(&marked), 0, &request, &place);
    http_file_replace(&out, str_span(&marked), catalogue_builtin(), place, &request,
                      NULL);
    ck_assert_str_eq(str_text(&out), str_text(&marked));
    str_clear(&out);
    pairs_set(&request.query, SPAN("$top"), SPAN("9"));
    http_file_replace(&out, str_span(&marked), catalogue_builtin(), place, &request,
                      NULL);
    ck_assert(span_starts(str_span(&out), "\xef\xbb\xbf"));
    struct str rest = str_dup(span_from(str_span(&out), 3));
    check_changed(&rest, "$top=5", "$top=9");
    str_release(&rest);
    str_release(&marked);
    str_release(&out);
    request_release(&request);
}
END_TEST

START_TEST(a_thousand_files_come_back)
{
    static const char *const pieces[] = {
        "\"", "\\", "'",  "#", "###",      "%",   "!",      "> ", " ",  "\n",  "$",
        "< ", "{{", "}}", "a", "\xc3\xa9", "// ", "@x = 1", "\r", "\t", "\x01"};
    struct span base = span_of(product_base(PRODUCT_MDE));
    srand(3);
    for (int round = 0; round < 1000; round++) {
        struct request request = {0}, back = {0};
        struct str out = {0}, again = {0}, replaced = {0};
        size_t place;
        ck_assert_int_eq(request_parse(&request, catalogue_builtin(), SPAN("POST"),
                                       SPAN("/api/machines/1/isolate"), NULL),
                         STATUS_OK);
        request.has_body = true;
        for (int n = rand() % 20; n >= 0; n--)
            str_add_text(&request.body, pieces[(size_t)rand() % COUNT_OF(pieces)]);
        http_file_write(&out, &request, base, NULL);
        read_one(str_span(&out), 0, &back, &place);
        ck_assert_msg(span_equal(str_span(&back.body), str_span(&request.body)), "%s",
                      str_text(&out));
        ck_assert_ptr_eq(back.operation, request.operation);
        http_file_write(&again, &back, base, NULL);
        ck_assert_str_eq(str_text(&again), str_text(&out));
        http_file_replace(&replaced, str_span(&out), catalogue_builtin(), place, &back,
                          NULL);
        ck_assert_str_eq(str_text(&replaced), str_text(&out));
        str_clear(&replaced); /* another body, and this one in its place again */
        str_set(&back.body, SPAN("{}"));
        http_file_replace(&replaced, str_span(&out), catalogue_builtin(), place, &back,
                          NULL);
        str_clear(&again);
        http_file_replace(&again, str_span(&replaced), catalogue_builtin(), place,
                          &request, NULL);
        ck_assert_str_eq(str_text(&again), str_text(&out));
        request_release(&request);
        request_release(&back);
        str_release(&out);
        str_release(&again);
        str_release(&replaced);
    }
}
END_TEST

START_TEST(the_first_line_is_told)
{
    ck_assert(
        span_is(http_file_line(span_of(team)), "GET {{host}}/api/incidents?$top=5"));
    ck_assert_uint_eq(http_file_line(SPAN("# nothing\n")).n, 0);
    ck_assert_uint_eq(http_file_line(SPAN("")).n, 0);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("http_file");
    TCase *t = tcase_create("http_file");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, what_did_not_change_stays_as_written);
    tcase_add_test(t, what_changed_alone_is_written_anew);
    tcase_add_test(t, a_byte_order_mark_stays);
    tcase_add_test(t, a_thousand_files_come_back);
    tcase_add_test(t, the_first_line_is_told);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
