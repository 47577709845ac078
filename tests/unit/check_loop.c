#include "unit.h"

#include "io/clock.h"
#include "io/loop.h"
#include "io/signals.h"

#include <signal.h>
#include <unistd.h>

static struct loop loop;
static char trace[64];
static int ends[2];

static void
mark(void *owner)
{
    strncat(trace, owner, sizeof trace - strlen(trace) - 1);
}

static void
start(void)
{
    trace[0] = '\0';
    ck_assert_int_eq(pipe(ends), 0);
}

static void
stop(void)
{
    loop_release(&loop);
    close(ends[0]);
    close(ends[1]);
}

START_TEST(timers_fire_in_the_order_of_their_time)
{
    static char a[] = "a", b[] = "b", c[] = "c";
    loop_timer(&loop, 20, mark, c);
    loop_timer(&loop, 1, mark, a);
    unsigned gone = loop_timer(&loop, 5, mark, a);
    loop_timer(&loop, 10, mark, b);
    loop_timer_cancel(&loop, gone);
    for (int i = 0; i < 100 && strlen(trace) < 3; i++)
        ck_assert_int_eq(loop_turn(&loop, -1, NULL), STATUS_OK);
    ck_assert_str_eq(trace, "abc");
}
END_TEST

static void
again(void *owner)
{
    mark(owner);
    loop_timer(&loop, 0, again, owner);
}

START_TEST(a_timer_that_adds_itself_does_not_hold_the_turn)
{
    static char a[] = "a";
    loop_timer(&loop, 0, again, a);
    ck_assert_int_eq(loop_turn(&loop, -1, NULL), STATUS_OK);
    ck_assert_str_eq(trace, "a");
    ck_assert_int_eq(loop_turn(&loop, -1, NULL), STATUS_OK);
    ck_assert_str_eq(trace, "aa");
}
END_TEST

static void
take_byte(void *owner, short revents)
{
    char byte;
    if ((revents & POLLIN) && read(ends[0], &byte, 1) == 1)
        mark(owner);
    else
        loop_unwatch(&loop, ends[0]);
}

START_TEST(a_descriptor_is_told_of)
{
    static char a[] = "a";
    loop_watch(&loop, ends[0], POLLIN, take_byte, a);
    ck_assert_int_eq(write(ends[1], "xx", 2), 2);
    loop_turn(&loop, -1, NULL);
    loop_turn(&loop, -1, NULL);
    ck_assert_str_eq(trace, "aa");
    close(ends[1]);
    loop_turn(&loop, -1, NULL);
    ck_assert_uint_eq(loop.watch_count, 0);
    ends[1] = dup(ends[0]);
}
END_TEST

START_TEST(a_closed_descriptor_does_not_spin)
{
    static char a[] = "a";
    int gone = dup(ends[0]);
    loop_watch(&loop, gone, POLLIN, take_byte, a);
    close(gone);
    loop_turn(&loop, -1, NULL);
    ck_assert_uint_eq(loop.watch_count, 0);
}
END_TEST

START_TEST(a_limit_ends_the_wait)
{
    bool done = false;
    ck_assert_int_eq(loop_until(&loop, &done, 20, NULL), STATUS_LIMIT);
}
END_TEST

static void
take_signals(void *owner, short revents)
{
    (void)revents;
    *(unsigned *)owner |= signals_take();
}

START_TEST(signals_arrive_through_the_loop)
{
    unsigned seen = 0;
    struct sigaction before, after;
    sigaction(SIGTERM, NULL, &before);
    ck_assert_int_eq(signals_open(SIGNALS_WINCH | SIGNALS_TERM, NULL), STATUS_OK);
    loop_watch(&loop, signals_fd(), POLLIN, take_signals, &seen);
    for (int i = 0; i < 1000; i++)
        raise(SIGWINCH);
    raise(SIGTERM);
    loop_turn(&loop, -1, NULL);
    ck_assert_uint_eq(seen, SIGNALS_WINCH | SIGNALS_TERM);
    seen = 0;
    loop_turn(&loop, 0, NULL);
    ck_assert_uint_eq(seen, 0);
    loop_unwatch(&loop, signals_fd());
    signals_close();
    sigaction(SIGTERM, NULL, &after);
    ck_assert(after.sa_handler == before.sa_handler);
}
END_TEST

START_TEST(a_pause_ends_with_a_signal_or_its_time)
{
    ck_assert_uint_eq(signals_pause(SIGNALS_INT, 10), 0);
    pid_t self = getpid();
    signal(SIGINT, SIG_IGN);
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 400 && getppid() == self; i++) {
            kill(self, SIGINT);
            usleep(25000);
        }
        _exit(0);
    }
    ck_assert_uint_eq(signals_pause(SIGNALS_INT, 20000), SIGNALS_INT);
    kill(child, SIGKILL);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("loop");
    TCase *t = tcase_create("loop");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, start, stop);
    tcase_add_test(t, timers_fire_in_the_order_of_their_time);
    tcase_add_test(t, a_timer_that_adds_itself_does_not_hold_the_turn);
    tcase_add_test(t, a_descriptor_is_told_of);
    tcase_add_test(t, a_closed_descriptor_does_not_spin);
    tcase_add_test(t, a_limit_ends_the_wait);
    tcase_add_test(t, signals_arrive_through_the_loop);
    tcase_add_test(t, a_pause_ends_with_a_signal_or_its_time);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
