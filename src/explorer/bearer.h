/* The token that requests are sent with, as the explorer tells of it. */
#ifndef EXPLORER_BEARER_H
#define EXPLORER_BEARER_H

#include "api/token_check.h"
#include "explorer/page.h"

struct explorer;

struct bearer {
    struct token token;             /* of the profile */
    struct token_findings findings; /* for the request under composition, now */
};

void bearer_release(struct bearer *bearer);
/* After the profile or its token has become another. */
void bearer_read(struct explorer *explorer);
/* After each change of the request or the time. */
void bearer_judge(struct explorer *explorer);
/* The one that would have it refused, or soon; NULL: none. */
const struct token_finding *bearer_warning(const struct bearer *bearer);
/* Steady time at which what is said of it changes; INT64_MAX: never. */
clock_ms bearer_deadline(const struct explorer *explorer);
void page_bearer(struct page *page, const struct explorer *explorer, int columns);

#endif
