/* Two exchanges side by side: what differs in request and answer. */
#ifndef API_COMPARISON_H
#define API_COMPARISON_H

#include "api/exchange.h"

struct comparison_item {
    char *place;          /* "request body /Comment", "status"; owned */
    char *before, *after; /* shortened where long, safe for JSON's sake only; NULL:
                             absent; owned */
};

struct comparison {
    struct comparison_item *items;
    size_t count, room;
    size_t more; /* differences beyond the limit */
};

enum { COMPARISON_MAX = 2000 };

/* Headers that differ each time (Date and the like) are left out. */
void exchange_compare(const struct exchange *before, const struct exchange *after,
                      struct comparison *comparison);
/* Two bodies alone. PREFIX stands before each place. */
void body_compare(struct span before, struct span after, const char *prefix,
                  struct comparison *comparison);
void comparison_release(struct comparison *comparison);

#endif
