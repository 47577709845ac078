#include "config.h"

#include "explorer/result.h"

#include "api/download.h"
#include "api/paging.h"
#include "base/memory.h"
#include "base/text.h"

enum { LINKS_WITHIN = 1 << 20 }; /* bytes of an answer */

static void
release_body(struct result *answer)
{
    struct str *body = &answer->exchange.response.body;
    if (answer->grown.text.p)
        bulk_release(&answer->grown);
    else
        str_release(body);
    *body = (struct str){0};
}

static void
clear(struct result *answer)
{
    if (answer->present) {
        release_body(answer);
        exchange_release(&answer->exchange);
        diagnosis_release(&answer->diagnosis);
        request_release(&answer->sent);
    }
    answer->exchange = (struct exchange){0};
    answer->diagnosis = (struct diagnosis){0};
    answer->sent = (struct request){0};
    answer->present = answer->arriving = answer->links = answer->more = false;
    answer->top = answer->pages = 0;
    answer->to_end = answer->by_skip = false;
    body_kind_release(&answer->body);
}

void
result_release(struct result *answer)
{
    clear(answer);
    viewer_release(&answer->viewer);
    table_release(&answer->table);
    page_release(&answer->verdict);
    page_release(&answer->laid);
}

static void
forget_text(struct result *answer)
{
    viewer_tell(&answer->viewer, (struct span){0}, false);
    viewer_set_text(&answer->viewer, (struct span){0}, false);
    table_reset(&answer->table);
}

static void
show_text(struct result *answer, struct span text, bool complete)
{
    viewer_append(&answer->viewer, text, complete);
    table_read(&answer->table, text, &answer->viewer.document);
}

/* All that came is looked at: what it is, and how it is best shown. */
static void
show_body(struct result *answer, bool complete)
{
    struct span text = str_span(&answer->exchange.response.body);
    body_kind_read(&answer->body, text, &answer->exchange.response);
    viewer_tell(&answer->viewer, str_span(&answer->body.note), answer->body.bytes);
    if (answer->body.laid.n) { /* other bytes than those that arrived */
        viewer_set_text(&answer->viewer, (struct span){0}, false);
        table_reset(&answer->table);
        text = str_span(&answer->body.laid);
    }
    show_text(answer, text, complete);
}

void
result_tell_body(struct result *answer)
{
    struct body_kind anew = {0};
    if (!answer->present)
        return;
    body_kind_read(&anew, str_span(&answer->exchange.response.body),
                   &answer->exchange.response);
    viewer_tell(&answer->viewer, str_span(&anew.note), anew.bytes);
    body_kind_release(&anew); /* what is shown stays where it is */
}

void
result_arrive(struct result *answer, const struct response *response,
              uint64_t announced)
{
    if (!answer->arriving) {
        forget_text(answer);
        clear(answer);
        answer->tab = RESULT_BODY;
    }
    answer->arriving = true;
    answer->status = response->status;
    answer->received = response->body.n;
    answer->announced = announced;
    show_text(answer, str_span(&response->body), false);
}

void
result_diagnose(struct result *answer, const struct diagnosis_context *context)
{
    struct diagnosis_context full = *context;
    if (!answer->present)
        return;
    full.operation = answer->exchange.operation;
    full.request = &answer->sent;
    diagnosis_release(&answer->diagnosis);
    answer->diagnosis = (struct diagnosis){0};
    diagnose(&answer->diagnosis, &answer->exchange, &full);
}

/* Of a large answer, where the name of the link stands near its start or end: reading
 * it all would hold the keys up. */
static bool
names_more(struct span body)
{
    enum { ENDS = 64 * 1024, READ_WHOLE = 4 * 1024 * 1024 };
    struct span start = span_sub(body, 0, ENDS);
    struct span end = span_from(body, body.n > ENDS ? body.n - ENDS : 0);
    struct span name = SPAN("\"@odata.nextLink\"");
    struct str next = {0};
    bool more = body.n <= READ_WHOLE ? paging_next(body, &next)
                                     : span_find(start, 0, name) < start.n ||
                                           span_find(end, 0, name) < end.n;
    str_release(&next);
    return more;
}

void
result_take(struct result *answer, struct exchange *exchange, struct request *sent,
            const struct diagnosis_context *context)
{
    bool arriving = answer->arriving;
    if (!arriving)
        forget_text(answer);
    clear(answer);
    answer->present = true;
    answer->taken++;
    answer->exchange = *exchange;
    *exchange = (struct exchange){0};
    answer->sent = *sent;
    *sent = (struct request){0};
    result_diagnose(answer, context);
    bool shown = answer->exchange.answered && answer->exchange.response.body.n;
    if (!arriving || !shown) /* else the user may have gone to another */
        answer->tab = shown ? RESULT_BODY : RESULT_EXPLAIN;
    answer->more = names_more(str_span(&answer->exchange.response.body));
    answer->links = download_found(
        span_sub(str_span(&answer->exchange.response.body), 0, LINKS_WITHIN));
    show_body(answer, answer->exchange.response.completeness == RESPONSE_WHOLE);
    if (answer->tab == RESULT_TABLE && !answer->table.there)
        answer->tab = RESULT_BODY;
}

void
result_grow(struct result *answer, struct bulk *text, size_t pages, bool to_end)
{
    size_t cursor = answer->viewer.cursor, top = answer->viewer.top;
    size_t row = answer->table.cursor;
    forget_text(answer);
    release_body(answer);
    answer->grown = *text;
    *text = (struct bulk){0};
    answer->exchange.response.body = answer->grown.text;
    answer->more = names_more(str_span(&answer->grown.text));
    answer->pages = pages;
    answer->to_end = to_end;
    show_body(answer, true);
    viewer_move(&answer->viewer, (long)cursor);
    answer->viewer.top = top;
    viewer_move(&answer->viewer, 0);
    table_move(&answer->table, (long)row);
}

/* Exactly as many items came as a page holds, and nothing names another. */
static bool
may_have_more(const struct result *answer)
{
    struct span url = span_of(answer->exchange.request.url);
    size_t size = paging_skip_size(answer->exchange.operation, url);
    size_t rows = answer->table.rows.count;
    return size && !answer->to_end && answer->table.there &&
           answer->table.rows.complete && rows && rows % size == 0;
}

bool
result_has_more(const struct result *answer)
{
    return answer->more || may_have_more(answer);
}

void
result_tell_extent(const struct result *answer, struct str *out)
{
    size_t pages = answer->pages;
    struct span url = span_of(answer->exchange.request.url);
    if (answer->more) {
        if (pages > 1)
            str_addf(out, _("%zu pages: more exists"), pages);
        else
            str_add_text(out, _("one page: more exists"));
    } else if (may_have_more(answer)) {
        if (pages > 1)
            str_addf(out, _("%zu pages: more may exist"), pages);
        else
            str_add_text(out, _("page 1 of ?: more may exist"));
    } else if (pages > 1 && answer->by_skip) {
        str_addf(out, _("%zu pages by $skip: items may be missing or here twice"),
                 pages);
    } else if (pages > 1 && paging_is_cut(url)) {
        str_addf(out, _("%zu pages: as much as $top asks for"), pages);
    } else if (pages > 1) {
        str_addf(out, _("%zu pages: everything"), pages);
    }
}

void
result_turn(struct result *answer, int tabs)
{
    do
        answer->tab =
            (enum result_tab)(((int)answer->tab + tabs + RESULT_TABS) % RESULT_TABS);
    while (answer->tab == RESULT_TABLE && !answer->table.there);
    answer->top = 0;
}

const char *
result_tracking_id(const struct result *answer)
{
    return answer->present ? diagnosis_tracking_id(&answer->diagnosis) : NULL;
}

bool
result_failed(const struct result *answer)
{
    return answer->present && answer->diagnosis.class != CLASS_NONE;
}
