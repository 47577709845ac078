#include "config.h"

#include "explorer/page_comparison.h"
#include "explorer/pages.h"

#include "api/topic.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/say.h"
#include "base/text.h"

#include <string.h>

static void
list(struct page *page, const char *title, const struct texts *texts, bool numbered)
{
    if (!texts->count)
        return;
    page_gap(page);
    page_indent(page, 0, 0);
    page_flow(page, span_of(title), STYLE_TITLE);
    page_break(page);
    for (size_t i = 0; i < texts->count; i++) {
        page_indent(page, 2, numbered ? 5 : 4);
        if (numbered)
            page_flowf(page, STYLE_KEY, "%zu. ", i + 1);
        else
            page_flow(page, SPAN("• "), STYLE_KEY);
        page_flow(page, span_of(texts->items[i]), STYLE_NORMAL);
        page_break(page);
    }
    page_indent(page, 0, 0);
}

/* What stands in the topic behind the lists that a diagnosis shows anyway. */
static struct span
further(const char *text)
{
    struct span all = span_of(text);
    size_t at = 0;
    for (int headings = 0; headings < 3; headings++) {
        at = span_find(all, at, SPAN("\n## "));
        if (at == all.n)
            return (struct span){0};
        at += headings < 2;
    }
    return span_from(all, at);
}

static void
explain(struct page *page, const struct diagnosis *diagnosis, const char *language)
{
    if (diagnosis->title)
        page_flow(page, span_of(diagnosis->title), STYLE_TITLE);
    page_gap(page);
    page_flow(page, span_of(diagnosis->summary), STYLE_NORMAL);
    if (diagnosis->message && *diagnosis->message) {
        page_gap(page);
        page_flow(page, span_of(_("The service's own words: ")), STYLE_DIM);
        page_flow(page, span_of(diagnosis->message), STYLE_STRING);
    }
    if (diagnosis->retry.note) {
        page_gap(page);
        page_flow(page, span_of(diagnosis->retry.note), STYLE_WARN);
    }
    list(page, _("Usual causes"), &diagnosis->causes, false);
    list(page, _("What to do"), &diagnosis->steps, true);
    if (diagnosis->ids.count) {
        page_gap(page);
        page_flow(page, span_of(_("Identifiers for support")), STYLE_TITLE);
        page_break(page);
    }
    for (size_t i = 0; i < diagnosis->ids.count; i++) {
        page_indent(page, 2, 4);
        page_flowf(page, STYLE_DIM, "%s: ", diagnosis->ids.items[i].name);
        page_flow(page, span_of(diagnosis->ids.items[i].value), STYLE_LINK);
    }
    page_indent(page, 0, 0);
    const struct topic_page *topic =
        diagnosis->topic ? topic_find(language, span_of(diagnosis->topic)) : NULL;
    if (topic) {
        page_gap(page);
        page->topic = topic->name;
        page_markdown(page, further(topic->text));
        page_gap(page);
        page_flow(page, span_of(_("Enter opens the help page, with its links.")),
                  STYLE_DIM);
    }
}

static void
headers(struct page *page, const struct exchange *exchange)
{
    const struct response *response = &exchange->response;
    if (!exchange->answered) {
        page_flow(page, span_of(_("No answer came, so there are no headers.")),
                  STYLE_DIM);
        return;
    }
    page_flowf(page, STYLE_TITLE, "HTTP %d %s", response->status,
               response->reason ? response->reason : status_reason(response->status));
    page_break(page);
    for (size_t i = 0; i < response->headers.count; i++) {
        page_indent(page, 0, 4);
        page_flowf(page, STYLE_NAME, "%s: ", response->headers.items[i].name);
        page_flow(page, span_of(response->headers.items[i].value), STYLE_NORMAL);
        page_break(page);
    }
    page_indent(page, 0, 0);
    page_gap(page);
    page_flow(page, span_of(_("Sent")), STYLE_TITLE);
    page_break(page);
    page_flowf(page, STYLE_NORMAL, "%s %s", exchange->request.method,
               exchange->request.url);
    page_break(page);
    for (size_t i = 0; i < exchange->request.headers.count; i++) {
        page_indent(page, 0, 4);
        page_flowf(page, STYLE_NAME, "%s: ", exchange->request.headers.items[i].name);
        page_flow(page, span_of(exchange->request.headers.items[i].value), STYLE_DIM);
        page_break(page);
    }
}

enum { BAR_COLUMNS = 40, LABEL_COLUMNS = 22 };

static void
timing_row(struct page *page, const char *label, double from, double to, double total)
{
    struct str text = {0};
    if (from < 0)
        from = 0;
    if (to < 0 || total <= 0)
        return;
    int start = (int)(from / total * BAR_COLUMNS),
        end = (int)(to / total * BAR_COLUMNS);
    size_t wide = sanitise_columns(span_of(label), SANITISE_PLAIN);
    str_add_text(&text, label);
    str_add_repeat(&text, ' ', wide < LABEL_COLUMNS ? LABEL_COLUMNS - wide : 1);
    page_flow(page, str_span(&text), STYLE_NORMAL);
    str_clear(&text);
    str_add_repeat(&text, ' ', (size_t)start);
    page_verbatim_more(page, str_span(&text), STYLE_NORMAL);
    str_clear(&text);
    for (int i = start; i < (end > start ? end : start + 1); i++)
        str_add_text(&text, "▓");
    str_add_byte(&text, ' ');
    page_verbatim_more(page, str_span(&text), STYLE_LINK);
    str_clear(&text);
    say_duration(&text, to - from);
    page_flow(page, str_span(&text), STYLE_NORMAL);
    page_break(page);
    str_release(&text);
}

static void
timing(struct page *page, const struct exchange *exchange)
{
    const struct timing *t = &exchange->timing;
    timing_row(page, _("name looked up"), 0, t->dns, t->total);
    timing_row(page, _("connected"), t->dns, t->connect, t->total);
    timing_row(page, _("secured (TLS)"), t->connect, t->tls, t->total);
    double before = t->tls > 0 ? t->tls : t->connect;
    timing_row(page, _("waited for an answer"), before, t->first_byte, t->total);
    timing_row(page, _("received"), t->first_byte, t->total, t->total);
    page_gap(page);
    struct str text = {0};
    clock_add_rfc3339(&text, exchange->time);
    page_flowf(page, STYLE_DIM, _("Sent at %s"), str_text(&text));
    page_break(page);
    for (size_t i = 0; i < exchange->attempt_count; i++) {
        const struct attempt *attempt = &exchange->attempts[i];
        str_clear(&text);
        clock_add_rfc3339(&text, attempt->at);
        page_flowf(page, STYLE_DIM,
                   _("Attempt %zu: %s, status %d, waited %ld s before"), i + 1,
                   str_text(&text), attempt->status, attempt->waited_ms / 1000);
        page_break(page);
    }
    str_release(&text);
}

void
page_result(struct page *page, const struct result *answer, const char *language,
            int columns)
{
    page_begin(page, columns);
    if (!answer->present)
        return;
    switch (answer->tab) {
    case RESULT_HEADERS:
        headers(page, &answer->exchange);
        break;
    case RESULT_TIMING:
        timing(page, &answer->exchange);
        break;
    case RESULT_EXPLAIN:
        explain(page, &answer->diagnosis, language);
        break;
    case RESULT_TABLE:
    case RESULT_BODY:
    case RESULT_TABS:
        break;
    }
    page_break(page);
}

/* The ticket as it will be pasted, with what was taken out standing out. */
static void
put_ticket(struct page *page, struct span text)
{
    while (text.n) {
        size_t at = span_find(text, 0, SPAN("[redacted]"));
        page_verbatim_more(page, span_sub(text, 0, at), STYLE_NORMAL);
        if (at < text.n)
            page_verbatim_more(page, SPAN("[redacted]"), STYLE_ESCAPE);
        text = span_from(text, at < text.n ? at + strlen("[redacted]") : at);
    }
}

void
page_overlay(struct page *page, const struct overlay *overlay, int columns)
{
    struct span text = str_span(&overlay->text);
    if (overlay->kind == OVERLAY_DIFFERENCES) {
        page_lines(page, &overlay->about, columns);
        return;
    }
    if (overlay->kind == OVERLAY_COMPARISON) {
        page_comparison(page, &overlay->comparison, str_text(&overlay->base),
                        str_text(&overlay->raw), columns);
        return;
    }
    page_begin(page, columns);
    if (overlay->kind == OVERLAY_HELP) {
        page->topic = overlay->topic;
        page_markdown(page, text);
        page->chosen = overlay->link;
    } else if (overlay->kind == OVERLAY_ASK || overlay->kind == OVERLAY_CONFIRM ||
               overlay->kind == OVERLAY_NEW_PROFILE)
        page_flow(page, text, STYLE_NORMAL);
    else if (overlay->kind == OVERLAY_TICKET)
        put_ticket(page, text);
    else
        page_verbatim(page, text,
                      overlay->kind == OVERLAY_VALUE ? STYLE_LINK : STYLE_NORMAL);
    page_break(page);
}

/* What the card comes to where there is no room for it. */
static void
put_short_card(struct page *page, int columns)
{
    static const struct {
        const char *key, *text;
    } keys[] = {{"L", N_("begins lesson 1")},
                {"o", N_("chooses an operation")},
                {"?", N_("helps")},
                {"Esc", N_("puts this away")}};
    page_begin(page, columns);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        page_flowf(page, STYLE_KEY, "%s ", keys[i].key);
        page_flow(page, span_of(_(keys[i].text)), STYLE_NORMAL);
        page_break(page);
    }
}

void
page_card(struct page *page, int columns, size_t rows)
{
    static const struct {
        const char *key, *text;
    } tries[] = {
        {"1", N_("Send a request: press o, choose an operation with Enter, then press "
                 "s.")},
        {"2",
         N_("Make a mistake on purpose: take \"Isolate machine\" under Machine "
            "actions, write comment for Comment, press Esc and s, and read. f mends "
            "it.")},
        {"3", N_("Press L and Enter: the first of the lessons takes you from there, "
                 "step by step.")},
    };
    page_begin(page, columns);
    page_flow(page, span_of(_("Welcome to defscope")), STYLE_TITLE);
    page_gap(page);
    page_flow(
        page,
        span_of(
            _("This is the practice tenant: a small made-up company on this machine. "
              "Nothing you "
              "do here leaves it, and nothing can be broken. Three things to try:")),
        STYLE_NORMAL);
    page_gap(page);
    for (size_t i = 0; i < COUNT_OF(tries); i++) {
        page_indent(page, 1, 4);
        page_flowf(page, STYLE_KEY, "%s. ", tries[i].key);
        page_flow(page, span_of(_(tries[i].text)), STYLE_NORMAL);
        page_break(page);
    }
    page_indent(page, 0, 0);
    page_gap(page);
    page_flow(page, SPAN("Esc"), STYLE_KEY);
    page_flow(page, span_of(_(" puts this card away for good; ")), STYLE_DIM);
    page_flow(page, SPAN("?"), STYLE_KEY);
    page_flow(page, span_of(_(" brings help at any time.")), STYLE_DIM);
    page_break(page);
    if (page->line_count > rows)
        put_short_card(page, columns);
}
