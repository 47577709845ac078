#include "unit.h"

#include "../support/scratch.h"
#include "base/memory.h"
#include "io/files.h"
#include "io/history.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECRET "top-secret-bearer-0123456789"
#define DAY    ((clock_ms)24 * 60 * 60 * 1000)

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
    exchange.request.method = mem_strdup("POST");
    exchange.request.url = mem_strdup("http://127.0.0.1:1/api/machines");
    exchange.response.status = 200;
    exchange.response.body = str_of("{\"echo\": \"" SECRET "\"}");
    return exchange;
}

static struct history *
open_history(void)
{
    struct history *history = NULL;
    struct err err = {0};
    ck_assert_msg(history_open(&history, HISTORY_WRITE, &err) == STATUS_OK, "%s",
                  err.text);
    return history;
}

static enum status
save_with(struct history *history, const char *id, clock_ms time, struct err *err)
{
    struct exchange exchange = make(id, time);
    struct redactor redactor = {0};
    redactor_know(&redactor, SPAN(SECRET));
    enum status status = history_save(history, &exchange, NULL, &redactor, err);
    redactor_release(&redactor);
    exchange_release(&exchange);
    return status;
}

static void
save(const char *id, clock_ms time)
{
    struct history *history = open_history();
    struct err err = {0};
    ck_assert_msg(save_with(history, id, time, &err) == STATUS_OK, "%s", err.text);
    history_close(history);
}

static size_t
count(void)
{
    struct history *history = open_history();
    struct history_entries entries;
    struct err err = {0};
    ck_assert_msg(history_list(history, 100000, &entries, &err) == STATUS_OK, "%s",
                  err.text);
    size_t n = entries.count;
    history_entries_release(&entries);
    history_close(history);
    return n;
}

static void
check_id(const char *which, const char *want)
{
    struct history *history = NULL;
    struct exchange exchange = {0};
    struct err err = {0};
    ck_assert_int_eq(history_open(&history, HISTORY_READ, &err), STATUS_OK);
    enum status status = history_read(history, which, NULL, &exchange, &err);
    const char *got = status == STATUS_OK ? exchange.id : err.text;
    ck_assert_msg(strstr(got, want) != NULL, "%s gives %s", which, got);
    exchange_release(&exchange);
    history_close(history);
}

static void
run_sql(const char *sql)
{
    sqlite3 *db;
    char *why = NULL;
    ck_assert_int_eq(sqlite3_open(scratch_path("data/defscope/history.db"), &db),
                     SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &why) == SQLITE_OK, "%s", why);
    sqlite3_close(db);
}

START_TEST(what_is_kept_is_found_again)
{
    check_id("last", "nothing was sent");
    ck_assert_int_ne(access(scratch_path("data/defscope/history.db"), F_OK), 0);
    save("abc234", 1000);
    save("abd567", 3000);
    save("xyz789", 2000);
    check_id("last", "abd567");
    check_id("abc234", "abc234");
    check_id("x", "xyz789");
    check_id("ab", "more than one");
    check_id("q", "history");
    check_id("a' OR 1=1 --", "is kept");
    ck_assert_uint_eq(count(), 3);
}
END_TEST

static bool
folder_has(const char *folder, const char *text)
{
    DIR *open = opendir(folder);
    bool has = false;
    for (const struct dirent *file; open && (file = readdir(open));) {
        struct str path = {0}, data = {0};
        str_addf(&path, "%s/%s", folder, file->d_name);
        if (file_read(str_text(&path), 0, &data, NULL) == STATUS_OK)
            has |= span_has(str_span(&data), text);
        str_release(&path);
        str_release(&data);
    }
    closedir(open);
    return has;
}

START_TEST(no_secret_reaches_the_disk_and_nobody_else_reads_it)
{
    static const char *const files[] = {"data/defscope/history.db",
                                        "data/defscope/history.db-wal",
                                        "data/defscope/history.db-shm"};
    struct history *history = open_history();
    struct stat about;
    mode_t before = umask(0);
    ck_assert_int_eq(save_with(history, "abc234", 1000, NULL), STATUS_OK);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        ck_assert_int_eq(stat(scratch_path(files[i]), &about), 0);
        ck_assert_uint_eq(about.st_mode & 0777, 0600);
    }
    ck_assert(folder_has(scratch_path("data/defscope"), "echo"));
    ck_assert(!folder_has(scratch_path("data/defscope"), "top-secret"));
    umask(before);
    history_close(history);
}
END_TEST

/* The diagnosis tells the message again, in a form of its own. */
START_TEST(the_diagnosis_holds_no_secret_either)
{
    struct history *history = open_history();
    struct exchange exchange = make("abc234", 1000);
    struct redactor redactor = {0};
    struct diagnosis diagnosis = {0};
    struct diagnosis_context known = {.now = 1000};
    redactor_know(&redactor, SPAN(SECRET));
    str_set(&exchange.response.body,
            SPAN("{\"error\": {\"code\": \"Bad" SECRET "\", \"message\": \"no " SECRET
                 "\", \"target\": \"" SECRET "\"}}"));
    exchange.response.status = 400;
    diagnose(&diagnosis, &exchange, &known);
    ck_assert_int_eq(history_save(history, &exchange, &diagnosis, &redactor, NULL),
                     STATUS_OK);
    ck_assert(folder_has(scratch_path("data/defscope"), "abc234"));
    ck_assert(!folder_has(scratch_path("data/defscope"), "top-secret"));
    diagnosis_release(&diagnosis);
    redactor_release(&redactor);
    exchange_release(&exchange);
    history_close(history);
}
END_TEST

START_TEST(what_is_deleted_is_gone_from_the_disk)
{
    save("abc234", 1000);
    save("xyz789", 2000);
    struct history *history = open_history();
    ck_assert_int_eq(history_delete(history, "xyz", NULL), STATUS_OK);
    ck_assert_int_eq(history_delete(history, "xyz", NULL), STATUS_INPUT);
    ck_assert(!folder_has(scratch_path("data/defscope"), "xyz789"));
    size_t deleted;
    ck_assert_int_eq(history_clear(history, &deleted, NULL), STATUS_OK);
    ck_assert_uint_eq(deleted, 1);
    ck_assert(!folder_has(scratch_path("data/defscope"), "abc234"));
    history_close(history);
    ck_assert_uint_eq(count(), 0);
}
END_TEST

START_TEST(old_ones_go_but_not_what_is_marked)
{
    struct history *history = open_history();
    ck_assert_int_eq(save_with(history, "old222", 1 * DAY, NULL), STATUS_OK);
    ck_assert_int_eq(save_with(history, "old333", 2 * DAY, NULL), STATUS_OK);
    ck_assert_int_eq(history_mark(history, "old333", true, NULL), STATUS_OK);
    ck_assert_int_eq(save_with(history, "new444", 100 * DAY, NULL), STATUS_OK);
    ck_assert_uint_eq(count(), 2);
    check_id("old333", "old333");
    check_id("old222", "no exchange");
    history_close(history);
}
END_TEST

START_TEST(many_bytes_push_the_oldest_out)
{
    struct history *history = open_history();
    for (int i = 0; i < 4; i++) {
        char id[8];
        snprintf(id, sizeof id, "id%d", i);
        ck_assert_int_eq(save_with(history, id, 1000 + i, NULL), STATUS_OK);
    }
    run_sql("UPDATE exchange SET bytes = 100000000 WHERE id != 'id3'");
    ck_assert_int_eq(save_with(history, "id4", 2000, NULL), STATUS_OK);
    check_id("id0", "no exchange");
    check_id("id3", "id3");
    check_id("id4", "id4");
    history_close(history);
}
END_TEST

START_TEST(a_body_too_large_is_said_not_kept)
{
    struct history *history = open_history();
    struct exchange exchange = make("abc234", 1000), read = {0};
    str_add_repeat(&exchange.response.body, ' ', HISTORY_BODY_MAX);
    size_t size = exchange.response.body.n;
    ck_assert_int_eq(history_save(history, &exchange, NULL, NULL, NULL), STATUS_OK);
    ck_assert_uint_eq(exchange.response.body.n, size);
    ck_assert_int_eq(history_read(history, "last", NULL, &read, NULL), STATUS_OK);
    ck_assert_uint_eq(read.response.body.n, 0);
    ck_assert_ptr_nonnull(strstr(read.response.fault, "16 MB"));
    exchange_release(&exchange);
    exchange_release(&read);
    history_close(history);
}
END_TEST

START_TEST(an_intent_is_completed_by_its_answer)
{
    struct history *history = open_history();
    struct exchange exchange = make("abc234", 1000);
    struct history_entries entries;
    exchange.answered = false;
    ck_assert_int_eq(history_intend(history, &exchange, NULL, NULL), STATUS_OK);
    ck_assert_int_eq(history_list(history, 9, &entries, NULL), STATUS_OK);
    ck_assert_uint_eq(entries.count, 1);
    ck_assert(entries.items[0].unanswered);
    ck_assert_int_eq(entries.items[0].status, 0);
    history_entries_release(&entries);
    ck_assert_int_eq(history_note(history, "abc", SPAN("mine"), NULL), STATUS_OK);
    exchange.answered = true;
    ck_assert_int_eq(history_save(history, &exchange, NULL, NULL, NULL), STATUS_OK);
    ck_assert_int_eq(history_list(history, 9, &entries, NULL), STATUS_OK);
    ck_assert_uint_eq(entries.count, 1);
    ck_assert(!entries.items[0].unanswered);
    ck_assert_int_eq(entries.items[0].status, 200);
    ck_assert_str_eq(entries.items[0].note, "mine");
    history_entries_release(&entries);
    exchange_release(&exchange);
    history_close(history);
}
END_TEST

START_TEST(calls_of_the_last_hour_are_counted)
{
    struct history *history = open_history();
    struct operation operation = {.id = "op", .per_minute = 9}, other = {.id = "other"};
    struct budget budget = {0};
    char profile[] = "here", elsewhere[] = "elsewhere";
    for (int i = 0; i < 4; i++) {
        char id[8];
        snprintf(id, sizeof id, "id%d", i);
        struct exchange exchange =
            make(id, 10 * BUDGET_HOUR_MS - i * BUDGET_HOUR_MS / 2);
        exchange.profile = mem_strdup(i == 1 ? elsewhere : profile);
        exchange.operation = &operation;
        ck_assert_int_eq(history_save(history, &exchange, NULL, NULL, NULL), STATUS_OK);
        exchange_release(&exchange);
    }
    ck_assert_int_eq(history_budget(history, &operation, profile, 10 * BUDGET_HOUR_MS,
                                    &budget, NULL),
                     STATUS_OK);
    ck_assert_uint_eq(budget.count, 1); /* one is another profile's, two are too old */
    ck_assert_int_eq(budget.calls[0], 10 * BUDGET_HOUR_MS);
    ck_assert_int_eq(
        history_budget(history, &other, profile, 10 * BUDGET_HOUR_MS, &budget, NULL),
        STATUS_OK);
    ck_assert_uint_eq(budget.count, 0);
    budget_release(&budget);
    history_close(history);
}
END_TEST

START_TEST(older_versions_are_brought_up_and_newer_ones_left_alone)
{
    struct history *history = NULL;
    struct err err = {0};
    save("abc234", 1000);
    run_sql("CREATE TABLE old AS SELECT id, time, bytes, profile, operation, method,"
            " url, status, code, target, json FROM exchange; DROP TABLE exchange;"
            "CREATE TABLE exchange (id TEXT PRIMARY KEY, time INTEGER NOT NULL,"
            " bytes INTEGER NOT NULL, profile TEXT, operation TEXT, method TEXT,"
            " url TEXT, status INTEGER, code TEXT, target TEXT, json TEXT NOT NULL);"
            "INSERT INTO exchange SELECT * FROM old; DROP TABLE old;"
            "PRAGMA user_version = 1");
    check_id("abc234", "abc234");
    save("xyz789", 2000);
    ck_assert_uint_eq(count(), 2);
    run_sql("PRAGMA user_version = 99");
    ck_assert_int_ne(history_open(&history, HISTORY_WRITE, &err), STATUS_OK);
    ck_assert_ptr_nonnull(strstr(err.text, "newer"));
    run_sql("PRAGMA user_version = 4");
    ck_assert_uint_eq(count(), 2);
}
END_TEST

START_TEST(a_damaged_one_is_set_aside_and_said)
{
    save("abc234", 1000);
    scratch_write("data/defscope/history.db",
                  "this is no database, it only fills the "
                  "place of one",
                  0600);
    struct history *history = open_history();
    const char *notice = history_notice(history);
    ck_assert_ptr_nonnull(notice);
    ck_assert_ptr_nonnull(strstr(notice, "history.db.damaged-1"));
    ck_assert_ptr_null(history_notice(history));
    ck_assert_int_eq(save_with(history, "xyz789", 2000, NULL), STATUS_OK);
    history_close(history);
    ck_assert_uint_eq(count(), 1);
    ck_assert_int_eq(access(scratch_path("data/defscope/history.db.damaged-1"), F_OK),
                     0);
}
END_TEST

/* Pages within it are overwritten: opening does not see that, writing does. */
START_TEST(damage_found_later_loses_no_new_exchange)
{
    for (int i = 0; i < 200; i++) {
        char id[8];
        snprintf(id, sizeof id, "id%d", i);
        save(id, 1000 + i);
    }
    run_sql("PRAGMA wal_checkpoint(TRUNCATE)");
    int fd = open(scratch_path("data/defscope/history.db"), O_WRONLY);
    char noise[4096];
    memset(noise, 0x5a, sizeof noise);
    for (off_t at = 4096; at < 100 * 4096; at += 4096)
        ck_assert_int_eq(pwrite(fd, noise, sizeof noise, at), sizeof noise);
    close(fd);
    struct history *history = open_history();
    struct err err = {0};
    ck_assert_msg(save_with(history, "xyz789", 2000, &err) == STATUS_OK, "%s",
                  err.text);
    ck_assert_ptr_nonnull(history_notice(history));
    history_close(history);
    check_id("last", "xyz789");
}
END_TEST

START_TEST(a_place_that_takes_nothing_is_told)
{
    struct history *history = NULL;
    struct err err = {0};
    scratch_write("data", "a file in the folder's place", 0600);
    ck_assert_int_ne(history_open(&history, HISTORY_WRITE, &err), STATUS_OK);
    ck_assert_ptr_null(history);
    ck_assert_uint_gt(strlen(err.text), 0);
}
END_TEST

START_TEST(several_programs_write_at_once)
{
    enum { PROGRAMS = 8, EACH = 25 };
    pid_t children[PROGRAMS];
    for (int p = 0; p < PROGRAMS; p++)
        if ((children[p] = fork()) == 0) {
            struct history *history = open_history();
            for (int i = 0; i < EACH; i++) {
                char id[16];
                snprintf(id, sizeof id, "p%dn%d", p, i);
                if (save_with(history, id, 1000 + i, NULL) != STATUS_OK)
                    _exit(1);
            }
            _exit(0);
        }
    for (int p = 0; p < PROGRAMS; p++) {
        int how;
        ck_assert_int_eq(waitpid(children[p], &how, 0), children[p]);
        ck_assert(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    }
    ck_assert_uint_eq(count(), PROGRAMS * EACH);
}
END_TEST

/* Each may only move the damaged one away, never the new one of another. */
START_TEST(several_programs_find_the_damage_at_once)
{
    enum { PROGRAMS = 8, ROUNDS = 12 };
    save("abc234", 1000); /* makes the folder */
    for (int round = 1; round <= ROUNDS; round++) {
        pid_t children[PROGRAMS];
        int line[2];
        char byte;
        scratch_write("data/defscope/history.db", "this is no database at all", 0600);
        ck_assert_int_eq(pipe(line), 0);
        for (int p = 0; p < PROGRAMS; p++)
            if ((children[p] = fork()) == 0) {
                char id[16];
                snprintf(id, sizeof id, "r%dp%d", round, p);
                close(line[1]);
                while (read(line[0], &byte, 1) > 0) /* until all may begin */
                    continue;
                struct history *history = open_history();
                _exit(save_with(history, id, 1000 + p, NULL) != STATUS_OK);
            }
        close(line[0]);
        close(line[1]);
        for (int p = 0; p < PROGRAMS; p++) {
            int how;
            ck_assert_int_eq(waitpid(children[p], &how, 0), children[p]);
            ck_assert(WIFEXITED(how) && WEXITSTATUS(how) == 0);
        }
        ck_assert_uint_eq(count(), PROGRAMS);
        char name[64];
        snprintf(name, sizeof name, "data/defscope/history.db.damaged-%d", round + 1);
        ck_assert_int_ne(access(scratch_path(name), F_OK), 0);
    }
}
END_TEST

/* What the child had finished when it was killed. */
static size_t
kill_a_writer(int round)
{
    int line[2];
    size_t finished = 0;
    char byte;
    ck_assert_int_eq(pipe(line), 0);
    pid_t child = fork();
    if (child == 0) {
        struct history *history = open_history();
        close(line[0]);
        for (int i = 0;; i++) {
            char id[16];
            snprintf(id, sizeof id, "r%dn%d", round, i);
            if (save_with(history, id, 1000 + i, NULL) != STATUS_OK ||
                write(line[1], "x", 1) != 1)
                _exit(1);
        }
    }
    close(line[1]);
    while (finished < (size_t)(round % 7) && read(line[0], &byte, 1) == 1)
        finished++;
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    while (read(line[0], &byte, 1) == 1)
        finished++;
    close(line[0]);
    return finished;
}

START_TEST(a_killed_writer_loses_nothing_that_was_finished)
{
    const char *asked = getenv("DEFSCOPE_KILLS"); /* 1000 for the whole of it */
    int rounds = asked ? (int)strtol(asked, NULL, 10) : 100;
    size_t finished = 0;
    for (int round = 0; round < rounds; round++)
        finished += kill_a_writer(round);
    size_t kept = count();
    ck_assert_uint_ge(kept, finished);
    ck_assert_uint_le(kept, finished + (size_t)rounds);
    ck_assert_int_ne(access(scratch_path("data/defscope/history.db.damaged-1"), F_OK),
                     0);
}
END_TEST

START_TEST(words_find_entries)
{
    char id[] = "abc234", operation[] = "isolateMachine", code[] = "Forbidden";
    struct history_entry entry = {.id = id,
                                  .time = 0,
                                  .operation = operation,
                                  .code = code,
                                  .status = 403,
                                  .marked = true};
    ck_assert(history_matches(&entry, SPAN("")));
    ck_assert(history_matches(&entry, SPAN("ISOLATE 403")));
    ck_assert(history_matches(&entry, SPAN("1970-01-01 failed marked forb")));
    ck_assert(!history_matches(&entry, SPAN("isolate 404")));
    ck_assert(!history_matches(&entry, SPAN("unanswered")));
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("history");
    TCase *t = tcase_create("history");
    tcase_add_checked_fixture(t, start, scratch_remove);
    tcase_set_timeout(t, 600);
    tcase_add_test(t, what_is_kept_is_found_again);
    tcase_add_test(t, no_secret_reaches_the_disk_and_nobody_else_reads_it);
    tcase_add_test(t, the_diagnosis_holds_no_secret_either);
    tcase_add_test(t, what_is_deleted_is_gone_from_the_disk);
    tcase_add_test(t, old_ones_go_but_not_what_is_marked);
    tcase_add_test(t, many_bytes_push_the_oldest_out);
    tcase_add_test(t, a_body_too_large_is_said_not_kept);
    tcase_add_test(t, an_intent_is_completed_by_its_answer);
    tcase_add_test(t, calls_of_the_last_hour_are_counted);
    tcase_add_test(t, older_versions_are_brought_up_and_newer_ones_left_alone);
    tcase_add_test(t, a_damaged_one_is_set_aside_and_said);
    tcase_add_test(t, damage_found_later_loses_no_new_exchange);
    tcase_add_test(t, a_place_that_takes_nothing_is_told);
    tcase_add_test(t, several_programs_write_at_once);
    tcase_add_test(t, several_programs_find_the_damage_at_once);
    tcase_add_test(t, a_killed_writer_loses_nothing_that_was_finished);
    tcase_add_test(t, words_find_entries);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
