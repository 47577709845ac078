#include "config.h"

#include "explorer/fetching.h"

#include "api/reference.h"
#include "base/memory.h"
#include "base/say.h"
#include "base/text.h"
#include "explorer/explorer.h"

#include <string.h>

enum { PAGES_MAX = 10000, WAIT_MS = 5000, WAIT_MAX_MS = 240000, REFUSALS_MAX = 6 };

void
pages_release(struct pages *pages)
{
    paging_release(&pages->paging);
    str_release(&pages->next);
    str_release(&pages->asked);
    if (pages->last)
        exchange_release(pages->last);
    mem_free(pages->last);
    *pages = (struct pages){0};
}

static struct span
first_url(const struct explorer *explorer)
{
    return span_of(explorer->result.exchange.request.url);
}

/* All that came in place of the first page; the cursor stays. */
static void
show(struct explorer *explorer)
{
    struct pages *pages = &explorer->pages;
    result_grow(&explorer->result, &pages->paging.text, pages->paging.pages,
                !pages->next.n);
    explorer->result.by_skip = pages->skips;
    pages->going = pages->paused = false;
    pages->wait_until = 0;
}

static void
say_end(struct explorer *explorer, enum notice_kind kind, const char *why)
{
    const struct paging *paging = &explorer->pages.paging;
    show(explorer);
    if (explorer->pages.next.n && !paging->next.n)
        explorer_say(explorer, kind,
                     _("%s%zu pages with %zu items are here; more may exist: A goes "
                       "on."),
                     why, paging->pages, paging->count);
    else if (explorer->pages.next.n)
        explorer_say(explorer, kind,
                     _("%s%zu pages with %zu items are here; more exist: A goes on."),
                     why, paging->pages, paging->count);
    else if (explorer->pages.skips)
        explorer_say(explorer, kind,
                     _("%zu pages, %zu items by $skip: if the list changed meanwhile, "
                       "some may be missing or here twice."),
                     paging->pages, paging->count);
    else if (paging_is_cut(first_url(explorer)))
        explorer_say(explorer, kind,
                     _("%zu pages, %zu items: $top asks for so many at most, so more "
                       "may exist."),
                     paging->pages, paging->count);
    else
        explorer_say(explorer, kind, _("%zu pages, %zu items: this is everything."),
                     paging->pages, paging->count);
}

/* Sets the address of the page that follows the last one, which had so many items. */
static void
find_next(struct explorer *explorer, size_t items)
{
    struct pages *pages = &explorer->pages;
    struct span named = str_span(&pages->paging.next), url = first_url(explorer);
    size_t size = paging_skip_size(explorer->result.exchange.operation, url);
    str_clear(&pages->next);
    if (named.n) {
        str_set(&pages->next, named);
    } else if (size && items && items % size == 0) {
        pages->skips = true;
        paging_skip_url(url, pages->paging.count, &pages->next);
    }
}

/* Says once that a profile which keeps nothing on disk takes memory instead. */
static void
tell_memory(struct explorer *explorer, size_t before)
{
    size_t now = explorer->pages.paging.text.text.n;
    struct str size = {0};
    if (!explorer->profile->unkept || !explorer->large ||
        before > explorer->large->limit || now <= explorer->large->limit)
        return;
    say_size(&size, now);
    explorer_say(explorer, NOTICE_WARN,
                 _("The pages take %s of memory: this profile keeps nothing on disk "
                   "(persist = no)."),
                 str_text(&size));
    str_release(&size);
}

/* The address must be where the first page came from: the token goes nowhere else. */
static void
ask_next(struct explorer *explorer, struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    if (!reference_same_origin(first_url(explorer), str_span(&pages->next))) {
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
    command->url = mem_strdup(str_text(&pages->next));
    pairs_copy(&command->headers, &flight.request.headers);
}

static bool
may_begin(struct explorer *explorer)
{
    const struct result *result = &explorer->result;
    if (explorer->saved) {
        explorer_say_saved(explorer);
        return false;
    }
    if (!result->present || !explorer->profile || explorer->flight.under_way)
        return false;
    if (!result_has_more(result)) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     paging_is_cut(first_url(explorer))
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

static void
begin(struct explorer *explorer, struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    struct result *result = &explorer->result;
    struct err err = {0};
    pages_release(pages);
    if (!explorer->profile->unkept)
        pages->paging.text.place = explorer->large;
    if (paging_add(&pages->paging, first_url(explorer),
                   str_span(&result->exchange.response.body), &err) != STATUS_OK) {
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
        return;
    }
    if (result->pages) /* it was ended halfway */
        pages->paging.pages = result->pages;
    str_set(&pages->asked, first_url(explorer));
    find_next(explorer, pages->paging.count);
    tell_memory(explorer, 0);
    pages->going = pages->next.n > 0;
    if (pages->going)
        ask_next(explorer, commands);
    else
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("This answer names no further page."));
}

void
pages_switch(struct explorer *explorer, struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    if (pages->going) {
        pages->paused = !pages->paused;
        explorer_say(explorer, NOTICE_INFO, "%s",
                     pages->paused ? _("Paused: A goes on, Esc shows what has come.")
                                   : _("The pages go on."));
        pages_go_on(explorer, commands);
    } else if (may_begin(explorer)) {
        begin(explorer, commands);
    }
}

/* How long to wait for what was refused so often, one time after another: as long as
 * the answer asks for; where it doesn't say, longer each time. */
static int64_t
wait_for(const struct explorer *explorer, const struct retry *retry, unsigned refusals)
{
    struct throttle throttle = {0};
    throttle_start(&throttle, retry, &explorer->now);
    int64_t wait =
        throttle.waiting ? throttle_left_ms(&throttle, &explorer->now) : WAIT_MS;
    if (throttle.waiting && retry->source != RETRY_SOURCE_ESTIMATE)
        return wait;
    for (unsigned i = 1; i < refusals && wait < WAIT_MAX_MS; i++)
        wait *= 2;
    return wait < WAIT_MAX_MS ? wait : WAIT_MAX_MS;
}

/* Refused for being too many: it is asked for once more after a wait. False: it was
 * something else, or was refused too often. */
static bool
waits(struct explorer *explorer, const struct exchange *exchange)
{
    struct pages *pages = &explorer->pages;
    struct diagnosis diagnosis = {0};
    struct diagnosis_context context = {.operation = explorer->result.sent.operation,
                                        .now = explorer->now.wall,
                                        .language = explorer->language};
    diagnose(&diagnosis, exchange, &context);
    pages->refusals = diagnosis.class == CLASS_THROTTLE ? pages->refusals + 1 : 0;
    bool again = pages->refusals && pages->refusals < REFUSALS_MAX;
    if (again)
        pages->wait_until = explorer->now.steady +
                            wait_for(explorer, &diagnosis.retry, pages->refusals);
    diagnosis_release(&diagnosis);
    return again;
}

/* Adds what came. STATUS_INPUT: it is no page. */
static enum status
take_page(struct explorer *explorer, const struct exchange *exchange, struct err *err)
{
    struct pages *pages = &explorer->pages;
    size_t count = pages->paging.count, size = pages->paging.text.text.n;
    if (!exchange->answered || exchange->response.status != 200 ||
        exchange->response.completeness != RESPONSE_WHOLE)
        return STATUS_INPUT;
    enum status status = paging_add(&pages->paging, str_span(&pages->next),
                                    str_span(&exchange->response.body), err);
    if (status != STATUS_OK)
        return status;
    pages->refusals = 0;
    str_set(&pages->asked, str_span(&pages->next));
    find_next(explorer, pages->paging.count - count);
    tell_memory(explorer, size);
    return STATUS_OK;
}

/* It came, and can't be kept: what came before is shown. */
static void
say_no_room(struct explorer *explorer, const char *reason)
{
    struct str why = {0};
    str_addf(&why, _("The page that came can't be kept: %s. "), reason);
    say_end(explorer, NOTICE_BAD, str_text(&why));
    str_release(&why);
}

void
pages_take(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    struct pages *pages = &explorer->pages;
    struct exchange *exchange = message->exchange;
    struct err err = {0};
    flight_release(&explorer->flight);
    enum status status = take_page(explorer, exchange, &err);
    bool good = status == STATUS_OK;
    bool back = good && span_equal(str_span(&pages->asked), str_span(&pages->next));
    if (good && !back && pages->next.n && pages->paging.pages < PAGES_MAX)
        pages_go_on(explorer, commands);
    else if (good)
        say_end(explorer, back ? NOTICE_WARN : NOTICE_GOOD,
                back ? _("The list leads back to itself. ") : "");
    else if (status != STATUS_INPUT)
        say_no_room(explorer, err.text);
    else if (!waits(explorer, exchange))
        say_end(explorer, NOTICE_BAD,
                pages->refusals ? _("The next page was refused again and again as too "
                                    "many calls. ")
                                : _("A page did not come. "));
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
    struct str size = {0};
    say_size(&size, pages->paging.text.text.n);
    str_addf(out, _("pages: %zu, %zu items, %s"), pages->paging.pages,
             pages->paging.count, str_text(&size));
    str_release(&size);
    if (pages->paused)
        str_add_text(out, _(", paused"));
    else if (pages->wait_until && left > 0)
        str_addf(out, _(", wait %lld s"), (long long)((left + 999) / 1000));
    str_add_text(out, "   ");
}
