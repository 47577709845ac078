#include "config.h"

#include "json/find.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "json/text.h"

/* Going back, this many bytes are looked through at a time. */
enum { WINDOW = 65536 };

static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static void
add_form(struct json_find *find, struct str *form)
{
    for (size_t i = 0; i < find->count; i++)
        if (span_equal(str_span(&find->forms[i]), str_span(form))) {
            str_release(form);
            return;
        }
    find->forms[find->count++] = *form;
}

/* \u for every character that is not ASCII. */
static struct str
in_ascii(struct span text)
{
    struct str out = {0};
    for (size_t i = 0; i < text.n;) {
        uint32_t c;
        size_t n = utf8_next(span_from(text, i), &c);
        if (c < 0x80 || c == UTF8_BAD)
            str_add(&out, span_sub(text, i, i + n));
        else if (c < 0x10000)
            str_addf(&out, "\\u%04x", (unsigned)c);
        else
            str_addf(&out, "\\u%04x\\u%04x", (unsigned)(0xd7c0 + (c >> 10)),
                     (unsigned)(0xdc00 + (c & 0x3ff)));
        i += n;
    }
    return out;
}

void
json_find_set(struct json_find *find, struct span sought)
{
    json_find_release(find);
    if (!sought.n)
        return;
    find->any_case = true;
    for (size_t i = 0; i < sought.n; i++)
        find->any_case = find->any_case && !is_upper(sought.p[i]);
    struct str plain = str_dup(sought), quoted = {0};
    json_quote(&quoted, sought);
    str_cut(&quoted, quoted.n - 1);
    str_remove(&quoted, 0, 1);
    struct str ascii = in_ascii(str_span(&quoted));
    add_form(find, &plain);
    add_form(find, &quoted);
    add_form(find, &ascii);
}

void
json_find_release(struct json_find *find)
{
    for (size_t i = 0; i < COUNT_OF(find->forms); i++)
        str_release(&find->forms[i]);
    *find = (struct json_find){0};
}

/* Steps from one byte that can begin a match to the next. */
static size_t
find_any_case(struct span text, size_t from, struct span needle)
{
    char low = needle.p[0];
    char high = low >= 'a' && low <= 'z' ? (char)(low - 'a' + 'A') : low;
    size_t a = span_find_byte(text, from, low);
    size_t b = high == low ? text.n : span_find_byte(text, from, high);
    for (;;) {
        size_t at = a < b ? a : b;
        if (at + needle.n > text.n)
            return text.n;
        if (span_equal_nocase(span_sub(text, at, at + needle.n), needle))
            return at;
        if (at == a)
            a = span_find_byte(text, at + 1, low);
        else
            b = span_find_byte(text, at + 1, high);
    }
}

bool
json_find_next(const struct json_find *find, struct span text, size_t from,
               struct span *match)
{
    size_t best = text.n;
    for (size_t i = 0; i < find->count; i++) {
        struct span form = str_span(&find->forms[i]), before = text;
        if (best < text.n && form.n < text.n - best)
            before = span_sub(text, 0, best + form.n); /* only an earlier one counts */
        size_t at = find->any_case ? find_any_case(before, from, form)
                                   : span_find(before, from, form);
        if (at < before.n && at < best) {
            best = at;
            *match = span_sub(text, at, at + form.n);
        }
    }
    return best < text.n;
}

bool
json_find_last(const struct json_find *find, struct span text, size_t to,
               struct span *match)
{
    size_t longest = 0;
    for (size_t i = 0; i < find->count; i++)
        if (find->forms[i].n > longest)
            longest = find->forms[i].n;
    while (to) {
        size_t from = to > WINDOW ? to - WINDOW : 0;
        struct span window = span_sub(text, 0, to + longest), hit;
        bool found = false;
        for (size_t at = from; json_find_next(find, window, at, &hit);) {
            at = (size_t)(hit.p - text.p);
            if (at >= to)
                break;
            *match = hit;
            found = true;
            at++;
        }
        if (found)
            return true;
        to = from;
    }
    return false;
}
