/* Lays out what is in sight, and keeps every cursor within it. */
#include "config.h"

#include "api/successor.h"
#include "explorer/areas.h"
#include "explorer/pages.h"
#include "explorer/tabling.h"

enum { BODY_LEAST = 5 }; /* rows of an answer that its verdict leaves, tabs included */
struct operations_areas
areas_operations(struct rect pane)
{
    struct rect inside = rect_inside(pane, 1);
    if (inside.rows == 1) /* the filter takes the frame's upper edge */
        return (struct operations_areas){
            {pane.y, inside.x, pane.rows > 0, inside.columns}, inside};
    return (struct operations_areas){rect_rows(inside, 0, 1),
                                     rect_rows(inside, 1, inside.rows)};
}

struct request_areas
areas_request(const struct explorer *explorer, struct rect pane)
{
    struct rect inside = rect_inside(pane, 1);
    int slots = (int)explorer->composer.request.slots.count;
    struct request_areas areas = {
        .target = rect_rows(inside, 0, 1),
        .slots = rect_rows(inside, 1, slots),
        .tabs = rect_rows(inside, 1 + slots, 1),
        .content = rect_rows(inside, 2 + slots, inside.rows),
        .numbers = 4,
    };
    for (size_t lines = editor_line_count(&explorer->composer.body); lines >= 1000;
         lines /= 10)
        areas.numbers++;
    return areas;
}

static int
verdict_rows(struct rect inside)
{
    int most = inside.rows - BODY_LEAST;
    return most > 2 ? most : 2;
}

struct result_areas
areas_result(const struct explorer *explorer, struct rect pane)
{
    struct rect inside = rect_inside(pane, 1);
    int verdict = (int)explorer->result.verdict.line_count;
    int most = verdict_rows(inside);
    if (verdict > most)
        verdict = most;
    return (struct result_areas){
        .verdict = rect_rows(inside, 0, verdict),
        .tabs = rect_rows(inside, verdict, 1),
        .content = rect_rows(inside, verdict + 1, inside.rows),
    };
}

enum { LOW_ROWS = 14 }; /* under these no line is given away */

/* How much of the screen each kind would like: rows and columns, 0: all but a margin.
 */
static struct rect
wanted(const struct explorer *explorer)
{
    const struct overlay *overlay = &explorer->overlay;
    int most = explorer->rows - (explorer->rows < LOW_ROWS ? 2 : 4);
    switch (overlay->kind) {
    case OVERLAY_ASK:
        return (struct rect){0, 0, (int)overlay->laid.line_count + 2, 64};
    case OVERLAY_FIND:
    case OVERLAY_TABLE_FILTER:
    case OVERLAY_SAVE:
        return (struct rect){0, 0, 3, 64};
    case OVERLAY_PIPE: /* with room for the preview, so that it doesn't jump */
        return (struct rect){0, 0, 20, 92};
    case OVERLAY_NAMES:
        return (struct rect){0, 0, (int)overlay->item_count + 2, 72};
    case OVERLAY_CODE:
        return (struct rect){0, 0, 9, 72};
    case OVERLAY_CONFIRM:
    case OVERLAY_NEW_PROFILE:
        return (struct rect){0, 0, 3 + (int)overlay->laid.line_count, 76};
    case OVERLAY_PROFILES:
        return (struct rect){0, 0, (int)overlay->item_count + 2, 96};
    case OVERLAY_COPY:
        return (struct rect){0, 0, (int)overlay->item_count + 2, 50};
    case OVERLAY_FAULT:
    case OVERLAY_USAGES:
        return (struct rect){0, 0, 30, 100};
    case OVERLAY_DOWNLOADS:
        return (struct rect){
            0, 0, (int)explorer->downloading.links.count + 3 + DOWNLOAD_ROWS, 96};
    case OVERLAY_COUNTS:
        return (struct rect){0, 0, (int)overlay->item_count + 2, 84};
    case OVERLAY_COLUMNS:
    case OVERLAY_PALETTE:
    case OVERLAY_TOPICS:
        return (struct rect){0, 0, 20, 84};
    case OVERLAY_LESSONS:
        return (struct rect){0, 0, (int)overlay->item_count + 2, 84};
    case OVERLAY_QUIZ:
    case OVERLAY_VALUE:
        return (struct rect){0, 0, explorer->rows - 2, explorer->columns};
    case OVERLAY_COMPARISON:
    case OVERLAY_REQUESTS:
    case OVERLAY_IMPORTED:
    case OVERLAY_HISTORY:
    case OVERLAY_STRING:
    case OVERLAY_NOTE:
        return (struct rect){0, 0, most, 110};
    case OVERLAY_NONE:
    case OVERLAY_HELP:
    case OVERLAY_OUTPUT:
    case OVERLAY_DIFFERENCES:
    case OVERLAY_TICKET:
    case OVERLAY_TOKEN:
        break;
    }
    return (struct rect){0, 0, most, 92};
}

struct rect
areas_overlay(const struct explorer *explorer)
{
    struct rect want = wanted(explorer);
    int rows = explorer->rows - 2, columns = explorer->columns;
    if (want.rows > rows)
        want.rows = rows;
    if (want.columns > columns)
        want.columns = columns;
    want.y = 1 + (rows - want.rows) / 2;
    want.x = (columns - want.columns) / 2;
    return want;
}

struct downloads_areas
areas_downloads(const struct explorer *explorer)
{
    struct rect inside = rect_inside(areas_overlay(explorer), 1);
    int said = inside.rows > DOWNLOAD_ROWS + 2 ? DOWNLOAD_ROWS : inside.rows / 2;
    return (struct downloads_areas){
        .list = rect_rows(inside, 0, inside.rows - said - 1),
        .said = rect_rows(inside, inside.rows - said, said),
    };
}

static size_t
positive(int n)
{
    return n > 0 ? (size_t)n : 0;
}

static void
settle_request(struct explorer *explorer, struct rect pane)
{
    struct composer *composer = &explorer->composer;
    struct request_areas areas = areas_request(explorer, pane);
    size_t rows = positive(areas.content.rows);
    if (composer->tab == COMPOSER_BODY) {
        editor_show_cursor(&composer->body, rows,
                           positive(areas.content.columns - areas.numbers - 1));
        if (!composer->editing)
            composer->body.left = 0; /* lines are looked at from their start */
        return;
    }
    if (composer->tab == COMPOSER_ABOUT && composer->request.operation)
        page_about(&composer->about, composer->request.operation,
                   successor_of(explorer->catalogue, composer->request.operation),
                   &composer->check.hints, areas.content.columns - 1);
    if (composer->row < composer->row_top)
        composer->row_top = composer->row;
    if (rows && composer->row >= composer->row_top + rows)
        composer->row_top = composer->row - rows + 1;
}

static void
settle_answer(struct explorer *explorer, struct rect pane)
{
    struct result *answer = &explorer->result;
    page_verdict(&answer->verdict, explorer, pane.columns - 2,
                 positive(verdict_rows(rect_inside(pane, 1))));
    struct result_areas areas = areas_result(explorer, pane);
    if (answer->tab == RESULT_BODY) {
        viewer_resize(&answer->viewer, positive(areas.content.rows),
                      positive(areas.content.columns));
        return;
    }
    if (answer->tab == RESULT_TABLE) { /* header, status and scroll bar */
        table_resize(&answer->table, positive(areas.content.rows - 2),
                     positive(areas.content.columns - 1));
        return;
    }
    page_result(&answer->laid, answer, explorer->language,
                areas.content.columns - 1); /* the scroll bar */
    size_t rows = positive(areas.content.rows);
    size_t last = answer->laid.line_count > rows ? answer->laid.line_count - rows : 0;
    if (answer->top > last)
        answer->top = last;
}

static void
settle_overlay(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    bool paged =
        overlay->kind == OVERLAY_HELP || overlay->kind == OVERLAY_TICKET ||
        overlay->kind == OVERLAY_OUTPUT || overlay->kind == OVERLAY_STRING ||
        overlay->kind == OVERLAY_VALUE || overlay->kind == OVERLAY_ASK ||
        overlay->kind == OVERLAY_CONFIRM || overlay->kind == OVERLAY_NEW_PROFILE ||
        overlay->kind == OVERLAY_PIPE || overlay->kind == OVERLAY_DIFFERENCES ||
        overlay->kind == OVERLAY_COMPARISON;
    /* Between the frame's sides, and clear of the scroll bar. A bare value has neither.
     */
    int columns =
        areas_overlay(explorer).columns - (overlay->kind == OVERLAY_VALUE ? 2 : 3);
    if (overlay->kind == OVERLAY_QUIZ)
        page_quiz(&overlay->laid, &explorer->learning.quiz, columns);
    struct viewer *opened = opening_viewer(&explorer->opening);
    if (overlay->kind == OVERLAY_STRING && opened) {
        struct rect whole = rect_inside(areas_overlay(explorer), 1);
        viewer_resize(opened, positive(whole.rows - overlay->typing),
                      positive(whole.columns));
    }
    if (paged) /* first: how high it is may depend on it */
        page_overlay(&overlay->laid, overlay, columns);
    if (overlay->kind == OVERLAY_CODE)
        page_signing(&overlay->laid, explorer, columns);
    if (overlay->kind == OVERLAY_TOKEN)
        page_bearer(&overlay->laid, explorer, columns);
    struct rect inside = rect_inside(areas_overlay(explorer), 1);
    bool field = overlay_is_menu(overlay) || overlay_is_list(overlay) ||
                 overlay->kind == OVERLAY_NOTE;
    overlay->page = positive(inside.rows - (field && inside.rows > 1));
    if (overlay->kind == OVERLAY_DOWNLOADS) {
        downloading_lay(explorer, columns);
        overlay->page = positive(areas_downloads(explorer).list.rows);
    }
    if (!overlay->item_count) {
        overlay_scroll(overlay, 0);
        return;
    }
    if (overlay->cursor < overlay->top)
        overlay->top = overlay->cursor;
    if (overlay->cursor >= overlay->top + overlay->page)
        overlay->top = overlay->cursor - overlay->page + 1;
}

/* Laid out before anything else is placed: how high it is depends on it. */
static void
lay_lesson(struct explorer *explorer)
{
    bool whole;
    int columns = layout_lesson_columns(explorer->rows, explorer->columns,
                                        explorer->zoomed, &whole);
    if (learning_on(explorer))
        page_lesson(&explorer->learning, explorer, columns - 2, whole);
}

/* What is new stands in sight: the step under way, and of a long one its end. */
static void
settle_lesson(struct explorer *explorer, struct rect pane)
{
    struct learning *learning = &explorer->learning;
    size_t rows = positive(pane.rows - 2), lines = learning->laid.line_count;
    learning->page = rows;
    if (learning->shown != learning->version) {
        size_t end = learning->last > rows ? learning->last - rows : 0;
        bool long_one = end > learning->current;
        learning->top = long_one && learning->answered ? end : learning->current;
        learning->shown = learning->version;
    }
    if (learning->top + rows > lines)
        learning->top = lines > rows ? lines - rows : 0;
}

/* What is about a table that is gone. */
static void
close_tables(struct explorer *explorer)
{
    enum overlay_kind kind = explorer->overlay.kind;
    if ((kind == OVERLAY_COLUMNS || kind == OVERLAY_COUNTS ||
         kind == OVERLAY_TABLE_FILTER) &&
        !tabling_on(explorer))
        overlay_close(&explorer->overlay);
}

void
explorer_settle(struct explorer *explorer)
{
    close_tables(explorer);
    lay_lesson(explorer);
    struct layout layout = explorer_layout(explorer);
    operations_show_cursor(
        &explorer->operations,
        positive(areas_operations(layout.panes[PANE_OPERATIONS]).list.rows));
    bearer_judge(explorer);
    settle_request(explorer, layout.panes[PANE_REQUEST]);
    settle_answer(explorer, layout.panes[PANE_RESPONSE]);
    settle_lesson(explorer, layout.panes[PANE_LESSON]);
    if (explorer->overlay.kind != OVERLAY_NONE)
        settle_overlay(explorer);
}
