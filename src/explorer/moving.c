/* Moving: cursors, tabs, panes. */
#include "config.h"

#include "explorer/handlers.h"

enum { ACROSS_COLUMNS = 16 };

void
explorer_tell_tab(struct explorer *explorer)
{
    static const char *const tabs[RESULT_TABS] = {[RESULT_BODY] = "body",
                                                  [RESULT_TABLE] = "table",
                                                  [RESULT_HEADERS] = "headers",
                                                  [RESULT_TIMING] = "timing",
                                                  [RESULT_EXPLAIN] = "explain"};
    if (explorer->result.present)
        learning_tell_what(explorer, LESSON_SHOWN, tabs[explorer->result.tab]);
}

void
act_SCROLL_LEFT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    viewer_across(&explorer->result.viewer, -ACROSS_COLUMNS);
}

void
act_SCROLL_RIGHT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    viewer_across(&explorer->result.viewer, ACROSS_COLUMNS);
}

static void
lesson_move(struct learning *learning, long lines)
{
    long last = (long)learning->laid.line_count - (long)learning->page,
         to = (long)learning->top + lines;
    if (to > last)
        to = last;
    learning->top = to > 0 ? (size_t)to : 0;
}

/* Moves in whatever has the focus. */
static void
move(struct explorer *explorer, long lines)
{
    struct result *answer = &explorer->result;
    switch (explorer->focus) {
    case PANE_OPERATIONS:
        operations_move(&explorer->operations, lines);
        break;
    case PANE_REQUEST:
        composer_move(&explorer->composer, lines);
        break;
    case PANE_RESPONSE:
        if (answer->tab == RESULT_BODY)
            viewer_move(&answer->viewer, lines);
        else if (answer->tab == RESULT_TABLE)
            table_move(&answer->table, lines);
        else
            answer->top = lines < 0 && answer->top < (size_t)-lines
                              ? 0
                              : answer->top + (size_t)lines;
        break;
    case PANE_LESSON:
        lesson_move(&explorer->learning, lines);
        break;
    case PANE_COUNT:
        break;
    }
}

static long
page(const struct explorer *explorer)
{
    int rows = explorer_layout(explorer).panes[explorer->focus].rows - 3;
    return rows > 1 ? rows : 1;
}

enum { FAR = 1 << 30 };

void
act_UP(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, -1);
}

void
act_DOWN(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, 1);
}

void
act_PAGE_UP(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, -page(explorer));
}

void
act_PAGE_DOWN(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, page(explorer));
}

void
act_TOP(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, -FAR);
}

void
act_BOTTOM(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    move(explorer, FAR);
}

static void
turn(struct explorer *explorer, int tabs)
{
    switch (explorer->focus) {
    case PANE_OPERATIONS:
        operations_fold(&explorer->operations, tabs > 0);
        break;
    case PANE_REQUEST:
        composer_turn(&explorer->composer, tabs);
        if (explorer->composer.tab == COMPOSER_ABOUT)
            learning_tell_what(explorer, LESSON_SHOWN, "about");
        break;
    case PANE_RESPONSE:
        result_turn(&explorer->result, tabs);
        explorer_tell_tab(explorer);
        break;
    case PANE_LESSON:
    case PANE_COUNT:
        break;
    }
}

void
act_TAB_NEXT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    turn(explorer, 1);
}

void
act_TAB_PREVIOUS(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    turn(explorer, -1);
}

/* Round and round; the lesson's place is there only with a lesson. */
static void
turn_pane(struct explorer *explorer, int by)
{
    int count = learning_on(explorer) ? PANE_COUNT : PANE_LESSON;
    explorer->focus = (enum pane)(((int)explorer->focus + count + by) % count);
}

void
act_PANE_NEXT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    turn_pane(explorer, 1);
}

void
act_PANE_PREVIOUS(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    turn_pane(explorer, -1);
}

void
act_OPERATIONS(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = PANE_OPERATIONS;
}

void
act_PANE_REQUEST(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = PANE_REQUEST;
}

void
act_PANE_RESPONSE(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->focus = PANE_RESPONSE;
}

void
act_PANE_LESSON(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    if (learning_on(explorer))
        explorer->focus = PANE_LESSON;
    else
        learning_open(explorer, NULL);
}

void
act_ZOOM(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    explorer->zoomed = !explorer->zoomed;
}

void
act_PANE_OPERATIONS(struct explorer *explorer, struct commands *commands)
{
    act_OPERATIONS(explorer, commands);
}
