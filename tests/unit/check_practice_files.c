/* Files that a link of the practice tenant leads to: ranges, tags, checksums, times,
 * and the faults that only they meet. */
#include "../support/practice_calls.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

static char *link;
static struct str whole;

/* Fetches the link with up to two headers more; without a bearer. */
static int
fetch(const char *range, const char *only_if)
{
    struct pairs headers = {0};
    struct span target = span_of(link);
    pairs_add(&headers, SPAN("Host"), SPAN("127.0.0.1:4711"));
    if (range)
        pairs_add(&headers, SPAN("Range"), span_of(range));
    if (only_if)
        pairs_add(&headers, SPAN("If-Range"), span_of(only_if));
    struct practice_request request = {
        .method = SPAN("GET"),
        .target = span_from(target, span_find(target, 0, SPAN("/practice/"))),
        .headers = &headers,
    };
    practice_answer_release(&answer);
    practice_handle(practice, &request, &now, &answer);
    pairs_release(&headers);
    return answer.status;
}

static const char *
header(const char *name)
{
    const char *value = pairs_get(&answer.headers, name);
    return value ? value : "";
}

static void
arm(const char *fault)
{
    struct err err;
    ck_assert_msg(practice_fault(practice, span_of(fault), &err) == STATUS_OK, "%s",
                  fault);
}

static void
begin_file(void)
{
    begin();
    ck_assert_int_eq(call("GET", "/api/machines/SoftwareInventoryExport", NULL), 200);
    const cJSON *files = cJSON_GetObjectItemCaseSensitive(body, "exportFiles");
    link = mem_strdup(cJSON_GetStringValue(files->child));
    ck_assert_int_eq(fetch(NULL, NULL), 200);
    str_set(&whole, str_span(&answer.body));
}

static void
end_file(void)
{
    mem_free(link);
    str_release(&whole);
    end();
}

static bool
gave(struct span bytes)
{
    return span_equal(str_span(&answer.body), bytes);
}

START_TEST(a_link_tells_its_time_as_storage_services_do)
{
    ck_assert(span_has(span_of(link), "&se=2026-03-02T10%3A00%3A00Z&"));
    pass_ms(60 * 60 * 1000);
    ck_assert_int_eq(fetch(NULL, NULL), 403);
    ck_assert(span_has(str_span(&answer.body), "<Code>AuthenticationFailed</Code>"));
    ck_assert_str_eq(header("x-ms-error-code"), "AuthenticationFailed");
}
END_TEST

START_TEST(the_rest_of_a_file_is_given)
{
    char range[40], told[60], tag[40];
    size_t half = whole.n / 2;
    snprintf(tag, sizeof tag, "%s", header("ETag"));
    ck_assert_uint_eq(strlen(header("Content-MD5")), 24);
    snprintf(range, sizeof range, "bytes=%zu-", half);
    snprintf(told, sizeof told, "bytes %zu-%zu/%zu", half, whole.n - 1, whole.n);
    ck_assert_int_eq(fetch(range, tag), 206);
    ck_assert(gave(span_from(str_span(&whole), half)));
    ck_assert_str_eq(header("Content-Range"), told);
    ck_assert_str_eq(header("ETag"), tag);
    ck_assert_uint_eq(strlen(header("x-ms-blob-content-md5")), 24);
    ck_assert_int_eq(fetch("bytes=3-5", NULL), 206);
    ck_assert(gave(span_sub(str_span(&whole), 3, 6)));
    ck_assert_int_eq(fetch("bytes=999999999-", tag), 416);
}
END_TEST

START_TEST(another_tag_or_range_gives_the_whole)
{
    static const char *const ranges[] = {"bytes=5-1", "bytes=-5", "lines=1-",
                                         "bytes=x-"};
    ck_assert_int_eq(fetch("bytes=1-", "\"0xOTHER\""), 200);
    ck_assert(gave(str_span(&whole)));
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        ck_assert_msg(fetch(ranges[i], NULL) == 200, "%s", ranges[i]);
}
END_TEST

START_TEST(faults_of_files_leave_calls_alone)
{
    arm("file-cut");
    ck_assert_int_eq(call("GET", "/api/machines", NULL), 200);
    ck_assert(!answer.delivery.half);
    ck_assert_int_eq(fetch(NULL, NULL), 200);
    ck_assert(answer.delivery.half);
    ck_assert_int_eq(fetch(NULL, NULL), 200);
    ck_assert(!answer.delivery.half);
}
END_TEST

START_TEST(faults_of_files)
{
    arm("file-damaged");
    ck_assert_int_eq(fetch(NULL, NULL), 200);
    ck_assert(!gave(str_span(&whole)));
    char *tag = mem_strdup(header("ETag"));
    arm("file-changed");
    ck_assert_int_eq(fetch("bytes=1-", tag), 200);
    ck_assert_str_ne(header("ETag"), tag);
    arm("link-ended");
    ck_assert_int_eq(fetch(NULL, NULL), 403);
    arm("file-slow=20");
    fetch(NULL, NULL);
    ck_assert_int_eq(answer.delivery.piece_ms, 20);
    arm("cut-body");
    fetch(NULL, NULL);
    ck_assert(answer.delivery.half);
    mem_free(tag);
}
END_TEST

static Suite *
files_suite(void)
{
    Suite *suite = suite_create("practice_files");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, begin_file, end_file);
    tcase_add_test(all, a_link_tells_its_time_as_storage_services_do);
    tcase_add_test(all, the_rest_of_a_file_is_given);
    tcase_add_test(all, another_tag_or_range_gives_the_whole);
    tcase_add_test(all, faults_of_files_leave_calls_alone);
    tcase_add_test(all, faults_of_files);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(files_suite)
