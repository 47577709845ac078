/* The list of operations. */
#include "config.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "explorer/areas.h"
#include "view/view.h"
#include "view/widgets.h"

enum style
method_style(const struct operation *operation)
{
    static const enum style styles[] = {[EFFECT_READ] = STYLE_METHOD_READ,
                                        [EFFECT_CHANGE] = STYLE_METHOD_CHANGE,
                                        [EFFECT_DESTRUCTIVE] =
                                            STYLE_METHOD_DESTRUCTIVE};
    return operation ? styles[operation->effect] : STYLE_METHOD_CHANGE;
}

static void
draw_group(struct screen *screen, struct rect area, int y,
           const struct operations_group *group, bool open, enum style style)
{
    int x = screen_puts(screen, area, y, 0, open ? "▾ " : "▸ ", style);
    struct str count = {0};
    str_addf(&count, " %u", group->shown);
    int room = area.columns - x - (int)count.n - 1;
    const char *product = group->product == PRODUCT_MDE ? NULL : group->source;
    struct str name = str_of(text_known(group->name));
    if (product)
        str_addf(&name, " (%s)", product);
    x = screen_put_cut(screen, area, y, x, room, str_span(&name), SANITISE_PLAIN,
                       style);
    screen_put(screen, area, y, x, str_span(&count),
               style == STYLE_NORMAL ? STYLE_DIM : style);
    str_release(&name);
    str_release(&count);
}

/* Behind the title what a person must not miss: that it retires, as a word where there
 * is room, else as a mark. Gives the columns it takes. */
static int
draw_retirement(struct screen *screen, struct rect area, int y, int room,
                const struct operation *operation, enum style style)
{
    const char *words = operation->retires ? _("retires") : "";
    int columns = (int)sanitise_columns(span_of(words), SANITISE_PLAIN);
    if (!columns)
        return 0;
    if (columns > room) {
        words = "†";
        columns = 1;
    }
    screen_puts(screen, area, y, area.columns - 1 - columns, words,
                style == STYLE_NORMAL ? STYLE_WARN : style);
    return columns + 1;
}

/* NAMED: the group doesn't say of which product it is. */
static void
draw_operation(struct screen *screen, struct rect area, int y,
               const struct operation *operation, const char *marks, bool named,
               enum style style)
{
    enum style method = style == STYLE_NORMAL ? method_style(operation) : style;
    struct str title = str_of(text_known(operation->title));
    int room = area.columns - 10;
    if (named && operation->product != PRODUCT_MDE)
        str_addf(&title, " (%s)", product_name(operation->product));
    int columns = (int)sanitise_columns(str_span(&title), SANITISE_PLAIN);
    screen_puts(screen, area, y, 0, marks, style);
    screen_puts(screen, area, y, 2, operation->method, method);
    room -= draw_retirement(screen, area, y, room - columns - 1, operation, style);
    screen_put_cut(screen, area, y, 9, room, str_span(&title), SANITISE_PLAIN, style);
    str_release(&title);
}

static void
draw_row(const struct explorer *explorer, struct screen *screen, struct rect area,
         int y, size_t index)
{
    const struct operations *operations = &explorer->operations;
    const struct operations_row *row = &operations->rows[index];
    bool here = index == operations->cursor;
    bool focus = explorer->focus == PANE_OPERATIONS;
    enum style style = !here ? STYLE_NORMAL : focus ? STYLE_FOCUS : STYLE_SELECTED;
    if (here) {
        screen_fill(screen, rect_rows(area, y, 1), style);
        if (focus && !explorer_editing(explorer))
            screen_cursor(screen, area, y, 0);
    }
    if (!row->operation) {
        const struct operations_group *group = &operations->groups[row->group];
        draw_group(screen, area, y, group, group->open || operations->filter.text.n,
                   style);
        return;
    }
    static const char *const marks[2][2] = {{"  ", " *"}, {"› ", "›*"}};
    bool chosen = row->operation == explorer->composer.request.operation;
    bool favourite = operations_is_favourite(operations, row->operation);
    draw_operation(screen, area, y, row->operation, marks[chosen][favourite],
                   row->group < GROUPS_OWN, style);
}

static void
draw_filter(const struct explorer *explorer, struct screen *screen, struct rect area)
{
    const struct editor *filter = &explorer->operations.filter;
    int x = screen_puts(screen, area, 0, 0, "/ ", STYLE_KEY);
    draw_field(screen, area, 0, x, area.columns - x, filter, explorer->filtering);
    if (!filter->text.n && !explorer->filtering)
        screen_puts(screen, area, 0, x, _("find an operation"), STYLE_DIM);
}

void
view_operations(const struct explorer *explorer, struct screen *screen,
                struct rect pane)
{
    const struct operations *operations = &explorer->operations;
    struct operations_areas areas = areas_operations(pane);
    struct str title = {0};
    str_addf(&title, "1 %s", _("Operations"));
    draw_frame(screen, pane, str_text(&title), explorer->focus == PANE_OPERATIONS);
    str_release(&title);
    draw_filter(explorer, screen, areas.filter);
    for (int y = 0; y < areas.list.rows; y++) {
        size_t index = operations->top + (size_t)y;
        if (index < operations->row_count)
            draw_row(explorer, screen, areas.list, y, index);
    }
    if (!operations->row_count)
        draw_remark(screen, rect_rows(areas.list, 1, areas.list.rows - 1),
                    _("No operation matches. Esc shows all."));
    draw_scrollbar(screen, areas.list, operations->top,
                   areas.list.rows > 0 ? (size_t)areas.list.rows : 0,
                   operations->row_count);
}
