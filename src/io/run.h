/* The explorer, run: state on one side, terminal, network and files on the other. */
#ifndef IO_RUN_H
#define IO_RUN_H

#include "api/profile.h"
#include "io/terminal.h"

struct run_plan {
    const struct catalogue *catalogue;
    struct profile
        *profile; /* of a real tenant; NULL: the practice tenant. Taken over */
    enum theme theme;
    const char *language;
    const char *page; /* Markdown to be read first, or "" */
};

/* Until the user leaves. Gives the exit status. */
int run_explorer(const struct run_plan *plan, struct err *err);

#endif
