#include "config.h"

#include "api/check_odata.h"
#include "api/check_odata_parts.h"

#include "api/names.h"
#include "base/clock.h"
#include "base/memory.h"
#include "base/text.h"
#include "json/text.h"

#include <stdio.h>
#include <string.h>

void
odata_cure(struct hint *hint, struct span value, size_t at, size_t length,
           struct span text)
{
    struct str whole = {0};
    str_add(&whole, span_sub(value, 0, at));
    str_add(&whole, text);
    str_add(&whole, span_from(value, at + length));
    hint_cure(hint, 0, value.n, str_span(&whole));
    str_release(&whole);
}

struct hint *
odata_part_hint(struct hints *hints, enum severity severity, const struct pair *option,
                size_t at, size_t length)
{
    struct hint *hint = query_hint(hints, severity, option->name);
    struct span value = span_of(option->value);
    hint->at = at;
    hint->length = length;
    hint->column = json_place_of(value, at).column;
    if (length)
        hint_set_found(hint, span_sub(value, at, at + length));
    return hint;
}

/* --- the language --- */

/* %s is what stands there, %s what was meant. */
static void
say_fault(struct hint *hint, const struct odata_fault *fault, struct span found)
{
    struct brief shown;
    const char *text = brief(&shown, found);
    switch (fault->kind) {
    case ODATA_FAULT_END:
        hint_say(hint, _("It ends before it is complete: a name or value is missing."));
        break;
    case ODATA_FAULT_OPERATOR:
        hint_say(hint, _("Before \"%s\" an operator is missing, such as eq or and."),
                 text);
        break;
    case ODATA_FAULT_OPERATOR_CASE:
        hint_say(hint, _("\"%s\" is written \"%s\" here: small letters."), text,
                 fault->meant);
        break;
    case ODATA_FAULT_SIGN:
        if (fault->meant)
            hint_say(hint, _("OData has a word for \"%s\": %s."), text, fault->meant);
        else
            hint_say(hint, _("\"%s\" can't stand here."), text);
        break;
    case ODATA_FAULT_QUOTE_OTHER:
        hint_say(hint, _("Text stands in single quotes: %s has others."), text);
        break;
    case ODATA_FAULT_QUOTE_OPEN:
        hint_say(hint, _("The quote at %s is never closed."), text);
        break;
    case ODATA_FAULT_QUOTE_INSIDE:
        hint_say(hint,
                 _("After a text an operator belongs. A single quote inside a text is "
                   "written twice: 'O''Neil'."));
        break;
    case ODATA_FAULT_QUOTE_MISSING:
        hint_say(hint, _("Text stands in single quotes: '%s'."), text);
        break;
    case ODATA_FAULT_OLD_LITERAL:
        hint_say(hint, _("%s is of an older OData: the value stands here alone."),
                 text);
        break;
    case ODATA_FAULT_OPEN:
        hint_say(hint, _("The bracket at character %zu is never closed."),
                 hint->column);
        break;
    case ODATA_FAULT_LIMIT:
        hint_say(hint, _("It is too long or nested too deep."));
        break;
    case ODATA_FAULT_UNEXPECTED:
    case ODATA_FAULT_NONE:
    default:
        hint_say(hint, _("\"%s\" can't stand here."), text);
    }
}

/* What belongs in the place of what was found; false when that isn't certain. */
static bool
meant(const struct odata_fault *fault, struct span found, struct str *out)
{
    size_t quote = span_find_byte(found, 0, '\'');
    size_t width = found.n && (unsigned char)found.p[0] >= 0x80 ? 3 : 1;
    switch ((int)fault->kind) {
    case ODATA_FAULT_OPERATOR_CASE:
    case ODATA_FAULT_SIGN:
        str_add_text(out, fault->meant ? fault->meant : "");
        return fault->meant != NULL;
    case ODATA_FAULT_QUOTE_OTHER:
        odata_add_quoted(out, span_sub(found, width, found.n - width));
        return true;
    case ODATA_FAULT_QUOTE_MISSING:
        odata_add_quoted(out, found);
        return !span_has(found, " ");
    case ODATA_FAULT_OLD_LITERAL:
        str_add(out, span_sub(found, quote + 1, found.n - 1));
        return true;
    default:
        return false;
    }
}

static void
report_fault(struct hints *hints, const struct pair *option,
             const struct odata_fault *fault)
{
    struct span value = span_of(option->value);
    struct span found = span_sub(value, fault->at, fault->at + fault->length);
    struct hint *hint =
        odata_part_hint(hints, SEVERITY_ERROR, option, fault->at, fault->length);
    struct str text = {0};
    say_fault(hint, fault, found);
    if (fault->kind == ODATA_FAULT_OPEN) {
        odata_cure(hint, value, value.n, 0, SPAN(")"));
    } else if (meant(fault, found, &text)) {
        /* a sign may touch its neighbours */
        bool sign = fault->kind == ODATA_FAULT_SIGN;
        size_t end = fault->at + fault->length;
        hint_set_expected(hint, str_span(&text));
        if (sign && fault->at && value.p[fault->at - 1] != ' ')
            str_insert(&text, 0, SPAN(" "));
        if (sign && end < value.n && value.p[end] != ' ')
            str_add_byte(&text, ' ');
        odata_cure(hint, value, fault->at, fault->length, str_span(&text));
    }
    str_release(&text);
}

/* --- names --- */

/* The documentation spells this property in two ways: the other one, or NULL. */
static const char *
other_spelling(const struct odata *odata, struct span name)
{
    names also = odata ? odata->also_filterable : NULL;
    for (; also && *also; also++) {
        const char *first =
            odata->filterable[names_nearest(odata->filterable, span_of(*also)).index];
        if (span_is(name, *also))
            return first;
        if (span_is(name, first))
            return *also;
    }
    return NULL;
}

static struct hint *
report_spellings(struct hints *hints, const struct pair *option, size_t at,
                 struct span name, const char *other)
{
    struct brief shown;
    struct hint *hint = odata_part_hint(hints, SEVERITY_INFO, option, at, name.n);
    hint_set_expected(hint, span_of(other));
    hint_say(hint,
             _("The documentation writes both \"%s\" and \"%s\": if it is refused, try "
               "the other."),
             brief(&shown, name), other);
    return hint;
}

static void
check_property(struct hints *hints, const struct odata *odata,
               const struct pair *option, names known, size_t at, size_t length)
{
    struct span value = span_of(option->value);
    struct span path = span_sub(value, at, at + length);
    struct span first = span_sub(path, 0, span_find_byte(path, 0, '/'));
    struct brief shown;
    if (!known || names_hold(known, path) || names_hold(known, first))
        return;
    if (names_hold(odata->also_filterable, first)) {
        report_spellings(hints, option, at, first, other_spelling(odata, first));
        return;
    }
    struct nearest best = names_nearest(known, first);
    const char *near = best.nearness.likeness ? known[best.index] : NULL;
    struct hint *hint = odata_part_hint(hints, SEVERITY_ERROR, option, at, first.n);
    hint_set_refusal(hint, RULE_QUERY, "ODataError", first);
    if (near) {
        hint_set_expected(hint, span_of(near));
        if (best.alone && best.nearness.likeness > LIKE_PART)
            odata_cure(hint, value, at, first.n, span_of(near));
    }
    if (best.nearness.likeness == LIKE_CASE) {
        hint_say(hint,
                 _("\"%s\" is written \"%s\" here: property names are "
                   "case-sensitive."),
                 brief(&shown, first), near);
        return;
    }
    struct str list = {0};
    check_say_values(&list, known);
    hint_say(hint, _("\"%s\" is not among the properties that %s takes: %s."),
             brief(&shown, first), option->name, str_text(&list));
    str_release(&list);
}

static void
check_function(struct hints *hints, const struct pair *option,
               const struct odata_filter *filter, const struct odata_node *node)
{
    struct span name = odata_node_text(filter, node);
    struct brief shown;
    if (odata_function(name))
        return;
    struct nearest best = names_nearest(odata_functions, name);
    bool old = span_is_nocase(name, "substringof");
    bool certain = !old && best.alone && best.nearness.likeness > LIKE_PART;
    const char *near = certain ? odata_functions[best.index] : NULL;
    struct hint *hint =
        odata_part_hint(hints, SEVERITY_ERROR, option, node->at, node->length);
    if (old)
        hint_say(hint, _("substringof('text',name) is of an older OData: write "
                         "contains(name,'text')."));
    else
        hint_say(hint, _("\"%s\" is no function of OData."), brief(&shown, name));
    if (near) {
        hint_set_expected(hint, span_of(near));
        hint_say(hint, _(" Was \"%s\" meant?"), near);
        odata_cure(hint, filter->text, node->at, node->length, span_of(near));
    }
}

/* A name on the right side that is no property: text that lacks its quotes. */
static void
report_bare_text(struct hints *hints, const struct pair *option,
                 const struct odata_node *node)
{
    const struct odata_fault fault = {ODATA_FAULT_QUOTE_MISSING, node->at, node->length,
                                      NULL};
    report_fault(hints, option, &fault);
}

/* Dates stand without quotes; in quotes they are text, which can't be later or earlier.
 */
static void
check_quoted_date(struct hints *hints, const struct pair *option,
                  const struct odata_filter *filter, const struct odata_node *node)
{
    struct str text = {0};
    clock_ms at;
    odata_string(&text, odata_node_text(filter, node));
    struct str day = str_dup(str_span(&text));
    str_add_text(&day, "T00:00:00Z"); /* a date alone */
    bool dated = clock_parse_rfc3339(str_span(&text), &at) ||
                 clock_parse_rfc3339(str_span(&day), &at);
    str_release(&day);
    if (dated) {
        struct hint *hint =
            odata_part_hint(hints, SEVERITY_WARNING, option, node->at, node->length);
        hint_set_expected(hint, str_span(&text));
        hint_say(hint, _("A date stands without quotes: %s."), str_text(&text));
        odata_cure(hint, filter->text, node->at, node->length, str_span(&text));
    }
    str_release(&text);
}

/* 2026-02-30, 2026-01-01T25:00:00Z: written as dates are, and none. */
static void
check_date(struct hints *hints, const struct pair *option,
           const struct odata_filter *filter, const struct odata_node *node)
{
    struct span text = odata_node_text(filter, node), day = span_sub(text, 0, 10);
    struct str whole = str_dup(day);
    struct brief shown;
    clock_ms at;
    str_add_text(&whole, "T00:00:00Z");
    bool timed = text.n > day.n && span_ends(text, "Z") && text.p[day.n] == 'T';
    bool good = clock_parse_rfc3339(str_span(&whole), &at) &&
                (!timed || clock_parse_rfc3339(text, &at));
    str_release(&whole);
    if (good)
        return;
    struct hint *hint =
        odata_part_hint(hints, SEVERITY_ERROR, option, node->at, node->length);
    hint_say(hint,
             _("\"%s\" is written like a date, and there is no such day or time."),
             brief(&shown, text));
}

static bool
is_comparison(enum odata_kind kind)
{
    return kind >= ODATA_EQ && kind <= ODATA_LE;
}

static bool
known_property(names known, struct span path)
{
    struct span first = span_sub(path, 0, span_find_byte(path, 0, '/'));
    return names_hold(known, path) ||
           names_nearest(known, first).nearness.likeness >= LIKE_CASE;
}

/* What stands on the right side of a comparison. Gives whether it was told about. */
static bool
check_right_side(struct hints *hints, const struct odata *odata,
                 const struct pair *option, const struct odata_filter *filter,
                 const struct odata_node *node)
{
    const struct odata_node *left = &filter->nodes[node->first];
    const struct odata_node *right = &filter->nodes[left->next];
    names known = odata ? odata->filterable : NULL;
    if (right->kind == ODATA_STRING && left->kind == ODATA_PROPERTY)
        odata_check_value(hints, odata, option, filter, odata_node_text(filter, left),
                          right);
    if (right->kind == ODATA_STRING && node->kind >= ODATA_GT)
        check_quoted_date(hints, option, filter, right);
    if (right->kind != ODATA_PROPERTY || !known ||
        known_property(known, odata_node_text(filter, right)))
        return false;
    report_bare_text(hints, option, right);
    return true;
}

static void
check_nodes(struct hints *hints, const struct odata *odata, const struct pair *option,
            const struct odata_filter *filter)
{
    names known = odata ? odata->filterable : NULL;
    bool told[ODATA_NODES_MAX] = {false};
    for (uint32_t i = 0; i < filter->count; i++) {
        const struct odata_node *node = &filter->nodes[i];
        if (is_comparison(node->kind))
            told[filter->nodes[node->first].next] =
                check_right_side(hints, odata, option, filter, node);
    }
    for (uint32_t i = 0; i < filter->count && hints->count < CHECK_HINTS_MAX; i++) {
        const struct odata_node *node = &filter->nodes[i];
        if (node->kind == ODATA_PROPERTY && !told[i])
            check_property(hints, odata, option, known, node->at, node->length);
        else if (node->kind == ODATA_CALL)
            check_function(hints, option, filter, node);
        else if (node->kind == ODATA_DATE)
            check_date(hints, option, filter, node);
    }
}

static void
check_filter(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    struct odata_filter filter;
    if (odata_filter_parse(&filter, span_of(option->value)))
        check_nodes(hints, odata, option, &filter);
    else
        report_fault(hints, option, &filter.fault);
    odata_filter_release(&filter);
}

/* --- the other options --- */

static void
check_list(struct hints *hints, const struct odata *odata, enum odata_list_kind kind,
           names known, const struct pair *option)
{
    struct odata_list list;
    if (!odata_list_parse(&list, kind, span_of(option->value)))
        report_fault(hints, option, &list.fault);
    for (size_t i = 0; !list.fault.kind && i < list.count; i++)
        check_property(hints, odata, option, known, list.items[i].at,
                       list.items[i].length);
    odata_list_release(&list);
}

static void
check_orderby(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    check_list(hints, odata, ODATA_ORDERBY, odata ? odata->filterable : NULL, option);
}

static void
check_select(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    check_list(hints, odata, ODATA_SELECT, NULL, option);
}

static void
check_expand(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    check_list(hints, odata, ODATA_EXPAND, odata ? odata->expandable : NULL, option);
}

static bool
all_digits(struct span value)
{
    for (size_t i = 0; i < value.n; i++)
        if (value.p[i] < '0' || value.p[i] > '9')
            return false;
    return value.n > 0;
}

/* Gives whether it is one; of those that are too large to be reckoned with the largest.
 */
static bool
check_number(struct hints *hints, const struct pair *option, uint64_t *number)
{
    struct span value = span_of(option->value), trimmed = span_trim(value);
    struct brief shown;
    *number = UINT64_MAX;
    if (span_number(value, UINT64_MAX, number) || all_digits(value))
        return true;
    struct hint *hint = odata_part_hint(hints, SEVERITY_ERROR, option, 0, value.n);
    hint_set_expected(hint, SPAN("integer"));
    hint_say(hint, _("%s takes a whole number, and \"%s\" is none."), option->name,
             brief(&shown, value));
    if (trimmed.n > 2 && (trimmed.p[0] == '\'' || trimmed.p[0] == '"'))
        trimmed = span_sub(trimmed, 1, trimmed.n - 1);
    if (span_number(trimmed, UINT64_MAX, number))
        hint_cure(hint, 0, value.n, trimmed);
    return false;
}

static void
check_skip(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    uint64_t number;
    (void)odata;
    check_number(hints, option, &number);
}

static void
check_top(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    struct span value = span_of(option->value);
    uint64_t number;
    char most[24];
    if (!check_number(hints, option, &number) || !odata || !odata->max_top ||
        number <= odata->max_top)
        return;
    struct hint *hint = odata_part_hint(hints, SEVERITY_ERROR, option, 0, value.n);
    snprintf(most, sizeof most, "%u", odata->max_top);
    hint_set_expected(hint, span_of(most));
    hint_say(hint, _("%s gives at most %s at once: page with $skip for the rest."),
             option->name, most);
    hint_cure(hint, 0, value.n, span_of(most));
}

static void
check_count(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    struct span value = span_of(option->value);
    struct brief shown;
    (void)odata;
    if (span_is(value, "true") || span_is(value, "false"))
        return;
    struct hint *hint = odata_part_hint(hints, SEVERITY_ERROR, option, 0, value.n);
    hint_set_expected(hint, SPAN("true"));
    hint_say(hint, _("$count takes true or false, and \"%s\" is neither."),
             brief(&shown, value));
    if (span_is_nocase(value, "true") || span_is_nocase(value, "false"))
        hint_cure(hint, 0, value.n,
                  span_is_nocase(value, "true") ? SPAN("true") : SPAN("false"));
}

void
check_odata(struct hints *hints, const struct odata *odata, const struct pair *option)
{
    static const struct {
        const char *name;
        void (*check)(struct hints *hints, const struct odata *odata,
                      const struct pair *option);
    } options[] = {
        {"$filter", check_filter}, {"$orderby", check_orderby},
        {"$select", check_select}, {"$expand", check_expand},
        {"$top", check_top},       {"$skip", check_skip},
        {"$count", check_count},
    };
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        if (strcmp(option->name, options[i].name) == 0)
            options[i].check(hints, odata, option);
    }
}

/* --- after a refusal --- */

static void
offer_other(struct hints *hints, const struct odata *odata, const struct pair *option,
            size_t at, size_t length)
{
    struct span value = span_of(option->value), path = span_sub(value, at, at + length);
    struct span name = span_sub(path, 0, span_find_byte(path, 0, '/'));
    const char *other = other_spelling(odata, name);
    if (other)
        odata_cure(report_spellings(hints, option, at, name, other), value, at, name.n,
                   span_of(other));
}

static void
filter_alternatives(struct hints *hints, const struct odata *odata,
                    const struct pair *option)
{
    struct odata_filter filter;
    bool good = odata_filter_parse(&filter, span_of(option->value));
    for (uint32_t i = 0; good && i < filter.count; i++)
        if (filter.nodes[i].kind == ODATA_PROPERTY)
            offer_other(hints, odata, option, filter.nodes[i].at,
                        filter.nodes[i].length);
    odata_filter_release(&filter);
}

static void
order_alternatives(struct hints *hints, const struct odata *odata,
                   const struct pair *option)
{
    struct odata_list list;
    odata_list_parse(&list, ODATA_ORDERBY, span_of(option->value));
    for (size_t i = 0; !list.fault.kind && i < list.count; i++)
        offer_other(hints, odata, option, list.items[i].at, list.items[i].length);
    odata_list_release(&list);
}

void
check_odata_alternatives(struct hints *hints, const struct odata *odata,
                         const struct pair *option)
{
    if (!odata || !odata->also_filterable || !odata->filterable)
        return;
    if (strcmp(option->name, "$filter") == 0)
        filter_alternatives(hints, odata, option);
    else if (strcmp(option->name, "$orderby") == 0)
        order_alternatives(hints, odata, option);
}
