/* The reading by blocks held against the reading token by token. */
#ifndef BOTH_WAYS_H
#define BOTH_WAYS_H

#include "base/span.h"

#include <stddef.h>

/* Begins by blocks behind the first FROM tokens and goes to TO, each way there is:
 * every state must be one that the slow reading passes through, and none may stop
 * without need. NULL where all agree, else what does not. */
const char *both_ways_differ(struct span text, size_t from, size_t to);

#endif
