/* defscope view. */
#include "config.h"

#include "base/sanitise.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "io/clock.h"
#include "io/run.h"
#include "io/saved.h"

#include <unistd.h>

const struct option_spec view_options[] = {{0}};

static int
show(struct context *context, struct saved *saved)
{
    struct err err = {0};
    struct str name = {0};
    sanitise_line(&name, span_of(saved->name), SANITISE_PLAIN);
    saved->name = str_text(&name);
    struct run_plan plan = {.catalogue = context->catalogue,
                            .language = context->language,
                            .page = "",
                            .saved = saved};
    struct preferences preferences = {0};
    int result = EXIT_TROUBLE;
    if (configuration_prefer(context, &preferences, &plan, &err) == STATUS_OK)
        result = run_explorer(&plan, &err);
    if (result && err.text[0])
        command_fail(context, &err);
    preferences_release(&preferences);
    str_release(&name);
    return result;
}

int
cli_view(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    struct saved saved = {.fd = -1};
    struct err err = {0};
    if (arguments->operand_count != 1)
        err_set(&err, STATUS_USAGE,
                _("view: name one file with a saved answer, or - for standard input"));
    else if (!isatty(STDOUT_FILENO))
        err_set(&err, STATUS_USAGE,
                _("view needs a terminal. \"defscope decode\" says what a saved answer "
                  "means without one"));
    else
        saved_open(&saved, arguments->operands[0], context->catalogue, clock_now().wall,
                   &err);
    int result =
        err.status == STATUS_OK ? show(context, &saved) : command_fail(context, &err);
    saved_release(&saved);
    return result;
}
