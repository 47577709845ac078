/* What differs between two exchanges or texts, laid out. */
#ifndef EXPLORER_PAGE_COMPARISON_H
#define EXPLORER_PAGE_COMPARISON_H

#include "api/comparison.h"
#include "explorer/page.h"

/* Side by side where that fits, else one below the other; BEFORE and AFTER name the
 * two. */
void page_comparison(struct page *page, const struct comparison *comparison,
                     const char *before, const char *after, int columns);

#endif
