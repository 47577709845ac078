#include "config.h"

#include "base/span.h"

#include <string.h>
#include <strings.h>

struct span
span_of(const char *text)
{
    return (struct span){text, text ? strlen(text) : 0};
}

bool
span_equal(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
span_is(struct span a, const char *text)
{
    if (!text)
        return a.n == 0;
    for (size_t i = 0; i < a.n; i++)
        if (text[i] != a.p[i] || !text[i]) /* most differ in the first letter */
            return false;
    return !text[a.n];
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
span_equal_nocase(struct span a, struct span b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

bool
span_is_nocase(struct span a, const char *text)
{
    return span_equal_nocase(a, span_of(text));
}

int
span_compare(struct span a, struct span b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool
span_starts(struct span s, const char *prefix)
{
    size_t n = strlen(prefix);
    return span_equal(span_sub(s, 0, n), (struct span){prefix, n});
}

bool
span_starts_nocase(struct span s, const char *prefix)
{
    size_t n = strlen(prefix);
    return span_equal_nocase(span_sub(s, 0, n), (struct span){prefix, n});
}

bool
span_ends(struct span s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.n >= n && span_equal(span_from(s, s.n - n), (struct span){suffix, n});
}

bool
span_has(struct span s, const char *needle)
{
    struct span n = span_of(needle);
    return n.n == 0 || span_find(s, 0, n) < s.n;
}

size_t
span_find(struct span s, size_t from, struct span needle)
{
    if (needle.n == 0)
        return from < s.n ? from : s.n;
    while (from + needle.n <= s.n) {
        const char *hit = memchr(s.p + from, needle.p[0], s.n - needle.n + 1 - from);
        if (!hit)
            return s.n;
        from = (size_t)(hit - s.p);
        if (memcmp(hit, needle.p, needle.n) == 0)
            return from;
        from++;
    }
    return s.n;
}

size_t
span_find_nocase(struct span s, size_t from, struct span needle)
{
    for (; from + needle.n <= s.n; from++)
        if (span_equal_nocase((struct span){s.p + from, needle.n}, needle))
            return from;
    return s.n;
}

size_t
span_find_byte(struct span s, size_t from, char byte)
{
    if (from >= s.n)
        return s.n;
    const char *hit = memchr(s.p + from, byte, s.n - from);
    return hit ? (size_t)(hit - s.p) : s.n;
}

struct span
span_sub(struct span s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (struct span){s.p ? s.p + from : NULL, to - from};
}

struct span
span_from(struct span s, size_t from)
{
    return span_sub(s, from, s.n);
}

static bool
blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct span
span_trim(struct span s)
{
    while (s.n && blank(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool
span_next(struct span *rest, char separator, struct span *part)
{
    if (!rest->p)
        return false;
    size_t at = span_find_byte(*rest, 0, separator);
    *part = span_sub(*rest, 0, at);
    *rest = at < rest->n ? span_from(*rest, at + 1) : (struct span){NULL, 0};
    return true;
}

bool
span_number(struct span s, uint64_t max, uint64_t *value)
{
    uint64_t n = 0;
    if (!s.n)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (n > (max - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    if (n > max)
        return false;
    *value = n;
    return true;
}
