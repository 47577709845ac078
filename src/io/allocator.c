#include "config.h"

#include "io/allocator.h"

#include "base/memory.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The size stands before each block: asking the C library for it is not possible
 * everywhere. */
union header {
    size_t size;
    max_align_t align;
};

/* libcurl looks names up in a thread of its own. */
static atomic_ulong calls, refused, fail_at;
static atomic_int fail_on;

void
allocator_fail_at(unsigned long n, int persistent)
{
    calls = 0;
    fail_at = n;
    fail_on = persistent;
}

unsigned long
allocator_calls(void)
{
    return calls;
}

unsigned long
allocator_refusals(void)
{
    return refused;
}

static int
must_fail(void)
{
    unsigned long n = ++calls, at = fail_at;
    return at && (n == at || (fail_on && n > at));
}

static void *
refuse(void)
{
    refused++;
    return NULL;
}

void *
allocator_malloc(size_t size)
{
    if (must_fail() || size > SIZE_MAX - sizeof(union header))
        return refuse();
    union header *block = malloc(sizeof *block + size);
    if (!block)
        return refuse();
    block->size = size;
    return block + 1;
}

void *
allocator_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return refuse();
    void *p = allocator_malloc(count * size);
    if (p)
        memset(p, 0, count * size);
    return p;
}

void
allocator_free(void *p)
{
    if (!p)
        return;
    union header *block = (union header *)p - 1;
    mem_wipe(p, block->size);
    free(block);
}

void *
allocator_realloc(void *p, size_t size)
{
    void *fresh = allocator_malloc(size);
    if (!fresh || !p)
        return fresh;
    size_t old = ((union header *)p - 1)->size;
    memcpy(fresh, p, old < size ? old : size);
    allocator_free(p);
    return fresh;
}

char *
allocator_strdup(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = allocator_malloc(n);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}
