#include "config.h"

#include "explorer/finding.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/areas.h"
#include "explorer/explorer.h"
#include "explorer/keys.h"

enum { SCOPES = JSON_IN_VALUES + 1 };

/* Of the string that is shown over the answer; NULL: none is. */
static struct viewer *
over(const struct explorer *explorer)
{
    bool shown = explorer->overlay.kind == OVERLAY_STRING;
    return shown ? opening_viewer(&explorer->opening) : NULL;
}

/* The string's, or the answer's. */
static struct viewer *
in_view(struct explorer *explorer)
{
    struct viewer *opened = over(explorer);
    return opened ? opened : &explorer->result.viewer;
}

bool
finding_in_bytes(const struct explorer *explorer)
{
    const struct viewer *opened = over(explorer);
    return (opened ? opened : &explorer->result.viewer)->kind == VIEWER_BINARY;
}

bool
finding_under_way(const struct explorer *explorer)
{
    const struct viewer *opened = over(explorer);
    return viewer_searching(&explorer->result.viewer) ||
           (opened && viewer_searching(opened));
}

bool
finding_typed(const struct explorer *explorer)
{
    const struct overlay *overlay = &explorer->overlay;
    return overlay->kind == OVERLAY_FIND ||
           (overlay->kind == OVERLAY_STRING && overlay->typing);
}

/* The line to type in gives way to what it stood over. */
static void
put_away(struct explorer *explorer)
{
    overlay_close(&explorer->overlay);
    opening_show(explorer);
}

static void
set_title(struct explorer *explorer)
{
    static const char *const titles[SCOPES][2] = {
        [JSON_ANYWHERE] = {N_("Find a text anywhere in the answer"),
                           N_("Find a regular expression anywhere in the answer")},
        [JSON_IN_NAMES] = {N_("Find a text in the answer's names"),
                           N_("Find a regular expression in the answer's names")},
        [JSON_IN_VALUES] = {N_("Find a text in the answer's values"),
                            N_("Find a regular expression in the answer's values")}};
    const struct viewer *viewer = in_view(explorer);
    const char *title = finding_in_bytes(explorer)
                            ? N_("Find a text or bytes, like 50 4b or 0x504b")
                            : titles[viewer->scope][viewer->expression ? 1 : 0];
    mem_free(explorer->overlay.title);
    explorer->overlay.title = mem_strdup(_(title));
}

void
finding_open(struct explorer *explorer)
{
    if (!opening_find(explorer))
        overlay_open(&explorer->overlay, OVERLAY_FIND, "");
    set_title(explorer);
    explorer->overlay.line = in_view(explorer)->cursor;
}

static void
tell_missing(struct explorer *explorer)
{
    const struct viewer *viewer = in_view(explorer);
    const char *sought = str_text(&viewer->sought);
    switch (viewer->find.scope) {
    case JSON_ANYWHERE:
        explorer_say(explorer, NOTICE_WARN, _("\"%s\" is not in this answer."), sought);
        break;
    case JSON_IN_NAMES:
        explorer_say(explorer, NOTICE_WARN, _("\"%s\" is in no name of this answer."),
                     sought);
        break;
    case JSON_IN_VALUES:
        explorer_say(explorer, NOTICE_WARN, _("\"%s\" is in no value of this answer."),
                     sought);
        break;
    }
}

static void
tell_nothing(struct explorer *explorer)
{
    enum viewer_asked asked = in_view(explorer)->search.asked;
    if (asked == VIEWER_FIRST)
        tell_missing(explorer);
    else
        explorer_say(explorer, NOTICE_WARN, "%s",
                     asked == VIEWER_NEXT
                         ? _("No further match. / finds something else.")
                         : _("No match before this one."));
}

/* While the text is being typed, n is one more letter of it. */
static void
tell_match(struct explorer *explorer)
{
    const struct viewer_search *search = &in_view(explorer)->search;
    bool all = search->count < VIEWER_MATCHES_MAX;
    if (finding_typed(explorer))
        explorer_say(explorer, NOTICE_INFO,
                     all ? _("Match %zu of %zu. Enter, then n goes on, N goes back.")
                         : _("Match %zu of more than %zu. Enter, then n goes on, N "
                             "goes back."),
                     search->index, search->count);
    else
        explorer_say(explorer, NOTICE_INFO,
                     all ? _("Match %zu of %zu. n goes on, N goes back.")
                         : _("Match %zu of more than %zu. n goes on, N goes back."),
                     search->index, search->count);
}

void
finding_tell(struct explorer *explorer)
{
    const struct viewer *viewer = in_view(explorer);
    const struct viewer_search *search = &viewer->search;
    if (viewer->fault_sought.reason)
        explorer_say(explorer, NOTICE_WARN, _("Character %zu: %s"),
                     viewer->fault_sought.at, viewer->fault_sought.reason);
    else if (search->wild)
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("Too many steps. Often it is a repetition in a repetition, like "
                       "(a+)+."));
    else if (viewer_searching(viewer))
        explorer_say(explorer, NOTICE_INFO, "%s", _("Searching…"));
    else if (!search->found)
        tell_nothing(explorer);
    else if (search->index)
        tell_match(explorer);
}

void
finding_work(struct explorer *explorer)
{
    struct viewer *shown = in_view(explorer);
    struct viewer *viewer = viewer_searching(shown) ? shown : &explorer->result.viewer;
    if (!viewer_searching(viewer))
        return;
    viewer_search_on(viewer);
    if (viewer == shown && !viewer_searching(viewer))
        finding_tell(explorer);
}

/* From where finding began, as it is typed. */
static void
find_as_typed(struct explorer *explorer)
{
    struct overlay *overlay = &explorer->overlay;
    struct viewer *viewer = in_view(explorer);
    viewer_move(viewer, (long)overlay->line - (long)viewer->cursor);
    viewer_find(viewer, str_span(&overlay->field.text));
    if (overlay->field.text.n)
        finding_tell(explorer);
}

void
finding_leave(struct explorer *explorer)
{
    editor_set(&explorer->overlay.field, (struct span){0});
    find_as_typed(explorer);
    put_away(explorer);
}

static void
next_scope(struct explorer *explorer)
{
    struct viewer *viewer = in_view(explorer);
    if (finding_in_bytes(explorer))
        return;
    viewer->scope = (enum json_scope)((viewer->scope + 1) % SCOPES);
    set_title(explorer);
    find_as_typed(explorer);
}

static void
next_form(struct explorer *explorer)
{
    struct viewer *viewer = in_view(explorer);
    if (finding_in_bytes(explorer))
        return;
    viewer->expression = !viewer->expression;
    set_title(explorer);
    find_as_typed(explorer);
}

bool
finding_key(struct explorer *explorer, const struct key_event *event, struct span key)
{
    struct viewer *viewer = in_view(explorer);
    if (span_is(key, "Enter")) {
        bool sought = explorer->overlay.field.text.n;
        if (!sought)
            find_as_typed(explorer); /* nothing more is sought */
        if (!viewer->fault_sought.reason)
            put_away(explorer);
        if (sought)
            finding_tell(explorer);
        return true;
    }
    if (span_is(key, "Tab")) {
        next_scope(explorer);
        return true;
    }
    if (span_is(key, "C-t")) {
        next_form(explorer);
        return true;
    }
    bool known = key_edit(&explorer->overlay.field, event);
    if (known)
        find_as_typed(explorer);
    return known;
}

void
finding_click(struct explorer *explorer, const struct key_event *event)
{
    struct rect edge = rect_rows(areas_overlay(explorer), 0, 1);
    if (rect_has(edge, event->y, event->x))
        next_scope(explorer);
}
