#include "config.h"

#include "api/redact_view.h"

#include "base/base64.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A secret of 8 bytes takes 11 letters: shorter runs are words. */
enum { BASE64_MIN = 11 };

void
ranges_add(struct ranges *ranges, size_t from, size_t to)
{
    if (from >= to)
        return;
    ARRAY_GROW(ranges->items, ranges->count, ranges->room);
    ranges->items[ranges->count++] = (struct range){from, to};
}

static int
compare(const void *left, const void *right)
{
    const struct range *a = left, *b = right;
    return a->from < b->from ? -1 : a->from > b->from;
}

void
ranges_merge(struct ranges *ranges)
{
    if (!ranges->count)
        return;
    qsort(ranges->items, ranges->count, sizeof *ranges->items, compare);
    struct range *last = ranges->items;
    for (size_t i = 1; i < ranges->count; i++) {
        struct range *next = &ranges->items[i];
        if (next->from > last->to)
            *++last = *next;
        else if (next->to > last->to)
            last->to = next->to;
    }
    ranges->count = (size_t)(last - ranges->items) + 1;
}

void
ranges_release(struct ranges *ranges)
{
    mem_free(ranges->items);
    *ranges = (struct ranges){0};
}

/* IN bytes at FROM of the source become TEXT. */
static void
put(struct view *view, size_t from, size_t in, const char *text, size_t out)
{
    struct view_run *last = view->count ? &view->runs[view->count - 1] : NULL;
    size_t units = last ? (view->own.n - last->at) / last->out : 0;
    if (!last || last->in != in || last->out != out ||
        last->from + units * last->in != from) {
        ARRAY_GROW(view->runs, view->count, view->room);
        view->runs[view->count++] =
            (struct view_run){view->own.n, from, (unsigned char)in, (unsigned char)out};
    }
    str_add(&view->own, (struct span){text, out});
}

static void
begin(struct view *view, const struct view *source)
{
    *view = (struct view){.source = source};
}

/* Most texts hold none of an encoding's signs: then there is nothing to look at. */
static bool
untouched(const struct view *view, char sign)
{
    return span_find_byte(view->text, 0, sign) == view->text.n;
}

static void
end(struct view *view)
{
    view->text = str_span(&view->own);
}

void
view_raw(struct view *view, struct span text)
{
    *view = (struct view){.text = text, .changed = true};
}

void
view_release(struct view *view)
{
    str_wipe(&view->own);
    mem_free(view->runs);
    *view = (struct view){0};
}

static int
hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

void
view_percent(struct view *view, const struct view *source)
{
    struct span s = source->text;
    begin(view, source);
    if (untouched(source, '%'))
        return;
    for (size_t i = 0; i < s.n;) {
        int high = i + 2 < s.n && s.p[i] == '%' ? hex(s.p[i + 1]) : -1;
        int low = high >= 0 ? hex(s.p[i + 2]) : -1;
        if (low < 0) {
            put(view, i, 1, s.p + i, 1);
            i++;
            continue;
        }
        char byte = (char)(high * 16 + low);
        put(view, i, 3, &byte, 1);
        view->changed = true;
        i += 3;
    }
    end(view);
}

static bool
hex4(struct span s, size_t at, uint32_t *unit)
{
    *unit = 0;
    for (size_t i = at; i < at + 4; i++) {
        int digit = i < s.n ? hex(s.p[i]) : -1;
        if (digit < 0)
            return false;
        *unit = *unit * 16 + (uint32_t)digit;
    }
    return true;
}

/* The escape at AT, which is a backslash: gives how many bytes it takes, 0 where it is
 * none. */
static size_t
escape(struct span s, size_t at, char out[4], size_t *n)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    if (at + 1 >= s.n)
        return 0;
    const char *letter = s.p[at + 1] ? strchr(letters, s.p[at + 1]) : NULL;
    if (letter) {
        out[0] = meant[letter - letters];
        *n = 1;
        return 2;
    }
    uint32_t unit, low;
    if (s.p[at + 1] != 'u' || !hex4(s, at + 2, &unit))
        return 0;
    bool pair = unit >= 0xd800 && unit < 0xdc00 && at + 7 < s.n &&
                s.p[at + 6] == '\\' && s.p[at + 7] == 'u' && hex4(s, at + 8, &low) &&
                low >= 0xdc00 && low < 0xe000;
    if (pair)
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    else if (unit >= 0xd800 && unit < 0xe000)
        unit = 0xfffd;
    *n = utf8_put(out, unit);
    return pair ? 12 : 6;
}

void
view_unescape(struct view *view, const struct view *source)
{
    struct span s = source->text;
    begin(view, source);
    if (untouched(source, '\\'))
        return;
    for (size_t i = 0; i < s.n;) {
        char out[4];
        size_t n = 0, in = s.p[i] == '\\' ? escape(s, i, out, &n) : 0;
        if (!in) {
            put(view, i, 1, s.p + i, 1);
            i++;
            continue;
        }
        put(view, i, in, out, n);
        view->changed = true;
        i += in;
    }
    end(view);
}

void
view_squeeze(struct view *view, const struct view *source)
{
    struct span s = source->text;
    begin(view, source);
    for (size_t i = 0; i < s.n; i++) {
        if (memchr(" \t\r\n", s.p[i], 5))
            view->changed = true;
        else
            put(view, i, 1, s.p + i, 1);
    }
    end(view);
}

/* The letters of one run. */
static void
base64_run(struct view *view, struct span s, size_t from, size_t to)
{
    for (; from + 1 < to; from += 4) {
        size_t n = to - from < 4 ? to - from : 4;
        unsigned bits = 0;
        for (size_t i = 0; i < 4; i++)
            bits = bits << 6 | (i < n ? (unsigned)base64_value(s.p[from + i]) : 0);
        char out[3] = {(char)(bits >> 16), (char)(bits >> 8), (char)bits};
        put(view, from, n, out, n - 1);
        view->changed = true;
    }
}

void
view_base64(struct view *view, const struct view *source, unsigned shift)
{
    struct span s = source->text;
    begin(view, source);
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && base64_value(s.p[i]) >= 0)
            i++;
        if (i - from >= BASE64_MIN) {
            base64_run(view, s, from + shift, i);
            put(view, i, 1, "\n", 1); /* what lies apart stays apart */
        }
        i++;
    }
    end(view);
}

/* The unit of the run that gave byte AT. */
static struct range
unit_of(const struct view *view, size_t at)
{
    size_t low = 0, high = view->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (view->runs[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    const struct view_run *run = &view->runs[low];
    size_t from = run->from + (at - run->at) / run->out * run->in;
    return (struct range){from, from + run->in};
}

struct range
view_origin(const struct view *view, struct range range)
{
    for (; view->source && range.from < range.to; view = view->source) {
        range.from = unit_of(view, range.from).from;
        range.to = unit_of(view, range.to - 1).to;
        if (range.to > view->source->text.n)
            range.to = view->source->text.n;
    }
    return range;
}
