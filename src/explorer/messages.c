/* What the explorer makes of what it is told from outside: one function a message. */
#include "config.h"

#include "explorer/explorer.h"

#include "base/memory.h"
#include "base/text.h"
#include "explorer/past.h"

/* Bytes of a value to select by hand; all of it is in the file. */
enum { VALUE_SHOWN = 64 * 1024 };

static void
take_progress(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    bool ours = explorer->saved ||
                (explorer->flight.under_way && message->id == explorer->flight.id);
    if (ours && message->response && !explorer->flight.page)
        result_arrive(&explorer->result, message->response, message->announced);
}

/* Puts the attempts before this one in front, when it was sent again after a wait. */
static void
join_attempts(const struct flight *flight, struct exchange *exchange)
{
    size_t count = flight->before_count, all = count + exchange->attempt_count;
    struct attempt *attempts = mem_alloc((all + 1) * sizeof *attempts);
    for (size_t i = 0; i < all; i++) {
        attempts[i] = i < count ? flight->before[i] : exchange->attempts[i - count];
        if (i && i >= count)
            attempts[i].waited_ms = (long)(attempts[i].at - attempts[i - 1].at);
    }
    mem_free(exchange->attempts);
    exchange->attempts = attempts;
    exchange->attempt_count = all;
    exchange->attempt_room = all + 1;
}

static void
take_answer(struct explorer *explorer, struct message *message,
            struct commands *commands)
{
    struct flight *flight = &explorer->flight;
    if (!flight->under_way || message->id != flight->id)
        return;
    if (flight->page) {
        pages_take(explorer, message, commands);
        return;
    }
    pages_release(&explorer->pages);
    struct diagnosis_context context = {.now = message->now.wall,
                                        .token = &flight->token,
                                        .language = explorer->language};
    join_attempts(flight, message->exchange);
    struct result *answer = &explorer->result;
    unsigned id = flight->id;
    result_take(answer, message->exchange, &flight->request, &context);
    flight_release(flight);
    armed_strike(&explorer->armed);
    const struct retry *retry = &answer->diagnosis.retry;
    bool asked = retry->advice == RETRY_BACKOFF && retry->source == RETRY_SOURCE_HEADER;
    if (retry->timed && (retry->advice == RETRY_WAIT || asked))
        throttle_start(&explorer->throttle, retry, &message->now);
    bool hidden = explorer_layout(explorer).panes[PANE_RESPONSE].rows == 0;
    if ((explorer->focus == PANE_OPERATIONS || hidden) && !explorer_editing(explorer))
        explorer->focus = PANE_RESPONSE; /* it would not be in sight */
    commands_add(commands, COMMAND_KEEP);
    explorer_forget_notice(explorer);
    learning_tell(explorer, (struct lesson_event){.kind = LESSON_ANSWER,
                                                  .id = id,
                                                  .exchange = &answer->exchange,
                                                  .diagnosis = &answer->diagnosis,
                                                  .sent = &answer->sent});
}

static void
take_copied(struct explorer *explorer, struct message *message,
            struct commands *commands)
{
    (void)commands;
    static const enum notice_kind kinds[] = {[COPIED_VERIFIED] = NOTICE_GOOD,
                                             [COPIED_SENT] = NOTICE_INFO,
                                             [COPIED_NOT] = NOTICE_BAD};
    explorer_say(explorer, kinds[message->copied], "%.*s", SPAN_ARG(message->text));
    if (message->copied != COPIED_NOT)
        return;
    overlay_open(&explorer->overlay, OVERLAY_VALUE,
                 _("Not copied: here it is to select by hand"));
    str_set(&explorer->overlay.text, span_sub(message->value, 0, VALUE_SHOWN));
}

static void
take_edited(struct explorer *explorer, struct message *message,
            struct commands *commands)
{
    (void)commands;
    if (message->failed) {
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
        return;
    }
    struct editor *body = &explorer->composer.body;
    if (span_equal(str_span(&body->text), message->text))
        explorer_say(explorer, NOTICE_INFO, "%s", _("The body is as it was."));
    else
        editor_replace(body, 0, body->text.n, message->text);
    editor_go(body, 0);
}

/* A call that waited for it goes out. */
static void
take_armed(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    bool send = explorer->send_when_ready;
    explorer->armed.going = explorer->send_when_ready = false;
    if (message->failed) {
        armed_release(&explorer->armed);
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
    } else if (send) {
        explorer_send(explorer, false, commands);
    }
}

static void
take_profile(struct explorer *explorer, struct message *message,
             struct commands *commands)
{
    if (message->failed) {
        explorer->send_when_ready = false;
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
        return;
    }
    explorer->profile = message->profile;
    explorer->profile_name = message->profile->name;
    bearer_read(explorer);
    if (message->anew) {
        armed_release(&explorer->armed);
        explorer->practice_bearer = 0;
        explorer_say(explorer, NOTICE_GOOD, "%s",
                     _("The practice tenant was started anew, as it was in the "
                       "beginning."));
    }
    if (secret_held(&explorer->profile->bearer))
        signing_end(explorer, NULL);
    if (explorer->send_when_ready) {
        explorer->send_when_ready = false;
        explorer_send(explorer, false, commands);
    }
}

static void
take_code(struct explorer *explorer, struct message *message, struct commands *commands)
{
    (void)commands;
    signing_take_code(explorer, message);
}

static void
take_no_token(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    signing_end(explorer, message->error);
}

static void
take_name(struct explorer *explorer, struct message *message, struct commands *commands)
{
    (void)commands;
    explorer_take_name(explorer, message);
}

static void
take_profiles(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    explorer->profiles = message->profiles; /* the old ones are gone */
    if (message->failed) {
        explorer_say(explorer, NOTICE_BAD, "%s", message->error);
        return;
    }
    explorer_open_profiles(explorer);
}

static void
take_page(struct explorer *explorer, struct message *message, struct commands *commands)
{
    struct str text = str_dup(message->text);
    (void)commands;
    explorer_open_page(explorer, message->path, str_text(&text));
    str_release(&text);
}

static void
take_theme(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    (void)commands;
    explorer_say(explorer, NOTICE_INFO,
                 _("Theme: %.*s. To keep it: theme = %.*s under [explorer] in the "
                   "configuration."),
                 SPAN_ARG(message->text), SPAN_ARG(message->text));
}

/* What is kept as text is told anew; a quiz ends in the language in which it began. */
static void
take_language(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    struct diagnosis_context context = {.now = message->now.wall,
                                        .token = &explorer->bearer.token,
                                        .language = message->language};
    explorer->language = message->language;
    explorer->ticket.language = NULL; /* a ticket is in it too */
    explorer->composer.changes++;     /* so that it is checked again */
    composer_check(&explorer->composer);
    result_diagnose(&explorer->result, &context);
    result_tell_body(&explorer->result);
    learning_translate(explorer);
    explorer_say(explorer, NOTICE_INFO,
                 /* TRANSLATORS: name your own language */
                 _("Texts are in English now. To keep it: lang = %s in the "
                   "configuration."),
                 explorer->language);
}

static void
take_saved(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    (void)commands;
    saving_take(explorer, message);
}

static void
take_export(struct explorer *explorer, struct message *message,
            struct commands *commands)
{
    (void)commands;
    tabling_export_begin(explorer, message);
}

static void
take_exported(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    tabling_exported(explorer, message);
}

static void
take_budget(struct explorer *explorer, struct message *message,
            struct commands *commands)
{
    (void)commands;
    budget_release(&explorer->budget);
    explorer->budget = *message->budget;
    *message->budget = (struct budget){0};
}

static void
take_history(struct explorer *explorer, struct message *message,
             struct commands *commands)
{
    (void)commands;
    past_take_list(explorer, message->entries);
}

static void
take_compared(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    past_take_comparison(explorer, message);
}

static void
take_recalled(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    past_take_exchange(explorer, message->exchange);
}

static void
take_piped(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    (void)commands;
    piping_take(explorer, message);
}

static void
take_downloading(struct explorer *explorer, struct message *message,
                 struct commands *commands)
{
    (void)commands;
    downloading_move_on(explorer, message);
}

static void
take_downloaded(struct explorer *explorer, struct message *message,
                struct commands *commands)
{
    downloading_end(explorer, message, commands);
}

static void
take_ticket(struct explorer *explorer, struct message *message,
            struct commands *commands)
{
    (void)commands;
    ticketing_take(explorer, message->exchange, message->count);
}

static void
take_prepared(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    learning_prepared(explorer, message->failed, message->error);
}

static void
take_lessons(struct explorer *explorer, struct message *message,
             struct commands *commands)
{
    (void)commands;
    learning_records(explorer, message->text, message->failed ? message->error : NULL);
}

static void
take_learn(struct explorer *explorer, struct message *message,
           struct commands *commands)
{
    (void)commands;
    learning_open(explorer, message->path);
}

static void
take_requests(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    (void)commands;
    importing_take_names(explorer, message->text);
}

static void
take_request(struct explorer *explorer, struct message *message,
             struct commands *commands)
{
    (void)commands;
    importing_take_file(explorer, message);
}

static void
take_kept(struct explorer *explorer, struct message *message, struct commands *commands)
{
    (void)commands;
    importing_kept(explorer, message);
}

static void
take_trouble(struct explorer *explorer, struct message *message,
             struct commands *commands)
{
    (void)commands;
    explorer_say(explorer, NOTICE_WARN, "%s", message->error);
}

void
explorer_take(struct explorer *explorer, struct message *message,
              struct commands *commands)
{
    static void (*const takers[])(struct explorer *, struct message *,
                                  struct commands *) = {
        [MESSAGE_PROGRESS] = take_progress,
        [MESSAGE_DONE] = take_answer,
        [MESSAGE_COPIED] = take_copied,
        [MESSAGE_EDITED] = take_edited,
        [MESSAGE_SAVED] = take_saved,
        [MESSAGE_EXPORT] = take_export,
        [MESSAGE_EXPORTED] = take_exported,
        [MESSAGE_PROFILE] = take_profile,
        [MESSAGE_BUDGET] = take_budget,
        [MESSAGE_HISTORY] = take_history,
        [MESSAGE_COMPARED] = take_compared,
        [MESSAGE_RECALLED] = take_recalled,
        [MESSAGE_ARMED] = take_armed,
        [MESSAGE_PREPARED] = take_prepared,
        [MESSAGE_LESSONS] = take_lessons,
        [MESSAGE_LEARN] = take_learn,
        [MESSAGE_PROFILES] = take_profiles,
        [MESSAGE_PAGE] = take_page,
        [MESSAGE_NAME] = take_name,
        [MESSAGE_CODE] = take_code,
        [MESSAGE_PIPED] = take_piped,
        [MESSAGE_TICKET] = take_ticket,
        [MESSAGE_NO_TOKEN] = take_no_token,
        [MESSAGE_THEME] = take_theme,
        [MESSAGE_LANGUAGE] = take_language,
        [MESSAGE_TROUBLE] = take_trouble,
        [MESSAGE_DOWNLOADING] = take_downloading,
        [MESSAGE_DOWNLOADED] = take_downloaded,
        [MESSAGE_REQUESTS] = take_requests,
        [MESSAGE_REQUEST] = take_request,
        [MESSAGE_KEPT] = take_kept,
    };
    if (message->kind < COUNT_OF(takers) && takers[message->kind])
        takers[message->kind](explorer, message, commands);
}
