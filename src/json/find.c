#include "config.h"

#include "json/find.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "json/text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

static bool
is_any_case(struct span sought)
{
    for (size_t i = 0; i < sought.n; i++)
        if (is_upper(sought.p[i]))
            return false;
    return true;
}

void
json_find_set(struct json_find *find, struct span sought)
{
    json_find_release(find);
    if (!sought.n)
        return;
    find->any_case = is_any_case(sought);
    struct str plain = str_dup(sought), quoted = {0};
    json_quote(&quoted, sought);
    str_cut(&quoted, quoted.n - 1);
    str_remove(&quoted, 0, 1);
    struct str ascii = in_ascii(str_span(&quoted));
    add_form(find, &plain);
    add_form(find, &quoted);
    add_form(find, &ascii);
}

/* The value of a hexadecimal digit; 16: it is none. */
static unsigned
digit(char c)
{
    struct span digits = SPAN("0123456789abcdef");
    return (unsigned)span_find_byte(digits, 0, (char)(is_upper(c) ? c | 0x20 : c));
}

static bool
add_bytes(struct str *out, struct span digits)
{
    for (size_t i = 0; i + 1 < digits.n; i += 2) {
        unsigned high = digit(digits.p[i]), low = digit(digits.p[i + 1]);
        if (high > 15 || low > 15)
            return false;
        str_add_byte(out, (char)(high << 4 | low));
    }
    return digits.n % 2 == 0;
}

/* Bytes in hexadecimal: several in a row, or behind 0x; a lone `de` is a text. */
static bool
written_bytes(struct span sought, struct str *out)
{
    struct span rest = span_trim(sought), word;
    bool marked = false, good = true;
    size_t words = 0;
    while (good && span_next(&rest, ' ', &word)) {
        bool behind = span_starts_nocase(word, "0x");
        good = add_bytes(out, span_from(word, behind ? 2 : 0));
        marked = marked || behind;
        words += word.n > 0;
    }
    return good && out->n && (marked || words > 1);
}

void
json_find_set_bytes(struct json_find *find, struct span sought)
{
    struct str bytes = {0}, plain = {0};
    json_find_release(find);
    if (!sought.n)
        return;
    find->any_case = is_any_case(sought);
    str_set(&plain, sought);
    if (written_bytes(sought, &bytes))
        add_form(find, &bytes); /* first: they come often where the text does not */
    else
        str_release(&bytes);
    find->exact = find->count;
    add_form(find, &plain);
}

bool
json_find_set_pattern(struct json_find *find, struct span expression,
                      struct pattern_fault *fault)
{
    json_find_release(find);
    find->pattern = expression.n ? pattern_new(expression, fault) : NULL;
    return find->pattern || !expression.n;
}

bool
json_find_is_set(const struct json_find *find)
{
    return find->count || find->pattern;
}

void
json_find_release(struct json_find *find)
{
    pattern_free(find->pattern);
    for (size_t i = 0; i < COUNT_OF(find->forms); i++)
        str_release(&find->forms[i]);
    *find = (struct json_find){0};
}

/* Capital letters become small; what else changes is told apart later. */
static char
folded(char c, bool any_case)
{
    return any_case ? (char)(c | 0x20) : c;
}

static bool
may_begin(struct span text, size_t at, struct span needle, bool any_case)
{
    size_t gap = needle.n - 1;
    return folded(text.p[at], any_case) == folded(needle.p[0], any_case) &&
           folded(text.p[at + gap], any_case) == folded(needle.p[gap], any_case);
}

/* Passes over blocks in which no place has both the first and the last byte of the
 * needle: memory is read about as fast as it comes. */
static size_t
skip_blocks(struct span text, size_t at, struct span needle, bool any_case)
{
#ifdef __SSE2__
    size_t gap = needle.n - 1;
    const __m128i fold = _mm_set1_epi8(any_case ? 0x20 : 0);
    const __m128i first = _mm_set1_epi8(folded(needle.p[0], any_case));
    const __m128i last = _mm_set1_epi8(folded(needle.p[gap], any_case));
    for (; at + gap + 16 <= text.n; at += 16) {
        __m128i a = _mm_loadu_si128((const void *)(text.p + at));
        __m128i b = _mm_loadu_si128((const void *)(text.p + at + gap));
        __m128i both = _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(a, fold), first),
                                     _mm_cmpeq_epi8(_mm_or_si128(b, fold), last));
        if (_mm_movemask_epi8(both))
            break;
    }
#else
    (void)text, (void)needle, (void)any_case;
#endif
    return at;
}

static size_t
find_form(struct span text, size_t from, struct span needle, bool any_case)
{
    for (size_t at = from; at + needle.n <= text.n;) {
        at = skip_blocks(text, at, needle, any_case);
        size_t end = at + 16;
        for (; at < end && at + needle.n <= text.n; at++) {
            struct span here = span_sub(text, at, at + needle.n);
            if (may_begin(text, at, needle, any_case) &&
                (any_case ? span_equal_nocase(here, needle) : span_equal(here, needle)))
                return at;
        }
    }
    return text.n;
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
        size_t at = find_form(before, from, form, find->any_case && i >= find->exact);
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
