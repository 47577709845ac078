/* defscope history: list, show, mark, note, delete, clear. */
#include "config.h"

#include "io/history.h"

#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/configuration.h"
#include "cli/report.h"
#include "cli/tenant.h"
#include "io/clock.h"

#include <string.h>

enum { SHOWN = 50 }; /* without --limit, on a terminal and off it */

const struct option_spec history_options[] = {
    {'n', "limit", TAKES_VALUE, "COUNT",
     N_("list so many of the newest (default: 50; 0: all)")},
    {0},
};

struct words { /* what follows the sub-command */
    const char *const *items;
    size_t count;
};

/* --- list --- */

static enum status
read_limit(const struct context *context, size_t *limit, struct err *err)
{
    const char *given = argument_value(&context->arguments, "limit");
    uint64_t value = SHOWN;
    if (given && !span_number(span_of(given), SIZE_MAX >> 1, &value))
        return err_set(err, STATUS_USAGE, _("--limit=%s: give a number, 0 for all"),
                       given);
    *limit = value ? (size_t)value : SIZE_MAX >> 1;
    return STATUS_OK;
}

static enum status
list_one(struct context *context, struct history *history,
         const struct history_entry *entry, struct err *err)
{
    struct output *output = &context->output;
    struct str text = {0};
    enum status status = STATUS_OK;
    if (context->json) {
        status = history_read_text(history, entry->id, &text, err);
        str_add_byte(&text, '\n');
        if (status == STATUS_OK)
            output_bytes(output, STREAM_RESULT, str_span(&text));
    } else {
        history_line(entry, &text);
        struct str safe = report_shown(context, str_text(&text));
        output_text(output, STREAM_RESULT, TONE_PLAIN, "%-7s %s\n", entry->id,
                    str_text(&safe));
        str_release(&safe);
    }
    str_release(&text);
    return status;
}

/* What is left out is said: a list is never cut in silence. */
static void
say_rest(struct context *context, size_t shown, size_t found)
{
    if (found > shown && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_FAINT,
                    ngettext("%zu more: --limit=0 lists all\n",
                             "%zu more: --limit=0 lists all\n", found - shown),
                    found - shown);
    else if (!found && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_FAINT, "%s\n",
                    _("No exchange here. What defscope sends is kept for this list"));
}

/* A list that lacks what somebody has just sent says why. */
static void
say_unkept(struct context *context)
{
    struct settings settings = {0};
    struct err ignored = {0};
    const struct setting_profile *setting = NULL;
    const char *name = NULL;
    if (configuration_load(&settings, &ignored) == STATUS_OK) {
        name = tenant_name(context, &settings);
        setting = settings_find(&settings, name, &ignored);
    }
    if (setting && setting_unkept(setting) && !context->output.quiet)
        output_text(&context->output, STREAM_REMARK, TONE_WARN,
                    _("What profile %s sends is not kept: persist = no\n"), name);
    settings_release(&settings);
}

static enum status
list(struct context *context, struct history *history, struct words words,
     struct err *err)
{
    struct history_entries entries = {0};
    struct str wanted = {0};
    size_t limit = 0, found = 0, shown = 0;
    for (size_t i = 0; i < words.count; i++)
        str_addf(&wanted, "%s ", words.items[i]);
    enum status status = read_limit(context, &limit, err);
    if (status == STATUS_OK)
        status = history_list(history, SIZE_MAX >> 1, &entries, err);
    for (size_t i = 0; i < entries.count && status == STATUS_OK; i++) {
        if (!history_matches(&entries.items[i], str_span(&wanted)) || ++found > limit)
            continue;
        shown++;
        status = list_one(context, history, &entries.items[i], err);
    }
    say_unkept(context);
    if (status == STATUS_OK)
        say_rest(context, shown, found);
    history_entries_release(&entries);
    str_release(&wanted);
    return status;
}

/* --- show --- */

static void
show_headers(struct context *context, const struct pairs *headers)
{
    for (size_t i = 0; i < headers->count; i++) {
        struct str value = report_shown(context, headers->items[i].value);
        struct str name = report_shown(context, headers->items[i].name);
        output_text(&context->output, STREAM_RESULT, TONE_FAINT, "%s: %s\n",
                    str_text(&name), str_text(&value));
        str_release(&name);
        str_release(&value);
    }
}

static void
show_body(struct context *context, const struct str *body)
{
    struct str safe = {0};
    sanitise_lines(&safe, str_span(body), SANITISE_SOURCE);
    output_text(&context->output, STREAM_RESULT, TONE_PLAIN, "%s%s\n",
                body->n ? "\n" : "", str_text(&safe));
    str_release(&safe);
}

static void
show_text(struct context *context, const struct exchange *exchange)
{
    struct diagnosis diagnosis = {0};
    struct diagnosis_context known = {.operation = exchange->operation,
                                      .now = clock_now().wall,
                                      .language = context->language};
    struct output *output = &context->output;
    struct str url = report_shown(context, exchange->request.url);
    output_text(output, STREAM_RESULT, TONE_STRONG, "%s %s\n",
                exchange->request.method ? exchange->request.method : "",
                str_text(&url));
    show_headers(context, &exchange->request.headers);
    if (exchange->request.has_body)
        show_body(context, &exchange->request.body);
    if (exchange->answered) {
        output_text(output, STREAM_RESULT, TONE_STRONG, "\nHTTP %d\n",
                    exchange->response.status);
        show_headers(context, &exchange->response.headers);
        show_body(context, &exchange->response.body);
    }
    diagnose(&diagnosis, exchange, &known);
    output_text(output, STREAM_RESULT, TONE_PLAIN, "\n");
    report_diagnosis(context, STREAM_RESULT, &diagnosis, NULL);
    diagnosis_release(&diagnosis);
    str_release(&url);
}

static enum status
show(struct context *context, struct history *history, struct words words,
     struct err *err)
{
    struct exchange exchange = {0};
    struct str json = {0};
    enum status status = history_read_text(history, words.items[0], &json, err);
    if (status == STATUS_OK && context->json) {
        str_add_byte(&json, '\n');
        output_bytes(&context->output, STREAM_RESULT, str_span(&json));
    } else if (status == STATUS_OK) {
        status =
            exchange_from_json(&exchange, str_span(&json), context->catalogue, err);
        if (status == STATUS_OK)
            show_text(context, &exchange);
    }
    exchange_release(&exchange);
    str_release(&json);
    return status;
}

/* --- what changes it --- */

static enum status
mark(struct context *context, struct history *history, struct words words,
     struct err *err)
{
    (void)context;
    return history_mark(history, words.items[0], true, err);
}

static enum status
unmark(struct context *context, struct history *history, struct words words,
       struct err *err)
{
    (void)context;
    return history_mark(history, words.items[0], false, err);
}

static enum status
note(struct context *context, struct history *history, struct words words,
     struct err *err)
{
    struct str text = {0};
    for (size_t i = 1; i < words.count; i++)
        str_addf(&text, "%s%s", i > 1 ? " " : "", words.items[i]);
    struct str safe = {0};
    redact(&context->redactor, str_span(&text), &safe);
    enum status status = history_note(history, words.items[0], str_span(&safe), err);
    str_release(&text);
    str_release(&safe);
    return status;
}

static enum status
delete_one(struct context *context, struct history *history, struct words words,
           struct err *err)
{
    (void)context;
    return history_delete(history, words.items[0], err);
}

static enum status
clear(struct context *context, struct history *history, struct words words,
      struct err *err)
{
    size_t deleted = 0;
    (void)words;
    enum status status = history_clear(history, &deleted, err);
    if (status == STATUS_OK && !context->output.quiet)
        output_text(
            &context->output, STREAM_REMARK, TONE_PLAIN,
            ngettext("%zu exchange deleted\n", "%zu exchanges deleted\n", deleted),
            deleted);
    return status;
}

/* --- the command --- */

static const struct part {
    const char *name;
    size_t least, most; /* words after it */
    enum status (*run)(struct context *context, struct history *history,
                       struct words words, struct err *err);
    const char *usage;
} parts[] = {
    {"list", 0, SIZE_MAX, list, "history list [WORD]..."},
    {"show", 1, 1, show, "history show ID"},
    {"mark", 1, 1, mark, "history mark ID"},
    {"unmark", 1, 1, unmark, "history unmark ID"},
    {"note", 1, SIZE_MAX, note, "history note ID [TEXT]..."},
    {"delete", 1, 1, delete_one, "history delete ID"},
    {"clear", 0, 0, clear, "history clear"},
};

static const struct part *
find_part(const struct arguments *arguments, struct err *err)
{
    const char *name = arguments->operand_count ? arguments->operands[0] : "list";
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        size_t after = arguments->operand_count ? arguments->operand_count - 1 : 0;
        if (strcmp(parts[i].name, name) != 0)
            continue;
        if (after >= parts[i].least && after <= parts[i].most)
            return &parts[i];
        err_set(err, STATUS_USAGE, _("it goes \"defscope %s\""), parts[i].usage);
        return NULL;
    }
    err_set(err, STATUS_USAGE,
            _("\"%s\": it can be list, show, mark, unmark, note, delete or clear"),
            name);
    return NULL;
}

int
cli_history(struct context *context)
{
    const struct arguments *arguments = &context->arguments;
    struct words words = {0};
    struct err err = {0};
    struct history *history = NULL;
    const struct part *part = find_part(arguments, &err);
    if (!part)
        return command_fail(context, &err);
    if (arguments->operand_count)
        words = (struct words){arguments->operands + 1, arguments->operand_count - 1};
    enum status status = history_open(&history, HISTORY_READ, &err);
    if (status == STATUS_OK)
        status = part->run(context, history, words, &err);
    const char *notice = history_notice(history);
    if (notice)
        output_text(&context->output, STREAM_REMARK, TONE_WARN, "defscope: %s\n",
                    notice);
    history_close(history);
    return status == STATUS_OK ? EXIT_DONE : command_fail(context, &err);
}
