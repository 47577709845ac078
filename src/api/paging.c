#include "config.h"

#include "api/paging.h"

#include "base/text.h"
#include "json/scan.h"
#include "json/text.h"

/* A page's parts. */
struct parts {
    struct span list; /* with its brackets; empty: there is none */
    struct span link; /* the member's bytes, comma and all; empty: there is none */
    struct span next; /* its raw value */
    size_t count;     /* of items */
};

void
paging_release(struct paging *paging)
{
    str_release(&paging->head);
    str_release(&paging->items);
    str_release(&paging->tail);
    str_release(&paging->next);
    *paging = (struct paging){0};
}

static size_t
count_items(struct json_scan *scan)
{
    struct span raw;
    size_t count = 0, depth = scan->depth;
    for (;;) {
        enum json_token token = json_scan_next(scan, &raw);
        if (token == JSON_BROKEN || (token == JSON_ARRAY_END && scan->depth < depth))
            return count;
        count++;
        if (!json_scan_skip(scan, token))
            return count;
    }
}

/* The member from its name to the end of its value, with the comma that goes with it.
 */
static struct span
whole_member(struct span body, struct span name, size_t end)
{
    size_t from = (size_t)(name.p - body.p), to = end;
    while (to < body.n && (body.p[to] == ' ' || body.p[to] == '\n' ||
                           body.p[to] == '\r' || body.p[to] == '\t'))
        to++;
    if (to < body.n && body.p[to] == ',')
        return span_sub(body, from, to + 1);
    while (from > 0 && body.p[from] != ',' && body.p[from] != '{')
        from--;
    return span_sub(body, body.p[from] == ',' ? from : from + 1, end);
}

static bool
take_apart(struct span body, struct parts *parts)
{
    struct json_scan scan;
    struct span name, raw;
    json_scan_init(&scan, body);
    if (json_scan_next(&scan, &raw) != JSON_OBJECT)
        return false;
    while (json_scan_next(&scan, &name) == JSON_NAME) {
        enum json_token token = json_scan_next(&scan, &raw);
        bool list = token == JSON_ARRAY && span_is(name, "\"value\"");
        if (list)
            parts->count = count_items(&scan);
        else if (!json_scan_skip(&scan, token))
            return false;
        if (list)
            parts->list = span_sub(body, (size_t)(raw.p - body.p), scan.at);
        if (token == JSON_STRING && span_is(name, "\"@odata.nextLink\"")) {
            parts->next = raw;
            parts->link = whole_member(body, name, scan.at);
        }
    }
    return !scan.fault.kind && parts->list.n >= 2;
}

bool
paging_next(struct span body, struct str *next)
{
    struct parts parts = {0};
    str_clear(next);
    return take_apart(body, &parts) && parts.next.n > 2 &&
           json_unquote(next, parts.next) && next->n;
}

/* What stands in BODY from FROM to TO, but for the link. */
static void
add_without(struct str *out, struct span body, size_t from, size_t to, struct span link)
{
    size_t begin = link.n ? (size_t)(link.p - body.p) : to, end = begin + link.n;
    if (begin >= from && end <= to) {
        str_add(out, span_sub(body, from, begin));
        from = end;
    }
    str_add(out, span_sub(body, from, to));
}

enum status
paging_add(struct paging *paging, struct span body, struct err *err)
{
    struct parts parts = {0};
    if (!take_apart(body, &parts))
        return err_set(err, STATUS_INPUT, "%s",
                       _("what came is no page of a list: it has no \"value\""));
    size_t list = (size_t)(parts.list.p - body.p), end = list + parts.list.n;
    struct span items = span_trim(span_sub(parts.list, 1, parts.list.n - 1));
    if (!paging->pages)
        add_without(&paging->head, body, 0, list + 1, parts.link);
    if (items.n)
        str_add_text(&paging->items, paging->items.n ? "," : "");
    str_add(&paging->items, items);
    str_clear(&paging->tail);
    add_without(&paging->tail, body, end - 1, body.n, parts.link);
    str_clear(&paging->next);
    if (parts.next.n > 2)
        json_unquote(&paging->next, parts.next);
    paging->pages++;
    paging->count += parts.count;
    return STATUS_OK;
}

size_t
paging_size(const struct paging *paging)
{
    return paging->head.n + paging->items.n + paging->tail.n;
}

void
paging_body(const struct paging *paging, struct str *out)
{
    struct span tail = str_span(&paging->tail);
    size_t brace = tail.n;
    while (brace > 0 && tail.p[brace - 1] != '}')
        brace--;
    str_add(out, str_span(&paging->head));
    str_add(out, str_span(&paging->items));
    if (paging->next.n && brace) {
        str_add(out, span_sub(tail, 0, brace - 1));
        str_add_text(out, ",\"@odata.nextLink\":");
        json_quote(out, str_span(&paging->next));
        str_add(out, span_from(tail, brace - 1));
    } else {
        str_add(out, tail);
    }
}
