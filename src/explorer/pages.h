/* What the explorer says in whole sentences, laid out: the verdict on an answer, the
 * tabs that are text, overlays. */
#ifndef EXPLORER_PAGES_H
#define EXPLORER_PAGES_H

#include "api/about.h"
#include "explorer/explorer.h"

/* What stands over the answer's tabs: the code, what it means, hints, the wait, the
 * tracking ID; said shorter where it would take more than that many rows. */
void page_verdict(struct page *page, const struct explorer *explorer, int columns,
                  size_t rows);
/* The headers, timing and explain tabs. */
void page_result(struct page *page, const struct result *answer, const char *language,
                 int columns);
/* SUCCESSOR: what replaces the operation, or NULL. HINTS: of the request. */
void page_about(struct page *page, const struct operation *operation,
                const struct operation *successor, const struct hints *hints,
                int columns);
void page_lines(struct page *page, const struct about *about, int columns);
void page_overlay(struct page *page, const struct overlay *overlay, int columns);
/* The first-start card; a shorter one where it needs more than ROWS. */
void page_card(struct page *page, int columns, size_t rows);

#endif
