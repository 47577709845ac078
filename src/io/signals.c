#include "config.h"

#include "io/signals.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static const struct {
    int signal;
    unsigned bit;
} known[] = {
    {SIGINT, SIGNALS_INT},     {SIGTERM, SIGNALS_TERM}, {SIGHUP, SIGNALS_HUP},
    {SIGWINCH, SIGNALS_WINCH}, {SIGCONT, SIGNALS_CONT}, {SIGTSTP, SIGNALS_TSTP},
};

static int ends[2] = {-1, -1};
static struct {
    struct sigaction action;
    bool changed;
} before[COUNT_OF(known)];

static void
note(int signal)
{
    int saved = errno;
    unsigned char byte = (unsigned char)signal;
    /* A full pipe loses nothing that matters: the same signal is in it already. */
    if (write(ends[1], &byte, 1) < 0)
        errno = saved;
    errno = saved;
}

static bool
prepare(int fd)
{
    return fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0;
}

enum status
signals_open(unsigned wanted, struct err *err)
{
    if (pipe(ends) != 0 || !prepare(ends[0]) || !prepare(ends[1]))
        return err_set(err, STATUS_IO, _("could not make a pipe: %s"), strerror(errno));
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (wanted & known[i].bit)
            before[i].changed =
                sigaction(known[i].signal, &action, &before[i].action) == 0;
    return STATUS_OK;
}

void
signals_close(void)
{
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (before[i].changed) {
            sigaction(known[i].signal, &before[i].action, NULL);
            before[i].changed = false;
        }
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        if (ends[i] >= 0)
            close(ends[i]);
        ends[i] = -1;
    }
}

int
signals_fd(void)
{
    return ends[0];
}

unsigned
signals_take(void)
{
    unsigned set = 0;
    unsigned char bytes[64];
    ssize_t n;
    while ((n = read(ends[0], bytes, sizeof bytes)) > 0)
        for (ssize_t k = 0; k < n; k++)
            for (size_t i = 0; i < COUNT_OF(known); i++)
                if (known[i].signal == bytes[k])
                    set |= known[i].bit;
    return set;
}

unsigned
signals_pause(unsigned wanted, int ms)
{
    if (signals_open(wanted, NULL) != STATUS_OK)
        return 0;
    struct pollfd pipe_end = {.fd = ends[0], .events = POLLIN};
    clock_ms end = clock_now().steady + ms;
    unsigned came = 0;
    for (clock_ms left = ms; left > 0 && !came; left = end - clock_now().steady)
        if (poll(&pipe_end, 1, (int)left) > 0)
            came = signals_take();
    signals_close();
    return came;
}
