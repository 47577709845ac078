/* JSON by blocks against JSON token by token: from any token to any place, whole and
 * cut off. */
#include "fuzz.h"

#include "../support/both_ways.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span text = {(const char *)data, size};
    size_t hint = size ? data[size - 1] : 0;
    const char *differs = both_ways_differ(text, 1, size);
    if (!differs)
        differs = both_ways_differ(text, 1 + hint % 16, size * hint / 256);
    if (!differs)
        differs = both_ways_differ(span_sub(text, 0, size * hint / 256), 1, size);
    if (differs)
        fprintf(stderr, "the two differ: %s\n", differs);
    MUST(!differs);
    return 0;
}
