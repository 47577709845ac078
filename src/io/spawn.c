#include "config.h"

#include "io/spawn.h"

#include "base/memory.h"
#include "base/span.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

bool
spawn_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* Variables that hold secrets: the built-in profile's, and those that the configuration
 * names. */
enum { HIDDEN_MAX = 16 };
static char *hidden[HIDDEN_MAX] = {NULL};

void
spawn_hide(const char *variable)
{
    size_t i = 0;
    while (i < HIDDEN_MAX && hidden[i] && strcmp(hidden[i], variable) != 0)
        i++;
    if (i < HIDDEN_MAX && !hidden[i])
        hidden[i] = mem_strdup(variable);
}

static bool
is_hidden(struct span variable)
{
    struct span name = span_sub(variable, 0, span_find_byte(variable, 0, '='));
    bool found = span_is(name, "DEFSCOPE_TOKEN");
    for (size_t i = 0; i < HIDDEN_MAX && hidden[i] && !found; i++)
        found = span_is(name, hidden[i]);
    return found;
}

/* Borrowed strings; free the array. */
static char **
clean_environment(void)
{
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **clean = mem_alloc((count + 1) * sizeof *clean);
    for (size_t i = 0; i < count; i++)
        if (!is_hidden(span_of(environ[i])))
            clean[kept++] = environ[i];
    return clean;
}

static void
lay_descriptors(posix_spawn_file_actions_t *actions, const int fds[3])
{
    for (int i = 0; i < 3; i++)
        if (fds[i] >= 0)
            posix_spawn_file_actions_adddup2(actions, fds[i], i);
        else if (fds[i] == SPAWN_NULL)
            posix_spawn_file_actions_addopen(actions, i, "/dev/null", O_RDWR, 0);
#ifdef HAVE_POSIX_SPAWN_FILE_ACTIONS_ADDCLOSEFROM_NP
    posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
}

int
spawn_start(const struct spawn_plan *plan, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all, none;
    short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    sigfillset(&all);
    sigemptyset(&none);
#ifdef POSIX_SPAWN_SETSID
    if (plan->session)
        flags |= POSIX_SPAWN_SETSID;
#else
    if (plan->session)
        flags |= POSIX_SPAWN_SETPGROUP;
#endif
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, flags);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setsigmask(&attributes, &none);
    lay_descriptors(&actions, plan->fds);
    char **environment = clean_environment();
    /* The type is of old; posix_spawnp does not write there. */
    char *const *argv = (char *const *)(uintptr_t)plan->argv;
    int code = posix_spawnp(pid, argv[0], &actions, &attributes, argv, environment);
    mem_free(environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return code;
}
