/* The menu of profiles. To go to another one ends this run of the explorer: nothing of
 * the one tenant, no answer and no wait, is left when requests go to the other. */
#include "config.h"

#include "explorer/explorer.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

void
explorer_open_profiles(struct explorer *explorer)
{
    const struct profile_entry *entries = explorer->profiles;
    if (!entries) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Profiles are chosen where the explorer starts by itself: "
                       "defscope -p NAME."));
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_PROFILES, _("Profiles"));
    for (size_t i = 0; entries[i].name; i++) {
        struct str label = {0};
        bool here = !strcmp(entries[i].name, explorer->profile_name);
        str_addf(&label, "%c %-16s %-11s %-14s %s", here ? '*' : ' ', entries[i].name,
                 entries[i].what, entries[i].way ? entries[i].way : "",
                 entries[i].tenant ? entries[i].tenant : "");
        overlay_add(&explorer->overlay, str_text(&label), entries[i].access, (int)i);
        if (here)
            explorer->overlay.cursor = i;
        str_release(&label);
    }
}

/* The practice tenant once more, where it has ended: choosing it starts it. */
static void
choose(struct explorer *explorer, const char *name, struct commands *commands)
{
    overlay_close(&explorer->overlay);
    if (explorer->flight.under_way)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("A request is under way. Esc cancels it."));
    else if (strcmp(name, explorer->profile_name) != 0)
        commands_add(commands, COMMAND_PROFILE)->path = mem_strdup(name);
    else if (strcmp(name, "practice") == 0)
        commands_add(commands, COMMAND_PRACTICE);
    else
        explorer_say(explorer, NOTICE_INFO, "%s", _("You are there already."));
}

/* ---- a new one ---- */

static const struct {
    const char *title, *what;
    const char *standard;
} values[] = {
    {N_("New profile: its name"), N_("letters, digits, - and _"), ""},
    {N_("New profile: the cloud"),
     N_("commercial, gcc, gcc-high, dod, or practice to try signing in"), "commercial"},
    {N_("New profile: the tenant"), N_("its ID or its domain"), ""},
    {N_("New profile: the application"), N_("its (client) ID"), ""},
    {N_("New profile: how to sign in"),
     N_("client-secret, certificate, device-code, token-command or token"),
     "client-secret"},
};

static void
ask_value(struct explorer *explorer, size_t index)
{
    struct overlay *overlay = &explorer->overlay;
    struct str given = overlay->raw;
    overlay->raw = (struct str){0};
    overlay_open(overlay, OVERLAY_NEW_PROFILE, _(values[index].title));
    overlay->raw = given;
    str_add_text(&overlay->text, _(values[index].what));
    editor_set(&overlay->field, span_of(values[index].standard));
    editor_move(&overlay->field, EDITOR_TEXT_END);
}

void
explorer_new_profile(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    size_t given = 0;
    str_add(&overlay->raw, span_trim(str_span(&overlay->field.text)));
    str_add_byte(&overlay->raw, '\n');
    for (size_t i = 0; i < overlay->raw.n; i++)
        given += overlay->raw.p[i] == '\n';
    if (given < COUNT_OF(values)) {
        ask_value(explorer, given);
        return;
    }
    str_set(&commands_add(commands, COMMAND_NEW_PROFILE)->text,
            str_span(&overlay->raw));
    overlay_close(overlay);
}

bool
explorer_profile_key(struct explorer *explorer, struct span key,
                     struct commands *commands)
{
    const struct overlay *overlay = &explorer->overlay;
    const char *name = explorer->profiles[overlay->items[overlay->cursor].value].name;
    if (span_is(key, "Enter"))
        choose(explorer, name, commands);
    else if (span_is(key, "c"))
        commands_add(commands, COMMAND_CHECK_PROFILE)->path = mem_strdup(name);
    else if (span_is(key, "n"))
        ask_value(explorer, 0);
    else
        return false;
    return true;
}
