/* The value of $filter: what can stand at the caret, by the tokens before it. */
#include "config.h"

#include "api/completion_parts.h"

#include "api/names.h"
#include "api/odata_lex.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

struct word {
    const char *text, *tail, *meaning;
};

static const struct word operators[] = {
    {"eq", " ", N_("is")},         {"ne", " ", N_("is not")},
    {"gt", " ", N_("is greater")}, {"ge", " ", N_("is greater or the same")},
    {"lt", " ", N_("is less")},    {"le", " ", N_("is less or the same")},
    {"in", " (", N_("is one of")},
};
static const struct word joints[] = {
    {"and", " ", N_("both must be so")},
    {"or", " ", N_("one of the two must be so")},
};
static const struct word openings[] = {
    {"contains", "(", N_("a text stands somewhere in it")},
    {"startswith", "(", N_("it begins with a text")},
    {"endswith", "(", N_("it ends with a text")},
    {"not", " ", N_("what follows must not be so")},
};
static const char *const comparisons[] = {"eq", "ne", "gt",  "ge",
                                          "lt", "le", "has", NULL};
static const char *const conditions[] = {"contains", "startswith", "endswith", NULL};

/* What belongs behind the tokens that were read. */
struct reading {
    enum { WANT_OPERAND, WANT_OPERATOR, WANT_VALUE, WANT_JOINT } want;
    struct span property;               /* that the next value is compared with */
    struct span calls[ODATA_DEPTH_MAX]; /* of each bracket: what it belongs to */
    size_t depth;
    struct span before; /* the word before */
};

static bool
is_list(struct span call)
{
    return span_is(call, "in");
}

static void
take_open(struct reading *r)
{
    r->calls[r->depth++] = r->before;
    r->want = is_list(r->before) ? WANT_VALUE : WANT_OPERAND;
}

/* tolower(name) is compared with something, contains(...) is a condition by itself. */
static void
take_close(struct reading *r)
{
    struct span call = r->depth ? r->calls[--r->depth] : (struct span){0};
    bool value = odata_function(call) && !names_hold(conditions, call);
    r->want = value ? WANT_OPERATOR : WANT_JOINT;
}

static void
take_comma(struct reading *r)
{
    r->want = r->depth && r->calls[r->depth - 1].n ? WANT_VALUE : WANT_JOINT;
}

static void
take_word(struct reading *r, struct span word)
{
    bool joins = span_is(word, "and") || span_is(word, "or") || span_is(word, "not");
    bool compared = r->want == WANT_OPERATOR, operand = r->want == WANT_OPERAND;
    if (joins) {
        r->want = WANT_OPERAND;
    } else if (compared && names_hold(comparisons, word)) {
        r->want = WANT_VALUE;
    } else if (operand && !odata_function(word)) {
        r->property = word;
        r->want = WANT_OPERATOR;
    } else if (r->want == WANT_VALUE) {
        r->want = WANT_JOINT;
    }
    r->before = joins ? (struct span){0} : word;
}

/* False: what follows can't be told. */
static bool
take_token(struct reading *r, struct span text, const struct odata_token *token)
{
    struct span raw = span_sub(text, token->at, token->at + token->length);
    switch ((int)token->kind) {
    case ODATA_TOKEN_WORD:
        take_word(r, raw);
        return true;
    case ODATA_TOKEN_OPEN:
        if (r->depth == ODATA_DEPTH_MAX)
            return false;
        take_open(r);
        break;
    case ODATA_TOKEN_CLOSE:
        take_close(r);
        break;
    case ODATA_TOKEN_COMMA:
        take_comma(r);
        break;
    case ODATA_TOKEN_COLON: /* any(x: ...) */
        r->want = WANT_OPERAND;
        break;
    case ODATA_TOKEN_LITERAL:
        r->want = r->want == WANT_OPERAND ? WANT_OPERATOR : WANT_JOINT;
        break;
    default:
        return false;
    }
    r->before = (struct span){0};
    return true;
}

static void
offer_words(struct completion *completion, const struct word *words, size_t count,
            struct span typed)
{
    for (size_t i = 0; i < count; i++)
        completion_offer(completion, typed, words[i].text, words[i].tail,
                         _(words[i].meaning));
}

static void
offer_operands(struct completion *completion, const struct operation *operation,
               const struct reading *r, struct span typed)
{
    bool in_call = r->depth && r->calls[r->depth - 1].n;
    names known = operation && operation->odata ? operation->odata->filterable : NULL;
    completion_offer_properties(completion, operation, known, typed,
                                in_call ? "," : " ");
    offer_words(completion, openings, in_call ? 0 : COUNT_OF(openings), typed);
}

/* In single quotes, those inside doubled. */
static void
set_quoted(struct candidate *candidate, const char *value)
{
    struct str text = str_of("'");
    for (; *value; value++)
        str_add_repeat(&text, *value, *value == '\'' ? 2 : 1);
    str_add_byte(&text, '\'');
    completion_set_text(candidate, str_span(&text));
    str_release(&text);
}

static void
offer_values(struct completion *completion, const struct operation *operation,
             const struct reading *r, struct span typed)
{
    const struct schema *schema =
        operation ? completion_property(operation, r->property) : NULL;
    for (names v = schema ? schema->values : NULL; v && *v; v++) {
        struct candidate *candidate = completion_offer(completion, typed, *v, "", "");
        if (candidate)
            set_quoted(candidate, *v);
    }
    if (schema && schema->type == TYPE_BOOLEAN) {
        completion_offer(completion, typed, "true", "", "");
        completion_offer(completion, typed, "false", "", "");
    }
    bool instant = schema && schema->format && !strcmp(schema->format, "date-time");
    /* where the answer is not described, its names tell */
    if (instant || (!schema && span_has(r->property, "Time")))
        completion_offer(completion, typed, COMPLETION_INSTANT, "",
                         _("an example: a date and time stands without quotes"));
}

/* Whether the caret is in the token or at the end of one that may go on. */
static bool
is_typed(const struct odata_token *token, size_t offset)
{
    size_t end = token->at + token->length;
    bool mark = token->kind >= ODATA_TOKEN_OPEN && token->kind <= ODATA_TOKEN_SIGN;
    return token->at < offset && (end > offset || (end == offset && !mark));
}

/* Where the token that the caret is in ends; a quote that is not closed may have
 * swallowed others. */
static size_t
token_end(struct span text, const struct odata_token *token, size_t offset)
{
    size_t end = token->at + token->length;
    bool quoted = text.p[token->at] == '\'';
    bool followed = end < text.n && !strchr(" ),", text.p[end]);
    if (!quoted || (token->kind == ODATA_TOKEN_LITERAL && !followed))
        return end;
    end = completion_word_end(text, offset);
    return end + (end < text.n && text.p[end] == '\'');
}

void
completion_filter(struct completion *completion, const struct operation *operation,
                  struct span text, size_t offset)
{
    struct reading r = {0};
    struct odata_token token = odata_lex(text, 0);
    bool quoted = false;
    completion->at = offset;
    for (; token.kind != ODATA_TOKEN_END && token.at < offset;
         token = odata_lex(text, token.at + token.length)) {
        if (is_typed(&token, offset))
            break;
        if (!take_token(&r, text, &token))
            return;
    }
    if (token.kind != ODATA_TOKEN_END && token.at < offset) {
        quoted = text.p[token.at] == '\'';
        if (quoted && token.kind == ODATA_TOKEN_LITERAL &&
            token.at + token.length == offset)
            return; /* closed */
        completion->at = token.at;
        completion->length = token_end(text, &token, offset) - token.at;
    } else if (offset < text.n && text.p[offset] != ' ' && text.p[offset] != ')') {
        return; /* something else begins here */
    }
    struct span typed = span_sub(text, completion->at + quoted, offset);
    if (r.want == WANT_OPERAND && !quoted)
        offer_operands(completion, operation, &r, typed);
    else if (r.want == WANT_OPERATOR && !quoted)
        offer_words(completion, operators, COUNT_OF(operators), typed);
    else if (r.want == WANT_VALUE)
        offer_values(completion, operation, &r, typed);
    else if (r.want == WANT_JOINT && !quoted)
        offer_words(completion, joints, COUNT_OF(joints), typed);
}
