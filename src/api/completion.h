/* What can stand at a place of a request that is being written, as far as the catalogue
 * knows: names that are not there yet, values, query options, properties, operators. A
 * completion owns its candidates and borrows nothing. Pure. */
#ifndef API_COMPLETION_H
#define API_COMPLETION_H

#include "api/request.h"

/* How what was typed is found in a candidate. From bad to good. */
enum fit {
    FIT_NONE,
    FIT_INSIDE, /* a word inside of it begins so, whatever the case */
    FIT_CASE,   /* it begins so, but for the case of letters */
    FIT_START,  /* it begins so */
};

struct candidate {
    struct str label;   /* what it is, bare */
    struct str text;    /* what to put in */
    size_t caret;       /* where in the text to go on */
    struct str meaning; /* a line for people, not yet made safe to show; or empty */
    enum fit fit;
    size_t order; /* in which it was offered */
};

struct completion {
    size_t at, length;       /* the bytes that a candidate's text replaces */
    struct candidate *items; /* best first */
    size_t count, room;
    bool whole; /* what stands there is one of them already */
};

/* In a longer body nothing is looked for: typing must not wait. */
enum { COMPLETION_BODY_MAX = 256 * 1024 };

void completion_release(struct completion *completion);

/* Each fills an empty completion for the caret at OFFSET; no candidates where nothing
 * is known. OPERATION, and a request's operation, may be NULL. */
void completion_body(struct completion *completion, const struct operation *operation,
                     struct span body, size_t offset);
/* The value of the query option NAME. */
void completion_option(struct completion *completion, const struct operation *operation,
                       struct span name, struct span value, size_t offset);
/* "name=value", to be added to the request's query. */
void completion_query(struct completion *completion, const struct request *request,
                      struct span text, size_t offset);
/* "Name: value", to be added to the request's headers. */
void completion_header(struct completion *completion, const struct request *request,
                       struct span text, size_t offset);
/* The value of the header NAME alone. */
void completion_header_value(struct completion *completion,
                             const struct operation *operation, struct span name,
                             struct span value, size_t offset);

#endif
