/* What lies over the panes. */
#include "config.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/areas.h"
#include "explorer/finding.h"
#include "view/view.h"
#include "view/view_viewer.h"
#include "view/widgets.h"

enum { DETAIL = 14, DETAIL_FROM = 30 }; /* columns */

/* The columns that the details take: as the widest of them needs, and a blank on both
 * sides; where all is narrow they give way. */
static int
detail_columns(const struct overlay *overlay, int columns)
{
    int widest = 0;
    for (size_t i = 0; i < overlay->item_count; i++) {
        const char *detail = overlay->items[i].detail;
        int wide = (int)sanitise_columns(span_of(detail), SANITISE_PLAIN);
        widest = wide > widest ? wide : widest;
    }
    if (!widest || columns < DETAIL_FROM)
        return 0;
    return widest + 2 < DETAIL ? widest + 2 : DETAIL;
}

static void
draw_items(struct screen *screen, struct rect area, const struct overlay *overlay)
{
    int details = detail_columns(overlay, area.columns);
    for (int y = 0; y < area.rows; y++) {
        size_t index = overlay->top + (size_t)y;
        if (index >= overlay->item_count)
            break;
        const struct overlay_item *item = &overlay->items[index];
        enum style style = index == overlay->cursor ? STYLE_FOCUS
                           : item->value < 0        ? STYLE_TITLE
                                                    : STYLE_NORMAL;
        int detail = item->detail ? details : 0;
        screen_fill(screen, rect_rows(area, y, 1), style);
        screen_put_cut(screen, area, y, item->value < 0 ? 0 : 1,
                       area.columns - detail - 2, span_of(item->label), SANITISE_PLAIN,
                       style);
        if (detail)
            screen_put_cut(screen, area, y, area.columns - detail, detail - 1,
                           span_of(item->detail), SANITISE_PLAIN,
                           style == STYLE_FOCUS ? style : STYLE_KEY);
        if (index == overlay->cursor && !overlay_is_menu(overlay) &&
            overlay->kind != OVERLAY_NOTE && !overlay->typing)
            screen_cursor(screen, area, y, 0);
    }
    draw_scrollbar(screen, area, overlay->top, area.rows > 0 ? (size_t)area.rows : 0,
                   overlay->item_count);
}

static void
write_title(const struct explorer *explorer, struct str *title)
{
    const struct overlay *overlay = &explorer->overlay;
    const struct ticket_style *style = &explorer->ticket;
    static const char *const formats[] = {"Markdown", N_("plain text"), "JSON", "HTML"};
    str_add_text(title, overlay->kind == OVERLAY_NOTE ? _("Note") : overlay->title);
    if (overlay->kind != OVERLAY_TICKET)
        return;
    str_addf(title, " ─ %s ─ ", _(formats[style->format]));
    if (style->language)
        str_addf(title, "%s ─ ", "English");
    str_addf(title,
             style->hide_names
                 ? ngettext("%zu value taken out, names too",
                            "%zu values taken out, names too", overlay->hidden)
                 : ngettext("%zu secret taken out", "%zu secrets taken out",
                            overlay->hidden),
             overlay->hidden);
}

/* A value that could not be copied: bare, with no frame beside it, so that the terminal
 * can select it. */
static void
draw_value(struct screen *screen, struct rect area, const struct overlay *overlay)
{
    screen_fill(screen, area, STYLE_NORMAL);
    screen_puts(screen, area, 0, 0, overlay->title, STYLE_TITLE);
    draw_page(screen, rect_rows(area, 2, area.rows - 2), &overlay->laid, overlay->top);
}

/* On the chosen link, else where the page begins. */
static void
put_cursor(struct screen *screen, struct rect inside, const struct overlay *overlay)
{
    size_t line = overlay->top;
    int column = 0;
    if (reading_link_chosen(overlay))
        page_link_place(&overlay->laid, overlay->link, &line, &column);
    screen_cursor(screen, inside, (int)(line - overlay->top), column);
}

/* What can be changed, told in the lower edge: the footer has how finding went. */
static void
draw_find_keys(struct screen *screen, struct rect frame)
{
    struct str text = {0};
    str_addf(&text, " Tab %s ─ C-t %s ", _("names or values"), _("text or expression"));
    screen_put_cut(screen, frame, frame.rows - 1, 1, frame.columns - 2, str_span(&text),
                   SANITISE_PLAIN, STYLE_DIM);
    str_release(&text);
}

/* Where the cursor is, in the lower edge as of the pane. */
static void
draw_opened_place(const struct explorer *explorer, struct screen *screen,
                  struct rect frame)
{
    struct str place = {0};
    opening_place(&explorer->opening, &place);
    draw_place(screen, frame, str_span(&place));
    str_release(&place);
}

void
view_overlay(const struct explorer *explorer, struct screen *screen)
{
    const struct overlay *overlay = &explorer->overlay;
    struct rect frame = areas_overlay(explorer), inside = rect_inside(frame, 1);
    if (overlay->kind == OVERLAY_VALUE) {
        draw_value(screen, frame, overlay);
        return;
    }
    struct str title = {0};
    bool unkept = explorer->profile && explorer->profile->unkept;
    write_title(explorer, &title);
    if (overlay->kind == OVERLAY_HISTORY && unkept)
        str_add_text(&title, _(" ─ nothing of this profile is kept (persist = no)"));
    draw_frame(screen, frame, str_text(&title), true);
    str_release(&title);
    bool sought = finding_typed(explorer);
    if (sought && !finding_in_bytes(explorer))
        draw_find_keys(screen, frame);
    else if (overlay->kind == OVERLAY_STRING)
        draw_opened_place(explorer, screen, frame);
    bool menu = overlay_is_menu(overlay), list = overlay_is_list(overlay);
    bool field = menu || sought || overlay->kind == OVERLAY_TABLE_FILTER ||
                 overlay->kind == OVERLAY_PIPE || overlay->kind == OVERLAY_SAVE ||
                 overlay->kind == OVERLAY_NOTE || list ||
                 overlay->kind == OVERLAY_CONFIRM ||
                 overlay->kind == OVERLAY_NEW_PROFILE;
    if (field) {
        bool tight = inside.rows == 1 && overlay->item_count;
        struct rect line = tight /* the frame's edge, so that an item has the row */
                               ? (struct rect){frame.y, inside.x, 1, inside.columns}
                               : rect_rows(inside, 0, 1);
        screen_puts(screen, line, 0, 0, "› ", STYLE_KEY);
        draw_field(screen, line, 0, 2, line.columns - 2, &overlay->field,
                   !list || overlay->typing);
        if (!tight)
            inside = rect_rows(inside, 1, inside.rows);
    }
    const struct viewer *opened =
        overlay->kind == OVERLAY_STRING ? opening_viewer(&explorer->opening) : NULL;
    if (menu && !overlay->item_count)
        draw_remark(screen, inside,
                    _("Nothing matches. Backspace takes letters back, Esc closes."));
    if (overlay->kind == OVERLAY_DOWNLOADS) {
        struct downloads_areas areas = areas_downloads(explorer);
        draw_items(screen, areas.list, overlay);
        draw_page(screen, areas.said, &overlay->laid, 0);
    } else if (overlay->item_count)
        draw_items(screen, inside, overlay);
    else if (list && overlay->kind != OVERLAY_HISTORY)
        screen_puts(screen, inside, 1, 1,
                    overlay->field.text.n ? _("No request has these words.")
                                          : _("Nothing is kept yet: W keeps one."),
                    STYLE_DIM);
    else if (overlay->kind == OVERLAY_HISTORY)
        draw_remark(screen, rect_rows(inside, 1, inside.rows - 1),
                    overlay->field.text.n ? _("Nothing that was sent has these words.")
                    : unkept              ? _("Nothing of this profile is kept here.")
                                          : _("What you send is listed here."));
    else if (opened)
        view_viewer(opened, screen, inside, !sought); /* the caret is in the line */
    else if (!field || overlay->kind == OVERLAY_CONFIRM ||
             overlay->kind == OVERLAY_PIPE || overlay->kind == OVERLAY_NEW_PROFILE)
        draw_page(screen, inside, &overlay->laid, overlay->top);
    if (!field && !overlay->item_count && !opened)
        put_cursor(screen, inside, overlay);
}
