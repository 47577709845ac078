/* defscope check. */
#include "config.h"

#include "api/check_json.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/check_successor.h"
#include "cli/command.h"
#include "cli/compose.h"
#include "cli/report.h"
#include "io/files.h"

#include <unistd.h>

const struct option_spec check_options[] = {
    {0, "fix", TAKES_NONE, NULL, N_("print the mended body")},
    {0, "successor", TAKES_NONE, NULL,
     N_("print the request for the operation that replaces this one")},
    {0},
};

/* A filter: without FILE the body is what is piped in, unless NAME=VALUE made one or
 * the operation takes none. With both, the names are set in the file's body. */
static enum status
read_body(const struct context *context, const char *file, struct request *request,
          struct err *err)
{
    struct str text = {0};
    bool bodiless = request->operation && !request->operation->body;
    bool named = request->has_body;
    if (!file && (named || bodiless || isatty(STDIN_FILENO)))
        return STATUS_OK;
    enum status status = file_read(file ? file : "-", COMPOSE_BODY_MAX, &text, err);
    if (status == STATUS_OK && named) {
        request_release(request);
        *request = (struct request){0};
        status = compose_request(context, request, &text, &(const char *){NULL}, err);
    } else if (status == STATUS_OK && (file || text.n)) {
        str_set(&request->body, str_span(&text));
        request->has_body = true;
    }
    str_release(&text);
    return status;
}

/* Names that were missing: nobody but the user knows their values. */
static void
say_filled(struct output *output, const struct texts *filled)
{
    for (size_t i = 0; i < filled->count; i++) {
        struct str place = {0};
        sanitise_line(&place, span_of(filled->items[i]), SANITISE_PLAIN);
        output_text(output, STREAM_REMARK, TONE_WARN,
                    _("%s was missing and is there now, with a value to start from: "
                      "fill it in.\n"),
                    str_text(&place));
        str_release(&place);
    }
}

/* The mended body goes to standard output, what is left to standard error. */
static bool
fix(struct context *context, struct request *request)
{
    struct check left = {0};
    struct texts filled = {0};
    struct str shown = {0};
    struct output *output = &context->output;
    size_t fixed = check_fix(request, &filled);
    if (output->terminal[STREAM_RESULT])
        sanitise_lines(&shown, str_span(&request->body), SANITISE_PLAIN);
    output_bytes(output, STREAM_RESULT,
                 shown.n ? str_span(&shown) : str_span(&request->body));
    if (request->body.n && !span_ends(str_span(&request->body), "\n"))
        output_bytes(output, STREAM_RESULT, SPAN("\n"));
    if (!output->quiet)
        output_text(output, STREAM_REMARK, TONE_FAINT,
                    ngettext("%zu mistake mended.\n", "%zu mistakes mended.\n", fixed),
                    fixed);
    say_filled(output, &filled);
    check_request(&left, request);
    report_hints(context, STREAM_REMARK, &left.hints, NULL, SEVERITY_WARNING);
    bool bad = filled.count || hints_have_error(&left.hints);
    check_release(&left);
    texts_release(&filled);
    str_release(&shown);
    return bad;
}

static void
report(struct context *context, const struct check *check,
       const struct request *request)
{
    struct output *output = &context->output;
    if (context->json) {
        output_json(output, check_json(check, request));
        return;
    }
    report_hints(context, STREAM_RESULT, &check->hints, NULL,
                 output->quiet ? SEVERITY_ERROR : SEVERITY_INFO);
    if (check->predicted)
        output_text(output, STREAM_RESULT, TONE_PLAIN,
                    _("The service would answer %s.\n"), check->predicted);
    else if (!hints_have_error(&check->hints) && !output->quiet)
        output_text(output, STREAM_RESULT, TONE_GOOD, "%s\n",
                    check->hints.count ? _("No errors: the service should take it.")
                                       : _("Nothing to object to."));
}

int
cli_check(struct context *context)
{
    struct request request = {0};
    struct check check = {0};
    struct err err = {0};
    const char *file = NULL;
    bool bad = false;
    enum status status = compose_request(context, &request, NULL, &file, &err);
    if (status == STATUS_OK)
        status = read_body(context, file, &request, &err);
    if (status == STATUS_OK && argument_given(&context->arguments, "successor"))
        status = check_successor(context, &request, &bad, &err);
    else if (status == STATUS_OK && argument_given(&context->arguments, "fix"))
        bad = fix(context, &request);
    else if (status == STATUS_OK) {
        check_request(&check, &request);
        report(context, &check, &request);
        bad = hints_have_error(&check.hints);
    }
    check_release(&check);
    request_release(&request);
    if (status != STATUS_OK)
        return command_fail(context, &err);
    return bad ? EXIT_FOUND : EXIT_DONE;
}
