#include "config.h"

#include "explorer/piping.h"

#include "base/text.h"
#include "explorer/explorer.h"
#include "json/text.h"

void
piping_ask(struct explorer *explorer)
{
    if (!explorer->result.present || !explorer->result.exchange.response.body.n) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("There is no answer to filter yet."));
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_PIPE,
                 _("jq program, or ! and a command of the shell"));
    editor_set(&explorer->overlay.field, str_span(&explorer->pipe));
    editor_move(&explorer->overlay.field, EDITOR_TEXT_END);
}

void
preview_release(struct preview *preview)
{
    str_release(&preview->program);
    *preview = (struct preview){0};
}

void
piping_run(struct explorer *explorer, struct commands *commands)
{
    struct span program = span_trim(str_span(&explorer->overlay.field.text));
    preview_release(&explorer->preview); /* its run ends when this one begins */
    if (program.n) {
        str_set(&explorer->pipe, program);
        str_set(&commands_add(commands, COMMAND_PIPE)->text, program);
        explorer->pipe_rounds =
            json_has_long_number(str_span(&explorer->result.exchange.response.body));
        explorer->piping = true;
    }
    overlay_close(&explorer->overlay);
}

static void
end_preview(struct preview *preview, struct commands *commands)
{
    if (preview->id)
        commands_add(commands, COMMAND_PIPE_STOP);
    preview->id = 0;
}

void
piping_preview(struct explorer *explorer, struct commands *commands)
{
    enum { PAUSE_MS = 300 };
    struct preview *preview = &explorer->preview;
    clock_ms now = explorer->now.steady;
    if (explorer->overlay.kind != OVERLAY_PIPE) {
        end_preview(preview, commands);
        preview_release(preview);
        return;
    }
    struct span typed = span_trim(str_span(&explorer->overlay.field.text));
    if (!span_equal(typed, str_span(&preview->program))) {
        end_preview(preview, commands);
        str_set(&preview->program, typed);
        bool runs = typed.n && !span_starts(typed, "!");
        preview->due = runs ? now + PAUSE_MS : 0;
        if (!runs)
            str_clear(&explorer->overlay.text);
    }
    if (!preview->due || explorer->piping || now < preview->due)
        return;
    preview->due = 0;
    preview->id = ++explorer->last_id;
    struct command *command = commands_add(commands, COMMAND_PIPE);
    command->id = preview->id;
    str_set(&command->text, str_span(&preview->program));
}

clock_ms
piping_deadline(const struct explorer *explorer)
{
    clock_ms due = explorer->preview.due;
    return due && !explorer->piping ? due : INT64_MAX;
}

/* Under the prompt. */
static void
show_preview(struct explorer *explorer, const struct message *message)
{
    struct str *text = &explorer->overlay.text;
    bool whole = explorer->result.exchange.response.body.n <= PIPING_SAMPLE;
    explorer->preview.id = 0;
    str_clear(text);
    explorer->overlay.top = 0;
    if (message->error && !message->text.n) {
        str_add_text(text, message->error);
        return;
    }
    str_add_text(text, message->error ? _("jq can't run this as it stands. It says:")
                       : whole
                           ? _("Preview of the whole answer; Enter shows all of it:")
                           : _("Preview on a sample, the answer's first items; Enter "
                               "runs it over everything:"));
    str_add_text(text, "\n\n");
    str_add(text, message->text);
}

void
piping_take(struct explorer *explorer, const struct message *message)
{
    struct overlay *overlay = &explorer->overlay;
    struct str title = {0};
    if (message->id) {
        if (message->id == explorer->preview.id)
            show_preview(explorer, message);
        return;
    }
    bool jq = !span_starts(str_span(&explorer->pipe), "!");
    explorer->piping = false;
    str_addf(&title, "%s%s", jq ? "jq " : "", str_text(&explorer->pipe));
    overlay_open(overlay, OVERLAY_OUTPUT, str_text(&title));
    if (message->error)
        str_addf(&overlay->text, "%s\n\n", message->error);
    str_add(&overlay->text, message->text);
    if (jq && explorer->pipe_rounds)
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("jq rounds long numbers, and this answer has some: copy those "
                       "from the body."));
    str_release(&title);
}

bool
piping_stop(struct explorer *explorer, struct commands *commands)
{
    if (!explorer->piping)
        return false;
    explorer->piping = false;
    commands_add(commands, COMMAND_PIPE_STOP);
    explorer_say(explorer, NOTICE_INFO, "%s", _("The filter was ended."));
    return true;
}

bool
piping_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    if (span_is(key, "y"))
        explorer_copy(explorer, str_span(&explorer->overlay.text), _("the output"),
                      "output", commands);
    else if (span_is(key, "|"))
        piping_ask(explorer);
    else if (span_is(key, "q"))
        overlay_close(&explorer->overlay);
    else
        return false;
    return true;
}
