/* Faults against RFC 8259, as sentences. */
#include "config.h"

#include "api/check_parts.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

/* %s is what stands at the place. */
static const char *
sentence(enum json_fault_kind kind)
{
    static const char *const sentences[] = {
        [JSON_FAULT_NONE] = N_("Something is wrong with the JSON here."),
        [JSON_FAULT_EMPTY] = N_("There is no JSON value here."),
        [JSON_FAULT_CUT] = N_("The body ends here in the middle of a value."),
        [JSON_FAULT_UNEXPECTED] = N_("%s can't stand here."),
        [JSON_FAULT_NUMBER] = N_("%s is not a number as JSON writes it: no +, no zero "
                                 "in front, digits on both sides of the point."),
        [JSON_FAULT_ESCAPE] = N_("%s is no escape that JSON knows. A backslash itself "
                                 "is written twice: \\\\"),
        [JSON_FAULT_CONTROL] = N_("A control character stands raw in a string."),
        [JSON_FAULT_UTF8] = N_("The body is not UTF-8 here."),
        [JSON_FAULT_TRAILING] = N_("The JSON value has ended before this: only one is "
                                   "taken."),
        [JSON_FAULT_DEEP] = N_("The body is nested too deep to be checked."),
        [JSON_FAULT_LINE_BREAK] = N_("A raw line break or tab stands inside a JSON "
                                     "string: it is written \\n or \\t there."),
        [JSON_FAULT_COMMA_EXTRA] = N_("This comma is one too many."),
        [JSON_FAULT_COMMA_MISSING] = N_("A comma is missing here."),
        [JSON_FAULT_COLON_MISSING] = N_("A colon is missing here, between name and "
                                        "value."),
        [JSON_FAULT_COMMENT] = N_("JSON has no comments."),
        [JSON_FAULT_QUOTE_SINGLE] = N_("JSON strings stand in double quotes: %s has "
                                       "others."),
        [JSON_FAULT_QUOTE_SMART] = N_("JSON strings stand in straight double quotes: "
                                      "%s has typographic ones."),
        [JSON_FAULT_QUOTE_MISSING] = N_("%s needs double quotes around it."),
        [JSON_FAULT_WORD] = N_("%s is no word of JSON: true, false and null are."),
        [JSON_FAULT_BOM] = N_("The body begins with a byte order mark, which JSON does "
                              "without."),
        [JSON_FAULT_OPEN] = N_("%s is never closed."),
    };
    return _(sentences[kind]);
}

static bool
in_string(enum json_fault_kind kind)
{
    return kind == JSON_FAULT_LINE_BREAK || kind == JSON_FAULT_CONTROL;
}

/* The last fault of a run of raw line breaks in one string: they are one mistake. */
static size_t
run_end(const struct json_tree *tree, size_t first)
{
    size_t last = first;
    while (in_string(tree->faults[first].kind) && last + 1 < tree->fault_count &&
           in_string(tree->faults[last + 1].kind)) {
        struct span between =
            span_sub(tree->text, tree->faults[last].at, tree->faults[last + 1].at);
        size_t quote = span_find_byte(between, 0, '"');
        if (quote < between.n && (!quote || between.p[quote - 1] != '\\'))
            break;
        last++;
    }
    return last;
}

/* The cures of several faults as one edit. */
static void
cure_run(struct hint *hint, const struct json_tree *tree, size_t first, size_t last)
{
    struct str text = {0};
    size_t start = 0, end = 0, at, length;
    for (size_t i = first; i <= last; i++) {
        const struct json_fault *fault = &tree->faults[i];
        if (i > first)
            str_add(&text, span_sub(tree->text, end, fault->at));
        if (!json_fault_cure(tree, fault, &at, &length, &text)) {
            str_release(&text);
            return;
        }
        if (i == first)
            start = at;
        end = at + length;
    }
    hint_cure(hint, start, end - start, str_span(&text));
    str_release(&text);
}

static bool
takes_query(const struct operation *operation)
{
    const struct schema *body = operation ? operation->body : NULL;
    for (unsigned i = 0; body && i < body->property_count; i++) {
        if (span_is_nocase(span_of(body->properties[i].name), "query"))
            return true;
    }
    return false;
}

static void
say(struct hint *hint, const struct operation *operation, enum json_fault_kind kind,
    struct span found)
{
    const char *text = sentence(kind);
    const char *place = strstr(text, "%s");
    struct brief shown;
    if (place)
        hint_say(hint, "%.*s%s%s", (int)(place - text), text, brief(&shown, found),
                 place + 2);
    else
        hint_say(hint, "%s", text);
    if (kind == JSON_FAULT_LINE_BREAK && takes_query(operation))
        hint_say(hint, _(" The service answers such a query with \"Missing query.\", "
                         "although it is there."));
}

/* What stands there: at least a character, so that it can be shown. */
static struct span
found_at(const struct json_tree *tree, const struct json_fault *fault)
{
    uint32_t c;
    size_t n = utf8_next(span_from(tree->text, fault->at), &c);
    return span_sub(tree->text, fault->at,
                    fault->at + (fault->length ? fault->length : n));
}

/* .NET's readers pass over a byte order mark. */
static enum severity
severity_of(enum json_fault_kind kind)
{
    return kind == JSON_FAULT_BOM ? SEVERITY_WARNING : SEVERITY_ERROR;
}

void
check_syntax(struct hints *hints, const struct json_tree *tree,
             const struct operation *operation)
{
    for (size_t i = 0; i < tree->fault_count && hints->count < CHECK_HINTS_MAX; i++) {
        size_t last = run_end(tree, i);
        const struct json_fault *fault = &tree->faults[i];
        struct hint *hint = hints_add(hints, HINT_SYNTAX, severity_of(fault->kind));
        struct span found = found_at(tree, fault);
        hint_set_where(hint, SPAN(""));
        hint->at = fault->at;
        hint->length = tree->faults[last].at + tree->faults[last].length - fault->at;
        if (hint->severity == SEVERITY_ERROR)
            hint_set_refusal(hint, RULE_SYNTAX, "InvalidRequestBody", SPAN(""));
        if (fault->length)
            hint_set_found(hint, found);
        say(hint, operation, fault->kind, found);
        cure_run(hint, tree, i, last);
        if (hint->fix && *hint->edit.text && last == i)
            hint_set_expected(hint, span_of(hint->edit.text));
        i = last;
    }
}
