/* From the request under composition to a command that sends it. */
#include "config.h"

#include "explorer/explorer.h"

#include "api/server.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* An own API's requests don't always go where its document says. */
static void
say_server(struct explorer *explorer, const struct operation *operation)
{
    struct str remark = {0};
    if (explorer->profile)
        server_remark(explorer->profile, operation, &remark);
    if (remark.n)
        explorer_say(explorer, NOTICE_WARN, "%s", str_text(&remark));
    str_release(&remark);
}

void
explorer_choose(struct explorer *explorer, const struct operation *operation)
{
    composer_choose(&explorer->composer, operation);
    importing_leave(explorer);
    operations_used(&explorer->operations, operation);
    learning_tell_what(explorer, LESSON_CHOSEN, operation->id);
    explorer->focus = PANE_REQUEST;
    say_server(explorer, operation);
}

void
explorer_compose(struct explorer *explorer, struct exchange *exchange)
{
    const struct request *request = composer_request(&explorer->composer);
    enum product product = request_product(request);
    const char *base = explorer->profile
                           ? server_base(explorer->profile, request->operation, product)
                           : product_base(product);
    exchange_compose(exchange, request, span_of(base));
    exchange_type(exchange);
}

static bool
may_go(struct explorer *explorer, const struct request *request, struct span url,
       bool consent)
{
    struct err err = {0};
    enum status status = profile_permits(explorer->profile, request->operation,
                                         span_of(request->method), url, consent, &err);
    if (status != STATUS_OK)
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
    return status == STATUS_OK;
}

static void
fill(struct command *command, const struct request *request, struct str *url)
{
    command->method = mem_strdup(request->method);
    command->url = str_take(url);
    pairs_copy(&command->headers, &request->headers);
    command->has_body = request->has_body;
    if (request->has_body)
        str_set(&command->text, str_span(&request->body));
}

static void
dispatch(struct explorer *explorer, const struct request *request, bool consent,
         bool again, struct commands *commands)
{
    struct str url = {0};
    const char *base =
        server_base(explorer->profile, request->operation, request_product(request));
    request_url(request, span_of(base), &url);
    if (!may_go(explorer, request, str_span(&url), consent)) {
        str_release(&url);
        return;
    }
    struct flight flight = {
        .under_way = true, .id = ++explorer->last_id, .started = explorer->now.steady};
    request_copy(&flight.request, request);
    token_read(&flight.token, secret_reveal(&explorer->profile->bearer));
    if (again) {
        const struct exchange *before = &explorer->result.exchange;
        flight.before =
            mem_dup(before->attempts, before->attempt_count * sizeof *before->attempts);
        flight.before_count = before->attempt_count;
    }
    flight_release(&explorer->flight);
    explorer->flight = flight;
    explorer->composer.unsent = false;
    struct command *command = commands_add(commands, COMMAND_SEND);
    command->id = flight.id;
    learning_tell(explorer,
                  (struct lesson_event){.kind = LESSON_SENT, .id = flight.id});
    fill(command, &explorer->flight.request, &url);
    str_release(&url);
}

/* The question whether to send early, with the seconds that are left now. */
static void
word_early(struct explorer *explorer)
{
    int64_t left = throttle_left_ms(&explorer->throttle, &explorer->now);
    str_clear(&explorer->overlay.text);
    long long seconds = (long long)((left + 999) / 1000);
    if (explorer->result.diagnosis.class == CLASS_THROTTLE)
        str_addf(
            &explorer->overlay.text,
            _("The service asked for a wait, and %lld s of it are left. A request sent "
              "now is answered 429 again, and may make the wait longer. w sends it "
              "when the wait ends."),
            seconds);
    else
        str_addf(&explorer->overlay.text,
                 _("The service asked for a wait, and %lld s of it are left. A request "
                   "sent now is likely to fail again. w sends it when the wait ends."),
                 seconds);
}

static void
ask_early(struct explorer *explorer)
{
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Send before the wait is over?"));
    explorer->overlay.question = ASK_SEND_EARLY;
    word_early(explorer);
}

static void
ask_budget(struct explorer *explorer, const struct budget_left *left)
{
    long long seconds = (left->until - explorer->now.wall + 999) / 1000;
    overlay_open(&explorer->overlay, OVERLAY_ASK, _("Send beyond the limit?"));
    explorer->overlay.question = ASK_BUDGET;
    str_addf(&explorer->overlay.text,
             _("All calls that the documented limit allows were made from this "
               "machine: the service will probably answer 429. In %lld s one more is "
               "left. Send all the same?"),
             seconds);
}

void
explorer_ask_again(struct explorer *explorer)
{
    if (explorer->overlay.kind != OVERLAY_ASK ||
        explorer->overlay.question != ASK_SEND_EARLY)
        return;
    if (explorer->throttle.waiting)
        word_early(explorer);
    else
        overlay_close(&explorer->overlay);
}

bool
explorer_busy(struct explorer *explorer)
{
    if (explorer->pages.going)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Pages are being fetched. Esc shows what has come."));
    else if (explorer->flight.under_way)
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("A request is under way. Esc cancels it."));
    return explorer->pages.going || explorer->flight.under_way;
}

void
explorer_send(struct explorer *explorer, bool consent, struct commands *commands)
{
    struct composer *composer = &explorer->composer;
    struct err err = {0};
    if (explorer->saved) {
        explorer_say_saved(explorer);
        return;
    }
    if (explorer_busy(explorer))
        return;
    if (!composer_accept(composer, explorer->catalogue, &err)) {
        explorer_say(explorer, NOTICE_BAD, "%s", err.text);
        return;
    }
    if (!composer->request.method || !composer->request.path) {
        explorer_say(explorer, NOTICE_INFO, "%s",
                     _("Choose an operation first: o lists them, Enter takes one."));
        return;
    }
    if (!explorer->profile) {
        explorer->send_when_ready = true;
        commands_add(commands, COMMAND_PRACTICE);
        explorer_say(
            explorer, NOTICE_INFO, "%s",
            _("Starting the practice tenant; the request goes out when it is there."));
        return;
    }
    if (explorer->armed.going) { /* the fault is to meet this one */
        explorer->send_when_ready = true;
        return;
    }
    if (explorer->throttle.waiting && !consent) {
        ask_early(explorer);
        return;
    }
    struct budget_left left;
    if (!consent && budget_at(&explorer->budget, explorer->now.wall, &left) &&
        left.used_up) {
        ask_budget(explorer, &left);
        return;
    }
    const struct request *request = composer_request(composer);
    if (!explorer_asks(explorer, request, commands))
        dispatch(explorer, request, explorer->agreed, false, commands);
}

void
explorer_resend(struct explorer *explorer, struct commands *commands)
{
    if (explorer->result.present && explorer->profile && !explorer->flight.under_way &&
        !explorer->pages.going)
        dispatch(explorer, &explorer->result.sent, true, true, commands);
}
