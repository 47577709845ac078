#include "config.h"

#include "base/utf8.h"

#include <string.h>

static bool
continues(struct span s, size_t i)
{
    return i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80;
}

size_t
utf8_next(struct span s, uint32_t *c)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (!s.n)
        return 0;
    unsigned char first = (unsigned char)s.p[0];
    size_t n = first < 0x80   ? 1
               : first < 0xc2 ? 0
               : first < 0xe0 ? 2
               : first < 0xf0 ? 3
               : first < 0xf5 ? 4
                              : 0;
    *c = UTF8_BAD;
    if (n == 0)
        return 1;
    if (n == 1) {
        *c = first;
        return 1;
    }
    uint32_t value = first & (0x7fU >> n);
    for (size_t i = 1; i < n; i++) {
        if (!continues(s, i))
            return 1;
        value = value << 6 | ((unsigned char)s.p[i] & 0x3fU);
    }
    if (value < least[n] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
        return 1;
    *c = value;
    return n;
}

size_t
utf8_put(char out[4], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (c & 0x3f));
        c >>= 6;
    }
    out[0] = (char)((0xf00U >> n & 0xffU) | c);
    return n;
}

size_t
utf8_ascii(struct span s)
{
    enum { WORD = 8, WORDS = 8 };
    const uint64_t high = 0x8080808080808080U;
    size_t i = 0;
    for (; i + WORDS * WORD <= s.n; i += WORDS * WORD) {
        uint64_t words[WORDS], any = 0;
        memcpy(words, s.p + i, sizeof words);
        for (size_t k = 0; k < WORDS; k++)
            any |= words[k];
        if (any & high)
            break;
    }
    while (i < s.n && (unsigned char)s.p[i] < 0x80)
        i++;
    return i;
}

bool
utf8_valid(struct span s)
{
    for (;;) {
        uint32_t c;
        s = span_from(s, utf8_ascii(s));
        if (!s.n)
            return true;
        size_t n = utf8_next(s, &c);
        if (c == UTF8_BAD)
            return false;
        s = span_from(s, n);
    }
}

size_t
utf8_before(struct span s, size_t at)
{
    if (at > s.n)
        at = s.n;
    for (size_t back = 1; back <= 4 && back <= at; back++) {
        uint32_t c;
        size_t n = utf8_next(span_sub(s, at - back, at), &c);
        if (n == back && c != UTF8_BAD)
            return at - back;
    }
    return at ? at - 1 : 0; /* a bad byte */
}
