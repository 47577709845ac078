/* A regular expression (PCRE2) that is matched within bounds: each try costs a budget,
 * and a place where the expression takes too many steps is told, never waited for. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/span.h"

enum {
    PATTERN_MAX = 1000,       /* bytes of an expression */
    PATTERN_SLICE = 32 * 1024 /* a budget that is used up in a few milliseconds */
};

struct pattern; /* owned by who made it */

struct pattern_fault {
    const char *reason; /* a whole sentence, translated */
    size_t at;          /* the character that it was noticed at, from 1 */
};

/* Case is no matter without a capital letter in it (those behind a backslash aside).
 * NULL: FAULT tells why. */
struct pattern *pattern_new(struct span expression, struct pattern_fault *fault);
void pattern_free(struct pattern *pattern); /* takes NULL */

enum pattern_edge { /* where the subject is a part of what is looked through */
                    PATTERN_WHOLE = 0,
                    PATTERN_NOT_FIRST = 1, /* ^ does not stand at its beginning */
                    PATTERN_NOT_LAST = 2   /* $ does not stand at its end */
};

enum pattern_outcome {
    PATTERN_FOUND,
    PATTERN_NONE,
    PATTERN_MORE, /* the budget is used up: go on from *BEGIN */
    PATTERN_WILD  /* one place takes more steps than can be waited for */
};

/* The first match that is not empty and begins at or after FROM (the beginning of a
 * character) and before TO. Bytes that are not UTF-8 match nothing. BUDGET counts bytes
 * and goes down to 0. */
enum pattern_outcome pattern_match(const struct pattern *pattern, struct span subject,
                                   size_t from, size_t to, unsigned edges,
                                   size_t *budget, size_t *begin, size_t *end);

#endif
