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
