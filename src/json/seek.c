#include "config.h"

#include "json/seek.h"

#include "json/lex.h"
#include "json/text.h"

#include <string.h>

enum {
    BYTES = 512,       /* that are compared in the time of a byte of the budget */
    AT_A_TIME = 65536, /* bytes in which all spellings of a text are looked for */
    PAIR = 12          /* bytes of the longest escape */
};

static void
spend(size_t *budget, size_t bytes)
{
    *budget = *budget > bytes ? *budget - bytes : 0;
}

static bool
in_scope(enum json_scope scope, enum json_piece_kind kind)
{
    if (kind == JSON_PIECE_PUNCTUATION)
        return scope == JSON_ANYWHERE;
    return scope == JSON_ANYWHERE ||
           (scope == JSON_IN_NAMES) == (kind == JSON_PIECE_NAME);
}

/* --- an expression in a name, a value or a line --- */

static bool
is_quoted(enum json_piece_kind kind)
{
    return kind == JSON_PIECE_NAME || kind == JSON_PIECE_STRING;
}

/* Without its quotes or line break; a string that is cut off lacks the second quote. */
static struct span
inside_of(enum json_piece_kind kind, struct span raw)
{
    if (kind == JSON_PIECE_TEXT && raw.n && raw.p[raw.n - 1] == '\r')
        return span_sub(raw, 0, raw.n - 1);
    if (!is_quoted(kind) || raw.n < 2)
        return raw;
    return span_sub(raw, 1, raw.p[raw.n - 1] == JSON_QUOTE ? raw.n - 1 : raw.n);
}

/* The first place at or after AT that splits neither an escape nor a character; FROM is
 * such a place before it. */
static size_t
cut_at(struct span inside, bool quoted, size_t from, size_t at)
{
    size_t i = from;
    if (at >= inside.n)
        return inside.n;
    struct span before = span_sub(inside, 0, at);
    while (quoted && i < at && (i = span_find_byte(before, i, '\\')) < at) {
        struct span rest = span_sub(inside, i, i + PAIR);
        size_t one = json_spelled_at(rest, 1), length = json_escape_length(inside, i);
        for (size_t n = 2; n <= 4 && !one; n++) /* the bytes of one character */
            one = json_spelled_at(rest, n);
        i += one ? one : length ? length : 1;
    }
    if (i < at)
        i = at;
    while (i < inside.n && i < at + 3 && ((unsigned char)inside.p[i] & 0xc0) == 0x80)
        i++;
    return i;
}

/* As it is meant: DECODED owns it where it is spelled otherwise. */
static struct span
meant(struct span part, bool quoted, struct str *decoded)
{
    struct str whole = {0};
    str_clear(decoded);
    if (!quoted || !part.n || !memchr(part.p, '\\', part.n))
        return part;
    str_add_byte(&whole, JSON_QUOTE);
    str_add(&whole, part);
    str_add_byte(&whole, JSON_QUOTE);
    json_unquote(decoded, str_span(&whole));
    str_release(&whole);
    return str_span(decoded);
}

/* In the part of INSIDE from FIRST on; *FROM is where a match may begin, and then where
 * to go on. */
static enum pattern_outcome
match_part(const struct pattern *pattern, struct span inside, bool quoted, size_t first,
           size_t end, size_t *from, size_t *budget, struct span *match)
{
    struct str decoded = {0}, unused = {0};
    size_t last = cut_at(inside, quoted, end, end + JSON_SEEK_CONTEXT);
    struct span part = span_sub(inside, first, last);
    struct span subject = meant(part, quoted, &decoded);
    bool spelled = subject.p != part.p;
    size_t start = *from - first, to = end - first, stop;
    if (spelled) {
        start = meant(span_sub(part, 0, start), quoted, &unused).n;
        to = meant(span_sub(part, 0, to), quoted, &unused).n;
    }
    unsigned edges = (first ? PATTERN_NOT_FIRST : PATTERN_WHOLE) |
                     (last < inside.n ? PATTERN_NOT_LAST : PATTERN_WHOLE);
    enum pattern_outcome outcome =
        pattern_match(pattern, subject, start, to, edges, budget, &start, &stop);
    if (outcome == PATTERN_FOUND) {
        stop = spelled ? json_spelled_at(part, stop) : stop;
        start = spelled ? json_spelled_at(part, start) : start;
        *match = span_sub(part, start, stop);
    } else if (outcome == PATTERN_MORE) {
        *from = first + (spelled ? json_spelled_at(part, start) : start);
    }
    str_release(&decoded);
    str_release(&unused);
    return outcome;
}

/* In the whole of it, part after part from *FIRST on. */
static enum pattern_outcome
match_unit(const struct pattern *pattern, struct span inside, bool quoted,
           size_t *first, size_t *from, size_t *budget, struct span *match)
{
    while (*first < inside.n) {
        size_t end = cut_at(inside, quoted, *first, *first + JSON_SEEK_PART);
        if (*from < end) {
            enum pattern_outcome outcome =
                match_part(pattern, inside, quoted, *first, end, from, budget, match);
            if (outcome != PATTERN_NONE)
                return outcome;
            *from = end;
        }
        *first = end;
    }
    return PATTERN_NONE;
}

bool
json_seek_in_piece(const struct json_find *find, const struct json_piece *piece,
                   size_t from, size_t *budget, struct span *match)
{
    if (piece->kind == JSON_PIECE_PUNCTUATION || !in_scope(find->scope, piece->kind))
        return false;
    if (!find->pattern)
        return json_find_next(find, piece->text, from, match);
    struct span inside = inside_of(piece->kind, piece->text);
    size_t skipped = (size_t)(inside.p - piece->text.p), first = 0;
    from = from > skipped ? from - skipped : 0;
    return match_unit(find->pattern, inside, is_quoted(piece->kind), &first, &from,
                      budget, match) == PATTERN_FOUND;
}

/* --- through a text --- */

void
json_seek_init(struct json_seek *seek, size_t from, size_t to)
{
    *seek = (struct json_seek){.at = from, .to = to};
}

/* A text, wherever it stands: the end of the match is where to go on. */
static enum pattern_outcome
seek_bytes(struct json_seek *seek, const struct json_find *find, struct span text,
           size_t *budget, struct span *match)
{
    size_t longest = 0, to = seek->to < text.n ? seek->to : text.n;
    for (size_t i = 0; i < find->count; i++)
        longest = find->forms[i].n > longest ? find->forms[i].n : longest;
    while (seek->at < to && *budget) {
        size_t slice = find->count > 1 ? AT_A_TIME : *budget * BYTES;
        size_t end = to - seek->at > slice ? seek->at + slice : to;
        struct span window = span_sub(text, 0, end + longest - 1);
        bool found = json_find_next(find, window, seek->at, match);
        size_t at = found ? (size_t)(match->p - text.p) : end;
        found = found && at < end;
        spend(budget, (at - seek->at) / BYTES + 1);
        seek->at = found ? at + match->n : end;
        if (found)
            return PATTERN_FOUND;
    }
    return seek->at < to ? PATTERN_MORE : PATTERN_NONE;
}

static void
hold(struct json_seek *seek, enum json_piece_kind kind, size_t at, size_t end)
{
    seek->held = true;
    seek->kind = kind;
    seek->unit = at;
    seek->unit_end = end;
    seek->part = 0;
}

static enum json_piece_kind
kind_of(enum json_token token)
{
    static const enum json_piece_kind kinds[] = {
        [JSON_NAME] = JSON_PIECE_NAME,     [JSON_STRING] = JSON_PIECE_STRING,
        [JSON_NUMBER] = JSON_PIECE_NUMBER, [JSON_TRUE] = JSON_PIECE_WORD,
        [JSON_FALSE] = JSON_PIECE_WORD,    [JSON_NULL] = JSON_PIECE_WORD};
    bool bracket = json_opens(token) || json_closes(token);
    return bracket ? JSON_PIECE_PUNCTUATION : kinds[token];
}

/* The line around AT of what is no JSON. */
static bool
hold_line(struct json_seek *seek, const struct json_document *document,
          struct span text, size_t at)
{
    size_t from = document->plain_from;
    if (at < from)
        at = from;
    if (from == JSON_NOWHERE || at >= text.n)
        return false;
    size_t begin = at;
    while (begin > from && text.p[begin - 1] != '\n')
        begin--;
    hold(seek, JSON_PIECE_TEXT, begin, span_find_byte(text, at, '\n'));
    return true;
}

/* The next name, value, bracket or line that reaches behind AT. */
static bool
hold_next(struct json_seek *seek, const struct json_document *document,
          struct span text, size_t at, size_t *budget)
{
    struct json_step step;
    bool far = seek->walking && at > seek->walk.scan.at + JSON_SEGMENT;
    if (seek->held && seek->unit_end > at)
        return true;
    seek->held = false;
    if (at >= document->plain_from)
        return hold_line(seek, document, text, at);
    if (!document->count)
        return false;
    if (!seek->walking || far) {
        size_t mark = json_mark_by_offset(document, at);
        seek->walk = document->marks[mark];
        seek->walk.mark = mark;
        seek->walking = true;
    }
    while (json_walk_next(document, text, &seek->walk, &step)) {
        spend(budget, 1);
        if (step.at + step.raw.n <= at)
            continue;
        hold(seek, kind_of(step.token), step.at, step.at + step.raw.n);
        return true;
    }
    return hold_line(seek, document, text, at);
}

/* A text, where it lies within what is looked through. */
static enum pattern_outcome
seek_scoped(struct json_seek *seek, const struct json_find *find,
            const struct json_document *document, struct span text, size_t *budget,
            struct span *match)
{
    for (;;) {
        enum pattern_outcome outcome = seek_bytes(seek, find, text, budget, match);
        if (outcome != PATTERN_FOUND)
            return outcome;
        size_t at = (size_t)(match->p - text.p);
        if (!hold_next(seek, document, text, at, budget))
            return PATTERN_NONE;
        if (in_scope(find->scope, seek->kind) && at >= seek->unit &&
            at + match->n <= seek->unit_end)
            return PATTERN_FOUND;
        seek->at = at + 1;
    }
}

static enum pattern_outcome
seek_pattern(struct json_seek *seek, const struct json_find *find,
             const struct json_document *document, struct span text, size_t *budget,
             struct span *match)
{
    while (seek->at < seek->to) {
        if (!*budget)
            return PATTERN_MORE;
        if (!hold_next(seek, document, text, seek->at, budget) ||
            seek->unit >= seek->to)
            return PATTERN_NONE;
        bool sought =
            seek->kind != JSON_PIECE_PUNCTUATION && in_scope(find->scope, seek->kind);
        struct span raw = span_sub(text, seek->unit, seek->unit_end);
        struct span inside = inside_of(seek->kind, raw);
        size_t begin = (size_t)(inside.p - text.p);
        size_t from = seek->at > begin ? seek->at - begin : 0;
        enum pattern_outcome outcome =
            sought ? match_unit(find->pattern, inside, is_quoted(seek->kind),
                                &seek->part, &from, budget, match)
                   : PATTERN_NONE;
        if (outcome == PATTERN_MORE)
            seek->at = begin + from;
        if (outcome == PATTERN_FOUND)
            seek->at = (size_t)(match->p - text.p) + match->n;
        if (outcome == PATTERN_FOUND && match->p >= text.p + seek->to)
            return PATTERN_NONE;
        if (outcome != PATTERN_NONE)
            return outcome;
        seek->at = seek->unit_end + (seek->kind == JSON_PIECE_TEXT);
        seek->held = false;
    }
    return PATTERN_NONE;
}

enum pattern_outcome
json_seek_next(struct json_seek *seek, const struct json_find *find,
               const struct json_document *document, struct span text, size_t *budget,
               struct span *match)
{
    if (find->pattern)
        return seek_pattern(seek, find, document, text, budget, match);
    if (!find->count)
        return PATTERN_NONE;
    return find->scope == JSON_ANYWHERE
               ? seek_bytes(seek, find, text, budget, match)
               : seek_scoped(seek, find, document, text, budget, match);
}
