/* The pages of a list put together: one text with every item as it came, as if the
 * service had sent them all at once. OData 4.01 JSON format, section 4.6.6: what
 * follows is named by @odata.nextLink. Owns everything. */
#ifndef API_PAGING_H
#define API_PAGING_H

#include "api/catalogue.h"
#include "base/bulk.h"

struct paging {
    struct bulk text;    /* all that came, with the address of what has not; whole at
                            any time; may be moved out at the end */
    size_t end;          /* where its list ends, before the bracket */
    struct str next;     /* address of the page that follows; empty: none */
    size_t pages, count; /* so far; items */
};

void paging_release(struct paging *paging);
/* The address of the page that follows; false: this is the last. */
bool paging_next(struct span body, struct str *next);
/* Takes the first page, or one more, that came from URL. What fails changes nothing,
 * and ERR says why. STATUS_INPUT: it is no page of a list; else as bulk_write. */
enum status paging_add(struct paging *paging, struct span url, struct span body,
                       struct err *err);

/* Lists that name no page that follows, but are documented with $skip and a most of
 * items: how many come at once for URL; 0: it is no such list, or its $top asks for
 * less. */
size_t paging_skip_size(const struct operation *operation, struct span url);
/* URL's $top asks for so many at most: that no page follows does not mean that nothing
 * does. */
bool paging_is_cut(struct span url);
/* URL with $skip so many items further on. OUT is set. */
void paging_skip_url(struct span url, size_t items, struct str *out);

#endif
