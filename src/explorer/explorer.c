#include "config.h"

#include "explorer/explorer.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/areas.h"
#include "explorer/finding.h"
#include "explorer/footer.h"
#include "explorer/keys.h"
#include "explorer/tabling.h"

enum {
    CHECK_AT_ONCE = 64 * 1024, /* a longer body is checked when typing pauses, */
    CHECK_PAUSE = 32 * 1024,   /* by a millisecond for each of so many bytes: several
                                  times what the check takes */
    STILL_STEP = 10,      /* seconds that a wait is told in where little shall move */
    FLIGHT_TICK_MS = 250, /* how often the time of a request under way is shown */
};

void
explorer_init(struct explorer *explorer, const struct catalogue *catalogue,
              const char *profile_name, int rows, int columns)
{
    *explorer = (struct explorer){
        .catalogue = catalogue,
        .profile_name = profile_name,
        .language = "en",
        .rows = rows,
        .columns = columns,
        .mouse = true,
        .overlay = {.field = {.single = true}},
    };
    explorer->keymap = keymap_standard();
    operations_init(&explorer->operations, catalogue);
    composer_init(&explorer->composer);
    viewer_init(&explorer->result.viewer);
}

void
flight_release(struct flight *flight)
{
    request_release(&flight->request);
    token_release(&flight->token);
    mem_free(flight->before);
    *flight = (struct flight){0};
}

void
explorer_release(struct explorer *explorer)
{
    operations_release(&explorer->operations);
    composer_release(&explorer->composer);
    result_release(&explorer->result);
    overlay_close(&explorer->overlay);
    opening_release(&explorer->opening);
    reading_release(&explorer->reading);
    budget_release(&explorer->budget);
    history_entries_release(&explorer->past);
    importing_release(&explorer->importing);
    using_release(&explorer->using);
    learning_release(&explorer->learning);
    flight_release(&explorer->flight);
    armed_release(&explorer->armed);
    bearer_release(&explorer->bearer);
    signing_release(&explorer->signing);
    ticket_batch_release(&explorer->batch);
    pages_release(&explorer->pages);
    preview_release(&explorer->preview);
    downloading_release(&explorer->downloading);
    str_release(&explorer->pipe);
    mem_free(explorer->notice.text);
    *explorer = (struct explorer){0};
}

void
explorer_welcome(struct explorer *explorer)
{
    explorer->card = true;
    if (explorer_layout(explorer).kind != LAYOUT_THREE)
        explorer->focus = PANE_RESPONSE;
}

void
explorer_say(struct explorer *explorer, enum notice_kind kind, const char *format, ...)
{
    struct str text = {0}, shown = {0};
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    sanitise_line(&shown, str_span(&text), SANITISE_PLAIN);
    mem_free(explorer->notice.text);
    explorer->notice = (struct notice){kind, str_take(&shown)};
    str_release(&text);
}

void
explorer_view_saved(struct explorer *explorer, const char *name)
{
    explorer->profile_name = name;
    explorer->saved = explorer->zoomed = true;
    explorer->focus = PANE_RESPONSE;
}

void
explorer_say_saved(struct explorer *explorer)
{
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("This is a saved answer: nothing is sent. \"defscope\" alone opens "
                   "the explorer on a tenant."));
}

void
explorer_forget_notice(struct explorer *explorer)
{
    mem_free(explorer->notice.text);
    explorer->notice = (struct notice){0};
}

bool
explorer_editing(const struct explorer *explorer)
{
    switch (explorer->overlay.kind) {
    case OVERLAY_PALETTE:
    case OVERLAY_FAULT:
    case OVERLAY_USAGES:
    case OVERLAY_TOPICS:
    case OVERLAY_FIND:
    case OVERLAY_TABLE_FILTER:
    case OVERLAY_COLUMNS:
    case OVERLAY_PIPE:
    case OVERLAY_SAVE:
    case OVERLAY_CONFIRM:
    case OVERLAY_NEW_PROFILE:
    case OVERLAY_NOTE:
        return true;
    case OVERLAY_HISTORY:
    case OVERLAY_REQUESTS:
    case OVERLAY_IMPORTED:
    case OVERLAY_STRING:
        return explorer->overlay.typing;
    case OVERLAY_NONE:
        return explorer->composer.editing || explorer->filtering;
    case OVERLAY_HELP:
    case OVERLAY_COMPARISON:
    case OVERLAY_DIFFERENCES:
    case OVERLAY_TOKEN:
    case OVERLAY_CODE:
    case OVERLAY_NAMES:
    case OVERLAY_TICKET:
    case OVERLAY_COPY:
    case OVERLAY_PROFILES:
    case OVERLAY_VALUE:
    case OVERLAY_ASK:
    case OVERLAY_COUNTS:
    case OVERLAY_OUTPUT:
    case OVERLAY_DOWNLOADS:
    case OVERLAY_LESSONS:
    case OVERLAY_QUIZ:
        break;
    }
    return false;
}

struct layout
explorer_layout(const struct explorer *explorer)
{
    const struct composer *composer = &explorer->composer;
    size_t lines =
        3 + composer->request.slots.count; /* target, slots, tabs, and a line */
    lines += composer->tab == COMPOSER_BODY    ? editor_line_count(&composer->body)
             : composer->tab == COMPOSER_ABOUT ? 12
                                               : composer_rows(composer);
    return layout_compute(
        explorer->rows, explorer->columns, explorer->focus, explorer->zoomed,
        lines > 100 ? 100 : (int)lines,
        learning_on(explorer) ? (int)explorer->learning.laid.line_count + 1 : 0);
}

static int64_t
wait_left(const struct explorer *explorer)
{
    return explorer->throttle.waiting
               ? throttle_left_ms(&explorer->throttle, &explorer->now)
               : 0;
}

long
explorer_second(const struct explorer *explorer)
{
    return explorer->reduced ? STILL_STEP : 1;
}

/* In seconds: its end is told as it comes. */
static long
wait_step(const struct explorer *explorer)
{
    return wait_left(explorer) > STILL_STEP * 1000 ? explorer_second(explorer) : 1;
}

long
wait_shown(const struct explorer *explorer)
{
    long left = (long)((wait_left(explorer) + 999) / 1000), step = wait_step(explorer);
    return (left + step - 1) / step * step;
}

/* A long body is checked by a tick alone, so that a key is never kept waiting for it;
 * each further change puts it off. */
static void
recheck(struct explorer *explorer, bool tick)
{
    struct composer *composer = &explorer->composer;
    clock_ms now = explorer->now.steady;
    size_t size = composer->body.text.n;
    if (composer_checked(composer))
        return;
    if (size <= CHECK_AT_ONCE) {
        composer_check(composer);
    } else if (explorer->recheck.state != composer_state(composer)) {
        explorer->recheck.state = composer_state(composer);
        explorer->recheck.due = now + (clock_ms)(size / CHECK_PAUSE);
        composer_check_later(composer);
    } else if (tick && now >= explorer->recheck.due) {
        composer_check(composer);
    }
}

/* While more arrives that is looked at first, the columns of a table that is not in
 * sight are not needed. */
static bool
learning_can_wait(const struct explorer *explorer)
{
    const struct result *answer = &explorer->result;
    return answer->arriving && answer->tab != RESULT_TABLE && !answer->table.work;
}

clock_ms
explorer_deadline(const struct explorer *explorer)
{
    clock_ms now = explorer->now.steady, at = INT64_MAX;
    bool reads_on = table_busy(&explorer->result.table) && !learning_can_wait(explorer);
    if (reads_on || finding_under_way(explorer))
        return now;
    if (explorer->throttle.waiting) { /* when the next whole second is over */
        int64_t left = wait_left(explorer);
        int64_t step = wait_step(explorer) * 1000;
        at = now + (left > 0 ? (left - 1) % step + 1 : 0);
    }
    if (lesson_progress_pause(&explorer->learning.progress, now) && now + 1000 < at)
        at = now + 1000;
    if (explorer->flight.under_way && !explorer->reduced && now + FLIGHT_TICK_MS < at)
        at = now + FLIGHT_TICK_MS;
    struct budget_left left;
    if (budget_at(&explorer->budget, explorer->now.wall, &left) &&
        left.until != INT64_MAX && now + (left.until - explorer->now.wall) < at)
        at = now + (left.until - explorer->now.wall); /* one more call is left then */
    if (!composer_checked(&explorer->composer) && explorer->recheck.due < at)
        at = explorer->recheck.due;
    clock_ms token = bearer_deadline(explorer), code = signing_deadline(explorer);
    clock_ms page = pages_deadline(explorer), file = downloading_deadline(explorer);
    clock_ms preview = piping_deadline(explorer);
    if (preview < at)
        at = preview;
    if (file < at)
        at = file;
    if (page < at)
        at = page;
    if (token < at)
        at = token;
    return code < at ? code : at;
}

static void
end_wait(struct explorer *explorer, struct commands *commands)
{
    if (!explorer->throttle.waiting || wait_left(explorer) > 0)
        return;
    bool again = explorer->throttle.armed && !explorer->flight.under_way;
    explorer->throttle = (struct throttle){0};
    learning_tell_what(explorer, LESSON_WAITED, "waited");
    if (again)
        explorer_resend(explorer, commands);
    else
        explorer_say(explorer, NOTICE_GOOD, "%s",
                     _("The wait is over: s sends the request again."));
}

/* A key that means nothing to what is open: what does. */
static void
tell_offers(struct explorer *explorer, struct span key)
{
    struct str offers = {0};
    footer_tell(explorer, &offers);
    if (key.n)
        explorer_say(explorer, NOTICE_INFO, _("No key %.*s here. %s"), SPAN_ARG(key),
                     str_text(&offers));
    str_release(&offers);
}

static void
take_key(struct explorer *explorer, const struct key_event *event,
         struct commands *commands)
{
    struct str key = {0};
    key_name(event, &key);
    explorer_forget_notice(explorer);
    enum action action = keymap_action(explorer->keymap, str_span(&key));
    if (explorer->overlay.kind != OVERLAY_NONE) {
        bool known = explorer_overlay_key(explorer, event, str_span(&key), commands);
        if (!known && (action == ACTION_INTERRUPT || action == ACTION_SUSPEND))
            explorer_act(explorer, action, commands);
        else if (!known && event->kind != INPUT_PASTE)
            tell_offers(explorer, str_span(&key));
    } else if (event->kind == INPUT_PASTE && !event->cut &&
               importing_paste(explorer, str_span(&event->text))) {
        /* it is a request, and is there now */
    } else if (explorer_editing(explorer)) {
        explorer_edit_key(explorer, event, str_span(&key), commands);
    } else if (event->kind == INPUT_PASTE) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("To paste, first press Enter on what the text is for. Nothing "
                       "was changed."));
    } else if (tabling_on(explorer) && tabling_key(explorer, str_span(&key))) {
        /* the table's own */
    } else if (action != ACTION_NONE) {
        explorer_act(explorer, action, commands);
    } else if (key.n) {
        explorer_say(explorer, NOTICE_INFO,
                     _("No key %s here; ? twice shows all keys."), str_text(&key));
    }
    str_release(&key);
}

/* Esc and a key that follow closely reach us as one key with Alt, for which there is no
 * use: they are taken apart again. */
static void
take_key_apart(struct explorer *explorer, const struct key_event *event,
               struct commands *commands)
{
    if (event->kind != INPUT_CHAR || !event->alt) {
        take_key(explorer, event, commands);
        return;
    }
    struct key_event escape = {.kind = INPUT_SPECIAL, .special = SPECIAL_ESCAPE},
                     key = *event;
    key.alt = false;
    take_key(explorer, &escape, commands);
    take_key(explorer, &key, commands);
}

static void
take_input(struct explorer *explorer, const struct key_event *event,
           struct commands *commands)
{
    switch (event->kind) {
    case INPUT_RESIZE:
        explorer->rows = event->y;
        explorer->columns = event->x;
        break;
    case INPUT_HANGUP:
        commands_add(commands, COMMAND_QUIT);
        break;
    case INPUT_MOUSE:
        explorer_click(explorer, event, commands);
        break;
    case INPUT_CHAR:
    case INPUT_SPECIAL:
    case INPUT_PASTE:
        take_key_apart(explorer, event, commands);
        break;
    }
}

/* Favourites and the operations chosen last outlive the program. */
static void
remember(struct explorer *explorer, struct commands *commands)
{
    if (!explorer->operations.changed)
        return;
    explorer->operations.changed = false;
    operations_write(&explorer->operations,
                     &commands_add(commands, COMMAND_REMEMBER)->text);
}

/* Asked for anew when another operation is composed; an answer that was kept brings it
 * too. */
static void
want_budget(struct explorer *explorer, struct commands *commands)
{
    const struct operation *operation = explorer->composer.request.operation;
    if (explorer->budget.operation == operation)
        return;
    budget_release(&explorer->budget);
    explorer->budget.operation = operation;
    if (operation && explorer->profile)
        commands_add(commands, COMMAND_BUDGET);
}

/* A slice of reading column names that nothing in sight tells of: the frame stays as it
 * is, so that the next key is drawn at once. */
static bool
is_unseen(const struct explorer *explorer, const struct message *message)
{
    const struct result *answer = &explorer->result;
    return message->kind == MESSAGE_TICK && answer->tab != RESULT_TABLE &&
           !answer->table.work && table_learning(&answer->table) &&
           !viewer_searching(&answer->viewer);
}

void
explorer_update(struct explorer *explorer, struct message *message,
                struct commands *commands)
{
    bool unseen = is_unseen(explorer, message);
    explorer->now = message->now;
    explorer->frame += !unseen;
    if (message->kind == MESSAGE_INPUT)
        take_input(explorer, message->input, commands);
    else
        explorer_take(explorer, message, commands);
    if (message->kind == MESSAGE_TICK && table_busy(&explorer->result.table))
        tabling_work(explorer, commands);
    if (unseen && !table_busy(&explorer->result.table))
        explorer->frame++; /* with what was left until then */
    if (message->kind == MESSAGE_TICK)
        finding_work(explorer);
    tabling_export_settle(explorer, commands);
    if (explorer->overlay.kind == OVERLAY_NONE)
        opening_release(&explorer->opening); /* it was left by another way than Esc */
    end_wait(explorer, commands);
    pages_go_on(explorer, commands);
    piping_preview(explorer, commands);
    want_budget(explorer, commands);
    explorer_ask_again(explorer);
    remember(explorer, commands);
    learning_settle(explorer, commands);
    recheck(explorer, message->kind == MESSAGE_TICK);
    explorer_settle(explorer);
}
