/* Owned lists of sentences. */
#include "config.h"

#include "api/texts.h"

#include "base/memory.h"
#include "base/str.h"

#include <string.h>

void
texts_insert(struct texts *texts, size_t at, struct span text)
{
    struct str copy = str_dup(text);
    ARRAY_GROW(texts->items, texts->count, texts->room);
    memmove(texts->items + at + 1, texts->items + at,
            (texts->count - at) * sizeof *texts->items);
    texts->items[at] = str_take(&copy);
    texts->count++;
}

void
texts_add(struct texts *texts, struct span text)
{
    texts_insert(texts, texts->count, text);
}

void
texts_release(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        mem_free(texts->items[i]);
    mem_free(texts->items);
    *texts = (struct texts){0};
}
