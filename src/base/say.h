/* Sizes and durations as people read them. */
#ifndef BASE_SAY_H
#define BASE_SAY_H

#include "base/str.h"

#include <stdint.h>

/* "43 ms", "1.2 s"; "187 B", "29.4 MB". Both append. */
void say_duration(struct str *out, double ms);
void say_size(struct str *out, uint64_t bytes);

#endif
