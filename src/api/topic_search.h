/* Help topics found by words. */
#ifndef API_TOPIC_SEARCH_H
#define API_TOPIC_SEARCH_H

#include "api/topic.h"

struct topic_hit {
    const struct topic_page *page;
    unsigned rank; /* 0: the best; of equals, what is read in its own right comes before
                      what explains one code */
};

/* The topics that have every word of WORDS, in the page of LANGUAGE or where there is
 * none in the English one: those whose title or name is WORDS first, then those that
 * have them in the title, at the beginning or in a heading, and only in their text. Of
 * no words: all topics. At most MAX; gives how many. */
size_t topic_search(const char *language, struct span words, struct topic_hit *hits,
                    size_t max);

#endif
