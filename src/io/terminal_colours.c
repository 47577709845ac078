#include "config.h"

#include "io/terminal_colours.h"

#include "base/memory.h"

enum { BASIC_COLOURS = 8 };

static attr_t
attributes_of(unsigned traits)
{
    return (traits & TRAIT_BOLD ? A_BOLD : 0) | (traits & TRAIT_DIM ? A_DIM : 0) |
           (traits & TRAIT_UNDERLINE ? A_UNDERLINE : 0) |
           (traits & TRAIT_REVERSE ? A_REVERSE : 0);
}

/* A bright colour where there are eight becomes the plain one; any other that the
 * terminal lacks becomes its own. */
static int
nearest_colour(int colour)
{
    if (colour < COLORS)
        return colour;
    return colour < 2 * BASIC_COLOURS ? colour - BASIC_COLOURS : COLOUR_OWN;
}

void
colours_init(const struct theme *theme, struct paint paints[STYLE_COUNT])
{
    bool coloured = has_colors() && start_color() == OK && use_default_colors() == OK &&
                    COLORS >= BASIC_COLOURS;
    struct theme plain;
    struct err err = {0};
    if (!coloured)
        theme_read(&plain, span_of(theme_text(SPAN("plain"))), "plain", &err);
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        const struct look *look = coloured ? &theme->looks[i] : &plain.looks[i];
        paints[i] = (struct paint){.attributes = attributes_of(look->traits)};
        if (coloured && (look->ink != COLOUR_OWN || look->paper != COLOUR_OWN)) {
            int pair =
                alloc_pair(nearest_colour(look->ink), nearest_colour(look->paper));
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
