/* Mending a request: the hints' fixes, applied. */
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

/* A free request whose address has been mended may be an operation's now. */
static void
route_again(struct request *request)
{
    struct request routed = {0};
    struct str target = {0};
    struct err err;
    request_target(request, &target);
    if (request_parse(&routed, catalogue_builtin(), span_of(request->method),
                      str_span(&target), &err) == STATUS_OK &&
        routed.operation) {
        pairs_copy(&routed.headers, &request->headers);
        routed.body = request->body;
        routed.has_body = request->has_body;
        request->body = (struct str){0};
        request_release(request);
        *request = routed;
    } else {
        request_release(&routed);
    }
    str_release(&target);
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
        route_again(request);
    } else if (strcmp(hint->where, "path") == 0) {
        mem_free(request->path);
        request->path = mem_strdup(hint->edit.text);
        route_again(request);
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
mendable(const struct hint *hint, bool fill)
{
    return hint->fix && hint->severity != SEVERITY_INFO && (fill || !hint->edit.fill);
}

static int
by_edit(const void *left, const void *right)
{
    const struct hint *const *a = left, *const *b = right;
    if ((*a)->edit.at != (*b)->edit.at)
        return (*a)->edit.at < (*b)->edit.at ? -1 : 1;
    return (*a > *b) - (*a < *b); /* as they stand in the list */
}

/* All edits of the body in one pass; of two that overlap the first. Of names that go to
 * the same place the first too: where the next one goes depends on it. */
static size_t
mend_body(struct str *body, const struct hints *hints, struct texts *filled)
{
    const struct hint **edits = mem_alloc((hints->count + 1) * sizeof *edits);
    struct str out = {0};
    size_t count = 0, at = 0, filled_at = SIZE_MAX, applied = 0;
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->items[i];
        if (mendable(hint, filled) && hint_in_body(hint))
            edits[count++] = hint;
    }
    qsort(edits, count, sizeof *edits, by_edit);
    for (size_t i = 0; i < count; i++) {
        if (edits[i]->edit.at < at || edits[i]->edit.at == filled_at)
            continue;
        if (edits[i]->edit.fill) {
            filled_at = edits[i]->edit.at;
            texts_add(filled, span_of(edits[i]->where));
        }
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
may_have_json(const struct request *request)
{
    const struct operation *operation = request->operation;
    return operation ? operation->body && check_takes_json(operation)
                     : request->has_body;
}

static bool
has_json_body(const struct request *request)
{
    return may_have_json(request) && request->has_body &&
           span_trim(str_span(&request->body)).n;
}

static size_t
fix_once(struct request *request, struct texts *filled)
{
    struct check check;
    size_t applied = has_json_body(request) ? mend_syntax(&request->body) : 0;
    if (applied)
        return applied;
    check_request(&check, request);
    for (size_t i = 0; i < check.hints.count; i++) {
        const struct hint *hint = &check.hints.items[i];
        if (mendable(hint, filled) && !hint_in_body(hint))
            applied += check_apply(request, hint);
    }
    if (may_have_json(request))
        applied += mend_body(&request->body, &check.hints, filled);
    request->has_body |= request->body.n > 0;
    check_release(&check);
    return applied;
}

size_t
check_fix(struct request *request, struct texts *filled)
{
    size_t total = 0, applied = 1;
    for (int round = 0; round < FIX_ROUNDS && applied; round++) {
        applied = fix_once(request, filled);
        total += applied;
    }
    return total;
}
