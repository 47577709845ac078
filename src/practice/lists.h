/* Lists as answers: the query options are applied to them, long ones are given in
 * pages. */
#ifndef PRACTICE_LISTS_H
#define PRACTICE_LISTS_H

#include "practice/call.h"

struct list { /* borrows its items from the tenant */
    const cJSON **items;
    size_t count, room;
};

void list_add(struct list *list, const cJSON *item);
void list_add_once(struct list *list, const cJSON *item);
/* All of SET whose member NAME is TEXT, whatever the letter case; NAME NULL: all. */
void list_add_where(struct list *list, const struct tenant *tenant, enum set set,
                    const char *name, const char *text);
void list_release(struct list *list);
/* Answers with LIST as objects of SET, and releases it. */
void answer_list(struct call *call, enum set set, struct list *list);

/* odata_eval.c: keeps what $filter takes, and sorts by $orderby. False: answered with
 * an error. */
bool odata_apply(struct call *call, struct list *list);

#endif
