/* Numbers that a seed decides: the same seed gives the same tenant. Not for secrets. */
#ifndef PRACTICE_DICE_H
#define PRACTICE_DICE_H

#include "base/clock.h"
#include "base/str.h"

struct dice {
    uint64_t state;
};

uint64_t dice_next(struct dice *dice);
unsigned dice_below(struct dice *dice, unsigned limit); /* 0 to limit-1; limit > 0 */
bool dice_chance(struct dice *dice, unsigned percent);
/* Appends DIGITS lower-case hexadecimal digits. */
void dice_add_hex(struct dice *dice, struct str *out, size_t digits);
/* Appends a version 4 GUID (RFC 4122). */
void dice_add_guid(struct dice *dice, struct str *out);

/* One of an array, by chance. */
#define DICE_PICK(dice, array)                                                         \
    ((array)[dice_below((dice), (unsigned)(sizeof(array) / sizeof *(array)))])

#endif
