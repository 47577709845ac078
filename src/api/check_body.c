/* The body's findings, each with its place. */
#include "config.h"

#include "api/check.h"
#include "api/check_parts.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "json/text.h"

#include <stdlib.h>
#include <string.h>

uint32_t
body_index(const struct body *body, const struct json_node *node)
{
    return (uint32_t)(node - body->tree->nodes);
}

bool
body_full(const struct body *body)
{
    return body->hints->count >= CHECK_HINTS_MAX;
}

void
body_pointer(const struct body *body, const struct json_node *node, struct str *out)
{
    uint32_t path[JSON_DEPTH_MAX + 1];
    size_t depth = 0;
    struct str name = {0};
    for (; node->parent != JSON_NONE && depth <= JSON_DEPTH_MAX;
         node = &body->tree->nodes[node->parent])
        path[depth++] = body_index(body, node);
    while (depth--) {
        node = &body->tree->nodes[path[depth]];
        if (!node->name_length) {
            json_pointer_add_index(out, body->expected[path[depth]].index);
            continue;
        }
        json_node_decoded_name(body->tree, node, &name);
        json_pointer_add(out, str_span(&name));
    }
    str_release(&name);
}

struct hint *
body_hint(struct body *body, enum hint_kind kind, enum severity severity,
          const struct json_node *node, enum part part)
{
    struct str where = {0};
    struct hint *hint = hints_add(body->hints, kind, severity);
    body_pointer(body, node, &where);
    hint_set_where(hint, str_span(&where));
    hint->at = part == PART_NAME ? node->name_at : node->at;
    hint->length = part == PART_NAME ? node->name_length : node->length;
    str_release(&where);
    return hint;
}

static const struct json_node *
own_member(const struct body *body, const struct json_node *object, const char *name)
{
    const struct json_node *found = NULL;
    for (const struct json_node *node = json_node_first(body->tree, object); node;
         node = json_node_next(body->tree, node)) {
        const struct schema *schema = body->expected[body_index(body, node)].schema;
        if (schema && schema->name && strcmp(schema->name, name) == 0)
            found = node;
    }
    return found;
}

static bool
knows(const struct schema *schema, const char *name)
{
    for (unsigned i = 0; schema && i < schema->property_count; i++) {
        if (strcmp(schema->properties[i].name, name) == 0)
            return true;
    }
    return false;
}

const struct json_node *
body_member(const struct body *body, const struct json_node *object, const char *name)
{
    while (object->parent != JSON_NONE &&
           !knows(body->expected[body_index(body, object)].schema, name))
        object = &body->tree->nodes[object->parent];
    return own_member(body, object, name);
}

static void
check_array(struct body *body, const struct json_node *array)
{
    const struct schema *schema = body->expected[body_index(body, array)].schema;
    uint32_t index = 0;
    if (!schema->items)
        return;
    for (const struct json_node *node = json_node_first(body->tree, array);
         node && !body_full(body); node = json_node_next(body->tree, node)) {
        body->expected[body_index(body, node)] =
            (struct expectation){schema->items, index++};
        check_value(body, node);
    }
}

/* Nodes stand in the order of the text, so each is told what is expected of it before
 * it is looked at. */
static void
check_nodes(struct body *body)
{
    body->expected[0].schema = body->operation->body;
    check_value(body, &body->tree->nodes[0]);
    for (uint32_t i = 0; i < body->tree->count && !body_full(body); i++) {
        const struct json_node *node = &body->tree->nodes[i];
        if (!body->expected[i].schema)
            continue;
        if (node->kind == JSON_KIND_OBJECT)
            check_object(body, node);
        else if (node->kind == JSON_KIND_ARRAY)
            check_array(body, node);
    }
}

/* --- line and column --- */

static int
by_place(const void *left, const void *right)
{
    const struct hint *a = left, *b = right;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Moves over the characters up to TO, counting them. */
static void
count_columns(struct span text, size_t *at, size_t to, size_t *column)
{
    static const uint64_t high = 0x8080808080808080;
    while (*at < to) {
        uint64_t eight;
        uint32_t c;
        size_t n = 8;
        if (to - *at >= n)
            memcpy(&eight, text.p + *at, n);
        if (to - *at >= n && !(eight & high)) {
            *column += n;
        } else {
            n = utf8_next(span_from(text, *at), &c);
            ++*column;
        }
        *at += n;
    }
}

/* All places in one pass over the text; a line ends with LF, a column is a character.
 */
static void
set_places(struct hints *hints, size_t from, struct span text)
{
    struct json_place place = {1, 1};
    size_t at = 0;
    if (hints->count == from)
        return;
    qsort(hints->items + from, hints->count - from, sizeof *hints->items, by_place);
    for (size_t i = from; i < hints->count; i++) {
        size_t to = hints->items[i].at < text.n ? hints->items[i].at : text.n;
        for (size_t end; (end = span_find_byte(span_sub(text, 0, to), at, '\n')) < to;
             at = end + 1)
            place = (struct json_place){place.line + 1, 1};
        count_columns(text, &at, to, &place.column);
        hints->items[i].line = place.line;
        hints->items[i].column = place.column;
    }
}

static bool
same_place(const struct hint *a, const struct hint *b)
{
    return strcmp(a->where, b->where) == 0;
}

/* That a value is empty is left unsaid where something else is said of it. In order of
 * place. */
static void
drop_echoes(struct hints *hints, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < hints->count; i++) {
        struct hint *hint = &hints->items[i];
        bool empty = hint->kind == HINT_MISSING && hint->severity == SEVERITY_WARNING;
        bool echo =
            empty && ((kept > from && same_place(hint, &hints->items[kept - 1])) ||
                      (i + 1 < hints->count && same_place(hint, hint + 1)));
        if (echo)
            hint_release(hint);
        else
            hints->items[kept++] = *hint;
    }
    hints->count = kept;
}

/* --- the whole body --- */

bool
check_takes_json(const struct operation *operation)
{
    return !operation->content_type ||
           span_has(span_of(operation->content_type), "json");
}

static void
report_limit(struct hints *hints)
{
    struct hint *hint = hints_add(hints, HINT_SIZE, SEVERITY_INFO);
    hint_set_where(hint, SPAN(""));
    hint_say(hint, _("There is more to mend than the %d findings shown here."),
             CHECK_HINTS_MAX);
    hint->line = hint->column = 1;
}

/* A bracket or string that was never closed may have swallowed names. */
static bool
may_have_lost(const struct json_tree *tree)
{
    for (size_t i = 0; i < tree->fault_count; i++) {
        enum json_fault_kind kind = tree->faults[i].kind;
        if (kind == JSON_FAULT_OPEN || kind == JSON_FAULT_CUT ||
            kind == JSON_FAULT_UNEXPECTED || kind == JSON_FAULT_TRAILING ||
            kind == JSON_FAULT_DEEP)
            return true;
    }
    return tree->cut_short;
}

static void
check_json_body(struct hints *hints, const struct operation *operation,
                struct span text, bool alternatives)
{
    struct json_tree tree;
    size_t from = hints->count;
    json_tree_read(&tree, text);
    if (!alternatives)
        check_syntax(hints, &tree, operation);
    if (operation && operation->body && tree.count) {
        struct body body = {
            .hints = hints,
            .operation = operation,
            .tree = &tree,
            .expected = mem_alloc(tree.count * sizeof *body.expected),
            .lossy = may_have_lost(&tree),
            .alternatives = alternatives,
        };
        check_nodes(&body);
        if (body_full(&body))
            report_limit(hints);
        str_release(&body.text);
        mem_free(body.expected);
    }
    set_places(hints, from, text);
    drop_echoes(hints, from);
    json_tree_release(&tree);
}

/* No body is an object that lacks everything. */
static void
check_absent(struct hints *hints, const struct operation *operation)
{
    size_t from = hints->count;
    bool own = operation->product == PRODUCT_OTHER;
    if (operation->body->type != TYPE_OBJECT || (own && !operation->body->required))
        return;
    check_json_body(hints, operation, SPAN("{}"), false);
    for (size_t i = from; i < hints->count; i++) {
        struct hint *hint = &hints->items[i];
        struct str whole = {0};
        str_addf(&whole, "{%s}\n", hint->fix ? hint->edit.text : "");
        hint->at = hint->length = 0;
        if (hint->fix)
            hint_cure(hint, 0, 0, str_span(&whole));
        str_release(&whole);
    }
}

void
check_body_into(struct hints *hints, const struct operation *operation,
                struct span text)
{
    if (operation && !operation->body) {
        if (!span_trim(text).n)
            return;
        struct hint *hint = hints_add(hints, HINT_UNKNOWN, SEVERITY_WARNING);
        hint_set_where(hint, SPAN(""));
        hint_say(hint, _("%s takes no body: this one is passed over."), operation->id);
        hint->line = hint->column = 1;
    } else if (operation && !check_takes_json(operation)) {
        return;
    } else if (span_trim(text).n) {
        check_json_body(hints, operation, text, false);
    } else if (operation) {
        check_absent(hints, operation);
    }
}

void
check_body(struct check *check, const struct operation *operation, struct span body)
{
    *check = (struct check){0};
    check_body_into(&check->hints, operation, body);
    check_conclude(check, operation);
}

/* Of all that is said only the other spellings stay. */
void
check_body_alternatives(struct hints *hints, const struct operation *operation,
                        struct span text)
{
    size_t from = hints->count, kept = from;
    if (!operation->body || !check_takes_json(operation) || !span_trim(text).n)
        return;
    check_json_body(hints, operation, text, true);
    for (size_t i = from; i < hints->count; i++) {
        if (hints->items[i].severity == SEVERITY_INFO && hints->items[i].fix)
            hints->items[kept++] = hints->items[i];
        else
            hint_release(&hints->items[i]);
    }
    hints->count = kept;
}
