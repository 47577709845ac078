/* json_tree_read: the lenient reader. */
#include "config.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "json/lex.h"
#include "json/loose.h"

#include <string.h>

/* 1 M nodes take 56 MB; bodies that people write have hundreds. */
enum { NODES_MAX = 1 << 20, FAULTS_MAX = 1000 };

struct reader {
    struct json_tree *tree;
    struct span text;
    size_t at;
    size_t end;    /* of the last name, value or bracket: what is missing goes there */
    uint32_t open; /* the innermost container that is open */
    size_t depth;
    uint32_t last[JSON_DEPTH_MAX]; /* the last child so far, a level */
    size_t name_at, name_length;   /* waits for its value */
    size_t comma, comma_length;    /* waits for what it leads to; length 0: none */
    enum { WANT_VALUE, WANT_NAME, WANT_COLON, WANT_COMMA } want;
};

/* Keeps the faults in order of place: a bracket's is known only when it isn't closed.
 */
static void
note(struct reader *r, enum json_fault_kind kind, size_t at, size_t length)
{
    struct json_tree *tree = r->tree;
    if (tree->fault_count == FAULTS_MAX) {
        tree->cut_short = true;
        return;
    }
    ARRAY_GROW(tree->faults, tree->fault_count, tree->fault_room);
    size_t i = tree->fault_count++;
    for (; i && tree->faults[i - 1].at > at; i--)
        tree->faults[i] = tree->faults[i - 1];
    tree->faults[i] = (struct json_fault){kind, at, length};
}

static bool
in_object(const struct reader *r)
{
    return r->open != JSON_NONE && r->tree->nodes[r->open].kind == JSON_KIND_OBJECT;
}

static void
add_node(struct reader *r, enum json_kind kind, size_t at, size_t length)
{
    struct json_tree *tree = r->tree;
    if (tree->count == NODES_MAX) {
        tree->cut_short = true;
        return;
    }
    ARRAY_GROW(tree->nodes, tree->count, tree->room);
    uint32_t index = tree->count++;
    tree->nodes[index] = (struct json_node){
        kind, r->open, JSON_NONE, JSON_NONE, 0, r->name_at, r->name_length, at, length,
    };
    r->name_at = r->name_length = 0;
    if (r->open == JSON_NONE)
        return;
    struct json_node *parent = &tree->nodes[r->open];
    uint32_t *last = &r->last[r->depth - 1];
    if (parent->count++)
        tree->nodes[*last].next = index;
    else
        parent->first = index;
    *last = index;
}

/* Moves over a token that ends at END. */
static void
take(struct reader *r, size_t end)
{
    r->at = r->end = end;
}

static void
add_value(struct reader *r, enum json_kind kind, size_t end)
{
    add_node(r, kind, r->at, end - r->at);
    take(r, end);
    r->want = WANT_COMMA;
}

static void
open_container(struct reader *r, enum json_kind kind)
{
    if (r->depth == JSON_DEPTH_MAX) {
        note(r, JSON_FAULT_DEEP, r->at, 1);
        r->tree->cut_short = true;
        return;
    }
    add_value(r, kind, r->at + 1);
    if (r->tree->cut_short)
        return;
    r->open = r->tree->count - 1;
    r->depth++;
    r->want = kind == JSON_KIND_OBJECT ? WANT_NAME : WANT_VALUE;
}

/* A name without its value. */
static void
value_missing(struct reader *r, size_t length)
{
    note(r, length ? JSON_FAULT_UNEXPECTED : JSON_FAULT_CUT, r->at, length);
    add_node(r, JSON_KIND_BROKEN, r->at, 0);
    r->want = WANT_COMMA;
}

static void
close_container(struct reader *r, size_t end)
{
    if (r->comma_length)
        note(r, JSON_FAULT_COMMA_EXTRA, r->comma, r->comma_length);
    r->comma_length = 0;
    struct json_node *node = &r->tree->nodes[r->open];
    node->length = end - node->at;
    r->open = node->parent;
    r->depth--;
    r->want = WANT_COMMA;
}

static bool
value_is_missing(const struct reader *r)
{
    return in_object(r) && (r->want == WANT_COLON || r->want == WANT_VALUE);
}

static void
close_unclosed(struct reader *r)
{
    note(r, JSON_FAULT_OPEN, r->tree->nodes[r->open].at, 1);
    close_container(r, r->end);
}

/* A closing bracket: it also closes what was left open inside of its partner; without
 * a partner it is passed over. */
static void
closing(struct reader *r)
{
    enum json_kind kind = r->text.p[r->at] == '}' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY;
    uint32_t partner = r->open;
    while (partner != JSON_NONE && r->tree->nodes[partner].kind != kind)
        partner = r->tree->nodes[partner].parent;
    if (partner == JSON_NONE) {
        note(r, JSON_FAULT_UNEXPECTED, r->at++, 1);
        return;
    }
    if (value_is_missing(r))
        value_missing(r, 1);
    while (r->open != partner)
        close_unclosed(r);
    close_container(r, r->at + 1);
    take(r, r->at + 1);
}

static void
comma(struct reader *r, size_t length)
{
    if (value_is_missing(r))
        value_missing(r, length);
    if (r->want == WANT_COMMA && r->open != JSON_NONE) {
        r->comma = r->at;
        r->comma_length = length;
        r->want = in_object(r) ? WANT_NAME : WANT_VALUE;
    } else {
        note(r, r->open == JSON_NONE ? JSON_FAULT_UNEXPECTED : JSON_FAULT_COMMA_EXTRA,
             r->at, length);
    }
    r->at += length;
}

static void
colon(struct reader *r, size_t length)
{
    if (r->want != WANT_COLON)
        note(r, JSON_FAULT_UNEXPECTED, r->at, length);
    else if (r->text.p[r->at] != ':')
        note(r, JSON_FAULT_COLON_MISSING, r->at, length);
    if (r->want == WANT_COLON)
        r->want = WANT_VALUE;
    r->at += length;
}

/* Faults inside of a string; a string that will be quoted anew only minds its UTF-8. */
static void
note_inside(struct reader *r, size_t at, size_t end, bool requoted)
{
    struct span text = span_sub(r->text, 0, end);
    while ((at = json_plain_end(text, at)) < end) {
        unsigned char c = (unsigned char)text.p[at];
        size_t n = c == '\\' ? json_escape_length(text, at) : 1;
        if (c >= 0x80) {
            uint32_t point;
            n = utf8_next(span_from(text, at), &point);
            if (point == UTF8_BAD)
                note(r, JSON_FAULT_UTF8, at, 1);
        } else if (c == '\\' && !n) {
            n = 1; /* what follows is looked at by itself */
            if (!requoted)
                note(r, JSON_FAULT_ESCAPE, at,
                     json_plain_end(text, at + 1) > at + 1 ? 2 : 1);
        } else if (c < 0x20 && !requoted) {
            n = span_starts(span_from(text, at), "\r\n") ? 2 : 1;
            bool line_break = c == '\n' || c == '\r' || c == '\t';
            note(r, line_break ? JSON_FAULT_LINE_BREAK : JSON_FAULT_CONTROL, at, n);
        }
        at += n;
    }
}

/* The end of the string token at hand, in whatever quotes; its faults are noted. */
static size_t
string_end(struct reader *r, bool name)
{
    size_t end;
    struct json_fault fault;
    enum json_fault_kind kind = r->text.p[r->at] == JSON_QUOTE
                                    ? JSON_FAULT_NONE
                                    : json_loose_quote(r->text, r->at);
    if (kind) {
        end = json_loose_quoted_end(r->text, r->at, name);
    } else {
        if (json_lex_string(r->text, r->at, &end, &fault))
            return end;
        end = json_loose_string_end(r->text, r->at, name, &kind);
    }
    if (kind)
        note(r, kind, r->at, end - r->at);
    note_inside(r, r->at, end, kind && kind != JSON_FAULT_OPEN);
    return end;
}

static bool
is_quote(const struct reader *r)
{
    return r->text.p[r->at] == JSON_QUOTE || json_loose_quote(r->text, r->at);
}

static enum json_kind
bare_kind(struct reader *r, size_t end)
{
    struct span word = span_sub(r->text, r->at, end);
    size_t number_end;
    struct json_fault fault;
    enum json_kind kind;
    const char *meant;
    if (json_lex_number(word, 0, &number_end, &fault) && number_end == word.n)
        return JSON_KIND_NUMBER;
    if (span_is(word, "true"))
        return JSON_KIND_TRUE;
    if (span_is(word, "false"))
        return JSON_KIND_FALSE;
    if (span_is(word, "null"))
        return JSON_KIND_NULL;
    if (json_loose_word(word, &kind, &meant)) {
        note(r, JSON_FAULT_WORD, r->at, word.n);
        return kind;
    }
    size_t i = 0;
    while (i < word.n && strchr("+-.0123456789eE", word.p[i]) && word.p[i])
        i++;
    bool number = i == word.n && strchr("+-.0123456789", word.p[0]);
    note(r, number ? JSON_FAULT_NUMBER : JSON_FAULT_QUOTE_MISSING, r->at, word.n);
    return number ? JSON_KIND_NUMBER : JSON_KIND_STRING;
}

/* Characters that begin no token, up to the next that may. */
static size_t
junk_end(const struct reader *r)
{
    size_t at = r->at;
    uint32_t c;
    do
        at += utf8_next(span_from(r->text, at), &c);
    while (at < r->text.n && !json_is_blank(r->text.p[at]) &&
           !strchr("{}[]\"'`,:", r->text.p[at] ? r->text.p[at] : 'x') &&
           !json_loose_blank(r->text, at) && !json_loose_bare(r->text, at, false));
    return at;
}

static void
value(struct reader *r)
{
    char c = r->text.p[r->at];
    size_t bare;
    if (c == '{' || c == '[') {
        open_container(r, c == '{' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY);
    } else if (is_quote(r)) {
        add_value(r, JSON_KIND_STRING, string_end(r, false));
    } else if ((bare = json_loose_bare(r->text, r->at, false))) {
        add_value(r, bare_kind(r, r->at + bare), r->at + bare);
    } else {
        size_t end = junk_end(r);
        note(r, JSON_FAULT_UNEXPECTED, r->at, end - r->at);
        add_value(r, JSON_KIND_BROKEN, end);
    }
}

static void
name(struct reader *r)
{
    size_t end, bare;
    if (is_quote(r)) {
        end = string_end(r, true);
    } else if ((bare = json_loose_bare(r->text, r->at, true))) {
        end = r->at + bare;
        note(r, JSON_FAULT_QUOTE_MISSING, r->at, bare);
    } else {
        note(r, JSON_FAULT_UNEXPECTED, r->at, 1);
        value(r);
        return;
    }
    r->name_at = r->at;
    r->name_length = end - r->at;
    take(r, end);
    r->want = WANT_COLON;
}

/* A name or value begins: what should have stood before it? */
static void
item(struct reader *r)
{
    if (r->comma_length && r->text.p[r->comma] != ',')
        note(r, JSON_FAULT_COMMA_MISSING, r->comma, r->comma_length);
    r->comma_length = 0;
    if (r->want == WANT_COMMA) {
        note(r, JSON_FAULT_COMMA_MISSING, r->end, 0);
        r->want = in_object(r) ? WANT_NAME : WANT_VALUE;
    } else if (r->want == WANT_COLON) {
        note(r, JSON_FAULT_COLON_MISSING, r->end, 0);
        r->want = WANT_VALUE;
    }
    if (r->want == WANT_NAME)
        name(r);
    else
        value(r);
}

/* A character of JSON itself, that nothing else can be meant by. */
static bool
is_plain_token(char c)
{
    return c == JSON_QUOTE || c == ',' || c == ':' || c == '{' || c == '}' ||
           c == '[' || c == ']';
}

static void
blank(struct reader *r)
{
    for (;;) {
        r->at = json_blank_end(r->text, r->at);
        if (r->at < r->text.n && is_plain_token(r->text.p[r->at]))
            return;
        size_t comment = json_loose_comment(r->text, r->at);
        size_t odd = json_loose_blank(r->text, r->at);
        if (!comment && !odd)
            return;
        note(r, comment ? JSON_FAULT_COMMENT : JSON_FAULT_UNEXPECTED, r->at,
             comment + odd);
        r->at += comment + odd;
    }
}

/* True for what begins neither a token nor anything that could be meant as one. */
static bool
is_junk(const struct reader *r)
{
    return !is_quote(r) && r->text.p[r->at] != '{' && r->text.p[r->at] != '[' &&
           !json_loose_bare(r->text, r->at, false);
}

static void
step(struct reader *r)
{
    char c = r->text.p[r->at];
    size_t length;
    if (c == '}' || c == ']')
        closing(r);
    else if (c == JSON_QUOTE || c == '{' || c == '[')
        item(r);
    else if ((length = json_loose_comma(r->text, r->at)))
        comma(r, length);
    else if ((length = json_loose_colon(r->text, r->at)))
        colon(r, length);
    else if (r->want != WANT_VALUE && is_junk(r)) {
        size_t end = junk_end(r);
        note(r, JSON_FAULT_UNEXPECTED, r->at, end - r->at);
        r->at = end;
    } else
        item(r);
}

static void
finish(struct reader *r)
{
    if (!r->tree->cut_short && value_is_missing(r))
        value_missing(r, 0);
    while (r->open != JSON_NONE)
        if (r->tree->cut_short)
            close_container(r, r->end);
        else
            close_unclosed(r);
    if (r->tree->count)
        return;
    note(r, JSON_FAULT_EMPTY, r->text.n, 0);
    add_node(r, JSON_KIND_BROKEN, r->text.n, 0);
}

void
json_tree_read(struct json_tree *tree, struct span text)
{
    struct reader r = {.tree = tree, .text = text, .open = JSON_NONE};
    *tree = (struct json_tree){.text = text};
    if (span_starts(text, "\xef\xbb\xbf")) {
        note(&r, JSON_FAULT_BOM, 0, 3);
        r.at = 3;
    }
    for (;;) {
        blank(&r);
        if (r.at >= text.n || tree->cut_short)
            break;
        if (tree->count && r.open == JSON_NONE) {
            note(&r, JSON_FAULT_TRAILING, r.at, span_trim(span_from(text, r.at)).n);
            break;
        }
        step(&r);
    }
    finish(&r);
}
