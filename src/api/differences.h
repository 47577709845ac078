/* How an operation differs from the one that replaces it, and what became of a request
 * that was turned into the other's. The texts are owned by struct differences, and not
 * yet made safe to show. `= {0}` is empty. */
#ifndef API_DIFFERENCES_H
#define API_DIFFERENCES_H

#include "api/about.h"
#include "api/catalogue.h"
#include "base/str.h"

enum difference_kind {
    DIFFERENCE_REQUEST,     /* method and path */
    DIFFERENCE_HOST,        /* in the commercial cloud */
    DIFFERENCE_APPLICATION, /* permissions */
    DIFFERENCE_DELEGATED,
    DIFFERENCE_ROLE, /* in the portal */
    DIFFERENCE_LIMITS,
    DIFFERENCE_TRACKING, /* where the tracking ID stands in an error */
    DIFFERENCE_NAME,     /* FROM and TO are places, as hints write them */
    DIFFERENCE_PROPERTY, /* in $filter and its like */
    DIFFERENCE_VALUE,    /* of the name WHERE */
    DIFFERENCE_ADDED,    /* TO, at the place WHERE */
    DIFFERENCE_LEFT,     /* FROM, at the place WHERE: no place for it; TO: the operation
                            that takes it instead, or NULL */
    DIFFERENCE_ANSWER,   /* names in the answer; TO NULL: not there */
    DIFFERENCE_NOTE,     /* TO */
};

struct difference {
    enum difference_kind kind;
    char *where, *from, *to; /* owned; NULL where there is none */
};

struct differences {
    struct difference *items;
    size_t count, room;
    bool unread; /* the body is no JSON object: it went along as it was */
};

void differences_release(struct differences *differences);
/* WHERE, FROM and TO are copied; each may be NULL. */
void differences_add(struct differences *differences, enum difference_kind kind,
                     const char *where, const char *from, const char *to);
size_t differences_count(const struct differences *differences,
                         enum difference_kind kind);
const char *difference_kind_name(enum difference_kind kind); /* "left" */

/* Of the two operations, whatever the request: paths, permissions, limits. */
void differences_of_calls(struct differences *differences, const struct operation *from,
                          const struct operation *to);
/* Names and values that the catalogue knows to differ. */
void differences_of_names(struct differences *differences, const struct operation *from,
                          const struct operation *to);
/* Names in the answers, and what else there is to know. */
void differences_of_answers(struct differences *differences,
                            const struct operation *from);
/* For people: lines as the About tab has them. */
void differences_tell(struct about *about, const struct differences *differences);
/* The same under the title "From ... to ...". */
void differences_page(struct about *about, const struct differences *differences,
                      const struct operation *from, const struct operation *to);

#endif
