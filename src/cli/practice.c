#include "config.h"

#include "api/fault_kind.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/command.h"
#include "io/practice.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Those of the program, which checks their values. */
const struct option_spec practice_options[] = {
    {0, "port", TAKES_VALUE, "N", N_("listen on this port; any free one without it")},
    {0, "seed", TAKES_VALUE, "N", N_("other data; the same seed gives the same data")},
    {0, "machines", TAKES_VALUE, "N", N_("so many devices; 500 without it")},
    {0, "action-seconds", TAKES_VALUE, "N",
     N_("how long an action on a device takes; 10 without it")},
    {0, "state", TAKES_VALUE, "FILE",
     N_("keep what is changed in this file, and go on with it")},
    {0, "record", TAKES_VALUE, "FILE",
     N_("add each request and answer to this file, one a line")},
    {0, "quota", TAKES_VALUE, "N/SECONDS",
     N_("so many calls of each operation in so many seconds")},
    {0, "fault", TAKES_VALUE, "KIND[=ARG]",
     /* xgettext:no-c-format */
     N_("the next call meets a fault; with *N the next N, with :SHARE% that share")},
    {0, "tokens", TAKES_VALUE, "N",
     N_("print N bearers, each with a tenant of its own")},
    {0, "token-lifetime", TAKES_VALUE, "SECONDS",
     N_("how long tokens last: an hour without it, the printed ones 30 days")},
    {0, "certificate", TAKES_VALUE, "FILE",
     N_("a public certificate that the application \"certificate\" signs in with")},
    {0, "with-parent", TAKES_NONE, NULL, N_("end when standard input closes")},
    {0, "no-runtime-file", TAKES_NONE, NULL, N_("tell no other program where it runs")},
    {0},
};

static bool
is_own(const struct option_spec *spec)
{
    for (const struct option_spec *own = practice_options; own->name; own++)
        if (own == spec)
            return true;
    return false;
}

void
practice_more(struct str *help)
{
    str_add_text(help, _("Applications that sign in to it, and their secrets: defscope "
                         "explain practice-sign-in\n\n"));
    fault_kinds_write(help);
}

/* The program takes the place of this one. */
int
cli_practice(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    struct err err = {0};
    if (arguments->operand_count) {
        err_set(&err, STATUS_USAGE, _("practice: \"%s\" is too much; it takes options"),
                arguments->operands[0]);
        return command_fail(context, &err);
    }
    char *program = practice_program();
    char **argv = mem_alloc((arguments->given_count + 3) * sizeof *argv);
    size_t count = 0;
    argv[count++] = program;
    for (size_t i = 0; i < arguments->given_count; i++) {
        const struct given *given = &arguments->given[i];
        struct str word = {0};
        if (!is_own(given->spec))
            continue;
        str_addf(&word, "--%s", given->spec->name);
        if (given->value)
            str_addf(&word, "=%s", given->value);
        argv[count++] = str_take(&word);
    }
    if (argument_given(arguments, "json"))
        argv[count++] = mem_strdup("--json");
    fflush(stdout);
    signal(SIGPIPE, SIG_DFL);
    if (program)
        execv(program, argv);
    err_set(
        &err, STATUS_IO,
        _("the practice tenant could not be started: \"%s\": %s. Install the program "
          "defscope-practice beside defscope"),
        program ? program : "defscope-practice", strerror(program ? errno : ENOENT));
    while (count > 1)
        mem_free(argv[--count]);
    mem_free(argv);
    mem_free(program);
    return command_fail(context, &err);
}
