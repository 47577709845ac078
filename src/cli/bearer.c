#include "config.h"

#include "cli/bearer.h"

#include "base/memory.h"
#include "base/text.h"
#include "cli/tenant.h"
#include "io/files.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The token as a whole and its parts, so that no piece of it is printed. */
static void
hide(struct context *context, struct span text)
{
    struct str bare = {0};
    token_bare(text, &bare);
    struct span rest = str_span(&bare), part;
    redactor_know(&context->redactor, span_trim(text));
    redactor_know(&context->redactor, rest);
    while (span_next(&rest, '.', &part))
        redactor_know(&context->redactor, part);
    str_wipe(&bare);
}

void
bearer_from_text(struct context *context, struct span text, struct token *token)
{
    hide(context, text);
    token_read(token, text);
}

enum status
bearer_from_variable(struct context *context, const char *name, struct token *token,
                     struct err *err)
{
    bool taken = strcmp(name, TOKEN_VARIABLE) == 0; /* when the program began */
    char *value = taken ? NULL : getenv(name);
    if (taken && context->token_set) {
        bearer_from_text(context, secret_reveal(&context->token), token);
        return STATUS_OK;
    }
    if (!value)
        return err_set(err, STATUS_USAGE,
                       _("%s: there is no such variable. Put the token in it, and name "
                         "it without a $"),
                       name);
    bearer_from_text(context, span_of(value), token);
    mem_wipe(value, strlen(value));
    unsetenv(name);
    return STATUS_OK;
}

/* A token in place of a file's name: everybody on the machine can read a command line.
 */
static bool
is_token_itself(const char *word)
{
    struct span text = span_of(word);
    struct stat found;
    bool like = span_starts(text, "ey") && span_find_byte(text, 0, '.') < text.n;
    return (like || text.n > 200) && stat(word, &found) != 0;
}

enum status
bearer_from_file(struct context *context, const char *file, struct token *token,
                 struct err *err)
{
    struct str text = {0};
    if (file && is_token_itself(file))
        return err_set(
            err, STATUS_USAGE, "%s",
            _("this looks like the token itself: other users of this machine "
              "can read it on the command line, and the shell keeps it. "
              "Write it into a file or pipe it in: "
              "defscope token <FILE"));
    enum status status = file_read(file ? file : "-", TOKEN_TEXT_MAX, &text, err);
    if (status == STATUS_OK)
        bearer_from_text(context, str_span(&text), token);
    str_wipe(&text);
    return status;
}

void
bearer_report(struct context *context, const struct token_findings *findings,
              enum severity least)
{
    static const enum tone tones[] = {[SEVERITY_ERROR] = TONE_WARN,
                                      [SEVERITY_WARNING] = TONE_WARN,
                                      [SEVERITY_INFO] = TONE_FAINT};
    for (size_t i = 0; i < findings->count; i++) {
        const struct token_finding *one = &findings->items[i];
        if (one->severity <= least)
            output_item(&context->output, STREAM_REMARK, tones[one->severity],
                        _("token: "), one->text);
    }
}
