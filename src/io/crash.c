#include "config.h"

#include "io/crash.h"

#include "base/memory.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif

static const int fatal[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
static struct sigaction before[COUNT_OF(fatal)];

static struct {
    volatile sig_atomic_t fd;
    size_t n;
    char text[256];
    struct termios modes;
} restore = {.fd = -1};

void
crash_no_core(void)
{
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#if defined HAVE_SYS_PRCTL_H && defined PR_SET_DUMPABLE
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* Only what may be called in a signal handler. */
static void
fall(int number, siginfo_t *info, void *context)
{
    (void)context;
    int fd = restore.fd;
    restore.fd = -1;
    if (fd >= 0) {
        ssize_t written = write(fd, restore.text, restore.n);
        (void)written;
        tcsetattr(fd, TCSANOW, &restore.modes);
    }
    for (size_t i = 0; i < COUNT_OF(fatal); i++)
        if (fatal[i] == number)
            sigaction(number, &before[i], NULL);
    /* A fault happens again when this returns; a signal that was sent does not. */
    if (info->si_code <= 0)
        raise(number);
}

void
crash_install(void)
{
    static char stack[65536]; /* the fault may be that the stack is used up */
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternative, NULL);
    struct sigaction action = {.sa_sigaction = fall,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(fatal); i++)
        sigaction(fatal[i], &action, &before[i]);
}

void
crash_restores(int fd, const char *text, size_t n, const struct termios *modes)
{
    restore.fd = -1;
    if (fd < 0 || n > sizeof restore.text)
        return;
    memcpy(restore.text, text, n);
    restore.n = n;
    restore.modes = *modes;
    restore.fd = fd;
}
