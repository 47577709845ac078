#include "unit.h"

#include "../support/scratch.h"
#include "base/memory.h"
#include "io/files.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void
start(void)
{
    scratch_make();
}

static unsigned
mode_of(const char *path)
{
    struct stat about;
    ck_assert_int_eq(lstat(path, &about), 0);
    return about.st_mode & 07777;
}

static unsigned
count_names(const char *path)
{
    DIR *folder = opendir(path);
    unsigned count = 0;
    for (const struct dirent *entry; folder && (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

START_TEST(a_written_file_is_read_back)
{
    struct str value = {0}, back = {0};
    struct err err = {0};
    for (unsigned i = 0; i < 200000; i++)
        str_add_byte(&value, (char)(i * 31));
    const char *path = scratch_path("one");
    ck_assert_msg(file_write(path, str_span(&value), &err) == STATUS_OK, "%s",
                  err.text);
    ck_assert_uint_eq(mode_of(path), 0600);
    ck_assert_int_eq(file_read(path, 0, &back, &err), STATUS_OK);
    ck_assert(span_equal(str_span(&value), str_span(&back)));
    ck_assert_int_eq(file_read(path, 199999, &back, &err), STATUS_LIMIT);
    ck_assert_int_eq(file_read(path, 200000, &back, &err), STATUS_OK);
    str_release(&value);
    str_release(&back);
}
END_TEST

START_TEST(a_failed_write_leaves_the_old_file)
{
    struct err err = {0};
    struct str back = {0};
    ck_assert_int_eq(mkdir(scratch_path("closed"), 0700), 0);
    scratch_write("closed/old", "old", 0600);
    ck_assert_int_eq(mkdir(scratch_path("closed/folder"), 0700), 0);
    /* A folder can't be replaced by a file: the last step fails. */
    ck_assert_int_eq(file_write(scratch_path("closed/folder"), SPAN("new"), &err),
                     STATUS_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "closed/folder"));
    ck_assert_int_eq(file_write(scratch_path("nowhere/file"), SPAN("new"), &err),
                     STATUS_IO);
    ck_assert_int_eq(file_read(scratch_path("closed/old"), 0, &back, &err), STATUS_OK);
    ck_assert_span(str_span(&back), "old");
    ck_assert_uint_eq(count_names(scratch_path("closed")), 2); /* old and folder */
    str_release(&back);
}
END_TEST

START_TEST(a_full_disk_is_told)
{
    struct err err = {0};
    if (access("/dev/full", W_OK) != 0)
        return;
    FILE *full = fopen("/dev/full", "w");
    ck_assert_int_eq(fd_write(fileno(full), SPAN("x"), "full", &err), STATUS_IO);
    ck_assert_ptr_nonnull(strstr(err.text, "full"));
    fclose(full);
}
END_TEST

START_TEST(what_is_no_file_is_told)
{
    struct str back = {0};
    struct err err = {0};
    ck_assert_int_eq(file_read(scratch_path("absent"), 0, &back, &err), STATUS_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "absent"));
    ck_assert_int_eq(file_read("/tmp", 0, &back, &err), STATUS_INPUT);
    str_release(&back);
}
END_TEST

START_TEST(a_private_file_must_be_private)
{
    struct str back = {0};
    struct err err = {0};
    scratch_write("open", "x", 0644);
    scratch_write("closed", "x", 0600);
    ck_assert_int_eq(file_read_private(scratch_path("open"), 0, &back, &err),
                     STATUS_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "chmod 600"));
    ck_assert_int_eq(file_read_private(scratch_path("closed"), 0, &back, &err),
                     STATUS_OK);
    ck_assert_int_eq(symlink(scratch_path("closed"), scratch_path("link")), 0);
    ck_assert_int_eq(file_read_private(scratch_path("link"), 0, &back, &err),
                     STATUS_INPUT);
    ck_assert_int_eq(mkfifo(scratch_path("fifo"), 0600), 0);
    ck_assert_int_eq(file_read_private(scratch_path("fifo"), 0, &back, &err),
                     STATUS_INPUT);
    str_release(&back);
}
END_TEST

START_TEST(a_map_shows_the_file)
{
    struct mapping mapping;
    scratch_write("map", "some text", 0600);
    scratch_write("empty", "", 0600);
    ck_assert_int_eq(file_map(scratch_path("map"), &mapping, NULL), STATUS_OK);
    ck_assert_span(mapping.data, "some text");
    mapping_release(&mapping);
    ck_assert_int_eq(file_map(scratch_path("empty"), &mapping, NULL), STATUS_OK);
    ck_assert_uint_eq(mapping.data.n, 0);
    mapping_release(&mapping);
    ck_assert_int_eq(file_map(scratch_path("absent"), &mapping, NULL), STATUS_INPUT);
    mapping_release(&mapping);
}
END_TEST

START_TEST(folders_are_made_for_us_alone)
{
    struct err err = {0};
    const char *path = scratch_path("a/b/c");
    ck_assert_int_eq(folder_make(path, &err), STATUS_OK);
    ck_assert_int_eq(folder_make(path, &err), STATUS_OK);
    ck_assert_uint_eq(mode_of(path), 0700);
    ck_assert_uint_eq(mode_of(scratch_path("a")), 0700);
    ck_assert_int_eq(chmod(path, 0777), 0);
    ck_assert_int_eq(folder_make(path, &err), STATUS_OK);
    ck_assert_uint_eq(mode_of(path), 0700);
    scratch_write("file", "", 0600);
    ck_assert_int_eq(folder_make(scratch_path("file"), &err), STATUS_IO);
    ck_assert_int_eq(symlink("/", scratch_path("elsewhere")), 0);
    ck_assert_int_eq(folder_make(scratch_path("elsewhere"), &err), STATUS_IO);
}
END_TEST

static void
check_path(enum folder folder, const char *name, const char *want)
{
    char *path = folder_path(folder, name);
    ck_assert_str_eq(path, want);
    mem_free(path);
}

START_TEST(paths_follow_the_xdg_rules)
{
    setenv("HOME", "/home/u", 1);
    setenv("XDG_CONFIG_HOME", "/c", 1);
    setenv("XDG_DATA_HOME", "relative/is/invalid", 1);
    unsetenv("XDG_STATE_HOME");
    unsetenv("XDG_RUNTIME_DIR");
    check_path(FOLDER_CONFIG, "config", "/c/defscope/config");
    check_path(FOLDER_DATA, "x", "/home/u/.local/share/defscope/x");
    check_path(FOLDER_STATE, NULL, "/home/u/.local/state/defscope");
    char *runtime = folder_path(FOLDER_RUNTIME, NULL);
    ck_assert(span_starts(span_of(runtime), "/tmp/defscope-"));
    mem_free(runtime);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("files");
    TCase *t = tcase_create("files");
    tcase_add_checked_fixture(t, start, scratch_remove);
    tcase_add_test(t, a_written_file_is_read_back);
    tcase_add_test(t, a_failed_write_leaves_the_old_file);
    tcase_add_test(t, a_full_disk_is_told);
    tcase_add_test(t, what_is_no_file_is_told);
    tcase_add_test(t, a_private_file_must_be_private);
    tcase_add_test(t, a_map_shows_the_file);
    tcase_add_test(t, folders_are_made_for_us_alone);
    tcase_add_test(t, paths_follow_the_xdg_rules);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
