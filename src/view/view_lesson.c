/* The lesson beside the panes. */
#include "config.h"

#include "base/text.h"
#include "view/view.h"
#include "view/widgets.h"

void
view_lesson(const struct explorer *explorer, struct screen *screen, struct rect pane)
{
    const struct learning *learning = &explorer->learning;
    const struct lesson_progress *progress = &learning->progress;
    bool focus = explorer->focus == PANE_LESSON;
    struct str title = {0};
    if (!progress->lesson)
        return;
    if (lesson_progress_done(progress))
        str_addf(&title, "4 ✓ ─ %s", progress->lesson->title);
    else
        str_addf(&title, _("4 Lesson %zu/%zu ─ %s"), progress->step + 1,
                 progress->lesson->count, progress->lesson->title);
    draw_frame(screen, pane, str_text(&title), focus);
    struct rect inside = rect_inside(pane, 1);
    draw_page(screen, rect_columns(inside, 1, inside.columns - 1), &learning->laid,
              learning->top);
    if (focus)
        screen_cursor(screen, inside, 0, 0);
    str_release(&title);
}
