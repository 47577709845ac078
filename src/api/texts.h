/* Owned lists of sentences. */
#ifndef API_TEXTS_H
#define API_TEXTS_H

#include "base/span.h"

struct texts { /* owned strings, safe to show */
    char **items;
    size_t count, room;
};

void texts_add(struct texts *texts, struct span text); /* copies */
void texts_insert(struct texts *texts, size_t at, struct span text);
void texts_release(struct texts *texts);

#endif
