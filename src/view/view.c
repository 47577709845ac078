#include "config.h"

#include "view/view.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/footer.h"
#include "explorer/page.h"

#include <string.h>

enum {
    HELP_COLUMNS = 60, /* a narrower top line has no room to tell of help */
    WIDE_COLUMNS = 110,
    PROGRAM_COLUMNS = 11,
    MODE_COLUMNS = 7, /* before what the footer says */
    NOTICE_LINES = 3,
};

static bool
on_practice(const struct explorer *explorer)
{
    return explorer->profile ? explorer->profile->kind == PROFILE_PRACTICE
           : explorer->saved ? false
                             : strcmp(explorer->profile_name, "practice") == 0;
}

/* In a narrow line only where few calls are left. */
static void
write_budget(const struct explorer *explorer, int columns, struct str *text)
{
    const struct operation *operation = explorer->budget.operation;
    struct budget_left left;
    if (!budget_at(&explorer->budget, explorer->now.wall, &left) ||
        (columns < WIDE_COLUMNS && !left.scarce))
        return;
    bool minute = operation->per_minute, hour = operation->per_hour;
    if (minute && hour && columns < HELP_COLUMNS) { /* the one that is nearer its end */
        minute = left.minute * operation->per_hour <= left.hour * operation->per_minute;
        hour = !minute;
    }
    str_add_text(text, _("budget"));
    if (minute)
        str_addf(text, _(" %u/%u a minute"), left.minute, operation->per_minute);
    if (minute && hour)
        str_add_text(text, " ·");
    if (hour)
        str_addf(text, _(" %u/%u an hour"), left.hour, operation->per_hour);
    str_add_text(text, "   ");
}

/* What must be in sight on every screen: the wait, a fault, a request under way. */
static void
write_state(const struct explorer *explorer, struct str *text)
{
    if (explorer->throttle.waiting) {
        long left = wait_shown(explorer);
        str_addf(text, _("wait %02ld:%02ld"), left / 60, left % 60);
        if (explorer->throttle.armed)
            str_add_text(text, _(", then resend"));
        str_add_text(text, "   ");
    }
    if (explorer->armed.name)
        str_addf(text, _("fault: %s"), explorer->armed.name);
    if (explorer->armed.times > 1)
        str_addf(text, " ×%u", explorer->armed.times);
    if (explorer->armed.name)
        str_add_text(text, "   ");
    pages_tell(explorer, text);
    downloading_tell(explorer, text);
    if (explorer->piping)
        str_addf(text, "%s   ", _("filtering, Esc ends it"));
    if (explorer->flight.under_way && !explorer->flight.page)
        str_addf(text, "%s   ", _("sending"));
}

/* Whether it is a real tenant, and what it takes; where there is no room, in a word. */
static const char *
about_tenant(const struct explorer *explorer, bool brief)
{
    static const char *const tenants[][2] = {
        [GUARD_OPEN] = {N_("● REAL TENANT: changes go through"), N_("● REAL, OPEN")},
        [GUARD_GUARDED] = {N_("● real tenant, guarded"), N_("● guarded")},
        [GUARD_READ_ONLY] = {N_("● real tenant, read-only"), N_("● read-only")},
    };
    enum guard guard = explorer->profile ? explorer->profile->guard : GUARD_READ_ONLY;
    if (explorer->saved)
        return brief ? _("● saved") : _("● a saved answer: nothing is sent");
    if (on_practice(explorer))
        return brief ? _("● practice") : _("● practice: nothing leaves this machine");
    return _(tenants[guard][brief]);
}

static void
write_about(const struct explorer *explorer, int columns, struct str *about)
{
    for (int brief = 0; brief < 2; brief++) {
        str_clear(about);
        str_add_text(about, about_tenant(explorer, brief));
        if (explorer->profile && explorer->profile->unkept)
            str_add_text(about, _(", not kept"));
        if (explorer->proxy)
            str_addf(about, _(", through %s"), explorer->proxy);
        if ((int)sanitise_columns(str_span(about), SANITISE_PLAIN) <= columns)
            return;
    }
    if (!explorer->proxy)
        str_clear(about); /* the profile's name, in its colour, says it too */
}

static void
draw_bar(const struct explorer *explorer, struct screen *screen, struct rect area)
{
    const struct operation *operation = explorer->composer.request.operation;
    struct str state = {0}, about = {0};
    write_state(explorer, &state);
    if (!explorer->throttle.waiting)
        write_budget(explorer, area.columns, &state);
    if (area.columns >= HELP_COLUMNS)
        str_addf(&state, "%.*s %s", KEY_ARG(explorer, ACTION_HELP), _("help"));
    bool safe = on_practice(explorer) || explorer->saved;
    int at = area.columns - (int)sanitise_columns(str_span(&state), SANITISE_PLAIN) - 1;
    screen_fill(screen, area, STYLE_BAR);
    int profile =
        (int)sanitise_columns(span_of(explorer->profile_name), SANITISE_PLAIN) + 3;
    int x = PROGRAM_COLUMNS + profile > at /* the profile is worth more than our name */
                ? 0
                : screen_puts(screen, area, 0, 1, "defscope", STYLE_BAR) + 2;
    x = screen_putf(screen, area, 0, x, safe ? STYLE_PRACTICE : STYLE_PRODUCTION,
                    " %s ", explorer->profile_name) +
        1;
    write_about(explorer, at - 2 - x, &about);
    int end = screen_put_cut(screen, area, 0, x, at - 2 - x, str_span(&about),
                             SANITISE_PLAIN, STYLE_BAR) +
              3;
    const char *product = operation ? operation_product(operation) : "";
    if (end + (int)strlen(product) + 2 < at)
        screen_puts(screen, area, 0, end, product, STYLE_BAR);
    if (at < x) /* where both have no room, the state is worth more */
        at = at > 0 ? at : 0;
    screen_put(screen, area, 0, at, str_span(&state),
               explorer->throttle.waiting || explorer->armed.name ? STYLE_WARN
                                                                  : STYLE_BAR);
    str_release(&state);
    str_release(&about);
}

static enum style
notice_style(enum notice_kind kind)
{
    static const enum style styles[] = {[NOTICE_INFO] = STYLE_FOOTER,
                                        [NOTICE_GOOD] = STYLE_GOOD,
                                        [NOTICE_WARN] = STYLE_WARN,
                                        [NOTICE_BAD] = STYLE_BAD};
    return styles[kind];
}

/* A notice that is longer than the line takes a few above it too. */
static void
draw_notice(const struct notice *notice, struct screen *screen, struct rect area)
{
    enum style style = notice_style(notice->kind);
    struct span text = span_of(notice->text);
    struct page page = {0};
    page_begin(&page, area.columns - MODE_COLUMNS);
    page_flow(&page, text, style);
    page_break(&page);
    int lines = page.line_count < NOTICE_LINES ? (int)page.line_count : NOTICE_LINES;
    struct rect room = {area.y - lines + 1, area.x, lines, area.columns};
    screen_fill(screen, rect_rows(room, 0, lines - 1), STYLE_FOOTER);
    for (int y = 0; y < lines; y++) {
        const struct page_line *line = &page.lines[y];
        size_t to = y + 1 < lines ? line->to : page.text.n; /* the last tells of more */
        screen_put_cut(screen, room, y, MODE_COLUMNS, area.columns - MODE_COLUMNS,
                       span_sub(str_span(&page.text), line->from, to), SANITISE_PLAIN,
                       style);
    }
    page_release(&page);
}

static void
draw_footer(const struct explorer *explorer, struct screen *screen, struct rect area)
{
    struct footer footer;
    footer_compute(explorer, area.columns, &footer);
    screen_fill(screen, area, STYLE_FOOTER);
    screen_putf(screen, area, 0, 0, STYLE_SELECTED, " %s ", footer.mode);
    if (explorer->notice.text) {
        draw_notice(&explorer->notice, screen, area);
        return;
    }
    for (size_t i = 0; i < footer.count; i++) {
        const struct footer_item *item = &footer.items[i];
        int x = screen_put(screen, area, 0, item->x, item->key, STYLE_KEY);
        screen_puts(screen, area, 0, x + 1, item->label, STYLE_FOOTER);
    }
}

void
view_explorer(const struct explorer *explorer, struct screen *screen)
{
    static void (*const panes[PANE_COUNT])(const struct explorer *, struct screen *,
                                           struct rect) = {
        [PANE_OPERATIONS] = view_operations,
        [PANE_REQUEST] = view_request,
        [PANE_RESPONSE] = view_result,
        [PANE_LESSON] = view_lesson,
    };
    struct layout layout = explorer_layout(explorer);
    screen_fill(screen, screen_whole(screen), STYLE_NORMAL);
    screen->cursor_shown = false;
    if (layout.kind == LAYOUT_TINY) {
        screen_putf(screen, screen_whole(screen), 0, 0, STYLE_NORMAL, _("needs %dx%d"),
                    LAYOUT_LEAST_COLUMNS, LAYOUT_LEAST_ROWS);
        return;
    }
    draw_bar(explorer, screen, layout.bar);
    for (int i = PANE_COUNT - 1; i >= 0;
         i--) /* the operations may lie over the others */
        if (layout.panes[i].rows > 0)
            panes[i](explorer, screen, layout.panes[i]);
    if (explorer->overlay.kind == OVERLAY_NONE && explorer->focus == PANE_REQUEST)
        view_completion(explorer, screen, layout.panes[PANE_REQUEST]);
    else if (explorer->overlay.kind != OVERLAY_NONE)
        view_overlay(explorer, screen);
    draw_footer(explorer, screen, layout.footer);
}
