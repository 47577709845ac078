#!/usr/bin/env python3
"""Draws the pictures of README.md and README.zh_CN.md: approved screens of tests/screens/golden in the
colours of themes/.

Usage: pictures.py SRCDIR OUTDIR. Each picture is written twice, NAME-dark.svg and NAME-light.svg, those of
the Chinese README in the folder zh_CN."""
import html
import itertools
import os
import re
import sys
import unicodedata

# picture: script and size, shot, and how many rows are shown
PICTURES = {
    "mistake": ("mistake.120x36", "refused", 36),
    "throttle": ("throttle.120x36", "armed", 30),
    "lesson": ("lesson.120x36", "missed", 36),
    "ticket": ("mistake.120x36", "ticket", 36),
}
LANGUAGES = ("", "zh_CN")  # the folder below the screens, and below the pictures
CELL, LINE = 8.4, 18
GROUND = {"dark": ("#16181d", "#d7dae0"), "light": ("#fbfbfa", "#24292f")}
COLOURS = {
    "dark": ["#16181d", "#e5636b", "#7fbf6a", "#e0b355", "#3b6fb6", "#c586c0", "#4fb3c9", "#e8eaed"],
    "light": ["#24292f", "#c4202c", "#35853f", "#9a6700", "#1f5fbf", "#8b3a9c", "#1b7c83", "#ffffff"],
}
NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]


def theme(source, name):
    """Style to (ink, paper, traits); None is the terminal's own colour."""
    styles = {}
    with open(os.path.join(source, "themes", name + ".theme"), encoding="utf-8") as file:
        for line in file:
            if "=" not in line or line.startswith("#"):
                continue
            style, value = (part.strip() for part in line.split("=", 1))
            ink, _, paper = value.partition("on ")
            words = ink.split()
            inks = [word for word in words if word in NAMES or word.isdigit()]
            styles[style] = (
                inks[0] if inks else None,
                paper.strip() or None,
                set(words) - set(inks),
            )
    return styles


def shot(source, language, script, name):
    """The rows of a screen, each a text and its runs of (from, to, style)."""
    rows, runs, found = [], {}, False
    with open(os.path.join(source, "tests/screens/golden", language, script), encoding="utf-8") as file:
        for line in file.read().split("\n"):
            if line.startswith("== "):
                found = re.match(r"== (.*) \d+x\d+", line).group(1) == name
            elif found and line.startswith("|"):
                rows.append(line[1:-1])
            elif found and re.match(r"\d+: ", line):
                row, _, rest = line.partition(": ")
                runs[int(row)] = [
                    (int(run[1]), int(run[2]), run[3]) for run in re.finditer(r"(\d+)-(\d+) ([a-z-]+)", rest)
                ]
    if not rows:
        sys.exit(f"no screen {name!r} in {script}")
    return [(row, runs.get(index, [])) for index, row in enumerate(rows)]


def cells(row):
    """(column, width, character); a mark that combines goes with the character before it."""
    column, out = 0, []
    for character in row:
        if unicodedata.combining(character) and out:
            out[-1] = (out[-1][0], out[-1][1], out[-1][2] + character)
            continue
        width = 2 if unicodedata.east_asian_width(character) in "WF" else 1
        out.append((column, width, character))
        column += width
    return out


def strings(line, begin, end):
    """What stands between two columns as (column, width, text), narrow and wide characters apart: a font for
    the ones rarely has the others in twice their width."""
    run = [cell for cell in line if begin <= cell[0] < end]
    for _, group in itertools.groupby(run, key=lambda cell: cell[1]):
        group = list(group)
        text = "".join(cell[2] for cell in group)
        if text.strip():
            yield group[0][0], sum(cell[1] for cell in group), text


def colour_of(name, shade):
    if name in NAMES:
        return COLOURS[shade][NAMES.index(name)]
    step = int(name) - 16  # of the cube of six times six times six
    return "#" + "".join(f"{part and 55 + 40 * part:02x}" for part in (step // 36, step // 6 % 6, step % 6))


def attributes(look, shade):
    ink, paper, traits = look
    ground, plain = GROUND[shade]
    colour = colour_of(ink, shade) if ink else plain
    back = colour_of(paper, shade) if paper else None
    if "reverse" in traits:
        colour, back = back or ground, colour
    style = ""
    if "bold" in traits:
        style += ' font-weight="bold"'
    if "underline" in traits:
        style += ' text-decoration="underline"'
    if "dim" in traits:
        style += ' opacity="0.6"'
    return colour, back, style


def draw(rows, styles, shade):
    columns = max(sum(cell[1] for cell in cells(row)) for row, _ in rows)
    width, height = columns * CELL + 16, len(rows) * LINE + 16
    ground, plain = GROUND[shade]
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
        f'viewBox="0 0 {width:.0f} {height}">',
        f'<rect width="100%" height="100%" rx="6" fill="{ground}"/>',
        f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, Noto Sans Mono CJK SC, monospace" font-size="14" fill="{plain}">',
    ]
    for y, (row, runs) in enumerate(rows):
        line = cells(row)
        covered = [(0, columns - 1, "normal")] if not runs else runs
        edges = sorted({0, columns} | {run[0] for run in covered} | {run[1] + 1 for run in covered})
        for begin, end in zip(edges, edges[1:]):
            style = next((run[2] for run in covered if run[0] <= begin <= run[1]), "normal")
            colour, back, marks = attributes(styles.get(style, (None, None, set())), shade)
            x, top = 8 + begin * CELL, 8 + y * LINE
            if back:
                out.append(f'<rect x="{x:.1f}" y="{top}" width="{(end - begin) * CELL:.1f}" height="{LINE}" fill="{back}"/>')
            for place, wide, text in strings(line, begin, end):
                out.append(
                    f'<text xml:space="preserve" x="{8 + place * CELL:.1f}" y="{top + 13}" '
                    f'textLength="{wide * CELL:.1f}" lengthAdjust="spacingAndGlyphs" '
                    f'fill="{colour}"{marks}>{html.escape(text)}</text>'
                )
    out += ["</g>", "</svg>", ""]
    return "\n".join(out)


def main():
    source, target = sys.argv[1:3]
    for language in LANGUAGES:
        folder = os.path.join(target, language)
        os.makedirs(folder, exist_ok=True)
        for name, (script, screen, rows) in PICTURES.items():
            picture = shot(source, language, script, screen)[:rows]
            for shade in ("dark", "light"):
                path = os.path.join(folder, f"{name}-{shade}.svg")
                with open(path, "w", encoding="utf-8") as file:
                    file.write(draw(picture, theme(source, shade), shade))


main()
