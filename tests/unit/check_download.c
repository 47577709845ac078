#include "unit.h"

#include "api/download.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

/* 2026-03-02T09:00:00Z */
#define NOW   ((clock_ms)1772442000000)
#define QUERY "?sv=2022-11-02&se=2026-03-02T10%3A00%3A00Z&sr=b&sp=r&sig=aB%2Bc%3D"

static struct download_links links;

static void
find(const char *text)
{
    download_links_release(&links);
    download_find(&links, span_of(text));
}

static void
end(void)
{
    download_links_release(&links);
}

START_TEST(links_are_found_in_any_form)
{
    static const char *const texts[] = {
        "{\"value\":\"https://a.example/x/pack.zip" QUERY "\"}",
        "{\"value\":\"https:\\/\\/a.example\\/x\\/"
        "pack.zip?sv=2022-11-02\\u0026se=2026-03-"
        "02T10%3A00%3A00Z\\u0026sr=b\\u0026sp=r\\u0026sig=aB%2Bc%3D\"}",
        "{\"body\":\"{\\\"value\\\":\\\"https:\\/\\/a.example/x/pack.zip" QUERY
        "\\\"}\"}",
        "https://a.example/x/pack.zip" QUERY "\n",
        "see <https://a.example/x/pack.zip" QUERY "#top> there",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        find(texts[i]);
        ck_assert_msg(links.count == 1, "%s", texts[i]);
        ck_assert(download_found(span_of(texts[i])));
        ck_assert_str_eq(links.items[0].url, "https://a.example/x/pack.zip" QUERY);
        ck_assert_str_eq(links.items[0].host, "a.example");
        ck_assert_str_eq(links.items[0].source, "a.example/x/pack.zip");
        ck_assert_str_eq(links.items[0].name, "pack.zip");
        ck_assert_int_eq(links.items[0].until, NOW + 3600 * 1000);
        ck_assert_int_eq(links.items[0].bar, DOWNLOAD_OPEN);
    }
}
END_TEST

START_TEST(what_is_no_link_is_left)
{
    static const char *const texts[] = {
        "",
        "sig=",
        "sig=x",
        "{\"a\":\"sig=x\"}",
        "https://a.example/x?design=3",
        "https://a.example/sig=x",
        "ftp://a.example/x?sig=x",
        "https://a.example/?sig=",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        find(texts[i]);
        ck_assert_msg(links.count == 0, "%s", texts[i]);
        ck_assert(!download_found(span_of(texts[i])));
    }
}
END_TEST

static const struct {
    const char *url, *name;
} named[] = {
    {"https://a.example/b/part-00000.json.gz?sig=x", "part-00000.json.gz"},
    {"https://a.example/b/x%2F..%2Fy?sig=x", "x_.._y"},
    {"https://a.example/..%2f..%2fetc%2fpasswd?sig=x", "_._.._etc_passwd"},
    {"https://a.example/.bashrc?sig=x", "_bashrc"},
    {"https://a.example/-rf?sig=x", "_rf"},
    {"https://a.example/a%1b%5B2Jb%0A?sig=x", "a_[2Jb_"},
    {"https://a.example/%E2%80%AEgpj.exe?sig=x", "_gpj.exe"},
    {"https://a.example/%FF?sig=x", "_"},
    {"https://a.example/?sig=x", "download"},
    {"https://a.example?sig=x", "download"},
    {"https://a.example/b/17?rscd=attachment%3B%20filename%3D%22Pack%201.zip%22&sig=x",
     "Pack 1.zip"},
    {"https://a.example/b/17?rscd=attachment%3B%20filename%3D..%2Fp.zip&sig=x",
     "_._p.zip"},
};

START_TEST(a_name_is_safe)
{
    find(named[_i].url);
    ck_assert_uint_eq(links.count, 1);
    ck_assert_str_eq(links.items[0].name, named[_i].name);
}
END_TEST

START_TEST(no_two_files_get_one_name)
{
    struct str text = {0};
    for (int i = 0; i < 1200; i++)
        str_addf(&text, "https://a.example/%d/part.gz?sig=x\n", i);
    str_add_text(&text, "https://a.example/3/part.gz?sig=x\n"); /* once more */
    find(str_text(&text));
    ck_assert_uint_eq(links.count, DOWNLOAD_LINKS_MAX);
    ck_assert_uint_eq(links.left_out, 200);
    ck_assert_str_eq(links.items[0].name, "part.gz");
    ck_assert_str_eq(links.items[1].name, "2-part.gz");
    ck_assert_str_eq(links.items[999].name, "1000-part.gz");
    str_clear(&text);
    str_addf(&text, "https://a.example/");
    str_add_repeat(&text, 'n', 5000);
    str_addf(&text, "?sig=x");
    find(str_text(&text));
    ck_assert_uint_eq(strlen(links.items[0].name), DOWNLOAD_NAME_MAX);
    str_release(&text);
}
END_TEST

static const struct {
    const char *url;
    enum download_bar bar;
} bars[] = {
    {"https://a.example/x?sig=[redacted]", DOWNLOAD_REDACTED},
    {"https://a.example/x?sig=%5Bredacted%5D&se=1", DOWNLOAD_REDACTED},
    {"http://a.example/x?sig=x", DOWNLOAD_NOT_HTTPS},
    {"http://127.0.0.1.example/x?sig=x", DOWNLOAD_NOT_HTTPS},
    {"http://127.0.0.1:80@a.example/x?sig=x", DOWNLOAD_NO_HOST},
    {"http://localhost/x?sig=x", DOWNLOAD_NOT_HTTPS},
    {"http://127.0.0.1:4711/x?sig=x", DOWNLOAD_OPEN},
    {"HTTPS://A.example/x?sig=x", DOWNLOAD_OPEN},
    {"https:///x?sig=x", DOWNLOAD_NO_HOST},
    {"https://anna:word@a.example/x?sig=x", DOWNLOAD_NO_HOST},
};

START_TEST(what_must_not_be_followed_is_barred)
{
    find(bars[_i].url);
    ck_assert_uint_eq(links.count, 1);
    ck_assert_int_eq(links.items[0].bar, bars[_i].bar);
    ck_assert_int_eq(download_bar_text(bars[_i].bar) != NULL,
                     bars[_i].bar != DOWNLOAD_OPEN);
    ck_assert_ptr_null(strstr(links.items[0].host, "word"));
    ck_assert_ptr_null(strstr(links.items[0].source, "word"));
    ck_assert_ptr_null(strstr(links.items[0].source, "sig"));
}
END_TEST

START_TEST(the_end_of_a_signature_is_read)
{
    static const struct {
        const char *se;
        clock_ms until;
    } ends[] = {{"2026-03-02T09:00:00Z", NOW},
                {"2026-03-02T09%3a00Z", NOW},
                {"2026-03-02", NOW - 9 * 3600 * 1000},
                {"soon", 0},
                {"", 0}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct str url = {0};
        str_addf(&url, "https://a.example/x?se=%s&sig=x", ends[i].se);
        find(str_text(&url));
        ck_assert_int_eq(links.items[0].until, ends[i].until);
        str_release(&url);
    }
}
END_TEST

/* "Name: value" lines; the status is the first word. */
static struct response
response_of(const char *head, const char *body)
{
    struct response response = {0};
    struct span rest = span_of(head), line, name;
    uint64_t status = 0;
    span_next(&rest, '\n', &line);
    ck_assert(span_number(line, 999, &status));
    response.status = (int)status;
    while (span_next(&rest, '\n', &line)) {
        struct span value = line;
        span_next(&value, ':', &name);
        pairs_add(&response.headers, name, span_trim(value));
    }
    response.body = str_of(body);
    return response;
}

static const struct {
    const char *head;
    uint64_t have;
    enum download_turn turn;
} turns[] = {
    {"200\nContent-Length: 100", 0, DOWNLOAD_FROM_START},
    {"200\nContent-Length: 100", 40, DOWNLOAD_FROM_START},
    {"206\nContent-Range: bytes 40-99/100", 40, DOWNLOAD_GO_ON},
    {"206\nContent-Range: bytes 40-99/*", 40, DOWNLOAD_GO_ON},
    {"206\nETag: \"a\"\nContent-Range: bytes 40-99/100", 40, DOWNLOAD_GO_ON},
    {"206\nETag: \"b\"\nContent-Range: bytes 40-99/100", 40, DOWNLOAD_MISPLACED},
    {"206\nContent-Range: bytes 41-99/100", 40, DOWNLOAD_MISPLACED},
    {"206\nContent-Range: bytes 40-119/120", 40, DOWNLOAD_MISPLACED},
    {"206\nContent-Range: bytes 40-2/100", 40, DOWNLOAD_MISPLACED},
    {"206\nContent-Range: lines 40-99/100", 40, DOWNLOAD_MISPLACED},
    {"206", 40, DOWNLOAD_MISPLACED},
    {"416\nContent-Range: bytes */100", 100, DOWNLOAD_COMPLETE},
    {"416\nContent-Range: bytes */100", 140, DOWNLOAD_REFUSED},
    {"416", 100, DOWNLOAD_REFUSED},
    {"204", 0, DOWNLOAD_REFUSED},
    {"302\nLocation: https://b.example/", 0, DOWNLOAD_REFUSED},
    {"403", 40, DOWNLOAD_REFUSED},
};

START_TEST(an_answer_is_judged_by_its_head)
{
    char tag[] = "\"a\"";
    struct download_mark mark = {.sized = true, .size = 100, .tag = tag};
    struct response response = response_of(turns[_i].head, "");
    ck_assert_int_eq(download_turn(&response, &mark, turns[_i].have), turns[_i].turn);
    response_release(&response);
}
END_TEST

START_TEST(a_mark_is_read_as_it_was_written)
{
    struct download_mark mark = {.source = mem_strdup("a.example/x y")}, again = {0};
    struct response response =
        response_of("200\nETag: \"0x1\"\nContent-Length: 70\nContent-MD5: "
                    "Q2hlY2sgSW50ZWdyaXR5IQ==",
                    "");
    struct str text = {0};
    download_mark_learn(&mark, &response);
    download_mark_write(&mark, &text);
    ck_assert(download_mark_read(&again, str_span(&text)));
    ck_assert_str_eq(again.source, "a.example/x y");
    ck_assert_str_eq(again.tag, "\"0x1\"");
    ck_assert_str_eq(again.md5, "Q2hlY2sgSW50ZWdyaXR5IQ==");
    ck_assert(again.sized && again.size == 70);
    download_mark_release(&again);
    ck_assert(!download_mark_read(&again, SPAN("")));
    ck_assert(!download_mark_read(&again, SPAN("PK\3\4")));
    download_mark_release(&again);
    download_mark_release(&mark);
    response_release(&response);
    /* a weak tag does not say that the bytes are the same; a part has its own MD5 */
    response = response_of("206\nETag: W/\"1\"\nContent-Range: bytes 3-9/10\n"
                           "Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==",
                           "");
    download_mark_learn(&mark, &response);
    ck_assert_ptr_null(mark.tag);
    ck_assert_ptr_null(mark.md5);
    ck_assert(mark.sized && mark.size == 10);
    download_mark_release(&mark);
    response_release(&response);
    str_release(&text);
}
END_TEST

#define FAILED                                                                         \
    "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code><Message>no"

static const struct {
    const char *head, *body, *said;
} refused[] = {
    {"403\nDate: Mon, 02 Mar 2026 10:00:01 GMT", FAILED "</Message></Error>",
     "the link ended at 2026-03-02 10:00:00 UTC; ask for a new one"},
    {"403\nDate: Mon, 02 Mar 2026 09:00:00 GMT", FAILED "</Message></Error>",
     "does not take the link's signature"},
    {"403",
     FAILED "</Message><AuthenticationErrorDetail>Expiry [Mon, 02 Mar 2026 08:30:00 "
            "GMT] - Current [Mon, 02 Mar 2026 09:00:00 GMT]",
     "the link ended at 2026-03-02 08:30:00 UTC"},
    {"403\nx-ms-error-code: AuthorizationSourceIPMismatch", "", "other addresses"},
    {"404\nx-ms-error-code: BlobNotFound", "", "not there any more"},
    {"404", "", "no such file"},
    {"503\nx-ms-error-code: ServerBusy", "", "again in a minute"},
    {"307\nLocation: https://b.example", "", "another place (307)"},
    {"500\nx-ms-error-code: Odd\x1b[2J", "", "500 Odd\\u001b[2J"},
    {"502", "", "502 Bad Gateway"},
};

START_TEST(a_refusal_says_what_to_do)
{
    struct response response = response_of(refused[_i].head, refused[_i].body);
    struct str text = {0};
    find("https://a.example/x/pack.zip" QUERY);
    download_refusal(&links.items[0], &response, NOW, &text);
    ck_assert_msg(span_has(str_span(&text), refused[_i].said), "%s", str_text(&text));
    ck_assert(!span_has(str_span(&text), "sig"
                                         "="));
    str_release(&text);
    response_release(&response);
}
END_TEST

static Suite *
download_suite(void)
{
    Suite *suite = suite_create("download");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, NULL, end);
    tcase_add_test(all, links_are_found_in_any_form);
    tcase_add_test(all, what_is_no_link_is_left);
    tcase_add_loop_test(all, a_name_is_safe, 0, sizeof named / sizeof *named);
    tcase_add_test(all, no_two_files_get_one_name);
    tcase_add_loop_test(all, what_must_not_be_followed_is_barred, 0,
                        sizeof bars / sizeof *bars);
    tcase_add_test(all, the_end_of_a_signature_is_read);
    tcase_add_loop_test(all, an_answer_is_judged_by_its_head, 0,
                        sizeof turns / sizeof *turns);
    tcase_add_test(all, a_mark_is_read_as_it_was_written);
    tcase_add_loop_test(all, a_refusal_says_what_to_do, 0,
                        sizeof refused / sizeof *refused);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(download_suite)
