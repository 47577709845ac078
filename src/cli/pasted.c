#include "config.h"

#include "cli/pasted.h"

#include "api/answer.h"
#include "base/text.h"
#include "io/clock.h"
#include "io/files.h"
#include "io/history.h"

void
pasted_answer(struct exchange *exchange, struct span text)
{
    struct answer answer = {0};
    answer_read(&answer, text);
    exchange->answered = answer.form != ANSWER_NOTHING;
    exchange->response = answer.response;
    answer.response = (struct response){0};
    exchange->timing = (struct timing){-1, -1, -1, -1, -1};
    answer_release(&answer);
}

enum status
pasted_exchange(struct exchange *exchange, const struct catalogue *catalogue,
                const char *file, struct err *err)
{
    struct str text = {0};
    enum status status = file_read(file, PASTED_MAX, &text, err);
    if (status == STATUS_OK &&
        exchange_from_json(exchange, str_span(&text), catalogue, NULL) != STATUS_OK) {
        pasted_answer(exchange, str_span(&text));
        clock_ms now = clock_now().wall;
        struct span date =
            span_of(pairs_get_nocase(&exchange->response.headers, "Date"));
        if (!clock_parse_http_date(date, now, &exchange->time))
            exchange->time = now;
        if (!exchange->answered)
            str_set(&exchange->response.body, str_span(&text));
    }
    str_release(&text);
    return status;
}

enum status
kept_exchange(struct exchange *exchange, const struct catalogue *catalogue,
              const char *which, struct err *err)
{
    struct history *history;
    enum status status = history_open(&history, HISTORY_READ, err);
    if (status == STATUS_OK)
        status = history_read(history, which, catalogue, exchange, err);
    history_close(history);
    return status;
}

enum status
given_exchange(struct exchange *exchange, const struct context *context,
               struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    const char *file = argument_value(arguments, "from");
    if (arguments->operand_count > 1 || (file && arguments->operand_count))
        return err_set(err, STATUS_USAGE, _("\"%s\": one exchange at a time"),
                       arguments->operands[arguments->operand_count - 1]);
    if (file)
        return pasted_exchange(exchange, context->catalogue, file, err);
    return kept_exchange(exchange, context->catalogue,
                         arguments->operand_count ? arguments->operands[0] : "last",
                         err);
}

size_t
given_count(const struct context *context)
{
    size_t files = argument_count(&context->arguments, "from");
    size_t words = context->arguments.operand_count;
    return files ? files : words ? words : 1;
}

enum status
given_exchange_at(struct exchange *exchange, const struct context *context,
                  size_t index, struct err *err)
{
    const struct arguments *arguments = &context->arguments;
    const char *file = argument_at(arguments, "from", index);
    if (file && arguments->operand_count)
        return err_set(err, STATUS_USAGE,
                       _("\"%s\": exchanges come from files or from the history, not "
                         "from both"),
                       arguments->operands[0]);
    if (file)
        return pasted_exchange(exchange, context->catalogue, file, err);
    return kept_exchange(exchange, context->catalogue,
                         arguments->operand_count ? arguments->operands[index] : "last",
                         err);
}

/* Headers up to the empty line; gives what is behind it. */
static struct span
take_headers(struct request *request, struct span rest)
{
    struct span line;
    while (span_next(&rest, '\n', &line)) {
        line = span_trim(line);
        size_t colon = span_find_byte(line, 0, ':');
        if (!line.n)
            break;
        if (colon < line.n)
            pairs_add(&request->headers, span_sub(line, 0, colon),
                      span_trim(span_from(line, colon + 1)));
    }
    return rest;
}

bool
pasted_request(struct request *request, const struct catalogue *catalogue,
               const struct operation *operation, struct span text)
{
    struct span rest = text, line, method, target;
    bool begun = span_next(&rest, '\n', &line);
    struct span words = begun ? span_trim(line) : line;
    begun = begun && span_next(&words, ' ', &method) &&
            span_next(&words, ' ', &target) &&
            request_parse(request, catalogue, method, target, NULL) == STATUS_OK;
    if (begun)
        text = take_headers(request, rest);
    else if (operation)
        request_init(request, operation);
    request->has_body = span_trim(text).n > 0;
    str_set(&request->body, text);
    return begun;
}
