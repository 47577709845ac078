/* The answer, as it arrives and when it is there. */
#include "config.h"

#include "base/say.h"
#include "base/text.h"
#include "explorer/areas.h"
#include "explorer/pages.h"
#include "view/view.h"
#include "view/view_table.h"
#include "view/view_viewer.h"
#include "view/widgets.h"

static void
add_flight(const struct explorer *explorer, struct str *title)
{
    const struct result *answer = &explorer->result;
    str_addf(title, " ─ %s ", _("sending"));
    if (!explorer->reduced)
        say_duration(title, (double)(explorer->now.steady - explorer->flight.started));
    if (!answer->arriving)
        return;
    str_addf(title, " ─ %d ─ ", answer->status);
    say_size(title, answer->received);
    if (answer->announced) {
        str_add_text(title, _(" of "));
        say_size(title, answer->announced);
    }
}

/* Of a saved answer, while it is read and indexed. */
static void
add_reading(const struct result *answer, struct str *title)
{
    str_add_text(title, " ─ ");
    if (answer->announced)
        str_addf(title, _("indexing %d %% of "),
                 (int)(answer->received * 100 / answer->announced));
    else
        str_addf(title, "%s ", _("indexing"));
    say_size(title, answer->announced ? answer->announced : answer->received);
}

/* "3 Response ─ 400 Bad Request ─ 43 ms ─ 187 B" */
static void
write_title(const struct explorer *explorer, struct str *title)
{
    const struct result *answer = &explorer->result;
    const struct exchange *exchange = &answer->exchange;
    str_addf(title, "3 %s", _("Response"));
    if (explorer->flight.under_way) {
        add_flight(explorer, title);
        return;
    }
    if (explorer->saved && answer->arriving)
        add_reading(answer, title);
    if (!answer->present)
        return;
    const struct operation *operation = answer->sent.operation;
    if (operation && operation != explorer->composer.request.operation)
        str_addf(title, _(" to %s"), text_known(operation->title));
    if (!exchange->answered) {
        str_addf(title, " ─ %s", _("no answer"));
        return;
    }
    const struct response *response = &exchange->response;
    if (response->status)
        str_addf(title, " ─ %d %s", response->status,
                 response->reason && *response->reason
                     ? response->reason
                     : status_reason(response->status));
    str_add_text(title, " ─ ");
    if (exchange->timing.total >= 0) {
        say_duration(title, exchange->timing.total);
        str_add_text(title, " ─ ");
    }
    say_size(title, response->body.n);
    struct str extent = {0};
    result_tell_extent(answer, &extent);
    if (extent.n)
        str_addf(title, " ─ %s", str_text(&extent));
    if (result_has_more(answer))
        str_addf(title, ", %.*s", KEY_ARG(explorer, ACTION_PAGES));
    str_release(&extent);
}

/* Those that this answer has; gives the place of the chosen one. */
static int
name_tabs(const struct result *answer, const char **labels)
{
    const char *const all[RESULT_TABS] = {
        [RESULT_BODY] = _("Body"),       [RESULT_TABLE] = _("Table"),
        [RESULT_HEADERS] = _("Headers"), [RESULT_TIMING] = _("Timing"),
        [RESULT_EXPLAIN] = _("Explain"),
    };
    int count = 0, chosen = 0;
    for (int i = 0; i < RESULT_TABS; i++) {
        if (i == RESULT_TABLE && !answer->table.there)
            continue;
        if (i == (int)answer->tab)
            chosen = count;
        labels[count++] = all[i];
    }
    return chosen;
}

/* In the frame's lower edge: where the cursor is in the body, and how long ago a time
 * was, and what the clock here showed then. */
static void
draw_cursor_place(const struct explorer *explorer, struct screen *screen,
                  struct rect pane)
{
    const struct viewer *viewer = &explorer->result.viewer;
    struct str place = {0};
    struct span raw = viewer_string(viewer);
    clock_ms at;
    viewer_pointer(viewer, &place);
    if (raw.n > 2 && raw.n < 64 && raw.p[0] == '"' &&
        clock_parse_rfc3339(span_sub(raw, 1, raw.n - 1), &at)) {
        struct str span = {0};
        int64_t ago = explorer->now.wall - at;
        token_say_span(&span, ago < 0 ? -ago : ago);
        str_add_text(&place, " · ");
        str_addf(&place, ago < 0 ? _("in %s") : _("%s ago"), str_text(&span));
        str_release(&span);
        if (explorer->zone) {
            str_add_text(&place, " · ");
            clock_add_local(&place, at, explorer->zone(at));
        }
    }
    draw_place(screen, pane, str_span(&place));
    str_release(&place);
}

/* While the next one is awaited, what the answer before came to is no news. */
static void
draw_verdict(const struct explorer *explorer, struct screen *screen, struct rect area)
{
    const struct result *answer = &explorer->result;
    struct str text = {0};
    if (!explorer->flight.under_way || explorer->flight.page || answer->arriving) {
        draw_page(screen, area, &answer->verdict, 0);
        return;
    }
    str_addf(&text, _("Sending; %.*s cancels. Below is still the answer before."),
             KEY_ARG(explorer, ACTION_CANCEL));
    draw_remark(screen, area, str_text(&text));
    str_release(&text);
}

void
view_result(const struct explorer *explorer, struct screen *screen, struct rect pane)
{
    const struct result *answer = &explorer->result;
    const char *labels[RESULT_TABS + 1] = {0};
    int chosen = name_tabs(answer, labels);
    bool focus = explorer->focus == PANE_RESPONSE;
    struct str title = {0};
    write_title(explorer, &title);
    draw_frame(screen, pane, str_text(&title), focus);
    str_release(&title);
    if (!answer->present && !answer->arriving) {
        struct rect inside = rect_inside(pane, 1);
        struct page card = {0};
        if (explorer->card && !explorer->composer.request.method) {
            page_card(&card, inside.columns - 2,
                      inside.rows > 0 ? (size_t)inside.rows : 0);
            draw_page(screen, rect_inside(inside, inside.rows > 16 ? 1 : 0), &card, 0);
        } else {
            draw_remark(screen, inside,
                        _("The answer comes here. s sends the request."));
        }
        page_release(&card);
        return;
    }
    struct result_areas areas = areas_result(explorer, pane);
    draw_verdict(explorer, screen, areas.verdict);
    draw_tabs(screen, areas.tabs, labels, chosen, focus);
    if (answer->tab == RESULT_BODY)
        view_viewer(&answer->viewer, screen, areas.content, focus);
    if (answer->tab == RESULT_BODY && focus)
        draw_cursor_place(explorer, screen, pane);
    if (answer->tab == RESULT_TABLE)
        view_table(answer, screen, areas.content, focus);
    else if (answer->tab != RESULT_BODY)
        draw_page(screen, areas.content, &answer->laid, answer->top);
    if (focus && answer->tab != RESULT_BODY && answer->tab != RESULT_TABLE)
        screen_cursor(screen, areas.content, 0, 0);
}
