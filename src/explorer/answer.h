/* The answer pane: the last exchange with its diagnosis, and how it is being looked at.
 */
#ifndef EXPLORER_ANSWER_H
#define EXPLORER_ANSWER_H

#include "api/exchange.h"
#include "explorer/page.h"
#include "explorer/viewer.h"

enum answer_tab {
    ANSWER_BODY,
    ANSWER_HEADERS,
    ANSWER_TIMING,
    ANSWER_EXPLAIN,
    ANSWER_TABS
};

struct answer {
    bool present;  /* exchange and diagnosis are valid */
    bool arriving; /* the headers of one under way are there; its
                      body is in the viewer */
    int status;
    uint64_t received, announced;
    struct exchange exchange;
    struct diagnosis diagnosis;
    struct request sent; /* as composed, for what it is called and for hints */
    enum answer_tab tab;
    struct viewer viewer;
    struct page verdict; /* what stands over the tabs, laid out */
    struct page laid;    /* the other tabs, laid out */
    size_t top;          /* their first line in sight */
};

void answer_release(struct answer *answer);
/* What has come of an answer under way; the one before goes out of sight. */
void answer_arrive(struct answer *answer, const struct response *response,
                   uint64_t announced);
/* Takes a finished exchange and what was sent over: diagnosed, its body in the viewer.
 */
void answer_take(struct answer *answer, struct exchange *exchange, struct request *sent,
                 const struct diagnosis_context *context);
void answer_turn(struct answer *answer, int tabs);
const char *answer_tracking_id(const struct answer *answer); /* or NULL */
bool answer_failed(const struct answer *answer); /* there is something to explain */

#endif
