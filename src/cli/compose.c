#include "config.h"

#include "cli/compose.h"

#include "base/text.h"

#include <string.h>

enum status
compose_operation(const struct catalogue *catalogue, const char *name,
                  const struct operation **operation, struct err *err)
{
    *operation = catalogue_find(catalogue, span_of(name));
    if (*operation)
        return STATUS_OK;
    const struct operation *nearest = catalogue_nearest(catalogue, span_of(name));
    if (nearest)
        return err_set(err, STATUS_USAGE,
                       _("\"%s\": no such operation. Did you mean %s? \"defscope "
                         "catalog\" lists all"),
                       name, nearest->id);
    return err_set(err, STATUS_USAGE,
                   _("\"%s\": no such operation. \"defscope catalog\" lists all"),
                   name);
}

static bool
is_address(struct span word)
{
    return span_starts(word, "/") || span_has(word, "://");
}

static bool
is_method(struct span word)
{
    static const char *const methods[] = {"GET",    "POST", "PATCH",  "PUT",
                                          "DELETE", "HEAD", "OPTIONS"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (span_is_nocase(word, methods[i]))
            return true;
    return false;
}

/* NAME=VALUE or NAME:=JSON; false: the word is neither. */
static bool
split(struct span word, struct span *name, struct span *value, bool *raw)
{
    size_t equals = span_find_byte(word, 0, '=');
    if (equals == word.n || !equals)
        return false;
    *raw = word.p[equals - 1] == ':';
    *name = span_sub(word, 0, equals - *raw);
    *value = span_from(word, equals + 1);
    return name->n > 0;
}

static enum status
assign(struct request *request, const char *word, const char **file, struct err *err)
{
    struct span name, value;
    bool raw;
    if (split(span_of(word), &name, &value, &raw))
        return request_assign(request, name, value, raw, err);
    if (file && !*file) {
        *file = word;
        return STATUS_OK;
    }
    if (file)
        return err_set(err, STATUS_USAGE, _("\"%s\": one file at a time, after \"%s\""),
                       word, *file);
    return err_set(err, STATUS_USAGE,
                   _("\"%s\": write NAME=VALUE, or NAME:=JSON for what is no text"),
                   word);
}

enum status
compose_request(const struct context *context, struct request *request,
                const struct str *body, const char **file, struct err *err)
{
    const char *const *words = context->arguments.operands;
    size_t count = context->arguments.operand_count, used = 1;
    const char *command = context->arguments.command;
    enum status status;
    if (!count)
        return err_set(
            err, STATUS_USAGE,
            _("%s: what? Name an operation (\"defscope catalog\" lists them), "
              "or a method and a path"),
            command);
    struct span first = span_of(words[0]);
    if (is_address(first))
        return err_set(err, STATUS_USAGE,
                       _("\"%s\": its method is missing. Write \"defscope %s GET %s\""),
                       words[0], command, words[0]);
    bool free_form = is_method(first) || (!catalogue_find(context->catalogue, first) &&
                                          count > 1 && is_address(span_of(words[1])));
    if (free_form && count < 2)
        return err_set(err, STATUS_USAGE,
                       _("%s: where to? Write a path or URL behind the method"),
                       words[0]);
    if (free_form) {
        status =
            request_parse(request, context->catalogue, first, span_of(words[1]), err);
        used = 2;
    } else {
        const struct operation *operation;
        status = compose_operation(context->catalogue, words[0], &operation, err);
        if (status == STATUS_OK)
            request_init(request, operation);
    }
    if (body && status == STATUS_OK) {
        str_set(&request->body, str_span(body));
        request->has_body = true;
    }
    for (size_t i = used; i < count && status == STATUS_OK; i++)
        status = assign(request, words[i], file, err);
    return status;
}
