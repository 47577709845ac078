#include "config.h"

#include "practice/dice.h"

/* SplitMix64 (Steele, Lea, Flood 2014). */
uint64_t
dice_next(struct dice *dice)
{
    uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

unsigned
dice_below(struct dice *dice, unsigned limit)
{
    return (unsigned)(dice_next(dice) % limit);
}

bool
dice_chance(struct dice *dice, unsigned percent)
{
    return dice_below(dice, 100) < percent;
}

void
dice_add_hex(struct dice *dice, struct str *out, size_t digits)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < digits; i++, bits >>= 4) {
        if (i % 16 == 0)
            bits = dice_next(dice);
        str_add_byte(out, "0123456789abcdef"[bits & 15]);
    }
}

void
dice_add_guid(struct dice *dice, struct str *out)
{
    static const char form[] = "xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx";
    for (const char *c = form; *c; c++) {
        if (*c == 'x')
            dice_add_hex(dice, out, 1);
        else
            str_add_byte(out, *c == 'v' ? "89ab"[dice_below(dice, 4)] : *c);
    }
}
