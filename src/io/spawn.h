/* Starting another program: no shell, no descriptor of ours but the three that are
 * meant, every signal as it is by default, none of our secrets in its environment. */
#ifndef IO_SPAWN_H
#define IO_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

enum { SPAWN_NULL = -1, SPAWN_OURS = -2 };

struct spawn_plan {
    const char *const *argv; /* argv[0] is looked up in PATH where it has no slash */
    int fds[3];   /* its standard ones: a descriptor, SPAWN_NULL or SPAWN_OURS */
    bool session; /* of its own: Ctrl-C and the like do not reach it */
};

/* 0 with the child's number, or an errno. */
int spawn_start(const struct spawn_plan *plan, pid_t *pid);
/* A pipe whose ends no child gets by itself; false with errno. */
bool spawn_pipe(int ends[2]);

/* No child finds this variable in its environment from now on. */
void spawn_hide(const char *variable);

#endif
