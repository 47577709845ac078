/* json_tree_mend: every cure is one edit of the text. */
#include "config.h"

#include "json/loose.h"

#include "base/memory.h"
#include "json/lex.h"
#include "json/text.h"

#include <stdlib.h>

enum cure {
    CURE_NONE,
    CURE_REMOVE,
    CURE_BLANK,
    CURE_COMMA,
    CURE_COLON,
    CURE_CLOSE,
    CURE_ESCAPE,
    CURE_QUOTE,
    CURE_WORD,
};

/* Only the certain ones: 007 may mean 7 or "007". */
static const enum cure cures[] = {
    [JSON_FAULT_OPEN] = CURE_CLOSE, /* the last of the enum: the table is whole */
    [JSON_FAULT_CONTROL] = CURE_ESCAPE,      [JSON_FAULT_LINE_BREAK] = CURE_ESCAPE,
    [JSON_FAULT_COMMA_EXTRA] = CURE_REMOVE,  [JSON_FAULT_COMMA_MISSING] = CURE_COMMA,
    [JSON_FAULT_COLON_MISSING] = CURE_COLON, [JSON_FAULT_COMMENT] = CURE_REMOVE,
    [JSON_FAULT_QUOTE_SINGLE] = CURE_QUOTE,  [JSON_FAULT_QUOTE_SMART] = CURE_QUOTE,
    [JSON_FAULT_QUOTE_MISSING] = CURE_QUOTE, [JSON_FAULT_WORD] = CURE_WORD,
    [JSON_FAULT_BOM] = CURE_REMOVE,
};

struct edit {
    const struct json_fault *fault;
    size_t at, remove;
    size_t order; /* among those at one place, the larger first: inner brackets */
};

/* The container that begins at AT: nodes stand in the order of the text. */
static const struct json_node *
container_at(const struct json_tree *tree, size_t at)
{
    size_t low = 0, high = tree->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tree->nodes[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return &tree->nodes[low];
}

static enum cure
cure_of(struct span text, const struct json_fault *fault)
{
    if (fault->kind == JSON_FAULT_UNEXPECTED)
        return json_loose_blank(text, fault->at) ? CURE_BLANK : CURE_NONE;
    return cures[fault->kind];
}

static struct edit
edit_of(const struct json_tree *tree, const struct json_fault *fault)
{
    struct edit edit = {fault, fault->at, fault->length, 0};
    if (fault->kind != JSON_FAULT_OPEN)
        return edit;
    edit.order = fault->at + 1;
    edit.remove = 0;
    const struct json_node *node = container_at(tree, fault->at);
    edit.at = tree->text.p[fault->at] == JSON_QUOTE ? fault->at + fault->length
                                                    : node->at + node->length;
    return edit;
}

static int
compare(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    if (!x->remove != !y->remove)
        return x->remove ? 1 : -1;
    return (x->order < y->order) - (x->order > y->order);
}

/* What takes the place of the bytes at fault. */
static void
add_cure(struct str *out, struct span text, const struct json_fault *fault)
{
    struct span bad = span_sub(text, fault->at, fault->at + fault->length);
    enum json_kind kind;
    const char *meant = "";
    switch (cure_of(text, fault)) {
    case CURE_BLANK:
        str_add_byte(out, ' ');
        break;
    case CURE_COMMA:
        str_add_byte(out, ',');
        break;
    case CURE_COLON:
        str_add_byte(out, ':');
        break;
    case CURE_CLOSE:
        str_add_byte(out, bad.p[0] == '{' ? '}' : bad.p[0] == '[' ? ']' : JSON_QUOTE);
        break;
    case CURE_ESCAPE:
        for (size_t i = 0; i < bad.n; i++)
            json_quote_byte(out, bad.p[i]);
        break;
    case CURE_QUOTE:
        json_loose_requote(out, bad);
        break;
    case CURE_WORD:
        json_loose_word(bad, &kind, &meant);
        str_add_text(out, meant);
        break;
    case CURE_NONE:
    case CURE_REMOVE:
    default:
        break;
    }
}

bool
json_fault_cure(const struct json_tree *tree, const struct json_fault *fault,
                size_t *at, size_t *length, struct str *out)
{
    if (cure_of(tree->text, fault) == CURE_NONE)
        return false;
    struct edit edit = edit_of(tree, fault);
    *at = edit.at;
    *length = edit.remove;
    add_cure(out, tree->text, fault);
    return true;
}

size_t
json_tree_mend(const struct json_tree *tree, struct str *out)
{
    struct edit *edits = mem_alloc((tree->fault_count + 1) * sizeof *edits);
    size_t count = 0, at = 0;
    for (size_t i = 0; i < tree->fault_count; i++)
        if (cure_of(tree->text, &tree->faults[i]) != CURE_NONE)
            edits[count++] = edit_of(tree, &tree->faults[i]);
    qsort(edits, count, sizeof *edits, compare);
    for (size_t i = 0; i < count; i++) {
        str_add(out, span_sub(tree->text, at, edits[i].at));
        add_cure(out, tree->text, edits[i].fault);
        at = edits[i].at + edits[i].remove;
    }
    str_add(out, span_from(tree->text, at));
    mem_free(edits);
    return count;
}
