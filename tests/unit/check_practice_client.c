#include "unit.h"

#include "../support/fault_client.h"
#include "../support/scratch.h"
#include "io/practice.h"

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct fault_client server;
static char system_path[4096];

static void
start(void)
{
    scratch_make();
    ck_assert_int_eq(mkdir(scratch_path("bin"), 0700), 0);
    ck_assert_int_eq(mkdir(scratch_path("run"), 0700), 0);
    ck_assert_int_eq(mkdir(scratch_path("run/defscope"), 0700), 0);
    snprintf(system_path, sizeof system_path, "%s", getenv("PATH"));
    setenv("PATH", scratch_path("bin"), 1);
    fault_client_start(&server);
}

static void
stop(void)
{
    fault_client_stop(&server);
    scratch_remove();
}

static void
write_note(const char *host, unsigned port, long pid, unsigned mode)
{
    char text[256];
    snprintf(text, sizeof text,
             "{\"url\": \"http://%s:%u\", \"bearer\": \"practice-bearer-1234\", "
             "\"pid\": %ld}",
             host, port, pid);
    scratch_write("run/defscope/practice.json", text, mode);
}

/* A program in the practice tenant's place. */
static void
install(const char *script)
{
    struct str text = {0};
    str_addf(&text, "#!/bin/sh\nPATH='%s'\n%s\n", system_path, script);
    scratch_write("bin/defscope-practice", str_text(&text), 0700);
    str_release(&text);
}

#define GREETING                                                                       \
    "echo '{\"url\":\"http://127.0.0.1:4321\",\"bearer\":\"own-bearer-5678\","         \
    "\"bearers\":{\"read-only\":\"reads-only\",\"expired\":\"too-old\"}}'\n"           \
    "cat > /dev/null"

START_TEST(the_one_that_runs_is_found)
{
    struct practice practice;
    struct err err = {0};
    write_note("127.0.0.1", server.port, (long)server.pid, 0600);
    ck_assert_msg(practice_find(&practice, &err) == STATUS_OK, "%s", err.text);
    ck_assert_span(secret_reveal(&practice.bearers[PRACTICE_FULL]),
                   "practice-bearer-1234");
    ck_assert(span_starts(span_of(practice.base), "http://127.0.0.1:"));
    ck_assert_int_eq(practice.pid, 0);
    practice_release(&practice);
    ck_assert_int_eq(kill(server.pid, 0), 0);
}
END_TEST

START_TEST(one_that_does_not_run_is_not_found)
{
    struct practice practice;
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    /* readable by others; another host; a dead process; nobody listens */
    write_note("127.0.0.1", server.port, (long)server.pid, 0644);
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    write_note("192.0.2.1", server.port, (long)server.pid, 0600);
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    write_note("127.0.0.1@192.0.2.1", server.port, (long)server.pid, 0600);
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    pid_t gone = fork();
    if (gone == 0)
        _exit(0);
    waitpid(gone, NULL, 0);
    write_note("127.0.0.1", server.port, (long)gone, 0600);
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    write_note("127.0.0.1", server.deaf_port, (long)server.pid, 0600);
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    scratch_write("run/defscope/practice.json", "{\"url\":", 0600);
    ck_assert_int_eq(practice_find(&practice, NULL), STATUS_FOUND);
    practice_release(&practice);
}
END_TEST

START_TEST(one_of_our_own_ends_with_us)
{
    struct practice practice;
    struct err err = {0};
    bool started = false;
    install(GREETING);
    ck_assert_msg(practice_ensure(&practice, false, &started, &err) == STATUS_OK, "%s",
                  err.text);
    ck_assert(started);
    ck_assert_str_eq(practice.base, "http://127.0.0.1:4321");
    ck_assert_span(secret_reveal(&practice.bearers[PRACTICE_FULL]), "own-bearer-5678");
    ck_assert_span(secret_reveal(practice_bearer(&practice, "expired")), "too-old");
    ck_assert_ptr_null(practice_bearer(&practice, "other"));
    pid_t pid = practice.pid;
    ck_assert_int_eq(kill(pid, 0), 0);
    practice_release(&practice);
    ck_assert_int_ne(kill(pid, 0), 0);
}
END_TEST

static const char *const useless[] = {
    "exit 1",
    "echo something else; echo; cat >/dev/null",
    "echo '{\"url\":\"http://127.0.0.1:99999\",\"bearer\":\"b\"}'; exec cat",
    "echo '{\"url\":\"http://127.0.0.1:4321\"}'; exit 0",
};

START_TEST(one_that_does_not_come_up_is_told)
{
    struct practice practice;
    struct err err = {0};
    install(useless[_i]);
    ck_assert_int_eq(practice_start(&practice, false, &err), STATUS_IO);
    ck_assert_msg(strstr(err.text, "did not come up") != NULL, "%s", err.text);
    ck_assert_int_eq(practice.pid, 0);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("practice client");
    TCase *t = tcase_create("practice client");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, the_one_that_runs_is_found);
    tcase_add_test(t, one_that_does_not_run_is_not_found);
    tcase_add_test(t, one_of_our_own_ends_with_us);
    tcase_add_loop_test(t, one_that_does_not_come_up_is_told, 0, 4);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
