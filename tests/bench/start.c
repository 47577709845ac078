/* start ROUNDS MARKER PROGRAM...: starts each program in a terminal of its own, in
 * turns, and measures the time until MARKER is on its screen. Prints each median, and
 * its ratio to the first program's. */
#define _XOPEN_SOURCE 700
#include "config.h"

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

enum { PROGRAMS = 8, ROUNDS = 200, LIMIT_MS = 5000 };

static double
now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static pid_t
run_in_terminal(const char *program, int master)
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
    execl(program, program, (char *)NULL);
    _exit(127);
}

/* Reads until the marker has come; false: it did not in time. */
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

static double
measure(const char *program, const char *marker)
{
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        return -1;
    ioctl(master, TIOCSWINSZ, &size);
    double start = now_ms();
    pid_t pid = run_in_terminal(program, master);
    double took = saw(master, marker) ? now_ms() - start : -1;
    kill(pid, SIGTERM);
    close(master);
    waitpid(pid, NULL, 0);
    return took;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

int
main(int argc, char **argv)
{
    static double took[PROGRAMS][ROUNDS];
    int rounds = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0, programs = argc - 3;
    if (rounds < 1 || rounds > ROUNDS || programs > PROGRAMS) {
        fputs("usage: start ROUNDS MARKER PROGRAM...\n", stderr);
        return 2;
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < programs; i++)
            took[i][round] = measure(argv[3 + i], argv[2]);
    for (int i = 0; i < programs; i++) {
        qsort(took[i], (size_t)rounds, sizeof took[i][0], compare);
        double median = took[i][rounds / 2];
        printf("%8.2f ms  x %.2f  %s\n", median, median / took[0][rounds / 2],
               argv[3 + i]);
    }
    return 0;
}
