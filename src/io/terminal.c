#include "config.h"

#include "io/terminal.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "io/crash.h"
#include "io/files.h"
#include "io/frame.h"
#include "io/keys.h"
#include "io/painter.h"
#include "io/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* What curses does not know: marks around a paste; the mouse's buttons and wheel, told
 * in numbers without an upper limit (SGR). */
#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

struct terminal {
    struct loop *loop;
    void (*handle)(void *owner, struct key_event *event);
    void *owner;
    FILE *in, *out;
    SCREEN *curses;
    struct keys keys;
    unsigned patience; /* the timer of an unfinished key */
    unsigned told;     /* the timer that tells of a new size */
    struct painter painter;
    struct frame frame;
    int rows, columns;
    bool mouse, ours; /* ours: curses has the terminal now */
    struct termios before;
    int errors; /* the real standard error while it is kept away; -1 */
    FILE *kept; /* what was written to it */
};

/* For the ways out that pass by terminal_close. */
static struct terminal *current;

static void
say(struct terminal *terminal, const char *sequence)
{
    fflush(terminal->out);
    fd_write(fileno(terminal->out), span_of(sequence), "terminal", NULL);
}

/* --- standard error is kept away while the screen is up --- */

static void
keep_errors(struct terminal *terminal)
{
    terminal->errors = -1;
    if (!isatty(STDERR_FILENO))
        return;
    terminal->kept = tmpfile();
    if (!terminal->kept)
        return;
    terminal->errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    dup2(fileno(terminal->kept), STDERR_FILENO);
}

static void
give_errors_back(struct terminal *terminal)
{
    char piece[1024];
    size_t n;
    if (!terminal->kept)
        return;
    fflush(stderr);
    dup2(terminal->errors, STDERR_FILENO);
    close(terminal->errors);
    rewind(terminal->kept);
    while ((n = fread(piece, 1, sizeof piece, terminal->kept)) > 0)
        fd_write(STDERR_FILENO, (struct span){piece, n}, "stderr", NULL);
    fclose(terminal->kept);
    terminal->kept = NULL;
}

/* --- opening and closing --- */

/* terminfo's string without its padding marks, which only old hardware needs. */
static void
add_capability(struct str *out, const char *name)
{
    char query[16];
    snprintf(query, sizeof query, "%s", name); /* old curses takes a plain char * */
    const char *text = tigetstr(query);
    if (!text || (intptr_t)text == -1)
        return;
    struct span rest = span_of(text);
    while (rest.n) {
        size_t pad = span_find(rest, 0, SPAN("$<"));
        str_add(out, span_sub(rest, 0, pad));
        rest = span_from(rest, span_find_byte(rest, pad, '>') + 1);
    }
}

static void
prepare_for_crash(const struct terminal *terminal)
{
    struct str text = {0};
    str_add_text(&text, PASTE_OFF MOUSE_OFF);
    add_capability(&text, "cnorm");
    add_capability(&text, "sgr0");
    add_capability(&text, "rmcup");
    crash_restores(terminal->frame.tty, str_text(&text), text.n, &terminal->before);
    str_release(&text);
}

static void
take_modes(struct terminal *terminal)
{
    raw();
    noecho();
    nonl();
    say(terminal, PASTE_ON);
    if (terminal->mouse)
        say(terminal, MOUSE_ON);
    terminal->ours = true;
    prepare_for_crash(terminal);
}

static void
give_back(struct terminal *terminal)
{
    if (!terminal->ours)
        return;
    terminal->ours = false;
    say(terminal, MOUSE_OFF PASTE_OFF);
    curs_set(1);
    endwin();
    tcsetattr(fileno(terminal->out), TCSADRAIN, &terminal->before);
    crash_restores(-1, NULL, 0, NULL);
}

static void
at_exit(void)
{
    if (!current)
        return;
    give_back(current);
    give_errors_back(current);
}

static bool
open_tty(struct terminal *terminal, struct err *err)
{
    int in = open("/dev/tty", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    int out = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    terminal->in = in >= 0 ? fdopen(in, "r") : NULL;
    terminal->out = out >= 0 ? fdopen(out, "w") : NULL;
    if (terminal->in && terminal->out &&
        tcgetattr(fileno(terminal->out), &terminal->before) == 0)
        return true;
    err_set(err, STATUS_INPUT,
            _("there is no terminal: the explorer needs one. Without, use a command, "
              "such as \"defscope send\""));
    return false;
}

/* newterm is content with a terminal that can't place its cursor ("dumb"). */
static bool
open_curses(struct terminal *terminal, struct err *err)
{
    const char *type = getenv("TERM");
    char query[] = "cup";
    terminal->curses = newterm(NULL, terminal->out, terminal->in);
    const char *place = terminal->curses ? tigetstr(query) : NULL;
    if (place && (intptr_t)place != -1)
        return true;
    if (terminal->curses) {
        endwin();
        delscreen(terminal->curses);
        terminal->curses = NULL;
    }
    if (!type || !*type)
        err_set(err, STATUS_INPUT,
                _("TERM is not set: set it to what your terminal is, most often "
                  "xterm-256color"));
    else
        err_set(err, STATUS_INPUT,
                _("the terminal \"%s\" can't show a screen: set TERM to what it really "
                  "is, most often xterm-256color, or use a command, such as \"defscope "
                  "send\""),
                type);
    return false;
}

static void
measure(struct terminal *terminal)
{
    struct winsize size = {0};
    int rows = LINES, columns = COLS;
    if (ioctl(fileno(terminal->out), TIOCGWINSZ, &size) == 0 && size.ws_row &&
        size.ws_col) {
        rows = size.ws_row;
        columns = size.ws_col;
    }
    if (rows == terminal->rows && columns == terminal->columns)
        return;
    resize_term(rows, columns);
    terminal->rows = rows;
    terminal->columns = columns;
    painter_resize(&terminal->painter, rows, columns);
}

static void read_keys(void *owner, short revents);

struct terminal *
terminal_open(struct loop *loop, const struct theme *theme,
              void (*handle)(void *owner, struct key_event *event), void *owner,
              struct err *err)
{
    struct terminal *terminal = mem_alloc(sizeof *terminal);
    *terminal = (struct terminal){.loop = loop,
                                  .handle = handle,
                                  .owner = owner,
                                  .mouse = true,
                                  .errors = -1,
                                  .frame = {.gathered = -1}};
    /* Curses would believe them more than the terminal itself. */
    unsetenv("LINES");
    unsetenv("COLUMNS");
    /* Or curses takes it, and Ctrl-Z in an editor goes wrong. */
    struct sigaction stop;
    if (sigaction(SIGTSTP, NULL, &stop) == 0 && stop.sa_handler == SIG_DFL)
        signal(SIGTSTP, SIG_IGN);
    if (!open_tty(terminal, err) || !open_curses(terminal, err)) {
        terminal_close(terminal);
        return NULL;
    }
    static bool registered;
    if (!registered)
        atexit(at_exit);
    registered = true;
    current = terminal;
    typeahead(-1); /* a frame is painted whole, whatever is typed */
    painter_init(&terminal->painter, theme);
    frame_open(&terminal->frame, fileno(terminal->out));
    keep_errors(terminal);
    take_modes(terminal);
    measure(terminal);
    loop_watch(loop, fileno(terminal->in), POLLIN, read_keys, terminal);
    return terminal;
}

void
terminal_theme(struct terminal *terminal, const struct theme *theme)
{
    painter_theme(&terminal->painter, theme);
}

void
terminal_close(struct terminal *terminal)
{
    if (!terminal)
        return;
    give_back(terminal);
    give_errors_back(terminal);
    if (current == terminal)
        current = NULL;
    if (terminal->in) {
        loop_unwatch(terminal->loop, fileno(terminal->in));
        loop_timer_cancel(terminal->loop, terminal->patience);
        loop_timer_cancel(terminal->loop, terminal->told);
    }
    if (terminal->curses)
        delscreen(terminal->curses);
    if (terminal->in)
        fclose(terminal->in);
    if (terminal->out)
        fclose(terminal->out);
    keys_release(&terminal->keys);
    painter_release(&terminal->painter);
    frame_close(&terminal->frame);
    mem_free(terminal);
}

/* --- input --- */

static void
hand_over(struct terminal *terminal)
{
    struct key_event event;
    while (keys_next(&terminal->keys, &event)) {
        terminal->handle(terminal->owner, &event);
        str_release(&event.text);
    }
}

static void
expire(void *owner)
{
    struct terminal *terminal = owner;
    terminal->patience = 0;
    keys_expire(&terminal->keys);
    hand_over(terminal);
}

static void
hang_up(struct terminal *terminal)
{
    struct key_event event = {.kind = INPUT_HANGUP};
    loop_unwatch(terminal->loop, fileno(terminal->in)); /* it would be ready for ever */
    terminal->handle(terminal->owner, &event);
}

static void
read_keys(void *owner, short revents)
{
    enum { TURN_MAX = 65536 };
    struct terminal *terminal = owner;
    char piece[4096];
    ssize_t n = 1;
    size_t taken = 0;
    (void)revents;
    do { /* a piece that is not full was the last one for now */
        n = read(fileno(terminal->in), piece, sizeof piece);
        if (n > 0)
            keys_feed(&terminal->keys, (struct span){piece, (size_t)n});
        taken += n > 0 ? (size_t)n : 0;
    } while (n == sizeof piece && taken < TURN_MAX);
    bool gone = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    loop_timer_cancel(terminal->loop, terminal->patience);
    terminal->patience = 0;
    hand_over(terminal);
    int wait = keys_patience(&terminal->keys);
    if (wait >= 0)
        terminal->patience = loop_timer(terminal->loop, wait, expire, terminal);
    if (gone)
        hang_up(terminal);
}

static void
tell_size(void *owner)
{
    struct terminal *terminal = owner;
    struct key_event event = {
        .kind = INPUT_RESIZE, .y = terminal->rows, .x = terminal->columns};
    terminal->told = 0;
    terminal->handle(terminal->owner, &event);
}

void
terminal_size(const struct terminal *terminal, int *rows, int *columns)
{
    *rows = terminal->rows;
    *columns = terminal->columns;
}

void
terminal_resized(struct terminal *terminal)
{
    measure(terminal);
    if (!terminal->told)
        terminal->told = loop_timer(terminal->loop, 0, tell_size, terminal);
}

void
terminal_mouse(struct terminal *terminal, bool on)
{
    terminal->mouse = on;
    if (terminal->ours)
        say(terminal, on ? MOUSE_ON : MOUSE_OFF);
}

void
terminal_bell(struct terminal *terminal)
{
    if (terminal->ours)
        say(terminal, "\a");
}

/* --- painting --- */

void
terminal_redraw(struct terminal *terminal)
{
    terminal->painter.everything = true;
}

void
terminal_draw(struct terminal *terminal, const struct screen *screen)
{
    /* A frame of another size is of before a resize: the next one follows. */
    if (terminal->ours && screen->rows == terminal->rows &&
        screen->columns == terminal->columns) {
        frame_begin(&terminal->frame);
        painter_draw(&terminal->painter, screen);
        frame_end(&terminal->frame);
    }
}

/* --- lending it --- */

void
terminal_leave(struct terminal *terminal)
{
    give_back(terminal);
}

void
terminal_enter(struct terminal *terminal)
{
    if (terminal->ours)
        return;
    reset_prog_mode();
    take_modes(terminal);
    tcflush(fileno(terminal->in),
            TCIFLUSH); /* keys that were meant for somebody else */
    measure(terminal);
    terminal->painter.everything = true;
    terminal_resized(terminal);
}

void
terminal_suspend(struct terminal *terminal)
{
    struct sigaction standard = {.sa_handler = SIG_DFL}, before;
    terminal_leave(terminal);
    sigaction(SIGTSTP, &standard, &before);
    kill(0, SIGTSTP); /* the whole job: stops here until the shell says fg */
    sigaction(SIGTSTP, &before, NULL);
    terminal_enter(terminal);
}

static int
wait_for(pid_t pid, const char *name, struct err *err)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR) {
            err_set(err, STATUS_IO, _("lost \"%s\": %s"), name, strerror(errno));
            return -1;
        }
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    err_set(err, STATUS_IO, _("\"%s\" was killed by signal %d"), name,
            WTERMSIG(status));
    return -1;
}

int
terminal_run(struct terminal *terminal, const char *const *argv, int input,
             struct err *err)
{
    /* Ctrl-C and Ctrl-\ are the child's alone; Ctrl-Z stops the whole job. */
    static const struct {
        int signal;
        bool ignored;
    } during[] = {{SIGINT, true}, {SIGQUIT, true}, {SIGTSTP, false}};
    struct sigaction before[COUNT_OF(during)];
    int tty = fileno(terminal->out);
    const struct spawn_plan plan = {.argv = argv,
                                    .fds = {input < 0 ? tty : input, tty, tty}};
    pid_t pid = 0;
    terminal_leave(terminal);
    for (size_t i = 0; i < COUNT_OF(during); i++) {
        struct sigaction action = {.sa_handler = during[i].ignored ? SIG_IGN : SIG_DFL};
        sigaction(during[i].signal, &action, &before[i]);
    }
    int result = -1, code = spawn_start(&plan, &pid);
    if (code == 0)
        result = wait_for(pid, argv[0], err);
    else
        err_set(err, STATUS_IO, _("\"%s\" could not be started: %s"), argv[0],
                strerror(code));
    for (size_t i = 0; i < COUNT_OF(during); i++)
        sigaction(during[i].signal, &before[i], NULL);
    terminal_enter(terminal);
    return result;
}

int
terminal_output(const struct terminal *terminal)
{
    return fileno(terminal->out);
}
