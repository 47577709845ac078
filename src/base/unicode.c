#include "config.h"

#include "base/unicode.h"

#include "base/memory.h"
#include "base/unicode_tables.h"

static bool
within(const struct range *table, size_t count, uint32_t c)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c < table[middle].low)
            high = middle;
        else if (c > table[middle].high)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

#define WITHIN(table, c) within((table), COUNT_OF(table), (c))

unsigned
unicode_width(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (WITHIN(combining, c))
        return 0;
    return WITHIN(wide, c) ? 2 : 1;
}

bool
unicode_hidden(uint32_t c)
{
    if (c < 0x7f)
        return c < 0x20;
    return WITHIN(hidden, c);
}

bool
unicode_combining(uint32_t c)
{
    return c >= 0x300 && WITHIN(combining, c);
}

bool
unicode_right_to_left(uint32_t c)
{
    return c >= 0x590 && WITHIN(right_to_left, c);
}

static bool
is_among(uint32_t c, const uint32_t *marks)
{
    while (*marks && *marks != c)
        marks++;
    return *marks;
}

bool
unicode_closes(uint32_t c)
{
    static const uint32_t marks[] = {U'，', U'。', U'、', U'；', U'：', U'？',
                                     U'！', U'）', U'》', U'〉', U'】', U'」',
                                     U'』', U'”',  U'’',  U'…',  ',',   '.',
                                     ';',   ':',   '?',   '!',   ')',   0};
    return is_among(c, marks);
}

bool
unicode_opens(uint32_t c)
{
    static const uint32_t marks[] = {U'（', U'《', U'〈', U'【', U'「', U'『', 0};
    return is_among(c, marks);
}
