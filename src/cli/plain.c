#include "config.h"

#include "cli/plain.h"

#include "api/check.h"
#include "api/import.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/compose.h"
#include "cli/report.h"
#include "cli/tenant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 64 };

struct plain {
    struct context *context;
    struct request request; /* under composition */
    bool chosen, leaving;
};

static void
say(struct plain *plain, const char *text)
{
    output_text(&plain->context->output, STREAM_RESULT, TONE_PLAIN, "%s\n", text);
}

static void
say_name(struct plain *plain, const char *name, const char *value)
{
    struct str shown = {0};
    sanitise_line(&shown, span_of(value), SANITISE_PLAIN);
    output_text(&plain->context->output, STREAM_RESULT, TONE_PLAIN, "  %s: %s\n", name,
                shown.n ? str_text(&shown) : _("(empty)"));
    str_release(&shown);
}

/* --- any command of the command line --- */

static const struct option_spec *
options_of(const char *name)
{
    const struct command *command = command_find(name);
    return command ? command->options : NULL;
}

/* WORDS begins with the program's name, as a command line does. */
static void
run_command(struct plain *plain, int count, char *const *words)
{
    struct context *context = plain->context;
    struct arguments before = context->arguments;
    struct err err = {0};
    bool json = context->json;
    context->arguments = (struct arguments){0};
    enum status status =
        arguments_parse(&context->arguments, count, words, options_of, &err);
    const char *name = context->arguments.command;
    const struct command *command = name ? command_find(name) : NULL;
    context->json = argument_given(&context->arguments, "json");
    if (status != STATUS_OK)
        command_fail(context, &err);
    else if (!command)
        say(plain, _("No such command. \"help\" lists what can be said here."));
    else if (argument_given(&context->arguments, "help"))
        help_command(context, command);
    else
        command->run(context);
    arguments_release(&context->arguments);
    context->arguments = before;
    context->json = json;
}

/* --- composing --- */

static void
show_request(struct plain *plain)
{
    struct request *request = &plain->request;
    struct str target = {0}, shown = {0};
    struct check check = {0};
    if (!plain->chosen) {
        say(plain, _("No request yet: \"choose\" and an operation's name begin one."));
        return;
    }
    request_target(request, &target);
    output_text(&plain->context->output, STREAM_RESULT, TONE_PLAIN, "%s %s\n",
                request->method, str_text(&target));
    for (size_t i = 0; i < request->slots.count; i++)
        say_name(plain, request->slots.items[i].name, request->slots.items[i].value);
    for (size_t i = 0; i < request->headers.count; i++)
        say_name(plain, request->headers.items[i].name,
                 request->headers.items[i].value);
    sanitise_lines(&shown, str_span(&request->body), SANITISE_PLAIN);
    if (request->has_body)
        output_text(&plain->context->output, STREAM_RESULT, TONE_PLAIN, "%s\n%s\n",
                    _("Body:"), str_text(&shown));
    check_request(&check, request);
    report_hints(plain->context, STREAM_RESULT, &check.hints, NULL, SEVERITY_INFO);
    check_release(&check);
    str_release(&target);
    str_release(&shown);
}

static void
choose(struct plain *plain, int count, char *const *words)
{
    const struct operation *operation = NULL;
    struct err err = {0};
    if (count > 1 && compose_operation(plain->context->catalogue, words[1], &operation,
                                       &err) != STATUS_OK) {
        command_fail(plain->context, &err);
        return;
    }
    if (!operation) {
        say(plain, _("Which operation? \"operations\" and a word lists those that have "
                     "it in their name."));
        return;
    }
    request_release(&plain->request);
    request_init(&plain->request, operation);
    request_fill(&plain->request);
    plain->chosen = true;
    show_request(plain);
}

static void
set(struct plain *plain, int count, char *const *words)
{
    struct err err = {0};
    for (int i = 1; i < count && plain->chosen; i++) {
        struct span word = span_of(words[i]);
        size_t equals = span_find_byte(word, 0, '=');
        bool raw = equals > 0 && equals < word.n && word.p[equals - 1] == ':';
        struct span name = span_sub(word, 0, equals - (raw ? 1 : 0));
        if (equals == word.n)
            say(plain, _("Write NAME=VALUE, or NAME:=JSON for what is no text."));
        else if (request_assign(&plain->request, name, span_from(word, equals + 1), raw,
                                &err) != STATUS_OK)
            command_fail(plain->context, &err);
    }
    show_request(plain);
}

/* Lines up to one with nothing but a dot. */
static void
read_body(struct plain *plain, int count, char *const *words)
{
    struct str body = {0};
    char *line = NULL;
    size_t room = 0;
    (void)count;
    (void)words;
    if (!plain->chosen) {
        show_request(plain);
        return;
    }
    say(plain, _("The body, line by line; a line with a dot alone ends it."));
    while (getline(&line, &room, stdin) > 0 && strcmp(line, ".\n") != 0)
        str_add_text(&body, line);
    str_set(&plain->request.body, str_span(&body));
    plain->request.has_body = true;
    free(line); /* getline's own */
    str_release(&body);
    show_request(plain);
}

static void
fix(struct plain *plain, int count, char *const *words)
{
    (void)count;
    (void)words;
    if (plain->chosen) {
        size_t mended = check_fix(&plain->request, NULL);
        struct output *output = &plain->context->output;
        if (mended)
            output_text(
                output, STREAM_RESULT, TONE_PLAIN,
                ngettext("%zu mistake mended.\n", "%zu mistakes mended.\n", mended),
                mended);
        else
            output_text(output, STREAM_RESULT, TONE_PLAIN, "%s",
                        _("There is no mistake that can be mended for you.\n"));
    }
    show_request(plain);
}

/* What was composed, as the words of "send". */
static void
send_composed(struct plain *plain)
{
    struct request *request = &plain->request;
    struct str target = {0};
    char program[] = "defscope", verb[] = "send", pretty[] = "--pretty";
    char *words[WORDS_MAX] = {program, verb, pretty};
    int count = 3;
    request_target(request, &target);
    words[count++] = request->method;
    words[count++] = mem_strdup(str_text(&target));
    int owned = count - 1;
    for (size_t i = 0; i < request->headers.count && count + 2 < WORDS_MAX; i++) {
        struct str header = {0};
        str_addf(&header, "-H%s: %s", request->headers.items[i].name,
                 request->headers.items[i].value);
        words[count++] = str_take(&header);
    }
    if (request->has_body && count + 1 < WORDS_MAX) {
        struct str body = {0};
        str_addf(&body, "--body=%s", str_text(&request->body));
        words[count++] = str_take(&body);
    }
    run_command(plain, count, words);
    for (int i = owned; i < count; i++)
        mem_free(words[i]);
    str_release(&target);
}

static void
send_words(struct plain *plain, int count, char *const *words)
{
    if (count > 1)
        run_command(plain, count + 1, words - 1);
    else if (plain->chosen)
        send_composed(plain);
    else
        show_request(plain);
}

static void
show(struct plain *plain, int count, char *const *words)
{
    (void)count;
    (void)words;
    show_request(plain);
}

static void
list_operations(struct plain *plain, int count, char *const *words)
{
    const struct catalogue *catalogue = plain->context->catalogue;
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        const char *title = _(operation->title);
        bool fits = true;
        for (int w = 1; w < count && fits; w++) {
            struct span word = span_of(words[w]);
            fits = span_find_nocase(span_of(title), 0, word) < strlen(title) ||
                   span_find_nocase(span_of(operation->title), 0, word) <
                       strlen(operation->title) ||
                   span_find_nocase(span_of(operation->id), 0, word) <
                       strlen(operation->id);
        }
        if (fits)
            output_text(&plain->context->output, STREAM_RESULT, TONE_PLAIN,
                        "  %s: %s, %s\n", operation->id, title, operation->method);
    }
}

static void
leave(struct plain *plain, int count, char *const *words)
{
    (void)count;
    (void)words;
    plain->leaving = true;
}

static void help(struct plain *plain, int count, char *const *words);

static const struct {
    const char *name, *what;
    void (*run)(struct plain *plain, int count, char *const *words);
} verbs[] = {
    {"operations", N_("operations [WORD]...: list those that have the words"),
     list_operations},
    {"choose", N_("choose OPERATION: begin a request"), choose},
    {"set", N_("set NAME=VALUE: fill in a path value, a query option, a body name"),
     set},
    {"body", N_("body: write the whole body"), read_body},
    {"show", N_("show: the request, and what is wrong in it"), show},
    {"fix", N_("fix: mend what can be mended"), fix},
    {"send", N_("send: send the request, and hear what the answer means"), send_words},
    {"quit", N_("quit: leave"), leave},
    {"help", N_("help [TOPIC]: this list, or a help page"), help},
};

static void
help(struct plain *plain, int count, char *const *words)
{
    if (count > 1) {
        run_command(plain, count + 1, words - 1);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        say(plain, _(verbs[i].what));
    say(plain,
        _("Every command of \"defscope --help\" works here too: ticket, explain, "
          "history, token, export ..."));
}

/* --- lines --- */

static void
obey(struct plain *plain, struct span line)
{
    struct str text = {0};
    char program[] = "defscope";
    char *words[WORDS_MAX] = {program};
    int count = 1;
    if (!shell_words(SHELL_POSIX, &line, &text)) {
        say(plain, _("A quote is never closed."));
        str_release(&text);
        return;
    }
    struct span rest = str_span(&text), word;
    while (count < WORDS_MAX - 1 && rest.n && span_next(&rest, '\0', &word))
        words[count++] = mem_strdup(word.p);
    size_t verb = 0;
    while (count > 1 && verb < COUNT_OF(verbs) &&
           strcmp(words[1], verbs[verb].name) != 0)
        verb++;
    if (count > 1 && verb < COUNT_OF(verbs))
        verbs[verb].run(plain, count - 1, words + 1);
    else if (count > 1)
        run_command(plain, count, words);
    for (int i = 1; i < count; i++)
        mem_free(words[i]);
    str_release(&text);
}

/* The practice tenant is there for every line, not for one. */
static enum status
open_tenant(struct context *context, struct tenant *tenant, struct practice *practice,
            struct err *err)
{
    bool started;
    enum status status = tenant_open(context, false, tenant, err);
    if (status == STATUS_OK && tenant->profile.kind == PROFILE_PRACTICE)
        status = practice_ensure(practice, true, &started, err);
    return status;
}

int
cli_plain(struct context *context)
{
    struct plain plain = {.context = context};
    struct tenant tenant = {0};
    struct practice practice = {.lifeline = -1};
    struct err err = {0};
    char *line = NULL;
    size_t room = 0;
    if (open_tenant(context, &tenant, &practice, &err) != STATUS_OK)
        return command_fail(context, &err);
    output_text(&context->output, STREAM_RESULT, TONE_PLAIN,
                _("defscope, profile %s. \"help\" says what can be done here.\n"),
                tenant.profile.name);
    while (!plain.leaving) {
        output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "\ndefscope> ");
        fflush(stdout);
        if (getline(&line, &room, stdin) <= 0)
            break;
        obey(&plain, span_trim(span_of(line)));
    }
    free(line); /* getline's own */
    request_release(&plain.request);
    tenant_release(&tenant);
    practice_release(&practice);
    return EXIT_DONE;
}
