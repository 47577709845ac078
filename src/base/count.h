/* Numbers as people read them. */
#ifndef BASE_COUNT_H
#define BASE_COUNT_H

#include "base/str.h"

#include <stdint.h>

/* With its thousands apart, as the language does: "97,354". Appends. */
void str_add_count(struct str *out, uint64_t count);

#endif
