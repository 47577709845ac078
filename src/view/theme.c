#include "config.h"

#include "view/theme.h"

#include "api/names.h"
#include "base/str.h"
#include "base/text.h"

static const struct look own_look = {COLOUR_OWN, COLOUR_OWN, 0};

/* Where a line is read. */
struct place {
    const char *file;
    unsigned line;
    struct err *err;
};

static const char *const colour_names[] = {"black",
                                           "red",
                                           "green",
                                           "yellow",
                                           "blue",
                                           "magenta",
                                           "cyan",
                                           "white",
                                           "bright-black",
                                           "bright-red",
                                           "bright-green",
                                           "bright-yellow",
                                           "bright-blue",
                                           "bright-magenta",
                                           "bright-cyan",
                                           "bright-white",
                                           NULL};

static const char *const trait_names[] = {"bold", "dim", "underline", "reverse", NULL};

const char *
theme_text(struct span name)
{
    for (size_t i = 0; theme_texts[i].name; i++)
        if (span_is(name, theme_texts[i].name))
            return theme_texts[i].text;
    return NULL;
}

static enum status
fault(const struct place *place, struct span word, const char *const *known,
      const char *why)
{
    struct str text = {0};
    struct nearest nearest = names_nearest(known, word);
    str_addf(&text, "\"%.*s\": %s", SPAN_ARG(word), why);
    if (nearest.nearness.likeness > LIKE_PART)
        str_addf(&text, _(" Did you mean \"%s\"?"), known[nearest.index]);
    err_set(place->err, STATUS_INPUT, "%s:%u: %s", place->file, place->line,
            str_text(&text));
    str_release(&text);
    return STATUS_INPUT;
}

static size_t
index_of(const char *const *names, struct span word)
{
    size_t i = 0;
    while (names[i] && !span_is(word, names[i]))
        i++;
    return i;
}

static bool
read_colour(struct span word, int *colour)
{
    uint64_t number;
    size_t named = index_of(colour_names, word);
    if (colour_names[named])
        *colour = (int)named;
    else if (span_is(word, "own"))
        *colour = COLOUR_OWN;
    else if (span_number(word, COLOURS - 1, &number))
        *colour = (int)number;
    else
        return false;
    return true;
}

static enum status
read_look(struct look *look, struct span value, const struct place *place)
{
    struct span word;
    bool paper = false;
    *look = own_look;
    while (span_next(&value, ' ', &word)) {
        size_t trait = index_of(trait_names, word);
        if (!word.n)
            continue;
        if (trait_names[trait])
            look->traits |= 1U << trait;
        else if (span_is(word, "on"))
            paper = true;
        else if (!read_colour(word, paper ? &look->paper : &look->ink))
            return fault(place, word, colour_names,
                         _("this is no colour, and none of bold, dim, underline, "
                           "reverse."));
    }
    return STATUS_OK;
}

static enum status read_text(struct theme *theme, struct span text, struct place *place,
                             bool built_in);

static enum status
read_line(struct theme *theme, struct span line, const struct place *place,
          bool built_in)
{
    const char *styles[STYLE_COUNT + 2] = {[STYLE_COUNT] = "like"};
    size_t equals = span_find_byte(line, 0, '=');
    struct span name = span_trim(span_sub(line, 0, equals));
    struct span value = span_trim(span_from(line, equals + 1));
    if (equals == line.n)
        return fault(place, line, NULL, _("write STYLE = COLOUR."));
    for (int i = 0; i < STYLE_COUNT; i++)
        styles[i] = style_name((enum style)i);
    size_t style = index_of(styles, name);
    if (style < STYLE_COUNT)
        return read_look(&theme->looks[style], value, place);
    if (!styles[style])
        return fault(place, name, styles, _("there is no such style."));
    const char *text = theme_text(value);
    if (!text || built_in)
        return fault(place, value, NULL, _("there is no built-in theme of that name."));
    struct place inside = {.file = text, .err = place->err};
    return read_text(theme, span_of(text), &inside, true);
}

/* Built-in themes stand on their own: none can lead to another. */
static enum status
read_text(struct theme *theme, struct span text, struct place *place, bool built_in)
{
    enum status status = STATUS_OK;
    struct span line;
    while (status == STATUS_OK && span_next(&text, '\n', &line)) {
        place->line++;
        line = span_trim(line);
        if (line.n && line.p[0] != '#')
            status = read_line(theme, line, place, built_in);
    }
    return status;
}

enum status
theme_read(struct theme *theme, struct span text, const char *file, struct err *err)
{
    struct place place = {.file = file, .err = err};
    for (size_t i = 0; i < STYLE_COUNT; i++)
        theme->looks[i] = own_look;
    return read_text(theme, text, &place, false);
}
