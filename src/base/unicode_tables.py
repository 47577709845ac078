#!/usr/bin/env python3
"""Writes unicode_tables.h to standard output: ranges of characters by what the terminal does with them.

Made from Python's unicodedata; run it by hand when Unicode moves on, and look at the golden screens after."""
import unicodedata

IGNORABLE = [(0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164),
             (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0000, 0xE0FFF)]


def hidden(c, cat):
    if any(low <= c <= high for low, high in IGNORABLE):
        return True
    return cat in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or (cat == "Zs" and c not in (0x20, 0x3000))


def ranges(test):
    out, start = [], None
    for c in range(0x110001):
        inside = c < 0x110000 and test(c, chr(c), unicodedata.category(chr(c)))
        if inside and start is None:
            start = c
        elif not inside and start is not None:
            out.append((start, c - 1))
            start = None
    return out


def table(name, test):
    print(f"static const struct range {name}[] = {{")
    for low, high in ranges(test):
        print(f"    {{0x{low:x}, 0x{high:x}}},")
    print("};\n")


print("/* Made by unicode_tables.py from Unicode %s. */" % unicodedata.unidata_version)
print("struct range {\n    uint32_t low, high;\n};\n")
table("hidden", lambda c, ch, cat: hidden(c, cat))
table("combining", lambda c, ch, cat: cat in ("Mn", "Me") and not hidden(c, cat))
table("wide", lambda c, ch, cat: unicodedata.east_asian_width(ch) in "WF" and not hidden(c, cat) and cat not in ("Mn", "Me"))
table("right_to_left", lambda c, ch, cat: unicodedata.bidirectional(ch) in ("R", "AL") and not hidden(c, cat))
