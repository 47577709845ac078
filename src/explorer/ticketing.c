#include "config.h"

#include "explorer/ticketing.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"

#include <string.h>

void
ticket_batch_release(struct ticket_batch *batch)
{
    for (size_t i = 0; i < batch->count; i++) {
        exchange_release(&batch->exchanges[i]);
        diagnosis_release(&batch->diagnoses[i]);
    }
    mem_free(batch->exchanges);
    mem_free(batch->diagnoses);
    *batch = (struct ticket_batch){0};
}

/* The calls that the ticket is about; owned. */
static struct ticket_call *
calls_of(const struct explorer *explorer, size_t *count)
{
    const struct ticket_batch *batch = &explorer->batch;
    struct ticket_call *calls = mem_alloc((batch->count + 1) * sizeof *calls);
    calls[0] =
        (struct ticket_call){&explorer->result.exchange, &explorer->result.diagnosis};
    for (size_t i = 0; i < batch->count; i++)
        calls[i] = (struct ticket_call){&batch->exchanges[i], &batch->diagnoses[i]};
    *count = batch->count ? batch->count : 1;
    return calls;
}

/* What the interface says is in its own language again when this returns. */
static enum status
write_in_language(struct explorer *explorer, struct str *out,
                  const struct ticket_call *calls, size_t count, size_t *hidden,
                  struct err *err)
{
    const struct ticket_style *style = &explorer->ticket;
    if (style->language)
        explorer->speak(style->language);
    enum status status =
        ticket_write(out, calls, count, style, explorer->redactor, hidden, err);
    if (style->language)
        explorer->speak(explorer->language);
    return status;
}

void
ticketing_text(struct explorer *explorer, struct str *out)
{
    const struct result *answer = &explorer->result;
    struct ticket_call call = {&answer->exchange, &answer->diagnosis};
    struct err err;
    size_t hidden = 0;
    explorer->ticket.templates = explorer->templates;
    explorer->ticket.shown = (struct pseudonym_choice){0}; /* of another, maybe */
    if (write_in_language(explorer, out, &call, 1, &hidden, &err) != STATUS_OK)
        str_addf(out, "%s\n", err.text);
}

static void
write_ticket(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct err err = {0};
    size_t count;
    struct ticket_call *calls = calls_of(explorer, &count);
    str_clear(&overlay->text);
    overlay->hidden = 0;
    explorer->ticket.templates = explorer->templates;
    if (write_in_language(explorer, &overlay->text, calls, count, &overlay->hidden,
                          &err) != STATUS_OK)
        str_addf(&overlay->text, "%s\n", err.text);
    overlay->top = 0;
    mem_free(calls);
}

/* As tickets were last chosen to be. */
static void
show(struct explorer *explorer)
{
    overlay_open(&explorer->overlay, OVERLAY_TICKET, _("Support ticket"));
    write_ticket(explorer);
    learning_tell_what(explorer, LESSON_TICKET, "opened");
}

void
ticketing_open(struct explorer *explorer)
{
    ticket_batch_release(&explorer->batch);
    explorer->ticket.shown = (struct pseudonym_choice){0};
    if (explorer->result.present)
        show(explorer);
    else
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("A ticket is about an answer: send a request first."));
}

void
ticketing_take(struct explorer *explorer, struct exchange *exchanges, size_t count)
{
    struct ticket_batch *batch = &explorer->batch;
    struct diagnosis_context context = {.now = explorer->now.wall,
                                        .language = explorer->language};
    ticket_batch_release(batch);
    batch->exchanges = mem_alloc((count + 1) * sizeof *batch->exchanges);
    batch->diagnoses = mem_alloc((count + 1) * sizeof *batch->diagnoses);
    for (size_t i = 0; i < count; i++) {
        batch->exchanges[i] = exchanges[i];
        batch->diagnoses[i] = (struct diagnosis){0};
        exchanges[i] = (struct exchange){0};
        context.operation = batch->exchanges[i].operation;
        diagnose(&batch->diagnoses[i], &batch->exchanges[i], &context);
    }
    batch->count = count;
    explorer->ticket.shown = (struct pseudonym_choice){0};
    show(explorer);
}

/* --- which names are hidden --- */

static void
list_names(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct pseudonyms known = {0};
    size_t count, cursor = overlay->cursor;
    struct ticket_call *calls = calls_of(explorer, &count);
    ticket_names(&known, calls, count, explorer->redactor);
    overlay_clear_items(overlay);
    for (size_t i = 0; i < known.count && i < PSEUDONYM_CHOICES; i++) {
        bool shown = pseudonym_chosen(&explorer->ticket.shown, i);
        struct str label = {0}, detail = {0};
        str_addf(&label, "[%c] %s", shown ? ' ' : 'x', known.items[i].name);
        pseudonym_write(&known.items[i], &detail);
        overlay_add(overlay, str_text(&label), str_text(&detail), (int)i);
        str_release(&label);
        str_release(&detail);
    }
    overlay->cursor = cursor < overlay->item_count ? cursor : 0;
    pseudonyms_release(&known);
    mem_free(calls);
}

static void
open_names(struct explorer *explorer)
{
    explorer->ticket.hide_names = true;
    overlay_open(&explorer->overlay, OVERLAY_NAMES, _("Names: [x] is hidden"));
    list_names(explorer);
    if (explorer->overlay.item_count)
        return;
    show(explorer);
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("No names of devices, people, addresses or tenants are in it."));
}

bool
ticketing_names_key(struct explorer *explorer, struct span key)
{
    struct overlay *overlay = &explorer->overlay;
    if (span_is(key, "Esc") || span_is(key, "q") || span_is(key, "v")) {
        show(explorer);
        return true;
    }
    if (!span_is(key, "Enter") && !span_is(key, " "))
        return false;
    size_t index = (size_t)overlay->items[overlay->cursor].value;
    pseudonym_choose(&explorer->ticket.shown, index,
                     !pseudonym_chosen(&explorer->ticket.shown, index));
    list_names(explorer);
    return true;
}

/* --- keys --- */

static void
next_format(struct ticket_style *style)
{
    style->format = (enum ticket_format)((style->format + 1) % TICKET_FORMATS);
}

static void
switch_names(struct ticket_style *style)
{
    style->hide_names = !style->hide_names;
}

static void
switch_body(struct ticket_style *style)
{
    style->whole_body = !style->whole_body;
}

static void
switch_timing(struct ticket_style *style)
{
    style->timing = !style->timing;
}

/* English, for a support that reads nothing else, and back. */
static void
switch_language(struct explorer *explorer)
{
    struct ticket_style *style = &explorer->ticket;
    if (!explorer->speak || !strcmp(explorer->language, "en")) {
        explorer_say(explorer, NOTICE_INFO, "%s", _("The ticket is in English."));
        return;
    }
    style->language = style->language ? NULL : "en";
    write_ticket(explorer);
}

static void
ask_file(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct str text = overlay->text;
    overlay->text = (struct str){0};
    overlay_open(overlay, OVERLAY_SAVE, _("Save the ticket as"));
    overlay->text = text;
    overlay->saves = SAVES_TICKET;
    editor_set(&overlay->field, span_of(ticket_template_name(explorer->ticket.format)));
    editor_move(&overlay->field, EDITOR_TEXT_END);
}

bool
ticketing_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    static const struct {
        const char *key;
        void (*change)(struct ticket_style *style);
    } changes[] = {{"f", next_format},  {"Tab", next_format}, {"Right", next_format},
                   {"n", switch_names}, {"b", switch_body},   {"i", switch_timing}};
    struct overlay *overlay = &explorer->overlay;
    for (size_t i = 0; i < COUNT_OF(changes); i++) {
        if (!span_is(key, changes[i].key))
            continue;
        changes[i].change(&explorer->ticket);
        write_ticket(explorer);
        return true;
    }
    if (span_is(key, "y") || span_is(key, "c") || span_is(key, "Enter"))
        explorer_copy(explorer, str_span(&overlay->text), _("the ticket"), "ticket",
                      commands);
    else if (span_is(key, "s") || span_is(key, "S"))
        ask_file(explorer);
    else if (span_is(key, "l"))
        switch_language(explorer);
    else if (span_is(key, "v"))
        open_names(explorer);
    else
        return false;
    return true;
}
