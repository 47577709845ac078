#include "config.h"

#include "api/check.h"
#include "api/check_parts.h"

#include "base/memory.h"
#include "json/tree.h"

#include <stdlib.h>
#include <string.h>

/* Each round mends what it can see; what it uncovers is for the next. A filter shows
 * one fault at a time. */
enum { FIX_ROUNDS = 1000 };

void
check_release(struct check *check)
{
    hints_release(&check->hints);
    mem_free(check->predicted_value);
    *check = (struct check){0};
}

/* The hints are in the order in which the service is taken to look: it answers with the
 * first that it refuses. */
void
check_conclude(struct check *check)
{
    hints_sort(&check->hints);
    const struct hint *first = check->hints.items;
    if (!check->hints.count || first->severity != SEVERITY_ERROR)
        return;
    check->predicted = first->code;
    check->predicted_value = mem_strdup(first->value);
}

void
check_request(struct check *check, const struct request *request)
{
    *check = (struct check){0};
    check_path(&check->hints, request);
    check_query(&check->hints, request);
    struct span body = request->has_body ? str_span(&request->body) : SPAN("");
    check_body_into(&check->hints, request->operation, body);
    check_conclude(check);
}

/* --- mending --- */

static struct span
option_name(const struct hint *hint, const char *place)
{
    struct span where = span_of(hint->where);
    return span_starts(where, place) ? span_from(where, strlen(place)) : SPAN("");
}

static void
rename_option(struct pairs *query, struct span name, const char *text)
{
    for (size_t i = 0; i < query->count; i++) {
        if (!span_is(name, query->items[i].name))
            continue;
        mem_free(query->items[i].name);
        query->items[i].name = mem_strdup(text);
        return;
    }
}

bool
check_apply(struct request *request, const struct hint *hint)
{
    if (hint_in_body(hint))
        return hint_apply(hint, &request->body);
    if (!hint->fix)
        return false;
    struct span slot = option_name(hint, "path:"), option = option_name(hint, "query:");
    if (strcmp(hint->where, "method") == 0) {
        mem_free(request->method);
        request->method = mem_strdup(hint->edit.text);
    } else if (strcmp(hint->where, "path") == 0) {
        mem_free(request->path);
        request->path = mem_strdup(hint->edit.text);
    } else if (slot.n) {
        pairs_set(&request->slots, slot, span_of(hint->edit.text));
    } else if (hint->edit.rename) {
        rename_option(&request->query, option, hint->edit.text);
    } else {
        pairs_set(&request->query, option, span_of(hint->edit.text));
    }
    return true;
}

static bool
mendable(const struct hint *hint)
{
    return hint->fix && hint->severity != SEVERITY_INFO;
}

static int
by_edit(const void *left, const void *right)
{
    const struct hint *const *a = left, *const *b = right;
    return (*a)->edit.at < (*b)->edit.at ? -1 : (*a)->edit.at > (*b)->edit.at;
}

/* All edits of the body in one pass; of two that overlap the first. */
static size_t
mend_body(struct str *body, const struct hints *hints)
{
    const struct hint **edits = mem_alloc((hints->count + 1) * sizeof *edits);
    struct str out = {0};
    size_t count = 0, at = 0, applied = 0;
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->items[i];
        if (mendable(hint) && hint_in_body(hint))
            edits[count++] = hint;
    }
    qsort(edits, count, sizeof *edits, by_edit);
    for (size_t i = 0; i < count; i++) {
        if (edits[i]->edit.at < at)
            continue;
        str_add(&out, span_sub(str_span(body), at, edits[i]->edit.at));
        str_add_text(&out, edits[i]->edit.text);
        at = edits[i]->edit.at + edits[i]->edit.length;
        applied++;
    }
    str_add(&out, span_from(str_span(body), at));
    str_set(body, str_span(&out));
    str_release(&out);
    mem_free(edits);
    return applied;
}

/* Syntax comes first: names and places are certain only after it. */
static size_t
mend_syntax(struct str *body)
{
    struct json_tree tree;
    struct str out = {0};
    json_tree_read(&tree, str_span(body));
    size_t mended = tree.fault_count ? json_tree_mend(&tree, &out) : 0;
    json_tree_release(&tree);
    if (mended)
        str_set(body, str_span(&out));
    str_release(&out);
    return mended;
}

static bool
has_json_body(const struct request *request)
{
    const struct operation *operation = request->operation;
    return request->has_body && span_trim(str_span(&request->body)).n &&
           (!operation || (operation->body && check_takes_json(operation)));
}

static size_t
fix_once(struct request *request)
{
    struct check check;
    size_t applied = has_json_body(request) ? mend_syntax(&request->body) : 0;
    if (applied)
        return applied;
    check_request(&check, request);
    for (size_t i = 0; i < check.hints.count; i++) {
        const struct hint *hint = &check.hints.items[i];
        if (mendable(hint) && !hint_in_body(hint))
            applied += check_apply(request, hint);
    }
    if (has_json_body(request))
        applied += mend_body(&request->body, &check.hints);
    check_release(&check);
    return applied;
}

size_t
check_fix(struct request *request)
{
    size_t total = 0, applied = 1;
    for (int round = 0; round < FIX_ROUNDS && applied; round++) {
        applied = fix_once(request);
        total += applied;
    }
    return total;
}
