/* A secret whose copies in this process's memory can be counted. */
#ifndef TESTS_MARKED_SECRET_H
#define TESTS_MARKED_SECRET_H

#include "base/secret.h"

/* A sanitizer keeps what was freed, and maps terabytes. */
#if defined __linux__ && !defined SANITIZED
#define SEES_MEMORY
#endif

enum { MARKED_LENGTH = 64 };

/* With every bit turned, so that it does not count itself. */
struct marked_secret {
    unsigned char turned[MARKED_LENGTH];
};

/* Random letters into SECRET. */
void marked_secret_make(struct marked_secret *marked, struct secret *secret);
/* How often it stands in memory that can be written to. */
size_t marked_secret_copies(const struct marked_secret *marked);

#endif
