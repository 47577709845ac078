#include "config.h"

#include "api/check_parts.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "json/text.h"

#include <stdio.h>
#include <string.h>

/* "a string", with its article: translations differ in more than the word. */
static const char *
type_title(enum value_type type)
{
    static const char *const titles[] = {
        [TYPE_ANY] = N_("any value"),          [TYPE_STRING] = N_("a string"),
        [TYPE_INTEGER] = N_("a whole number"), [TYPE_NUMBER] = N_("a number"),
        [TYPE_BOOLEAN] = N_("true or false"),  [TYPE_OBJECT] = N_("an object"),
        [TYPE_ARRAY] = N_("an array"),
    };
    return _(titles[type]);
}

static const char *
kind_title(enum json_kind kind)
{
    static const char *const titles[] = {
        [JSON_KIND_OBJECT] = N_("an object"), [JSON_KIND_ARRAY] = N_("an array"),
        [JSON_KIND_STRING] = N_("a string"),  [JSON_KIND_NUMBER] = N_("a number"),
        [JSON_KIND_TRUE] = N_("true"),        [JSON_KIND_FALSE] = N_("false"),
        [JSON_KIND_NULL] = N_("null"),        [JSON_KIND_BROKEN] = N_("nothing"),
    };
    return _(titles[kind]);
}

/* What a sentence calls the value: its name, or its place. */
static void
subject(const struct body *body, const struct json_node *node, struct str *out)
{
    const struct json_node *named = node;
    while (!named->name_length && named->parent != JSON_NONE)
        named = &body->tree->nodes[named->parent];
    str_clear(out);
    if (!named->name_length) {
        str_add_text(out, _("The body"));
        return;
    }
    struct str name = {0};
    struct brief shown;
    json_node_decoded_name(body->tree, named, &name);
    str_addf(out, _("\"%s\""), brief(&shown, str_span(&name)));
    if (named != node)
        str_addf(out, _(", item %u"),
                 (unsigned)body->expected[body_index(body, node)].index + 1);
    str_release(&name);
}

static bool
is_true_or_false(enum json_kind kind)
{
    return kind == JSON_KIND_TRUE || kind == JSON_KIND_FALSE;
}

static bool
is_integer(struct span raw)
{
    for (size_t i = raw.n && raw.p[0] == '-'; i < raw.n; i++) {
        if (raw.p[i] < '0' || raw.p[i] > '9')
            return false;
    }
    return raw.n > 0;
}

/* An enumeration of True and False is what the documentation makes of a boolean. */
static bool
boolean_in_words(const struct schema *schema)
{
    return schema->values && names_hold(schema->values, SPAN("True")) &&
           names_hold(schema->values, SPAN("False"));
}

static bool
is_truth(struct span word)
{
    return span_is_nocase(word, "true") || span_is_nocase(word, "false");
}

static bool
type_fits(const struct schema *schema, enum json_kind kind)
{
    switch (schema->type) {
    case TYPE_STRING:
        return kind == JSON_KIND_STRING ||
               (is_true_or_false(kind) && boolean_in_words(schema));
    case TYPE_INTEGER:
    case TYPE_NUMBER:
        return kind == JSON_KIND_NUMBER;
    case TYPE_BOOLEAN:
        return is_true_or_false(kind);
    case TYPE_OBJECT:
        return kind == JSON_KIND_OBJECT;
    case TYPE_ARRAY:
        return kind == JSON_KIND_ARRAY;
    case TYPE_ANY:
    default:
        return true;
    }
}

/* --- the value that a value of a wrong type was meant to be --- */

static bool
as_boolean(struct span text, struct str *out)
{
    static const struct {
        const char *written, *meant;
    } words[] = {{"true", "true"}, {"false", "false"}, {"1", "true"},
                 {"0", "false"},   {"yes", "true"},    {"no", "false"}};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (span_is_nocase(span_trim(text), words[i].written)) {
            str_add_text(out, words[i].meant);
            return true;
        }
    }
    return false;
}

static bool
as_number(struct span text, bool integer, struct str *out)
{
    struct json_scan scan;
    struct span raw, trimmed = span_trim(text);
    json_scan_init(&scan, trimmed);
    if (json_scan_next(&scan, &raw) != JSON_NUMBER || raw.n != trimmed.n ||
        (integer && !is_integer(raw)))
        return false;
    str_add(out, raw);
    return true;
}

static bool
as_string(const struct schema *schema, struct span raw, enum json_kind kind,
          struct str *out)
{
    if (kind != JSON_KIND_NUMBER && !is_true_or_false(kind))
        return false;
    struct nearest best = names_nearest(schema->values, raw);
    bool listed = best.nearness.likeness >= LIKE_CASE;
    json_quote(out, listed ? span_of(schema->values[best.index]) : raw);
    return true;
}

/* JSON that was made a JSON string once more. */
static bool
as_decoded(struct span text, char open, struct str *out)
{
    struct span inner = span_trim(text);
    struct json_tree tree;
    if (!inner.n || inner.p[0] != open)
        return false;
    json_tree_read(&tree, inner);
    bool whole = !tree.fault_count && !tree.cut_short;
    json_tree_release(&tree);
    if (whole)
        str_add(out, inner);
    return whole;
}

static bool
as_array(const struct body *body, const struct schema *schema,
         const struct json_node *node, struct str *out)
{
    struct span text = str_span(&body->text);
    if (node->kind == JSON_KIND_STRING && as_decoded(text, '[', out))
        return true;
    bool several = node->kind == JSON_KIND_STRING && span_has(text, ",");
    if (node->kind == JSON_KIND_NULL || several || !schema->items ||
        !type_fits(schema->items, node->kind))
        return false;
    str_add_byte(out, '[');
    str_add(out, json_node_raw(body->tree, node));
    str_add_byte(out, ']');
    return true;
}

/* The only element of an array that stands where the element alone belongs. */
static bool
as_element(const struct body *body, const struct schema *schema,
           const struct json_node *node, struct str *out)
{
    const struct json_node *only = json_node_first(body->tree, node);
    if (node->count != 1 || !type_fits(schema, only->kind))
        return false;
    str_add(out, json_node_raw(body->tree, only));
    return true;
}

/* A list that stands where an object with that list alone belongs. */
static bool
as_property(const struct body *body, const struct schema *schema,
            const struct json_node *node, struct str *out)
{
    const struct schema *only = schema->properties;
    if (schema->type != TYPE_OBJECT || schema->property_count != 1 ||
        only->type != TYPE_ARRAY)
        return false;
    str_add_byte(out, '{');
    json_quote(out, span_of(only->name));
    str_add_text(out, ": ");
    str_add(out, json_node_raw(body->tree, node));
    str_add_byte(out, '}');
    return true;
}

/* Appends the JSON text that was meant, where that is certain. body->text holds the
 * decoded value. */
static bool
meant(const struct body *body, const struct schema *schema,
      const struct json_node *node, struct str *out)
{
    struct span text = str_span(&body->text);
    bool scalar = node->kind == JSON_KIND_STRING || node->kind == JSON_KIND_NUMBER;
    if (node->kind == JSON_KIND_ARRAY)
        return as_property(body, schema, node, out) ||
               as_element(body, schema, node, out);
    switch (schema->type) {
    case TYPE_BOOLEAN:
        return scalar && as_boolean(text, out);
    case TYPE_INTEGER:
    case TYPE_NUMBER:
        return node->kind == JSON_KIND_STRING &&
               as_number(text, schema->type == TYPE_INTEGER, out);
    case TYPE_STRING:
        return as_string(schema, json_node_raw(body->tree, node), node->kind, out);
    case TYPE_OBJECT:
        return node->kind == JSON_KIND_STRING && as_decoded(text, '{', out);
    case TYPE_ARRAY:
        return as_array(body, schema, node, out);
    case TYPE_ANY:
    default:
        return false;
    }
}

static void
report_type(struct body *body, const struct schema *schema,
            const struct json_node *node)
{
    struct str who = {0}, cure = {0};
    struct brief shown;
    struct span raw = json_node_raw(body->tree, node);
    struct hint *hint = body_hint(body, HINT_TYPE, SEVERITY_ERROR, node, PART_VALUE);
    subject(body, node, &who);
    hint_set_refusal(hint, RULE_NAME, "InvalidRequestBody",
                     span_of(schema->name ? schema->name : ""));
    hint_set_found(hint, raw);
    hint_say(hint, _("%s takes %s, and here is %s"), str_text(&who),
             type_title(schema->type), kind_title(node->kind));
    if (meant(body, schema, node, &cure)) {
        bool twice = schema->type == TYPE_OBJECT && node->kind == JSON_KIND_STRING;
        hint_cure(hint, node->at, node->length, str_span(&cure));
        hint_set_expected(hint, str_span(&cure));
        if (twice)
            hint_say(hint, _(": JSON that was made a JSON string once more."));
        else
            hint_say(hint, _(": write %s."), brief(&shown, str_span(&cure)));
    } else {
        hint_set_expected(hint, span_of(value_type_name(schema->type)));
        hint_say(hint, ".");
    }
    str_release(&cure);
    str_release(&who);
}

static void
report_null(struct body *body, const struct schema *schema,
            const struct json_node *node)
{
    struct str who = {0};
    enum severity severity = schema->required ? SEVERITY_ERROR : SEVERITY_WARNING;
    struct hint *hint = body_hint(body, HINT_TYPE, severity, node, PART_VALUE);
    subject(body, node, &who);
    hint_set_found(hint, SPAN("null"));
    hint_set_expected(hint, span_of(value_type_name(schema->type)));
    if (schema->required) {
        hint_set_refusal(hint, RULE_NAME, "InvalidRequestBody",
                         span_of(schema->name ? schema->name : ""));
        hint_say(hint, _("%s is required: it takes %s, not null."), str_text(&who),
                 type_title(schema->type));
    } else {
        hint_say(hint,
                 _("%s is not documented to take null: leave the name out instead."),
                 str_text(&who));
    }
    str_release(&who);
}

/* False when there is nothing more to say about the value. */
static bool
check_type(struct body *body, const struct schema *schema, const struct json_node *node)
{
    struct span raw = json_node_raw(body->tree, node);
    if (node->kind == JSON_KIND_BROKEN)
        return false;
    if (node->kind == JSON_KIND_NULL && schema->type != TYPE_ANY) {
        if (!schema->nullable)
            report_null(body, schema, node);
        return false;
    }
    bool also = node->kind == JSON_KIND_STRING &&
                names_hold(schema->also_values, str_span(&body->text));
    bool whole = schema->type != TYPE_INTEGER || node->kind != JSON_KIND_NUMBER ||
                 is_integer(raw);
    if (also || (whole && type_fits(schema, node->kind)))
        return true;
    report_type(body, schema, node);
    return false;
}

/* --- enumerations --- */

void
check_list_values(struct str *out, names list)
{
    for (size_t i = 0; list && list[i]; i++) {
        if (i)
            str_add_text(out, " | ");
        str_add_text(out, list[i]);
    }
}

void
check_say_values(struct str *out, names list)
{
    for (size_t i = 0; list && list[i]; i++) {
        if (i)
            str_add_text(out, list[i + 1] ? ", " : _(" or "));
        str_add_text(out, list[i]);
    }
}

static void
cure_with(struct hint *hint, const struct json_node *node, const char *value)
{
    struct str quoted = {0};
    json_quote(&quoted, span_of(value));
    hint_cure(hint, node->at, node->length, str_span(&quoted));
    str_release(&quoted);
}

static void
report_value(struct body *body, const struct schema *schema,
             const struct json_node *node)
{
    struct str who = {0}, list = {0}, said = {0};
    struct brief shown;
    struct span value = str_span(&body->text);
    struct nearest best = names_nearest(schema->values, value);
    enum likeness like = best.nearness.likeness;
    const char *near = like > LIKE_NOTHING ? schema->values[best.index] : NULL;
    enum hint_kind kind = like == LIKE_CASE ? HINT_ENUM_CASE : HINT_ENUM;
    struct hint *hint = body_hint(body, kind, SEVERITY_ERROR, node, PART_VALUE);
    subject(body, node, &who);
    check_list_values(&list, schema->values);
    check_say_values(&said, schema->values);
    hint_set_refusal(hint, RULE_VALUE, "InvalidInput", value);
    hint_set_found(hint, value);
    hint_set_expected(hint, near ? span_of(near) : str_span(&list));
    if (near && best.alone && like > LIKE_PART)
        cure_with(hint, node, near);
    if (like == LIKE_CASE)
        hint_say(hint, _("\"%s\" is written \"%s\" here: values are case-sensitive."),
                 brief(&shown, value), near);
    else if (near)
        hint_say(hint, _("%s doesn't take \"%s\": perhaps \"%s\". It takes %s."),
                 str_text(&who), brief(&shown, value), near, str_text(&said));
    else
        hint_say(hint, _("%s doesn't take \"%s\". It takes %s."), str_text(&who),
                 brief(&shown, value), str_text(&said));
    str_release(&said);
    str_release(&list);
    str_release(&who);
}

static void
check_enumeration(struct body *body, const struct schema *schema,
                  const struct json_node *node)
{
    struct span value = str_span(&body->text);
    struct brief shown;
    if (!schema->values || names_hold(schema->values, value) ||
        (boolean_in_words(schema) && is_truth(value)))
        return;
    if (!names_hold(schema->also_values, value)) {
        report_value(body, schema, node);
        return;
    }
    struct hint *hint = body_hint(body, HINT_ENUM, SEVERITY_INFO, node, PART_VALUE);
    struct str list = {0};
    check_say_values(&list, schema->values);
    hint_set_found(hint, value);
    hint_say(hint,
             _("The documentation gives \"%s\" on some of its pages only. If it "
               "is refused: %s."),
             brief(&shown, value), str_text(&list));
    str_release(&list);
}

/* --- format, size --- */

void
check_say_format(struct hint *hint, const char *who, const char *format,
                 struct span value, const struct format_finding *finding)
{
    struct brief shown;
    const char *text = brief(&shown, value);
    hint_set_found(hint, value);
    hint_set_expected(hint,
                      finding->meant.n ? str_span(&finding->meant) : span_of(format));
    if (finding->grade == FORMAT_BAD)
        hint_say(hint, _("%s takes %s, and \"%s\" is none: %s."), who,
                 format_title(format), text, str_text(&finding->why));
    else
        hint_say(hint, _("%s takes %s, and \"%s\" may be refused: %s."), who,
                 format_title(format), text, str_text(&finding->why));
}

void
check_format(struct body *body, const struct schema *schema, const char *format,
             const struct json_node *node)
{
    struct format_finding finding;
    struct span value = str_span(&body->text);
    format_check(format, value, &finding);
    if (finding.grade != FORMAT_GOOD) {
        struct str who = {0};
        /* many send "" for what they leave open */
        bool bad = finding.grade == FORMAT_BAD && (value.n || schema->required);
        struct hint *hint =
            body_hint(body, HINT_FORMAT, bad ? SEVERITY_ERROR : SEVERITY_WARNING, node,
                      PART_VALUE);
        subject(body, node, &who);
        if (bad)
            hint_set_refusal(hint, RULE_FORMAT, format_code(format), value);
        check_say_format(hint, str_text(&who), format, value, &finding);
        if (finding.meant.n)
            cure_with(hint, node, str_text(&finding.meant));
        str_release(&who);
    }
    format_finding_release(&finding);
}

static size_t
count_characters(struct span s)
{
    size_t count = 0;
    uint32_t c;
    for (size_t i = 0; i < s.n; count++)
        i += utf8_next(span_from(s, i), &c);
    return count;
}

static void
report_size(struct body *body, const struct json_node *node, size_t size,
            unsigned allowed, bool items)
{
    struct str who = {0};
    char number[24];
    struct hint *hint = body_hint(body, HINT_SIZE, SEVERITY_ERROR, node, PART_VALUE);
    subject(body, node, &who);
    snprintf(number, sizeof number, "%zu", size);
    hint_set_found(hint, span_of(number));
    hint_set_refusal(hint, items ? RULE_SIZE : RULE_VALUE,
                     items ? "MaximumBatchSizeExceeded" : "InvalidInput",
                     span_of(number));
    snprintf(number, sizeof number, "%u", allowed);
    hint_set_expected(hint, span_of(number));
    hint_say(hint,
             items ? _("%s has %zu items; at most %u are taken in one call: send the "
                       "rest in another.")
                   : _("%s has %zu characters; at most %u are taken."),
             str_text(&who), size, allowed);
    str_release(&who);
}

static void
report_too_few(struct body *body, const struct json_node *node, size_t size,
               unsigned least, bool items)
{
    struct str who = {0};
    char number[24];
    struct hint *hint = body_hint(body, HINT_SIZE, SEVERITY_ERROR, node, PART_VALUE);
    subject(body, node, &who);
    snprintf(number, sizeof number, "%zu", size);
    hint_set_found(hint, span_of(number));
    hint_set_refusal(hint, RULE_VALUE, "InvalidInput", span_of(number));
    snprintf(number, sizeof number, "%u", least);
    hint_set_expected(hint, span_of(number));
    hint_say(hint,
             items ? _("%s has %zu items; at least %u are needed.")
                   : _("%s has %zu characters; at least %u are needed."),
             str_text(&who), size, least);
    str_release(&who);
}

static void
check_empty(struct body *body, const struct schema *schema,
            const struct json_node *node)
{
    bool empty = node->kind == JSON_KIND_STRING
                     ? !span_trim(str_span(&body->text)).n
                     : node->kind == JSON_KIND_ARRAY && !node->count;
    if (!empty || !schema->required || schema->format || schema->values)
        return;
    struct str who = {0};
    struct hint *hint =
        body_hint(body, HINT_MISSING, SEVERITY_WARNING, node, PART_VALUE);
    subject(body, node, &who);
    hint_set_found(hint, json_node_raw(body->tree, node));
    hint_say(hint,
             _("%s is required and empty here: the service may take it as left "
               "out."),
             str_text(&who));
    str_release(&who);
}

/* Whether nothing but its type is looked at: the texts that most bodies are made of
 * need no decoding. One that begins with a letter is not empty. */
static bool
is_plain_text(const struct body *body, const struct schema *schema,
              const struct json_node *node)
{
    struct span raw = json_node_raw(body->tree, node);
    bool filled = raw.n > 2 && raw.p[0] == '"' && raw.p[1] > ' ' && raw.p[1] != '\\';
    return node->kind == JSON_KIND_STRING && schema->type == TYPE_STRING &&
           !schema->values && !schema->format && !schema->max_length &&
           (filled || !schema->required);
}

void
check_value(struct body *body, const struct json_node *node)
{
    struct expectation *expected = &body->expected[body_index(body, node)];
    const struct schema *schema = expected->schema;
    if (!schema || is_plain_text(body, schema, node))
        return;
    str_clear(&body->text);
    if (node->kind == JSON_KIND_STRING)
        json_node_decoded(body->tree, node, &body->text);
    else if (node->kind == JSON_KIND_NUMBER)
        str_add(&body->text, json_node_raw(body->tree, node));
    if (!check_type(body, schema, node)) {
        expected->schema = NULL;
        return;
    }
    check_empty(body, schema, node);
    if (node->kind == JSON_KIND_ARRAY && schema->max_items &&
        node->count > schema->max_items)
        report_size(body, node, node->count, schema->max_items, true);
    if (node->kind == JSON_KIND_ARRAY && node->count < schema->min_items)
        report_too_few(body, node, node->count, schema->min_items, true);
    if (node->kind != JSON_KIND_STRING)
        return;
    check_enumeration(body, schema, node);
    if (schema->format)
        check_format(body, schema, schema->format, node);
    size_t length = schema->max_length || schema->min_length
                        ? count_characters(str_span(&body->text))
                        : 0;
    if (schema->max_length && length > schema->max_length)
        report_size(body, node, length, schema->max_length, false);
    if (length < schema->min_length)
        report_too_few(body, node, length, schema->min_length, false);
}
