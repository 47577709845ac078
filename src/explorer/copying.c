/* Copying: the menu of what can be, and what is asked before a text that could act
 * where it is pasted. */
#include "config.h"

#include "explorer/explorer.h"

#include "api/export.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "explorer/tabling.h"

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
    struct str raw = str_dup(text); /* it may be the overlay's that is replaced */
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Copy control characters?"));
    explorer->overlay.question = ASK_COPY_RAW;
    explorer->overlay.raw = raw;
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
    opening_show(explorer);
}

/* --- the menu --- */

enum copy_what {
    COPY_WHAT_ID,
    COPY_WHAT_VALUE,
    COPY_WHAT_PATH,
    COPY_WHAT_JSONPATH,
    COPY_WHAT_JQ,
    COPY_WHAT_BODY,
    COPY_WHAT_TICKET,
    COPY_WHAT_URL,
    COPY_WHAT_REQUEST,
    COPY_WHAT_EXPORT, /* the first of as many as there are formats */
};

#define AS(format) (COPY_WHAT_EXPORT + (format))

static const struct {
    int what; /* enum copy_what, or AS(format) */
    const char *label;
    bool answered;    /* needs an answer */
    const char *name; /* for lessons */
} copies[] = {
    {COPY_WHAT_ID, N_("tracking ID"), true, "tracking ID"},
    {COPY_WHAT_VALUE, N_("value under the cursor"), true, "value"},
    {COPY_WHAT_PATH, N_("path of that value (JSON pointer)"), true, "path"},
    {COPY_WHAT_JSONPATH, N_("path of that value (JSONPath)"), true, "path"},
    {COPY_WHAT_JQ, N_("path of that value (jq)"), true, "path"},
    {COPY_WHAT_BODY, N_("whole answer"), true, "answer"},
    {AS(EXPORT_CURL), N_("request as a curl command"), false, "curl"},
    {COPY_WHAT_TICKET, N_("ticket"), true, "ticket"},
    {COPY_WHAT_URL, N_("address that was called"), true, "address"},
    {COPY_WHAT_REQUEST, N_("body of the request"), false, "request"},
    {AS(EXPORT_CURL_CMD), N_("request as curl for Windows' cmd"), false, "curl"},
    {AS(EXPORT_CURL_POWERSHELL), N_("request as curl for PowerShell"), false, "curl"},
    {AS(EXPORT_POWERSHELL), N_("request as Invoke-RestMethod"), false, "powershell"},
    {AS(EXPORT_HTTP), N_("request as a .http file"), false, "http"},
    {AS(EXPORT_HAR), N_("request and answer as HAR"), true, "har"},
};

/* What the lesson remembers for the step under way, above everything else. */
static void
add_needed(struct explorer *explorer)
{
    const struct lesson_progress *progress = &explorer->learning.progress;
    const struct pair *needed;
    for (size_t i = 0; (needed = lesson_progress_needed(progress, i)); i++) {
        struct str label = {0};
        str_addf(&label, _("%s of the lesson"), needed->name);
        overlay_add(&explorer->overlay, str_text(&label), NULL,
                    (int)(COUNT_OF(copies) + i));
        str_release(&label);
    }
}

static void
copy_needed(struct explorer *explorer, size_t index, struct commands *commands)
{
    const struct pair *needed =
        lesson_progress_needed(&explorer->learning.progress, index);
    overlay_close(&explorer->overlay);
    if (needed)
        explorer_copy(explorer, span_of(needed->value), needed->name, "kept", commands);
}

void
explorer_open_copy(struct explorer *explorer)
{
    opening_release(&explorer->opening);
    overlay_open(&explorer->overlay, OVERLAY_COPY, _("Copy"));
    const char *id = result_tracking_id(&explorer->result);
    add_needed(explorer);
    for (size_t i = 0; i < COUNT_OF(copies); i++)
        if ((explorer->result.present || !copies[i].answered) &&
            (explorer->composer.request.method || copies[i].what < COPY_WHAT_EXPORT) &&
            (explorer->composer.body.text.n || copies[i].what != COPY_WHAT_REQUEST) &&
            (id || copies[i].what != COPY_WHAT_ID))
            overlay_add(&explorer->overlay, _(copies[i].label), NULL, (int)i);
    if (explorer->overlay.item_count)
        return;
    overlay_close(&explorer->overlay);
    explorer_say(
        explorer, NOTICE_INFO, "%s",
        _("There is nothing to copy yet: choose an operation with o, and send it."));
}

/* The request as it was sent; one that was changed since, or never sent, as it stands.
 */
static void
copy_as(struct explorer *explorer, enum export_format format, struct str *out)
{
    struct exchange composed = {0};
    bool sent = explorer->result.present &&
                (format == EXPORT_HAR || !explorer->composer.unsent);
    if (!sent)
        explorer_compose(explorer, &composed);
    export_write(out, sent ? &explorer->result.exchange : &composed, explorer->redactor,
                 format);
    exchange_release(&composed);
}

static void
copy_pointer(const struct explorer *explorer, struct str *out)
{
    if (tabling_on(explorer))
        tabling_cell_pointer(explorer, out);
    else
        viewer_pointer(&explorer->result.viewer, out);
}

/* Appends what is to be copied. */
static void
copy_text(struct explorer *explorer, int what, struct str *out)
{
    struct result *answer = &explorer->result;
    const char *target = result_tracking_id(answer);
    struct str pointer = {0};
    switch (what) {
    case COPY_WHAT_ID:
        str_add_text(out, target ? target : "");
        break;
    case COPY_WHAT_VALUE:
        if (tabling_on(explorer)) {
            tabling_value(explorer, out);
            break;
        }
        viewer_meaning(&answer->viewer, out);
        break;
    case COPY_WHAT_PATH:
        copy_pointer(explorer, out);
        break;
    case COPY_WHAT_JSONPATH:
    case COPY_WHAT_JQ:
        copy_pointer(explorer, &pointer);
        if (what == COPY_WHAT_JQ)
            json_pointer_as_jq(str_span(&pointer), out);
        else
            json_pointer_as_path(str_span(&pointer), out);
        break;
    case COPY_WHAT_BODY:
        str_add(out, str_span(&answer->exchange.response.body));
        break;
    case COPY_WHAT_TICKET:
        ticketing_text(explorer, out);
        break;
    case COPY_WHAT_URL:
        redact_url(explorer->redactor, span_of(answer->exchange.request.url), out);
        break;
    case COPY_WHAT_REQUEST:
        str_add(out, str_span(&explorer->composer.body.text));
        break;
    default:
        copy_as(explorer, (enum export_format)(what - COPY_WHAT_EXPORT), out);
        break;
    }
    str_release(&pointer);
}

void
explorer_copy_chosen(struct explorer *explorer, struct commands *commands)
{
    struct overlay *overlay = &explorer->overlay;
    if (overlay->cursor >= overlay->item_count)
        return;
    size_t index = (size_t)overlay->items[overlay->cursor].value;
    if (explorer->opening.count) {
        opening_copy(explorer, index, commands);
        return;
    }
    struct str text = {0};
    if (index >= COUNT_OF(copies)) {
        copy_needed(explorer, index - COUNT_OF(copies), commands);
        return;
    }
    copy_text(explorer, copies[index].what, &text);
    overlay_close(overlay);
    explorer_copy(explorer, str_span(&text), _(copies[index].label), copies[index].name,
                  commands);
    str_release(&text);
}
