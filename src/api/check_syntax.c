/* Faults against RFC 8259, as sentences. */
#include "config.h"

#include "api/check_parts.h"

#include "base/text.h"
#include "json/fault_text.h"

#include <string.h>

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
    const char *text = json_fault_sentence(kind);
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
        struct span found = json_fault_found(tree, fault);
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
