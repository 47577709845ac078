/* Memory for small things: these never return NULL. When there is none left the program
 * says so and ends; whatever a server or a file can make grow goes through
 * str_try_reserve or mem_try instead. */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *mem_alloc(size_t size);           /* zeroed */
void *mem_resize(void *p, size_t size); /* new bytes are not zeroed */
void *mem_dup(const void *p, size_t size);
char *mem_strdup(const char *text); /* NULL stays NULL */
void *mem_try(void *p,
              size_t size); /* like realloc: NULL when there is none, p still valid */
void mem_free(void *p);     /* takes NULL */
void mem_wipe(void *p, size_t size); /* overwrites; the compiler can't leave it out */

/* Makes room for one more element of SIZE bytes in an array of COUNT with room for
 * *ROOM; doubles. */
void *mem_grow(void *array, size_t count, size_t *room, size_t size);

#define ARRAY_GROW(array, count, room)                                                 \
    ((array) = mem_grow((array), (count), &(room), sizeof *(array)))
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#endif
