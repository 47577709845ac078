/* Clicks and the wheel. */
#include "config.h"

#include "explorer/explorer.h"

#include "explorer/areas.h"
#include "explorer/finding.h"
#include "explorer/footer.h"
#include "explorer/tabling.h"

enum { WHEEL_LINES = 3, FRAME = 1 };

static void
act_on_footer(struct explorer *explorer, const struct layout *layout,
              const struct key_event *event, struct commands *commands)
{
    struct footer footer;
    footer_compute(explorer, layout->footer.columns, &footer);
    for (size_t i = 0; i < footer.count; i++) {
        const struct footer_item *item = &footer.items[i];
        if (event->x < item->x || event->x >= item->x + item->columns)
            continue;
        if (item->action != ACTION_NONE) {
            explorer_act(explorer, item->action, commands);
            return;
        }
        struct span key = item->key, first;
        span_next(&key, ' ', &first);
        struct key_event none = {.kind = INPUT_SPECIAL};
        if (explorer->overlay.kind == OVERLAY_NONE && tabling_on(explorer)) {
            if (!tabling_key(explorer, first))
                explorer_act(explorer, keymap_action(explorer->keymap, first),
                             commands);
        } else if (explorer->overlay.kind != OVERLAY_NONE)
            explorer_overlay_key(explorer, &none, first, commands);
        else
            explorer_edit_key(explorer, &none, first, commands);
        return;
    }
}

static void
click_operations(struct explorer *explorer, int line, struct commands *commands)
{
    struct operations *operations = &explorer->operations;
    if (line == 0) { /* the filter */
        explorer_filter(explorer);
        return;
    }
    size_t row = operations->top + (size_t)line - 1;
    if (row >= operations->row_count)
        return;
    operations->cursor = row;
    explorer_act(explorer, ACTION_OPEN, commands);
}

/* What was typed is taken over first, wherever the click goes. False: it can't be. */
static bool
leave_field(struct explorer *explorer)
{
    struct err err = {0};
    bool left = composer_accept(&explorer->composer, explorer->catalogue, &err);
    if (!left)
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
    return left;
}

/* On a line of the request pane: target, slots, tabs, content. */
static void
click_request(struct explorer *explorer, int line)
{
    struct composer *composer = &explorer->composer;
    int slots = (int)composer->request.slots.count;
    if (line == 1 + slots) {
        composer_turn(composer, 1);
        return;
    }
    if (line <= slots) {
        composer->item = line ? COMPOSER_SLOT : COMPOSER_TARGET;
        composer->slot = line ? (size_t)line - 1 : 0;
        return;
    }
    size_t content = (size_t)(line - slots - 2);
    composer->item = COMPOSER_CONTENT;
    if (composer->tab == COMPOSER_BODY)
        editor_go(&composer->body,
                  editor_line_start(&composer->body, composer->body.top + content));
    else if (composer->tab != COMPOSER_ABOUT &&
             composer->row_top + content < composer_rows(composer))
        composer->row = composer->row_top + content;
}

/* On a tab's name nothing but the next tab; in a body the line, or its fold mark. */
static void
click_result(struct explorer *explorer, struct rect pane, const struct key_event *event)
{
    struct result_areas areas = areas_result(explorer, pane);
    if (rect_has(areas.tabs, event->y, event->x))
        result_turn(&explorer->result, 1);
    else if (explorer->result.tab == RESULT_TABLE &&
             rect_has(areas.content, event->y, event->x))
        tabling_click(explorer, event->y - areas.content.y, event->x - areas.content.x);
    else if (explorer->result.tab == RESULT_BODY &&
             rect_has(areas.content, event->y, event->x))
        viewer_click(&explorer->result.viewer, (size_t)(event->y - areas.content.y),
                     (size_t)(event->x - areas.content.x));
}

static void
press(struct explorer *explorer, const struct layout *layout,
      const struct key_event *event, struct commands *commands)
{
    for (int i = 0; i < PANE_COUNT;
         i++) { /* operations may lie over the others: they come first */
        struct rect pane = layout->panes[i];
        if (!rect_has(pane, event->y, event->x))
            continue;
        if (!leave_field(explorer))
            return;
        explorer->focus = (enum pane)i;
        explorer->filtering = false;
        int line = event->y - pane.y - FRAME;
        if (line < 0 || line >= pane.rows - 2)
            return;
        if (i == PANE_OPERATIONS)
            click_operations(explorer, line, commands);
        else if (i == PANE_REQUEST)
            click_request(explorer, line);
        else if (i == PANE_RESPONSE)
            click_result(explorer, pane, event);
        return;
    }
}

static void
wheel(struct explorer *explorer, const struct layout *layout,
      const struct key_event *event, struct commands *commands)
{
    enum action action = event->mouse == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN;
    if (explorer->overlay.kind != OVERLAY_NONE) {
        overlay_scroll(&explorer->overlay,
                       action == ACTION_UP ? -WHEEL_LINES : WHEEL_LINES);
        return;
    }
    enum pane focus = explorer->focus;
    for (int i = PANE_COUNT - 1; i >= 0; i--)
        if (rect_has(layout->panes[i], event->y, event->x))
            explorer->focus = (enum pane)i;
    for (int i = 0; i < WHEEL_LINES; i++)
        explorer_act(explorer, action, commands);
    explorer->focus = focus;
}

void
explorer_click(struct explorer *explorer, const struct key_event *event,
               struct commands *commands)
{
    struct layout layout = explorer_layout(explorer);
    if (event->mouse == MOUSE_WHEEL_UP || event->mouse == MOUSE_WHEEL_DOWN)
        wheel(explorer, &layout, event, commands);
    else if (event->mouse != MOUSE_PRESS)
        return;
    else if (rect_has(layout.footer, event->y, event->x))
        act_on_footer(explorer, &layout, event, commands);
    else if (explorer->overlay.kind == OVERLAY_NONE)
        press(explorer, &layout, event, commands);
    else if (explorer->overlay.kind == OVERLAY_FIND)
        finding_click(explorer, event);
    else
        reading_click(explorer, event, commands);
}
