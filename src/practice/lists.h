/* Lists as answers: the query options are applied while objects are offered, and long
 * ones are given in pages. Only what is shown is copied. */
#ifndef PRACTICE_LISTS_H
#define PRACTICE_LISTS_H

#include "api/odata.h"
#include "practice/call.h"

struct match; /* odata_eval.c: what $filter asks for */

struct list {
    struct call *call;
    enum set set; /* what it is a list of */
    struct match *match;
    const char *order;    /* $orderby, or NULL */
    size_t from, to, end; /* the page; END: where $top ends the list */
    size_t count;         /* of the objects that fit */
    cJSON *shown;         /* copies; in need of order: of all that fit */
};

void list_begin(struct list *list, struct call *call, enum set set);
void list_add(struct list *list, const cJSON *item); /* NULL: nothing */
/* False when what follows changes nothing. */
bool list_wants_more(const struct list *list);
/* Answers the call, and releases LIST. */
void list_answer(struct list *list);
/* Answers with all of SET whose member NAME is TEXT, whatever the letter case; NAME
 * NULL: all. */
void answer_list_where(struct call *call, enum set set, const char *name,
                       const char *text);

/* CONDITION must outlive it. */
struct match *match_new(const char *condition, clock_ms now);
void match_free(struct match *match);
bool match_fits(struct match *match, const cJSON *item);
/* A function that the filter calls and that is not here; else empty. */
struct span match_unknown(const struct match *match);
/* Equal ones stay in their order. */
void odata_sort(cJSON *array, const char *order);

#endif
