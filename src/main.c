#include "config.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/data.h"
#include "cli/explore.h"
#include "cli/learn.h"
#include "cli/plain.h"
#include "cli/spec.h"
#include "cli/tenant.h"
#include "io/crash.h"
#include "io/locale.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct option_spec *
options_of(const char *name)
{
    const struct command *command = command_find(name);
    return command ? command->options : NULL;
}

/* The options that every command takes. */
static enum status
take_options(struct context *context, struct err *err)
{
    static const char *const colors[] = {"auto", "always", "never", NULL};
    const struct arguments *arguments = &context->arguments;
    const char *color = argument_value(arguments, "color");
    const char *language = argument_value(arguments, "lang");
    size_t chosen = 0;
    while (color && colors[chosen] && strcmp(color, colors[chosen]) != 0)
        chosen++;
    if (!colors[chosen])
        return err_set(err, STATUS_USAGE,
                       _("--color=%s: it can be auto, always or never"), color);
    if (language && !locale_known(language))
        return err_set(err, STATUS_USAGE, _("--lang=%s: it can be en or zh_CN"),
                       language);
    context->own_language = language ? NULL : configuration_language();
    context->language = language                ? language
                        : context->own_language ? context->own_language
                                                : locale_language();
    locale_speak(context->language);
    context->json = argument_given(arguments, "json");
    output_init(&context->output, (enum color)chosen,
                argument_given(arguments, "quiet"));
    return STATUS_OK;
}

static enum status
unknown_command(const char *name, struct err *err)
{
    struct nearest nearest = {0};
    for (size_t i = 0; commands[i].name; i++)
        nearest_offer(&nearest, span_of(name), span_of(commands[i].name), i);
    if (nearest.nearness.likeness > LIKE_PART)
        return err_set(err, STATUS_USAGE,
                       _("%s: no such command. Did you mean %s? \"defscope --help\" "
                         "lists all"),
                       name, commands[nearest.index].name);
    return err_set(err, STATUS_USAGE,
                   _("%s: no such command. \"defscope --help\" lists all"), name);
}

/* Also on a terminal that can't place its cursor. */
static bool
wants_lines(const struct arguments *arguments)
{
    const char *terminal = getenv("TERM");
    return argument_given(arguments, "plain") ||
           (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && terminal &&
            !strcmp(terminal, "dumb"));
}

static int
run(struct context *context, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    const struct command *command =
        arguments->command ? command_find(arguments->command) : NULL;
    if (argument_given(arguments, "version")) {
        output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "%s\n",
                    PACKAGE_STRING);
        return EXIT_DONE;
    }
    if (arguments->command && !command) {
        unknown_command(arguments->command, err);
        return command_fail(context, err);
    }
    if (argument_given(arguments, "help")) {
        if (command)
            help_command(context, command);
        else
            help_overall(context);
        return EXIT_DONE;
    }
    if (command)
        return command->run(context);
    return wants_lines(arguments) ? cli_plain(context) : cli_explore(context);
}

/* The user's own APIs: of the profile, then of the command line. */
static enum status
open_specs(struct context *context, struct err *err)
{
    static const char *const mending[] = {"profile", "logout", "doctor", NULL};
    const char *command = context->arguments.command;
    if (command && names_hold(mending, span_of(command)))
        return STATUS_OK; /* they must work where a document can't be read */
    enum status status = tenant_open_spec(context, err);
    return status == STATUS_OK ? spec_open_given(context, err) : status;
}

int
main(int argc, char **argv)
{
    struct context context = {0};
    struct openapi openapi = {0};
    struct err err = {0};
    crash_no_core();
    signal(SIGPIPE, SIG_IGN); /* a write that fails says more */
    signal(SIGXFSZ, SIG_IGN);
    locale_start();
    tenant_take_token(&context);
    enum status status =
        arguments_parse(&context.arguments, argc, argv, options_of, &err);
    if (status == STATUS_OK)
        status = take_options(&context, &err);
    if (status == STATUS_OK)
        status = data_catalogue(&openapi, &context.catalogue, &err);
    if (status == STATUS_FOUND) {
        command_fail(&context, &err);
        err = (struct err){0};
        status = STATUS_OK;
    }
    if (status == STATUS_OK && !argument_given(&context.arguments, "help") &&
        !argument_given(&context.arguments, "version"))
        status = open_specs(&context, &err);
    int result =
        status == STATUS_OK ? run(&context, &err) : command_fail(&context, &err);
    if (output_end(&context.output) != STATUS_OK)
        result = EXIT_TROUBLE;
    arguments_release(&context.arguments);
    openapi_release(&context.own);
    openapi_release(&openapi);
    redactor_release(&context.redactor);
    secret_release(&context.token);
    mem_free(context.own_language);
    return result;
}
