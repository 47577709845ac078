/* Libraries that are opened when they are first needed, not linked: what they cost at
 * the start of the program is saved to all who never need them. */
#ifndef IO_LIBRARY_H
#define IO_LIBRARY_H

#include "base/err.h"

#include <stddef.h>

struct library_function {
    const char *name;
    size_t offset; /* of the pointer to it, in the table that is filled */
};

/* Opens the first of NAMES (up to a NULL) that is there. NULL: none is; PACKAGE is what
 * the user is told to install. Stays open. */
void *library_open(const char *const *names, const char *package, struct err *err);
/* Fills TABLE. WANTED: the oldest version that has all, as the user is told. */
enum status library_resolve(void *library, const struct library_function *functions,
                            size_t count, void *table, const char *wanted,
                            struct err *err);

#endif
