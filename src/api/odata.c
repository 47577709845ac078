#include "config.h"

#include "api/odata.h"
#include "api/odata_lex.h"

#include "base/memory.h"

#include <string.h>

/* What is open while a filter is read: operators that wait for their right side, and
 * brackets. */
struct frame {
    enum { FRAME_OPERATOR, FRAME_BRACKET, FRAME_CALL, FRAME_LIST, FRAME_LAMBDA } kind;
    enum odata_kind makes; /* the node that comes of it */
    unsigned binding;
    size_t at, length; /* operator, function or variable */
    size_t operands;   /* how many there were when it was opened */
    uint32_t from;     /* the next node then */
    size_t bracket;
};

struct parser {
    struct odata_filter *filter;
    struct span text;
    struct odata_token token;
    struct frame frames[ODATA_DEPTH_MAX];
    size_t depth;
    uint32_t operands[ODATA_NODES_MAX];
    size_t operand_count;
    unsigned lambdas;
    bool operand_next;
};

static const struct infix {
    const char *word;
    enum odata_kind kind;
    unsigned binding; /* the higher, the tighter; 4.01 part 2, section 5.1.1.17 */
} infixes[] = {
    {"or", ODATA_OR, 1},   {"and", ODATA_AND, 2}, {"eq", ODATA_EQ, 3},
    {"ne", ODATA_NE, 3},   {"gt", ODATA_GT, 4},   {"ge", ODATA_GE, 4},
    {"lt", ODATA_LT, 4},   {"le", ODATA_LE, 4},   {"has", ODATA_HAS, 7},
    {"in", ODATA_IN, 7},   {"add", ODATA_ADD, 5}, {"sub", ODATA_SUB, 5},
    {"mul", ODATA_MUL, 6}, {"div", ODATA_DIV, 6}, {"mod", ODATA_MOD, 6},
};
enum { BINDING_NOT = 8 };

static const struct {
    const char *sign, *word;
} signs[] = {
    {"=", "eq"},  {"==", "eq"}, {"!=", "ne"}, {"<>", "ne"},  {">", "gt"},
    {">=", "ge"}, {"<", "lt"},  {"<=", "le"}, {"&&", "and"}, {"&", "and"},
    {"||", "or"}, {"|", "or"},  {"!", "not"},
};

static bool
fault(struct parser *p, enum odata_fault_kind kind, size_t at, size_t length,
      const char *what)
{
    if (!p->filter->fault.kind)
        p->filter->fault = (struct odata_fault){kind, at, length, what};
    return false;
}

static bool
fault_here(struct parser *p, enum odata_fault_kind kind, const char *what)
{
    return fault(p, kind, p->token.at, p->token.length, what);
}

static struct span
token_text(const struct parser *p)
{
    return span_sub(p->text, p->token.at, p->token.at + p->token.length);
}

static void
next(struct parser *p)
{
    p->token = odata_lex(p->text, p->token.at + p->token.length);
}

static bool
push_operand(struct parser *p, enum odata_kind kind, size_t at, size_t length)
{
    struct odata_filter *f = p->filter;
    if (f->count == ODATA_NODES_MAX || p->operand_count == ODATA_NODES_MAX)
        return fault(p, ODATA_FAULT_LIMIT, at, length, NULL);
    ARRAY_GROW(f->nodes, f->count, f->room);
    f->nodes[f->count] = (struct odata_node){
        kind, ODATA_NONE, ODATA_NONE, ODATA_NONE, p->lambdas, at, length};
    p->operands[p->operand_count++] = f->count++;
    return true;
}

/* A node whose children are the operands from FROM on. */
static bool
fold(struct parser *p, enum odata_kind kind, size_t from, size_t at, size_t length)
{
    uint32_t first = from < p->operand_count ? p->operands[from] : ODATA_NONE;
    for (size_t i = from; i + 1 < p->operand_count; i++)
        p->filter->nodes[p->operands[i]].next = p->operands[i + 1];
    p->operand_count = from;
    if (!push_operand(p, kind, at, length))
        return false;
    p->filter->nodes[p->filter->count - 1].first = first;
    return true;
}

static bool
push_frame(struct parser *p, struct frame frame)
{
    if (p->depth == ODATA_DEPTH_MAX)
        return fault(p, ODATA_FAULT_LIMIT, frame.at, frame.length, NULL);
    frame.operands = p->operand_count;
    frame.from = p->filter->count;
    p->frames[p->depth++] = frame;
    p->operand_next = true;
    return true;
}

static struct frame *
top(struct parser *p)
{
    return p->depth ? &p->frames[p->depth - 1] : NULL;
}

/* Gives the waiting operators that bind at least as tight their operands. */
static bool
reduce(struct parser *p, unsigned binding)
{
    struct frame *f;
    while ((f = top(p)) && f->kind == FRAME_OPERATOR && f->binding >= binding) {
        p->depth--;
        size_t sides = f->makes == ODATA_NOT ? 1 : 2;
        if (!fold(p, f->makes, p->operand_count - sides, f->at, f->length))
            return false;
    }
    return true;
}

static bool
leaf(struct parser *p, enum odata_kind kind)
{
    if (!push_operand(p, kind, p->token.at, p->token.length))
        return false;
    p->operand_next = false;
    next(p);
    return true;
}

/* The variable of an any or all that we are inside of. */
static bool
is_variable(const struct parser *p, struct span name)
{
    struct span first = span_sub(name, 0, span_find_byte(name, 0, '/'));
    for (size_t i = 0; i < p->depth; i++) {
        const struct frame *f = &p->frames[i];
        if (f->kind == FRAME_LAMBDA && f->length &&
            span_equal(first, span_sub(p->text, f->at, f->at + f->length)))
            return true;
    }
    return false;
}

static enum odata_kind
name_kind(const struct parser *p, struct span name)
{
    return is_variable(p, name) ? ODATA_VARIABLE : ODATA_PROPERTY;
}

/* collection/any(v:condition): the variable, its colon, and the condition follows. */
static bool
open_lambda(struct parser *p, struct span word)
{
    enum odata_kind kind = span_ends(word, "/any") ? ODATA_ANY : ODATA_ALL;
    struct span collection = span_sub(word, 0, word.n - strlen("/any"));
    if (!push_operand(p, name_kind(p, collection), p->token.at, collection.n))
        return false;
    next(p);
    struct frame frame = {FRAME_LAMBDA, kind, 0, p->token.at, 0, 0, 0, p->token.at};
    next(p);
    if (p->token.kind == ODATA_TOKEN_WORD) {
        frame.at = p->token.at;
        frame.length = p->token.length;
        next(p);
        if (p->token.kind != ODATA_TOKEN_COLON)
            return fault_here(p, ODATA_FAULT_UNEXPECTED, NULL);
        next(p);
    }
    if (!push_frame(p, frame))
        return false;
    p->lambdas++;
    return true;
}

static bool
open_call(struct parser *p, struct span word)
{
    if (span_ends(word, "/any") || span_ends(word, "/all"))
        return open_lambda(p, word);
    struct frame frame = {
        FRAME_CALL,      ODATA_CALL, 0, p->token.at,
        p->token.length, 0,          0, p->token.at + p->token.length};
    next(p);
    next(p);
    return push_frame(p, frame);
}

static bool
open_bracket(struct parser *p)
{
    const struct frame *f = top(p);
    bool list = f && f->kind == FRAME_OPERATOR && f->makes == ODATA_IN;
    struct frame frame = {list ? FRAME_LIST : FRAME_BRACKET,
                          ODATA_LIST,
                          0,
                          p->token.at,
                          p->token.length,
                          0,
                          0,
                          p->token.at};
    next(p);
    return push_frame(p, frame);
}

static bool
close_bracket(struct parser *p)
{
    if (!reduce(p, 0))
        return false;
    struct frame *f = top(p);
    if (!f)
        return fault_here(p, ODATA_FAULT_UNEXPECTED, NULL);
    p->depth--;
    p->operand_next = false;
    next(p);
    if (f->kind == FRAME_BRACKET)
        return true;
    size_t from = f->operands;
    if (f->kind == FRAME_LAMBDA) {
        p->lambdas--;
        from--; /* the collection */
    }
    if (!fold(p, f->makes, from, f->at, f->length))
        return false;
    p->filter->nodes[p->filter->count - 1].from = f->from;
    return true;
}

static bool
operand_word(struct parser *p)
{
    struct span word = token_text(p);
    size_t end = p->token.at + p->token.length;
    if (span_is(word, "not")) {
        struct frame frame = {FRAME_OPERATOR,  ODATA_NOT, BINDING_NOT, p->token.at,
                              p->token.length, 0,         0,           0};
        next(p);
        return push_frame(p, frame);
    }
    if (end < p->text.n && p->text.p[end] == '(')
        return open_call(p, word);
    if (span_is(word, "true"))
        return leaf(p, ODATA_TRUE);
    if (span_is(word, "false"))
        return leaf(p, ODATA_FALSE);
    return leaf(p, span_is(word, "null") ? ODATA_NULL : name_kind(p, word));
}

/* Before an operand only ! has a word, and behind one only the others. */
static const char *
word_of_sign(const struct parser *p)
{
    struct span sign = token_text(p);
    if (span_is(sign, "!") != p->operand_next)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(signs); i++) {
        if (span_is(sign, signs[i].sign))
            return signs[i].word;
    }
    return NULL;
}

/* What can't be read wherever it stands. */
static bool
bad_token(struct parser *p)
{
    switch ((int)p->token.kind) {
    case ODATA_TOKEN_END:
        return fault_here(p, ODATA_FAULT_END, NULL);
    case ODATA_TOKEN_QUOTE_OTHER:
        return fault_here(p, ODATA_FAULT_QUOTE_OTHER, NULL);
    case ODATA_TOKEN_QUOTE_OPEN:
        return fault_here(p, ODATA_FAULT_QUOTE_OPEN, NULL);
    case ODATA_TOKEN_BARE:
        return fault_here(p, ODATA_FAULT_QUOTE_MISSING, NULL);
    case ODATA_TOKEN_OLD:
        return fault_here(p, ODATA_FAULT_OLD_LITERAL, NULL);
    case ODATA_TOKEN_SIGN:
        return fault_here(p, ODATA_FAULT_SIGN, word_of_sign(p));
    default:
        return fault_here(p, ODATA_FAULT_UNEXPECTED, NULL);
    }
}

static bool
operand(struct parser *p)
{
    const struct frame *f = top(p);
    switch ((int)p->token.kind) {
    case ODATA_TOKEN_WORD:
        return operand_word(p);
    case ODATA_TOKEN_LITERAL:
        return leaf(p, p->token.literal);
    case ODATA_TOKEN_OPEN:
        return open_bracket(p);
    case ODATA_TOKEN_CLOSE:
        /* f() and any() */
        if (f && (f->kind == FRAME_CALL || f->kind == FRAME_LAMBDA) &&
            f->operands == p->operand_count)
            return close_bracket(p);
        return bad_token(p);
    default:
        return bad_token(p);
    }
}

/* Two words where an operator belongs between: often text that lacks its quotes. */
static bool
no_operator(struct parser *p)
{
    const struct odata_node *last =
        p->operand_count ? &p->filter->nodes[p->operands[p->operand_count - 1]] : NULL;
    const struct frame *f = top(p);
    bool right_side =
        f && f->kind == FRAME_OPERATOR && f->makes >= ODATA_EQ && f->makes <= ODATA_LE;
    if (last && last->kind == ODATA_STRING)
        return fault(p, ODATA_FAULT_QUOTE_INSIDE, last->at,
                     p->token.at + p->token.length - last->at, NULL);
    if (last && right_side)
        return fault(p, ODATA_FAULT_QUOTE_MISSING, last->at,
                     p->token.at + p->token.length - last->at, NULL);
    return fault_here(p, ODATA_FAULT_OPERATOR, NULL);
}

static bool
operator_word(struct parser *p)
{
    struct span word = token_text(p);
    for (size_t i = 0; i < COUNT_OF(infixes); i++) {
        const struct infix *o = &infixes[i];
        if (!span_is(word, o->word))
            continue;
        struct frame frame = {FRAME_OPERATOR,  o->kind, o->binding, p->token.at,
                              p->token.length, 0,       0,          0};
        if (!reduce(p, o->binding))
            return false;
        next(p);
        return push_frame(p, frame);
    }
    for (size_t i = 0; i < COUNT_OF(infixes); i++) {
        if (span_is_nocase(word, infixes[i].word))
            return fault_here(p, ODATA_FAULT_OPERATOR_CASE, infixes[i].word);
    }
    return no_operator(p);
}

static bool
separator(struct parser *p)
{
    if (!reduce(p, 0))
        return false;
    const struct frame *f = top(p);
    if (!f || (f->kind != FRAME_CALL && f->kind != FRAME_LIST))
        return fault_here(p, ODATA_FAULT_UNEXPECTED, NULL);
    p->operand_next = true;
    next(p);
    return true;
}

static bool
after_operand(struct parser *p)
{
    switch ((int)p->token.kind) {
    case ODATA_TOKEN_WORD:
        return operator_word(p);
    case ODATA_TOKEN_CLOSE:
        return close_bracket(p);
    case ODATA_TOKEN_COMMA:
        return separator(p);
    case ODATA_TOKEN_LITERAL:
    case ODATA_TOKEN_BARE:
    case ODATA_TOKEN_OLD:
    case ODATA_TOKEN_QUOTE_OPEN:
        return no_operator(p);
    default:
        return bad_token(p);
    }
}

bool
odata_filter_parse(struct odata_filter *filter, struct span text)
{
    struct parser p = {.filter = filter, .text = text, .operand_next = true};
    *filter = (struct odata_filter){.text = text};
    p.token = odata_lex(text, 0);
    while (p.operand_next || p.token.kind != ODATA_TOKEN_END) {
        if (!(p.operand_next ? operand(&p) : after_operand(&p)))
            return false;
    }
    if (!reduce(&p, 0))
        return false;
    if (p.depth)
        return fault(&p, ODATA_FAULT_OPEN, p.frames[p.depth - 1].bracket, 1, NULL);
    return true;
}

void
odata_filter_release(struct odata_filter *filter)
{
    mem_free(filter->nodes);
    *filter = (struct odata_filter){0};
}

struct span
odata_node_text(const struct odata_filter *filter, const struct odata_node *node)
{
    return span_sub(filter->text, node->at, node->at + node->length);
}

void
odata_add_quoted(struct str *out, struct span text)
{
    str_add_byte(out, '\'');
    for (size_t i = 0; i < text.n; i++)
        str_add_repeat(out, text.p[i], text.p[i] == '\'' ? 2 : 1);
    str_add_byte(out, '\'');
}

void
odata_add_equal(struct str *out, const char *property, struct span value, bool text)
{
    str_addf(out, "%s eq ", property);
    if (text)
        odata_add_quoted(out, value);
    else
        str_add(out, value);
}

void
odata_string(struct str *out, struct span raw)
{
    struct span text = span_sub(raw, 1, raw.n ? raw.n - 1 : 0);
    for (size_t i = 0; i < text.n; i++) {
        str_add_byte(out, text.p[i]);
        if (text.p[i] == '\'' && i + 1 < text.n && text.p[i + 1] == '\'')
            i++;
    }
}

const char *const odata_functions[] = {
    "concat",
    "contains",
    "endswith",
    "indexof",
    "length",
    "startswith",
    "substring",
    "tolower",
    "toupper",
    "trim",
    "matchesPattern",
    "date",
    "day",
    "fractionalseconds",
    "hour",
    "maxdatetime",
    "mindatetime",
    "minute",
    "month",
    "now",
    "second",
    "time",
    "totaloffsetminutes",
    "totalseconds",
    "year",
    "ceiling",
    "floor",
    "round",
    "cast",
    "isof",
    "hassubset",
    "hassubsequence",
    NULL,
};

bool
odata_function(struct span name)
{
    for (size_t i = 0; odata_functions[i]; i++) {
        if (span_is(name, odata_functions[i]))
            return true;
    }
    return false;
}
