#include "config.h"

#include "json/walk.h"

#include "json/lex.h"
#include "json/stride.h"

#include <string.h>

enum {
    LEAP =
        1024,  /* bytes to pass over at a time where what is sought may be among them */
    NEAR = 16, /* so few lines are read one by one */
};

static void
count_item(struct json_walk *walk, const struct json_step *step)
{
    if (json_opens(step->token) && step->depth < JSON_ITEM_LEVELS)
        walk->items[step->depth] = 0;
    if (!step->starts)
        return;
    walk->lines++;
    if (!json_closes(step->token) && step->depth && step->depth <= JSON_ITEM_LEVELS)
        walk->items[step->depth - 1]++;
}

bool
json_walk_on(struct json_walk *walk, struct json_step *step)
{
    struct json_scan *scan = &walk->scan;
    bool filled = scan->want == JSON_WANT_COMMA;
    bool member = scan->depth && !json_scan_in_array(scan);
    size_t depth = scan->depth;
    step->token = json_scan_next(scan, &step->raw);
    if (step->token == JSON_END || step->token == JSON_BROKEN)
        return false;
    bool close = json_closes(step->token);
    step->depth = close ? scan->depth : depth;
    step->starts = step->token == JSON_NAME || (close ? filled : !member);
    step->at = (size_t)(step->raw.p - scan->text.p);
    count_item(walk, step);
    return true;
}

/* A string or number that begins at AT and outlasts its segment: every other token does
 * not, so that it ends at the next mark. */
static bool
giant(const struct json_document *document, struct span text, size_t at,
      struct json_walk *walk, struct json_step *step)
{
    bool string = at < text.n && text.p[at] == JSON_QUOTE;
    bool number = at < text.n && memchr("-0123456789", text.p[at], 11);
    if (!string && !number)
        return false;
    bool name =
        walk->scan.want == JSON_WANT_NAME || walk->scan.want == JSON_WANT_FIRST_NAME;
    size_t mark = walk->mark + 1, depth = walk->scan.depth;
    bool in_array = json_scan_in_array(&walk->scan);
    *walk = document->marks[mark];
    walk->mark = mark;
    step->token = number ? JSON_NUMBER : name ? JSON_NAME : JSON_STRING;
    step->at = at;
    step->raw = span_sub(text, at, walk->scan.at);
    step->depth = depth;
    step->starts = name || in_array || !depth;
    return true;
}

/* In a segment that a giant ends. */
static bool
next_before_giant(const struct json_document *document, struct span text, size_t near,
                  struct json_walk *walk, struct json_step *step)
{
    struct json_walk before = *walk;
    json_scan_more(&walk->scan, span_sub(text, 0, near));
    bool whole = json_walk_on(walk, step);
    if (whole && walk->scan.at < near)
        return true;
    if (giant(document, text, whole ? step->at : walk->scan.at, walk, step))
        return true;
    *walk = before;
    json_scan_more(&walk->scan, text);
    return json_walk_on(walk, step);
}

/* What of the text is JSON that is indexed. */
static struct span
indexed(const struct json_document *document, struct span text)
{
    text = span_sub(text, 0, document->walk.scan.at);
    if (document->plain_from != JSON_NOWHERE)
        text = span_sub(text, 0, document->plain_from);
    return text;
}

bool
json_walk_next(const struct json_document *document, struct span text,
               struct json_walk *walk, struct json_step *step)
{
    text = indexed(document, text);
    if (!document->count || walk->scan.at >= text.n)
        return false;
    while (walk->mark + 1 < document->count &&
           document->marks[walk->mark + 1].scan.at <= walk->scan.at)
        walk->mark++;
    const struct json_walk *mark = &document->marks[walk->mark];
    size_t near = mark->scan.at + 2 * (size_t)JSON_SEGMENT;
    if (walk->mark + 1 < document->count && mark[1].scan.at > near)
        return next_before_giant(document, text, near, walk, step);
    json_scan_more(&walk->scan, text);
    return json_walk_on(walk, step);
}

static size_t
last_mark(const struct json_document *document, size_t limit,
          size_t (*value)(const struct json_walk *mark))
{
    size_t low = 0, high = document->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (value(&document->marks[middle]) <= limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

static size_t
lines_of(const struct json_walk *mark)
{
    return mark->lines;
}

static size_t
offset_of(const struct json_walk *mark)
{
    return mark->scan.at;
}

size_t
json_mark_by_line(const struct json_document *document, size_t lines)
{
    return last_mark(document, lines, lines_of);
}

size_t
json_mark_by_offset(const struct json_document *document, size_t at)
{
    return last_mark(document, at, offset_of);
}

size_t
json_walk_leap(const struct json_document *document, struct span text,
               struct json_walk *walk, size_t to)
{
    size_t lowest = walk->scan.depth;
    text = indexed(document, text);
    json_scan_more(&walk->scan, text);
    (void)json_stride(walk, text, to, &lowest, JSON_STRIDE_BEST);
    return lowest;
}

/* Passes fast over what lies before LINE: by steps that become smaller the nearer it
 * is. */
static void
leap_near(const struct json_document *document, struct span text, size_t line,
          struct json_walk *walk)
{
    for (size_t step = LEAP; step >= LEAP / 8; step /= 2) {
        struct json_walk before;
        do {
            before = *walk;
            json_walk_leap(document, text, walk, walk->scan.at + step);
        } while (walk->lines <= line && walk->scan.at > before.scan.at);
        *walk = before;
    }
}

size_t
json_walk_opener(const struct json_document *document, struct span text, size_t at,
                 size_t depth, struct json_walk *walk)
{
    struct json_walk start = *walk, before;
    struct json_step step;
    size_t line = JSON_NOWHERE;
    do { /* the last stretch that is less deep has it */
        before = *walk;
        size_t to = at - before.scan.at < LEAP ? at : before.scan.at + LEAP;
        size_t lowest = json_walk_leap(document, text, walk, to);
        if (walk->scan.at == before.scan.at &&
            json_walk_next(document, text, walk, &step) && walk->scan.depth < lowest)
            lowest = walk->scan.depth;
        if (lowest < depth)
            start = before;
    } while (walk->scan.at < at && walk->scan.at > before.scan.at);
    while (json_walk_next(document, text, &start, &step) && step.at < at)
        if (json_opens(step.token) && step.depth + 1 == depth)
            line = start.lines - 1;
    return line;
}

bool
json_walk_to(const struct json_document *document, struct span text, size_t line,
             struct json_walk *walk, struct json_step *step)
{
    size_t mark = json_mark_by_line(document, line);
    if (!document->count)
        return false;
    /* go on from here when the line is ahead and no mark is nearer to it */
    if (walk->lines > line || !walk->scan.text.p || walk->mark < mark) {
        *walk = document->marks[mark];
        walk->mark = mark;
    }
    while (json_walk_next(document, text, walk, step)) {
        if (step->starts && walk->lines == line + 1)
            return true;
        if (line > walk->lines + NEAR)
            leap_near(document, text, line, walk);
    }
    return false;
}

bool
json_walk_out(const struct json_document *document, struct span text, size_t depth,
              struct json_walk *walk, struct json_step *step)
{
    for (;;) {
        size_t mark = json_mark_by_offset(document, walk->scan.at), from = mark;
        if (document->count && document->marks[mark].scan.at == walk->scan.at)
            while (mark + 1 < document->count && document->marks[mark].lowest > depth)
                mark++;
        if (mark > from) {
            *walk = document->marks[mark];
            walk->mark = mark;
        }
        do {
            if (!json_walk_next(document, text, walk, step))
                return false;
            if (json_closes(step->token) && step->depth == depth)
                return true;
        } while (mark + 1 == document->count ||
                 walk->scan.at < document->marks[mark + 1].scan.at);
    }
}

struct span
json_plain_line(const struct json_document *document, struct span text, size_t line)
{
    const struct json_walk *mark = &document->marks[json_mark_by_line(document, line)];
    size_t at = mark->scan.at;
    for (size_t number = mark->lines; number < line; number++)
        at = span_find_byte(text, at, '\n') + 1;
    struct span out = span_sub(text, at, span_find_byte(text, at, '\n'));
    if (out.n && out.p[out.n - 1] == '\r')
        out.n--;
    return out;
}
