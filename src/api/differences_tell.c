/* Differences as lines for people. */
#include "config.h"

#include "api/differences.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* A place in a person's words: its name, and where that stands. */
static void
say_place(struct str *out, const char *place)
{
    const char *name = place + strcspn(place, ":/");
    if (strncmp(place, "path:", 5) == 0)
        str_addf(out, _("%s in the path"), name + 1);
    else if (strncmp(place, "query:", 6) == 0)
        str_addf(out, _("%s in the query"), name + 1);
    else if (*place == '/')
        str_addf(out, _("%s in the body"), name + 1);
    else
        str_add_text(out, *place ? place : _("the body"));
}

/* Values of one name stand on one line: NAME is told with the first. */
static void
say_value(struct str *out, const struct difference *difference)
{
    const char *to = difference->to ? difference->to : _("no counterpart");
    if (out->n)
        str_add_text(out, ", ");
    else
        str_addf(out, "%s: ", difference->where);
    str_addf(out, "%s → %s", difference->from, to);
}

static void
say_name(struct str *out, const struct difference *difference)
{
    say_place(out, difference->from);
    str_add_text(out, " → ");
    say_place(out, difference->to);
}

static void
say_pair(struct str *out, const struct difference *difference)
{
    str_addf(out, "%s → %s", difference->from,
             difference->to ? difference->to : _("not there"));
}

static void
say_added(struct str *out, const struct difference *difference)
{
    say_place(out, difference->where);
    str_addf(out, ": %s", difference->to);
}

static void
say_left(struct str *out, const struct difference *difference)
{
    say_place(out, difference->where);
    if (difference->from)
        str_addf(out, ": %s", difference->from);
    if (difference->to)
        str_addf(out, _(" (%s takes it)"), difference->to);
}

static void
say_note(struct str *out, const struct difference *difference)
{
    str_add_text(out, text_known(difference->to));
}

/* The groups, in the order in which a person wants to know them. */
static const struct {
    enum difference_kind kind;
    const char *title;
    void (*say)(struct str *out, const struct difference *difference);
} groups[] = {
    {DIFFERENCE_LEFT, N_("Has no place there"), say_left},
    {DIFFERENCE_NAME, N_("Called otherwise"), say_name},
    {DIFFERENCE_PROPERTY, N_("Properties called otherwise"), say_pair},
    {DIFFERENCE_VALUE, N_("Values written otherwise"), say_value},
    {DIFFERENCE_ADDED, N_("Added, so that it answers as before"), say_added},
    {DIFFERENCE_ANSWER, N_("In the answer"), say_pair},
    {DIFFERENCE_NOTE, N_("Good to know"), say_note},
};

static const char *const row_names[] = {
    [DIFFERENCE_REQUEST] = N_("request"),
    [DIFFERENCE_HOST] = N_("host"),
    [DIFFERENCE_APPLICATION] = N_("application"),
    [DIFFERENCE_DELEGATED] = N_("delegated"),
    [DIFFERENCE_ROLE] = N_("portal role"),
    [DIFFERENCE_LIMITS] = N_("limits"),
    [DIFFERENCE_TRACKING] = N_("tracking ID"),
};

static void
tell_rows(struct about *about, const struct differences *differences)
{
    for (size_t i = 0; i < differences->count; i++) {
        const struct difference *one = &differences->items[i];
        struct str text = {0};
        if (one->kind >= COUNT_OF(row_names))
            continue;
        say_pair(&text, one);
        about_row(about, _(row_names[one->kind]), str_text(&text), STYLE_NORMAL);
        str_release(&text);
    }
}

/* The line that DIFFERENCE goes on with, or NULL: of values the one of the same name.
 */
static struct about_line *
same_line(struct about *about, const struct differences *differences, size_t index,
          size_t told)
{
    const struct difference *one = &differences->items[index];
    const struct difference *before = told < index ? &differences->items[told] : NULL;
    if (!before || one->kind != DIFFERENCE_VALUE || before->kind != one->kind ||
        strcmp(one->where, before->where) != 0)
        return NULL;
    return &about->lines[about->count - 1];
}

static void
tell_group(struct about *about, const struct differences *differences, size_t group)
{
    size_t told = SIZE_MAX;
    for (size_t i = 0; i < differences->count; i++) {
        if (differences->items[i].kind != groups[group].kind)
            continue;
        if (told == SIZE_MAX)
            about_add(about, ABOUT_HEADING, _(groups[group].title));
        struct about_line *line = same_line(about, differences, i, told);
        if (!line)
            line = about_add(about, ABOUT_POINT, NULL);
        groups[group].say(&line->text, &differences->items[i]);
        told = i;
    }
}

void
differences_tell(struct about *about, const struct differences *differences)
{
    tell_rows(about, differences);
    for (size_t group = 0; group < COUNT_OF(groups); group++)
        tell_group(about, differences, group);
}

void
differences_page(struct about *about, const struct differences *differences,
                 const struct operation *from, const struct operation *to)
{
    struct str title = {0};
    about_release(about);
    str_addf(&title, _("From %s to %s"), from->id, to->id);
    about_add(about, ABOUT_TITLE, str_text(&title));
    str_release(&title);
    if (from->retires) {
        struct str text = {0};
        str_addf(&text, _("%s retires: %s."), from->id, text_known(from->retires));
        about_add(about, ABOUT_TEXT, str_text(&text));
        str_release(&text);
    }
    differences_tell(about, differences);
}
