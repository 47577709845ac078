/* Help topics: the Markdown pages of help/, built in. One source for what explain,
 * diagnosis and the help screen say. */
#ifndef API_TOPIC_H
#define API_TOPIC_H

#include "api/diagnosis.h"

struct topic_page {
    const char *language; /* "en" */
    const char *name;     /* "errors/ODataError" */
    const char *text;     /* Markdown */
};

extern const struct topic_page topic_pages[]; /* generated; ends with name NULL */

/* The page in LANGUAGE, or in English where there is none; NULL: no such topic. */
const struct topic_page *topic_find(const char *language, struct span name);

/* A page's first heading, without its marks; appended. */
void topic_add_title(const struct topic_page *page, struct str *out);
/* Where a link in the page NAME leads, appended: "../token.md" in a page of errors/ to
 * "token". False: to no page; nothing is appended then. */
bool topic_link(struct span name, struct span link, struct str *out);

/* The parts of a page that a diagnosis uses: its title (first heading), summary (first
 * paragraph), and the list items under "## Usual causes" and "## What to do" (or their
 * translations). Owned. */
struct topic {
    char *title, *summary;
    struct texts causes, steps;
};

void topic_read(struct topic *topic, const struct topic_page *page);
void topic_release(struct topic *topic);

#endif
