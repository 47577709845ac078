/* The body of a request that is turned into another operation's: its names one by one,
 * in their order; values within values stay as they are. */
#include "config.h"

#include "api/successor_parts.h"
#include "base/text.h"
#include "json/text.h"
#include "json/tree.h"

/* The body that is being made. */
struct making {
    struct turning *turning;
    const struct json_tree *tree;
    struct str out; /* members so far */
};

static const struct schema *
property_named(const struct operation *operation, struct span name)
{
    const struct schema *body = operation->body;
    for (unsigned i = 0; body && i < body->property_count; i++) {
        if (span_is_nocase(name, body->properties[i].name))
            return &body->properties[i];
    }
    return NULL;
}

static void
leave(struct making *making, const char *place, struct span raw)
{
    const struct turning *turning = making->turning;
    const struct change *other =
        change_find(turning->from, CHANGE_OPERATION, NULL, span_of(place));
    struct str value = str_dup(raw);
    differences_add(turning->differences, DIFFERENCE_LEFT, place, str_text(&value),
                    other ? other->to : NULL);
    str_release(&value);
}

static void
put_member(struct making *making, const char *name, struct span raw)
{
    str_add_text(&making->out, making->out.n ? ",\n  " : "\n  ");
    json_quote(&making->out, span_of(name));
    str_add_text(&making->out, ": ");
    str_add(&making->out, raw);
}

/* The member as one of the successor's body. */
static void
turn_member(struct making *making, const struct json_node *node, const char *was,
            const char *name)
{
    const struct turning *turning = making->turning;
    const struct schema *schema = property_named(turning->to, span_of(name));
    struct str old = {0}, new = {0}, json = {0};
    if (node->kind == JSON_KIND_STRING) {
        json_node_decoded(making->tree, node, &old);
        if (turn_value(turning, was, str_span(&old), schema ? schema->values : NULL,
                       &new)) {
            json_quote(&json, str_span(&new));
            differences_add(turning->differences, DIFFERENCE_VALUE, name,
                            str_text(&old), str_text(&new));
        }
    }
    put_member(making, name,
               json.n ? str_span(&json) : json_node_raw(making->tree, node));
    str_release(&old);
    str_release(&new);
    str_release(&json);
}

/* A value that the successor takes outside of its body: of a list the first one. The
 * others ask for a call each. */
static void
turn_out(struct making *making, const struct json_node *node, const char *place,
         const char *to)
{
    const struct json_tree *tree = making->tree;
    const struct json_node *first =
        node->kind == JSON_KIND_ARRAY ? json_node_first(tree, node) : node;
    struct str value = {0}, where = {0};
    if (!first)
        return;
    if (first->kind == JSON_KIND_STRING)
        json_node_decoded(tree, first, &value);
    else
        str_add(&value, json_node_raw(tree, first));
    turn_put(making->turning, to, str_span(&value));
    const struct json_node *other = first == node ? NULL : json_node_next(tree, first);
    for (size_t i = 1; other; other = json_node_next(tree, other), i++) {
        str_clear(&where);
        str_addf(&where, "%s/%zu", place, i);
        leave(making, str_text(&where), json_node_raw(tree, other));
    }
    str_release(&value);
    str_release(&where);
}

static void
turn_node(struct making *making, const struct json_node *node)
{
    struct turning *turning = making->turning;
    struct str name = {0}, place = {0};
    json_node_decoded_name(making->tree, node, &name);
    json_pointer_add(&place, str_span(&name));
    const struct change *change =
        change_find(turning->from, CHANGE_PLACE, NULL, str_span(&place));
    const struct schema *same = property_named(turning->to, str_span(&name));
    const char *to = change ? change->to : NULL;
    if ((change && !to) || (!change && !same)) {
        leave(making, str_text(&place), json_node_raw(making->tree, node));
    } else if (to && to[0] != '/') {
        turn_out(making, node, str_text(&place), to);
        differences_add(turning->differences, DIFFERENCE_NAME, NULL, str_text(&place),
                        to);
    } else {
        struct str target = {0};
        str_addf(&target, "/%s", to ? to + 1 : same->name);
        turn_member(making, node, str_text(&name), str_text(&target) + 1);
        if (!span_equal(str_span(&target), str_span(&place)))
            differences_add(turning->differences, DIFFERENCE_NAME, NULL,
                            str_text(&place), str_text(&target));
        str_release(&target);
    }
    str_release(&name);
    str_release(&place);
}

static void
turn_object(struct turning *turning, const struct json_tree *tree)
{
    struct making making = {turning, tree, {0}};
    struct request *turned = turning->turned;
    for (const struct json_node *node = json_node_first(tree, &tree->nodes[0]); node;
         node = json_node_next(tree, node))
        turn_node(&making, node);
    if (making.out.n) {
        str_addf(&turned->body, "{%s\n}\n", str_text(&making.out));
        turned->has_body = true;
    }
    str_release(&making.out);
}

void
turn_body(struct turning *turning)
{
    const struct request *request = turning->request;
    struct span text = span_trim(str_span(&request->body));
    struct json_tree tree;
    if (!request->has_body || !text.n)
        return;
    if (!turning->to->body) {
        differences_add(turning->differences, DIFFERENCE_LEFT, "",
                        str_text(&request->body), NULL);
        return;
    }
    json_tree_read(&tree, text);
    if (tree.count && !tree.fault_count && tree.nodes[0].kind == JSON_KIND_OBJECT) {
        turn_object(turning, &tree);
    } else {
        str_set(&turning->turned->body, str_span(&request->body));
        turning->turned->has_body = turning->differences->unread = true;
        differences_add(turning->differences, DIFFERENCE_NOTE, NULL, NULL,
                        _("The body can't be read as a JSON object, so it stands as "
                          "it was. Mend it before you turn it."));
    }
    json_tree_release(&tree);
}
