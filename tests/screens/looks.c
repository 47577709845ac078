#include "config.h"

#include "looks.h"

#include "base/memory.h"
#include "view/theme.h"

#include <string.h>

static void
add_colour(struct str *out, int colour)
{
    static const char *const names[] = {
        "black",        "red",           "green",       "yellow",         "blue",
        "magenta",      "cyan",          "white",       "bright-black",   "bright-red",
        "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan",
        "bright-white"};
    if (colour == COLOUR_OWN)
        str_add_text(out, "own");
    else if (colour < (int)COUNT_OF(names))
        str_add_text(out, names[colour]);
    else
        str_addf(out, "%d", colour);
}

static void
add_look(struct str *out, const struct look *look)
{
    static const char *const traits[] = {"bold ", "dim ", "underline ", "reverse "};
    for (size_t i = 0; i < COUNT_OF(traits); i++)
        if (look->traits & 1u << i)
            str_add_text(out, traits[i]);
    add_colour(out, look->ink);
    if (look->paper != COLOUR_OWN) {
        str_add_text(out, " on ");
        add_colour(out, look->paper);
    }
}

static bool
alike(const struct look *a, const struct look *b)
{
    return a->ink == b->ink && a->paper == b->paper && a->traits == b->traits;
}

static void
add_row(struct str *out, const struct screen *screen, int y, const struct theme *theme)
{
    for (int x = 0, to; x < screen->columns; x = to + 1) {
        const struct look *look = &theme->looks[screen_cell(screen, y, x)->style];
        to = x;
        while (to + 1 < screen->columns &&
               alike(look, &theme->looks[screen_cell(screen, y, to + 1)->style]))
            to++;
        str_addf(out, "%s%d-%d ", x ? ", " : "", x, to);
        add_look(out, look);
    }
}

static void
write_rows(const struct screen *screen, const struct theme *theme, struct str *out)
{
    struct str row = {0}, next = {0};
    add_row(&row, screen, 0, theme);
    for (int y = 0, from = 0; y < screen->rows; y++) {
        str_clear(&next);
        if (y + 1 < screen->rows)
            add_row(&next, screen, y + 1, theme);
        if (span_equal(str_span(&row), str_span(&next)))
            continue;
        str_addf(out, "%d-%d: %s\n", from, y, str_text(&row));
        str_clear(&row);
        str_add(&row, str_span(&next));
        from = y + 1;
    }
    str_release(&row);
    str_release(&next);
}

static void
write_cuts(const struct screen *screen, struct str *out)
{
    for (int y = 0; y < screen->rows; y++) {
        for (int x = 0; x < screen->columns; x++) {
            unsigned cut = screen_cell(screen, y, x)->cut;
            if (!cut)
                continue;
            str_addf(out, "%d,%d %s: ", y, x, style_name((enum style)(cut - 1)));
            for (int i = x > 60 ? x - 60 : 0; i <= x; i++)
                str_add_text(out, screen_cell(screen, y, i)->text);
            str_add_byte(out, '\n');
        }
    }
}

bool
looks_write(const struct screen *screen, const char *what, struct str *out)
{
    struct theme theme;
    struct err err = {0};
    const char *text = theme_text(span_of(what));
    if (!strcmp(what, "cuts")) {
        write_cuts(screen, out);
        return true;
    }
    if (!text || theme_read(&theme, span_of(text), what, &err) != STATUS_OK)
        return false;
    write_rows(screen, &theme, out);
    return true;
}
