/* defscope ticket. */
#include "config.h"

#include "api/ticket.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/pasted.h"
#include "io/clipboard.h"
#include "io/files.h"
#include "io/locale.h"
#include "io/templates.h"

#include <string.h>

const struct option_spec ticket_options[] = {
    {0, "from", TAKES_VALUE, "FILE",
     N_("an exchange saved with --json, or an answer as decode reads it")},
    {0, "format", TAKES_VALUE, "markdown|text|json|html", N_("markdown without it")},
    {0, "attach", TAKES_VALUE, "body|timing",
     N_("the whole answer, or how long each part of the call took")},
    {0, "hide", TAKES_VALUE, "names",
     N_("also names of devices, people, tenants, and IP addresses")},
    {0, "ticket-lang", TAKES_VALUE, "en|zh_CN",
     N_("the ticket's language, where it is not the program's")},
    {0, "copy", TAKES_NONE, NULL, N_("copy it to the clipboard as well")},
    {'o', "output", TAKES_VALUE, "FILE", N_("write it to a file")},
    {0},
};

static enum status
read_format(const struct context *context, enum ticket_format *format, struct err *err)
{
    const char *given = argument_value(&context->arguments, "format");
    *format = context->json ? TICKET_JSON : TICKET_MARKDOWN;
    for (int i = 0; given && i < TICKET_FORMATS; i++) {
        *format = (enum ticket_format)i;
        if (strcmp(given, ticket_format_name(*format)) == 0)
            return STATUS_OK;
    }
    return !given ? STATUS_OK
                  : err_set(err, STATUS_USAGE,
                            _("--format=%s: it can be markdown, text, json or html"),
                            given);
}

static enum status
read_attachments(const struct context *context, struct ticket_style *style,
                 struct err *err)
{
    for (size_t i = 0; i < argument_count(&context->arguments, "attach"); i++) {
        const char *given = argument_at(&context->arguments, "attach", i);
        if (strcmp(given, "body") == 0)
            style->whole_body = true;
        else if (strcmp(given, "timing") == 0)
            style->timing = true;
        else
            return err_set(err, STATUS_USAGE,
                           _("--attach=%s: it can be body or timing"), given);
    }
    return STATUS_OK;
}

static enum status
read_hide(const struct context *context, bool *hide, struct err *err)
{
    const char *given = argument_value(&context->arguments, "hide");
    *hide = given && strcmp(given, "names") == 0;
    if (given && !*hide)
        return err_set(err, STATUS_USAGE,
                       _("--hide=%s: it can be names. Secrets are always hidden"),
                       given);
    return STATUS_OK;
}

static enum status
read_language(const struct context *context, const char **language, struct err *err)
{
    const char *given = argument_value(&context->arguments, "ticket-lang");
    *language = given ? given : context->language;
    if (given && !locale_known(given))
        return err_set(err, STATUS_USAGE, _("--ticket-lang=%s: it can be en or zh_CN"),
                       given);
    return STATUS_OK;
}

static void
copy(struct context *context, struct span text)
{
    struct copy_plan plan = {.value = text, .terminal = -1};
    struct copy_result result = {0};
    struct str said = {0};
    clipboard_copy_now(&plan, &result);
    copy_result_say(&result, &said);
    output_text(&context->output, STREAM_REMARK, TONE_PLAIN, "%s\n", str_text(&said));
    copy_result_release(&result);
    str_release(&said);
}

static enum status
deliver(struct context *context, struct span text, struct err *err)
{
    const char *file = argument_value(&context->arguments, "output");
    if (argument_given(&context->arguments, "copy"))
        copy(context, text);
    if (file && strcmp(file, "-") != 0)
        return file_deliver(file, text, err);
    output_bytes(&context->output, STREAM_RESULT, text);
    return STATUS_OK;
}

/* One more call of the ticket, with what its answer means. */
static enum status
take_call(struct context *context, size_t index, struct exchange *exchange,
          struct diagnosis *diagnosis, struct err *err)
{
    enum status status = given_exchange_at(exchange, context, index, err);
    if (status != STATUS_OK)
        return status;
    struct diagnosis_context known = {.operation = exchange->operation,
                                      .now = exchange->time,
                                      .language = context->language};
    diagnose(diagnosis, exchange, &known);
    if (!exchange->request.url && !diagnosis_recognised(diagnosis))
        return err_set(
            err, STATUS_FOUND, "%s",
            _("nothing in it looks like an answer of the API: give what send "
              "--json or curl -i printed"));
    return STATUS_OK;
}

static enum status
write_ticket(struct context *context, const struct ticket_style *style, struct str *out,
             struct err *err)
{
    size_t count = given_count(context);
    struct exchange *exchanges = mem_alloc(count * sizeof *exchanges);
    struct diagnosis *diagnoses = mem_alloc(count * sizeof *diagnoses);
    struct ticket_call *calls = mem_alloc(count * sizeof *calls);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        exchanges[i] = (struct exchange){0};
        diagnoses[i] = (struct diagnosis){0};
        calls[i] = (struct ticket_call){&exchanges[i], &diagnoses[i]};
        if (status == STATUS_OK)
            status = take_call(context, i, &exchanges[i], &diagnoses[i], err);
    }
    locale_speak(style->language);
    if (status == STATUS_OK)
        status = ticket_write(out, calls, count, style, &context->redactor, NULL, err);
    locale_speak(context->language);
    for (size_t i = 0; i < count; i++) {
        diagnosis_release(&diagnoses[i]);
        exchange_release(&exchanges[i]);
    }
    mem_free(exchanges);
    mem_free(diagnoses);
    mem_free(calls);
    return status;
}

int
cli_ticket(struct context *context)
{
    struct ticket_templates templates = {0};
    struct ticket_style style = {.templates = &templates};
    struct str text = {0};
    struct err err = {0};
    enum status status = read_format(context, &style.format, &err);
    if (status == STATUS_OK)
        status = read_hide(context, &style.hide_names, &err);
    if (status == STATUS_OK)
        status = read_attachments(context, &style, &err);
    if (status == STATUS_OK)
        status = read_language(context, &style.language, &err);
    if (status == STATUS_OK)
        status = templates_load(&templates, &err);
    if (status == STATUS_OK)
        status = write_ticket(context, &style, &text, &err);
    if (status == STATUS_OK)
        status = deliver(context, str_span(&text), &err);
    str_release(&text);
    ticket_templates_release(&templates);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}
