#include "config.h"

#include "cli/command.h"

#include "base/sanitise.h"
#include "base/text.h"

#include <string.h>

const struct command commands[] = {
    {"send", "OPERATION [NAME=VALUE]...\nMETHOD URL|PATH [NAME=VALUE]...",
     N_("make a request and say what its answer means"), send_options, cli_send},
    {"decode", "[FILE]", N_("say what an answer means, in whatever form you have it"),
     decode_options, cli_decode},
    {"view", "FILE", N_("look at a saved answer of any size in the explorer, unsent"),
     view_options, cli_view},
    {"explain", "[CODE|STATUS|OPERATION|TOPIC]",
     N_("explain an error code; without one, list all"), explain_options, cli_explain},
    {"help", "[COMMAND|TOPIC]", N_("list the help pages, or show one"), help_options,
     cli_help},
    {"check",
     "OPERATION [NAME=VALUE]... [FILE]\nMETHOD URL|PATH [NAME=VALUE]... [FILE]",
     N_("find what the service would refuse, before sending"), check_options,
     cli_check},
    {"ticket", "[last|ID]...\n--from FILE...",
     N_("write the text for a support case, without secrets"), ticket_options,
     cli_ticket},
    {"history",
     "[list [WORD]...]\nshow ID\nmark ID\nunmark ID\nnote ID [TEXT]...\ndelete "
     "ID\nclear",
     N_("list what was sent, and look at it again"), history_options, cli_history},
    {"import", "[FILE]",
     N_("read curl commands, .http files, HAR or Postman; write them as .http"),
     import_options, cli_import},
    {"export", "[last|ID]\n--from FILE",
     N_("write a request as curl, PowerShell, .http or HAR"), export_options,
     cli_export},
    {"download", "URL|-\n--from ANSWER",
     N_("fetch the files that an answer links to, and go on where one broke off"),
     download_options, cli_download},
    {"compare", "FILE|ID FILE|ID",
     N_("say what differs between two answers, whatever the order of names"),
     compare_options, cli_compare},
    {"token", "[FILE]\n--env VAR",
     N_("say what a bearer token allows, and why it is refused"), token_options,
     cli_token},
    {"profile", "[list]\nshow NAME\ncheck NAME\nnew NAME",
     N_("the tenants that can be talked to"), profile_options, cli_profile},
    {"login", "[NAME]", N_("sign in, and keep the token until it ends"), login_options,
     cli_login},
    {"logout", "[NAME]", N_("wipe the token that was kept"), logout_options,
     cli_logout},
    {"catalog", "[OPERATION]", N_("list the operations, or tell all about one"),
     catalog_options, cli_catalog},
    {"doctor", "",
     N_("look at terminal, clipboard, folders and network: what is wrong"),
     doctor_options, cli_doctor},
    {"learn", "[LESSON|FILE|quiz]\n--check FILE\n--list",
     N_("lessons on the practice tenant, in the explorer; and a quiz"), learn_options,
     cli_learn},
    {"practice", "", N_("run the practice tenant until Ctrl-C"), practice_options,
     cli_practice, practice_more},
    {0},
};

const struct command *
command_find(const char *name)
{
    for (const struct command *command = commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

int
exit_status_of(enum status status)
{
    static const int exits[] = {
        [STATUS_OK] = EXIT_DONE,           [STATUS_FOUND] = EXIT_FOUND,
        [STATUS_USAGE] = EXIT_TROUBLE,     [STATUS_INPUT] = EXIT_TROUBLE,
        [STATUS_LIMIT] = EXIT_TROUBLE,     [STATUS_IO] = EXIT_TROUBLE,
        [STATUS_NETWORK] = EXIT_NO_ANSWER, [STATUS_CANCELLED] = EXIT_INTERRUPTED,
        [STATUS_SIGN_IN] = EXIT_SIGN_IN,
    };
    return exits[status];
}

int
exit_status_of_answer(int status)
{
    if (status >= 200 && status < 300)
        return EXIT_DONE;
    if (status == 429)
        return EXIT_THROTTLED;
    if (status == 401 || status == 403)
        return EXIT_SIGN_IN;
    return status >= 500 ? EXIT_SERVER : status >= 400 ? EXIT_REFUSED : EXIT_FOUND;
}

int
command_fail(struct context *context, const struct err *err)
{
    struct err plain = *err;
    struct str text = {0};
    redact_known(&context->redactor, span_of(err->text), &text);
    err_set(&plain, err->status, "%s", str_text(&text));
    output_trouble(&plain);
    str_release(&text);
    return exit_status_of(err->status);
}

static void
print_options(struct output *output, const struct option_spec *options)
{
    enum { COLUMN = 28 };
    for (; options && options->name; options++) {
        struct str left = {0};
        if (options->letter)
            str_addf(&left, "  -%c, --%s", options->letter, options->name);
        else
            str_addf(&left, "      --%s", options->name);
        if (options->takes == TAKES_VALUE)
            str_addf(&left, " %s", options->value);
        else if (options->takes == TAKES_OPTIONAL)
            str_addf(&left, "[=%s]", options->value);
        if (left.n + 2 > COLUMN) {
            str_add_byte(&left, '\n');
            str_add_repeat(&left, ' ', COLUMN);
        } else
            str_add_repeat(&left, ' ', COLUMN - left.n);
        output_text(output, STREAM_RESULT, TONE_PLAIN, "%s%s\n", str_text(&left),
                    _(options->help));
        str_release(&left);
    }
}

static void
print_usage(struct output *output, const struct command *command)
{
    struct span rest = span_of(command->usage), line;
    const char *lead = _("Usage:");
    for (bool first = true; span_next(&rest, '\n', &line); first = false) {
        size_t columns = sanitise_columns(span_of(lead), SANITISE_PLAIN);
        output_text(output, STREAM_RESULT, TONE_PLAIN, "%*s defscope %s%s%.*s%s\n",
                    first ? 0 : (int)columns, first ? lead : "", command->name,
                    line.n ? " " : "", SPAN_ARG(line),
                    command->options && command->options->name ? _(" [OPTION]...")
                                                               : "");
    }
}

void
help_command(struct context *context, const struct command *command)
{
    struct output *output = &context->output;
    print_usage(output, command);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "\n");
    output_prose(output, STREAM_RESULT, "  ", _(command->summary));
    if (command->options && command->options->name) {
        output_text(output, STREAM_RESULT, TONE_STRONG, _("\nOptions:\n"));
        print_options(output, command->options);
    }
    output_text(output, STREAM_RESULT, TONE_STRONG, _("\nOptions everywhere:\n"));
    print_options(output, common_options);
    if (!command->more)
        return;
    struct str more = {0};
    command->more(&more);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "\n%s", str_text(&more));
    str_release(&more);
}

void
help_overall(struct context *context)
{
    struct output *output = &context->output;
    output_text(output, STREAM_RESULT, TONE_PLAIN,
                _("Usage: defscope [OPTION]... [COMMAND [ARGUMENT]...]\n\n"));
    output_prose(output, STREAM_RESULT, "",
                 _("A terminal explorer for the REST APIs of Microsoft Defender for "
                   "Endpoint and Defender XDR. Without a command it opens the "
                   "explorer, on a practice tenant that needs no account."));
    output_text(output, STREAM_RESULT, TONE_STRONG, _("\nCommands:\n"));
    for (const struct command *command = commands; command->name; command++)
        output_text(output, STREAM_RESULT, TONE_PLAIN, "  %-10s%s\n", command->name,
                    _(command->summary));
    output_text(output, STREAM_RESULT, TONE_STRONG, _("\nOptions everywhere:\n"));
    print_options(output, common_options);
    output_text(output, STREAM_RESULT, TONE_PLAIN,
                _("\n\"defscope COMMAND --help\" tells more of a command; \"man "
                  "defscope\" tells all.\n"));
}
