#include "config.h"

#include "explorer/fetching.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/explorer.h"

#include <string.h>

enum { PAGES_MAX = 10000, WAIT_MS = 5000 };

void
pages_release(struct pages *pages)
{
    paging_release(&pages->paging);
    if (pages->last)
        exchange_release(pages->last);
    mem_free(pages->last);
    *pages = (struct pages){0};
}

/* $top asks for so many at most: that no page follows does not mean that nothing does.
 */
static bool
is_cut_by_request(const struct explorer *explorer)
{
    struct span url = span_of(explorer->result.exchange.request.url);
    return span_find(url, 0, SPAN("$top=")) < url.n ||
           span_find(url, 0, SPAN("%24top=")) < url.n;
}

/* All that came in place of the first page; the cursor stays. */
static void
show(struct explorer *explorer)
{
    struct pages *pages = &explorer->pages;
    struct str body = {0};
    paging_body(&pages->paging, &body);
    result_grow(&explorer->result, &body);
    pages->going = pages->paused = false;
    pages->wait_until = 0;
}

static void
say_end(struct explorer *explorer, enum notice_kind kind, const char *why)
{
    const struct paging *paging = &explorer->pages.paging;
    show(explorer);
    if (paging->next.n)
        explorer_say(explorer, kind,
                     _("%s%zu pages with %zu items are here; more exist: A goes on."),
                     why, paging->pages, paging->count);
    else if (is_cut_by_request(explorer))
        explorer_say(explorer, kind,
                     _("%zu pages, %zu items: $top asks for so many at most, so more "
                       "may exist."),
                     paging->pages, paging->count);
    else
        explorer_say(explorer, kind, _("%zu pages, %zu items: this is everything."),
                     paging->pages, paging->count);
}

static bool
same_origin(struct span one, struct span other)
{
    size_t host = span_find(one, 0, SPAN("://"));
    size_t end = host < one.n ? span_find_byte(one, host + 3, '/') : one.n;
    return end < one.n && end < other.n &&
           span_equal(span_sub(one, 0, end + 1), span_sub(other, 0, end + 1));
}

/* The address must be where the first page came from: the token goes nowhere else. */
static void
ask_next(struct explorer *explorer, struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    struct span next = str_span(&pages->paging.next);
    const struct exchange *first = &explorer->result.exchange;
    if (!same_origin(span_of(first->request.url), next)) {
        say_end(
            explorer, NOTICE_BAD,
            _("The next page is said to be on another host, so it is not fetched. "));
        return;
    }
    struct flight flight = {.under_way = true,
                            .page = true,
                            .id = ++explorer->last_id,
                            .started = explorer->now.steady};
    request_copy(&flight.request, &explorer->result.sent);
    token_read(&flight.token, secret_reveal(&explorer->profile->bearer));
    flight_release(&explorer->flight);
    explorer->flight = flight;
    struct command *command = commands_add(commands, COMMAND_SEND);
    command->id = flight.id;
    command->method = mem_strdup("GET");
    command->url = mem_strdup(str_text(&pages->paging.next));
    pairs_copy(&command->headers, &flight.request.headers);
}

static bool
may_begin(struct explorer *explorer, struct str *next)
{
    const struct result *result = &explorer->result;
    if (explorer->saved) {
        explorer_say_saved(explorer);
        return false;
    }
    if (!result->present || !explorer->profile || explorer->flight.under_way)
        return false;
    if (!paging_next(str_span(&result->exchange.response.body), next)) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     is_cut_by_request(explorer)
                         ? _("This answer names no further page. $top asks for so many "
                             "items at most, so more may exist.")
                         : _("This answer names no further page."));
        return false;
    }
    if (!result->exchange.request.method ||
        strcmp(result->exchange.request.method, "GET") != 0) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Further pages are fetched for GET requests only."));
        return false;
    }
    return true;
}

void
pages_switch(struct explorer *explorer, struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    struct str next = {0};
    struct err err = {0};
    if (pages->going) {
        pages->paused = !pages->paused;
        explorer_say(explorer, NOTICE_INFO, "%s",
                     pages->paused ? _("Paused: A goes on, Esc shows what has come.")
                                   : _("The pages go on."));
        pages_go_on(explorer, commands);
        return;
    }
    if (may_begin(explorer, &next)) {
        pages_release(pages);
        if (paging_add(&pages->paging,
                       str_span(&explorer->result.exchange.response.body),
                       &err) == STATUS_OK) {
            pages->going = true;
            ask_next(explorer, commands);
        } else {
            explorer_say(explorer, NOTICE_BAD, "%s", err.text);
        }
    }
    str_release(&next);
}

/* Refused for being too many: the wait that it asks for, then once more. */
static bool
waits(struct explorer *explorer, const struct exchange *exchange)
{
    struct diagnosis diagnosis = {0};
    struct diagnosis_context context = {.operation = explorer->result.sent.operation,
                                        .now = explorer->now.wall,
                                        .language = explorer->language};
    diagnose(&diagnosis, exchange, &context);
    bool throttled = diagnosis.class == CLASS_THROTTLE;
    struct throttle throttle = {0};
    if (throttled && diagnosis.retry.timed)
        throttle_start(&throttle, &diagnosis.retry, &explorer->now);
    int64_t left =
        throttle.waiting ? throttle_left_ms(&throttle, &explorer->now) : WAIT_MS;
    if (throttled)
        explorer->pages.wait_until = explorer->now.steady + left;
    diagnosis_release(&diagnosis);
    return throttled;
}

void
pages_take(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    struct exchange *exchange = message->exchange;
    struct err err = {0};
    struct str before = str_dup(str_span(&pages->paging.next));
    bool good = exchange->answered && exchange->response.status == 200 &&
                exchange->response.completeness == RESPONSE_WHOLE;
    flight_release(&explorer->flight);
    if (good)
        good = paging_add(&pages->paging, str_span(&exchange->response.body), &err) ==
               STATUS_OK;
    bool back = good && span_equal(str_span(&before), str_span(&pages->paging.next));
    str_release(&before);
    if (good && !back && pages->paging.next.n && pages->paging.pages < PAGES_MAX)
        pages_go_on(explorer, commands);
    else if (good)
        say_end(explorer, back ? NOTICE_WARN : NOTICE_GOOD,
                back ? _("The list leads back to itself. ") : "");
    else if (!waits(explorer, exchange))
        say_end(explorer, NOTICE_BAD, _("A page did not come. "));
    if (!pages->last)
        pages->last = mem_alloc(sizeof *pages->last);
    else
        exchange_release(pages->last);
    *pages->last = *exchange;
    *exchange = (struct exchange){0};
    commands_add(commands, COMMAND_KEEP)->on = true;
}

bool
pages_end(struct explorer *explorer, struct commands *commands)
{
    if (!explorer->pages.going)
        return false;
    if (explorer->flight.under_way && explorer->flight.page) {
        commands_add(commands, COMMAND_CANCEL)->id = explorer->flight.id;
        flight_release(&explorer->flight);
    }
    say_end(explorer, NOTICE_INFO, "");
    return true;
}

void
pages_go_on(struct explorer *explorer, struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    struct budget_left left;
    if (!pages->going || pages->paused || explorer->flight.under_way ||
        pages->wait_until > explorer->now.steady)
        return;
    pages->wait_until = 0;
    if (budget_at(&explorer->budget, explorer->now.wall, &left) && left.used_up) {
        pages->wait_until =
            explorer->now.steady + (left.until - explorer->now.wall) + 1;
        return;
    }
    ask_next(explorer, commands);
}

clock_ms
pages_deadline(const struct explorer *explorer)
{
    const struct pages *pages = &explorer->pages;
    clock_ms now = explorer->now.steady;
    if (!pages->going || pages->paused || !pages->wait_until)
        return INT64_MAX;
    clock_ms left = pages->wait_until - now;
    return left > 0 ? now + (left - 1) % (explorer_second(explorer) * 1000) + 1 : now;
}

void
pages_tell(const struct explorer *explorer, struct str *out)
{
    const struct pages *pages = &explorer->pages;
    clock_ms left = pages->wait_until - explorer->now.steady;
    if (!pages->going)
        return;
    str_addf(out, _("pages: %zu, %zu items"), pages->paging.pages, pages->paging.count);
    if (pages->paused)
        str_add_text(out, _(", paused"));
    else if (pages->wait_until && left > 0)
        str_addf(out, _(", wait %lld s"), (long long)((left + 999) / 1000));
    str_add_text(out, "   ");
}
