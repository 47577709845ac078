#include "config.h"

#include "explorer/past.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/handlers.h"
#include "explorer/keys.h"

#include <string.h>

/* --- the list --- */

/* The entries that have every word of the search. VALUE of an item: index into `past`.
 */
static void
list(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    const struct history_entries *past = &explorer->past;
    size_t cursor = overlay->cursor;
    overlay_clear_items(overlay);
    for (size_t i = 0; i < past->count; i++) {
        struct str line = {0};
        if (!history_matches(&past->items[i], str_span(&overlay->field.text)))
            continue;
        history_line(&past->items[i], &line);
        overlay_add(overlay, str_text(&line), NULL, (int)i);
        str_release(&line);
    }
    overlay->cursor = cursor < overlay->item_count ? cursor
                      : overlay->item_count        ? overlay->item_count - 1
                                                   : 0;
}

static const struct history_entry *
chosen(const struct explorer *explorer)
{
    const struct overlay *overlay = &explorer->overlay;
    return overlay->cursor < overlay->item_count
               ? &explorer->past.items[overlay->items[overlay->cursor].value]
               : NULL;
}

void
act_HISTORY(struct explorer *explorer, struct commands *commands)
{
    overlay_open(&explorer->overlay, OVERLAY_HISTORY, _("History"));
    commands_add(commands, COMMAND_HISTORY);
}

void
past_take_list(struct explorer *explorer, struct history_entries *entries)
{
    history_entries_release(&explorer->past);
    explorer->past = *entries;
    *entries = (struct history_entries){0};
    if (explorer->overlay.kind == OVERLAY_HISTORY)
        list(explorer);
}

/* --- one of them --- */

static void
recall(struct explorer *explorer, const char *id, struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_RECALL);
    command->path = mem_strdup(id);
    overlay_close(&explorer->overlay);
}

/* What is being written would go: that is asked about. */
static void
open_chosen(struct explorer *explorer, struct commands *commands)
{
    const struct history_entry *entry = chosen(explorer);
    if (!entry)
        return;
    if (explorer_busy(explorer)) {
        overlay_close(&explorer->overlay);
        return;
    }
    if (!explorer->composer.unsent) {
        recall(explorer, entry->id, commands);
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Leave what you were writing?"));
    explorer->overlay.question = ASK_RECALL;
    str_set(&explorer->overlay.raw, span_of(entry->id));
    str_add_text(&explorer->overlay.text,
                 _("The request that you were writing was not sent. Opening this one "
                   "puts it in its place."));
}

void
past_recall_asked(struct explorer *explorer, struct commands *commands)
{
    struct str id = str_dup(str_span(&explorer->overlay.raw));
    recall(explorer, str_text(&id), commands);
    str_release(&id);
}

void
past_take_exchange(struct explorer *explorer, struct exchange *exchange)
{
    struct composer *composer = &explorer->composer;
    struct diagnosis_context context = {.now = explorer->now.wall,
                                        .language = explorer->language};
    struct request sent = {0};
    if (exchange->request.url &&
        !composer_recall(composer, explorer->catalogue, exchange))
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("Its address can't be read, so only the answer is shown."));
    importing_leave(explorer);
    request_copy(&sent, composer_request(composer));
    result_take(&explorer->result, exchange, &sent, &context);
    explorer->throttle = (struct throttle){0};
    explorer->focus = PANE_RESPONSE;
}

/* --- keys --- */

static void
mark(struct explorer *explorer, const struct history_entry *entry,
     struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_MARK);
    (void)explorer;
    command->path = mem_strdup(entry->id);
    command->on = !entry->marked;
}

static void
delete_one(struct explorer *explorer, const struct history_entry *entry,
           struct commands *commands)
{
    if (entry->marked) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("It is marked: m takes the mark away, then it can go."));
        return;
    }
    commands_add(commands, COMMAND_FORGET)->path = mem_strdup(entry->id);
}

/* The first of two; the second one starts the comparison. */
static void
compare(struct explorer *explorer, const struct history_entry *entry,
        struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (!overlay->base.n) {
        str_set(&overlay->base, span_of(entry->id));
        explorer_say(
            explorer, NOTICE_INFO, "%s",
            _("Go to the other one and press c again: what differs is shown."));
        return;
    }
    struct command *command = commands_add(commands, COMMAND_COMPARE);
    command->path = mem_strdup(str_text(&overlay->base));
    str_set(&command->text, span_of(entry->id));
    str_clear(&overlay->base);
}

void
past_take_comparison(struct explorer *explorer, const struct message *message)
{
    struct overlay *overlay = &explorer->overlay;
    overlay_open(overlay, OVERLAY_COMPARISON, _("What differs"));
    overlay->comparison = *message->comparison;
    *message->comparison = (struct comparison){0};
    str_set(&overlay->base, message->text);
    str_set(&overlay->raw, message->value);
}

/* The line above the list is for its note now; the search waits in `text`. */
static void
begin_note(struct explorer *explorer, const struct history_entry *entry,
           struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    (void)commands;
    overlay->kind = OVERLAY_NOTE;
    str_set(&overlay->raw, span_of(entry->id));
    str_set(&overlay->text, str_span(&overlay->field.text));
    editor_set(&overlay->field, span_of(entry->note ? entry->note : ""));
    editor_move(&overlay->field, EDITOR_TEXT_END);
}

void
past_leave_note(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    overlay->kind = OVERLAY_HISTORY;
    editor_set(&overlay->field, str_span(&overlay->text));
    str_clear(&overlay->text);
}

static void
end_note(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    struct command *command = commands_add(commands, COMMAND_NOTE);
    command->path = mem_strdup(str_text(&overlay->raw));
    str_set(&command->text, str_span(&overlay->field.text));
    past_leave_note(explorer);
}

/* About all that are marked, or where none is, about this one. */
static void
ask_ticket(struct explorer *explorer, const struct history_entry *entry,
           struct commands *commands)
{
    const struct history_entries *past = &explorer->past;
    struct command *command = commands_add(commands, COMMAND_TICKET);
    for (size_t i = past->count; i-- > 0;) /* in the order in which they were sent */
        if (past->items[i].marked)
            str_addf(&command->text, "%s\n", past->items[i].id);
    if (!command->text.n)
        str_addf(&command->text, "%s\n", entry->id);
}

static bool
type(struct explorer *explorer, const struct key_event *event, struct span key)
{
    struct overlay *overlay = &explorer->overlay;
    if (span_is(key, "Enter") || span_is(key, "Esc")) {
        overlay->typing = false;
        return true;
    }
    bool known = key_edit(&overlay->field, event);
    if (known)
        list(explorer);
    return known;
}

bool
past_key(struct explorer *explorer, const struct key_event *event, struct span key,
         struct commands *commands)
{
    static const struct {
        const char *key;
        void (*run)(struct explorer *, const struct history_entry *, struct commands *);
    } keys[] = {{"m", mark},
                {"a", begin_note},
                {"d", delete_one},
                {"c", compare},
                {"t", ask_ticket}};
    struct overlay *overlay = &explorer->overlay;
    const struct history_entry *entry = chosen(explorer);
    if (overlay->kind == OVERLAY_NOTE) {
        if (span_is(key, "Enter"))
            end_note(explorer, commands);
        return span_is(key, "Enter") || key_edit(&overlay->field, event);
    }
    if (overlay->typing)
        return type(explorer, event, key);
    if (span_is(key, "/")) {
        overlay->typing = true;
        return true;
    }
    if (span_is(key, "Enter")) {
        open_chosen(explorer, commands);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (entry && span_is(key, keys[i].key)) {
            keys[i].run(explorer, entry, commands);
            return true;
        }
    return false;
}
