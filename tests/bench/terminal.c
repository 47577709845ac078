#define _XOPEN_SOURCE 700
#include "config.h"

#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LIMIT_MS = 5000 };

static double
now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static pid_t
run_in_terminal(char *const *words, int master)
{
    const char *name = ptsname(master);
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    setsid();
    int slave = open(name, O_RDWR);
    ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; fd++)
        dup2(slave, fd);
    execv(words[0], words);
    _exit(127);
}

static int
saw(int master, const char *marker)
{
    static char text[65536];
    size_t n = 0;
    double end = now_ms() + LIMIT_MS;
    while (now_ms() < end && n + 1 < sizeof text) {
        struct pollfd wait = {.fd = master, .events = POLLIN};
        if (poll(&wait, 1, 100) < 0 && errno != EINTR)
            break;
        ssize_t got = wait.revents ? read(master, text + n, sizeof text - 1 - n) : 0;
        if (got < 0)
            break;
        n += (size_t)got;
        text[n] = '\0';
        if (strstr(text, marker))
            return 1;
    }
    return 0;
}

double
terminal_start(struct terminal *terminal, char *const *words, const char *marker)
{
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    *terminal = (struct terminal){.master = posix_openpt(O_RDWR | O_NOCTTY)};
    int master = terminal->master;
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        return -1;
    ioctl(master, TIOCSWINSZ, &size);
    double start = now_ms();
    terminal->pid = run_in_terminal(words, master);
    return saw(master, marker) ? now_ms() - start : -1;
}

double
terminal_answer(struct terminal *terminal, const char *keys, size_t n, int quiet)
{
    static char text[65536];
    struct pollfd wait = {.fd = terminal->master, .events = POLLIN};
    double start = now_ms(), last = start;
    if (n && write(terminal->master, keys, n) != (ssize_t)n)
        return -1;
    for (double end = start + LIMIT_MS; now_ms() < end;) {
        /* the first byte may take longer */
        int ready = poll(&wait, 1, last > start || !n ? quiet : 50 * quiet);
        if (ready <= 0 || read(terminal->master, text, sizeof text) <= 0)
            break;
        last = now_ms();
    }
    return last - start;
}

/* A number behind NAME in /proc/PID/status. */
static long
status_of(const struct terminal *terminal, const char *name)
{
    char path[64], line[256];
    long value = -1;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)terminal->pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtol(line + strlen(name), NULL, 10);
    if (file)
        fclose(file);
    return value;
}

long
terminal_memory(const struct terminal *terminal)
{
    return status_of(terminal, "VmHWM:");
}

long
terminal_switches(const struct terminal *terminal)
{
    return status_of(terminal, "voluntary_ctxt_switches:");
}

void
terminal_end(struct terminal *terminal)
{
    if (terminal->pid > 0) {
        kill(terminal->pid, SIGTERM);
        waitpid(terminal->pid, NULL, 0);
    }
    if (terminal->master >= 0)
        close(terminal->master);
}
