#include "unit.h"

#include "base/memory.h"
#include "io/clock.h"
#include "io/crash.h"
#include "io/files.h"
#include "io/frame.h"
#include "io/signals.h"
#include "io/terminal.h"
#include "io/themes.h"

#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

/* --- a terminal made of a pty, with the program under test behind it --- */

enum { DEADLINE_MS = 15000 };

struct stage {
    int master;
    pid_t pid;
    struct str seen;       /* all that was written to the terminal */
    struct termios before; /* its modes */
};

static void
set_size(int fd, unsigned short rows, unsigned short columns)
{
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    ck_assert_int_eq(ioctl(fd, TIOCSWINSZ, &size), 0);
}

static void
raise_curtain(struct stage *stage, void (*play)(void))
{
    *stage = (struct stage){.master = posix_openpt(O_RDWR | O_NOCTTY)};
    ck_assert_int_ge(stage->master, 0);
    ck_assert_int_eq(grantpt(stage->master), 0);
    ck_assert_int_eq(unlockpt(stage->master), 0);
    set_size(stage->master, 24, 80);
    char *name = ptsname(stage->master);
    int slave = open(name, O_RDWR | O_NOCTTY);
    tcgetattr(slave, &stage->before);
    stage->pid = fork();
    if (stage->pid == 0) {
        setsid();
        ioctl(slave, TIOCSCTTY, 0);
        for (int fd = 0; fd < 3; fd++)
            dup2(slave, fd);
        close(stage->master);
        close(slave);
        setlocale(LC_ALL, "");
        play();
        _exit(9);
    }
    close(slave);
}

/* Reads until TEXT was seen (NULL: until the end); false when the time is up. */
static bool
look_for(struct stage *stage, const char *text)
{
    clock_ms end = clock_now().steady + DEADLINE_MS;
    char piece[4096];
    while (!text || !span_has(str_span(&stage->seen), text)) {
        struct pollfd wait = {.fd = stage->master, .events = POLLIN};
        clock_ms left = end - clock_now().steady;
        if (left <= 0 || poll(&wait, 1, (int)left) <= 0)
            return false;
        ssize_t n = read(stage->master, piece, sizeof piece);
        if (n <= 0)
            return !text;
        str_add(&stage->seen, (struct span){piece, (size_t)n});
    }
    return true;
}

static void
type(struct stage *stage, const char *text)
{
    ck_assert_int_eq(write(stage->master, text, strlen(text)), (int)strlen(text));
}

/* Its wait status. */
static int
drop_curtain(struct stage *stage)
{
    int status = 0;
    ck_assert(look_for(stage, NULL));
    ck_assert_int_eq(waitpid(stage->pid, &status, 0), stage->pid);
    close(stage->master);
    str_release(&stage->seen);
    return status;
}

/* --- the program: shows what it is told --- */

static struct loop loop;
static struct terminal *terminal;
static struct screen screen;
static bool over;

static void
show(const char *text)
{
    int rows, columns;
    terminal_size(terminal, &rows, &columns);
    screen_release(&screen);
    screen_init(&screen, rows, columns);
    screen_puts(&screen, screen_whole(&screen), 0, 0, text, STYLE_BAD);
    terminal_draw(terminal, &screen);
}

static void
on_key(void *owner, struct key_event *event)
{
    char text[64];
    (void)owner;
    switch (event->kind) {
    case INPUT_CHAR:
        if (event->character == 'q')
            over = true;
        else if (event->character == 'x')
            exit(3);
        else if (event->character == 'c')
            abort();
        else if (event->character == 'w')
            fputs("a word for later\n", stderr);
        snprintf(text, sizeof text, "char-%c.", (char)event->character);
        break;
    case INPUT_SPECIAL:
        snprintf(text, sizeof text, "special-%u.", event->special);
        break;
    case INPUT_PASTE:
        snprintf(text, sizeof text, "paste-%zu.", event->text.n);
        break;
    case INPUT_MOUSE:
        snprintf(text, sizeof text, "mouse-%d-%d.", event->y, event->x);
        break;
    case INPUT_RESIZE:
        snprintf(text, sizeof text, "size-%d-%d.", event->y, event->x);
        break;
    case INPUT_HANGUP:
        over = true;
        snprintf(text, sizeof text, "hangup.");
        break;
    }
    show(text);
}

static void
on_signal(void *owner, short revents)
{
    (void)owner;
    (void)revents;
    unsigned set = signals_take();
    if (set & SIGNALS_WINCH)
        terminal_resized(terminal);
    if (set & (SIGNALS_TERM | SIGNALS_HUP))
        over = true;
}

static void
play(void)
{
    struct err err = {0};
    crash_no_core();
    crash_install();
    signals_open(SIGNALS_TERM | SIGNALS_HUP | SIGNALS_WINCH, &err);
    struct theme theme;
    ck_assert_int_eq(theme_load(&theme, NULL, &err), STATUS_OK);
    terminal = terminal_open(&loop, &theme, on_key, NULL, &err);
    if (!terminal) {
        fprintf(stderr, "trouble: %s\n", err.text);
        _exit(2); /* past the leak checker: curses keeps a little when it fails */
    }
    loop_watch(&loop, signals_fd(), POLLIN, on_signal, NULL);
    show("ready.");
    while (!over)
        loop_turn(&loop, -1, NULL);
    terminal_close(terminal);
    signals_close();
    screen_release(&screen);
    loop_release(&loop);
    exit(0);
}

/* --- proofs --- */

static void
start(void)
{
    setenv("TERM", "xterm-256color", 1);
    unsetenv("NO_COLOR");
    unsetenv("COLORFGBG");
}

static void
check_restored(struct stage *stage)
{
    struct termios after;
    struct span seen = str_span(&stage->seen);
    static const char *const last[] = {"\033[?1049l", "\033[?2004l", "\033[?1000l"};
    static const char *const undone[] = {"\033[?1049h", "\033[?2004h", "\033[?1000h"};
    ck_assert_int_eq(tcgetattr(stage->master, &after), 0);
    ck_assert_uint_eq(after.c_lflag, stage->before.c_lflag);
    ck_assert_uint_eq(after.c_iflag, stage->before.c_iflag);
    ck_assert_uint_eq(after.c_oflag, stage->before.c_oflag);
    for (size_t i = 0; i < COUNT_OF(last); i++) {
        size_t on = 0, off = 0;
        for (size_t at = 0; (at = span_find(seen, at, span_of(undone[i]))) < seen.n;
             at++)
            on = at + 1;
        for (size_t at = 0; (at = span_find(seen, at, span_of(last[i]))) < seen.n; at++)
            off = at + 1;
        ck_assert_msg(on && off > on, "%s is not taken back", undone[i] + 1);
    }
}

static const struct {
    const char *keys;
    int signal; /* sent to it; 0: none */
    bool exits; /* with this status; else killed by this signal */
    int code;
} ways_out[] = {
    {"q", 0, true, 0},
    {"x", 0, true, 3},
    {"c", 0, false, SIGABRT},
    {NULL, SIGTERM, true, 0},
    {NULL, SIGHUP, true, 0},
    {NULL, SIGSEGV, false, SIGSEGV},
    {NULL, SIGBUS, false, SIGBUS},
};

START_TEST(every_way_out_restores_the_terminal)
{
    struct stage stage;
    raise_curtain(&stage, play);
    /* An open end of the terminal here, so that its modes can be read after. */
    int slave = open(ptsname(stage.master), O_RDWR | O_NOCTTY);
    ck_assert(look_for(&stage, "ready."));
    if (ways_out[_i].keys)
        type(&stage, ways_out[_i].keys);
    else
        kill(stage.pid, ways_out[_i].signal);
    int status = 0;
    ck_assert(look_for(&stage, "\033[?1049l"));
    ck_assert_int_eq(waitpid(stage.pid, &status, 0), stage.pid);
    check_restored(&stage);
    if (ways_out[_i].exits)
        ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == ways_out[_i].code);
#ifndef SANITIZED /* which exits where the signal would kill */
    else
        ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == ways_out[_i].code);
#endif
    close(slave);
    close(stage.master);
    str_release(&stage.seen);
}
END_TEST

START_TEST(keys_resizes_and_pastes_arrive)
{
    struct stage stage;
    char want[32];
    raise_curtain(&stage, play);
    ck_assert(look_for(&stage, "ready."));
    type(&stage, "a");
    ck_assert(look_for(&stage, "char-a."));
    type(&stage, "\033");
    snprintf(want, sizeof want, "special-%d.", SPECIAL_ESCAPE);
    ck_assert(look_for(&stage, want));
    type(&stage, "\033[<0;7;3M");
    ck_assert(look_for(&stage, "mouse-2-6."));
    type(&stage, "\033[200~qqq\033[201~");
    ck_assert(look_for(&stage, "paste-3."));
    set_size(stage.master, 1, 1);
    set_size(stage.master, 30, 100);
    ck_assert(look_for(&stage, "size-30-100."));
    type(&stage, "w");
    ck_assert(look_for(&stage, "char-w."));
    ck_assert(!span_has(str_span(&stage.seen), "a word for later"));
    type(&stage, "q");
    ck_assert(look_for(&stage, "a word for later"));
    int status = drop_curtain(&stage);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
END_TEST

START_TEST(a_terminal_that_goes_away_ends_it)
{
    struct stage stage;
    int status = 0;
    raise_curtain(&stage, play);
    ck_assert(look_for(&stage, "ready."));
    close(stage.master);
    ck_assert_int_eq(waitpid(stage.pid, &status, 0), stage.pid);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    str_release(&stage.seen);
}
END_TEST

static const struct {
    const char *type, *message;
} unfit[] = {
    {"dumb", "can't show a screen"},
    {"no-such-terminal", "no-such-terminal"},
    {NULL, "TERM is not set"},
};

START_TEST(an_unfit_terminal_is_told)
{
    struct stage stage;
    if (unfit[_i].type)
        setenv("TERM", unfit[_i].type, 1);
    else
        unsetenv("TERM");
    raise_curtain(&stage, play);
    ck_assert(look_for(&stage, unfit[_i].message));
    int status = drop_curtain(&stage);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}
END_TEST

START_TEST(no_color_sends_none)
{
    struct stage stage;
    setenv("NO_COLOR", _i ? "1" : "", 1);
    raise_curtain(&stage, play);
    ck_assert(look_for(&stage, "ready."));
    /* The text is in the style of bad news: red where there are colours. */
    ck_assert_int_eq(span_has(str_span(&stage.seen), "\033[31m"), !_i);
    type(&stage, "q");
    drop_curtain(&stage);
}
END_TEST

START_TEST(an_unchanged_screen_costs_nothing)
{
    struct stage stage;
    raise_curtain(&stage, play);
    ck_assert(look_for(&stage, "ready."));
    type(&stage, "a");
    ck_assert(look_for(&stage, "char-a."));
    type(&stage, "b");
    size_t before = stage.seen.n;
    /* Only the letter differs. */
    ck_assert(look_for(&stage, "b"));
    ck_assert_uint_le(stage.seen.n - before, 60);
    type(&stage, "q");
    drop_curtain(&stage);
}
END_TEST

/* A pipe takes the terminal's place, and pieces curses'. */
START_TEST(a_frame_comes_in_one_piece)
{
    struct frame frame;
    int line[2];
    char got[65536];
    ck_assert_int_eq(pipe(line), 0);
    frame_open(&frame, line[1]);
    for (size_t size = 1; frame.gathered >= 0 && size <= 16384; size *= 4) {
        struct pollfd wait = {.fd = line[0], .events = POLLIN};
        struct str text = {0};
        str_add_repeat(&text, 'x', size);
        frame_begin(&frame);
        for (int i = 0; i < 3; i++)
            fd_write(line[1], str_span(&text), "frame", NULL);
        ck_assert_int_eq(poll(&wait, 1, 0), 0);
        frame_end(&frame);
        ck_assert_int_eq(read(line[0], got, sizeof got), (ssize_t)(3 * size));
        str_release(&text);
    }
    frame_end(&frame); /* nothing was begun */
    fd_write(line[1], SPAN("direct"), "frame", NULL);
    ck_assert_int_eq(read(line[0], got, sizeof got), 6);
    if (frame.gathered >= 0) /* also where it was led away and back */
        ck_assert(fcntl(line[1], F_GETFD) & FD_CLOEXEC);
    frame_close(&frame);
    close(line[0]);
    close(line[1]);
}
END_TEST

static Suite *
suite(void)
{
    Suite *s = suite_create("terminal");
    TCase *t = tcase_create("terminal");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, start, NULL);
    tcase_add_loop_test(t, every_way_out_restores_the_terminal, 0,
                        (int)COUNT_OF(ways_out));
    tcase_add_test(t, keys_resizes_and_pastes_arrive);
    tcase_add_test(t, a_terminal_that_goes_away_ends_it);
    tcase_add_loop_test(t, an_unfit_terminal_is_told, 0, (int)COUNT_OF(unfit));
    tcase_add_loop_test(t, no_color_sends_none, 0, 2);
    tcase_add_test(t, an_unchanged_screen_costs_nothing);
    tcase_add_test(t, a_frame_comes_in_one_piece);
    suite_add_tcase(s, t);
    return s;
}

UNIT_MAIN(suite)
