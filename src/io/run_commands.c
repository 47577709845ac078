/* What the explorer wants done, done. */
#include "config.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "io/clock.h"
#include "io/editor.h"
#include "io/files.h"
#include "io/locale.h"
#include "io/run_state.h"
#include "io/themes.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#define CONTROL_ID UINT_MAX       /* of calls to the practice tenant's own switches */
#define NAME_ID    (UINT_MAX - 1) /* of the call for a device's name */

enum {
    HUNTING_SILENCE_S = 210
}; /* the service lets a query run for 200 s (advanced hunting page) */

void
run_tell_trouble(void *owner, const char *text)
{
    struct run *run = owner;
    struct message message = {.kind = MESSAGE_TROUBLE, .error = text};
    run_tell(run, &message);
}

static void
intend(void *owner, const struct exchange *exchange)
{
    struct run *run = owner;
    keeper_intend(&run->keeper, exchange, run->explorer.flight.request.operation,
                  &run->profile);
}

static void
send(struct run *run, const struct command *command)
{
    const struct operation *operation = run->explorer.flight.request.operation;
    bool named = profile_names(&run->profile, span_of(command->url));
    bool query = operation && operation->effect == EFFECT_READ && command->has_body;
    if (named && renewal_hold(run, command))
        return;
    const struct secret *bearer = named ? renewal_bearer(run) : NULL;
    struct net_way way = net_way_of(&run->profile);
    struct net_request request = {
        .method = command->method,
        .url = command->url,
        .headers = &command->headers,
        .body = str_span(&command->text),
        .has_body = command->has_body,
        .bearer = bearer,
        .refusal = named && !bearer ? renewal_refusal(run) : NULL,
        .practice = run->profile.kind == PROFILE_PRACTICE || !named,
        .way = &way,
        .connect_ms = run->profile.connect_ms,
        .silence_s = query ? HUNTING_SILENCE_S : run->profile.silence_s,
        .before = intend,
        .owner = run,
    };
    net_send(&run->net, command->id, &request);
}

/* What the network can't know of an exchange. */
static void
complete(struct run *run, struct exchange *exchange)
{
    exchange->profile = mem_strdup(run->profile.name);
    exchange->tenant = mem_strdup(run->profile.tenant);
    exchange->application = mem_strdup(run->profile.application);
    exchange->operation = run->explorer.flight.request.operation;
    if (run->practice_ready && exchange->transport == TRANSPORT_CONNECT) {
        mem_free(exchange->transport_text);
        exchange->transport_text =
            mem_strdup(_("the practice tenant has ended: p and Enter start it again"));
    }
}

/* What the practice tenant said to its switch. */
static void
tell_armed(struct run *run, const struct exchange *exchange)
{
    struct str body = {0};
    bool failed = !exchange->answered || exchange->response.status != 204;
    sanitise_line(&body, span_trim(str_span(&exchange->response.body)), SANITISE_PLAIN);
    struct message message = {
        .kind = MESSAGE_ARMED,
        .failed = failed,
        .error = !failed  ? NULL
                 : body.n ? str_text(&body)
                          : _("The practice tenant did not take the fault.")};
    run_tell(run, &message);
    str_release(&body);
}

void
run_net_event(void *owner, const struct net_event *event)
{
    struct run *run = owner;
    struct message message = {
        .kind = event->kind == NET_DONE ? MESSAGE_DONE : MESSAGE_PROGRESS,
        .id = event->id,
        .response = event->response,
        .announced = event->announced,
        .exchange = event->exchange,
    };
    if (event->id == CONTROL_ID) {
        if (event->kind == NET_DONE)
            tell_armed(run, event->exchange);
        return;
    }
    if (event->id == RUN_DOWNLOAD_ID) {
        run_download_event(run, event);
        return;
    }
    if (event->id == RUN_NAME_ID) {
        if (event->kind == NET_DONE) {
            complete(run, event->exchange);
            run_tell_name(run, event->exchange);
        }
        return;
    }
    if (event->id == run->prepare_id) {
        if (event->kind == NET_DONE)
            run_prepared(run, event->exchange);
        return;
    }
    if (event->kind == NET_DONE)
        complete(run, event->exchange);
    /* The first rows, and the end: they are what is waited for. */
    if (event->kind == NET_DONE || (event->kind == NET_BYTES && !run->arriving))
        run->at_once = true;
    run->arriving = event->kind == NET_BYTES;
    run_tell(run, &message);
}

static void
cancel(struct run *run, const struct command *command)
{
    renewal_let_go(run);
    net_cancel(&run->net, command->id);
}

static void
copied(void *owner, struct copy_result *result)
{
    static const enum copied_word words[] = {[COPY_DONE] = COPIED_VERIFIED,
                                             [COPY_SENT] = COPIED_SENT,
                                             [COPY_FAILED] = COPIED_NOT};
    struct run *run = owner;
    struct str text = {0};
    copy_result_say(result, &text);
    run->copy = NULL;
    struct message message = {.kind = MESSAGE_COPIED,
                              .copied = words[result->copied],
                              .text = str_span(&text),
                              .value = str_span(&run->to_copy)};
    run_tell(run, &message);
    str_release(&text);
}

static void
copy(struct run *run, const struct command *command)
{
    if (run->copy)
        clipboard_cancel(run->copy);
    str_set(&run->to_copy, str_span(&command->text));
    struct copy_plan plan = {.value = str_span(&command->text),
                             .exact = true,
                             .terminal = terminal_output(run->terminal)};
    run->copy = clipboard_copy(&run->loop, &plan, copied, run);
}

static void
edit(struct run *run, const struct command *command)
{
    struct str edited = {0};
    struct err err = {0};
    enum status status =
        editor_edit(run->terminal, str_span(&command->text), ".json", &edited, &err);
    struct message message = {.kind = MESSAGE_EDITED,
                              .text = str_span(&edited),
                              .failed = status != STATUS_OK,
                              .error = err.text};
    run_tell(run, &message);
    str_release(&edited);
}

static void budget(struct run *run, const struct command *command);

static void
keep(struct run *run, const struct command *command)
{
    const struct result *result = &run->explorer.result;
    const struct diagnosis none = {0};
    if (command->on) /* a page of a list */
        keeper_save(&run->keeper, run->explorer.pages.last, &none);
    else
        keeper_save(&run->keeper, &result->exchange, &result->diagnosis);
    budget(run, command);
}

static void
practice(struct run *run, const struct command *command)
{
    (void)command;
    run_use_practice(run);
}

static void
bearer(struct run *run, const struct command *command)
{
    const struct secret *secret = practice_bearer(&run->practice, command->path);
    if (!secret) {
        run_tell_trouble(run,
                         _("That practice tenant did not tell its other bearers; end "
                           "it and start anew."));
        return;
    }
    secret_set(&run->profile.bearer, secret_reveal(secret));
    redactor_know(&run->redactor, secret_reveal(secret));
    struct message message = {.kind = MESSAGE_PROFILE, .profile = &run->profile};
    run_tell(run, &message);
}

/* Tells the practice tenant, by its own switch, what fault to have. */
static void
fault(struct run *run, const struct command *command)
{
    struct str url = {0};
    str_addf(&url, "%s/practice/faults", run->practice.base);
    struct net_request request = {
        .method = "PUT",
        .url = str_text(&url),
        .body = str_span(&command->text),
        .has_body = true,
        .bearer = practice_bearer(&run->practice, "full"),
        .practice = true,
    };
    net_send(&run->net, CONTROL_ID, &request);
    str_release(&url);
}

/* --- the history --- */

enum { HISTORY_SHOWN = 5000 };

static void
tell_history(struct run *run)
{
    struct history_entries entries = {0};
    struct err err = {0};
    struct history *history = keeper_history(&run->keeper);
    struct message message = {.kind = MESSAGE_HISTORY, .entries = &entries};
    if (history_list(history, HISTORY_SHOWN, &entries, &err) != STATUS_OK)
        run_tell_trouble(run, err.text);
    run_tell(run, &message);
    history_entries_release(&entries);
}

static void
budget(struct run *run, const struct command *command)
{
    const struct operation *operation = run->explorer.composer.request.operation;
    struct budget counted = {0};
    struct message message = {.kind = MESSAGE_BUDGET, .budget = &counted};
    (void)command;
    if (!budget_limits(operation))
        return;
    /* what can't be counted is no reason to say anything: sending tells it */
    history_budget(keeper_history(&run->keeper), operation, run->profile.name,
                   clock_now().wall, &counted, NULL);
    run_tell(run, &message);
    budget_release(&counted);
}

static void
history(struct run *run, const struct command *command)
{
    (void)command;
    tell_history(run);
}

static void
recall(struct run *run, const struct command *command)
{
    struct exchange exchange = {0};
    struct err err = {0};
    struct message message = {.kind = MESSAGE_RECALLED, .exchange = &exchange};
    if (history_read(keeper_history(&run->keeper), command->path,
                     run->explorer.catalogue, &exchange, &err) == STATUS_OK)
        run_tell(run, &message);
    else
        run_tell_trouble(run, err.text);
    exchange_release(&exchange);
}

static void
gather_ticket(struct run *run, const struct command *command)
{
    enum { TICKET_MAX = 20 };
    struct exchange exchanges[TICKET_MAX] = {0};
    struct span ids = span_trim(str_span(&command->text)), id;
    struct err err = {0};
    struct message message = {.kind = MESSAGE_TICKET, .exchange = exchanges};
    while (message.count < TICKET_MAX && !err.text[0] && span_next(&ids, '\n', &id)) {
        struct str name = str_dup(id);
        if (history_read(keeper_history(&run->keeper), str_text(&name),
                         run->explorer.catalogue, &exchanges[message.count],
                         &err) == STATUS_OK)
            message.count++;
        str_release(&name);
    }
    if (message.count)
        run_tell(run, &message);
    if (err.text[0])
        run_tell_trouble(run, err.text);
    else if (ids.n)
        run_tell_trouble(run,
                         _("A ticket tells of 20 calls at most: these are the first."));
    for (size_t i = 0; i < TICKET_MAX; i++)
        exchange_release(&exchanges[i]);
}

static void
compare(struct run *run, const struct command *command)
{
    struct history *kept = keeper_history(&run->keeper);
    const struct catalogue *catalogue = run->explorer.catalogue;
    struct exchange before = {0}, after = {0};
    struct comparison comparison = {0};
    struct err err = {0};
    struct message message = {.kind = MESSAGE_COMPARED,
                              .comparison = &comparison,
                              .text = span_of(command->path),
                              .value = str_span(&command->text)};
    enum status status = history_read(kept, command->path, catalogue, &before, &err);
    if (status == STATUS_OK)
        status = history_read(kept, str_text(&command->text), catalogue, &after, &err);
    if (status == STATUS_OK) {
        exchange_compare(&before, &after, &comparison);
        run_tell(run, &message);
    } else {
        run_tell_trouble(run, err.text);
    }
    comparison_release(&comparison);
    exchange_release(&before);
    exchange_release(&after);
}

static void
finish_change(struct run *run, enum status status, const struct err *err)
{
    if (status != STATUS_OK)
        run_tell_trouble(run, err->text);
    tell_history(run);
}

static void
mark(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct history *kept = keeper_history(&run->keeper);
    finish_change(run, history_mark(kept, command->path, command->on, &err), &err);
}

static void
note(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct str safe = {0};
    struct history *kept = keeper_history(&run->keeper);
    redact(&run->redactor, str_span(&command->text), &safe);
    finish_change(run, history_note(kept, command->path, str_span(&safe), &err), &err);
    str_release(&safe);
}

static void
forget(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct history *kept = keeper_history(&run->keeper);
    finish_change(run, history_delete(kept, command->path, &err), &err);
}

static char *
card_file(void)
{
    return folder_path(FOLDER_STATE, "no-card");
}

bool
run_card_wanted(void)
{
    char *path = card_file();
    bool wanted = access(path, F_OK) != 0;
    mem_free(path);
    return wanted;
}

static void
dismiss(struct run *run, const struct command *command)
{
    struct err err = {0};
    char *folder = folder_path(FOLDER_STATE, NULL), *path = card_file();
    (void)command;
    if (folder_make(folder, &err) != STATUS_OK ||
        file_write(path, (struct span){0}, &err) != STATUS_OK)
        run_tell_trouble(run, err.text);
    mem_free(folder);
    mem_free(path);
}

static char *
operations_file(void)
{
    return folder_path(FOLDER_STATE, "operations");
}

/* Not being able to is said once. */
static void
remember(struct run *run, const struct command *command)
{
    struct err err = {0};
    char *folder = folder_path(FOLDER_STATE, NULL), *path = operations_file();
    if ((folder_make(folder, &err) != STATUS_OK ||
         file_write(path, str_span(&command->text), &err) != STATUS_OK) &&
        !run->memory_failed) {
        run->memory_failed = true;
        run_tell_trouble(run, err.text);
    }
    mem_free(folder);
    mem_free(path);
}

void
run_recall(struct run *run)
{
    enum { BYTES_MAX = 65536 };
    struct err err = {0};
    struct str text = {0};
    char *path = operations_file();
    if (access(path, F_OK) == 0) {
        bool read = file_read(path, BYTES_MAX, &text, &err) == STATUS_OK;
        if (read && !operations_read(&run->explorer.operations, str_span(&text)))
            err_set(&err, STATUS_INPUT,
                    _("\"%s\" is damaged: favourites that could not be read there are "
                      "gone; * makes new ones"),
                    path);
        if (err.text[0])
            run_tell_trouble(run, err.text);
    }
    str_release(&text);
    mem_free(path);
}

static void
mouse(struct run *run, const struct command *command)
{
    terminal_mouse(run->terminal, command->on);
}

/* The built-in ones in turn; after one of the user's own the first. */
static void
next_theme(struct run *run, const struct command *command)
{
    size_t at = 0;
    struct theme theme;
    struct err err = {0};
    (void)command;
    while (run->theme && theme_texts[at].name &&
           strcmp(theme_texts[at].name, run->theme))
        at++;
    const char *next =
        theme_texts[run->theme && theme_texts[at].name ? at + 1 : 0].name;
    mem_free(run->theme);
    run->theme = mem_strdup(next ? next : theme_texts[0].name);
    if (theme_load(&theme, run->theme, &err) == STATUS_OK)
        terminal_theme(run->terminal, &theme);
    struct message message = {.kind = err.text[0] ? MESSAGE_TROUBLE : MESSAGE_THEME,
                              .text = span_of(run->theme),
                              .error = err.text};
    run_tell(run, &message);
}

static void
next_language(struct run *run, const struct command *command)
{
    (void)command;
    struct message message = {.kind = MESSAGE_LANGUAGE,
                              .language = locale_next(run->explorer.language)};
    locale_speak(message.language);
    run_tell(run, &message);
}

static void
stop_signing_in(struct run *run, const struct command *command)
{
    (void)command;
    renewal_stop(run);
}

static void
suspend(struct run *run, const struct command *command)
{
    (void)command;
    terminal_suspend(run->terminal);
}

static void
quit(struct run *run, const struct command *command)
{
    run->leaving = true;
    run->interrupted = command->on;
}

void
run_perform(struct run *run, const struct command *command)
{
    static void (*const performers[])(struct run *, const struct command *) = {
        [COMMAND_SEND] = send,
        [COMMAND_CANCEL] = cancel,
        [COMMAND_COPY] = copy,
        [COMMAND_EDIT] = edit,
        [COMMAND_SAVE] = run_save,
        [COMMAND_SAVE_BODY] = run_save,
        [COMMAND_EXPORT] = run_export,
        [COMMAND_EXPORT_ROWS] = run_export_rows,
        [COMMAND_EXPORT_END] = run_export_end,
        [COMMAND_SHOW] = run_show,
        [COMMAND_KEEP] = keep,
        [COMMAND_PRACTICE] = practice,
        [COMMAND_BEARER] = bearer,
        [COMMAND_FAULT] = fault,
        [COMMAND_DISMISS] = dismiss,
        [COMMAND_REMEMBER] = remember,
        [COMMAND_MOUSE] = mouse,
        [COMMAND_THEME] = next_theme,
        [COMMAND_LANGUAGE] = next_language,
        [COMMAND_STOP_SIGN_IN] = stop_signing_in,
        [COMMAND_SUSPEND] = suspend,
        [COMMAND_QUIT] = quit,
        [COMMAND_NAME] = run_look_up_name,
        [COMMAND_NEW_PROFILE] = run_new_profile,
        [COMMAND_CHECK_PROFILE] = run_check_profile,
        [COMMAND_PROFILE] = run_change_profile,
        [COMMAND_BUDGET] = budget,
        [COMMAND_HISTORY] = history,
        [COMMAND_RECALL] = recall,
        [COMMAND_DOWNLOAD] = run_download,
        [COMMAND_DOWNLOAD_STOP] = run_download_stop,
        [COMMAND_PIPE] = run_pipe,
        [COMMAND_REQUESTS] = run_requests,
        [COMMAND_REQUEST_READ] = run_request_read,
        [COMMAND_REQUEST_KEEP] = run_request_keep,
        [COMMAND_REQUEST_RENAME] = run_request_rename,
        [COMMAND_REQUEST_DELETE] = run_request_delete,
        [COMMAND_PIPE_STOP] = run_pipe_stop,
        [COMMAND_TICKET] = gather_ticket,
        [COMMAND_COMPARE] = compare,
        [COMMAND_MARK] = mark,
        [COMMAND_NOTE] = note,
        [COMMAND_FORGET] = forget,
        [COMMAND_PREPARE] = run_prepare,
        [COMMAND_LESSONS_READ] = run_lessons_read,
        [COMMAND_LESSONS_KEEP] = run_lessons_keep,
    };
    performers[command->kind](run, command);
}
