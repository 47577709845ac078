#include "config.h"

#include "json/document.h"

#include "base/memory.h"
#include "json/stride.h"
#include "json/walk.h"

#include <string.h>

void
json_document_init(struct json_document *document)
{
    *document = (struct json_document){.plain_from = JSON_NOWHERE};
    json_scan_init(&document->walk.scan, SPAN(""));
}

void
json_document_release(struct json_document *document)
{
    mem_free(document->marks);
    mem_free(document->folds);
    *document = (struct json_document){0};
}

static void
add_mark(struct json_document *document)
{
    ARRAY_GROW(document->marks, document->count, document->room);
    struct json_walk *mark = &document->marks[document->count++];
    *mark = document->walk;
    mark->scan.fault = (struct json_fault){0};
    mark->lowest = mark->scan.depth;
}

/* Marks the place when the last mark is a segment behind, and keeps its lowest depth.
 * True: it is a new mark. */
static bool
mark_place(struct json_document *document)
{
    size_t at = document->walk.scan.at, depth = document->walk.scan.depth;
    struct json_walk *last =
        document->count ? &document->marks[document->count - 1] : NULL;
    if (last && depth < last->lowest)
        last->lowest = depth;
    bool far = !last || at - last->scan.at >= JSON_SEGMENT;
    if (far)
        add_mark(document);
    return far;
}

/* Goes on fast to the end of the segment, as far as all is well. */
static void
stride(struct json_document *document, struct span text)
{
    struct json_walk *last = &document->marks[document->count - 1];
    document->values +=
        json_stride(&document->walk, text, last->scan.at + JSON_SEGMENT - 1,
                    &last->lowest, JSON_STRIDE_BEST);
}

/* Without the digits at the end of what has come: 12 may go on as 123. */
static struct span
settled(struct span text, bool complete)
{
    while (!complete && text.n && memchr("+-.0123456789eE", text.p[text.n - 1], 15))
        text.n--;
    return text;
}

/* From here on, plain lines; from the start when nothing that came before makes it
 * worth more. A text that is only cut off keeps its shape. */
static void
turn_plain(struct json_document *document)
{
    struct json_walk *walk = &document->walk;
    if (!document->values && walk->scan.fault.kind != JSON_FAULT_CUT) {
        document->count = document->fold_count = 0;
        walk->scan.at = walk->lines = 0;
    }
    document->plain_from = walk->scan.at;
    document->plain_line = walk->lines;
    add_mark(document);
}

static void
read_tokens(struct json_document *document, struct span text, bool complete)
{
    struct json_scan *scan = &document->walk.scan;
    if (!document->count) {
        if (text.n < 3 && !complete)
            return;
        if (span_starts(text, "\xef\xbb\xbf"))
            scan->at = 3;
        add_mark(document);
    }
    struct span sure = settled(text, complete);
    bool fresh = true; /* a token that was cut off is not begun anew */
    json_scan_more(scan, sure);
    for (struct json_step step; json_walk_on(&document->walk, &step);) {
        document->values += step.token != JSON_NAME && !json_opens(step.token);
        if (mark_place(document) || fresh)
            stride(document, sure);
        fresh = false;
    }
    enum json_fault_kind kind = scan->fault.kind;
    bool waits =
        kind == JSON_FAULT_NONE || kind == JSON_FAULT_CUT || kind == JSON_FAULT_EMPTY;
    if (!waits || (complete && kind && scan->at < text.n))
        turn_plain(document);
}

static void
read_plain(struct json_document *document, struct span text)
{
    struct json_walk *walk = &document->walk;
    for (;;) {
        size_t end = span_find_byte(text, walk->scan.at, '\n');
        if (end == text.n)
            return;
        walk->scan.at = end + 1;
        walk->lines++;
        if (walk->scan.at - document->marks[document->count - 1].scan.at >=
            JSON_SEGMENT)
            add_mark(document);
    }
}

void
json_document_read(struct json_document *document, struct span text, bool complete)
{
    document->size = text.n;
    document->complete = complete;
    if (document->plain_from == JSON_NOWHERE)
        read_tokens(document, text, complete);
    if (document->plain_from != JSON_NOWHERE)
        read_plain(document, text);
}

struct json_fault
json_document_fault(const struct json_document *document)
{
    struct json_fault fault = document->walk.scan.fault;
    bool waits = fault.kind == JSON_FAULT_CUT || fault.kind == JSON_FAULT_EMPTY;
    return waits && !document->complete ? (struct json_fault){0} : fault;
}

bool
json_document_is_plain(const struct json_document *document)
{
    return document->plain_from == 0;
}

/* A last line without a line break counts too. */
size_t
json_document_lines(const struct json_document *document)
{
    return document->walk.lines + (document->plain_from != JSON_NOWHERE &&
                                   document->walk.scan.at < document->size);
}
