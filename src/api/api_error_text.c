/* Errors told in plain text or by an Entra description. */
#include "config.h"

#include "api/api_error.h"
#include "api/error_code.h"
#include "api/identifier.h"
#include "api/sign_in.h"

enum {
    MESSAGE_MAX = 4096, /* a longer text is no error message */
    READ_MAX = 65536,
};

static bool
letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Where the value behind a label begins: signs and quotes are passed. text.n where no
 * sign stands between. *QUOTE: the quote that opens it, or NUL. */
static size_t
behind_label(struct span text, size_t at, char *quote)
{
    bool sign = false;
    *quote = '\0';
    for (; at < text.n; at++) {
        char c = text.p[at];
        if (c == ':' || c == '=')
            sign = true;
        else if (c == '"' || c == '\'')
            *quote = c;
        else if (c != ' ')
            break;
    }
    return sign ? at : text.n;
}

/* "Code: BadRequest", code='BadRequest', "errorCode": ...; only codes of ours. */
static bool
take_labelled_code(struct api_error *error, struct span text)
{
    struct span label = SPAN("code");
    char quote;
    for (size_t i = span_find_nocase(text, 0, label); i < text.n;
         i = span_find_nocase(text, i + 1, label)) {
        size_t from = behind_label(text, i + label.n, &quote), to = from;
        while (to < text.n && letter(text.p[to]))
            to++;
        struct span code = span_sub(text, from, to);
        if (!code.n || !error_code_find(code))
            continue;
        str_set(&error->code, code);
        return true;
    }
    return false;
}

static void
take_labelled_message(struct api_error *error, struct span text)
{
    struct span label = SPAN("message");
    char quote;
    for (size_t i = span_find_nocase(text, 0, label); i < text.n;
         i = span_find_nocase(text, i + 1, label)) {
        size_t from = behind_label(text, i + label.n, &quote);
        size_t to = span_find_byte(text, from, quote ? quote : '\n');
        struct span message = span_trim(span_sub(text, from, to));
        if (!message.n || span_is(message, "None"))
            continue;
        str_set(&error->message, message);
        return;
    }
}

/* A code by itself in a line of prose. Those that are also what HTTP calls its statuses
 * ("BadRequest") prove nothing. */
static bool
take_code_word(struct api_error *error, struct span text)
{
    static const char *const phrases[] = {"BadRequest",      "Unauthorized",
                                          "Forbidden",       "NotFound",
                                          "TooManyRequests", "InternalServerError"};
    for (const struct error_code *known = error_codes; known->code; known++) {
        struct span code = span_of(known->code);
        bool phrase = known->code[0] >= 'a'; /* Graph's are ordinary words */
        for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
            phrase = phrase || span_is(code, phrases[i]);
        size_t at = phrase ? text.n : span_find(text, 0, code);
        bool word = at < text.n && (at == 0 || !letter(text.p[at - 1])) &&
                    (at + code.n == text.n || !letter(text.p[at + code.n]));
        if (word) {
            str_set(&error->code, code);
            return true;
        }
    }
    return false;
}

void
api_error_read_text(struct api_error *error, struct span text)
{
    struct span start = span_sub(text, 0, READ_MAX);
    error->sign_in = sign_in_number(start);
    error->shape = error->sign_in ? SHAPE_SIGN_IN : SHAPE_TEXT;
    error->weight = error->sign_in ? WEIGHT_WEB : WEIGHT_TEXT;
    if (!error->sign_in && take_labelled_code(error, start)) {
        error->weight = WEIGHT_WEB;
        take_labelled_message(error, start);
    } else if (!error->sign_in && take_code_word(error, start)) {
        error->weight = WEIGHT_BARE;
    }
    if (!error->message.p && text.n <= MESSAGE_MAX)
        str_set(&error->message, text);
    identifiers_from_text(&error->ids, start);
}
