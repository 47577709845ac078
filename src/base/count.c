#include "config.h"

#include "base/count.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>

void
str_add_count(struct str *out, uint64_t count)
{
    /* A thousand as the language writes it: what stands in it goes between groups. */
    struct span thousand = span_of(_("1,000"));
    struct span between =
        thousand.n > 4 ? span_sub(thousand, 1, thousand.n - 3) : (struct span){0};
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%" PRIu64, count);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            str_add(out, between);
        str_add_byte(out, digits[i]);
    }
}
