#include "config.h"

#include "base/conversion.h"

#include "base/memory.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>

enum { NAME_BYTES = 40, PIECE = 4096 };

/* What is meant where pages declare an older or smaller encoding (WHATWG, Encoding
 * Standard, 4.2). */
static const struct {
    const char *declared, *meant;
} meanings[] = {
    {"gb2312", "GB18030"},          {"gbk", "GB18030"},   {"x-gbk", "GB18030"},
    {"shift_jis", "CP932"},         {"sjis", "CP932"},    {"x-sjis", "CP932"},
    {"ks_c_5601-1987", "CP949"},    {"euc-kr", "CP949"},  {"big5", "BIG5-HKSCS"},
    {"iso-8859-9", "WINDOWS-1254"}, {"tis-620", "CP874"},
};

/* As iconv takes it; nothing that it would take for an order of its own ("//"). */
static bool
known_name(struct span name, char out[NAME_BYTES])
{
    for (size_t i = 0; i < COUNT_OF(meanings); i++)
        if (span_is_nocase(name, meanings[i].declared))
            name = span_of(meanings[i].meant);
    if (!name.n || name.n >= NAME_BYTES)
        return false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
                     c == '-' || c == '_' || c == ':' || c == '.';
        if (!plain)
            return false;
        out[i] = c;
    }
    out[name.n] = '\0';
    return true;
}

bool
conversion_decode(struct span name, struct span text, struct str *out, size_t *lost)
{
    char from[NAME_BYTES], piece[PIECE], *in = (char *)(uintptr_t)text.p;
    size_t left = text.n;
    *lost = 0;
    iconv_t descriptor =
        known_name(name, from) ? iconv_open("UTF-8", from) : (iconv_t)-1;
    if (descriptor == (iconv_t)-1)
        return false;
    while (left) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t done = iconv(descriptor, &in, &left, &to, &room);
        int why = errno;
        str_add(out, (struct span){piece, (size_t)(to - piece)});
        if (done == (size_t)-1 && why != E2BIG) { /* no character, or cut at the end */
            str_add_text(out, "\xef\xbf\xbd");
            ++*lost;
            in++;
            left--;
        }
    }
    iconv_close(descriptor);
    return true;
}
