/* Two documents compared by what they hold, whatever the order of their names. */
#ifndef JSON_COMPARE_H
#define JSON_COMPARE_H

#include "json/tree.h"

struct json_difference {
    enum { JSON_ADDED, JSON_REMOVED, JSON_CHANGED } kind;
    char *pointer;             /* RFC 6901: of the new one, of the old one if removed */
    struct span before, after; /* raw values, borrowed from the texts; p NULL: absent */
};

struct json_differences { /* in the order of the names */
    struct json_difference *items;
    size_t count, room;
    size_t all; /* how many there are; more than COUNT where the limit was met */
};

/* The first MAX differences from BEFORE to AFTER, both without faults. Elements of
 * arrays are paired by their "id" where all have one that no other has, else by their
 * place. Strings are compared decoded, numbers as they are written. */
void json_compare(const struct json_tree *before, const struct json_tree *after,
                  size_t max, struct json_differences *differences);
void json_differences_release(struct json_differences *differences);

#endif
