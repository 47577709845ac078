/* What each action does. */
#include "config.h"

#include "explorer/explorer.h"

#include "api/topic.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

typedef void handler(struct explorer *explorer, struct commands *commands);

static void
copy_id(struct explorer *explorer, struct commands *commands)
{
    const char *target = result_tracking_id(&explorer->result);
    if (target && *target)
        explorer_copy(explorer, span_of(target), _("the tracking ID"), commands);
    else if (!explorer->result.present)
        explorer_say(
            explorer, NOTICE_WARN, "%s",
            _("Nothing to copy yet: a tracking ID comes with an error answer."));
    else
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("This answer carries no tracking ID. Y copies other things."));
}

static void
fix(struct explorer *explorer, struct commands *commands)
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
    if (expected && *found)
        explorer_say(explorer, NOTICE_GOOD, _("Mended: %s is now %s. s sends it."),
                     found, expected);
    else
        explorer_say(explorer, NOTICE_GOOD, _("Mended: %s"), hint->text);
    composer_fix(composer, hint);
}

static void
fix_all(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
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

static void
arm(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!explorer->throttle.waiting) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("There is no wait to send after."));
        return;
    }
    if (explorer->throttle.armed || !changes(explorer)) {
        explorer->throttle.armed = !explorer->throttle.armed;
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
             explorer->result.sent.operation ? explorer->result.sent.operation->title
                                             : explorer->result.sent.method);
}

static void
ticket(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer_open_ticket(explorer);
}

static void
explain(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (explorer->focus != PANE_RESPONSE && !result_failed(&explorer->result) &&
        explorer->composer.request.operation) {
        explorer->focus = PANE_REQUEST;
        explorer->composer.tab = COMPOSER_ABOUT;
        explorer->composer.item = COMPOSER_CONTENT;
        explorer->composer.row = explorer->composer.row_top = 0;
    } else if (explorer->result.present) {
        explorer->focus = PANE_RESPONSE;
        explorer->result.tab = RESULT_EXPLAIN;
        explorer->result.top = 0;
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

static void
open_item(struct explorer *explorer, struct commands *commands)
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
        if (explorer->result.tab == RESULT_BODY)
            viewer_fold_toggle(&explorer->result.viewer);
        break;
    case PANE_COUNT:
        break;
    }
}

static void
edit_outside(struct explorer *explorer, struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_EDIT);
    str_set(&command->text, str_span(&explorer->composer.body.text));
    explorer->focus = PANE_REQUEST;
    explorer->composer.tab = COMPOSER_BODY;
    explorer->composer.item = COMPOSER_CONTENT;
}

static void
find(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (explorer->focus != PANE_RESPONSE || !explorer->result.present) {
        explorer->focus = PANE_OPERATIONS;
        explorer->filtering = true;
        return;
    }
    explorer->result.tab = RESULT_BODY;
    overlay_open(&explorer->overlay, OVERLAY_FIND, _("Find in the answer"));
}

static void
find_next(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!viewer_find_next(&explorer->result.viewer))
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("No further match. / finds something else."));
}

static void
find_previous(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!viewer_find_previous(&explorer->result.viewer))
        explorer_say(explorer, NOTICE_WARN, "%s", _("No match before this one."));
}

static void
fold_all(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (explorer->focus == PANE_RESPONSE && explorer->result.tab == RESULT_BODY)
        viewer_fold_all(&explorer->result.viewer);
}

/* Moves in whatever has the focus. */
static void
move(struct explorer *explorer, long lines)
{
    struct result *answer = &explorer->result;
    switch (explorer->focus) {
    case PANE_OPERATIONS:
        operations_move(&explorer->operations, lines);
        break;
    case PANE_REQUEST:
        composer_move(&explorer->composer, lines);
        break;
    case PANE_RESPONSE:
        if (answer->tab == RESULT_BODY)
            viewer_move(&answer->viewer, lines);
        else
            answer->top = lines < 0 && answer->top < (size_t)-lines
                              ? 0
                              : answer->top + (size_t)lines;
        break;
    case PANE_COUNT:
        break;
    }
}

static long
page(const struct explorer *explorer)
{
    int rows = explorer_layout(explorer).panes[explorer->focus].rows - 3;
    return rows > 1 ? rows : 1;
}

enum { FAR = 1 << 30 };

static void
up(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, -1);
}

static void
down(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, 1);
}

static void
page_up(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, -page(explorer));
}

static void
page_down(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, page(explorer));
}

static void
top(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, -FAR);
}

static void
bottom(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, FAR);
}

static void
turn(struct explorer *explorer, int tabs)
{
    switch (explorer->focus) {
    case PANE_OPERATIONS:
        operations_fold(&explorer->operations, tabs > 0);
        break;
    case PANE_REQUEST:
        composer_turn(&explorer->composer, tabs);
        break;
    case PANE_RESPONSE:
        result_turn(&explorer->result, tabs);
        break;
    case PANE_COUNT:
        break;
    }
}

static void
tab_next(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    turn(explorer, 1);
}

static void
tab_previous(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    turn(explorer, -1);
}

static void
pane_next(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = (enum pane)((explorer->focus + 1) % PANE_COUNT);
}

static void
pane_previous(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = (enum pane)((explorer->focus + PANE_COUNT - 1) % PANE_COUNT);
}

static void
pane_operations(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = PANE_OPERATIONS;
}

static void
pane_request(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = PANE_REQUEST;
}

static void
pane_response(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = PANE_RESPONSE;
}

static void
zoom(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->zoomed = !explorer->zoomed;
}

static void
undo(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!editor_undo(&explorer->composer.body))
        explorer_say(explorer, NOTICE_INFO, "%s", _("Nothing to undo."));
}

static void
redo(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!editor_redo(&explorer->composer.body))
        explorer_say(explorer, NOTICE_INFO, "%s", _("Nothing to do again."));
}

static void
save(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (!explorer->result.present || !explorer->result.exchange.answered) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("There is no answer to save yet."));
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_SAVE, _("Save the answer's body as"));
    str_set(&explorer->overlay.text,
            str_span(&explorer->result.exchange.response.body));
    editor_set(&explorer->overlay.field, SPAN("answer.json"));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
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

static void
bearer(struct explorer *explorer, struct commands *commands)
{
    if (!on_practice(explorer))
        return;
    if (!explorer_bearers[++explorer->bearer])
        explorer->bearer = 0;
    commands_add(commands, COMMAND_BEARER)->path =
        mem_strdup(explorer_bearers[explorer->bearer]);
    explorer_say(explorer, NOTICE_INFO,
                 _("The practice tenant is now called with the bearer \"%s\"."),
                 explorer_bearers[explorer->bearer]);
}

static void
fault(struct explorer *explorer, struct commands *commands)
{
    if (!on_practice(explorer))
        return;
    commands_add(commands, COMMAND_FAULT);
    explorer_say(
        explorer, NOTICE_INFO, "%s",
        _("The practice tenant will answer the next call with InternalServerError."));
}

static void
mouse(struct explorer *explorer, struct commands *commands)
{
    explorer->mouse = !explorer->mouse;
    commands_add(commands, COMMAND_MOUSE)->on = explorer->mouse;
    explorer_say(
        explorer, NOTICE_INFO, "%s",
        explorer->mouse
            ? _("The mouse is ours again; Shift-drag selects.")
            : _("The mouse is the terminal's: drag selects. m takes it back."));
}

static void
palette(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    overlay_open(&explorer->overlay, OVERLAY_PALETTE, _("Commands"));
    overlay_list_actions(&explorer->overlay);
}

static void
help(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    static const char *const topics[] = {[PANE_OPERATIONS] = "start",
                                         [PANE_REQUEST] = "body-names",
                                         [PANE_RESPONSE] = "tracking-id"};
    explorer_open_help(explorer, topics[explorer->focus]);
}

static void
cancel(struct explorer *explorer, struct commands *commands)
{
    if (explorer->flight.under_way)
        commands_add(commands, COMMAND_CANCEL)->id = explorer->flight.id;
    else if (explorer->zoomed)
        explorer->zoomed = false;
    else if (explorer->throttle.armed)
        arm(explorer, commands);
    else if (explorer->focus == PANE_OPERATIONS && explorer->operations.filter.text.n) {
        editor_set(&explorer->operations.filter, (struct span){0});
        operations_refresh(&explorer->operations);
    }
}

static void
leave(struct explorer *explorer, struct commands *commands)
{
    if (!explorer->flight.under_way) {
        commands_add(commands, COMMAND_QUIT);
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Leave defscope?"));
    explorer->overlay.question = ASK_LEAVE;
    str_add_text(&explorer->overlay.text,
                 _("A request is under way; leaving cancels it."));
}

static void
interrupt(struct explorer *explorer, struct commands *commands)
{
    if (explorer->flight.under_way) {
        cancel(explorer, commands);
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Leave defscope?"));
    explorer->overlay.question = ASK_LEAVE;
    str_add_text(&explorer->overlay.text,
                 _("What you typed and the answer on the screen go with it; "
                   "the exchange itself is kept for `defscope ticket last`."));
}

static void
suspend(struct explorer *explorer, struct commands *commands)
{
    (void)explorer;
    commands_add(commands, COMMAND_SUSPEND);
}

static void
send_now(struct explorer *explorer, struct commands *commands)
{
    explorer_send(explorer, false, commands);
}

static void
copy_other(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer_open_copy(explorer);
}

static handler *const handlers[ACTION_COUNT] = {
    [ACTION_SEND] = send_now,
    [ACTION_CANCEL] = cancel,
    [ACTION_INTERRUPT] = interrupt,
    [ACTION_COPY_ID] = copy_id,
    [ACTION_COPY_OTHER] = copy_other,
    [ACTION_FIX] = fix,
    [ACTION_FIX_ALL] = fix_all,
    [ACTION_ARM] = arm,
    [ACTION_TICKET] = ticket,
    [ACTION_EXPLAIN] = explain,
    [ACTION_OPEN] = open_item,
    [ACTION_EDITOR] = edit_outside,
    [ACTION_FIND] = find,
    [ACTION_FIND_NEXT] = find_next,
    [ACTION_FIND_PREVIOUS] = find_previous,
    [ACTION_FOLD_ALL] = fold_all,
    [ACTION_OPERATIONS] = pane_operations,
    [ACTION_TAB_NEXT] = tab_next,
    [ACTION_TAB_PREVIOUS] = tab_previous,
    [ACTION_PANE_NEXT] = pane_next,
    [ACTION_PANE_PREVIOUS] = pane_previous,
    [ACTION_PANE_OPERATIONS] = pane_operations,
    [ACTION_PANE_REQUEST] = pane_request,
    [ACTION_PANE_RESPONSE] = pane_response,
    [ACTION_UP] = up,
    [ACTION_DOWN] = down,
    [ACTION_PAGE_UP] = page_up,
    [ACTION_PAGE_DOWN] = page_down,
    [ACTION_TOP] = top,
    [ACTION_BOTTOM] = bottom,
    [ACTION_ZOOM] = zoom,
    [ACTION_UNDO] = undo,
    [ACTION_REDO] = redo,
    [ACTION_SAVE] = save,
    [ACTION_BEARER] = bearer,
    [ACTION_FAULT] = fault,
    [ACTION_MOUSE] = mouse,
    [ACTION_PALETTE] = palette,
    [ACTION_HELP] = help,
    [ACTION_SUSPEND] = suspend,
    [ACTION_QUIT] = leave,
};

void
explorer_act(struct explorer *explorer, enum action action, struct commands *commands)
{
    if (action < ACTION_COUNT)
        handlers[action](explorer, commands);
}
