/* A span borrows bytes that somebody else owns; it may hold any byte and has no
 * terminating NUL. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
    const char *p;
    size_t n;
};

#define SPAN(literal) ((struct span){"" literal, sizeof(literal) - 1})
#define SPAN_INIT(literal)                                                             \
    {                                                                                  \
        "" literal, sizeof(literal) - 1                                                \
    } /* for static tables */
/* For printf: "%.*s", SPAN_ARG(s) */
#define SPAN_ARG(s) (int)((s).n > INT32_MAX ? INT32_MAX : (s).n), (s).p ? (s).p : ""

struct span span_of(const char *text); /* NULL gives the empty span */
bool span_equal(struct span a, struct span b);
bool span_is(struct span a, const char *text);
bool span_equal_nocase(struct span a, struct span b); /* ASCII letters only */
bool span_is_nocase(struct span a, const char *text);
int span_compare(struct span a, struct span b); /* by bytes, like strcmp */
bool span_starts(struct span s, const char *prefix);
bool span_starts_nocase(struct span s, const char *prefix);
bool span_ends(struct span s, const char *suffix);
bool span_has(struct span s, const char *needle);
/* Index of the first occurrence at or after FROM, or s.n where there is none. */
size_t span_find(struct span s, size_t from, struct span needle);
size_t span_find_nocase(struct span s, size_t from, struct span needle);
size_t span_find_byte(struct span s, size_t from, char byte);
struct span span_sub(struct span s, size_t from, size_t to); /* clamped to s */
struct span span_from(struct span s, size_t from);
struct span span_trim(struct span s); /* space, tab, CR, LF at both ends */
/* Takes the part of *rest before SEPARATOR and moves *rest behind it; false when *rest
 * was used up (p NULL). An empty last part is given once. */
bool span_next(struct span *rest, char separator, struct span *part);
/* Decimal digits only, the whole span, at most MAX; false otherwise. */
bool span_number(struct span s, uint64_t max, uint64_t *value);

#endif
