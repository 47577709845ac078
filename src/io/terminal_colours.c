#include "config.h"

#include "io/terminal_colours.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The terminal's own sixteen colours, so that the user's palette stands. */
enum colour {
    OWN = -1, /* the terminal's default */
    BLACK,
    RED,
    GREEN,
    YELLOW,
    BLUE,
    MAGENTA,
    CYAN,
    WHITE,
};

struct look {
    enum colour ink, paper;
    attr_t attributes;
};

struct looks {
    struct look dark, light;
    attr_t none; /* without colours */
};

static const struct looks looks[STYLE_COUNT] = {
    [STYLE_NORMAL] = {{OWN, OWN, 0}, {OWN, OWN, 0}, 0},
    [STYLE_DIM] = {{OWN, OWN, A_DIM}, {OWN, OWN, A_DIM}, A_DIM},
    [STYLE_TITLE] = {{OWN, OWN, A_BOLD}, {OWN, OWN, A_BOLD}, A_BOLD},
    [STYLE_BORDER] = {{OWN, OWN, A_DIM}, {OWN, OWN, A_DIM}, A_DIM},
    [STYLE_BORDER_FOCUS] = {{CYAN, OWN, A_BOLD}, {BLUE, OWN, A_BOLD}, A_BOLD},
    [STYLE_FOCUS] = {{OWN, OWN, A_REVERSE}, {OWN, OWN, A_REVERSE}, A_REVERSE},
    [STYLE_SELECTED] = {{OWN, OWN, A_BOLD | A_UNDERLINE},
                        {OWN, OWN, A_BOLD | A_UNDERLINE},
                        A_BOLD | A_UNDERLINE},
    [STYLE_KEY] = {{YELLOW, OWN, A_BOLD}, {BLUE, OWN, A_BOLD}, A_BOLD},
    [STYLE_FOOTER] = {{OWN, OWN, 0}, {OWN, OWN, 0}, 0},
    [STYLE_BAR] = {{WHITE, BLUE, A_BOLD}, {WHITE, BLUE, A_BOLD}, A_REVERSE},
    [STYLE_GOOD] = {{GREEN, OWN, 0}, {GREEN, OWN, 0}, 0},
    [STYLE_WARN] = {{YELLOW, OWN, A_BOLD}, {MAGENTA, OWN, A_BOLD}, A_BOLD},
    [STYLE_BAD] = {{RED, OWN, A_BOLD}, {RED, OWN, A_BOLD}, A_BOLD},
    [STYLE_LINK] = {{CYAN, OWN, A_UNDERLINE}, {BLUE, OWN, A_UNDERLINE}, A_UNDERLINE},
    [STYLE_ESCAPE] = {{MAGENTA, OWN, A_REVERSE}, {MAGENTA, OWN, A_REVERSE}, A_REVERSE},
    [STYLE_MATCH] = {{BLACK, YELLOW, 0}, {BLACK, YELLOW, 0}, A_REVERSE | A_UNDERLINE},
    [STYLE_NAME] = {{CYAN, OWN, 0}, {BLUE, OWN, 0}, 0},
    [STYLE_STRING] = {{GREEN, OWN, 0}, {GREEN, OWN, 0}, 0},
    [STYLE_NUMBER] = {{YELLOW, OWN, 0}, {MAGENTA, OWN, 0}, 0},
    [STYLE_WORD] = {{MAGENTA, OWN, 0}, {RED, OWN, 0}, 0},
    [STYLE_PUNCTUATION] = {{OWN, OWN, A_DIM}, {OWN, OWN, A_DIM}, 0},
    [STYLE_METHOD_READ] = {{GREEN, OWN, A_BOLD}, {GREEN, OWN, A_BOLD}, 0},
    [STYLE_METHOD_CHANGE] = {{YELLOW, OWN, A_BOLD}, {MAGENTA, OWN, A_BOLD}, A_BOLD},
    [STYLE_METHOD_DESTRUCTIVE] = {{RED, OWN, A_BOLD},
                                  {RED, OWN, A_BOLD},
                                  A_BOLD | A_UNDERLINE},
    [STYLE_PRACTICE] = {{BLACK, GREEN, 0}, {BLACK, GREEN, 0}, A_REVERSE},
    [STYLE_PRODUCTION] = {{WHITE, RED, A_BOLD},
                          {WHITE, RED, A_BOLD},
                          A_REVERSE | A_BOLD},
    [STYLE_LINE_NUMBER] = {{OWN, OWN, A_DIM}, {OWN, OWN, A_DIM}, A_DIM},
    [STYLE_INPUT] = {{OWN, OWN, A_UNDERLINE}, {OWN, OWN, A_UNDERLINE}, A_UNDERLINE},
};

enum theme
colours_theme(void)
{
    const char *refused = getenv("NO_COLOR");
    if (refused && *refused)
        return THEME_NONE;
    /* rxvt, Konsole and others: "15;0" or "15;default;0": ink, then paper. */
    const char *known = getenv("COLORFGBG");
    const char *paper = known ? strrchr(known, ';') : NULL;
    uint64_t number;
    if (paper && span_number(span_of(paper + 1), 15, &number))
        return number == 7 || number > 8 ? THEME_LIGHT : THEME_DARK;
    return THEME_DARK;
}

void
colours_init(enum theme theme, struct paint paints[STYLE_COUNT])
{
    bool coloured = theme != THEME_NONE && has_colors() && start_color() == OK &&
                    use_default_colors() == OK && COLORS >= 8;
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        const struct look *look =
            theme == THEME_LIGHT ? &looks[i].light : &looks[i].dark;
        paints[i] = (struct paint){.attributes = looks[i].none};
        if (!coloured)
            continue;
        paints[i].attributes = look->attributes;
        if (look->ink != OWN || look->paper != OWN) {
            int pair = alloc_pair((int)look->ink, (int)look->paper);
            paints[i].pair = pair > 0 ? pair : 0;
        }
    }
}

/* Ranges of characters that the views use, and what is near to them. */
static const struct {
    uint32_t from, to;
    char ascii;
} nearest[] = {
    {0x20, 0x7e, 0}, /* itself */
    {0xb7, 0xb7, '.'},      {0xd7, 0xd7, 'x'},     {0x2010, 0x2015, '-'},
    {0x2018, 0x2019, '\''}, {0x201c, 0x201d, '"'}, {0x2022, 0x2022, '*'},
    {0x2026, 0x2026, '~'},  {0x2190, 0x2190, '<'}, {0x2191, 0x2191, '^'},
    {0x2192, 0x2192, '>'},  {0x2193, 0x2193, 'v'}, {0x2500, 0x2501, '-'},
    {0x2502, 0x2503, '|'},  {0x250c, 0x254b, '+'}, {0x2550, 0x2550, '='},
    {0x2551, 0x2551, '|'},  {0x2552, 0x2570, '+'}, {0x2574, 0x257f, '-'},
    {0x2580, 0x2590, '#'},  {0x2591, 0x2591, '.'}, {0x2592, 0x2593, '#'},
    {0x25a0, 0x25ab, '#'},  {0x25b2, 0x25b5, '^'}, {0x25b6, 0x25bb, '>'},
    {0x25bc, 0x25bf, 'v'},  {0x25c0, 0x25c5, '<'}, {0x25cb, 0x25cb, 'o'},
    {0x25cf, 0x25cf, '*'},  {0x2713, 0x2714, '+'}, {0x2715, 0x2718, 'x'},
    {0x276f, 0x276f, '>'},
};

char
colours_ascii(uint32_t character)
{
    for (size_t i = 0; i < COUNT_OF(nearest); i++)
        if (character >= nearest[i].from && character <= nearest[i].to)
            return nearest[i].ascii ? nearest[i].ascii : (char)character;
    return '?';
}
