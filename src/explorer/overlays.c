/* Opening what lies over the panes, and its keys. */
#include "config.h"

#include "explorer/explorer.h"

#include "api/topic.h"
#include "base/memory.h"
#include "base/text.h"
#include "explorer/finding.h"
#include "explorer/keys.h"
#include "explorer/past.h"
#include "explorer/tabling.h"

void
explorer_open_help(struct explorer *explorer, const char *topic)
{
    reading_open(explorer, topic);
    learning_tell_what(explorer, LESSON_SHOWN, "help");
}

void
explorer_open_page(struct explorer *explorer, const char *title, const char *markdown)
{
    overlay_open(&explorer->overlay, OVERLAY_HELP, title);
    str_add_text(&explorer->overlay.text, markdown);
}

static void
save_as(struct explorer *explorer, const char *path, struct commands *commands)
{
    enum overlay_saves saves = explorer->overlay.saves;
    if (saves == SAVES_FILE || saves == SAVES_FILES) {
        struct str given = str_of(path);
        downloading_name(explorer, str_text(&given), commands);
        str_release(&given);
        return;
    }
    if (saves == SAVES_TABLE) {
        tabling_export(explorer, path, commands);
        return;
    }
    const struct str *ticket =
        &explorer->overlay.text; /* empty: the answer's body is meant */
    bool body = saves <= SAVES_TICKET && !ticket->n;
    if (body && !explorer->result.present) {
        overlay_close(&explorer->overlay);
        saving_ask(explorer); /* says that there is none */
        return;
    }
    struct command *command =
        commands_add(commands, body ? COMMAND_SAVE_BODY : COMMAND_SAVE);
    command->path = mem_strdup(path);
    if (saves == SAVES_TICKET)
        learning_tell_what(explorer, LESSON_TICKET, "saved");
    if (saves > SAVES_TICKET)
        learning_result(explorer, path, &command->text);
    else if (!body)
        str_set(&command->text, str_span(ticket));
    overlay_close(&explorer->overlay);
}

/* Yes to a question whose answer needs the overlay. */
static bool
answer(struct explorer *explorer, enum question question, struct commands *commands)
{
    if (question == ASK_COPY_RAW)
        explorer_copy_raw(explorer, commands);
    else if (question == ASK_RECALL)
        past_recall_asked(explorer, commands);
    else if (question == ASK_REPLACE || question == ASK_REPLACE_BODY)
        saving_replace(explorer, commands);
    else if (question == ASK_REPLACE_EXPORT)
        tabling_export_replace(explorer, commands);
    else if (question == ASK_REPLACE_REQUEST)
        importing_replace(explorer, commands);
    else if (question == ASK_DELETE_REQUEST)
        importing_delete(explorer, commands);
    else
        return false;
    return true;
}

static bool
ask_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    enum question question = explorer->overlay.question;
    if (span_is(key, "n") || (span_is(key, "C-c") && question != ASK_LEAVE)) {
        overlay_close(&explorer->overlay);
        opening_show(explorer);
        return true;
    }
    if (span_is(key, "w") && question == ASK_SEND_EARLY) {
        overlay_close(&explorer->overlay);
        explorer_act(explorer, ACTION_ARM, commands);
        return true;
    }
    if (!span_is(key, "y") && !span_is(key, "C-c"))
        return false;
    if (answer(explorer, question, commands))
        return true;
    overlay_close(&explorer->overlay);
    switch (question) {
    case ASK_LEAVE:
        commands_add(commands, COMMAND_QUIT)->on = span_is(key, "C-c");
        break;
    case ASK_BUDGET:
    case ASK_SEND_EARLY:
        explorer_send(explorer, true, commands);
        break;
    case ASK_CHANGE:
        explorer_agree(explorer, commands);
        break;
    case ASK_ARM_CHANGE:
        explorer->throttle.armed = explorer->throttle.waiting;
        break;
    case ASK_OVERWRITE:
        downloading_overwrite(explorer, commands);
        break;
    case ASK_COPY_RAW:
    case ASK_RECALL:
    case ASK_REPLACE:
    case ASK_REPLACE_BODY:
    case ASK_REPLACE_EXPORT:
    case ASK_REPLACE_REQUEST:
    case ASK_DELETE_REQUEST:
        break;
    }
    return true;
}

static void
run_palette(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    int value = overlay->cursor < overlay->item_count
                    ? overlay->items[overlay->cursor].value
                    : (int)ACTION_NONE;
    overlay_close(overlay);
    explorer_act(explorer, (enum action)value, commands);
}

/* A line that is typed into: the palette's filter, a file name. */
static bool
field_key(struct explorer *explorer, const struct key_event *event, struct span key,
          struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (span_is(key, "Enter")) {
        if (overlay->kind == OVERLAY_PALETTE)
            run_palette(explorer, commands);
        else if (overlay->kind == OVERLAY_FAULT)
            explorer_arm(explorer, commands);
        else if (overlay->kind == OVERLAY_USAGES)
            using_take(explorer);
        else if (overlay->kind == OVERLAY_TOPICS)
            reading_take_topic(explorer, commands);
        else if (overlay->kind == OVERLAY_PIPE)
            piping_run(explorer, commands);
        else if (overlay->kind == OVERLAY_TABLE_FILTER)
            tabling_filter(explorer);
        else if (overlay->kind == OVERLAY_CONFIRM)
            explorer_confirm(explorer, commands);
        else if (overlay->kind == OVERLAY_NEW_PROFILE)
            explorer_new_profile(explorer, commands);
        else if (overlay->saves >= KEEPS_REQUEST &&
                 (overlay->field.text.n || overlay->saves == OPENS_ENVIRONMENT))
            importing_named(explorer, str_text(&overlay->field.text), commands);
        else if (overlay->field.text.n)
            save_as(explorer, str_text(&overlay->field.text), commands);
        return true;
    }
    if (span_is(key, "Tab") && overlay->kind == OVERLAY_TABLE_FILTER) {
        tabling_filter_turn(explorer);
        return true;
    }
    bool known = key_edit(&overlay->field, event);
    if (known && overlay->kind == OVERLAY_PALETTE)
        overlay_list_actions(overlay, explorer->keymap);
    else if (known && overlay->kind == OVERLAY_FAULT)
        explorer_list_faults(overlay);
    else if (known && overlay->kind == OVERLAY_USAGES)
        using_list(explorer);
    else if (known && overlay->kind == OVERLAY_TOPICS)
        reading_list_topics(explorer);
    return known;
}

static bool
move_key(struct overlay *overlay, struct span key)
{
    static const struct {
        const char *key;
        int lines; /* in pages where paged */
        bool paged;
    } moves[] = {{"Up", -1, false},     {"k", -1, false},   {"Down", 1, false},
                 {"j", 1, false},       {"PgUp", -1, true}, {"C-u", -1, true},
                 {"PgDn", 1, true},     {"C-d", 1, true},   {" ", 1, true},
                 {"Home", -9999, true}, {"g", -9999, true}, {"End", 9999, true},
                 {"G", 9999, true}};
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        if (!span_is(key, moves[i].key))
            continue;
        long page = overlay->page > 1 ? (long)overlay->page - 1 : 1;
        long lines = moves[i].lines * (moves[i].paged ? page : 1);
        if (!overlay->item_count) {
            overlay_scroll(overlay, lines);
            return true;
        }
        overlay_move(overlay, lines);
        return true;
    }
    return false;
}

/* Help asked for again: the page of all keys. */
static bool
help_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    enum action action = keymap_action(explorer->keymap, key);
    const char *topic = explorer->overlay.topic;
    if (reading_key(explorer, key, commands))
        return true;
    if (action == ACTION_HELP && !span_is(span_of(topic), "keys")) {
        explorer_open_help(explorer, "keys");
        return true;
    }
    if (action != ACTION_QUIT && action != ACTION_HELP)
        return false;
    overlay_close(&explorer->overlay);
    return true;
}

/* What was turned can be undone from here. */
static bool
differences_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    enum action action = keymap_action(explorer->keymap, key);
    if (action != ACTION_UNDO && action != ACTION_QUIT && action != ACTION_SUCCESSOR)
        return false;
    overlay_close(&explorer->overlay);
    if (action == ACTION_UNDO)
        explorer_act(explorer, ACTION_UNDO, commands);
    return true;
}

static bool
token_key(struct explorer *explorer, struct span key)
{
    enum action action = keymap_action(explorer->keymap, key);
    if (action == ACTION_HELP || action == ACTION_EXPLAIN) {
        explorer_open_help(explorer, "token");
        return true;
    }
    if (action != ACTION_QUIT && action != ACTION_TOKEN)
        return false;
    overlay_close(&explorer->overlay);
    return true;
}

/* Esc and Ctrl-G: back to where it was opened from. */
static bool
leave_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    bool escape = span_is(key, "Esc"), leaves = escape || span_is(key, "C-g");
    if (escape && overlay->kind == OVERLAY_COMPARISON)
        explorer_act(explorer, ACTION_HISTORY, commands); /* where it came from */
    else if (escape && overlay->kind == OVERLAY_TOPICS && reading_back(explorer))
        return true;
    else if (leaves && overlay->kind == OVERLAY_STRING && overlay->typing)
        finding_leave(explorer);
    else if (escape && overlay->kind == OVERLAY_STRING && opening_back(explorer))
        return true;
    else if (escape && overlay->kind == OVERLAY_NOTE)
        past_leave_note(explorer);
    else if (!leaves || (escape && overlay->typing))
        return false;
    else if (overlay->kind == OVERLAY_FIND)
        finding_leave(explorer);
    else if (escape && overlay->kind == OVERLAY_SAVE &&
             (overlay->saves == SAVES_FILE || overlay->saves == SAVES_FILES))
        downloading_leave_name(explorer);
    else {
        if (overlay->kind == OVERLAY_STRING)
            opening_release(&explorer->opening); /* with all around it */
        overlay_close(overlay);
        opening_show(explorer); /* which this stood over */
    }
    return true;
}

/* What comes before the keys that move. */
static bool
early_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    enum overlay_kind kind = explorer->overlay.kind;
    return (kind == OVERLAY_NAMES && ticketing_names_key(explorer, key)) ||
           leave_key(explorer, key, commands) ||
           (kind == OVERLAY_STRING && opening_key(explorer, key, commands));
}

/* A key while a field of the overlay has the caret. */
static bool
typed_key(struct explorer *explorer, const struct key_event *event, struct span key,
          struct commands *commands)
{
    enum overlay_kind kind = explorer->overlay.kind;
    if (kind == OVERLAY_HISTORY || kind == OVERLAY_NOTE)
        return past_key(explorer, event, key, commands);
    if (kind == OVERLAY_COLUMNS)
        return tabling_columns_key(explorer, event, key);
    if (kind == OVERLAY_FIND || kind == OVERLAY_STRING)
        return finding_key(explorer, event, key);
    return field_key(explorer, event, key, commands);
}

bool
explorer_overlay_key(struct explorer *explorer, const struct key_event *event,
                     struct span key, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (overlay->kind == OVERLAY_CODE)
        return signing_key(explorer, key, commands);
    if (early_key(explorer, key, commands))
        return true;
    bool types = explorer_editing(explorer);
    bool arrow = event->kind == INPUT_SPECIAL && overlay->item_count &&
                 overlay->kind != OVERLAY_NOTE;
    if ((!types || arrow) && move_key(overlay, key))
        return true;
    if (overlay->kind == OVERLAY_REQUESTS || overlay->kind == OVERLAY_IMPORTED)
        return importing_key(explorer, event, key, commands);
    if (types)
        return typed_key(explorer, event, key, commands);
    switch (overlay->kind) {
    case OVERLAY_TICKET:
        return ticketing_key(explorer, key, commands);
    case OVERLAY_ASK:
        return ask_key(explorer, key, commands);
    case OVERLAY_TOKEN:
        return token_key(explorer, key);
    case OVERLAY_HELP:
        return help_key(explorer, key, commands);
    case OVERLAY_COMPARISON:
    case OVERLAY_DIFFERENCES:
        return differences_key(explorer, key, commands);
    case OVERLAY_PROFILES:
        return explorer_profile_key(explorer, key, commands);
    case OVERLAY_COPY:
        if (span_is(key, "Enter"))
            explorer_copy_chosen(explorer, commands);
        return span_is(key, "Enter");
    case OVERLAY_HISTORY:
        return past_key(explorer, event, key, commands);
    case OVERLAY_DOWNLOADS:
        return downloading_key(explorer, key, commands);
    case OVERLAY_OUTPUT:
        return piping_key(explorer, key, commands);
    case OVERLAY_COUNTS:
        return tabling_counts_key(explorer, key);
    case OVERLAY_LESSONS:
        return learning_list_key(explorer, key);
    case OVERLAY_QUIZ:
        return learning_quiz_key(explorer, key);
    case OVERLAY_NONE:
    case OVERLAY_REQUESTS:
    case OVERLAY_IMPORTED:
    case OVERLAY_CODE:
    case OVERLAY_NAMES:
    case OVERLAY_NOTE:
    case OVERLAY_VALUE:
    case OVERLAY_STRING:
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
        break;
    }
    return false;
}
