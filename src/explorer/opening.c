#include "config.h"

#include "explorer/opening.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "explorer/explorer.h"
#include "explorer/finding.h"

#include <limits.h>

enum { ACROSS_COLUMNS = 16 };

static void
opened_free(struct opened *opened)
{
    viewer_release(&opened->viewer);
    str_release(&opened->pointer);
    str_release(&opened->raw);
    str_release(&opened->text);
    mem_free(opened);
}

void
opening_release(struct opening *opening)
{
    while (opening->count)
        opened_free(opening->levels[--opening->count]);
}

/* The last one, or NULL. */
static struct opened *
shown(const struct opening *opening)
{
    return opening->count ? opening->levels[opening->count - 1] : NULL;
}

struct viewer *
opening_viewer(const struct opening *opening)
{
    struct opened *opened = shown(opening);
    return opened && (opened->json || opened->lines) ? &opened->viewer : NULL;
}

static size_t
characters(struct span text)
{
    size_t count = 0;
    uint32_t c;
    for (size_t n; (n = utf8_next(text, &c)); text = span_from(text, n))
        count++;
    return count;
}

void
opening_show(struct explorer *explorer)
{
    const struct opened *opened = shown(&explorer->opening);
    if (!opened)
        return;
    struct overlay *overlay = &explorer->overlay;
    struct span text = str_span(&opened->text);
    struct str title = {0};
    size_t count = characters(text);
    str_addf(&title,
             ngettext("%zu character; %zu bytes as it came",
                      "%zu characters; %zu bytes as it came", count),
             count, opened->raw.n - 2);
    overlay_open(overlay, OVERLAY_STRING, str_text(&title));
    str_release(&title);
    if (opening_viewer(&explorer->opening))
        return;
    size_t end = text.n > OPENING_SHOWN ? utf8_before(text, OPENING_SHOWN) : text.n;
    str_set(&overlay->text, span_sub(text, 0, end));
    if (end < text.n)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This is the beginning of the text; y copies all of it."));
}

/* Only a whole object or list counts: a number in quotes is a text. */
static bool
holds_json(const struct viewer *viewer)
{
    struct span head = span_trim(span_sub(viewer->text, 0, 256));
    return viewer->kind == VIEWER_JSON &&
           !json_document_fault(&viewer->document).kind &&
           (span_starts(head, "{") || span_starts(head, "["));
}

bool
opening_string(struct explorer *explorer, const struct viewer *viewer)
{
    struct opening *opening = &explorer->opening;
    if (viewer->kind != VIEWER_JSON)
        return false;
    if (viewer == &explorer->result.viewer)
        opening_release(opening);
    struct str value = {0};
    viewer_value(viewer, &value);
    struct span raw = str_span(&value);
    bool string = raw.n >= 2 && span_starts(raw, "\"") && span_ends(raw, "\"");
    bool deep = opening->count == OPENING_LEVELS;
    if (!string || deep)
        str_release(&value);
    if (string && deep)
        explorer_say(explorer, NOTICE_WARN, "%s",
                     _("Texts within texts are opened eight deep and no further."));
    if (!string || deep)
        return string;
    struct opened *opened = mem_alloc(sizeof *opened);
    *opened = (struct opened){.raw = value};
    viewer_pointer(viewer, &opened->pointer);
    json_unquote(&opened->text, raw);
    viewer_init(&opened->viewer);
    viewer_set_text(&opened->viewer, str_span(&opened->text), true);
    opened->json = holds_json(&opened->viewer);
    opening->levels[opening->count++] = opened;
    opening_show(explorer);
    return true;
}

bool
opening_find(struct explorer *explorer)
{
    struct opened *opened = shown(&explorer->opening);
    if (!opened || explorer->overlay.kind != OVERLAY_STRING)
        return false;
    opened->lines = true;
    opening_show(explorer);
    explorer->overlay.typing = true;
    return true;
}

bool
opening_back(struct explorer *explorer)
{
    struct opening *opening = &explorer->opening;
    if (opening->count)
        opened_free(opening->levels[--opening->count]);
    if (!opening->count)
        return false;
    opening_show(explorer);
    return true;
}

/* --- keys --- */

static void
beside(struct viewer *viewer, long by)
{
    viewer_sibling(viewer, by > 0);
}

static void
around(struct viewer *viewer, long by)
{
    (void)by;
    viewer_parent(viewer);
}

static void
levels(struct viewer *viewer, long by)
{
    if (by > 0)
        viewer_open_level(viewer);
    else if (by < 0)
        viewer_close_level(viewer);
    else
        viewer_fold_all(viewer);
}

static bool
tree_key(struct viewer *viewer, enum action action)
{
    static const struct {
        enum action action;
        void (*move)(struct viewer *viewer, long by);
        long by;
    } moves[] = {{ACTION_UP, viewer_move, -1},
                 {ACTION_DOWN, viewer_move, 1},
                 {ACTION_PAGE_UP, viewer_page, -1},
                 {ACTION_PAGE_DOWN, viewer_page, 1},
                 {ACTION_TOP, viewer_move, LONG_MIN},
                 {ACTION_BOTTOM, viewer_move, LONG_MAX},
                 {ACTION_SCROLL_LEFT, viewer_across, -ACROSS_COLUMNS},
                 {ACTION_SCROLL_RIGHT, viewer_across, ACROSS_COLUMNS},
                 {ACTION_SIBLING_NEXT, beside, 1},
                 {ACTION_SIBLING_PREVIOUS, beside, -1},
                 {ACTION_PARENT, around, 0},
                 {ACTION_FOLD_ALL, levels, 0},
                 {ACTION_OPEN_LEVEL, levels, 1},
                 {ACTION_CLOSE_LEVEL, levels, -1}};
    for (size_t i = 0; i < COUNT_OF(moves); i++)
        if (moves[i].action == action) {
            moves[i].move(viewer, moves[i].by);
            return true;
        }
    return false;
}

bool
opening_key(struct explorer *explorer, struct span key, struct commands *commands)
{
    struct opening *opening = &explorer->opening;
    enum action action = keymap_action(explorer->keymap, key);
    const struct opened *opened = shown(opening);
    if (!opened || explorer->overlay.typing)
        return false;
    struct viewer *viewer = opening_viewer(opening);
    if (action == ACTION_QUIT) {
        overlay_close(&explorer->overlay);
        opening_release(opening);
    } else if (action == ACTION_COPY_ID) {
        explorer_copy(explorer, str_span(&opened->text), _("text"), "value", commands);
    } else if (action == ACTION_COPY_OTHER) {
        opening_copy_menu(explorer);
    } else if (action == ACTION_FIND) {
        finding_open(explorer);
    } else if (viewer && action == ACTION_FIND_NEXT) {
        viewer_find_next(viewer);
        finding_tell(explorer);
    } else if (viewer && action == ACTION_FIND_PREVIOUS) {
        viewer_find_previous(viewer);
        finding_tell(explorer);
    } else if (viewer && action == ACTION_OPEN) {
        if (!opening_string(explorer, viewer))
            viewer_fold_toggle(viewer);
    } else {
        return viewer && tree_key(viewer, action);
    }
    return true;
}
