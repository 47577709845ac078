#include "config.h"

#include "json/compare.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct pair { /* of nodes that stand for each other; or JSON_NONE */
    uint32_t before, after;
};

struct comparer {
    const struct json_tree *before, *after;
    struct pair *todo; /* in reverse order */
    size_t todo_count, todo_room;
    size_t max;
    struct json_differences *found;
};

static const struct json_node *
node_at(const struct json_tree *tree, uint32_t index)
{
    return index == JSON_NONE ? NULL : &tree->nodes[index];
}

static void
add(struct comparer *comparer, struct pair pair)
{
    const struct json_node *before = node_at(comparer->before, pair.before),
                           *after = node_at(comparer->after, pair.after);
    struct json_differences *found = comparer->found;
    struct str pointer = {0};
    if (found->all++ >= comparer->max)
        return;
    if (after)
        json_node_pointer(comparer->after, after, &pointer);
    else
        json_node_pointer(comparer->before, before, &pointer);
    ARRAY_GROW(found->items, found->count, found->room);
    found->items[found->count++] = (struct json_difference){
        .kind = !before  ? JSON_ADDED
                : !after ? JSON_REMOVED
                         : JSON_CHANGED,
        .pointer = str_take(&pointer),
        .before = before ? json_node_raw(comparer->before, before) : (struct span){0},
        .after = after ? json_node_raw(comparer->after, after) : (struct span){0},
    };
}

static void
push(struct comparer *comparer, uint32_t before, uint32_t after)
{
    ARRAY_GROW(comparer->todo, comparer->todo_count, comparer->todo_room);
    comparer->todo[comparer->todo_count++] = (struct pair){before, after};
}

/* --- children by a key --- */

struct keyed {
    char *key;
    size_t key_length;
    uint32_t node;
};

struct keys {
    struct keyed *items;
    size_t count, room;
};

static void
keys_release(struct keys *keys)
{
    for (size_t i = 0; i < keys->count; i++)
        mem_free(keys->items[i].key);
    mem_free(keys->items);
    *keys = (struct keys){0};
}

static void
keys_add(struct keys *keys, struct str *key, uint32_t node)
{
    size_t length = key->n;
    ARRAY_GROW(keys->items, keys->count, keys->room);
    keys->items[keys->count++] = (struct keyed){str_take(key), length, node};
}

static int
compare_keys(const struct keyed *a, const struct keyed *b)
{
    return span_compare((struct span){a->key, a->key_length},
                        (struct span){b->key, b->key_length});
}

static int
in_order(const void *a, const void *b)
{
    const struct keyed *one = a, *other = b;
    int order = compare_keys(one, other);
    if (order)
        return order;
    return one->node < other->node ? -1 : one->node > other->node;
}

static uint32_t
index_of(const struct json_tree *tree, const struct json_node *node)
{
    return (uint32_t)(node - tree->nodes);
}

static void
keys_of_names(const struct json_tree *tree, const struct json_node *object,
              struct keys *keys)
{
    for (const struct json_node *child = json_node_first(tree, object); child;
         child = json_node_next(tree, child)) {
        struct str name = {0};
        json_node_decoded_name(tree, child, &name);
        keys_add(keys, &name, index_of(tree, child));
    }
}

/* False: not every element is an object with a text as "id". */
static bool
keys_of_ids(const struct json_tree *tree, const struct json_node *array,
            struct keys *keys)
{
    for (const struct json_node *child = json_node_first(tree, array); child;
         child = json_node_next(tree, child)) {
        const struct json_node *id = child->kind == JSON_KIND_OBJECT
                                         ? json_node_member(tree, child, "id")
                                         : NULL;
        struct str text = {0};
        if (!id || id->kind != JSON_KIND_STRING)
            return false;
        json_node_decoded(tree, id, &text);
        keys_add(keys, &text, index_of(tree, child));
    }
    return true;
}

static void
sort(struct keys *keys)
{
    if (keys->count)
        qsort(keys->items, keys->count, sizeof *keys->items, in_order);
}

static bool
unique(const struct keys *keys)
{
    for (size_t i = 1; i < keys->count; i++)
        if (compare_keys(&keys->items[i - 1], &keys->items[i]) == 0)
            return false;
    return true;
}

/* Pairs what has the same key; both are sorted. From the end on: the last one pushed is
 * looked at first. */
static void
push_by_key(struct comparer *comparer, const struct keys *before,
            const struct keys *after)
{
    size_t i = before->count, j = after->count;
    while (i || j) {
        int order = !i   ? -1
                    : !j ? 1
                         : compare_keys(&before->items[i - 1], &after->items[j - 1]);
        uint32_t old = order >= 0 ? before->items[--i].node : JSON_NONE;
        uint32_t new = order <= 0 ? after->items[--j].node : JSON_NONE;
        push(comparer, old, new);
    }
}

static void
push_by_place(struct comparer *comparer, const struct json_node *before,
              const struct json_node *after)
{
    size_t from = comparer->todo_count;
    const struct json_node *old = json_node_first(comparer->before, before),
                           *new = json_node_first(comparer->after, after);
    while (old || new) {
        push(comparer, old ? index_of(comparer->before, old) : JSON_NONE,
             new ? index_of(comparer->after, new) : JSON_NONE);
        old = old ? json_node_next(comparer->before, old) : NULL;
        new = new ? json_node_next(comparer->after, new) : NULL;
    }
    for (size_t to = comparer->todo_count; from + 1 < to; from++) {
        struct pair swap = comparer->todo[from];
        comparer->todo[from] = comparer->todo[--to];
        comparer->todo[to] = swap;
    }
}

static void
push_children(struct comparer *comparer, const struct json_node *before,
              const struct json_node *after)
{
    struct keys old = {0}, new = {0};
    bool keyed = true;
    if (before->kind == JSON_KIND_OBJECT) {
        keys_of_names(comparer->before, before, &old);
        keys_of_names(comparer->after, after, &new);
    } else {
        keyed = keys_of_ids(comparer->before, before, &old) &&
                keys_of_ids(comparer->after, after, &new);
    }
    sort(&old);
    sort(&new);
    if (before->kind == JSON_KIND_ARRAY)
        keyed = keyed && unique(&old) && unique(&new);
    if (keyed)
        push_by_key(comparer, &old, &new);
    else
        push_by_place(comparer, before, after);
    keys_release(&old);
    keys_release(&new);
}

/* --- values --- */

static bool
same_value(const struct comparer *comparer, const struct json_node *before,
           const struct json_node *after)
{
    if (before->kind != JSON_KIND_STRING)
        return span_equal(json_node_raw(comparer->before, before),
                          json_node_raw(comparer->after, after));
    struct str old = {0}, new = {0};
    json_node_decoded(comparer->before, before, &old);
    json_node_decoded(comparer->after, after, &new);
    bool same = span_equal(str_span(&old), str_span(&new));
    str_release(&old);
    str_release(&new);
    return same;
}

static void
compare_pair(struct comparer *comparer, struct pair pair)
{
    const struct json_node *before = node_at(comparer->before, pair.before),
                           *after = node_at(comparer->after, pair.after);
    bool nested = before && after && before->kind == after->kind &&
                  (before->kind == JSON_KIND_OBJECT || before->kind == JSON_KIND_ARRAY);
    if (nested)
        push_children(comparer, before, after);
    else if (!before || !after || before->kind != after->kind ||
             !same_value(comparer, before, after))
        add(comparer, pair);
}

void
json_compare(const struct json_tree *before, const struct json_tree *after, size_t max,
             struct json_differences *differences)
{
    struct comparer comparer = {
        .before = before, .after = after, .max = max, .found = differences};
    *differences = (struct json_differences){0};
    if (before->count && after->count)
        push(&comparer, 0, 0);
    while (comparer.todo_count)
        compare_pair(&comparer, comparer.todo[--comparer.todo_count]);
    mem_free(comparer.todo);
}

void
json_differences_release(struct json_differences *differences)
{
    for (size_t i = 0; i < differences->count; i++)
        mem_free(differences->items[i].pointer);
    mem_free(differences->items);
    *differences = (struct json_differences){0};
}
