/* Keys while a text field has the caret. */
#include "config.h"

#include "explorer/explorer.h"

#include "base/text.h"
#include "explorer/keys.h"

static void
accept(struct explorer *explorer)
{
    struct err err = {0};
    if (!composer_accept(&explorer->composer, explorer->catalogue, &err))
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
}

static bool
in_body(struct explorer *explorer)
{
    return composer_editor(&explorer->composer) == &explorer->composer.body;
}

/* To the field above or below, with what was typed taken over. */
static void
to_field(struct explorer *explorer, long lines)
{
    struct composer *composer = &explorer->composer;
    accept(explorer);
    if (composer->editing)
        return;
    composer_move(composer, lines);
    composer_edit(composer);
}

static bool
composer_key(struct explorer *explorer, struct span key)
{
    bool body = in_body(explorer);
    if (span_is(key, "Esc") || span_is(key, "C-g") ||
        (span_is(key, "Enter") && !body)) {
        accept(explorer);
        return true;
    }
    if (span_is(key, "S-Tab") || (span_is(key, "Up") && !body)) {
        to_field(explorer, -1);
        return true;
    }
    if ((span_is(key, "Tab") || span_is(key, "Down")) && !body) {
        to_field(explorer, 1);
        return true;
    }
    if (span_is(key, "Tab")) {
        editor_type(&explorer->composer.body, SPAN("  "));
        return true;
    }
    return false;
}

/* The filter narrows the list as it is typed; arrows move in the list meanwhile. */
static bool
filter_key(struct explorer *explorer, const struct key_event *event, struct span key)
{
    struct operations *operations = &explorer->operations;
    bool leave = span_is(key, "Esc") || span_is(key, "C-g");
    if (leave || span_is(key, "Enter") || span_is(key, "Tab")) {
        const struct operation *current = operations_current(operations);
        explorer->filtering = false;
        if (leave) {
            editor_set(&operations->filter, (struct span){0});
            operations_refresh(operations);
        } else if (span_is(key, "Enter") && current) {
            explorer_choose(explorer, current);
        }
        return true;
    }
    if (span_is(key, "Up") || span_is(key, "Down")) {
        operations_move(operations, span_is(key, "Up") ? -1 : 1);
        return true;
    }
    if (!key_edit(&operations->filter, event))
        return false;
    operations_refresh(operations);
    return true;
}

/* What acts in EDIT too: keys that type nothing. */
static bool
acts_everywhere(enum action action)
{
    return action == ACTION_SEND || action == ACTION_COPY_ID ||
           action == ACTION_PALETTE || action == ACTION_HELP ||
           action == ACTION_INTERRUPT;
}

void
explorer_edit_key(struct explorer *explorer, const struct key_event *event,
                  struct span key, struct commands *commands)
{
    enum action action = action_of_key(key);
    bool types = event->kind == INPUT_CHAR && !event->ctrl && !event->alt;
    if (!types && acts_everywhere(action)) {
        explorer_act(explorer, action, commands);
        return;
    }
    if (explorer->filtering) {
        filter_key(explorer, event, key);
        return;
    }
    if (!composer_key(explorer, key))
        key_edit(composer_editor(&explorer->composer), event);
    if (event->kind == INPUT_PASTE && event->cut)
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("The pasted text was too long and has been cut. E edits in your "
                       "own editor."));
}
