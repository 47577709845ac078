/* Copying, and what is asked before a text that could act where it is pasted. */
#include "config.h"

#include "explorer/explorer.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

static void
give(struct span text, const char *label, struct commands *commands)
{
    struct command *command = commands_add(commands, COMMAND_COPY);
    str_set(&command->text, text);
    command->label = mem_strdup(label);
}

/* Whether pasting it into a terminal could do more than type it: controls other than
 * line breaks and tabs. */
static bool
acts(struct span text)
{
    uint32_t c;
    for (size_t n; (n = utf8_next(text, &c)); text = span_from(text, n))
        if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') ||
            (c >= 0x7f && c < 0xa0))
            return true;
    return false;
}

void
explorer_copy(struct explorer *explorer, struct span text, const char *label,
              const char *what, struct commands *commands)
{
    if (!text.n) {
        explorer_say(explorer, NOTICE_WARN, _("There is no %s to copy."), label);
        return;
    }
    if (!acts(text)) {
        give(text, label, commands);
        learning_tell(explorer, (struct lesson_event){
                                    .kind = LESSON_COPIED, .what = what, .text = text});
        return;
    }
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Copy control characters?"));
    explorer->overlay.question = ASK_COPY_RAW;
    str_set(&explorer->overlay.raw, text);
    str_addf(&explorer->overlay.text,
             _("What the service sent as %s holds control characters. Pasted into a "
               "terminal they could "
               "do something there. It would be copied exactly as it came."),
             label);
}

void
explorer_copy_raw(struct explorer *explorer, struct commands *commands)
{
    give(str_span(&explorer->overlay.raw), "", commands);
    overlay_close(&explorer->overlay);
}
