/* The answer pane: the last exchange with its diagnosis, and how it is being looked at.
 */
#ifndef EXPLORER_ANSWER_H
#define EXPLORER_ANSWER_H

#include "api/exchange.h"
#include "base/bulk.h"
#include "explorer/body_kind.h"
#include "explorer/page.h"
#include "explorer/table.h"
#include "explorer/viewer.h"

enum result_tab {
    RESULT_BODY,
    RESULT_TABLE, /* where the answer has a list of objects */
    RESULT_HEADERS,
    RESULT_TIMING,
    RESULT_EXPLAIN,
    RESULT_TABS
};

struct result {
    bool present;  /* exchange and diagnosis are valid */
    size_t taken;  /* answers so far: tells one from the next */
    bool links;    /* it links to files (api/download.h) */
    bool more;     /* it names a page that follows */
    bool arriving; /* the headers of one under way are there; its
                      body is in the viewer */
    int status;
    uint64_t received, announced;
    struct exchange exchange;
    struct bulk grown; /* the list that it grew to: its body is that text, and not
                          its own; empty: it is as it came */
    struct diagnosis diagnosis;
    struct request sent; /* as composed, for what it is called and for hints */
    enum result_tab tab;
    struct body_kind body; /* how the exchange's is shown */
    struct viewer viewer;
    struct table table;  /* of the viewer's text */
    struct page verdict; /* what stands over the tabs, laid out */
    struct page laid;    /* the other tabs, laid out */
    size_t top;          /* their first line in sight */
    size_t pages;        /* that the body was put together from; 0: as it came */
    bool by_skip;        /* some of them were asked for by $skip */
    bool to_end;         /* the last of them is there */
};

void result_release(struct result *answer);
/* What has come of an answer under way; the one before goes out of sight. */
void result_arrive(struct result *answer, const struct response *response,
                   uint64_t announced);
/* Takes a finished exchange and what was sent over: diagnosed, its body in the viewer.
 */
void result_take(struct result *answer, struct exchange *exchange, struct request *sent,
                 const struct diagnosis_context *context);
/* What is said of it, said anew. */
void result_diagnose(struct result *answer, const struct diagnosis_context *context);
/* What is told of the body above it, told anew: in another language. */
void result_tell_body(struct result *answer);
/* The list has grown: TEXT, which is moved out and made of so many pages, takes the
 * place of the answer's body; the cursor stays where it is. */
void result_grow(struct result *answer, struct bulk *text, size_t pages, bool to_end);
/* "3 pages: more exists": how much of a list the body is; appends nothing where that is
 * all there is to it. */
void result_tell_extent(const struct result *answer, struct str *out);
/* Further pages exist, or may. */
bool result_has_more(const struct result *answer);
void result_turn(struct result *answer, int tabs);
const char *result_tracking_id(const struct result *answer); /* or NULL */
bool result_failed(const struct result *answer); /* there is something to explain */

#endif
