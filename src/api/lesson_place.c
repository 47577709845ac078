#include "config.h"

#include "api/lesson_place.h"

#include "json/tree.h"

enum {
    STARS_MAX = 8,
    LOOKED_MAX = 4096, /* items that "*" looks at, in all */
};

struct walk {
    const struct json_tree *tree;
    struct span want; /* the text that the value must be; p NULL: any */
    bool has;         /* or only hold */
    struct str text;  /* of the value that was found */
    size_t looked;
};

static const struct json_node *
child(const struct walk *walk, const struct json_node *node, struct span step)
{
    struct str name = {0};
    uint64_t index;
    const struct json_node *found = NULL;
    if (node->kind == JSON_KIND_ARRAY && span_number(step, UINT32_MAX, &index)) {
        found = json_node_first(walk->tree, node);
        while (found && index--)
            found = json_node_next(walk->tree, found);
    } else if (node->kind == JSON_KIND_OBJECT) {
        for (size_t i = 0; i < step.n; i++) {
            bool escaped = step.p[i] == '~' && i + 1 < step.n;
            str_add_byte(&name, !escaped ? step.p[i] : step.p[++i] == '1' ? '/' : '~');
        }
        found = json_node_member(walk->tree, node, str_text(&name));
    }
    str_release(&name);
    return found;
}

static void
value_text(struct walk *walk, const struct json_node *node)
{
    if (node->kind == JSON_KIND_STRING)
        json_node_decoded(walk->tree, node, &walk->text);
    else
        str_set(&walk->text, json_node_raw(walk->tree, node));
}

static bool
fits(struct walk *walk, const struct json_node *node)
{
    value_text(walk, node);
    struct span text = str_span(&walk->text);
    if (!walk->want.p)
        return true;
    return walk->has ? span_find(text, 0, walk->want) < text.n
                     : span_equal(text, walk->want);
}

/* From NODE along the rest of the place: at each "*" one item after another is tried.
 * A place has few of them, and all are counted. */
static bool
follow(struct walk *walk, const struct json_node *node, struct span rest)
{
    struct span stars[STARS_MAX], step;
    const struct json_node *items[STARS_MAX];
    size_t depth = 0;
    for (;;) {
        while (node && rest.p && span_next(&rest, '/', &step)) {
            if (!span_is(step, "*") || depth == STARS_MAX) {
                node = child(walk, node, step);
                continue;
            }
            node = node->kind == JSON_KIND_ARRAY ? json_node_first(walk->tree, node)
                                                 : NULL;
            if (node) {
                items[depth] = node;
                stars[depth++] = rest;
            }
        }
        if (node && fits(walk, node))
            return true;
        do {
            if (!depth || walk->looked++ > LOOKED_MAX)
                return false;
            depth--;
            node = json_node_next(walk->tree, items[depth]);
        } while (!node);
        rest = stars[depth];
        items[depth++] = node;
    }
}

static const struct json_node *
root_of(const struct json_tree *tree)
{
    return tree->count ? &tree->nodes[0] : NULL;
}

/* The text at PLACE, where one is that WANT (p NULL: any) fits. */
bool
lesson_place_find(struct span body, const char *place, struct span want, bool has,
                  struct str *out)
{
    struct json_tree tree = {0};
    struct walk walk = {.tree = &tree, .want = want, .has = has};
    json_tree_read(&tree, body);
    struct span rest = span_from(span_of(place), 1);
    if (!rest.n)
        rest.p = NULL;
    bool found = root_of(&tree) && follow(&walk, root_of(&tree), rest);
    str_add(out, str_span(&walk.text));
    str_release(&walk.text);
    json_tree_release(&tree);
    return found;
}

bool
lesson_place_count(struct span body, const char *place, struct str *out)
{
    struct json_tree tree = {0};
    json_tree_read(&tree, body);
    struct walk walk = {.tree = &tree};
    const struct json_node *node = root_of(&tree);
    struct span rest = span_from(span_of(place), 1), step;
    while (node && rest.n && span_next(&rest, '/', &step))
        node = child(&walk, node, step);
    bool list = node && node->kind == JSON_KIND_ARRAY;
    if (list)
        str_addf(out, "%u", (unsigned)node->count);
    json_tree_release(&tree);
    return list;
}
