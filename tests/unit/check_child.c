#include "unit.h"

#include "base/memory.h"
#include "io/child.h"
#include "io/clock.h"
#include "io/spawn.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#define SHELL(script)                                                                  \
    (const char *const[])                                                              \
    {                                                                                  \
        "sh", "-c", script, NULL                                                       \
    }

static struct child_result
run(const char *script, struct span input)
{
    struct child_result result;
    child_run(
        &(struct child_plan){
            .argv = SHELL(script), .input = input, .capture = true, .limit_ms = 10000},
        &result);
    return result;
}

START_TEST(what_goes_in_comes_out)
{
    struct str value = {0};
    for (unsigned i = 0; i < 100000; i++)
        str_addf(&value, "%u,", i);
    struct child_result result = run("cat", str_span(&value));
    ck_assert_int_eq(result.end, CHILD_EXITED);
    ck_assert_int_eq(result.code, 0);
    ck_assert(span_equal(str_span(&result.output), str_span(&value)));
    str_release(&result.output);
    str_release(&value);
}
END_TEST

START_TEST(the_end_is_told)
{
    struct child_result result = run("exit 7", SPAN(""));
    ck_assert_int_eq(result.end, CHILD_EXITED);
    ck_assert_int_eq(result.code, 7);
    result = run("kill -9 $$", SPAN(""));
    ck_assert_int_eq(result.end, CHILD_KILLED);
    ck_assert_int_eq(result.code, SIGKILL);
}
END_TEST

START_TEST(what_is_not_there_or_no_program_is_told)
{
    struct child_result result;
    child_run(&(struct child_plan){.argv = (const char *const[]){"no-such-tool", NULL}},
              &result);
    ck_assert_int_eq(result.end, CHILD_ABSENT);
    child_run(&(struct child_plan){.argv = (const char *const[]){"/etc", NULL}},
              &result);
    ck_assert_int_eq(result.end, CHILD_REFUSED);
    child_run(&(struct child_plan){.argv = (const char *const[]){"/etc/passwd", NULL}},
              &result);
    ck_assert_int_eq(result.end, CHILD_REFUSED);
    struct str text = {0};
    child_describe("tool", &result, &text);
    ck_assert_ptr_nonnull(strstr(str_text(&text), "could not be started"));
    str_release(&text);
    ck_assert(child_found("sh"));
    ck_assert(!child_found("no-such-tool"));
}
END_TEST

START_TEST(one_that_hangs_is_stopped)
{
    struct child_result result;
    child_run(&(struct child_plan){.argv = SHELL("sleep 1000"), .limit_ms = 50},
              &result);
    ck_assert_int_eq(result.end, CHILD_LATE);
}
END_TEST

START_TEST(one_that_says_too_much_is_stopped)
{
    struct child_result result;
    child_run(&(struct child_plan){.argv = SHELL("yes"),
                                   .capture = true,
                                   .capture_max = 10000,
                                   .limit_ms = 10000},
              &result);
    ck_assert_int_eq(result.end, CHILD_TOO_BIG);
    ck_assert_uint_le(result.output.n, 10000);
    str_release(&result.output);
}
END_TEST

/* As xclip does: the process ends, what it leaves behind keeps its output open. */
START_TEST(what_it_leaves_behind_is_not_waited_for)
{
    clock_ms before = clock_now().steady;
    struct child_result result = run("echo out; sleep 1000 & exit 0", SPAN(""));
    ck_assert_int_eq(result.end, CHILD_EXITED);
    ck_assert_span(str_span(&result.output), "out\n");
    ck_assert_int_lt(clock_now().steady - before, 9000);
    str_release(&result.output);
}
END_TEST

START_TEST(one_that_closes_its_input_early_is_no_fault)
{
    struct str value = {0};
    str_add_repeat(&value, 'a', 1 << 20);
    struct child_result result = run("exec <&-; echo done", str_span(&value));
    ck_assert_int_eq(result.end, CHILD_EXITED);
    ck_assert_span(str_span(&result.output), "done\n");
    str_release(&result.output);
    str_release(&value);
}
END_TEST

START_TEST(it_gets_no_descriptor_and_no_secret)
{
    int extra = open("/dev/null", O_RDONLY); /* not close-on-exec */
    setenv("DEFSCOPE_TOKEN", "secret-of-ours", 1);
    setenv("NAMED_BY_A_PROFILE", "secret-of-ours too", 1);
    spawn_hide("NAMED_BY_A_PROFILE");
    struct child_result result =
        run("env; ls /proc/self/fd 2>/dev/null | wc -l", SPAN(""));
    ck_assert(!span_has(str_span(&result.output), "secret-of-ours"));
    /* 0, 1, 2 and the folder that ls reads. */
    ck_assert(span_ends(span_trim(str_span(&result.output)), "\n4") ||
              span_ends(span_trim(str_span(&result.output)), "\n0"));
    str_release(&result.output);
    close(extra);
}
END_TEST

static void
never(void *owner, struct child_result *result)
{
    (void)result;
    *(bool *)owner = true;
}

START_TEST(one_that_is_stopped_does_not_report)
{
    struct loop loop = {0};
    bool reported = false;
    struct child *child = child_start(
        &loop, &(struct child_plan){.argv = SHELL("sleep 1000")}, never, &reported);
    loop_turn(&loop, 10, NULL);
    child_stop(child);
    loop_turn(&loop, 10, NULL);
    ck_assert(!reported);
    ck_assert_uint_eq(loop.watch_count, 0);
    ck_assert_uint_eq(loop.timer_count, 0);
    loop_release(&loop);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("child");
    TCase *t = tcase_create("child");
    tcase_set_timeout(t, 30);
    tcase_add_test(t, what_goes_in_comes_out);
    tcase_add_test(t, the_end_is_told);
    tcase_add_test(t, what_is_not_there_or_no_program_is_told);
    tcase_add_test(t, one_that_hangs_is_stopped);
    tcase_add_test(t, one_that_says_too_much_is_stopped);
    tcase_add_test(t, what_it_leaves_behind_is_not_waited_for);
    tcase_add_test(t, one_that_closes_its_input_early_is_no_fault);
    tcase_add_test(t, it_gets_no_descriptor_and_no_secret);
    tcase_add_test(t, one_that_is_stopped_does_not_report);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
