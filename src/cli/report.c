#include "config.h"

#include "cli/report.h"

#include "api/error_code.h"

#include "base/sanitise.h"
#include "base/text.h"

#include <inttypes.h>
#include <string.h>

struct str
report_shown(const struct context *context, const char *text)
{
    struct str plain = {0}, shown = {0};
    redact_known(&context->redactor, span_of(text), &plain);
    sanitise_line(&shown, str_span(&plain), SANITISE_PLAIN);
    str_release(&plain);
    return shown;
}

static const char *
severity_title(enum severity severity, enum tone *tone)
{
    switch (severity) {
    case SEVERITY_ERROR:
        *tone = TONE_BAD;
        return _("error");
    case SEVERITY_WARNING:
        *tone = TONE_WARN;
        return _("warning");
    case SEVERITY_INFO:
        break;
    }
    *tone = TONE_FAINT;
    return _("note");
}

static bool
was_said(const struct hints *said, const struct hint *hint)
{
    for (size_t i = 0; said && i < said->count; i++) {
        const struct hint *other = &said->items[i];
        if (span_equal(span_of(other->where), span_of(hint->where)) &&
            span_equal(span_of(other->text), span_of(hint->text)))
            return true;
    }
    return false;
}

static void
report_hint(struct context *context, enum stream stream, const struct hint *hint)
{
    enum tone tone;
    struct str lead = str_of(severity_title(hint->severity, &tone)), line = {0};
    struct str where = report_shown(context, hint->where);
    struct str text = report_shown(context, hint->text);
    str_add_text(&lead, ": ");
    if (hint->line)
        str_addf(&line, "%zu:%zu: ", hint->line, hint->column);
    if (where.n)
        str_add(&line, str_span(&where));
    if (where.n && !hint->line && hint->column > 1)
        str_addf(&line, _(", character %zu"), hint->column);
    str_add_text(&line, where.n ? ": " : "");
    str_add(&line, str_span(&text));
    output_item(&context->output, stream, tone, str_text(&lead), str_text(&line));
    str_release(&where);
    str_release(&text);
    str_release(&line);
    str_release(&lead);
}

void
report_hints(struct context *context, enum stream stream, const struct hints *hints,
             const struct hints *said, enum severity least)
{
    for (size_t i = 0; i < hints->count; i++)
        if (hints->items[i].severity <= least && !was_said(said, &hints->items[i]))
            report_hint(context, stream, &hints->items[i]);
}

static void
labelled(struct context *context, enum stream stream, const char *label,
         const char *value)
{
    enum { COLUMN = 14 };
    if (!value || !*value)
        return;
    struct str plain = {0}, lead = {0};
    redact(&context->redactor, span_of(value), &plain);
    struct str shown = report_shown(context, str_text(&plain));
    str_release(&plain);
    size_t columns = sanitise_columns(span_of(label), SANITISE_PLAIN);
    str_addf(&lead, "  %s:", label);
    str_add_repeat(&lead, ' ', columns + 1 < COLUMN ? COLUMN - columns - 1 : 1);
    output_prose(&context->output, stream, str_text(&lead), str_text(&shown));
    str_release(&shown);
    str_release(&lead);
}

static void
listed(struct context *context, enum stream stream, const char *heading,
       const struct texts *texts, bool numbered)
{
    if (texts->count)
        output_text(&context->output, stream, TONE_STRONG, "\n%s\n", heading);
    for (size_t i = 0; i < texts->count; i++) {
        struct str lead = {0}, shown = report_shown(context, texts->items[i]);
        if (numbered)
            str_addf(&lead, "  %zu. ", i + 1);
        else
            str_add_text(&lead, "  - ");
        output_prose(&context->output, stream, str_text(&lead), str_text(&shown));
        str_release(&lead);
        str_release(&shown);
    }
}

static void
headline(struct context *context, enum stream stream, const struct diagnosis *diagnosis)
{
    struct str code = report_shown(context, diagnosis->code), line = {0};
    const struct error_code *known =
        diagnosis->known_as ? error_code_find(span_of(diagnosis->known_as)) : NULL;
    if (diagnosis->status)
        str_addf(&line, "%d ", diagnosis->status);
    if (code.n)
        str_addf(&line, "%s ", str_text(&code));
    struct str title = report_shown(context, diagnosis->title);
    bool repeats = code.n && span_equal(str_span(&title), str_span(&code));
    if (title.n && !repeats)
        str_addf(&line, "%s%s ", line.n ? "- " : "", str_text(&title));
    if (!diagnosis->status && known && known->status)
        str_addf(&line, _("(comes with %d)"), known->status);
    enum tone tone = diagnosis->class == CLASS_NONE ? TONE_GOOD : TONE_BAD;
    output_text(&context->output, stream, tone, "%.*s",
                SPAN_ARG(span_trim(str_span(&line))));
    output_text(&context->output, stream, TONE_PLAIN, "\n");
    str_release(&code);
    str_release(&title);
    str_release(&line);
}

static void
retry_line(struct context *context, enum stream stream, const struct retry *retry)
{
    struct str text = {0};
    if (retry->timed)
        str_addf(&text, _("wait %.0f seconds, then send it again"),
                 (double)((retry->after_ms + 999) / 1000));
    else if (retry->advice == RETRY_NEVER)
        str_add_text(&text, _("sending it again will not help"));
    else if (retry->advice == RETRY_AFTER_CHANGE)
        str_add_text(&text, _("only after a change"));
    else
        str_add_text(&text, _("later, with growing pauses"));
    if (retry->note)
        str_addf(&text, " (%s)", retry->note);
    labelled(context, stream, _("Again"), str_text(&text));
    str_release(&text);
}

void
report_diagnosis(struct context *context, enum stream stream,
                 const struct diagnosis *diagnosis, const struct hints *said)
{
    headline(context, stream, diagnosis);
    labelled(context, stream, _("Message"), diagnosis->message);
    labelled(context, stream, _("Tracking ID"), diagnosis_tracking_id(diagnosis));
    for (size_t i = 0; i < diagnosis->ids.count; i++)
        if (strcmp(diagnosis->ids.items[i].name, "target") != 0) {
            struct str name = report_shown(context, diagnosis->ids.items[i].name);
            labelled(context, stream, str_text(&name), diagnosis->ids.items[i].value);
            str_release(&name);
        }
    if (diagnosis->class != CLASS_NONE)
        retry_line(context, stream, &diagnosis->retry);
    if (diagnosis->summary && *diagnosis->summary) {
        struct str summary = report_shown(context, diagnosis->summary);
        output_text(&context->output, stream, TONE_PLAIN, "\n");
        output_prose(&context->output, stream, "  ", str_text(&summary));
        str_release(&summary);
    }
    bool news = false;
    for (size_t i = 0; i < diagnosis->hints.count; i++)
        news |= !was_said(said, &diagnosis->hints.items[i]);
    if (news)
        output_text(&context->output, stream, TONE_STRONG, _("\nIn the request\n"));
    report_hints(context, stream, &diagnosis->hints, said, SEVERITY_INFO);
    listed(context, stream, _("Usual causes"), &diagnosis->causes, false);
    listed(context, stream, _("What to do"), &diagnosis->steps, true);
}

void
report_status(struct context *context, const struct exchange *exchange, uint64_t size)
{
    const struct response *response = &exchange->response;
    struct str reason = report_shown(context, response->reason && *response->reason
                                                  ? response->reason
                                                  : status_reason(response->status));
    enum tone tone =
        response->status >= 200 && response->status < 300 ? TONE_GOOD : TONE_BAD;
    output_text(&context->output, STREAM_REMARK, tone, "%d%s%s", response->status,
                reason.n ? " " : "", str_text(&reason));
    output_text(&context->output, STREAM_REMARK, TONE_FAINT,
                ngettext(", %.0f ms, %" PRIu64 " byte\n",
                         ", %.0f ms, %" PRIu64 " bytes\n", (unsigned long)size),
                exchange->timing.total < 0 ? 0 : exchange->timing.total, size);
    if (response->fault && response->completeness == RESPONSE_WHOLE)
        output_text(&context->output, STREAM_REMARK, TONE_WARN, "%s\n",
                    response->fault);
    str_release(&reason);
}

/* What was found, and below it what to do. */
static void
report_finding(struct context *context, enum stream stream,
               const struct about_line *line)
{
    static const enum tone tones[STYLE_COUNT] = {
        [STYLE_GOOD] = TONE_GOOD, [STYLE_WARN] = TONE_WARN, [STYLE_BAD] = TONE_BAD};
    struct str lead = {0}, text = report_shown(context, str_text(&line->text));
    struct str step = report_shown(context, str_text(&line->detail));
    str_addf(&lead, "  %s ", str_text(&line->name));
    output_item(&context->output, stream, tones[line->style], str_text(&lead),
                str_text(&text));
    if (step.n)
        output_prose(&context->output, stream, "    → ", str_text(&step));
    str_release(&lead);
    str_release(&text);
    str_release(&step);
}

/* A line's text after its lead, broken at words. */
static void
report_line(struct context *context, enum stream stream, const struct about_line *line)
{
    enum { NAME_COLUMNS = 15 };
    struct output *output = &context->output;
    struct str lead = {0}, text = {0};
    str_add_repeat(&lead, ' ', 2 * (size_t)line->depth);
    switch (line->kind) {
    case ABOUT_TITLE:
    case ABOUT_TEXT:
    case ABOUT_HEADING:
        break;
    case ABOUT_ROW:
        str_add_text(&lead, "  ");
        sanitise_line(&lead, str_span(&line->name), SANITISE_PLAIN);
        str_add_repeat(&lead, ' ', 1);
        while (sanitise_columns(str_span(&lead), SANITISE_PLAIN) < NAME_COLUMNS + 3)
            str_add_byte(&lead, ' ');
        break;
    case ABOUT_NAME:
        str_add_text(&lead, "  ");
        sanitise_line(&lead, str_span(&line->name), SANITISE_PLAIN);
        str_add_text(&lead, "  ");
        sanitise_line(&text, str_span(&line->detail), SANITISE_PLAIN);
        str_add_text(&text, line->detail.n && line->text.n ? ": " : "");
        break;
    case ABOUT_VALUES:
        str_add_text(&lead, "      ");
        break;
    case ABOUT_POINT:
        str_add_text(&lead, "  • ");
        break;
    case ABOUT_FINDING: /* report_finding's */
        break;
    }
    struct str shown = report_shown(context, str_text(&line->text));
    str_add(&text, str_span(&shown));
    str_release(&shown);
    if (line->kind == ABOUT_TITLE || line->kind == ABOUT_HEADING)
        output_text(output, stream, TONE_STRONG, "%s%s\n",
                    line->kind == ABOUT_HEADING ? "\n" : "", str_text(&text));
    else
        output_prose(output, stream, str_text(&lead), str_text(&text));
    str_release(&lead);
    str_release(&text);
}

void
report_about(struct context *context, enum stream stream, const struct about *about)
{
    for (size_t i = 0; i < about->count; i++) {
        const struct about_line *line = &about->lines[i];
        if (i && line->kind == ABOUT_ROW && line[-1].kind == ABOUT_TEXT)
            output_text(&context->output, stream, TONE_PLAIN, "\n");
        if (line->kind == ABOUT_FINDING)
            report_finding(context, stream, line);
        else
            report_line(context, stream, line);
    }
}
