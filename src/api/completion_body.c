/* Names and values of a JSON body, whole or broken. */
#include "config.h"

#include "api/completion_parts.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "json/lex.h"
#include "json/text.h"
#include "json/tree.h"

#include <string.h>

/* Where the caret is. The text before it is read by itself: what is open at its end is
 * what the caret is in, whatever follows. */
struct spot {
    struct span body;
    size_t offset;
    struct json_tree before;
    const struct json_node *container, *last; /* the innermost, and its last child */
    const struct schema *schema;              /* of the container */
    size_t at, end;                           /* the name or value that is typed */
    bool quoted;
    const struct schema *value; /* what belongs here; NULL: a name */
};

static bool
has_fault(const struct json_tree *tree, enum json_fault_kind kind, size_t at)
{
    for (size_t i = 0; i < tree->fault_count; i++)
        if (tree->faults[i].kind == kind && tree->faults[i].at == at)
            return true;
    return false;
}

static bool
is_container(const struct json_node *node)
{
    return node->kind == JSON_KIND_OBJECT || node->kind == JSON_KIND_ARRAY;
}

static bool
is_open(const struct json_tree *tree, const struct json_node *node)
{
    return is_container(node) && has_fault(tree, JSON_FAULT_OPEN, node->at);
}

/* The property of that name: exactly, else in another spelling or case. */
static const struct schema *
property_named(const struct schema *schema, struct span name)
{
    const struct schema *found = NULL;
    for (unsigned i = 0; i < schema->property_count; i++) {
        const struct schema *property = &schema->properties[i];
        if (span_is(name, property->name))
            return property;
        if (!found && (names_hold(property->also_written, name) ||
                       span_is_nocase(name, property->name)))
            found = property;
    }
    return found;
}

/* What belongs to a child of the container. */
static const struct schema *
schema_of_child(const struct spot *spot, const struct json_node *child)
{
    struct str name = {0};
    if (spot->container->kind == JSON_KIND_ARRAY)
        return spot->schema->items;
    if (!child->name_length)
        return NULL;
    json_node_decoded_name(&spot->before, child, &name);
    const struct schema *found = property_named(spot->schema, str_span(&name));
    str_release(&name);
    return found;
}

static bool
find_container(struct spot *spot, const struct operation *operation)
{
    const struct json_tree *tree = &spot->before;
    spot->schema = operation->body;
    spot->container = tree->nodes;
    if (tree->cut_short || !is_open(tree, tree->nodes))
        return false;
    for (;;) {
        spot->last = NULL;
        for (const struct json_node *node = json_node_first(tree, spot->container);
             node; node = json_node_next(tree, node))
            spot->last = node;
        if (!spot->last || !is_open(tree, spot->last))
            return true;
        spot->schema = schema_of_child(spot, spot->last);
        spot->container = spot->last;
        if (!spot->schema)
            return false;
    }
}

/* A name waits for its value. */
static bool
is_pending(const struct spot *spot)
{
    const struct json_node *last = spot->last;
    return last->kind == JSON_KIND_BROKEN && !last->length && last->name_length &&
           last->at == spot->offset;
}

/* Whether a token is still being typed; sets where it begins. */
static bool
take_token(struct spot *spot, size_t from, size_t to)
{
    struct span text = spot->before.text;
    bool open = has_fault(&spot->before, JSON_FAULT_OPEN, from);
    char quote = text.p[from];
    spot->quoted = quote == '"' || quote == '\'';
    if (spot->quoted && !open && to - from > 1 && text.p[to - 1] == quote)
        return false;
    spot->at = from;
    return true;
}

/* No name begins right behind a value on the same line: a comma is missing first. */
static bool
behind_value(struct span text, size_t at)
{
    while (at && (text.p[at - 1] == ' ' || text.p[at - 1] == '\t'))
        at--;
    return at && (strchr("\"']}", text.p[at - 1]) ||
                  completion_word_end(text, at - 1) > at - 1);
}

/* The token at the caret, if any, and what belongs there. False: nothing does. */
static bool
find_token(struct spot *spot)
{
    const struct json_node *last = spot->last;
    struct span text = spot->before.text;
    bool object = spot->container->kind == JSON_KIND_OBJECT;
    spot->value = object ? NULL : spot->schema->items;
    if (!last)
        return object || spot->value;
    bool pending = is_pending(spot);
    size_t from = pending ? last->name_at : last->at;
    size_t to = from + (pending ? last->name_length : last->length);
    struct span between = span_from(text, to);
    /* a string that nothing closes may hold blanks and commas */
    bool open = !is_container(last) && has_fault(&spot->before, JSON_FAULT_OPEN, from);
    if (!between.n || (open && span_find_byte(text, from, '\n') == text.n)) {
        if (!pending)
            spot->value = schema_of_child(spot, last);
        if (is_container(last) || (pending ? behind_value(text, from) : !spot->value))
            return false;
        return take_token(spot, from, to);
    }
    if (pending) {
        spot->value = schema_of_child(spot, last);
        return spot->value && span_find_byte(between, 0, ':') < between.n;
    }
    return (object || spot->value) && (span_find_byte(between, 0, ',') < between.n ||
                                       span_find_byte(between, 0, '\n') < between.n);
}

/* The byte that follows behind blanks, or 0. */
static char
next_byte(struct span text, size_t at)
{
    at = json_blank_end(text, at);
    return at < text.n ? text.p[at] : '\0';
}

static bool
one_of(char c, const char *characters)
{
    return !c || strchr(characters, c);
}

/* How far the token reaches behind the caret. False: something else begins there. */
static bool
find_end(struct spot *spot)
{
    struct span body = spot->body;
    struct json_fault fault;
    size_t end;
    spot->end = spot->offset;
    if (spot->at == spot->offset) {
        size_t next = json_blank_end(body, spot->offset);
        bool line = span_find_byte(span_sub(body, 0, next), spot->offset, '\n') < next;
        return !spot->value || line || one_of(next_byte(body, next), ",]}");
    }
    if (body.p[spot->at] == '"' && json_lex_string(body, spot->at, &end, &fault) &&
        end >= spot->offset && one_of(next_byte(body, end), ":,]}")) {
        spot->end = end;
        return true;
    }
    spot->end = completion_word_end(body, spot->offset);
    if (spot->quoted && spot->end < body.n && body.p[spot->end] == body.p[spot->at])
        spot->end++;
    return true;
}

/* --- the rest of the body --- */

/* The body without what is being typed: TEXT keeps its bytes. */
static void
read_rest(const struct spot *spot, struct str *text, struct json_tree *tree)
{
    str_set(text, spot->body);
    memset(text->p + spot->at, ' ', spot->end - spot->at);
    json_tree_read(tree, str_span(text));
}

static const struct json_node *
same_container(const struct spot *spot, const struct json_tree *rest)
{
    for (uint32_t i = 0; i < rest->count; i++)
        if (rest->nodes[i].at == spot->container->at && is_container(&rest->nodes[i]))
            return &rest->nodes[i];
    return NULL;
}

/* For each property, whether a member is there that stands for it. */
static bool *
find_present(const struct spot *spot, const struct json_tree *rest)
{
    bool *present = mem_alloc((spot->schema->property_count + 1) * sizeof *present);
    const struct json_node *object = same_container(spot, rest);
    struct str name = {0};
    for (const struct json_node *node = object ? json_node_first(rest, object) : NULL;
         node; node = json_node_next(rest, node)) {
        json_node_decoded_name(rest, node, &name);
        const struct schema *property = property_named(spot->schema, str_span(&name));
        if (node->name_length && property)
            present[property - spot->schema->properties] = true;
    }
    str_release(&name);
    return present;
}

static bool
is_instant(const struct schema *schema)
{
    return schema->format && strcmp(schema->format, "date-time") == 0;
}

/* Values will be offered where its own belongs. */
static bool
has_values(const struct schema *schema)
{
    return schema->values || is_instant(schema) ||
           (schema->type == TYPE_STRING && (schema->standard || schema->example));
}

/* "name": and what its value begins and ends with. */
static void
set_name(const struct spot *spot, struct candidate *candidate,
         const struct schema *schema)
{
    static const char *const brackets[] = {
        [TYPE_STRING] = "\"\"", [TYPE_OBJECT] = "{}", [TYPE_ARRAY] = "[]"};
    struct str text = {0};
    char next = next_byte(spot->body, spot->end);
    json_quote(&text, span_of(schema->name));
    completion_set_text(candidate, str_span(&text));
    if (next != ':') {
        const char *both = has_values(schema) ? NULL : brackets[schema->type];
        str_addf(&text, ": %s%s", both ? both : "", next == '"' ? "," : "");
        completion_set_text(candidate, str_span(&text));
        candidate->caret -= (both ? 1U : 0) + (next == '"' ? 1U : 0);
    }
    str_release(&text);
}

static void
offer_names(struct completion *completion, const struct spot *spot, struct span typed,
            const struct json_tree *rest)
{
    bool *present = find_present(spot, rest);
    for (int required = 1; required >= 0; required--) {
        for (unsigned i = 0; i < spot->schema->property_count; i++) {
            const struct schema *property = &spot->schema->properties[i];
            if (present[i] || property->required != (bool)required)
                continue;
            struct candidate *candidate =
                completion_offer_schema(completion, typed, property, "");
            if (candidate)
                set_name(spot, candidate, property);
        }
    }
    mem_free(present);
}

/* The rule that says which values go with the others; NULL: all do. */
static const struct combination *
rule_for(const struct operation *operation, const struct spot *spot,
         const struct json_tree *rest)
{
    const struct json_node *object = same_container(spot, rest), *by = NULL;
    const struct combination *found = NULL;
    struct str value = {0};
    for (unsigned i = 0; i < operation->combination_count && !found; i++) {
        const struct combination *rule = &operation->combinations[i];
        if (!spot->value->name || strcmp(rule->name, spot->value->name) != 0)
            continue;
        by = NULL;
        for (const struct json_node *node = object; node && !by;
             node = node->parent == JSON_NONE ? NULL : &rest->nodes[node->parent])
            by = json_node_member(rest, node, rule->by);
        if (!by || by->kind != JSON_KIND_STRING)
            continue;
        json_node_decoded(rest, by, &value);
        if (span_is(str_span(&value), rule->value))
            found = rule;
    }
    str_release(&value);
    return found;
}

static void
offer_value(struct completion *completion, const struct spot *spot, struct span typed,
            const char *value, const char *meaning)
{
    struct candidate *candidate =
        completion_offer(completion, typed, value, "", meaning);
    enum value_type type = spot->value->type;
    struct str quoted = {0};
    if (!candidate || type == TYPE_INTEGER || type == TYPE_NUMBER)
        return;
    json_quote(&quoted, span_of(value));
    completion_set_text(candidate, str_span(&quoted));
    str_release(&quoted);
}

static void
offer_values(struct completion *completion, const struct operation *operation,
             const struct spot *spot, struct span typed, const struct json_tree *rest)
{
    const struct schema *schema = spot->value;
    const struct combination *rule = rule_for(operation, spot, rest);
    names values = schema->values ? schema->values : rule ? rule->allowed : NULL;
    struct str meaning = {0};
    if (rule)
        str_addf(&meaning, _("goes with %s \"%s\""), rule->by, rule->value);
    for (; values && *values; values++)
        if (!rule || names_hold(rule->allowed, span_of(*values)))
            offer_value(completion, spot, typed, *values, str_text(&meaning));
    str_release(&meaning);
    if (schema->type == TYPE_BOOLEAN) {
        completion_offer(completion, typed, "true", "", "");
        completion_offer(completion, typed, "false", "", "");
    }
    bool plain = schema->type == TYPE_STRING || schema->type == TYPE_INTEGER ||
                 schema->type == TYPE_NUMBER;
    if (schema->standard && !schema->values && plain)
        offer_value(completion, spot, typed, schema->standard,
                    _("what is taken without it"));
    if (schema->example && !schema->values && plain)
        offer_value(completion, spot, typed, schema->example, _("an example"));
    if (is_instant(schema))
        offer_value(completion, spot, typed, COMPLETION_INSTANT,
                    _("an example: date, T, time, Z for UTC"));
    if (schema->nullable && !spot->quoted)
        completion_offer(completion, typed, "null", "", _("no value"));
}

void
completion_body(struct completion *completion, const struct operation *operation,
                struct span body, size_t offset)
{
    struct spot spot = {.body = body, .offset = offset, .at = offset};
    struct json_tree rest;
    struct str text = {0};
    if (!operation || !operation->body || body.n > COMPLETION_BODY_MAX ||
        offset > body.n)
        return;
    json_tree_read(&spot.before, span_sub(body, 0, offset));
    if (find_container(&spot, operation) && find_token(&spot) && find_end(&spot)) {
        struct span typed = span_sub(body, spot.at + spot.quoted, offset);
        completion->at = spot.at;
        completion->length = spot.end - spot.at;
        read_rest(&spot, &text, &rest);
        if (spot.value)
            offer_values(completion, operation, &spot, typed, &rest);
        else
            offer_names(completion, &spot, typed, &rest);
        completion_rank(completion);
        json_tree_release(&rest);
        str_release(&text);
    }
    json_tree_release(&spot.before);
}
