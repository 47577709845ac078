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
piping_run(struct explorer *explorer, struct commands *commands)
{
    struct span program = span_trim(str_span(&explorer->overlay.field.text));
    if (program.n) {
        str_set(&explorer->pipe, program);
        str_set(&commands_add(commands, COMMAND_PIPE)->text, program);
        explorer->pipe_rounds =
            json_has_long_number(str_span(&explorer->result.exchange.response.body));
        explorer->piping = true;
    }
    overlay_close(&explorer->overlay);
}

void
piping_take(struct explorer *explorer, const struct message *message)
{
    struct overlay *overlay = &explorer->overlay;
    struct str title = {0};
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
