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
        str_addf(&label, "%c %-16s %s", here ? '*' : ' ', entries[i].name,
                 entries[i].what);
        overlay_add(&explorer->overlay, str_text(&label), entries[i].access, (int)i);
        if (here)
            explorer->overlay.cursor = i;
        str_release(&label);
    }
}

void
explorer_choose_profile(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    size_t index = (size_t)overlay->items[overlay->cursor].value;
    const char *name = explorer->profiles[index].name;
    overlay_close(overlay);
    if (explorer->flight.under_way)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("A request is under way. Esc cancels it."));
    else if (strcmp(name, explorer->profile_name) != 0)
        commands_add(commands, COMMAND_PROFILE)->path = mem_strdup(name);
}
