/* Folds of a document: a sorted list of line ranges, none inside another. */
#include "config.h"

#include "json/document.h"

#include "base/memory.h"
#include "json/walk.h"

#include <string.h>

/* Folds that begin at or before LINE. */
static size_t
folds_to(const struct json_document *document, size_t line)
{
    size_t low = 0, high = document->fold_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->folds[middle].line <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t
hidden(const struct json_document *document)
{
    if (!document->fold_count)
        return 0;
    const struct json_fold *last = &document->folds[document->fold_count - 1];
    return last->before + last->hidden;
}

size_t
json_document_rows(const struct json_document *document)
{
    return json_document_lines(document) - hidden(document);
}

size_t
json_document_row_of(const struct json_document *document, size_t line)
{
    size_t count = folds_to(document, line);
    if (!count)
        return line;
    const struct json_fold *fold = &document->folds[count - 1];
    if (line <= fold->line + fold->hidden)
        return fold->line - fold->before;
    return line - fold->before - fold->hidden;
}

size_t
json_document_line_of(const struct json_document *document, size_t row)
{
    size_t low = 0, high = document->fold_count;
    while (low < high) { /* folds whose own row is above this one */
        size_t middle = low + (high - low) / 2;
        const struct json_fold *fold = &document->folds[middle];
        if (fold->line - fold->before < row)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return row;
    const struct json_fold *fold = &document->folds[low - 1];
    return row + fold->before + fold->hidden;
}

static void
count_before(struct json_document *document, size_t from)
{
    for (size_t i = from; i < document->fold_count; i++) {
        const struct json_fold *last = i ? &document->folds[i - 1] : NULL;
        document->folds[i].before = last ? last->before + last->hidden : 0;
    }
}

/* Removes COUNT folds at INDEX and puts ADDED (or nothing) there. */
static void
splice(struct json_document *document, size_t index, size_t count,
       const struct json_fold *added)
{
    ARRAY_GROW(document->folds, document->fold_count, document->fold_room);
    struct json_fold *folds = document->folds;
    size_t put = added ? 1 : 0, rest = document->fold_count - index - count;
    if (rest && put != count)
        memmove(&folds[index + put], &folds[index + count], rest * sizeof *folds);
    if (added)
        folds[index] = *added;
    document->fold_count += put;
    document->fold_count -= count;
    count_before(document, index);
}

/* The container that the line at hand opens; WALK is left behind its bracket. */
static bool
opening(const struct json_document *document, struct span text, struct json_walk *walk,
        struct json_step *step)
{
    if (step->token == JSON_NAME && !json_walk_next(document, text, walk, step))
        return false;
    return json_opens(step->token);
}

bool
json_document_fold(struct json_document *document, struct span text, size_t line)
{
    struct json_walk walk = {0};
    struct json_step step;
    size_t index = folds_to(document, line), count = 0;
    if (line >= document->walk.lines || document->fold_count >= JSON_FOLDS_MAX ||
        (document->plain_from != JSON_NOWHERE && line >= document->plain_line) ||
        (index &&
         line <= document->folds[index - 1].line + document->folds[index - 1].hidden))
        return false;
    if (!json_walk_to(document, text, line, &walk, &step) ||
        !opening(document, text, &walk, &step) ||
        !json_walk_out(document, text, step.depth, &walk, &step) || !step.starts)
        return false;
    struct json_fold fold = {line, walk.lines - 1 - line, 0, walk.scan.at};
    while (index + count < document->fold_count &&
           document->folds[index + count].line <= line + fold.hidden)
        count++;
    splice(document, index, count, &fold);
    return true;
}

bool
json_document_unfold(struct json_document *document, size_t line)
{
    size_t index = folds_to(document, line);
    if (!index || document->folds[index - 1].line != line)
        return false;
    splice(document, index - 1, 1, NULL);
    return true;
}

void
json_document_reveal(struct json_document *document, size_t line)
{
    size_t index = folds_to(document, line);
    if (!index)
        return;
    const struct json_fold *fold = &document->folds[index - 1];
    if (line > fold->line && line <= fold->line + fold->hidden)
        splice(document, index - 1, 1, NULL);
}

bool
json_document_fold_level(struct json_document *document, struct span text, size_t level)
{
    struct json_step step;
    size_t open = JSON_NOWHERE;
    bool all = true;
    json_document_unfold_all(document);
    if (!document->count)
        return true;
    struct json_walk walk = document->marks[0];
    while (json_walk_next(document, text, &walk, &step)) {
        if (step.depth != level)
            continue;
        if (json_opens(step.token))
            open = walk.lines - 1;
        if (!json_closes(step.token) || !step.starts)
            continue;
        if (document->fold_count == JSON_FOLDS_MAX) {
            all = false;
            break;
        }
        ARRAY_GROW(document->folds, document->fold_count, document->fold_room);
        document->folds[document->fold_count++] =
            (struct json_fold){open, walk.lines - 1 - open, 0, walk.scan.at};
    }
    count_before(document, 0);
    return all;
}

void
json_document_unfold_all(struct json_document *document)
{
    document->fold_count = 0;
}
