#include "config.h"

#include "base/charset.h"

#include "base/memory.h"
#include "base/utf8.h"

enum { REPLACEMENT = 0xfffd };

static const struct {
    const char *name;
    enum charset charset;
} names[] = {
    {"utf-8", CHARSET_UTF8},         {"utf8", CHARSET_UTF8},
    {"us-ascii", CHARSET_UTF8},      {"ascii", CHARSET_UTF8},
    {"utf-16", CHARSET_UTF16BE},     {"utf-16le", CHARSET_UTF16LE},
    {"utf-16be", CHARSET_UTF16BE},   {"unicode", CHARSET_UTF16LE},
    {"utf-32", CHARSET_UTF32BE},     {"utf-32le", CHARSET_UTF32LE},
    {"utf-32be", CHARSET_UTF32BE},   {"iso-8859-1", CHARSET_LATIN1},
    {"latin1", CHARSET_LATIN1},      {"windows-1252", CHARSET_WINDOWS1252},
    {"cp1252", CHARSET_WINDOWS1252},
};

static const struct {
    struct span mark;
    enum charset charset;
} marks[] = {
    {SPAN_INIT("\xef\xbb\xbf"), CHARSET_UTF8},
    {SPAN_INIT("\xff\xfe\0\0"), CHARSET_UTF32LE}, /* before UTF-16's, which it has */
    {SPAN_INIT("\0\0\xfe\xff"), CHARSET_UTF32BE},
    {SPAN_INIT("\xff\xfe"), CHARSET_UTF16LE},
    {SPAN_INIT("\xfe\xff"), CHARSET_UTF16BE},
};

/* windows-1252 from 0x80 to 0x9f; 0: no character. */
static const uint16_t upper[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

enum charset
charset_named(struct span name)
{
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (span_is_nocase(name, names[i].name))
            return names[i].charset;
    return CHARSET_UNKNOWN;
}

const char *
charset_name(enum charset charset)
{
    static const char *const said[] = {
        [CHARSET_UNKNOWN] = "?",         [CHARSET_UTF8] = "UTF-8",
        [CHARSET_UTF16LE] = "UTF-16LE",  [CHARSET_UTF16BE] = "UTF-16BE",
        [CHARSET_UTF32LE] = "UTF-32LE",  [CHARSET_UTF32BE] = "UTF-32BE",
        [CHARSET_LATIN1] = "ISO-8859-1", [CHARSET_WINDOWS1252] = "windows-1252",
    };
    return said[charset];
}

enum charset
charset_marked(struct span text, size_t *mark)
{
    *mark = 0;
    for (size_t i = 0; i < COUNT_OF(marks); i++)
        if (text.n >= marks[i].mark.n &&
            span_equal(span_sub(text, 0, marks[i].mark.n), marks[i].mark)) {
            *mark = marks[i].mark.n;
            return marks[i].charset;
        }
    return CHARSET_UNKNOWN;
}

/* A text of ASCII mostly: every second byte is zero, and no other. */
static enum charset
wide(struct span text)
{
    size_t zeros[2] = {0}, pairs = text.n / 2;
    for (size_t i = 0; i < 2 * pairs; i++)
        zeros[i % 2] += text.p[i] == '\0';
    if (pairs < 2)
        return CHARSET_UNKNOWN;
    if (!zeros[0] && zeros[1] > pairs / 2)
        return CHARSET_UTF16LE;
    if (!zeros[1] && zeros[0] > pairs / 2)
        return CHARSET_UTF16BE;
    return CHARSET_UNKNOWN;
}

static bool
control(uint32_t c)
{
    return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
}

enum charset
charset_guess(struct span text)
{
    size_t bad = 0, good = 0, controls = 0, undefined = 0;
    enum charset two = wide(text);
    uint32_t c;
    if (two)
        return two;
    for (size_t i = 0, n; i < text.n; i += n) {
        n = utf8_next(span_from(text, i), &c);
        unsigned char byte = (unsigned char)text.p[i];
        bool cut = c == UTF8_BAD && text.n - i < 4;
        if (c == 0)
            return CHARSET_UNKNOWN;
        controls += control(c);
        bad += c == UTF8_BAD && !cut;
        undefined +=
            c == UTF8_BAD && byte >= 0x80 && byte < 0xa0 && !upper[byte - 0x80];
        good += n > 1;
    }
    if (controls > text.n / 100)
        return CHARSET_UNKNOWN;
    if (!bad || good > bad)
        return CHARSET_UTF8;
    return good || undefined || controls || bad > text.n / 2 ? CHARSET_UNKNOWN
                                                             : CHARSET_WINDOWS1252;
}

static void
add(struct str *out, uint32_t c)
{
    char bytes[4];
    bool scalar = c < 0x110000 && (c < 0xd800 || c > 0xdfff);
    size_t n = utf8_put(bytes, scalar ? c : REPLACEMENT);
    str_add(out, (struct span){bytes, n});
}

/* WIDTH bytes; the rest of a cut one is no character. */
static uint32_t
unit(struct span text, size_t at, size_t width, bool little)
{
    uint32_t c = 0;
    if (at + width > text.n)
        return UTF8_BAD;
    for (size_t i = 0; i < width; i++) {
        size_t place = little ? width - 1 - i : i;
        c = c << 8 | (unsigned char)text.p[at + place];
    }
    return c;
}

static void
decode_wide(struct span text, size_t width, bool little, struct str *out)
{
    for (size_t i = 0; i < text.n; i += width) {
        uint32_t c = unit(text, i, width, little);
        if (width == 2 && c >= 0xd800 && c < 0xdc00) {
            uint32_t low = unit(text, i + 2, 2, little);
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        add(out, c);
    }
}

static void
decode_bytes(struct span text, struct str *out)
{
    for (size_t i = 0; i < text.n; i++) {
        uint32_t c = (unsigned char)text.p[i];
        if (c >= 0x80 && c < 0xa0)
            c = upper[c - 0x80] ? upper[c - 0x80] : REPLACEMENT;
        add(out, c);
    }
}

void
charset_decode(enum charset charset, struct span text, struct str *out)
{
    size_t mark;
    if (charset_marked(text, &mark) == charset)
        text = span_from(text, mark);
    switch (charset) {
    case CHARSET_UTF16LE:
    case CHARSET_UTF16BE:
        decode_wide(text, 2, charset == CHARSET_UTF16LE, out);
        break;
    case CHARSET_UTF32LE:
    case CHARSET_UTF32BE:
        decode_wide(text, 4, charset == CHARSET_UTF32LE, out);
        break;
    case CHARSET_LATIN1:
    case CHARSET_WINDOWS1252:
        decode_bytes(text, out);
        break;
    case CHARSET_UNKNOWN:
    case CHARSET_UTF8:
        str_add(out, text);
        break;
    }
}
