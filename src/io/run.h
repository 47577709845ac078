/* The explorer, run: state on one side, terminal, network and files on the other. */
#ifndef IO_RUN_H
#define IO_RUN_H

#include "api/lessons.h"
#include "api/profile.h"
#include "api/request.h"
#include "explorer/preferences.h"
#include "io/sign_in.h"

/* Going to another profile ends one run and begins another; what is being composed goes
 * along. */
struct run_change {
    const struct profile_entry *profiles; /* to choose from; borrowed */
    /* Writes a profile of the name and values that FORM has, a line each, and makes
     * `profiles` anew; what is found in one, as Markdown. */
    enum status (*make)(struct run_change *change, struct span form, struct err *err);
    enum status (*check)(struct run_change *change, const char *name, struct str *page,
                         struct err *err);
    void *owner;
    char *wanted;        /* out: the one chosen, owned by the caller; NULL: leave */
    struct request kept; /* out and in */
};

struct run_plan {
    const struct catalogue *catalogue;
    struct profile
        *profile;      /* of a real tenant; NULL: the practice tenant. Taken over */
    const char *theme; /* its name; NULL: by the environment */
    const struct preferences *preferences; /* borrowed; NULL: none */
    const char *language;
    const char *page;  /* Markdown to be read first, or "" */
    const char *learn; /* a lesson's name, "" for the list, "quiz"; NULL: none */
    const struct lessons *lessons; /* in place of the built-in ones; or NULL */
    uint64_t seed;                 /* of the quiz; 0: by the time */
    struct run_change *change;     /* or NULL: no other profile */
    struct saved *saved; /* looked at, with nothing sent; moved out; or NULL */
    const struct sign_in_plan *sign_in; /* that gave the profile its token; or NULL */
};

/* Until the user leaves. Gives the exit status. */
int run_explorer(const struct run_plan *plan, struct err *err);

#endif
