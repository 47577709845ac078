#include "unit.h"

#include "../support/scratch.h"
#include "base/memory.h"
#include "io/files.h"
#include "io/store.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
start(void)
{
    scratch_make();
}

static struct exchange
make(const char *id, clock_ms time)
{
    struct exchange exchange = {.id = mem_strdup(id),
                                .time = time,
                                .answered = true,
                                .timing = {-1, -1, -1, -1, 12}};
    exchange.request.method = mem_strdup("GET");
    exchange.request.url = mem_strdup("http://127.0.0.1:1/api/machines");
    exchange.response.status = 200;
    exchange.response.body = str_of("{\"echo\": \"top-secret-bearer-0123456789\"}");
    return exchange;
}

static enum status
save(const char *id, clock_ms time, struct err *err)
{
    struct exchange exchange = make(id, time);
    struct redactor redactor = {0};
    redactor_know(&redactor, SPAN("top-secret-bearer-0123456789"));
    enum status status = store_save(&exchange, NULL, &redactor, err);
    redactor_release(&redactor);
    exchange_release(&exchange);
    return status;
}

static char *
id_of(const char *which)
{
    struct exchange exchange = {0};
    struct err err = {0};
    enum status status = store_read(which, NULL, &exchange, &err);
    char *id = status == STATUS_OK ? mem_strdup(exchange.id) : mem_strdup(err.text);
    exchange_release(&exchange);
    return id;
}

static void
check_id(const char *which, const char *want)
{
    char *got = id_of(which);
    ck_assert_msg(strstr(got, want) != NULL, "%s gives %s", which, got);
    mem_free(got);
}

START_TEST(what_is_kept_is_found_again)
{
    struct err err = {0};
    check_id("last", "nothing was sent");
    ck_assert_msg(save("abc234", 1000, &err) == STATUS_OK, "%s", err.text);
    ck_assert_int_eq(save("abd567", 3000, &err), STATUS_OK);
    ck_assert_int_eq(save("xyz789", 2000, &err), STATUS_OK);
    check_id("last", "abd567");
    check_id("abc234", "abc234");
    check_id("x", "xyz789");
    check_id("ab", "more than one");
    check_id("q", "history");
    struct store_entries entries;
    ck_assert_int_eq(store_list(&entries, NULL), STATUS_OK);
    ck_assert_uint_eq(entries.count, 3);
    ck_assert_str_eq(entries.items[1].id, "xyz789");
    ck_assert_int_eq(entries.items[1].time, 2000);
    store_entries_release(&entries);
}
END_TEST

START_TEST(no_secret_reaches_the_disk_and_nobody_else_reads_it)
{
    struct store_entries entries;
    struct str text = {0};
    struct stat about;
    ck_assert_int_eq(save("abc234", 1000, NULL), STATUS_OK);
    ck_assert_int_eq(store_list(&entries, NULL), STATUS_OK);
    ck_assert_uint_eq(entries.count, 1);
    ck_assert_int_eq(file_read(entries.items[0].path, 0, &text, NULL), STATUS_OK);
    ck_assert(span_has(str_span(&text), "echo"));
    ck_assert(!span_has(str_span(&text), "top-secret"));
    ck_assert_int_eq(stat(entries.items[0].path, &about), 0);
    ck_assert_uint_eq(about.st_mode & 0777, 0600);
    str_release(&text);
    store_entries_release(&entries);
}
END_TEST

START_TEST(the_newest_are_kept)
{
    struct store_entries entries;
    for (int i = 0; i < STORE_MAX + 5; i++) {
        char id[8];
        snprintf(id, sizeof id, "id%d", i);
        ck_assert_int_eq(save(id, 1000 + i, NULL), STATUS_OK);
    }
    ck_assert_int_eq(store_list(&entries, NULL), STATUS_OK);
    ck_assert_uint_eq(entries.count, STORE_MAX);
    ck_assert_str_eq(entries.items[0].id, "id54");
    ck_assert_str_eq(entries.items[STORE_MAX - 1].id, "id5");
    store_entries_release(&entries);
}
END_TEST

START_TEST(other_files_are_left_alone)
{
    struct store_entries entries;
    size_t deleted;
    ck_assert_int_eq(save("abc234", 1000, NULL), STATUS_OK);
    scratch_write("data/defscope/exchanges/notes.json", "mine", 0600);
    scratch_write("data/defscope/exchanges/12-UP.json", "mine", 0600);
    scratch_write("data/defscope/exchanges/0000000001000-abc234.json.tmp", "", 0600);
    ck_assert_int_eq(store_list(&entries, NULL), STATUS_OK);
    ck_assert_uint_eq(entries.count, 1);
    store_entries_release(&entries);
    ck_assert_int_eq(store_clear(&deleted, NULL), STATUS_OK);
    ck_assert_uint_eq(deleted, 1);
    ck_assert_int_eq(access(scratch_path("data/defscope/exchanges/notes.json"), F_OK),
                     0);
}
END_TEST

START_TEST(one_can_be_deleted)
{
    ck_assert_int_eq(save("abc234", 1000, NULL), STATUS_OK);
    ck_assert_int_eq(save("xyz789", 2000, NULL), STATUS_OK);
    ck_assert_int_eq(store_delete("xyz", NULL), STATUS_OK);
    ck_assert_int_eq(store_delete("xyz", NULL), STATUS_INPUT);
    check_id("last", "abc234");
}
END_TEST

START_TEST(a_place_that_takes_nothing_is_told)
{
    struct err err = {0};
    scratch_write("data", "a file in the folder's place", 0600);
    ck_assert_int_eq(save("abc234", 1000, &err), STATUS_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "not kept"));
    ck_assert_int_eq(save("../../up", 1000, &err), STATUS_INPUT);
}
END_TEST

START_TEST(a_damaged_one_is_told)
{
    ck_assert_int_eq(save("abc234", 1000, NULL), STATUS_OK);
    scratch_write("data/defscope/exchanges/0000000002000-bad222.json",
                  "{\"id\":", 0600);
    struct exchange exchange = {0};
    struct err err = {0};
    ck_assert_int_ne(store_read("last", NULL, &exchange, &err), STATUS_OK);
    ck_assert_uint_gt(strlen(err.text), 0);
    exchange_release(&exchange);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("store");
    TCase *t = tcase_create("store");
    tcase_add_checked_fixture(t, start, scratch_remove);
    tcase_add_test(t, what_is_kept_is_found_again);
    tcase_add_test(t, no_secret_reaches_the_disk_and_nobody_else_reads_it);
    tcase_add_test(t, the_newest_are_kept);
    tcase_add_test(t, other_files_are_left_alone);
    tcase_add_test(t, one_can_be_deleted);
    tcase_add_test(t, a_place_that_takes_nothing_is_told);
    tcase_add_test(t, a_damaged_one_is_told);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
