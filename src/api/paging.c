#include "config.h"

#include "api/paging.h"

#include "api/reference.h"
#include "base/text.h"
#include "json/scan.h"
#include "json/text.h"

/* A page's parts. */
#define PAGES_MAX ((size_t)UINT32_MAX) /* bytes: the table counts places in 32 bits */

struct parts {
    struct span list; /* with its brackets; empty: there is none */
    struct span link; /* the member's bytes, comma and all; empty: there is none */
    struct span next; /* its raw value */
    size_t count;     /* of items */
};

void
paging_release(struct paging *paging)
{
    bulk_release(&paging->text);
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

/* What stands in BODY from FROM to TO, but for the link, as two pieces. */
static void
leave_out(struct span body, size_t from, size_t to, struct span link,
          struct span pieces[2])
{
    size_t begin = link.n ? (size_t)(link.p - body.p) : to, end = begin + link.n;
    bool within = begin >= from && end <= to;
    pieces[0] = span_sub(body, from, within ? begin : to);
    pieces[1] = span_sub(body, within ? end : to, to);
}

/* What follows the list, with the address of the page that follows, where it can be
 * asked for whatever page named it. */
static void
add_tail(struct str *out, struct span body, size_t from, struct span link,
         struct span next)
{
    struct span parts[2];
    leave_out(body, from, body.n, link, parts);
    str_add(out, parts[0]);
    str_add(out, parts[1]);
    size_t brace = out->n;
    while (brace > 0 && out->p[brace - 1] != '}')
        brace--;
    if (!next.n || !brace)
        return;
    struct str named = str_of(",\"@odata.nextLink\":");
    json_quote(&named, next);
    str_insert(out, brace - 1, str_span(&named));
    str_release(&named);
}

enum status
paging_add(struct paging *paging, struct span url, struct span body, struct err *err)
{
    enum { HEAD, HEAD_REST, COMMA, ITEMS, TAIL, PIECES };
    struct span pieces[PIECES] = {{0}};
    struct parts parts = {0};
    struct str named = {0}, next = {0}, tail = {0};
    if (body.n > PAGES_MAX || paging->text.text.n > PAGES_MAX - body.n)
        return err_set(err, STATUS_LIMIT, "%s",
                       _("a list of more than 4 GB can't be put together: ask for "
                         "less, with $filter or fewer columns"));
    if (!take_apart(body, &parts))
        return err_set(err, STATUS_INPUT, "%s",
                       _("what came is no page of a list: it has no \"value\""));
    size_t list = (size_t)(parts.list.p - body.p), end = list + parts.list.n;
    if (parts.next.n > 2 && json_unquote(&named, parts.next) &&
        !reference_resolve(url, str_span(&named), &next))
        str_set(&next, str_span(&named)); /* it is refused then */
    add_tail(&tail, body, end - 1, parts.link, str_span(&next));
    if (!paging->pages)
        leave_out(body, 0, list + 1, parts.link, pieces);
    pieces[ITEMS] = span_trim(span_sub(parts.list, 1, parts.list.n - 1));
    if (paging->count && pieces[ITEMS].n)
        pieces[COMMA] = SPAN(",");
    pieces[TAIL] = str_span(&tail);
    enum status status = bulk_write(&paging->text, paging->end, pieces, PIECES, err);
    if (status == STATUS_OK) {
        paging->end = paging->text.text.n - tail.n;
        paging->pages++;
        paging->count += parts.count;
        str_set(&paging->next, str_span(&next));
    }
    str_release(&named);
    str_release(&next);
    str_release(&tail);
    return status;
}
