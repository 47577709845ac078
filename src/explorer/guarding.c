/* What is asked before a change goes to a guarded tenant: yes; for what can't easily be
 * undone, the device's own name. */
#include "config.h"

#include "explorer/explorer.h"

#include "base/sanitise.h"
#include "base/text.h"

enum { TYPED_MAX = 12 }; /* of a longer ID its beginning is enough */

/* What has to be typed: the beginning of what the path names, else the operation. */
static struct span
to_type(const struct request *request)
{
    const struct pairs *slots = &request->slots;
    for (size_t i = 0; i < slots->count; i++)
        if (slots->items[i].value && *slots->items[i].value)
            return span_sub(span_of(slots->items[i].value), 0, TYPED_MAX);
    return span_of(request->operation ? request->operation->id : request->method);
}

static void
ask_name(struct explorer *explorer, const struct request *request)
{
    struct str title = {0}, shown = {0};
    str_addf(&title, _("Type %.*s to send: %s"), SPAN_ARG(to_type(request)),
             request->operation->title);
    sanitise_line(&shown, str_span(&title), SANITISE_PLAIN);
    overlay_open(&explorer->overlay, OVERLAY_CONFIRM, str_text(&shown));
    str_release(&title);
    str_release(&shown);
}

static void
ask_yes(struct explorer *explorer, const struct request *request)
{
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Change something there?"));
    explorer->overlay.question = ASK_CHANGE;
    str_addf(&explorer->overlay.text,
             _("\"%s\" changes something in the tenant of profile \"%s\", which is "
               "guarded. Send it?"),
             request->operation ? request->operation->title : request->method,
             explorer->profile->name);
}

bool
explorer_asks(struct explorer *explorer, const struct request *request)
{
    enum effect effect = effect_of(request->operation, span_of(request->method));
    if (explorer->profile->guard != GUARD_GUARDED || effect == EFFECT_READ ||
        explorer->agreed)
        return false;
    if (effect == EFFECT_DESTRUCTIVE && request->operation)
        ask_name(explorer, request);
    else
        ask_yes(explorer, request);
    return true;
}

void
explorer_agree(struct explorer *explorer, struct commands *commands)
{
    explorer->agreed = true;
    explorer_send(explorer, true, commands);
    explorer->agreed = false;
}

void
explorer_confirm(struct explorer *explorer, struct commands *commands)
{
    const struct request *request = composer_request(&explorer->composer);
    struct span typed = span_trim(str_span(&explorer->overlay.field.text));
    bool same = span_equal(typed, to_type(request));
    overlay_close(&explorer->overlay);
    if (same)
        explorer_agree(explorer, commands);
    else
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("That is not what was to be typed. Nothing was sent."));
}
