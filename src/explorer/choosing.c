/* Actions about operations: favourites, the one that replaces another, the one that
 * shows what another did. */
#include "config.h"

#include "explorer/handlers.h"

#include "api/aftermath.h"
#include "api/successor.h"
#include "base/text.h"

/* The one under the cursor of the list, else the one that is being composed. */
static const struct operation *
operation_meant(const struct explorer *explorer)
{
    const struct operation *here = explorer->focus == PANE_OPERATIONS
                                       ? operations_current(&explorer->operations)
                                       : NULL;
    if (!here)
        here = explorer->composer.request.operation;
    if (!here && explorer->focus != PANE_OPERATIONS)
        here = operations_current(&explorer->operations);
    return here;
}

void
act_FAVOURITE(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    const struct operation *operation = operation_meant(explorer);
    if (!operation) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Put the cursor on an operation first: o lists them."));
        return;
    }
    bool now = operations_favour(&explorer->operations, operation);
    explorer_say(explorer, now ? NOTICE_GOOD : NOTICE_INFO,
                 now ? _("%s is a favourite now: it stands at the top of the list.")
                     : _("%s is no favourite any more."),
                 text_known(operation->title));
}

/* The request that is there, or a fresh one where the list's cursor means another. */
static void
turn(struct explorer *explorer, const struct operation *operation,
     const struct operation *successor, struct differences *differences)
{
    struct composer *composer = &explorer->composer;
    struct request turned = {0};
    if (operation != composer->request.operation)
        explorer_choose(explorer, operation);
    successor_turn(&turned, differences, composer_request(composer), successor);
    composer_replace(composer, &turned);
    importing_leave(explorer);
    operations_used(&explorer->operations, successor);
    explorer->focus = PANE_REQUEST;
}

void
act_SUCCESSOR(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    const struct operation *operation = operation_meant(explorer);
    const struct operation *successor = successor_of(explorer->catalogue, operation);
    struct differences differences = {0};
    if (!operation) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Choose an operation first: o lists them, Enter takes one."));
        return;
    }
    if (!successor) {
        explorer_say(explorer, NOTICE_INFO,
                     _("Nothing replaces \"%s\": go on using it."),
                     text_known(operation->title));
        return;
    }
    turn(explorer, operation, successor, &differences);
    overlay_open(&explorer->overlay, OVERLAY_DIFFERENCES,
                 _("Turned into the successor's request"));
    differences_page(&explorer->overlay.about, &differences, operation, successor);
    size_t left = differences_count(&differences, DIFFERENCE_LEFT);
    if (differences.unread)
        explorer_say(
            explorer, NOTICE_WARN, "%s",
            _("The body can't be read as a JSON object and stands as it was: u "
              "goes back, mend it, then M."));
    else if (left)
        explorer_say(explorer, NOTICE_WARN,
                     ngettext("%zu thing has no place in %s; u brings the old request "
                              "back.",
                              "%zu things have no place in %s; u brings the old "
                              "request back.",
                              left),
                     left, successor->id);
    else
        explorer_say(explorer, NOTICE_GOOD,
                     _("The request is that of %s now; u brings the old one back."),
                     successor->id);
    differences_release(&differences);
}

void
act_LOOK(struct explorer *explorer, struct commands *commands)
{
    const struct result *answer = &explorer->result;
    struct request look = {0};
    (void)commands;
    if (!answer->present || !answer->diagnosis.in_doubt ||
        !aftermath_look(explorer->catalogue, &answer->sent, &look)) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This is for a change whose answer did not come, to see whether "
                       "it was carried out."));
        return;
    }
    composer_replace(&explorer->composer, &look);
    importing_leave(explorer);
    operations_used(&explorer->operations, explorer->composer.request.operation);
    explorer->focus = PANE_REQUEST;
    explorer_say(explorer, NOTICE_GOOD, "%s",
                 _("s looks whether it was carried out; u brings your request back."));
}
