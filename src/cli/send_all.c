#include "config.h"

#include "cli/send.h"

#include "api/aftermath.h"
#include "api/paging.h"
#include "api/reference.h"
#include "api/throttle.h"
#include "api/ticket.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/report.h"
#include "io/clock.h"
#include "io/net.h"
#include "io/signals.h"
#include "json/scan.h"
#include "json/text.h"

#include <string.h>

/* A list that never ends is no list. */
enum { PAGES_MAX = 10000 };

static bool
may_try_again(const struct send *send, int status)
{
    return send->tries_left > 1 && (status == 429 || status == 503);
}

static void
on_start(void *owner, const struct response *response)
{
    struct send *send = owner;
    send->begun = true;
    send->showing = !may_try_again(send, response->status);
    if (send->showing && send->include)
        body_head(&send->body, response, &send->context->redactor);
}

static bool
on_piece(void *owner, struct span piece)
{
    struct send *send = owner;
    send->size += piece.n;
    return !send->showing || body_add(&send->body, piece);
}

/* Pages and exchanges as JSON need the whole body at once. */
static bool
kept_whole(const struct send *send)
{
    return send->context->json || send->all_pages;
}

static void
tell_trouble(void *owner, const char *text)
{
    struct send *send = owner;
    output_text(&send->context->output, STREAM_REMARK, TONE_WARN, "defscope: %s\n",
                text);
}

static void
intend(void *owner, const struct exchange *exchange)
{
    struct send *send = owner;
    keeper_intend(&send->keeper, exchange, send->request->operation, send->profile);
}

/* While the answer is waited for. */
static void
prepare(void *owner)
{
    struct send *send = owner;
    keeper_prepare(&send->keeper);
}

/* Before a call that would probably be throttled; it is sent all the same. */
static void
warn_of_budget(struct send *send)
{
    const struct operation *operation = send->request->operation;
    struct budget budget = {0};
    struct budget_left left;
    clock_ms now = clock_now().wall;
    if (!budget_limits(operation) || send->context->output.quiet ||
        history_budget(keeper_history(&send->keeper), operation, send->profile->name,
                       now, &budget, NULL) != STATUS_OK)
        return;
    if (budget_at(&budget, now, &left) && left.used_up)
        output_text(
            &send->context->output, STREAM_REMARK, TONE_WARN,
            _("The documented limit is used up (%u calls a minute, %u an hour): "
              "429 is likely; in %lld s one more call is left\n"),
            operation->per_minute, operation->per_hour,
            (long long)((left.until - now + 999) / 1000));
    budget_release(&budget);
}

static enum status
exchange_once(struct send *send, const char *url, struct exchange *exchange,
              struct err *err)
{
    const struct request *request = send->request;
    bool named = profile_names(send->profile, span_of(url));
    struct net_way way = net_way_of(send->profile);
    struct net_request plan = {
        .method = request->method,
        .url = url,
        .headers = &request->headers,
        .body = str_span(&request->body),
        .has_body = request->has_body,
        .bearer = named ? &send->profile->bearer : NULL,
        .practice = send->profile->kind == PROFILE_PRACTICE || !named,
        .way = &way,
        .connect_ms = send->profile->connect_ms,
        .silence_s = send->profile->silence_s,
        .before = intend,
        .meanwhile = prepare,
        .owner = send,
    };
    if (!kept_whole(send)) {
        plan.start = on_start;
        plan.sink = on_piece;
    }
    warn_of_budget(send);
    send->size = 0;
    send->showing = send->begun = false;
    enum status status = net_exchange(&plan, exchange, err);
    if (kept_whole(send))
        send->size = exchange->response.body.n;
    else if (exchange->answered && !send->begun)
        on_start(send, &exchange->response); /* it has no body */
    exchange->operation = request->operation;
    exchange->profile = mem_strdup(send->profile->name);
    exchange->tenant = mem_strdup(send->profile->tenant);
    exchange->application = mem_strdup(send->profile->application);
    return status;
}

/* The tries before it, in front of its own. */
static void
add_attempts(struct exchange *exchange, struct exchange *before, long waited_ms)
{
    for (size_t i = 0; i < exchange->attempt_count; i++) {
        struct attempt attempt = exchange->attempts[i];
        attempt.waited_ms += waited_ms;
        ARRAY_GROW(before->attempts, before->attempt_count, before->attempt_room);
        before->attempts[before->attempt_count++] = attempt;
    }
    mem_free(exchange->attempts);
    exchange->attempts = before->attempts;
    exchange->attempt_count = before->attempt_count;
    exchange->attempt_room = before->attempt_room;
    before->attempts = NULL;
    exchange_release(before);
}

/* Waits as long as the answer asks for. False: Ctrl-C. */
static bool
wait_for(struct send *send, const struct response *response, long *waited_ms)
{
    enum { SECOND = 1000 };
    struct retry retry = {0};
    struct throttle throttle = {0};
    struct now now = clock_now();
    throttle_read(&retry, response, now.wall);
    if (!retry.timed) {
        retry.timed = true;
        retry.after_ms = SECOND;
    }
    throttle_start(&throttle, &retry, &now);
    int64_t left = throttle_left_ms(&throttle, &now);
    if (!send->context->output.quiet)
        output_text(
            &send->context->output, STREAM_REMARK, TONE_WARN,
            ngettext("%d: waiting %.1f s, then %u more try (Ctrl-C ends it)\n",
                     "%d: waiting %.1f s, then %u more tries (Ctrl-C ends it)\n",
                     send->tries_left - 1),
            response->status, (double)left / SECOND, send->tries_left - 1);
    bool stopped = false;
    while (left > 0 && !stopped) {
        stopped = signals_pause(SIGNALS_INT | SIGNALS_TERM | SIGNALS_HUP,
                                left > 60 * SECOND ? 60 * SECOND : (int)left) != 0;
        struct now later = clock_now();
        left = throttle_left_ms(&throttle, &later);
    }
    struct now end = clock_now();
    *waited_ms = (long)(end.steady - now.steady);
    mem_free(retry.note);
    return !stopped;
}

/* Until an answer comes that is no "later", or the tries are used up. */
static enum status
exchange_patiently(struct send *send, const char *url, struct exchange *exchange,
                   struct err *err)
{
    struct exchange before = {0};
    long waited_ms = 0;
    send->tries_left = send->tries;
    for (;;) {
        enum status status = exchange_once(send, url, exchange, err);
        add_attempts(exchange, &before, waited_ms);
        if (!exchange->answered || status == STATUS_CANCELLED ||
            !may_try_again(send, exchange->response.status))
            return status;
        if (!wait_for(send, &exchange->response, &waited_ms))
            return err_set(err, STATUS_CANCELLED, _("waiting was ended"));
        send->tries_left--;
        keeper_save(&send->keeper, exchange, NULL);
        before = *exchange;
    }
}

static int
exit_of(const struct exchange *exchange, enum status status)
{
    if (status == STATUS_CANCELLED)
        return EXIT_INTERRUPTED;
    if (status != STATUS_OK || !exchange->answered)
        return EXIT_NO_ANSWER;
    return exit_status_of_answer(exchange->response.status);
}

/* After a change whose answer did not come: the command that shows what it did. */
static void
say_look(struct send *send)
{
    struct request look = {0};
    struct str words = {0}, safe = {0};
    if (!aftermath_look(send->context->catalogue, send->request, &look))
        return;
    str_addf(&words, "defscope send %s", look.operation->id);
    for (size_t i = 0; i < look.slots.count + look.query.count; i++) {
        const struct pair *pair = i < look.slots.count
                                      ? &look.slots.items[i]
                                      : &look.query.items[i - look.slots.count];
        struct str both = {0};
        str_addf(&both, "%s=%s", pair->name, pair->value);
        str_add_text(&words, " ");
        shell_quote(&words, str_span(&both));
        str_release(&both);
    }
    sanitise_line(&safe, str_span(&words), SANITISE_PLAIN);
    output_text(&send->context->output, STREAM_REMARK, TONE_STRONG,
                _("To look whether it was carried out:\n  %s\n"), str_text(&safe));
    str_release(&words);
    str_release(&safe);
    request_release(&look);
}

/* The check said its hints before sending; after it, only what the answer adds. */
static void
say(struct send *send, const struct exchange *exchange,
    const struct diagnosis *diagnosis, enum status status)
{
    struct context *context = send->context;
    bool fine = exit_of(exchange, status) == EXIT_DONE &&
                diagnosis->class == CLASS_NONE && !diagnosis->hints.count;
    if (exchange->answered && !(context->output.quiet && fine))
        report_status(context, exchange, send->size);
    if (!fine)
        report_diagnosis(context, STREAM_REMARK, diagnosis, send->said);
    if (diagnosis->in_doubt)
        say_look(send);
}

static void
show_kept(struct send *send, const struct exchange *exchange,
          const struct diagnosis *diagnosis)
{
    struct context *context = send->context;
    if (context->json) {
        output_json(&context->output,
                    exchange_json(exchange, diagnosis, &context->redactor));
    } else if (kept_whole(send) && exchange->answered) {
        if (send->include)
            body_head(&send->body, &exchange->response, &context->redactor);
        body_add(&send->body, str_span(&exchange->response.body));
        body_next(&send->body);
    }
}

/* One answer: shown, explained, kept. Gives the exit status. */
static int
answer(struct send *send, struct exchange *exchange, enum status status,
       const struct err *err)
{
    struct diagnosis diagnosis = {0};
    struct diagnosis_context known = {
        .operation = send->request->operation,
        .request = send->request,
        .token = send->token,
        .now = clock_now().wall,
        .language = send->context->language,
    };
    diagnose(&diagnosis, exchange, &known);
    show_kept(send, exchange, &diagnosis);
    if (status != STATUS_OK && !send->body.failed)
        command_fail(send->context, err);
    if (status != STATUS_CANCELLED)
        say(send, exchange, &diagnosis, status);
    keeper_save(&send->keeper, exchange, &diagnosis);
    diagnosis_release(&diagnosis);
    return exit_of(exchange, status);
}

/* The address of the page that follows; a link may be relative. */
static bool
find_next(struct span body, struct span address, struct str *next)
{
    struct str link = {0};
    bool more = paging_next(body, &link);
    if (more && !reference_resolve(address, str_span(&link), next))
        str_set(next, str_span(&link));
    str_release(&link);
    return more;
}

static int
send_pages(struct send *send, const char *url, struct err *err)
{
    struct str address = str_of(url), link = {0};
    int result = EXIT_DONE;
    for (unsigned page = 0; result == EXIT_DONE; page++) {
        struct exchange exchange = {0};
        struct span target = str_span(&address);
        enum status status =
            profile_permits(send->profile, send->request->operation,
                            span_of(send->request->method), target, send->consent, err);
        if (status != STATUS_OK) {
            result = command_fail(send->context, err);
            break;
        }
        status = exchange_patiently(send, str_text(&address), &exchange, err);
        result = answer(send, &exchange, status, err);
        bool more = send->all_pages &&
                    find_next(str_span(&exchange.response.body), target, &link);
        exchange_release(&exchange);
        if (!more || result != EXIT_DONE)
            break;
        if (page + 1 == PAGES_MAX || span_equal(str_span(&link), str_span(&address))) {
            err_set(err, STATUS_INPUT,
                    _("page %u: the list leads back to itself or never ends; what came "
                      "so far was written"),
                    page + 1);
            result = command_fail(send->context, err);
        }
        str_set(&address, str_span(&link));
    }
    str_release(&address);
    str_release(&link);
    return result;
}

int
send_all(struct send *send, const char *url)
{
    struct context *context = send->context;
    const struct arguments *arguments = &context->arguments;
    struct err err = {0};
    if (body_open(&send->body, &context->output, argument_value(arguments, "output"),
                  argument_given(arguments, "pretty"), &err) != STATUS_OK)
        return command_fail(context, &err);
    send->keeper = (struct keeper){
        .redactor = &context->redactor, .tell = tell_trouble, .owner = send};
    send->keeper.off = send->profile->unkept;
    if (send->keeper.off && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_WARN,
                    _("What profile %s sends is not kept: persist = no\n"),
                    send->profile->name);
    int result = send_pages(send, url, &err);
    bool whole = result != EXIT_NO_ANSWER && result != EXIT_INTERRUPTED &&
                 result != EXIT_TROUBLE;
    if (body_close(&send->body, whole, &err) != STATUS_OK)
        result = command_fail(context, &err);
    net_exchange_end();
    keeper_release(&send->keeper);
    return result;
}
