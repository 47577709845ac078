#include "config.h"

#include "explorer/preferences.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/text.h"

#include <string.h>

static const char *const setting_names[] = {"theme", "mouse", "motion", "requests",
                                            NULL};

void
preferences_release(struct preferences *preferences)
{
    mem_free(preferences->theme);
    mem_free(preferences->requests);
    keymap_release(&preferences->keymap);
    *preferences = (struct preferences){0};
}

/* The line's own words about what is wrong in it. */
static void
say(struct str *why, const char *text, const char *const *known, struct span written)
{
    struct nearest nearest = names_nearest(known, written);
    str_add_text(why, text);
    if (nearest.nearness.likeness > LIKE_PART)
        str_addf(why, _(" Did you mean \"%s\"?"), known[nearest.index]);
}

/* One of two words. */
static void
read_word(const struct setting_line *line, const char *plain, const char *other,
          bool *is_other, struct str *why)
{
    *is_other = !strcmp(line->value, other);
    if (!*is_other && strcmp(line->value, plain) != 0)
        str_addf(why, _("%s = %s: it can be %s or %s"), line->name, line->value, plain,
                 other);
}

static void
read_explorer(struct preferences *preferences, const struct setting_line *line,
              struct str *why)
{
    if (!strcmp(line->name, "theme")) {
        mem_free(preferences->theme);
        preferences->theme = mem_strdup(line->value);
    } else if (!strcmp(line->name, "requests")) {
        mem_free(preferences->requests);
        preferences->requests = mem_strdup(line->value);
    } else if (!strcmp(line->name, "mouse")) {
        read_word(line, "yes", "no", &preferences->no_mouse, why);
    } else if (!strcmp(line->name, "motion")) {
        read_word(line, "full", "reduced", &preferences->reduced, why);
    } else if (!strcmp(line->name, "lang")) {
        str_add_text(why, _("lang is meant for all commands: write it above the first "
                            "section."));
    } else {
        struct str text = {0};
        str_addf(&text, _("\"%s\" is no setting of the explorer."), line->name);
        say(why, str_text(&text), setting_names, span_of(line->name));
        str_release(&text);
    }
}

/* The line that gave an action its keys. */
static unsigned
line_of(const struct settings *settings, enum action action)
{
    struct str name = {0};
    unsigned line = 0;
    action_write_name(action, &name);
    for (size_t i = 0; i < settings->line_count; i++)
        if (settings->lines[i].of_keys &&
            span_is(str_span(&name), settings->lines[i].name))
            line = settings->lines[i].line;
    str_release(&name);
    return line;
}

enum status
preferences_read(struct preferences *preferences, const struct settings *settings,
                 struct err *err)
{
    struct str why = {0};
    struct err keys = {0};
    enum action at;
    unsigned line = 0;
    for (size_t i = 0; i < settings->line_count && !why.n; i++) {
        const struct setting_line *one = &settings->lines[i];
        line = one->line;
        if (!one->of_keys)
            read_explorer(preferences, one, &why);
        else if (keymap_set(&preferences->keymap, span_of(one->name),
                            span_of(one->value), &keys) != STATUS_OK)
            str_add_text(&why, keys.text);
    }
    if (!why.n && keymap_check(&preferences->keymap, &at, &keys) != STATUS_OK) {
        line = line_of(settings, at);
        str_add_text(&why, keys.text);
    }
    enum status status = STATUS_OK;
    if (why.n)
        status = err_set(err, STATUS_INPUT, "%s:%u: %s", settings->file, line,
                         str_text(&why));
    str_release(&why);
    return status;
}
