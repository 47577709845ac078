/* The practice tenant to talk to: the one that runs, or one of our own that ends with
 * us. */
#ifndef IO_PRACTICE_H
#define IO_PRACTICE_H

#include "api/profile.h"
#include "base/err.h"
#include "base/secret.h"

#include <sys/types.h>

/* Whom the bearers let in; the names are those of the runtime file. */
enum practice_bearer {
    PRACTICE_FULL,
    PRACTICE_READ_ONLY,
    PRACTICE_EXPIRED,
    PRACTICE_BEARERS
};

struct practice {
    char *base;                              /* "http://127.0.0.1:PORT"; owned */
    struct secret bearers[PRACTICE_BEARERS]; /* only the first is sure to be there */
    pid_t pid;    /* of the child that we started; 0: it ran before us */
    int lifeline; /* the child's standard input; it ends when this closes */
};

/* Finds the running one by the file that it keeps in the runtime folder; STATUS_FOUND
 * where none runs (ERR says why). */
enum status practice_find(struct practice *practice, struct err *err);
/* Starts one on a port of its own choosing. SHARED: other programs are told of it by
 * the file. */
enum status practice_start(struct practice *practice, bool shared, struct err *err);
/* Finds one, or starts one: then *STARTED is true and the user should be told. */
enum status practice_ensure(struct practice *practice, bool shared, bool *started,
                            struct err *err);
/* The profile that talks to it, with the full bearer. */
void practice_profile(const struct practice *practice, struct profile *profile);
/* The bearer of that name ("full", "read-only", "expired"), or NULL. */
const struct secret *practice_bearer(const struct practice *practice, const char *name);
void practice_release(struct practice *practice); /* ends what was started */

/* The program, beside our own executable or where it is installed. Owned by the
 * caller. */
char *practice_program(void);

#endif
