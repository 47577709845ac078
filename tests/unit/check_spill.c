#include "unit.h"

#include "../support/scratch.h"
#include "base/memory.h"
#include "io/spill.h"

#include <dirent.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LIMIT = 1000, PIECE = 300000 };

static struct bulk_place place;
static struct str piece;

static void
start(void)
{
    scratch_make();
    place = spill_place;
    place.limit = LIMIT;
    for (unsigned i = 0; i < PIECE; i++)
        str_add_byte(&piece, (char)('a' + i % 23));
}

static void
end(void)
{
    str_release(&piece);
    scratch_remove();
}

static unsigned
count_names(const char *path)
{
    DIR *folder = opendir(path);
    unsigned count = 0;
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    if (folder)
        closedir(folder);
    return count;
}

static enum status
add(struct bulk *bulk, struct span text, struct err *err)
{
    return bulk_write(bulk, bulk->text.n, &text, 1, err);
}

static void
limit_files(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(what_is_small_stays_in_memory)
{
    struct bulk bulk = {.place = &place};
    struct err err = {0};
    ck_assert_int_eq(add(&bulk, span_sub(str_span(&piece), 0, LIMIT), &err), STATUS_OK);
    ck_assert_ptr_null(bulk.kept);
    ck_assert_int_ne(access(scratch_path("cache/defscope"), F_OK), 0);
    struct span end[] = {SPAN("x"), SPAN("y")};
    ck_assert_int_eq(bulk_write(&bulk, 3, end, 2, &err), STATUS_OK);
    ck_assert_str_eq(str_text(&bulk.text), "abcxy");
    bulk_release(&bulk);
    ck_assert_ptr_null(bulk.text.p);
}
END_TEST

START_TEST(what_is_large_lies_in_a_file_without_a_name)
{
    struct bulk bulk = {.place = &place};
    struct str whole = {0};
    struct err err = {0};
    for (unsigned i = 0; i < 20; i++) { /* past several widths of the map */
        struct span text = span_sub(str_span(&piece), 0, 500 + i * (PIECE / 20));
        size_t at = bulk.text.n > 7 ? bulk.text.n - 7 : 0; /* over what stands there */
        ck_assert_msg(bulk_write(&bulk, at, &text, 1, &err) == STATUS_OK, "%s",
                      err.text);
        str_cut(&whole, at);
        str_add(&whole, text);
        ck_assert_int_eq(bulk.kept != NULL, whole.n > LIMIT);
        ck_assert(span_equal(str_span(&bulk.text), str_span(&whole)));
        ck_assert_int_eq(bulk.text.p[bulk.text.n], '\0');
    }
    ck_assert_uint_eq(count_names(scratch_path("cache/defscope")), 0);
    struct stat folder;
    ck_assert_int_eq(stat(scratch_path("cache/defscope"), &folder), 0);
    ck_assert_uint_eq(folder.st_mode & 0777, 0700);
    char *page = bulk.text.p;
    bulk_release(&bulk);
    ck_assert_int_ne(msync(page, 1, MS_ASYNC), 0); /* nothing is mapped there */
    str_release(&whole);
}
END_TEST

START_TEST(a_full_disk_leaves_what_is_there)
{
    struct bulk bulk = {.place = &place};
    struct err err = {0};
    limit_files(PIECE + 100);
    ck_assert_int_eq(add(&bulk, str_span(&piece), &err), STATUS_OK);
    struct span more[] = {SPAN("over the end"), str_span(&piece)};
    ck_assert_int_eq(bulk_write(&bulk, PIECE - 5, more, 2, &err), STATUS_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "/cache/defscope"));
    ck_assert_ptr_nonnull(strstr(err.text, "Make room"));
    ck_assert(span_equal(str_span(&bulk.text), str_span(&piece)));
    ck_assert_int_eq(bulk.text.p[PIECE], '\0');
    limit_files(3 * PIECE);
    ck_assert_int_eq(bulk_write(&bulk, PIECE - 5, more, 2, &err), STATUS_OK);
    ck_assert_uint_eq(bulk.text.n, 2 * PIECE - 5 + more[0].n);
    ck_assert_int_eq(memcmp(bulk.text.p + PIECE - 5, "over the endabc", 15), 0);
    bulk_release(&bulk);
}
END_TEST

START_TEST(a_disk_that_is_full_from_the_start_takes_nothing)
{
    struct bulk bulk = {.place = &place};
    struct err err = {0};
    ck_assert_int_eq(add(&bulk, SPAN("begun"), &err), STATUS_OK);
    limit_files(PIECE - 1);
    ck_assert_int_eq(add(&bulk, str_span(&piece), &err), STATUS_IO);
    ck_assert_str_eq(str_text(&bulk.text), "begun");
    bulk_release(&bulk);
}
END_TEST

START_TEST(a_folder_that_cannot_be_made_is_told)
{
    struct bulk bulk = {.place = &place};
    struct err err = {0};
    scratch_write("cache", "", 0600);
    ck_assert_int_eq(add(&bulk, SPAN("begun"), &err), STATUS_OK);
    ck_assert_int_eq(add(&bulk, str_span(&piece), &err), STATUS_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "/cache"));
    ck_assert_ptr_null(bulk.kept);
    ck_assert_str_eq(str_text(&bulk.text), "begun");
    bulk_release(&bulk);
}
END_TEST

START_TEST(without_a_place_all_is_in_memory)
{
    struct bulk bulk = {0};
    struct err err = {0};
    for (unsigned i = 0; i < 3; i++)
        ck_assert_int_eq(add(&bulk, str_span(&piece), &err), STATUS_OK);
    ck_assert_uint_eq(bulk.text.n, 3 * PIECE);
    ck_assert_ptr_null(bulk.kept);
    bulk_release(&bulk);
}
END_TEST

static Suite *
suite(void)
{
    Suite *suite = suite_create("spill");
    TCase *tests = tcase_create("spill");
    tcase_add_checked_fixture(tests, start, end);
    tcase_add_test(tests, what_is_small_stays_in_memory);
    tcase_add_test(tests, what_is_large_lies_in_a_file_without_a_name);
    tcase_add_test(tests, a_full_disk_leaves_what_is_there);
    tcase_add_test(tests, a_disk_that_is_full_from_the_start_takes_nothing);
    tcase_add_test(tests, a_folder_that_cannot_be_made_is_told);
    tcase_add_test(tests, without_a_place_all_is_in_memory);
    suite_add_tcase(suite, tests);
    return suite;
}

UNIT_MAIN(suite)
