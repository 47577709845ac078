/* An owned, growing string of any bytes. `= {0}` is the empty one; p is NULL or
 * NUL-terminated. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/span.h"

#include <stdarg.h>

struct str {
    char *p;
    size_t n;
    size_t room;
};

void str_release(struct str *s);
void str_wipe(struct str *s);          /* overwrites the bytes, then releases */
void str_clear(struct str *s);         /* empty, keeps its room */
void str_cut(struct str *s, size_t n); /* keeps the first n bytes */
const char *
str_text(const struct str *s); /* never NULL; borrowed until the next change */
struct span str_span(const struct str *s);
char *str_take(struct str *s); /* the caller frees with mem_free; s is empty after */
bool str_try_reserve(struct str *s, size_t more); /* false: no memory, s as it was */

void str_add(struct str *s, struct span text);
void str_add_text(struct str *s, const char *text);
void str_add_byte(struct str *s, char byte);
void str_add_repeat(struct str *s, char byte, size_t times);
void str_addf(struct str *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void str_addv(struct str *s, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
void str_set(struct str *s, struct span text); /* text may be part of s */
void str_insert(struct str *s, size_t at,
                struct span text); /* text must not be part of s */
void str_remove(struct str *s, size_t at, size_t n);
void str_replace(struct str *s, size_t at, size_t n, struct span text);

struct str str_of(const char *text);
struct str str_dup(struct span text);

#endif
