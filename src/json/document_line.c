/* Lines of a document, and the places around them. */
#include "config.h"

#include "json/document.h"

#include "base/utf8.h"
#include "json/lex.h"
#include "json/pretty.h"
#include "json/text.h"
#include "json/walk.h"

static void
add_piece(struct json_line *line, enum json_piece_kind kind, struct span text)
{
    struct json_piece *piece = &line->pieces[line->count++];
    *piece = (struct json_piece){kind, text, 0};
    if (text.n <= JSON_CLIP)
        return;
    /* where the character begins that would go over the limit */
    piece->text.n = utf8_before(span_sub(text, 0, JSON_CLIP + 1), JSON_CLIP + 1);
    piece->clipped = text.n - piece->text.n;
}

static void
add_punctuation(struct json_line *line, const char *text)
{
    add_piece(line, JSON_PIECE_PUNCTUATION, span_of(text));
}

static enum json_piece_kind
kind_of(enum json_token token)
{
    if (token == JSON_STRING)
        return JSON_PIECE_STRING;
    return token == JSON_NUMBER ? JSON_PIECE_NUMBER : JSON_PIECE_WORD;
}

/* The byte that comes after white space, or 0. */
static char
next_byte(struct span text, size_t at)
{
    at = json_blank_end(text, at);
    return at < text.n ? text.p[at] : '\0';
}

static const struct json_fold *
fold_of(const struct json_document *document, size_t line)
{
    size_t low = 0, high = document->fold_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (document->folds[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < document->fold_count && document->folds[low].line == line;
    return found ? &document->folds[low] : NULL;
}

/* The brackets of a container: both when nothing is inside, or it is folded. */
static size_t
add_container(struct json_line *line, const struct json_document *document,
              struct span text, struct json_walk *walk, const struct json_step *step)
{
    bool object = step->token == JSON_OBJECT;
    const char *close = object ? "}" : "]";
    struct json_step next;
    if (next_byte(text, walk->scan.at) == close[0]) {
        add_punctuation(line, object ? "{}" : "[]");
        json_walk_next(document, text, walk, &next);
        return walk->scan.at;
    }
    add_punctuation(line, object ? "{" : "[");
    line->opens = true;
    const struct json_fold *fold = fold_of(document, line->number);
    if (!fold)
        return JSON_NOWHERE;
    line->folded = fold->hidden;
    add_punctuation(line, close);
    return fold->end;
}

static void
fill(struct json_line *line, const struct json_document *document, struct span text,
     struct json_walk *walk, struct json_step *step)
{
    size_t end = walk->scan.at;
    line->at = step->at;
    line->indent = step->depth < JSON_INDENT_MAX ? step->depth : JSON_INDENT_MAX;
    if (step->token == JSON_NAME) {
        add_piece(line, JSON_PIECE_NAME, step->raw);
        if (next_byte(text, end) == ':')
            add_punctuation(line, ": ");
        if (!json_walk_next(document, text, walk, step))
            return;
        end = walk->scan.at;
    }
    if (json_opens(step->token))
        end = add_container(line, document, text, walk, step);
    else if (json_closes(step->token))
        add_punctuation(line, step->token == JSON_OBJECT_END ? "}" : "]");
    else
        add_piece(line, kind_of(step->token), step->raw);
    if (end != JSON_NOWHERE && next_byte(text, end) == ',' && line->indent)
        add_punctuation(line, ",");
}

bool
json_reader_line(struct json_reader *reader, const struct json_document *document,
                 struct span text, size_t number, struct json_line *line)
{
    struct json_step step;
    *line = (struct json_line){.number = number};
    if (number >= json_document_lines(document))
        return false;
    if (number >= document->plain_line && document->plain_from != JSON_NOWHERE) {
        struct span plain = json_plain_line(document, text, number);
        line->at = (size_t)(plain.p - text.p);
        add_piece(line, JSON_PIECE_TEXT, plain);
        return true;
    }
    if (!json_walk_to(document, text, number, &reader->walk, &step))
        return false;
    fill(line, document, text, &reader->walk, &step);
    return true;
}

size_t
json_document_line_at(const struct json_document *document, struct span text, size_t at)
{
    if (!document->count)
        return 0;
    size_t mark = json_mark_by_offset(document, at);
    struct json_walk walk = document->marks[mark];
    walk.mark = mark;
    if (at >= document->plain_from) {
        size_t from = walk.scan.at, line = walk.lines;
        while ((from = span_find_byte(text, from, '\n') + 1) <= at)
            line++;
        return line;
    }
    struct json_step step;
    json_walk_leap(document, text, &walk, at);
    while (json_walk_next(document, text, &walk, &step)) {
        if (step.at > at)
            return walk.lines - (step.starts && walk.lines > 1 ? 2 : 1);
        if (step.at + step.raw.n > at)
            break;
    }
    return walk.lines ? walk.lines - 1 : 0;
}

/* The last opening to DEPTH in the segment at MARK before AT: its line, or NOWHERE. */
static size_t
opener_in(const struct json_document *document, struct span text, size_t mark,
          size_t at, size_t depth)
{
    struct json_walk walk = document->marks[mark];
    walk.mark = mark;
    if (mark + 1 < document->count && document->marks[mark + 1].scan.at < at)
        at = document->marks[mark + 1].scan.at;
    return json_walk_opener(document, text, at, depth, &walk);
}

/* The line where the container was opened that is the DEPTH-th around AT. */
static size_t
opener(const struct json_document *document, struct span text, size_t at, size_t depth)
{
    for (size_t mark = json_mark_by_offset(document, at) + 1; mark-- > 0;) {
        if (document->marks[mark].lowest >= depth)
            continue;
        size_t line = opener_in(document, text, mark, at, depth);
        if (line != JSON_NOWHERE)
            return line;
    }
    return 0;
}

/* The token that begins a line of the JSON part. */
static bool
find_line(const struct json_document *document, struct span text, size_t line,
          struct json_walk *walk, struct json_step *step)
{
    *walk = (struct json_walk){0};
    if (document->plain_from != JSON_NOWHERE && line >= document->plain_line)
        return false;
    return json_walk_to(document, text, line, walk, step);
}

static size_t
parent_of(const struct json_document *document, struct span text, size_t line,
          const struct json_step *step)
{
    size_t depth = step->depth + json_closes(step->token);
    return depth ? opener(document, text, step->at, depth) : line;
}

size_t
json_document_parent(const struct json_document *document, struct span text,
                     size_t line)
{
    struct json_walk walk;
    struct json_step step;
    if (!find_line(document, text, line, &walk, &step))
        return line;
    return parent_of(document, text, line, &step);
}

/* Which item of its array the line begins. Counted as it passes, or in deep arrays
 * from the opening bracket on. */
static size_t
index_of(const struct json_document *document, struct span text,
         const struct json_walk *walk, const struct json_step *step)
{
    if (step->depth <= JSON_ITEM_LEVELS)
        return walk->items[step->depth - 1] - 1;
    struct json_walk from;
    struct json_step item;
    size_t count = 0;
    find_line(document, text, opener(document, text, step->at, step->depth), &from,
              &item);
    while (json_walk_next(document, text, &from, &item) && item.at < step->at)
        count += item.starts && item.depth == step->depth && !json_closes(item.token);
    return count;
}

bool
json_document_pointer(const struct json_document *document, struct span text,
                      size_t line, struct str *out)
{
    struct json_walk walk;
    struct json_step step;
    struct str name = {0}, part = {0};
    size_t start = out->n;
    if (!find_line(document, text, line, &walk, &step))
        return false;
    if (json_closes(step.token)) {
        line = parent_of(document, text, line, &step);
        find_line(document, text, line, &walk, &step);
    }
    while (step.depth) {
        str_clear(&part);
        str_clear(&name);
        if (step.token == JSON_NAME) {
            json_unquote(&name, step.raw);
            json_pointer_add(&part, str_span(&name));
        } else {
            json_pointer_add_index(&part, index_of(document, text, &walk, &step));
        }
        str_insert(out, start, str_span(&part));
        line = parent_of(document, text, line, &step);
        if (!find_line(document, text, line, &walk, &step))
            break;
    }
    str_release(&name);
    str_release(&part);
    return true;
}

struct span
json_document_value(const struct json_document *document, struct span text, size_t line)
{
    struct json_walk walk;
    struct json_step step;
    if (line >= json_document_lines(document))
        return (struct span){0};
    if (document->plain_from != JSON_NOWHERE && line >= document->plain_line)
        return json_plain_line(document, text, line);
    if (!find_line(document, text, line, &walk, &step))
        return (struct span){0};
    if (json_closes(step.token)) {
        line = parent_of(document, text, line, &step);
        find_line(document, text, line, &walk, &step);
    }
    if (step.token == JSON_NAME && !json_walk_next(document, text, &walk, &step))
        return (struct span){0};
    size_t from = step.at;
    if (!json_opens(step.token))
        return step.raw;
    size_t end = json_walk_out(document, text, step.depth, &walk, &step)
                     ? walk.scan.at
                     : document->size;
    return span_sub(text, from, end);
}
