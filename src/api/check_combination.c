/* An object's values against each other. */
#include "config.h"

#include "api/check_parts.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* The decoded string of the member NAME of an object (or of what the object is in). */
static const struct json_node *
member_text(const struct body *body, const struct json_node *object, const char *name,
            struct str *out)
{
    const struct json_node *node = body_member(body, object, name);
    str_clear(out);
    if (node && node->kind == JSON_KIND_STRING)
        json_node_decoded(body->tree, node, out);
    else if (node)
        str_add(out, json_node_raw(body->tree, node));
    return node;
}

/* An example of the documentation has it, the list beside doesn't. */
static void
report_example(struct body *body, const struct combination *rule,
               const struct json_node *node)
{
    struct str said = {0};
    struct brief shown;
    struct hint *hint =
        body_hint(body, HINT_COMBINATION, SEVERITY_INFO, node, PART_VALUE);
    check_say_values(&said, rule->allowed);
    hint_set_found(hint, str_span(&body->text));
    hint_say(hint,
             _("Only an example in the documentation has \"%s\" with \"%s\": \"%s\". "
               "If it is refused: %s."),
             brief(&shown, str_span(&body->text)), rule->by, rule->value,
             str_text(&said));
    str_release(&said);
}

static void
check_combination(struct body *body, const struct json_node *object,
                  const struct combination *rule, struct str *by)
{
    if (!member_text(body, object, rule->by, by) || !span_is(str_span(by), rule->value))
        return;
    const struct json_node *node = member_text(body, object, rule->name, &body->text);
    if (!node || node->parent != body_index(body, object))
        return;
    struct span value = str_span(&body->text);
    const struct schema *schema = body->expected[body_index(body, node)].schema;
    /* what is no value at all has been told already */
    if (!schema || node->kind == JSON_KIND_NULL || names_hold(rule->allowed, value) ||
        (schema->values && !names_hold(schema->values, value)))
        return;
    if (names_hold(rule->also_allowed, value)) {
        report_example(body, rule, node);
        return;
    }
    struct str list = {0}, said = {0};
    struct brief shown;
    struct hint *hint =
        body_hint(body, HINT_COMBINATION, SEVERITY_ERROR, node, PART_VALUE);
    check_list_values(&list, rule->allowed);
    check_say_values(&said, rule->allowed);
    hint_set_refusal(hint, RULE_VALUE, "InvalidInput", value);
    hint_set_found(hint, value);
    hint_set_expected(hint, str_span(&list));
    hint_say(hint,
             _("\"%s\" doesn't go with \"%s\": \"%s\". With that, \"%s\" takes %s."),
             brief(&shown, value), rule->by, rule->value, rule->name, str_text(&said));
    str_release(&said);
    str_release(&list);
}

/* What indicatorValue holds depends on indicatorType. A certificate's thumbprint is a
 * SHA-1. */
static const struct value_format {
    const char *type, *format;
} value_formats[] = {
    {"FileSha1", "sha1"}, {"FileSha256", "sha256"},
    {"FileMd5", "md5"},   {"CertificateThumbprint", "sha1"},
    {"IpAddress", "ip"},  {"DomainName", "domain"},
    {"Url", "url"},
};

static void
check_value_format(struct body *body, const struct json_node *object)
{
    const struct value_format *rule = NULL;
    if (!member_text(body, object, "indicatorType", &body->text))
        return;
    for (size_t i = 0; i < COUNT_OF(value_formats); i++) {
        if (span_is_nocase(str_span(&body->text), value_formats[i].type))
            rule = &value_formats[i];
    }
    const struct json_node *node =
        member_text(body, object, "indicatorValue", &body->text);
    if (!rule || !node || node->kind != JSON_KIND_STRING)
        return;
    const struct schema *schema = body->expected[body_index(body, node)].schema;
    if (!schema->format)
        check_format(body, schema, rule->format, node);
}

static bool
has_property(const struct schema *schema, const char *name)
{
    for (unsigned i = 0; i < schema->property_count; i++) {
        if (strcmp(schema->properties[i].name, name) == 0)
            return true;
    }
    return false;
}

/* An indicator that only watches must raise an alert to be of any use: the service
 * refuses one that doesn't. */
static void
check_audit(struct body *body, const struct json_node *object)
{
    struct str value = {0};
    const struct json_node *action = member_text(body, object, "action", &value);
    bool audit = action && span_is(str_span(&value), "Audit");
    const struct json_node *alert = member_text(body, object, "generateAlert", &value);
    if (audit && !(alert && span_is_nocase(str_span(&value), "true"))) {
        struct hint *hint =
            body_hint(body, HINT_COMBINATION, SEVERITY_ERROR, action, PART_VALUE);
        hint_set_refusal(hint, RULE_VALUE, "InvalidInput", SPAN("Audit"));
        hint_set_found(hint, SPAN("Audit"));
        hint_set_expected(hint, SPAN("\"generateAlert\": true"));
        hint_say(hint, _("\"action\": \"Audit\" needs \"generateAlert\": true."));
        if (alert && alert->kind == JSON_KIND_FALSE)
            hint_cure(hint, alert->at, alert->length, SPAN("true"));
    }
    str_release(&value);
}

void
check_combinations(struct body *body, const struct json_node *object)
{
    const struct operation *operation = body->operation;
    const struct schema *schema = body->expected[body_index(body, object)].schema;
    struct str by = {0};
    for (unsigned i = 0; i < operation->combination_count; i++) {
        if (has_property(schema, operation->combinations[i].name))
            check_combination(body, object, &operation->combinations[i], &by);
    }
    if (has_property(schema, "indicatorType") &&
        has_property(schema, "indicatorValue")) {
        check_value_format(body, object);
        if (has_property(schema, "generateAlert"))
            check_audit(body, object);
    }
    str_release(&by);
}
