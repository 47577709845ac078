/* The tree of an answer: going through it, opening and folding its levels. */
#include "config.h"

#include "explorer/handlers.h"

#include "base/text.h"

/* The tree that keys are meant for, or NULL, which is told. */
static struct viewer *
tree(struct explorer *explorer)
{
    struct viewer *viewer = &explorer->result.viewer;
    if (explorer->focus == PANE_RESPONSE && explorer->result.tab == RESULT_BODY &&
        viewer->kind == VIEWER_JSON)
        return viewer;
    explorer_say(explorer, NOTICE_INFO, "%s",
                 _("This key goes through the JSON of an answer: 3 goes there."));
    return NULL;
}

static void
go_beside(struct explorer *explorer, bool next)
{
    struct viewer *viewer = tree(explorer);
    if (viewer && !viewer_sibling(viewer, next))
        explorer_say(explorer, NOTICE_INFO, "%s",
                     next ? _("This is the last of its list or object.")
                          : _("This is the first of its list or object."));
}

void
act_SIBLING_NEXT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    go_beside(explorer, true);
}

void
act_SIBLING_PREVIOUS(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    go_beside(explorer, false);
}

void
act_PARENT(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    struct viewer *viewer = tree(explorer);
    if (viewer)
        viewer_parent(viewer);
}

bool
climbing_tell_cut(struct explorer *explorer)
{
    bool cut = viewer_folds_cut(&explorer->result.viewer);
    if (cut)
        explorer_say(explorer, NOTICE_WARN,
                     _("Only the first %d objects and lists are folded; those after "
                       "them stay open."),
                     JSON_FOLDS_MAX);
    return cut;
}

static void
tell_levels(struct explorer *explorer, bool done)
{
    size_t level = explorer->result.viewer.level;
    if (done && climbing_tell_cut(explorer))
        return;
    if (!explorer->result.viewer.document.fold_count)
        explorer_say(explorer, NOTICE_INFO, "%s", _("Everything is open."));
    else if (!done)
        explorer_say(explorer, NOTICE_INFO, "%s", _("There is no level less."));
    else
        explorer_say(explorer, NOTICE_INFO,
                     ngettext("%zu level is open.", "%zu levels are open.", level),
                     level);
}

void
act_OPEN_LEVEL(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    struct viewer *viewer = tree(explorer);
    if (viewer)
        tell_levels(explorer, viewer_open_level(viewer));
}

void
act_CLOSE_LEVEL(struct explorer *explorer, struct commands *commands)
{
    (void)commands;
    struct viewer *viewer = tree(explorer);
    if (viewer)
        tell_levels(explorer, viewer_close_level(viewer));
}
