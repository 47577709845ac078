/* The explorer, run: state on one side, terminal, network and files on the other. */
#ifndef IO_RUN_H
#define IO_RUN_H

#include "api/lessons.h"
#include "api/profile.h"
#include "io/terminal.h"

struct run_plan {
    const struct catalogue *catalogue;
    struct profile
        *profile; /* of a real tenant; NULL: the practice tenant. Taken over */
    enum theme theme;
    const char *language;
    const char *page;  /* Markdown to be read first, or "" */
    const char *learn; /* a lesson's name, "" for the list, "quiz"; NULL: none */
    const struct lessons *lessons; /* in place of the built-in ones; or NULL */
    uint64_t seed;                 /* of the quiz; 0: by the time */
};

/* Until the user leaves. Gives the exit status. */
int run_explorer(const struct run_plan *plan, struct err *err);

#endif
