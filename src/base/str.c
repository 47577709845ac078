#include "config.h"

#include "base/str.h"

#include "base/memory.h"

#include <stdio.h>
#include <string.h>

void
str_release(struct str *s)
{
    mem_free(s->p);
    *s = (struct str){0};
}

void
str_wipe(struct str *s)
{
    mem_wipe(s->p, s->room);
    str_release(s);
}

void
str_clear(struct str *s)
{
    str_cut(s, 0);
}

void
str_cut(struct str *s, size_t n)
{
    if (n >= s->n)
        return;
    s->n = n;
    s->p[n] = '\0';
}

const char *
str_text(const struct str *s)
{
    return s->p ? s->p : "";
}

struct span
str_span(const struct str *s)
{
    return (struct span){str_text(s), s->n};
}

char *
str_take(struct str *s)
{
    char *p = s->p ? s->p : mem_strdup("");
    *s = (struct str){0};
    return p;
}

/* Room for n bytes and the NUL, at least doubled so that adding stays linear. */
static size_t
room_for(const struct str *s, size_t n)
{
    size_t room = s->room ? s->room * 2 : 32;
    return room > n + 1 ? room : n + 1;
}

bool
str_try_reserve(struct str *s, size_t more)
{
    if (more > SIZE_MAX - 1 - s->n)
        return false;
    size_t need = s->n + more;
    if (need < s->room)
        return true;
    char *p = mem_try(s->p, need + 1);
    if (!p)
        return false;
    s->p = p;
    s->room = need + 1;
    s->p[s->n] = '\0';
    return true;
}

static void
reserve(struct str *s, size_t more)
{
    size_t need = s->n + more;
    if (need < s->room)
        return;
    s->room = room_for(s, need);
    s->p = mem_resize(s->p, s->room);
}

void
str_add(struct str *s, struct span text)
{
    if (!text.n && s->p)
        return;
    reserve(s, text.n);
    if (text.n)
        memcpy(s->p + s->n, text.p, text.n);
    s->n += text.n;
    s->p[s->n] = '\0';
}

void
str_add_text(struct str *s, const char *text)
{
    str_add(s, span_of(text));
}

void
str_add_byte(struct str *s, char byte)
{
    str_add(s, (struct span){&byte, 1});
}

void
str_add_repeat(struct str *s, char byte, size_t times)
{
    reserve(s, times);
    memset(s->p + s->n, byte, times);
    s->n += times;
    s->p[s->n] = '\0';
}

void
str_addv(struct str *s, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n > 0) {
        reserve(s, (size_t)n);
        vsnprintf(s->p + s->n, (size_t)n + 1, format, again);
        s->n += (size_t)n;
    }
    va_end(again);
}

void
str_addf(struct str *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str_addv(s, format, args);
    va_end(args);
}

void
str_set(struct str *s, struct span text)
{
    struct str fresh = str_dup(text);
    str_release(s);
    *s = fresh;
}

void
str_insert(struct str *s, size_t at, struct span text)
{
    str_replace(s, at, 0, text);
}

void
str_remove(struct str *s, size_t at, size_t n)
{
    str_replace(s, at, n, (struct span){0});
}

void
str_replace(struct str *s, size_t at, size_t n, struct span text)
{
    if (at > s->n)
        at = s->n;
    if (n > s->n - at)
        n = s->n - at;
    if (text.n > n)
        reserve(s, text.n - n);
    if (!s->p)
        return;
    memmove(s->p + at + text.n, s->p + at + n, s->n - at - n);
    if (text.n)
        memcpy(s->p + at, text.p, text.n);
    s->n = s->n - n + text.n;
    s->p[s->n] = '\0';
}

struct str
str_of(const char *text)
{
    return str_dup(span_of(text));
}

struct str
str_dup(struct span text)
{
    struct str s = {0};
    str_add(&s, text);
    return s;
}
