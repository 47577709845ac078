#include "config.h"

#include "json/fault_text.h"

#include "base/text.h"
#include "base/utf8.h"

const char *
json_fault_sentence(enum json_fault_kind kind)
{
    static const char *const sentences[] = {
        [JSON_FAULT_NONE] = N_("Something is wrong with the JSON here."),
        [JSON_FAULT_EMPTY] = N_("There is no JSON value here."),
        [JSON_FAULT_CUT] = N_("The text ends here in the middle of a value."),
        [JSON_FAULT_UNEXPECTED] = N_("%s can't stand here."),
        [JSON_FAULT_NUMBER] = N_("%s is not a number as JSON writes it: no +, no zero "
                                 "in front, digits on both sides of the point."),
        [JSON_FAULT_ESCAPE] = N_("%s is no escape that JSON knows. A backslash itself "
                                 "is written twice: \\\\"),
        [JSON_FAULT_CONTROL] = N_("A control character stands raw in a string."),
        [JSON_FAULT_UTF8] = N_("The text is not UTF-8 here."),
        [JSON_FAULT_TRAILING] = N_("The JSON value has ended before this: only one is "
                                   "taken."),
        [JSON_FAULT_DEEP] = N_("The text is nested too deep to be read."),
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
        [JSON_FAULT_BOM] = N_("The text begins with a byte order mark, which JSON does "
                              "without."),
        [JSON_FAULT_OPEN] = N_("%s is never closed."),
    };
    return _(sentences[kind]);
}

struct span
json_fault_found(const struct json_tree *tree, const struct json_fault *fault)
{
    uint32_t c;
    size_t n = utf8_next(span_from(tree->text, fault->at), &c);
    return span_sub(tree->text, fault->at,
                    fault->at + (fault->length ? fault->length : n));
}
