#include "config.h"

#include "io/osc52.h"

#include "base/base64.h"

#define BEGIN "\033]52;c;"

/* screen passes on what stands between ESC P and ESC \, at most some 760 bytes at a
 * time; so the sequence inside ends with BEL, not with ESC \ of its own. */
static void
add_enveloped(struct str *out, struct span inner)
{
    enum { PIECE = 256 };
    for (size_t at = 0; at < inner.n; at += PIECE) {
        str_add_text(out, "\033P");
        str_add(out, span_sub(inner, at, at + PIECE));
        str_add_text(out, "\033\\");
    }
}

bool
osc52_add(struct str *out, struct span value, enum osc52 form)
{
    if (value.n / 3 * 4 > OSC52_MAX)
        return false;
    struct str inner = {0};
    str_add_text(&inner, BEGIN);
    base64_encode(&inner, value);
    str_add_text(&inner, form == OSC52_SCREEN ? "\a" : "\033\\");
    if (form == OSC52_SCREEN)
        add_enveloped(out, str_span(&inner));
    else
        str_add(out, str_span(&inner));
    str_wipe(&inner);
    return true;
}
