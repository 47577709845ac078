/* Plays a list of messages to the explorer and prints its screens: replay SCRIPT
 * COLUMNSxROWS [LANGUAGE]
 *
 * One message a line; '#' begins a comment:
 *   key KEY...        press keys: s, C-r, C-Space, Down, Enter, S-Tab
 *   text WORDS        type the rest of the line
 *   paste FILE        paste a file
 *   click ROW COLUMN  press the left button there
 *   wheel up|down ROW COLUMN
 *   spec FILE         begins anew with a user's own API beside the built-in ones
 *   profile practice|token  the profile becomes ready
 *   guard open|guarded|read-only  what may be changed with the profile
 *   token FILE        the same with a JWT that has the claims in FILE
 *   answer FILE       the request under way is answered by what curl -i printed into
 * FILE fail KIND TEXT    it ends without an answer: dns, connect, timeout, broken, ...
 *   calls COUNT       so many calls of the operation were made just now
 *   history FILE      the history was read; a line an entry: ID STATUS CODE OPERATION,
 *                     "-" for what is absent, and words: marked, unanswered, a note
 *   recalled FILE     one of it was read: an exchange as JSON
 *   copied verified|sent|not TEXT
 *   tick MS           that much time passes
 *   resize COLUMNSxROWS
 *   language NAME     texts are in it from now on
 *   learn NAME        the lesson of that name, the list (no NAME), or quiz
 *   prepared [WHY]    the practice tenant is as the lesson wants it; or it isn't
 *   lessons FILE      the record of lessons, as kept
 *   file moves|saved|fails|exists HAVE ...  what became of the file that is fetched
 *   export begins|exists|ends|fails PATH    what became of the file for rows
 *   save done|exists|fails PATH  and of that for the body
 *   piped WORDS       what the filter wrote; an error of jq where they begin with "jq:"
 *   commands          print the commands that the explorer has given since
 *   shot NAME         print the screen
 */
#include "config.h"

#include "../support/made_token.h"
#include "api/answer.h"
#include "api/openapi.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "command_words.h"
#include "explorer/explorer.h"
#include "explorer/keys.h"
#include "io/locale.h"
#include "looks.h"
#include "view/view.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START 1763870400000 /* 2025-11-23T04:00:00Z: any fixed moment */

struct replay {
    struct explorer explorer;
    struct commands commands;
    struct profile profile;
    struct openapi own;
    struct now now;
    const char *folder;
    const char *looks, *only; /* what is printed in place of screens; one shot's name */
};

static void
tell(struct replay *replay, struct message *message)
{
    message->now = replay->now;
    explorer_update(&replay->explorer, message, &replay->commands);
}

static void
input(struct replay *replay, struct key_event *event)
{
    struct message message = {.kind = MESSAGE_INPUT, .input = event};
    tell(replay, &message);
    str_release(&event->text);
}

static struct str
read_file(struct replay *replay, struct span name)
{
    struct str path = {0}, text = {0};
    char buffer[4096];
    size_t n;
    str_addf(&path, "%s/%.*s", replay->folder, SPAN_ARG(name));
    FILE *file = fopen(str_text(&path), "rb");
    if (!file)
        die("can't open", str_span(&path));
    while ((n = fread(buffer, 1, sizeof buffer, file)))
        str_add(&text, (struct span){buffer, n});
    fclose(file);
    str_release(&path);
    return text;
}

/* Tries each event until one has that name. */
static struct key_event
key_named(struct span name)
{
    struct key_event event = {.kind = INPUT_CHAR};
    struct span rest = name;
    for (; rest.n > 2 && rest.p[1] == '-'; rest = span_from(rest, 2)) {
        event.ctrl |= rest.p[0] == 'C';
        event.alt |= rest.p[0] == 'M';
        event.shift |= rest.p[0] == 'S';
    }
    uint32_t c;
    if (span_is(rest, "Space"))
        rest = SPAN(" ");
    if (utf8_next(rest, &c) == rest.n) {
        event.character = c;
        return event;
    }
    event.kind = INPUT_SPECIAL;
    for (int i = SPECIAL_UP; i <= SPECIAL_F12; i++) {
        struct str own = {0};
        event.special = (enum special)i;
        key_name(&event, &own);
        bool same = span_equal(str_span(&own), name);
        str_release(&own);
        if (same)
            return event;
    }
    die("no such key", name);
}

static void
do_key(struct replay *replay, struct span rest)
{
    struct span one;
    while (span_next(&rest, ' ', &one)) {
        struct key_event event = key_named(one);
        input(replay, &event);
    }
}

static void
do_text(struct replay *replay, struct span rest)
{
    uint32_t c;
    for (size_t n; (n = utf8_next(rest, &c)); rest = span_from(rest, n)) {
        struct key_event event = {.kind = INPUT_CHAR, .character = c};
        input(replay, &event);
    }
}

static void
do_paste(struct replay *replay, struct span rest)
{
    struct key_event event = {.kind = INPUT_PASTE, .text = read_file(replay, rest)};
    input(replay, &event);
}

static void
do_click(struct replay *replay, struct span rest)
{
    struct key_event event = {.kind = INPUT_MOUSE, .mouse = MOUSE_PRESS};
    event.y = number(&rest, ' ');
    event.x = number(&rest, ' ');
    input(replay, &event);
}

static void
do_wheel(struct replay *replay, struct span rest)
{
    struct key_event event = {.kind = INPUT_MOUSE};
    event.mouse = span_is(word(&rest), "up") ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
    event.y = number(&rest, ' ');
    event.x = number(&rest, ' ');
    input(replay, &event);
}

static void
do_profile(struct replay *replay, struct span rest)
{
    profile_release(&replay->profile);
    if (span_is(rest, "practice"))
        profile_init_practice(&replay->profile, SPAN("http://127.0.0.1:40123"),
                              SPAN("practice-bearer"));
    else
        profile_init_token(&replay->profile, SPAN("a-ready-token"));
    struct message message = {.kind = MESSAGE_PROFILE, .profile = &replay->profile};
    tell(replay, &message);
}

static void
do_token(struct replay *replay, struct span rest)
{
    struct str claims = read_file(replay, rest), token = {0};
    made_token(&token, str_span(&claims));
    profile_release(&replay->profile);
    profile_init_token(&replay->profile, str_span(&token));
    struct message message = {.kind = MESSAGE_PROFILE, .profile = &replay->profile};
    tell(replay, &message);
    str_release(&claims);
    str_release(&token);
}

static void
do_guard(struct replay *replay, struct span rest)
{
    replay->profile.guard = span_is(rest, "open")      ? GUARD_OPEN
                            : span_is(rest, "guarded") ? GUARD_GUARDED
                                                       : GUARD_READ_ONLY;
}

static void
finish(struct replay *replay, struct exchange *exchange)
{
    const struct request *sent = &replay->explorer.flight.request;
    exchange->time = replay->now.wall;
    exchange->operation = sent->operation;
    exchange->request.method = mem_strdup(sent->method);
    struct str url = {0};
    request_url(sent, SPAN("http://127.0.0.1:40123"), &url);
    exchange->request.url = str_take(&url);
    str_set(&exchange->request.body, str_span(&sent->body));
    exchange->request.has_body = sent->has_body;
    exchange->timing = (struct timing){-1, 1, -1, 40, 43};
    ARRAY_GROW(exchange->attempts, exchange->attempt_count, exchange->attempt_room);
    exchange->attempts[exchange->attempt_count++] =
        (struct attempt){replay->now.wall, exchange->response.status, 0};
    struct message message = {
        .kind = MESSAGE_DONE, .id = replay->explorer.flight.id, .exchange = exchange};
    tell(replay, &message);
    exchange_release(exchange);
}

static void
do_answer(struct replay *replay, struct span rest)
{
    struct str text = read_file(replay, rest);
    struct answer read = {0};
    answer_read(&read, str_span(&text));
    struct exchange exchange = {.answered = true, .response = read.response};
    read.response = (struct response){0};
    finish(replay, &exchange);
    answer_release(&read);
    str_release(&text);
}

static void
do_fail(struct replay *replay, struct span rest)
{
    struct span kind = word(&rest);
    struct exchange exchange = {0};
    for (int i = TRANSPORT_DNS; i <= TRANSPORT_SETUP; i++)
        if (span_is(kind, transport_name((enum transport)i)))
            exchange.transport = (enum transport)i;
    struct str text = str_dup(rest);
    exchange.transport_text = str_take(&text);
    finish(replay, &exchange);
}

static void
do_history(struct replay *replay, struct span rest)
{
    struct str text = read_file(replay, rest);
    struct span lines = str_span(&text), line;
    struct history_entries entries = {0};
    while (span_next(&lines, '\n', &line) && line.n) {
        struct history_entry entry = {.time = replay->now.wall -
                                              61000 * (clock_ms)entries.count};
        entry.id = absent_or(word(&line));
        entry.status = number(&line, ' ');
        entry.code = absent_or(word(&line));
        entry.operation = absent_or(word(&line));
        for (struct span flag; (flag = word(&line)).n;) {
            entry.marked |= span_is(flag, "marked");
            entry.unanswered |= span_is(flag, "unanswered");
            if (!span_is(flag, "marked") && !span_is(flag, "unanswered") && !entry.note)
                entry.note = absent_or(flag);
        }
        ARRAY_GROW(entries.items, entries.count, entries.room);
        entries.items[entries.count++] = entry;
    }
    struct message message = {.kind = MESSAGE_HISTORY, .entries = &entries};
    tell(replay, &message);
    history_entries_release(&entries);
    str_release(&text);
}

static void
do_calls(struct replay *replay, struct span rest)
{
    struct budget budget = {.operation = replay->explorer.composer.request.operation};
    for (int left = number(&rest, ' '); left > 0; left--) {
        ARRAY_GROW(budget.calls, budget.count, budget.room);
        budget.calls[budget.count++] = replay->now.wall;
    }
    struct message message = {.kind = MESSAGE_BUDGET, .budget = &budget};
    tell(replay, &message);
}

static void
do_recalled(struct replay *replay, struct span rest)
{
    struct str text = read_file(replay, rest);
    struct exchange exchange = {0};
    struct err err = {0};
    if (exchange_from_json(&exchange, str_span(&text), replay->explorer.catalogue,
                           &err) != STATUS_OK)
        die(err.text, rest);
    struct message message = {.kind = MESSAGE_RECALLED, .exchange = &exchange};
    tell(replay, &message);
    exchange_release(&exchange);
    str_release(&text);
}

static void
do_copied(struct replay *replay, struct span rest)
{
    struct span how = word(&rest);
    struct message message = {
        .kind = MESSAGE_COPIED,
        .copied = span_is(how, "verified") ? COPIED_VERIFIED
                  : span_is(how, "sent")   ? COPIED_SENT
                                           : COPIED_NOT,
        .text = rest,
        .value = rest,
    };
    tell(replay, &message);
}

/* requests list FILE, requests file FILE */
static void
do_requests(struct replay *replay, struct span rest)
{
    bool list = span_is(word(&rest), "list");
    struct str text = read_file(replay, rest);
    struct message message = {.kind = list ? MESSAGE_REQUESTS : MESSAGE_REQUEST,
                              .text = str_span(&text)};
    tell(replay, &message);
    str_release(&text);
}

static void
do_tick(struct replay *replay, struct span rest)
{
    int ms = number(&rest, ' ');
    replay->now.wall += ms;
    replay->now.steady += ms;
    struct message message = {.kind = MESSAGE_TICK};
    tell(replay, &message);
}

static void
resize(struct replay *replay, struct span size)
{
    struct key_event event = {.kind = INPUT_RESIZE};
    event.x = number(&size, 'x');
    event.y = number(&size, 'x');
    input(replay, &event);
}

static void
do_commands(struct replay *replay, struct span rest)
{
    (void)rest;
    for (size_t i = 0; i < replay->commands.count && !replay->looks; i++) {
        const struct command *command = &replay->commands.items[i];
        printf("command: %s", command_words[command->kind]);
        if (command->kind == COMMAND_SEND)
            printf(" %s %s", command->method, command->url);
        else if (command->path)
            printf(" %s", command->path);
        if (command->kind == COMMAND_EXPORT_END)
            printf(command->on ? " whole" : " cut");
        printf("%s%s\n", command->text.n ? " " : "", str_text(&command->text));
    }
    commands_clear(&replay->commands);
}

/* "name TEXT": of the device that was asked about; alone: there is none. */
static void
do_name(struct replay *replay, struct span rest)
{
    struct message message = {
        .kind = MESSAGE_NAME, .text = rest, .failed = !rest.n, .error = "Not found"};
    tell(replay, &message);
}

static void
do_piped(struct replay *replay, struct span words)
{
    struct message message = {
        .kind = MESSAGE_PIPED,
        .id = replay->explorer.preview.id,
        .text = words,
        .error = span_starts(words, "jq:") ? "jq ended with status 3" : NULL};
    tell(replay, &message);
}

static void
do_learn(struct replay *replay, struct span rest)
{
    struct str name = str_dup(rest);
    replay->explorer.learning.seed = 1;
    struct message message = {.kind = MESSAGE_LEARN, .path = str_text(&name)};
    tell(replay, &message);
    str_release(&name);
}

static void
do_prepared(struct replay *replay, struct span rest)
{
    struct str why = str_dup(rest);
    struct message message = {
        .kind = MESSAGE_PREPARED, .failed = rest.n > 0, .error = str_text(&why)};
    tell(replay, &message);
    str_release(&why);
}

static void
do_lessons(struct replay *replay, struct span rest)
{
    struct str text = read_file(replay, rest);
    struct message message = {.kind = MESSAGE_LESSONS, .text = str_span(&text)};
    tell(replay, &message);
    str_release(&text);
}

static void
do_file(struct replay *replay, struct span rest)
{
    struct span how = word(&rest), have = word(&rest);
    struct str text = str_dup(rest);
    struct message message = {.kind = span_is(how, "moves") ? MESSAGE_DOWNLOADING
                                                            : MESSAGE_DOWNLOADED,
                              .text = SPAN("Saved; no checksum was given."),
                              .value = rest,
                              .exists = span_is(how, "exists"),
                              .failed = !span_is(how, "saved"),
                              .error = str_text(&text)};
    if (!span_number(have, UINT32_MAX, &message.have))
        die("not a number of bytes", have);
    span_number(rest, UINT32_MAX, &message.announced);
    tell(replay, &message);
    str_release(&text);
}

static void
tell_file(struct replay *replay, struct message message, struct span rest)
{
    message.exists = span_starts(rest, "exists");
    message.failed = span_starts(rest, "fails");
    word(&rest);
    struct str path = str_dup(rest);
    message.path = message.error = str_text(&path);
    tell(replay, &message);
    str_release(&path);
}

static void
do_save(struct replay *replay, struct span rest)
{
    tell_file(replay, (struct message){.kind = MESSAGE_SAVED, .body = true}, rest);
}

static void
do_export(struct replay *replay, struct span rest)
{
    bool ends = span_starts(rest, "ends") || span_starts(rest, "fails");
    struct message message = {.kind = ends ? MESSAGE_EXPORTED : MESSAGE_EXPORT};
    tell_file(replay, message, rest);
}

static void
do_language(struct replay *replay, struct span rest)
{
    struct message message = {.kind = MESSAGE_LANGUAGE,
                              .language = span_is(rest, "en") ? "en" : "zh_CN"};
    locale_speak(message.language);
    tell(replay, &message);
}

static void
do_shot(struct replay *replay, struct span rest)
{
    struct screen screen;
    struct str dump = {0};
    screen_init(&screen, replay->explorer.rows, replay->explorer.columns);
    view_explorer(&replay->explorer, &screen);
    if (!replay->looks)
        screen_dump(&screen, &dump);
    else if (!looks_write(&screen, replay->looks, &dump))
        die("no such theme", span_of(replay->looks));
    bool wanted = !replay->only || span_is(rest, replay->only);
    if (wanted && (dump.n || !replay->looks))
        printf("== %.*s%s%s\n", SPAN_ARG(rest), replay->looks ? "\n" : " ",
               str_text(&dump));
    str_release(&dump);
    screen_release(&screen);
}

static void
do_spec(struct replay *replay, struct span rest)
{
    struct err err = {0};
    struct str text = read_file(replay, rest), page = {0};
    struct openapi_text document = {"own.json", str_span(&text), .own = true};
    int rows = replay->explorer.rows, columns = replay->explorer.columns;
    explorer_release(&replay->explorer);
    openapi_release(&replay->own);
    openapi_begin_with(&replay->own, catalogue_builtin());
    openapi_add(&replay->own, &document, &err);
    explorer_init(&replay->explorer, &replay->own.catalogue, "practice", rows, columns);
    openapi_trouble_page(&replay->own, &page);
    if (page.n)
        explorer_open_page(&replay->explorer, "Your own API", str_text(&page));
    str_release(&text);
    str_release(&page);
}

static const struct {
    const char *verb;
    void (*run)(struct replay *replay, struct span rest);
} verbs[] = {
    {"key", do_key},       {"text", do_text},       {"paste", do_paste},
    {"click", do_click},   {"wheel", do_wheel},     {"profile", do_profile},
    {"answer", do_answer}, {"fail", do_fail},       {"copied", do_copied},
    {"tick", do_tick},     {"resize", resize},      {"commands", do_commands},
    {"shot", do_shot},     {"history", do_history}, {"recalled", do_recalled},
    {"spec", do_spec},     {"token", do_token},     {"guard", do_guard},
    {"calls", do_calls},   {"learn", do_learn},     {"prepared", do_prepared},
    {"file", do_file},     {"lessons", do_lessons}, {"language", do_language},
    {"name", do_name},     {"piped", do_piped},     {"requests", do_requests},
    {"export", do_export}, {"save", do_save},
};

static void
run_line(struct replay *replay, struct span line)
{
    struct span verb = word(&line);
    if (!verb.n || verb.p[0] == '#')
        return;
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        if (span_is(verb, verbs[i].verb)) {
            verbs[i].run(replay, line);
            return;
        }
    }
    die("no such message", verb);
}

/* The translations are those that were just built, in $builddir/po. */
static void
speak(const char *language)
{
    struct str translations = {0};
    const char *build = getenv("builddir");
    locale_start();
    str_addf(&translations, "%s/po", build ? build : ".");
    bindtextdomain(PACKAGE, str_text(&translations));
    locale_speak(language);
    str_release(&translations);
}

/* An hour and a half ahead of UTC. */
static int
zone(clock_ms at)
{
    (void)at;
    return 90;
}

int
main(int argc, char **argv)
{
    if (argc < 3 || argc > 6)
        die("usage", SPAN("replay SCRIPT COLUMNSxROWS [LANGUAGE [cuts|THEME [SHOT]]]"));
    const char *language = argc > 3 ? argv[3] : "en";
    speak(language);
    char *slash = strrchr(argv[1], '/');
    struct str folder =
        str_dup(slash ? (struct span){argv[1], (size_t)(slash - argv[1])} : SPAN("."));
    struct replay replay = {.now = {START, 1000},
                            .folder = str_text(&folder),
                            .looks = argc > 4 ? argv[4] : NULL,
                            .only = argc > 5 ? argv[5] : NULL};
    struct str script = read_file(&replay, span_of(slash ? slash + 1 : argv[1]));
    struct span lines = str_span(&script), line;
    explorer_init(&replay.explorer, catalogue_builtin(), "practice", 24, 80);
    replay.explorer.language = language;
    replay.explorer.zone = zone;
    replay.explorer.speak = locale_speak;
    resize(&replay, span_of(argv[2]));
    explorer_welcome(&replay.explorer);
    while (span_next(&lines, '\n', &line))
        run_line(&replay, line);
    explorer_release(&replay.explorer);
    commands_release(&replay.commands);
    profile_release(&replay.profile);
    openapi_release(&replay.own);
    str_release(&script);
    str_release(&folder);
    return 0;
}
