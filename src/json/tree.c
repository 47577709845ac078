#include "config.h"

#include "json/tree.h"

#include "base/memory.h"
#include "json/lex.h"
#include "json/loose.h"
#include "json/text.h"

void
json_tree_release(struct json_tree *tree)
{
    mem_free(tree->nodes);
    mem_free(tree->faults);
    *tree = (struct json_tree){0};
}

struct span
json_node_raw(const struct json_tree *tree, const struct json_node *node)
{
    return span_sub(tree->text, node->at, node->at + node->length);
}

struct span
json_node_name(const struct json_tree *tree, const struct json_node *node)
{
    return span_sub(tree->text, node->name_at, node->name_at + node->name_length);
}

static void
decode(struct span raw, struct str *out)
{
    size_t end;
    struct json_fault fault;
    str_clear(out);
    if (!raw.n)
        return;
    if (raw.n > 1 && raw.p[0] == JSON_QUOTE && raw.p[raw.n - 1] == JSON_QUOTE &&
        json_plain_end(raw, 1) == raw.n - 1) {
        str_add(out, span_sub(raw, 1, raw.n - 1));
        return;
    }
    if (raw.p[0] == JSON_QUOTE && json_lex_string(raw, 0, &end, &fault) &&
        end == raw.n) {
        json_unquote(out, raw);
        return;
    }
    struct str proper = {0};
    json_loose_requote(&proper, raw);
    json_unquote(out, str_span(&proper));
    str_release(&proper);
}

void
json_node_decoded_name(const struct json_tree *tree, const struct json_node *node,
                       struct str *out)
{
    decode(json_node_name(tree, node), out);
}

void
json_node_decoded(const struct json_tree *tree, const struct json_node *node,
                  struct str *out)
{
    str_clear(out);
    if (node->kind == JSON_KIND_STRING)
        decode(json_node_raw(tree, node), out);
    else
        str_add(out, json_node_raw(tree, node));
}

static const struct json_node *
node_at(const struct json_tree *tree, uint32_t index)
{
    return index == JSON_NONE ? NULL : &tree->nodes[index];
}

const struct json_node *
json_node_first(const struct json_tree *tree, const struct json_node *node)
{
    return node_at(tree, node->first);
}

const struct json_node *
json_node_next(const struct json_tree *tree, const struct json_node *node)
{
    return node_at(tree, node->next);
}

const struct json_node *
json_node_member(const struct json_tree *tree, const struct json_node *object,
                 const char *name)
{
    const struct json_node *found = NULL;
    struct str decoded = {0};
    if (object->kind != JSON_KIND_OBJECT)
        return NULL;
    for (const struct json_node *node = json_node_first(tree, object); node;
         node = json_node_next(tree, node)) {
        json_node_decoded_name(tree, node, &decoded);
        if (node->name_length && span_is(str_span(&decoded), name))
            found = node;
    }
    str_release(&decoded);
    return found;
}

static size_t
index_in_parent(const struct json_tree *tree, const struct json_node *node)
{
    const struct json_node *child = json_node_first(tree, &tree->nodes[node->parent]);
    size_t index = 0;
    for (; child != node; child = json_node_next(tree, child))
        index++;
    return index;
}

void
json_node_pointer(const struct json_tree *tree, const struct json_node *node,
                  struct str *out)
{
    uint32_t path[JSON_DEPTH_MAX];
    size_t depth = 0;
    struct str name = {0};
    for (; node->parent != JSON_NONE; node = &tree->nodes[node->parent])
        path[depth++] = (uint32_t)(node - tree->nodes);
    while (depth--) {
        node = &tree->nodes[path[depth]];
        if (tree->nodes[node->parent].kind == JSON_KIND_ARRAY) {
            json_pointer_add_index(out, index_in_parent(tree, node));
            continue;
        }
        json_node_decoded_name(tree, node, &name);
        json_pointer_add(out, str_span(&name));
    }
    str_release(&name);
}
