#include "config.h"

#include "api/names.h"

#include <string.h>

enum { NAME_MAX = 64 }; /* longer ones are compared exactly and by case alone */

struct folded {
    char p[NAME_MAX];
    size_t n;
};

static bool
is_mark(char c)
{
    return c == '_' || c == '-' || c == ' ' || c == '$' || c == '@';
}

/* Small letters, no marks. False when it is too long. */
static bool
fold(struct span s, struct folded *out)
{
    out->n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (is_mark(c))
            continue;
        if (out->n == NAME_MAX)
            return false;
        out->p[out->n++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    return true;
}

static struct span
folded_span(const struct folded *f)
{
    return (struct span){f->p, f->n};
}

static unsigned
least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Letters to add, take out, change or swap with their neighbour to make b of a: optimal
 * string alignment, three rows of its table at a time. */
static unsigned
distance(const struct folded *a, const struct folded *b)
{
    unsigned rows[3][NAME_MAX + 1] = {0};
    unsigned *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->n; j++)
        above[j] = (unsigned)j;
    for (size_t i = 1; i <= a->n; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b->n; j++) {
            bool same = a->p[i - 1] == b->p[j - 1];
            row[j] = least(above[j - 1] + !same, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a->p[i - 1] == b->p[j - 2] &&
                a->p[i - 2] == b->p[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        unsigned *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b->n];
}

/* How many letters may differ before a name of that length is another name. */
static unsigned
tolerance(size_t length)
{
    return length < 3 ? 0 : length < 5 ? 1 : length < 9 ? 2 : 3;
}

static bool
plural_of(struct span one, struct span many)
{
    static const struct {
        const char *one, *many;
    } endings[] = {{"", "s"}, {"", "es"}, {"y", "ies"}, {"", "list"}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!span_ends(one, endings[i].one) || !span_ends(many, endings[i].many))
            continue;
        struct span stem = span_sub(one, 0, one.n - strlen(endings[i].one));
        struct span other = span_sub(many, 0, many.n - strlen(endings[i].many));
        if (stem.n > 1 && span_equal(stem, other))
            return true;
    }
    return false;
}

/* One is at the beginning or the end of the other, and no mere syllable. */
static bool
part_of(struct span part, struct span whole)
{
    if (part.n < 3 || part.n >= whole.n || whole.n > part.n * 4)
        return false;
    return span_equal(part, span_sub(whole, 0, part.n)) ||
           span_equal(part, span_from(whole, whole.n - part.n));
}

struct nearness
name_compare(struct span written, struct span known)
{
    if (span_equal(written, known))
        return (struct nearness){LIKE_EXACT, 0};
    if (span_equal_nocase(written, known))
        return (struct nearness){LIKE_CASE, 0};
    struct folded a, b;
    if (!fold(written, &a) || !fold(known, &b) || !a.n || !b.n)
        return (struct nearness){LIKE_NOTHING, 0};
    struct span left = folded_span(&a), right = folded_span(&b);
    if (span_equal(left, right))
        return (struct nearness){LIKE_MARKS, 0};
    if (plural_of(left, right) || plural_of(right, left))
        return (struct nearness){LIKE_PLURAL, 0};
    size_t apart = a.n > b.n ? a.n - b.n : b.n - a.n;
    bool hopeless = apart > tolerance(a.n < b.n ? a.n : b.n);
    unsigned letters = hopeless ? 0 : distance(&a, &b);
    if (!hopeless && letters <= tolerance(a.n < b.n ? a.n : b.n))
        return (struct nearness){LIKE_NEAR, letters};
    if (part_of(left, right) || part_of(right, left))
        return (struct nearness){LIKE_PART, (unsigned)apart};
    return (struct nearness){LIKE_NOTHING, 0};
}

void
nearest_merge(struct nearest *nearest, struct nearest other)
{
    struct nearness new = other.nearness, best = nearest->nearness;
    if (new.likeness == LIKE_NOTHING || new.likeness < best.likeness)
        return;
    if (new.likeness > best.likeness || new.distance < best.distance)
        *nearest = other;
    else if (new.distance == best.distance && other.index != nearest->index)
        nearest->alone = false;
}

void
nearest_offer(struct nearest *nearest, struct span written, struct span known,
              size_t index)
{
    nearest_merge(nearest, (struct nearest){name_compare(written, known), index, true});
}

struct nearest
names_nearest(const char *const *list, struct span written)
{
    struct nearest nearest = {0};
    for (size_t i = 0; list && list[i]; i++)
        nearest_offer(&nearest, written, span_of(list[i]), i);
    return nearest;
}

bool
names_hold(const char *const *list, struct span name)
{
    for (size_t i = 0; list && list[i]; i++) {
        if (span_is(name, list[i]))
            return true;
    }
    return false;
}
