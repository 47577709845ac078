/* The allocator that libraries with secrets in their hands are given (libcurl, cJSON,
 * later libcrypto): it wipes what it frees, and can be told to fail the n-th call, so
 * that a test can walk through every failure. */
#ifndef IO_ALLOCATOR_H
#define IO_ALLOCATOR_H

#include <stddef.h>

void *allocator_malloc(size_t size);
void *allocator_calloc(size_t count, size_t size);
void *
allocator_realloc(void *p,
                  size_t size); /* moves by copy, so that the old bytes are wiped too */
char *allocator_strdup(const char *text);
void allocator_free(void *p);

/* The N-th call from now on gives NULL, and all after it too if PERSISTENT; 0 turns it
 * off. */
void allocator_fail_at(unsigned long n, int persistent);
unsigned long allocator_calls(void);    /* since the last allocator_fail_at */
unsigned long allocator_refusals(void); /* calls that gave NULL, ever */

#endif
