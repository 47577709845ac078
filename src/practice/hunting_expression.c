/* Expressions of hunting queries, read by precedence with a stack of what is open (the
 * shunting-yard method of Dijkstra, 1961): nothing here calls itself. */
#include "config.h"

#include "practice/hunting.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { PRECEDENCE_RELATION = 3, PRECEDENCE_SIGN = 6 };

/* KQL binds "and" before "or", relations before both. */
static const struct relation {
    const char *word;
    unsigned precedence;
    bool listed; /* its right side is a list in brackets */
} relations[] = {
    {"or", 1, false},         {"and", 2, false},         {"==", 3, false},
    {"!=", 3, false},         {"<>", 3, false},          {"=~", 3, false},
    {"!~", 3, false},         {"<", 3, false},           {"<=", 3, false},
    {">", 3, false},          {">=", 3, false},          {"contains", 3, false},
    {"!contains", 3, false},  {"contains_cs", 3, false}, {"!contains_cs", 3, false},
    {"has", 3, false},        {"!has", 3, false},        {"has_cs", 3, false},
    {"startswith", 3, false}, {"!startswith", 3, false}, {"endswith", 3, false},
    {"!endswith", 3, false},  {"hasprefix", 3, false},   {"hassuffix", 3, false},
    {"matches", 3, false},    {"in", 3, true},           {"!in", 3, true},
    {"in~", 3, true},         {"!in~", 3, true},         {"has_any", 3, true},
    {"has_all", 3, true},     {"between", 3, true},      {"!between", 3, true},
    {"+", 4, false},          {"-", 4, false},           {"*", 5, false},
    {"/", 5, false},          {"%", 5, false},
};

struct pending {
    enum {
        PENDING_GROUP,
        PENDING_CALL,
        PENDING_LIST,
        PENDING_BINARY,
        PENDING_SIGN
    } kind;
    const struct kql_function *function;
    unsigned precedence;
    unsigned base; /* how many operands stood there when it began */
    struct span name;
};

struct reading {
    struct hunt *hunt;
    struct kql_expression *expression;
    struct pending pending[PENDING_MAX];
    unsigned pending_count;
    unsigned operands[NODES_MAX], operand_count; /* nodes */
};

struct kql_expression *
expression_new(struct hunt *hunt)
{
    struct kql_expression *expression = hunt_memory(hunt, sizeof *expression);
    if (expression)
        *expression = (struct kql_expression){0};
    return expression;
}

static bool
add_node(struct reading *r, struct kql_node node)
{
    struct kql_expression *e = r->expression;
    if (e->count == NODES_MAX)
        return hunt_fail(r->hunt, "an expression is too long");
    e->nodes[e->count] = node;
    r->operands[r->operand_count++] = e->count++;
    return true;
}

static enum kql_type
arithmetic_type(enum kql_type a, enum kql_type b)
{
    if (a == KQL_DATETIME || b == KQL_DATETIME)
        return a == b ? KQL_TIMESPAN : KQL_DATETIME;
    if (a == KQL_TIMESPAN || b == KQL_TIMESPAN)
        return KQL_TIMESPAN;
    return a == KQL_DOUBLE || b == KQL_DOUBLE ? KQL_DOUBLE : KQL_LONG;
}

static enum kql_type
call_type(const struct kql_function *function, const struct kql_expression *e,
          const unsigned *operands, unsigned count)
{
    unsigned first = count ? operands[0] : 0, second = count > 1 ? operands[1] : first;
    if (function->type == KQL_AS_FIRST)
        return e->nodes[first].type;
    if (function->type == KQL_AS_SECOND)
        return e->nodes[second].type;
    if (function->type == KQL_ARITHMETIC && span_is(span_of(function->name), "/") &&
        e->nodes[first].type == KQL_TIMESPAN && e->nodes[second].type == KQL_TIMESPAN)
        return KQL_DOUBLE; /* how often the one goes into the other */
    if (function->type == KQL_ARITHMETIC)
        return arithmetic_type(e->nodes[first].type, e->nodes[second].type);
    return (enum kql_type)function->type;
}

static bool
is_text(const struct kql_expression *e, unsigned node)
{
    enum kql_type type = e->nodes[node].type;
    return type == KQL_STRING || type == KQL_DYNAMIC;
}

/* Relations hold between two texts, or between two that are none. */
static bool
may_compare(const struct kql_expression *e, const struct kql_function *function,
            const unsigned *operands, unsigned count)
{
    for (size_t i = 0; i < COUNT_OF(relations); i++)
        if (relations[i].precedence == PRECEDENCE_RELATION && count > 1 &&
            span_is(span_of(function->name), relations[i].word))
            return is_text(e, operands[0]) == is_text(e, operands[1]) ||
                   e->nodes[operands[1]].type == KQL_DYNAMIC;
    return true;
}

static bool
is_arithmetic(const struct kql_function *function)
{
    return function->type == KQL_ARITHMETIC ||
           span_is(span_of(function->name), "negate");
}

/* Makes the operands above BASE the arguments of a call. */
static bool
add_call(struct reading *r, const struct kql_function *function, unsigned base)
{
    struct kql_expression *e = r->expression;
    unsigned count = r->operand_count - base;
    if (!may_compare(e, function, r->operands + base, count))
        return hunt_fail(r->hunt,
                         "Cannot compare values of types %s and %s. Try adding "
                         "explicit casts",
                         kql_type_name(e->nodes[r->operands[base]].type),
                         kql_type_name(e->nodes[r->operands[base + 1]].type));
    for (unsigned i = 0; i < count && is_arithmetic(function); i++)
        if (is_text(e, r->operands[base + i]))
            return hunt_fail(r->hunt,
                             "Arithmetic expression cannot be carried out with a value "
                             "of type %s",
                             kql_type_name(e->nodes[r->operands[base + i]].type));
    if (count < function->least || count > function->most)
        return hunt_fail(r->hunt, "%s(): function expects %u argument(s)",
                         function->name, function->least);
    if (e->argument_count + count > NODES_MAX)
        return hunt_fail(r->hunt, "an expression is too long");
    unsigned first = e->argument_count;
    memcpy(e->arguments + first, r->operands + base, count * sizeof *e->arguments);
    e->argument_count += count;
    r->operand_count = base;
    return add_node(r, (struct kql_node){
                           .kind = NODE_CALL,
                           .type = call_type(function, e, e->arguments + first, count),
                           .function = function,
                           .first = first,
                           .count = count});
}

/* Finishes what binds at least as strongly as PRECEDENCE. */
static bool
reduce(struct reading *r, unsigned precedence)
{
    while (r->pending_count) {
        struct pending *top = &r->pending[r->pending_count - 1];
        if ((top->kind != PENDING_BINARY && top->kind != PENDING_SIGN) ||
            top->precedence < precedence)
            return true;
        r->pending_count--;
        if (!add_call(r, top->function, top->base))
            return false;
    }
    return true;
}

static bool
push(struct reading *r, struct pending pending)
{
    if (r->pending_count == PENDING_MAX)
        return hunt_fail(r->hunt, "an expression is nested too deep");
    r->pending[r->pending_count++] = pending;
    return true;
}

/* \n, \t, \\, \" and \' in a text in quotes. */
static bool
unescape(struct hunt *hunt, struct span *text)
{
    struct str plain = {0};
    if (span_find_byte(*text, 0, '\\') == text->n)
        return true;
    for (size_t i = 0; i < text->n; i++) {
        char c = text->p[i];
        if (c == '\\' && i + 1 < text->n) {
            c = text->p[++i];
            c = (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c);
        }
        str_add_byte(&plain, c);
    }
    *text = str_span(&plain);
    bool good = hunt_copy(hunt, text);
    str_release(&plain);
    return good;
}

static bool
add_value(struct reading *r, struct kql_value value)
{
    words_next(&r->hunt->words);
    return add_node(
        r, (struct kql_node){.kind = NODE_VALUE, .type = value.type, .value = value});
}

static bool
read_number(struct reading *r)
{
    struct span text = r->hunt->words.text;
    int64_t ms;
    uint64_t whole;
    if (kql_timespan(text, &ms))
        return add_value(r, kql_whole(KQL_TIMESPAN, ms));
    if (span_number(text, INT64_MAX, &whole))
        return add_value(r, kql_whole(KQL_LONG, (int64_t)whole));
    struct str digits = {0};
    str_add(&digits, text);
    char *end;
    double real = strtod(str_text(&digits), &end);
    bool good = *end == '\0';
    str_release(&digits);
    return good ? add_value(r, kql_real(real)) : hunt_fail_here(r->hunt);
}

/* datetime(2026-03-01): what stands in its brackets is no expression. */
static bool
read_datetime(struct reading *r)
{
    struct words *words = &r->hunt->words;
    size_t end = span_find_byte(words->rest, 0, ')');
    struct span text = span_trim(span_sub(words->rest, 0, end));
    if (text.n > 1 && (text.p[0] == '"' || text.p[0] == '\''))
        text = span_sub(text, 1, text.n - 1);
    int64_t ms;
    if (!words_at(words, "(") || end == words->rest.n)
        return hunt_fail_here(r->hunt);
    if (!kql_datetime(text, &ms))
        return hunt_fail(r->hunt, "'%.*s' is not a valid datetime", SPAN_ARG(text));
    words->rest = span_from(words->rest, end);
    words_next(words); /* the bracket that closes */
    return add_value(r, kql_whole(KQL_DATETIME, ms));
}

/* dynamic(["a","b"]): JSON up to the bracket that closes. */
static bool
read_dynamic(struct reading *r)
{
    struct words *words = &r->hunt->words;
    size_t end = span_find_byte(words->rest, 0, ')');
    struct span text = span_trim(span_sub(words->rest, 0, end));
    cJSON *json = cJSON_ParseWithLength(text.p, text.n);
    cJSON_Delete(json);
    if (!words_at(words, "(") || end == words->rest.n || !json)
        return hunt_fail_here(r->hunt);
    words->rest = span_from(words->rest, end);
    words_next(words);
    return add_value(r, (struct kql_value){.type = KQL_DYNAMIC, .text = text});
}

static bool
read_column(struct reading *r, struct span name)
{
    struct hunt *hunt = r->hunt;
    unsigned index;
    if (rows_column(&hunt->rows, name, &index))
        return add_node(r, (struct kql_node){.kind = NODE_COLUMN,
                                             .type = hunt->rows.columns[index].type,
                                             .column = index});
    for (unsigned i = 0; i < hunt->lets; i++)
        if (span_equal(hunt->let_names[i].name, name))
            return add_node(r, (struct kql_node){.kind = NODE_VALUE,
                                                 .type = hunt->let_values[i].type,
                                                 .value = hunt->let_values[i]});
    return hunt_fail(hunt,
                     "'%.*s' operator: Failed to resolve column or scalar expression "
                     "named '%.*s'",
                     SPAN_ARG(hunt->stage), SPAN_ARG(name));
}

/* A literal, a column, a call or an opening bracket. *MORE: an operand is still to
 * come. */
static bool
read_operand(struct reading *r, bool *more)
{
    struct words *words = &r->hunt->words;
    struct span text = words->text;
    *more = false;
    if (words->kind == WORD_TEXT || words->kind == WORD_VERBATIM)
        return (words->kind == WORD_VERBATIM || unescape(r->hunt, &text)) &&
               add_value(r, kql_text(text));
    if (words->kind == WORD_NUMBER)
        return read_number(r);
    if (words_at(words, "true") || words_at(words, "false"))
        return add_value(r, kql_whole(KQL_BOOL, words_at(words, "true")));
    *more = true;
    if (words_take(words, "("))
        return push(r,
                    (struct pending){.kind = PENDING_GROUP, .base = r->operand_count});
    if (words_take(words, "-"))
        return push(r, (struct pending){PENDING_SIGN, function_find(SPAN("negate")),
                                        PRECEDENCE_SIGN, r->operand_count, text});
    *more = false;
    if (words->kind != WORD_NAME)
        return hunt_fail_here(r->hunt);
    words_next(words);
    if (!words_at(words, "("))
        return read_column(r, text);
    if (span_is(text, "datetime"))
        return read_datetime(r);
    if (span_is(text, "dynamic"))
        return read_dynamic(r);
    const struct kql_function *function = function_find(text);
    if (!function)
        return hunt_fail(r->hunt, "Unknown function: '%.*s'", SPAN_ARG(text));
    words_next(words);
    *more = !words_at(words, ")");
    return push(r, (struct pending){PENDING_CALL, function, 0, r->operand_count, text});
}

/* A relation or an arithmetic sign at the front: NULL, there is none. */
static const struct relation *
relation_at(const struct words *words)
{
    for (size_t i = 0; i < COUNT_OF(relations); i++)
        if (words_at(words, relations[i].word))
            return &relations[i];
    return NULL;
}

static bool
read_relation(struct reading *r, const struct relation *relation)
{
    struct words *words = &r->hunt->words;
    unsigned precedence = relation->precedence;
    const struct kql_function *function = function_find(span_of(relation->word));
    words_next(words);
    if (span_is(span_of(relation->word), "matches") && !hunt_take(r->hunt, "regex"))
        return false;
    if (!reduce(r, precedence))
        return false;
    struct pending pending = {PENDING_BINARY, function, precedence,
                              r->operand_count - 1, span_of(relation->word)};
    if (relation->listed) {
        pending.kind = PENDING_LIST;
        if (!hunt_take(r->hunt, "("))
            return false;
    }
    return push(r, pending);
}

/* A closing bracket: ends what the last opening one began. *ENDED: it belongs to
 * somebody outside. */
static bool
read_close(struct reading *r, bool *ended)
{
    if (!reduce(r, 0))
        return false;
    *ended = r->pending_count == 0;
    if (*ended)
        return true;
    struct pending *top = &r->pending[--r->pending_count];
    words_next(&r->hunt->words);
    return top->kind == PENDING_GROUP || add_call(r, top->function, top->base);
}

/* Between operands. *MORE: an operand is to come; *ENDED: the expression is over. */
static bool
read_joint(struct reading *r, bool *more, bool *ended)
{
    struct words *words = &r->hunt->words;
    const struct relation *relation = relation_at(words);
    *more = true;
    if (relation)
        return read_relation(r, relation);
    if (words_at(words, ")")) {
        *more = false;
        return read_close(r, ended);
    }
    if (words_at(words, ",") || words_at(words, "..")) {
        if (!reduce(r, 0))
            return false;
        *ended = r->pending_count == 0;
        if (!*ended && r->pending[r->pending_count - 1].kind == PENDING_GROUP)
            return hunt_fail_here(r->hunt);
        if (!*ended)
            words_next(words);
        return true;
    }
    *ended = true;
    return reduce(r, 0);
}

bool
expression_read(struct hunt *hunt, struct kql_expression *expression)
{
    struct reading r = {.hunt = hunt, .expression = expression};
    bool more = true, ended = false;
    *expression = (struct kql_expression){0};
    while (!ended) {
        if (!(more ? read_operand(&r, &more) : read_joint(&r, &more, &ended)))
            return false;
    }
    if (r.pending_count || r.operand_count != 1)
        return hunt_fail_here(hunt);
    const struct kql_node *root = &expression->nodes[expression->count - 1];
    /* bin(Timestamp, 1h) is still called Timestamp */
    if (root->kind == NODE_CALL && root->count &&
        (span_is(span_of(root->function->name), "bin") ||
         span_is(span_of(root->function->name), "startofday")))
        root = &expression->nodes[expression->arguments[root->first]];
    if (root->kind == NODE_COLUMN)
        expression->name = hunt->rows.columns[root->column].name;
    return true;
}

enum kql_type
expression_type(const struct kql_expression *expression)
{
    return expression->nodes[expression->count - 1].type;
}

bool
expression_value(struct hunt *hunt, struct kql_expression *e,
                 const struct kql_value *cells, struct kql_value *value)
{
    for (unsigned i = 0; i < e->count; i++) {
        const struct kql_node *node = &e->nodes[i];
        const struct kql_value *arguments[NODES_MAX];
        for (unsigned a = 0; a < node->count; a++)
            arguments[a] = &e->values[e->arguments[node->first + a]];
        if (node->kind == NODE_VALUE)
            e->values[i] = node->value;
        else if (node->kind == NODE_COLUMN)
            e->values[i] = cells[node->column];
        else if (!node->function->run(hunt, arguments, node->count, &e->values[i]))
            return false;
    }
    *value = e->values[e->count - 1];
    return true;
}

bool
kql_is_true(const struct kql_value *value)
{
    return value->type == KQL_BOOL && !value->null && value->whole;
}
