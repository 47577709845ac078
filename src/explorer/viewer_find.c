/* Finding in the text of the viewer. */
#include "config.h"

#include "explorer/viewer.h"

static void
stage(struct viewer *viewer, enum viewer_stage to, size_t from, size_t until)
{
    viewer->search.stage = to;
    json_seek_init(&viewer->search.seek, from, until);
}

static void
begin(struct viewer *viewer, enum viewer_stage to, size_t from, size_t until)
{
    viewer->search = (struct viewer_search){0};
    if (json_find_is_set(&viewer->find))
        stage(viewer, to, from, until);
}

/* The stretch before FROM, back to a mark of the index. */
static void
step_back(struct viewer *viewer, size_t from)
{
    const struct json_document *document = &viewer->document;
    struct viewer_search *search = &viewer->search;
    search->back = 0;
    if (from && document->count)
        search->back = document->marks[json_mark_by_offset(document, from - 1)].scan.at;
    if (search->back >= from)
        search->back = 0;
    stage(viewer, VIEWER_BACK, search->back, from);
}

/* Something was found; how many there are is told later. */
static void
go_there(struct viewer *viewer, struct span match)
{
    viewer->search.found = true;
    viewer_show(viewer, match);
    stage(viewer, VIEWER_COUNTING, 0, viewer->text.n);
}

/* Whether it is on the cursor's line or behind: a row of bytes has what begins in it.
 */
static bool
reaches_cursor(const struct viewer *viewer, size_t at, size_t length)
{
    size_t line = viewer_line_start(viewer, viewer->cursor);
    return viewer->kind == VIEWER_BINARY ? at >= line : at + length > line;
}

static void
take_match(struct viewer *viewer, struct span match)
{
    struct viewer_search *search = &viewer->search;
    size_t at = (size_t)(match.p - viewer->text.p);
    switch (search->stage) {
    case VIEWER_AHEAD:
    case VIEWER_AROUND:
        go_there(viewer, match);
        break;
    case VIEWER_BACK:
        search->last.at = at;
        search->last.length = match.n;
        break;
    case VIEWER_COUNTING:
        search->count++;
        if (!search->index && reaches_cursor(viewer, at, match.n))
            search->index = search->count;
        if (search->count == VIEWER_MATCHES_MAX)
            search->stage = VIEWER_SEARCHED;
        break;
    case VIEWER_SEARCHED:
        break;
    }
}

/* No more in this stage. */
static void
next_stage(struct viewer *viewer)
{
    struct viewer_search *search = &viewer->search;
    size_t begun = search->back;
    if (search->stage == VIEWER_AHEAD && begun)
        stage(viewer, VIEWER_AROUND, 0, begun);
    else if (search->stage == VIEWER_BACK && search->last.length)
        go_there(viewer, span_sub(viewer->text, search->last.at,
                                  search->last.at + search->last.length));
    else if (search->stage == VIEWER_BACK && begun)
        step_back(viewer, begun);
    else
        search->stage = VIEWER_SEARCHED;
}

bool
viewer_searching(const struct viewer *viewer)
{
    return viewer->search.stage != VIEWER_SEARCHED;
}

void
viewer_search_on(struct viewer *viewer)
{
    struct viewer_search *search = &viewer->search;
    size_t budget = PATTERN_SLICE;
    struct span match = {0};
    while (viewer_searching(viewer)) {
        switch (json_seek_next(&search->seek, &viewer->find, &viewer->document,
                               viewer->text, &budget, &match)) {
        case PATTERN_FOUND:
            take_match(viewer, match);
            break;
        case PATTERN_NONE:
            next_stage(viewer);
            break;
        case PATTERN_WILD:
            search->wild = true;
            search->stage = VIEWER_SEARCHED;
            break;
        case PATTERN_MORE:
            return;
        }
    }
}

bool
viewer_find(struct viewer *viewer, struct span sought)
{
    viewer->fault_sought = (struct pattern_fault){0};
    str_set(&viewer->sought, sought);
    bool bytes = viewer->kind == VIEWER_BINARY;
    if (bytes)
        json_find_set_bytes(&viewer->find, sought);
    else if (viewer->expression)
        json_find_set_pattern(&viewer->find, sought, &viewer->fault_sought);
    else
        json_find_set(&viewer->find, sought);
    viewer->find.scope = bytes ? JSON_ANYWHERE : viewer->scope;
    size_t from = viewer_line_start(viewer, viewer->cursor);
    begin(viewer, VIEWER_AHEAD, from, viewer->text.n);
    viewer->search.back = from;
    viewer_search_on(viewer);
    return viewer->search.found;
}

/* To a match that the next one is counted from: it has to be found first. */
static bool
on_the_way(const struct viewer *viewer)
{
    return viewer_searching(viewer) && !viewer->search.found;
}

bool
viewer_find_next(struct viewer *viewer)
{
    if (on_the_way(viewer))
        return false;
    begin(viewer, VIEWER_AHEAD, viewer_line_start(viewer, viewer->cursor + 1),
          viewer->text.n);
    viewer->search.asked = VIEWER_NEXT;
    viewer_search_on(viewer);
    return viewer->search.found;
}

bool
viewer_find_previous(struct viewer *viewer)
{
    size_t to = viewer_line_start(viewer, viewer->cursor);
    if (on_the_way(viewer))
        return false;
    begin(viewer, VIEWER_BACK, 0, 0);
    viewer->search.asked = VIEWER_PREVIOUS;
    if (viewer_searching(viewer))
        step_back(viewer, to);
    viewer_search_on(viewer);
    return viewer->search.found;
}
