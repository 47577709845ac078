/* Faults of the practice tenant: the menu of kinds, and what is armed. */
#include "config.h"

#include "explorer/explorer.h"

#include "api/fault_kind.h"
#include "base/memory.h"
#include "base/text.h"

enum { NAME_COLUMNS = 30, HEADING = -1 };

/* The kinds that have every word that was typed; what stands behind "=", "*" or ":" is
 * no word to look for. The cursor goes to the first whose name begins so. */
void
explorer_list_faults(struct overlay *overlay)
{
    struct span words = str_span(&overlay->field.text), name;
    struct fault_kind kind;
    enum fault_group group = FAULTS_CODE;
    for (const char *end = "=*:"; *end; end++) {
        struct span rest = words;
        if (span_next(&rest, *end, &name))
            words = name;
    }
    words = span_trim(words);
    overlay_clear_items(overlay);
    size_t named = 0; /* the first whose name begins so */
    for (int i = 0; fault_kind_at((size_t)i, &kind); i++) {
        struct str label = {0}, what = {0};
        const char *title = fault_group_title(kind.group);
        fault_kind_spell(&kind, &label);
        fault_kind_tell(&kind, &what);
        const char *texts[] = {str_text(&label), str_text(&what), title};
        if (overlay_mentions(texts, COUNT_OF(texts), words)) {
            if (kind.group != group)
                overlay_add(overlay, title, NULL, HEADING);
            group = kind.group;
            str_add_repeat(&label, ' ',
                           label.n < NAME_COLUMNS ? NAME_COLUMNS - label.n : 1);
            str_add(&label, str_span(&what));
            if (!named &&
                span_equal_nocase(span_sub(span_of(kind.name), 0, words.n), words))
                named = overlay->item_count;
            overlay_add(overlay, str_text(&label), NULL, i);
        }
        str_release(&label);
        str_release(&what);
    }
    overlay->cursor = named ? named : overlay->item_count > 1; /* behind the heading */
}

void
explorer_open_faults(struct explorer *explorer)
{
    overlay_open(&explorer->overlay, OVERLAY_FAULT, _("Fault for the next call"));
    explorer_list_faults(&explorer->overlay);
}

static void
command_fault(struct explorer *explorer, const char *text, struct commands *commands)
{
    explorer->armed.going = true;
    str_set(&commands_add(commands, COMMAND_FAULT)->text, span_of(text));
}

void
armed_release(struct armed *armed)
{
    mem_free(armed->name);
    *armed = (struct armed){0};
}

static void
arm(struct explorer *explorer, const char *text, struct commands *commands)
{
    struct fault_order order;
    struct err err = {0};
    if (fault_order_read(&order, span_of(text), &err) != STATUS_OK) {
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
        return;
    }
    struct str name = {0};
    order.kind.argument = NULL; /* it names what the number is */
    fault_kind_spell(&order.kind, &name);
    if (span_has(span_of(text), "="))
        str_addf(&name, "=%u", order.argument);
    armed_release(&explorer->armed);
    explorer->armed =
        (struct armed){.name = str_take(&name), .times = order.share ? 0 : order.times};
    command_fault(explorer, text, commands);
    if (order.share)
        explorer_say(explorer, NOTICE_INFO,
                     _("%s meets %u%% of the calls from now on. Esc takes it away."),
                     explorer->armed.name, order.share);
    else
        explorer_say(explorer, NOTICE_INFO,
                     ngettext("%s meets the next call. Esc takes it away.",
                              "%s meets the next %u calls. Esc takes it away.",
                              order.times),
                     explorer->armed.name, order.times);
    overlay_close(&explorer->overlay);
}

/* What was typed counts where it says more than a name; else the kind that is chosen.
 */
void
explorer_arm(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    struct span typed = span_trim(str_span(&overlay->field.text));
    struct str text = {0};
    struct fault_kind kind;
    bool chosen = overlay->cursor < overlay->item_count &&
                  fault_kind_at((size_t)overlay->items[overlay->cursor].value, &kind);
    bool more = span_has(typed, "=") || span_has(typed, "*") || span_has(typed, ":");
    if (chosen && !more) {
        kind.argument = NULL; /* the usual one */
        fault_kind_spell(&kind, &text);
    } else {
        str_add(&text, typed);
    }
    arm(explorer, str_text(&text), commands);
    str_release(&text);
}

void
explorer_disarm(struct explorer *explorer, struct commands *commands)
{
    explorer_say(explorer, NOTICE_INFO, _("%s is taken away again."),
                 explorer->armed.name);
    armed_release(&explorer->armed);
    command_fault(explorer, "", commands);
}

/* One call has been answered. */
void
armed_strike(struct armed *armed)
{
    if (armed->times && !--armed->times)
        armed_release(armed);
}
