#include "config.h"

#include "explorer/saving.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"
#include "explorer/handlers.h"

enum { SHOWN_MAX = 64 << 20 }; /* bytes that pagers and editors are given */

void
saving_ask(struct explorer *explorer)
{
    const struct result *result = &explorer->result;
    const struct response *response = &result->exchange.response;
    const struct operation *operation = result->exchange.operation;
    struct str name = {0};
    if (!result->present || !result->exchange.answered) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("There is no answer to save yet."));
        return;
    }
    body_kind_file_name(str_span(&response->body), response,
                        operation ? operation->id : NULL, explorer->now.wall, &name);
    overlay_open(&explorer->overlay, OVERLAY_SAVE, _("Save the answer's body as"));
    editor_set(&explorer->overlay.field, str_span(&name));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
    str_release(&name);
}

/* What was typed is there to be mended. */
static void
ask_again(struct explorer *explorer, const struct message *message)
{
    if (explorer->overlay.kind != OVERLAY_NONE || !explorer->result.present ||
        !message->body)
        return;
    saving_ask(explorer);
    editor_set(&explorer->overlay.field, span_of(message->path));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
}

void
saving_take(struct explorer *explorer, const struct message *message)
{
    if (message->exists) {
        saving_ask_replace(explorer, message->body ? ASK_REPLACE_BODY : ASK_REPLACE,
                           message);
        return;
    }
    if (message->failed)
        ask_again(explorer, message);
    explorer_say(explorer, message->failed ? NOTICE_BAD : NOTICE_GOOD,
                 message->failed ? "%s" : _("Saved as %s."),
                 message->failed ? message->error : message->path);
}

void
saving_ask_replace(struct explorer *explorer, enum question question,
                   const struct message *message)
{
    struct overlay *overlay = &explorer->overlay;
    overlay_open(overlay, OVERLAY_ASK, _("Write over the file?"));
    overlay->question = question;
    str_set(&overlay->raw, message->text);
    overlay->cursor = explorer->result.taken;
    str_add_text(&overlay->base, message->path);
    if (message->value.n)
        str_addf(&overlay->text,
                 _("\"%s\" is a link to \"%.*s\", which is there already. Its contents "
                   "would be lost."),
                 message->path, SPAN_ARG(message->value));
    else
        str_addf(&overlay->text,
                 _("\"%s\" is there already. Its contents would be lost."),
                 message->path);
}

void
saving_replace(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    const struct result *result = &explorer->result;
    bool body = overlay->question == ASK_REPLACE_BODY;
    if (body && (!result->present || overlay->cursor != result->taken)) {
        overlay_close(overlay);
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("Another answer has come meanwhile, and nothing was saved. H "
                       "brings the one before back."));
        return;
    }
    struct command *command =
        commands_add(commands, body ? COMMAND_SAVE_BODY : COMMAND_SAVE);
    command->path = mem_strdup(str_text(&overlay->base));
    command->on = true;
    if (!body) {
        command->text = overlay->raw;
        overlay->raw = (struct str){0};
    }
    overlay_close(overlay);
}

bool
saving_show(struct explorer *explorer, bool editor, struct commands *commands)
{
    const struct result *result = &explorer->result;
    struct span body = str_span(&result->exchange.response.body);
    struct str text = {0};
    const char *why = NULL;
    if (!result->present || !body.n)
        why = _("There is no body to show yet.");
    else if (result->body.bytes)
        why = _("This body is no text, and is shown here in full. S saves it to a "
                "file.");
    else if (body.n > SHOWN_MAX)
        why = _("This body is too large for that. S saves it to a file.");
    if (why) {
        explorer_say(explorer, NOTICE_INFO, "%s", why);
        return false;
    }
    body_kind_lay_out(&result->body, body, &text);
    struct command *command = commands_add(commands, COMMAND_SHOW);
    command->text = text;
    command->on = editor;
    return true;
}

void
act_SAVE(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    saving_ask(explorer);
}

void
act_PAGER(struct explorer *explorer, struct commands *commands)
{
    saving_show(explorer, false, commands);
}

void
act_EDITOR(struct explorer *explorer, struct commands *commands)
{
    if (explorer->focus == PANE_RESPONSE && explorer->result.present) {
        saving_show(explorer, true, commands);
        return;
    }
    struct command *command = commands_add(commands, COMMAND_EDIT);
    str_set(&command->text, str_span(&explorer->composer.body.text));
    explorer->focus = PANE_REQUEST;
    explorer->composer.tab = COMPOSER_BODY;
    explorer->composer.item = COMPOSER_CONTENT;
}
