/* Fetching the pages of a list that have not come: one after another, waiting where the
 * service or its limits ask for it, with a pause and an end at any time. What has come
 * is kept. */
#ifndef EXPLORER_FETCHING_H
#define EXPLORER_FETCHING_H

#include "api/paging.h"
#include "base/clock.h"
#include "explorer/command.h"

struct explorer;
struct message;

struct pages {
    struct paging paging;
    struct str asked, next; /* addresses of the last page and of the one that follows;
                               empty: none does */
    bool going, paused;
    bool skips;            /* some page was asked for by $skip */
    unsigned refusals;     /* of the next page, one after another */
    clock_ms wait_until;   /* steady; 0: nothing is waited for */
    struct exchange *last; /* the page that has just come, for the history; owned */
};

void pages_release(struct pages *pages);
/* Begins, pauses, or goes on. */
void pages_switch(struct explorer *explorer, struct commands *commands);
/* A page came, or did not. */
void pages_take(struct explorer *explorer, struct message *message,
                struct commands *commands);
/* The user ends it: what came is shown. False: nothing is fetched. */
bool pages_end(struct explorer *explorer, struct commands *commands);
/* After each message: a wait may be over. */
void pages_go_on(struct explorer *explorer, struct commands *commands);
/* Steady time at which something is to be done; INT64_MAX: none. */
clock_ms pages_deadline(const struct explorer *explorer);
/* "pages: 3, 30000 items, 29.4 MB"; nothing where none is fetched. Appends. */
void pages_tell(const struct explorer *explorer, struct str *out);

#endif
