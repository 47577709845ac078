/* Lists of names and values. */
#include "config.h"

#include "api/request.h"

#include "base/memory.h"

#include <string.h>

static char *
copy(struct span text)
{
    struct str s = str_dup(text);
    return str_take(&s);
}

static void
release(struct pair *pair)
{
    mem_free(pair->name);
    mem_free(pair->value);
}

void
pairs_release(struct pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++)
        release(&pairs->items[i]);
    mem_free(pairs->items);
    *pairs = (struct pairs){0};
}

void
pairs_add(struct pairs *pairs, struct span name, struct span value)
{
    struct pair pair = {copy(name), copy(value)}; /* before growing: they may be ours */
    ARRAY_GROW(pairs->items, pairs->count, pairs->room);
    pairs->items[pairs->count++] = pair;
}

void
pairs_set(struct pairs *pairs, struct span name, struct span value)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (!span_is(name, pairs->items[i].name))
            continue;
        char *fresh = copy(value);
        mem_free(pairs->items[i].value);
        pairs->items[i].value = fresh;
        return;
    }
    pairs_add(pairs, name, value);
}

void
pairs_remove(struct pairs *pairs, size_t index)
{
    if (index >= pairs->count)
        return;
    release(&pairs->items[index]);
    pairs->count--;
    memmove(pairs->items + index, pairs->items + index + 1,
            (pairs->count - index) * sizeof *pairs->items);
}

const char *
pairs_get(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (strcmp(pairs->items[i].name, name) == 0)
            return pairs->items[i].value;
    return NULL;
}

const char *
pairs_get_nocase(const struct pairs *pairs, const char *name)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (span_is_nocase(span_of(pairs->items[i].name), name))
            return pairs->items[i].value;
    return NULL;
}

void
pairs_copy(struct pairs *to, const struct pairs *from)
{
    struct pairs fresh = {0};
    for (size_t i = 0; i < from->count; i++)
        pairs_add(&fresh, span_of(from->items[i].name), span_of(from->items[i].value));
    pairs_release(to);
    *to = fresh;
}
