/* Child processes that do one thing and end: clipboard tools, jq, a token command. No
 * shell, no descriptor of ours, a session of their own, none of our secrets in their
 * environment, a time limit, killed by their own number. */
#ifndef IO_CHILD_H
#define IO_CHILD_H

#include "base/str.h"
#include "io/loop.h"

#include <sys/types.h>

struct child_plan {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    struct span input;       /* for its standard input; borrowed until the end */
    bool capture;            /* keep its standard output; else it goes to /dev/null */
    bool errors;             /* its standard error is ours; else /dev/null */
    size_t capture_max;      /* 0: 16 MiB; the child is stopped there */
    long limit_ms;           /* 0: 2 seconds */
};

enum child_end {
    CHILD_EXITED,  /* `code` is its exit status */
    CHILD_KILLED,  /* `code` is the signal */
    CHILD_LATE,    /* had to be stopped at its time limit */
    CHILD_TOO_BIG, /* had to be stopped at capture_max */
    CHILD_ABSENT,  /* no such program in PATH */
    CHILD_REFUSED, /* could not be started; `code` is the errno */
};

struct child_result {
    enum child_end end;
    int code;
    struct str output; /* may be moved out */
};

struct child;

/* Never NULL: what can't be started ends with CHILD_ABSENT or CHILD_REFUSED. DONE is
 * called once, from loop_turn; the child is no more after it. It is done when the
 * process has ended, even if something it left behind keeps its output open. */
struct child *child_start(struct loop *loop, const struct child_plan *plan,
                          void (*done)(void *owner, struct child_result *result),
                          void *owner);
void child_stop(struct child *child); /* kills it; DONE is not called */
/* The same, waiting. RESULT->output is the caller's. */
void child_run(const struct child_plan *plan, struct child_result *result);
/* "xclip ended with status 1", for messages. */
void child_describe(const char *name, const struct child_result *result,
                    struct str *out);
bool child_found(const char *name); /* an executable of that name is in PATH */

#endif
