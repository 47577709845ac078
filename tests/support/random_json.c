#include "random_json.h"

#include "base/memory.h"

uint32_t
roll(uint32_t *seed, uint32_t sides)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 8) % sides;
}

static void
add_scalar(struct str *out, uint32_t *seed)
{
    static const char *const scalars[] = {
        "null",
        "true",
        "-0",
        "1.10",
        "9007199254740993",
        "\"\"",
        "\"x\"",
        "1e400",
        "\"\\u00e9\\\"{[,\"",
        "\"\xe4\xb8\xad\"",
    };
    uint32_t pick = roll(seed, COUNT_OF(scalars) + 1);
    if (pick < COUNT_OF(scalars)) {
        str_add_text(out, scalars[pick]);
        return;
    }
    str_add_byte(out, '"');
    str_add_repeat(out, 'A', roll(seed, 200));
    str_add_byte(out, '"');
}

static void
add_blank(struct str *out, uint32_t *seed)
{
    str_add_text(out,
                 (const char *[]){"", "", "", " ", "\n  ", "\t\r\n"}[roll(seed, 6)]);
}

struct str
random_document(uint32_t seed, size_t size)
{
    struct str out = {0};
    bool array[64], empty = true;
    size_t depth = 0;
    add_blank(&out, &seed);
    str_add_byte(&out, '[');
    array[depth++] = true;
    while (depth) {
        uint32_t what = roll(&seed, 6);
        bool more = out.n < size;
        add_blank(&out, &seed);
        if ((what < 2 && depth > 1) || !more) {
            str_add_byte(&out, array[--depth] ? ']' : '}');
            empty = false;
            continue;
        }
        if (!empty)
            str_add_byte(&out, ',');
        add_blank(&out, &seed);
        if (!array[depth - 1]) {
            str_addf(&out, "\"n/%u\"", (unsigned)roll(&seed, 9));
            add_blank(&out, &seed);
            str_add_byte(&out, ':');
            add_blank(&out, &seed);
        }
        empty = what == 5 && depth < COUNT_OF(array);
        if (empty) {
            array[depth] = roll(&seed, 2);
            str_add_byte(&out, array[depth++] ? '[' : '{');
        } else {
            add_scalar(&out, &seed);
        }
    }
    add_blank(&out, &seed);
    return out;
}

void
spoil(struct str *text, uint32_t *seed)
{
    static const struct span slips[] = {
        SPAN_INIT("\""),   SPAN_INIT("\\"),   SPAN_INIT("\\u12"),
        SPAN_INIT("\\\\"), SPAN_INIT(","),    SPAN_INIT(":"),
        SPAN_INIT("{"),    SPAN_INIT("}"),    SPAN_INIT("["),
        SPAN_INIT("]"),    SPAN_INIT("0"),    SPAN_INIT("-"),
        SPAN_INIT("e"),    SPAN_INIT("\x01"), SPAN_INIT("\0"),
        SPAN_INIT("\x80"), SPAN_INIT("\xc3"), SPAN_INIT("\xed\xa0"),
        SPAN_INIT("x"),    SPAN_INIT("\f"),   SPAN_INIT("\xf0\x9f\x98\x80"),
        SPAN_INIT(" "),    SPAN_INIT("\n"),
    };
    size_t at = text->n ? roll(seed, (uint32_t)text->n) : 0;
    struct span slip = slips[roll(seed, COUNT_OF(slips))];
    switch (roll(seed, 3)) {
    case 0:
        str_remove(text, at, at + 1 < text->n ? at + 1 : text->n);
        break;
    case 1:
        str_insert(text, at, slip);
        break;
    default:
        str_remove(text, at, at + slip.n < text->n ? at + slip.n : text->n);
        str_insert(text, at, slip);
        break;
    }
}
