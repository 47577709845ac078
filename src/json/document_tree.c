/* Ways through the tree of a document: from a value to the one beside it, and how deep
 * it goes. Whole segments are passed over by what their marks know. */
#include "config.h"

#include "json/document.h"

#include "json/walk.h"

/* The token that begins LINE; false on plain lines. */
static bool
find_line(const struct json_document *document, struct span text, size_t line,
          struct json_walk *walk, struct json_step *step)
{
    *walk = (struct json_walk){0};
    return line < document->walk.lines &&
           (document->plain_from == JSON_NOWHERE || line < document->plain_line) &&
           json_walk_to(document, text, line, walk, step);
}

size_t
json_document_next(const struct json_document *document, struct span text, size_t line)
{
    struct json_walk walk;
    struct json_step step, next;
    if (!find_line(document, text, line, &walk, &step) || !step.depth)
        return line;
    size_t depth = step.depth;
    if (step.token == JSON_NAME && !json_walk_next(document, text, &walk, &step))
        return line;
    if (json_opens(step.token) && !json_walk_out(document, text, depth, &walk, &next))
        return line;
    if (!json_walk_next(document, text, &walk, &next) || json_closes(next.token))
        return line;
    return walk.lines - 1;
}

/* The last line before AT in the segment at MARK that begins a value of DEPTH, as far
 * as no container around it begins after; JSON_NOWHERE where there is none. ENDED: the
 * container around begins here, so that none comes before either. */
static size_t
previous_in(const struct json_document *document, struct span text, size_t mark,
            size_t at, size_t depth, bool *ended)
{
    struct json_walk walk = document->marks[mark];
    struct json_step step;
    size_t line = JSON_NOWHERE;
    walk.mark = mark;
    if (mark + 1 < document->count && document->marks[mark + 1].scan.at < at)
        at = document->marks[mark + 1].scan.at;
    while (json_walk_next(document, text, &walk, &step) && step.at < at) {
        if (json_opens(step.token) && step.depth + 1 == depth) {
            line = JSON_NOWHERE;
            *ended = true;
        } else if (step.starts && step.depth == depth && !json_closes(step.token)) {
            line = walk.lines - 1;
        }
    }
    return line;
}

size_t
json_document_previous(const struct json_document *document, struct span text,
                       size_t line)
{
    struct json_walk walk;
    struct json_step step;
    bool ended = false;
    if (!find_line(document, text, line, &walk, &step) || !step.depth)
        return line;
    for (size_t mark = json_mark_by_offset(document, step.at) + 1; mark-- > 0;) {
        if (document->marks[mark].lowest > step.depth)
            continue;
        size_t found = previous_in(document, text, mark, step.at, step.depth, &ended);
        if (found != JSON_NOWHERE)
            return found;
        if (ended)
            break;
    }
    return line;
}

size_t
json_document_deepest(const struct json_document *document, struct span text)
{
    struct json_step step;
    size_t deepest = 0, opened = 0;
    if (!document->count)
        return 0;
    struct json_walk walk = document->marks[0];
    while (json_walk_next(document, text, &walk, &step)) {
        if (json_opens(step.token))
            opened = step.depth;
        else if (step.starts && opened > deepest && step.depth > opened)
            deepest = opened;
    }
    return deepest;
}
