/* The tree that a viewer shows: ways through it, and how much of it is open. */
#include "config.h"

#include "explorer/viewer.h"

/* The levels below LEVEL are folded. */
static void
fold_level(struct viewer *viewer, size_t level)
{
    viewer->folds_cut =
        !json_document_fold_level(&viewer->document, viewer->text, level);
    viewer->level = level;
}

bool
viewer_sibling(struct viewer *viewer, bool next)
{
    size_t from = viewer->cursor;
    if (viewer->kind == VIEWER_JSON)
        viewer->cursor =
            next ? json_document_next(&viewer->document, viewer->text, from)
                 : json_document_previous(&viewer->document, viewer->text, from);
    bool there = viewer->cursor != from;
    viewer_move(viewer, 0);
    return there;
}

void
viewer_parent(struct viewer *viewer)
{
    if (viewer->kind == VIEWER_JSON)
        viewer->cursor =
            json_document_parent(&viewer->document, viewer->text, viewer->cursor);
    viewer_move(viewer, 0);
}

bool
viewer_fold_toggle(struct viewer *viewer)
{
    struct json_document *document = &viewer->document;
    if (viewer->kind != VIEWER_JSON)
        return false;
    bool done = json_document_unfold(document, viewer->cursor) ||
                json_document_fold(document, viewer->text, viewer->cursor);
    if (!done) {
        size_t parent = json_document_parent(document, viewer->text, viewer->cursor);
        done = json_document_fold(document, viewer->text, parent);
        if (done)
            viewer->cursor = parent;
    }
    viewer_move(viewer, 0);
    return done;
}

void
viewer_fold_all(struct viewer *viewer)
{
    struct json_document *document = &viewer->document;
    if (viewer->kind != VIEWER_JSON)
        return;
    size_t before = json_document_rows(document);
    bool open = !document->fold_count;
    fold_level(viewer, open ? 2 : 1);
    if (open && !document->fold_count)
        fold_level(viewer, 1);
    if (!open && json_document_rows(document) >= before)
        json_document_unfold_all(document);
    viewer_move(viewer, 0);
}

bool
viewer_open_level(struct viewer *viewer)
{
    struct json_document *document = &viewer->document;
    if (viewer->kind != VIEWER_JSON || !document->fold_count)
        return false;
    if (viewer->level)
        fold_level(viewer, viewer->level + 1);
    else
        json_document_unfold_all(document); /* folded one by one */
    if (!document->fold_count)
        viewer->level = 0;
    viewer_move(viewer, 0);
    return true;
}

bool
viewer_close_level(struct viewer *viewer)
{
    if (viewer->kind != VIEWER_JSON)
        return false;
    size_t level = viewer->document.fold_count && viewer->level
                       ? viewer->level - 1
                       : json_document_deepest(&viewer->document, viewer->text);
    if (!level)
        return false;
    fold_level(viewer, level);
    viewer_move(viewer, 0);
    return true;
}

bool
viewer_folds_cut(const struct viewer *viewer)
{
    return viewer->folds_cut && viewer->document.fold_count == JSON_FOLDS_MAX;
}
