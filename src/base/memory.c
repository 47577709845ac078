#include "config.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Ends through exit(), so that whoever changed the terminal gets to put it back. */
static _Noreturn void
out_of_memory(void)
{
    fputs("defscope: out of memory: close other programs or open something smaller\n",
          stderr);
    exit(2);
}

void *
mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *
mem_try(void *p, size_t size)
{
    return realloc(p, size ? size : 1);
}

void *
mem_resize(void *p, size_t size)
{
    void *q = mem_try(p, size);
    if (!q)
        out_of_memory();
    return q;
}

void *
mem_dup(const void *p, size_t size)
{
    void *q = mem_alloc(size);
    if (size)
        memcpy(q, p, size);
    return q;
}

char *
mem_strdup(const char *text)
{
    return text ? mem_dup(text, strlen(text) + 1) : NULL;
}

void
mem_free(void *p)
{
    free(p);
}

void
mem_wipe(void *p, size_t size)
{
    if (!p || !size)
        return;
#ifdef HAVE_EXPLICIT_BZERO
    explicit_bzero(p, size);
#else
    volatile unsigned char *bytes = p;
    while (size--)
        *bytes++ = 0;
#endif
}

void *
mem_grow(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    size_t more = *room ? *room * 2 : 8;
    if (more > SIZE_MAX / size)
        out_of_memory();
    *room = more;
    return mem_resize(array, more * size);
}
