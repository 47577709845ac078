#include "config.h"

#include "io/child.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef HAVE_PIDFD_OPEN
#include <sys/pidfd.h>
#endif

enum { LIMIT_MS = 2000, LOOK_MS = 10 };
#define CAPTURE_MAX ((size_t)16 << 20)

struct child {
    struct loop *loop;
    pid_t pid;          /* 0: never started, or reaped */
    int in, out, watch; /* our ends of its pipes, and a pidfd; -1: none */
    struct span left;   /* of the input */
    size_t capture_max;
    struct child_result result;
    bool stopped; /* by us: result says why already */
    unsigned limit, look;
    void (*done)(void *owner, struct child_result *result);
    void *owner;
};

static void
close_end(struct child *child, int *fd)
{
    if (*fd < 0)
        return;
    loop_unwatch(child->loop, *fd);
    close(*fd);
    *fd = -1;
}

static void
child_free(struct child *child)
{
    close_end(child, &child->in);
    close_end(child, &child->out);
    close_end(child, &child->watch);
    loop_timer_cancel(child->loop, child->limit);
    loop_timer_cancel(child->loop, child->look);
    str_release(&child->result.output);
    mem_free(child);
}

static void
report(void *owner)
{
    struct child *child = owner;
    child->done(child->owner, &child->result);
    child_free(child);
}

/* Its session is its own, so the group is it and what it left in it. */
static void
kill_it(struct child *child)
{
    if (child->pid > 0 && kill(-child->pid, SIGKILL) != 0)
        kill(child->pid, SIGKILL);
}

static void
stop_as(struct child *child, enum child_end end)
{
    if (child->stopped)
        return;
    child->stopped = true;
    child->result.end = end;
    kill_it(child);
}

/* --- its pipes --- */

static void
feed(void *owner, short revents)
{
    struct child *child = owner;
    (void)revents;
    ssize_t n = write(child->in, child->left.p, child->left.n);
    if (n > 0)
        child->left = span_from(child->left, (size_t)n);
    /* One that wants no more has closed its end: not a fault by itself. */
    if (!child->left.n || (n < 0 && errno != EAGAIN && errno != EINTR))
        close_end(child, &child->in);
}

static void
take_output(void *owner, short revents)
{
    struct child *child = owner;
    char piece[8192];
    (void)revents;
    ssize_t n = read(child->out, piece, sizeof piece);
    if (n > 0) {
        if ((size_t)n > child->capture_max - child->result.output.n)
            stop_as(child, CHILD_TOO_BIG);
        else
            str_add(&child->result.output, (struct span){piece, (size_t)n});
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_end(child, &child->out);
    }
}

/* What stands in the pipe when the process has ended. */
static void
drain(struct child *child)
{
    size_t before;
    do {
        before = child->result.output.n;
        if (child->out >= 0)
            take_output(child, 0);
    } while (child->out >= 0 && !child->stopped && child->result.output.n > before);
}

/* --- its end --- */

static void
look(void *owner)
{
    struct child *child = owner;
    int status = 0;
    child->look = 0;
    pid_t pid = waitpid(child->pid, &status, WNOHANG);
    if (pid == 0 || (pid < 0 && errno == EINTR)) {
        if (child->watch < 0)
            child->look = loop_timer(child->loop, LOOK_MS, look, child);
        return;
    }
    child->pid = 0;
    drain(child);
    if (!child->stopped && WIFSIGNALED(status)) {
        child->result.end = CHILD_KILLED;
        child->result.code = WTERMSIG(status);
    } else if (!child->stopped) {
        child->result.end = CHILD_EXITED;
        child->result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    report(child);
}

static void
look_now(void *owner, short revents)
{
    (void)revents;
    look(owner);
}

static void
late(void *owner)
{
    struct child *child = owner;
    child->limit = 0;
    stop_as(child, CHILD_LATE);
}

/* --- its start --- */

static void
attend(struct child *child, const struct child_plan *plan)
{
    if (child->in >= 0) {
        fcntl(child->in, F_SETFL, O_NONBLOCK);
        loop_watch(child->loop, child->in, POLLOUT, feed, child);
    }
    if (child->out >= 0) {
        fcntl(child->out, F_SETFL, O_NONBLOCK);
        loop_watch(child->loop, child->out, POLLIN, take_output, child);
    }
#ifdef HAVE_PIDFD_OPEN
    child->watch = pidfd_open(child->pid, 0);
#endif
    if (child->watch >= 0)
        loop_watch(child->loop, child->watch, POLLIN, look_now, child);
    else
        child->look = loop_timer(child->loop, LOOK_MS, look, child);
    child->limit = loop_timer(child->loop, plan->limit_ms ? plan->limit_ms : LIMIT_MS,
                              late, child);
}

struct child *
child_start(struct loop *loop, const struct child_plan *plan,
            void (*done)(void *owner, struct child_result *result), void *owner)
{
    struct child *child = mem_alloc(sizeof *child);
    int in[2] = {-1, -1}, out[2] = {-1, -1}, code = 0;
    *child = (struct child){.loop = loop, .in = -1, .out = -1, .watch = -1};
    child->done = done;
    child->owner = owner;
    child->left = plan->input;
    child->capture_max = plan->capture_max ? plan->capture_max : CAPTURE_MAX;
    signal(SIGPIPE, SIG_IGN); /* one that closes its input early is told by EPIPE */
    if ((plan->input.n && !spawn_pipe(in)) || (plan->capture && !spawn_pipe(out)))
        code = errno;
    const struct spawn_plan start = {
        .argv = plan->argv,
        .fds = {in[0], out[1], plan->errors ? SPAWN_OURS : SPAWN_NULL}, /* -1: null */
        .session = true,
    };
    if (!code)
        code = spawn_start(&start, &child->pid);
    if (code)
        child->pid = 0;
    if (in[0] >= 0)
        close(in[0]);
    if (out[1] >= 0)
        close(out[1]);
    child->in = in[1];
    child->out = out[0];
    if (!code) {
        attend(child, plan);
        return child;
    }
    child->result.end = code == ENOENT ? CHILD_ABSENT : CHILD_REFUSED;
    child->result.code = code;
    child->limit = loop_timer(loop, 0, report, child);
    return child;
}

void
child_stop(struct child *child)
{
    if (!child)
        return;
    kill_it(child);
    while (child->pid > 0 && waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    child_free(child);
}

/* --- waiting for it --- */

struct waited {
    struct child_result *result;
    bool done;
};

static void
take_result(void *owner, struct child_result *result)
{
    struct waited *waited = owner;
    *waited->result = *result;
    result->output = (struct str){0};
    waited->done = true;
}

void
child_run(const struct child_plan *plan, struct child_result *result)
{
    struct loop loop = {0};
    struct waited waited = {.result = result};
    *result = (struct child_result){.end = CHILD_REFUSED};
    struct child *child = child_start(&loop, plan, take_result, &waited);
    if (loop_until(&loop, &waited.done, -1, NULL) != STATUS_OK)
        child_stop(child);
    loop_release(&loop);
}

void
child_describe(const char *name, const struct child_result *result, struct str *out)
{
    switch (result->end) {
    case CHILD_EXITED:
        str_addf(out, _("%s ended with status %d"), name, result->code);
        break;
    case CHILD_KILLED:
        str_addf(out, _("%s was killed by signal %d"), name, result->code);
        break;
    case CHILD_LATE:
        str_addf(out, _("%s did not end in time"), name);
        break;
    case CHILD_TOO_BIG:
        str_addf(out, _("%s wrote more than it should"), name);
        break;
    case CHILD_ABSENT:
        str_addf(out, _("%s is not installed"), name);
        break;
    case CHILD_REFUSED:
        str_addf(out, _("%s could not be started: %s"), name, strerror(result->code));
        break;
    }
}

bool
child_found(const char *name)
{
    const char *path = getenv("PATH");
    struct span rest = span_of(path ? path : "/usr/local/bin:/usr/bin:/bin"), folder;
    struct str file = {0};
    struct stat about;
    bool found = false;
    while (!found && span_next(&rest, ':', &folder)) {
        str_clear(&file);
        str_addf(&file, "%.*s/%s", SPAN_ARG(folder), name);
        found = stat(str_text(&file), &about) == 0 && S_ISREG(about.st_mode) &&
                access(str_text(&file), X_OK) == 0;
    }
    str_release(&file);
    return found;
}
