/* The lesson beside the panes. */
#include "config.h"

#include "view/view.h"
#include "view/widgets.h"

void
view_lesson(const struct explorer *explorer, struct screen *screen, struct rect pane)
{
    const struct learning *learning = &explorer->learning;
    bool focus = explorer->focus == PANE_LESSON;
    struct str title = {0};
    if (!learning->progress.lesson)
        return;
    learning_add_title(learning, pane.columns, &title);
    draw_frame(screen, pane, str_text(&title), focus);
    struct rect inside = rect_inside(pane, 1);
    draw_page(screen, rect_columns(inside, 1, inside.columns - 1), &learning->laid,
              learning->top);
    if (focus)
        screen_cursor(screen, inside, 0, 0);
    str_release(&title);
}
