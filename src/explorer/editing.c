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

/* The list at the caret. Plain arrows belong to the text until the list is gone into.
 */
static bool
completing_key(struct explorer *explorer, struct span key)
{
    struct composer *composer = &explorer->composer;
    const struct completing *list = completing_shown(composer);
    bool up = span_is(key, "Up"), down = span_is(key, "Down");
    if (span_is(key, "C-Space")) {
        if (!completing_ask(composer))
            explorer_say(explorer, NOTICE_INFO, "%s",
                         _("Nothing is known for this place: write freely."));
    } else if (!list) {
        return false;
    } else if (span_is(key, "Tab")) {
        completing_take(composer);
    } else if (list->choosing && (span_is(key, "Esc") || span_is(key, "C-g"))) {
        completing_close(composer); /* one that came by itself takes no key away */
    } else if (span_is(key, "C-n") || span_is(key, "C-p")) {
        completing_move(composer, span_is(key, "C-n") ? 1 : -1);
    } else if (list->choosing && (up || down)) {
        completing_move(composer, down ? 1 : -1);
    } else {
        return false;
    }
    return true;
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

static bool
is_whole_body(struct span text)
{
    text = span_trim(text);
    return (span_starts(text, "{") && span_ends(text, "}")) ||
           (span_starts(text, "[") && span_ends(text, "]"));
}

/* A whole body takes the place of one that nobody has touched yet. */
static bool
paste_over(struct explorer *explorer, const struct key_event *event)
{
    struct editor *body = &explorer->composer.body;
    if (event->kind != INPUT_PASTE || !in_body(explorer) || body->edit_count ||
        !body->text.n || !is_whole_body(str_span(&event->text)))
        return false;
    editor_go(body, 0);
    editor_replace(body, 0, body->text.n, str_span(&event->text));
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("What you pasted has taken the place of the body; Ctrl-Z brings it "
                   "back."));
    return true;
}

/* The filter narrows the list as it is typed; arrows move in the list meanwhile. */
static bool
filter_key(struct explorer *explorer, const struct key_event *event, struct span key)
{
    struct operations *operations = &explorer->operations;
    bool leave = span_is(key, "Esc") || span_is(key, "C-g");
    if (leave || span_is(key, "Enter") || span_is(key, "Tab")) {
        const struct operation *current = operations_current(operations);
        if (span_is(key, "Enter") && !current) {
            explorer_say(explorer, NOTICE_INFO, "%s",
                         _("No operation matches; go on typing, or Esc shows all."));
            return true;
        }
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

void
explorer_filter(struct explorer *explorer)
{
    explorer->filtering = true;
    editor_set(&explorer->operations.filter, (struct span){0});
    operations_refresh(&explorer->operations);
}

/* What acts in EDIT too: keys that type nothing. */
static bool
acts_everywhere(enum action action)
{
    return action == ACTION_SEND || action == ACTION_COPY_ID ||
           action == ACTION_PALETTE || action == ACTION_HELP ||
           action == ACTION_INTERRUPT || action == ACTION_HINT;
}

void
explorer_edit_key(struct explorer *explorer, const struct key_event *event,
                  struct span key, struct commands *commands)
{
    enum action action = keymap_action(explorer->keymap, key);
    if (!explorer->filtering && completing_key(explorer, key))
        return;
    bool types = event->kind == INPUT_CHAR && !event->ctrl && !event->alt;
    if (!types && acts_everywhere(action)) {
        explorer_act(explorer, action, commands);
        return;
    }
    if (explorer->filtering) {
        filter_key(explorer, event, key);
        return;
    }
    if (!composer_key(explorer, key)) {
        struct composer *composer = &explorer->composer;
        unsigned long version = composer_editor(composer)->version;
        if (!paste_over(explorer, event))
            key_edit(composer_editor(composer), event);
        completing_follow(composer, version);
    }
    if (event->kind == INPUT_PASTE && event->cut)
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("The pasted text was too long and has been cut. E edits in your "
                       "own editor."));
}
