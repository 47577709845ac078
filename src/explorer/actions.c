/* What each action does. */
#include "config.h"

#include "explorer/handlers.h"

#include "api/topic.h"
#include "base/memory.h"
#include "base/text.h"
#include "explorer/finding.h"

#include <string.h>

void
act_COPY_ID(struct explorer *explorer, struct commands *commands)
{
    const char *target = result_tracking_id(&explorer->result);
    if (target && *target)
        explorer_copy(explorer, span_of(target), _("the tracking ID"), "tracking ID",
                      commands);
    else if (!explorer->result.present)
        explorer_say(
            explorer, NOTICE_WARN, "%s",
            _("Nothing to copy yet: a tracking ID comes with an error answer."));
    else
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("This answer carries no tracking ID. Y copies other things."));
}

void
act_FIX(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    struct composer *composer = &explorer->composer;
    composer_check(composer);
    const struct hint *hint = composer_hint(composer);
    if (!hint) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("Nothing here has a fix."));
        return;
    }
    const char *found = hint->found ? hint->found : "", *expected = hint->expected;
    if (hint->edit.fill)
        explorer_say(explorer, NOTICE_INFO,
                     _("%s is there now, with a value to start from: fill it in."),
                     expected);
    else if (expected && *found)
        explorer_say(explorer, NOTICE_GOOD, _("Mended: %s is now %s. s sends it."),
                     found, expected);
    else
        explorer_say(explorer, NOTICE_GOOD, _("Mended: %s"), hint->text);
    learning_tell_what(explorer, LESSON_FIXED, hint_kind_name(hint->kind));
    composer_fix(composer, hint);
}

void
act_FIX_ALL(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    composer_check(&explorer->composer);
    const struct hint *hint = composer_hint(&explorer->composer);
    if (hint)
        learning_tell_what(explorer, LESSON_FIXED, hint_kind_name(hint->kind));
    size_t fixed = composer_fix_all(&explorer->composer);
    if (fixed)
        explorer_say(explorer, NOTICE_GOOD,
                     ngettext("Mended %zu place. s sends it.",
                              "Mended %zu places. s sends it.", fixed),
                     fixed);
    else
        explorer_say(explorer, NOTICE_INFO, "%s", _("Nothing here has a fix."));
}

static bool
changes(const struct explorer *explorer)
{
    const struct operation *operation = explorer->result.sent.operation;
    const char *method = explorer->result.sent.method;
    return operation ? operation->effect != EFFECT_READ
                     : method && strcmp(method, "GET") != 0;
}

void
act_ARM(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!explorer->throttle.waiting) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("There is no wait to send after."));
        return;
    }
    if (explorer->throttle.armed || !changes(explorer)) {
        explorer->throttle.armed = !explorer->throttle.armed;
        if (explorer->throttle.armed)
            learning_tell_what(explorer, LESSON_ARMED, "armed");
        explorer_say(explorer, NOTICE_INFO, "%s",
                     explorer->throttle.armed
                         ? _("It will be sent once more when the wait ends.")
                         : _("It will not be sent by itself."));
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK,
                 _("Send it again when the wait ends?"));
    explorer->overlay.question = ASK_ARM_CHANGE;
    str_addf(&explorer->overlay.text,
             _("%s changes something in the tenant. It was refused, so nothing has "
               "been changed "
               "yet; when the wait ends it would be sent once more without asking."),
             explorer->result.sent.operation
                 ? text_known(explorer->result.sent.operation->title)
                 : explorer->result.sent.method);
}

void
act_TICKET(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    ticketing_open(explorer);
}

void
act_PROFILES(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer_open_profiles(explorer);
}

void
act_TOKEN(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    overlay_open(&explorer->overlay, OVERLAY_TOKEN, _("Token"));
}

void
act_EXPLAIN(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (explorer->focus != PANE_RESPONSE && !result_failed(&explorer->result) &&
        explorer->composer.request.operation) {
        explorer->focus = PANE_REQUEST;
        explorer->composer.tab = COMPOSER_ABOUT;
        explorer->composer.item = COMPOSER_CONTENT;
        explorer->composer.row = explorer->composer.row_top = 0;
        learning_tell_what(explorer, LESSON_SHOWN, "about");
    } else if (explorer->result.present) {
        explorer->focus = PANE_RESPONSE;
        explorer->result.tab = RESULT_EXPLAIN;
        explorer->result.top = 0;
        explorer_tell_tab(explorer);
    } else {
        explorer_open_help(explorer, "start");
    }
}

static void
begin_edit(struct explorer *explorer)
{
    if (explorer->composer.tab == COMPOSER_ABOUT &&
        explorer->composer.item == COMPOSER_CONTENT)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This page is for reading; Left and Right change the tab."));
    else
        composer_edit(&explorer->composer);
}

/* A value in full or folded; from what is explained to its help page, whose links can
 * be followed. */
static void
open_in_answer(struct explorer *explorer)
{
    struct result *result = &explorer->result;
    if (result->present && result->tab == RESULT_EXPLAIN && result->diagnosis.topic)
        explorer_open_help(explorer, result->diagnosis.topic);
    else if (result->tab == RESULT_BODY && !opening_string(explorer, &result->viewer))
        viewer_fold_toggle(&result->viewer);
}

void
act_OPEN(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    const struct operation *operation;
    switch (explorer->focus) {
    case PANE_OPERATIONS:
        operation = operations_current(&explorer->operations);
        if (operation)
            explorer_choose(explorer, operation);
        else
            operations_toggle(&explorer->operations);
        break;
    case PANE_REQUEST:
        begin_edit(explorer);
        break;
    case PANE_RESPONSE:
        open_in_answer(explorer);
        break;
    case PANE_LESSON:
    case PANE_COUNT:
        break;
    }
}

void
act_FIND(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (explorer->focus != PANE_RESPONSE || !explorer->result.present) {
        explorer->focus = PANE_OPERATIONS;
        explorer_filter(explorer);
        return;
    }
    explorer->result.tab = RESULT_BODY;
    finding_open(explorer);
}

void
act_FIND_NEXT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    viewer_find_next(&explorer->result.viewer);
    finding_tell(explorer);
}

void
act_FIND_PREVIOUS(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    viewer_find_previous(&explorer->result.viewer);
    finding_tell(explorer);
}

void
act_FOLD_ALL(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (explorer->focus == PANE_RESPONSE && explorer->result.tab == RESULT_BODY) {
        viewer_fold_all(&explorer->result.viewer);
        climbing_tell_cut(explorer);
    }
}

/* A request that takes another's place is not of the file that the other came from. */
static bool
step(struct explorer *explorer, bool (*take)(struct composer *composer))
{
    enum kept before = explorer->composer.kept_is;
    bool taken = take(&explorer->composer);
    if (explorer->composer.kept_is != before)
        importing_leave(explorer);
    return taken;
}

void
act_UNDO(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!step(explorer, composer_undo))
        explorer_say(explorer, NOTICE_INFO, "%s", _("Nothing to undo."));
}

void
act_REDO(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!step(explorer, composer_redo))
        explorer_say(explorer, NOTICE_INFO, "%s", _("Nothing to do again."));
}

static bool
on_practice(struct explorer *explorer)
{
    if (explorer->profile && explorer->profile->kind == PROFILE_PRACTICE)
        return true;
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("Only the practice tenant can do that."));
    return false;
}

void
act_BEARER(struct explorer *explorer, struct commands *commands)
{
    if (!on_practice(explorer))
        return;
    if (!practice_bearers[++explorer->practice_bearer])
        explorer->practice_bearer = 0;
    commands_add(commands, COMMAND_BEARER)->path =
        mem_strdup(practice_bearers[explorer->practice_bearer]);
    explorer_say(explorer, NOTICE_INFO,
                 _("The practice tenant is now called with the bearer \"%s\"."),
                 practice_bearers[explorer->practice_bearer]);
    learning_tell_what(explorer, LESSON_BEARER,
                       practice_bearers[explorer->practice_bearer]);
}

void
act_FAULT(struct explorer *explorer, struct commands *commands)
{
    if (!on_practice(explorer))
        return;
    if (learning_on(explorer)) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("The lesson sets the faults; L and x leave it."));
        return;
    }
    (void)commands;
    explorer_open_faults(explorer);
}

void
act_LESSONS(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    learning_open(explorer, NULL);
}

void
act_HINT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    learning_hint(explorer);
}

void
act_MOUSE(struct explorer *explorer, struct commands *commands)
{
    explorer->mouse = !explorer->mouse;
    commands_add(commands, COMMAND_MOUSE)->on = explorer->mouse;
    explorer_say(
        explorer, NOTICE_INFO, "%s",
        explorer->mouse
            ? _("The mouse is ours again; Shift-drag selects.")
            : _("The mouse is the terminal's: drag selects. m takes it back."));
}

void
act_PIPE(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    piping_ask(explorer);
}

void
act_DOWNLOAD(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    downloading_open(explorer);
}

void
act_PAGES(struct explorer *explorer, struct commands *commands)
{
    pages_switch(explorer, commands);
}

void
act_THEME(struct explorer *explorer, struct commands *commands)
{
    (void)explorer;
    commands_add(commands, COMMAND_THEME);
}

void
act_LANGUAGE(struct explorer *explorer, struct commands *commands)
{
    (void)explorer;
    commands_add(commands, COMMAND_LANGUAGE);
}

void
act_PALETTE(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    overlay_open(&explorer->overlay, OVERLAY_PALETTE, _("Commands"));
    overlay_list_actions(&explorer->overlay, explorer->keymap);
}

void
act_HELP(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    static const char *const topics[] = {[PANE_OPERATIONS] = "start",
                                         [PANE_REQUEST] = "body-names",
                                         [PANE_RESPONSE] = "tracking-id",
                                         [PANE_LESSON] = "lessons"};
    const struct result *result = &explorer->result;
    bool empty =
        explorer->focus == PANE_RESPONSE && !result->present && !result->arriving;
    explorer_open_help(explorer, topics[empty ? PANE_OPERATIONS : explorer->focus]);
}

/* The operations lie over the other panes. */
static bool
drawer_open(const struct explorer *explorer)
{
    return explorer->focus == PANE_OPERATIONS &&
           explorer_layout(explorer).kind != LAYOUT_THREE;
}

/* What was opened last goes first; the card, which goes for good, comes last. */
void
act_CANCEL(struct explorer *explorer, struct commands *commands)
{
    struct operations *operations = &explorer->operations;
    if (piping_stop(explorer, commands)) {
        /* nothing else is meant */
    } else if (pages_end(explorer, commands)) {
        /* what came is shown */
    } else if (explorer->flight.under_way) {
        commands_add(commands, COMMAND_CANCEL)->id = explorer->flight.id;
    } else if (explorer->zoomed &&
               (!explorer->saved || explorer->composer.request.method)) {
        explorer->zoomed = false;
    } else if (explorer->focus == PANE_OPERATIONS && operations->filter.text.n) {
        editor_set(&operations->filter, (struct span){0});
        operations_refresh(operations);
    } else if (drawer_open(explorer)) {
        explorer->focus =
            explorer->composer.request.method ? PANE_REQUEST : PANE_RESPONSE;
    } else if (explorer->throttle.armed) {
        act_ARM(explorer, commands);
    } else if (explorer->armed.name) {
        explorer_disarm(explorer, commands);
    } else if (explorer->card && !explorer->composer.request.method) {
        explorer->card = false;
        commands_add(commands, COMMAND_DISMISS);
    }
}

void
act_QUIT(struct explorer *explorer, struct commands *commands)
{
    bool fetching = explorer->downloading.going;
    if (!explorer->flight.under_way && !explorer->composer.unsent && !fetching) {
        commands_add(commands, COMMAND_QUIT);
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Leave defscope?"));
    explorer->overlay.question = ASK_LEAVE;
    str_add_text(&explorer->overlay.text,
                 explorer->flight.under_way
                     ? _("A request is under way; leaving cancels it.")
                 : fetching ? _("A file is being fetched; leaving ends that. What has "
                                "come is kept, and can be gone on with.")
                            : _("What you typed has not been sent; leaving loses it."));
}

void
act_INTERRUPT(struct explorer *explorer, struct commands *commands)
{
    if (explorer->flight.under_way) {
        act_CANCEL(explorer, commands);
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Leave defscope?"));
    explorer->overlay.question = ASK_LEAVE;
    str_add_text(&explorer->overlay.text,
                 explorer->composer.unsent
                     ? _("What you typed has not been sent; leaving loses it.")
                     : _("The last exchange is kept for `defscope ticket last`."));
}

void
act_SUSPEND(struct explorer *explorer, struct commands *commands)
{
    (void)explorer;
    commands_add(commands, COMMAND_SUSPEND);
}

void
act_SEND(struct explorer *explorer, struct commands *commands)
{
    explorer_send(explorer, false, commands);
}

void
act_COPY_OTHER(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer_open_copy(explorer);
}

/* What makes no sense, or would reach out, while a saved answer is looked at. */
static bool
wants_tenant(enum action action)
{
    return action == ACTION_SEND || action == ACTION_ARM || action == ACTION_FAULT ||
           action == ACTION_BEARER || action == ACTION_PROFILES ||
           action == ACTION_LESSONS || action == ACTION_PANE_LESSON ||
           action == ACTION_HINT;
}

void
explorer_act(struct explorer *explorer, enum action action, struct commands *commands)
{
    static void (*const handlers[])(struct explorer *, struct commands *) = {
#define ACTION(id, keys, label, help) act_##id,
#include "explorer/action.def"
#undef ACTION
    };
    if (action < ACTION_COUNT && explorer->saved && wants_tenant(action))
        explorer_say_saved(explorer);
    else if (action < ACTION_COUNT)
        handlers[action](explorer, commands);
}
