/* Comparing a name as it was written with the names that are known: body names,
 * enumerated values, query options, properties. */
#ifndef API_NAMES_H
#define API_NAMES_H

#include "base/span.h"

/* From far to near. */
enum likeness {
    LIKE_NOTHING,
    LIKE_PART,   /* one is a word of the other: worth naming, too little to mend by */
    LIKE_NEAR,   /* a slip of the fingers: a few letters more, less, other or swapped */
    LIKE_PLURAL, /* differs by being one or many */
    LIKE_MARKS,  /* the same letters; `_`, `-`, space, `$` or `@` more or less */
    LIKE_CASE,   /* the same but for the case of letters */
    LIKE_EXACT,
};

struct nearness {
    enum likeness likeness;
    unsigned distance; /* letters to change (LIKE_NEAR) or to add (LIKE_PART); else 0 */
};

struct nearness name_compare(struct span written, struct span known);

/* The best of several. Starts as {0}; offer every candidate. */
struct nearest {
    struct nearness nearness;
    size_t index; /* of the best; the first of equals */
    bool alone;   /* no other is as near */
};
void nearest_offer(struct nearest *nearest, struct span written, struct span known,
                   size_t index);
/* The better of two. */
void nearest_merge(struct nearest *nearest, struct nearest other);

/* Among a list that ends with NULL (which may be NULL itself). */
struct nearest names_nearest(const char *const *list, struct span written);
bool names_hold(const char *const *list, struct span name); /* exactly */

#endif
