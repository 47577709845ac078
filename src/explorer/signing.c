#include "config.h"

#include "explorer/signing.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/explorer.h"

void
signing_release(struct signing *signing)
{
    mem_free(signing->code);
    mem_free(signing->address);
    *signing = (struct signing){0};
}

static char *
shown(struct span text)
{
    struct str out = {0};
    sanitise_line(&out, text, SANITISE_PLAIN);
    return str_take(&out);
}

void
signing_take_code(struct explorer *explorer, const struct message *message)
{
    struct signing *signing = &explorer->signing;
    signing_release(signing);
    signing->code = shown(message->text);
    signing->address = shown(message->value);
    signing->until = explorer->now.steady + (clock_ms)message->seconds * 1000;
    overlay_open(&explorer->overlay, OVERLAY_CODE, _("Sign in"));
}

void
signing_end(struct explorer *explorer, const char *error)
{
    signing_release(&explorer->signing);
    if (explorer->overlay.kind == OVERLAY_CODE)
        overlay_close(&explorer->overlay);
    if (!error)
        return;
    bool busy = explorer->overlay.kind != OVERLAY_NONE || explorer_editing(explorer) ||
                explorer->flight.under_way; /* then its answer says it */
    if (busy) {
        explorer_say(explorer, NOTICE_BAD, _("No token: %s"), error);
        return;
    }
    struct str page = {0};
    str_addf(&page,
             _("# No token\n\n%s\n\nRequests are not sent without one; `s` tries "
               "again, `p` goes to another profile.\n"),
             error);
    explorer_open_page(explorer, _("Signing in"), str_text(&page));
    str_release(&page);
}

bool
signing_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    const struct signing *signing = &explorer->signing;
    if (span_is(key, "y"))
        explorer_copy(explorer, span_of(signing->code), _("code"), "code", commands);
    else if (span_is(key, "a"))
        explorer_copy(explorer, span_of(signing->address), _("address"), "address",
                      commands);
    else if (span_is(key, "Esc") || span_is(key, "C-g"))
        commands_add(commands, COMMAND_STOP_SIGN_IN);
    else
        return false;
    return true;
}

clock_ms
signing_deadline(const struct explorer *explorer)
{
    clock_ms now = explorer->now.steady, until = explorer->signing.until;
    if (explorer->overlay.kind != OVERLAY_CODE || now >= until)
        return INT64_MAX;
    return now + (until - now - 1) % (explorer_second(explorer) * 1000) + 1;
}

static void
put_value(struct page *page, const char *label, const char *value, const char *key)
{
    page_indent(page, 2, 4);
    page_flowf(page, STYLE_DIM, "%s  ", label);
    page_flow(page, span_of(value), STYLE_LINK);
    page_flowf(page, STYLE_KEY, "   %s", key);
    page_flowf(page, STYLE_DIM, " %s", _("copy"));
    page_break(page);
}

void
page_signing(struct page *page, const struct explorer *explorer, int columns)
{
    const struct signing *signing = &explorer->signing;
    clock_ms left = signing->until - explorer->now.steady;
    long step = explorer_second(explorer);
    long seconds = left > 0 ? (long)((left + 999) / 1000 + step - 1) / step * step : 0;
    page_begin(page, columns);
    page_flow(page,
              span_of(_("Open this address in a browser and enter the code. Do so only "
                        "because you started this yourself.")),
              STYLE_NORMAL);
    page_gap(page);
    put_value(page, _("address"), signing->address ? signing->address : "", "a");
    put_value(page, _("code"), signing->code ? signing->code : "", "y");
    page_indent(page, 0, 0);
    page_gap(page);
    if (seconds)
        page_flowf(page, STYLE_DIM, _("Waiting: %02ld:%02ld left. Esc gives up."),
                   seconds / 60, seconds % 60);
    else
        page_flow(page, span_of(_("The time is over.")), STYLE_WARN);
    page_break(page);
}
