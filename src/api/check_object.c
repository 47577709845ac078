/* The names of one object. */
#include "config.h"

#include "api/check_parts.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "json/text.h"

/* What is known of an object's properties while its members are gone through. */
struct naming {
    struct body *body;
    const struct json_node *object;
    const struct schema *schema;
    const struct json_node **member; /* by property: the last that has its exact name */
    bool *misnamed;                  /* by property: a member was meant to be it */
};

/* The property that the name in body->text stands for, or NULL. */
static const struct schema *
exact_property(const struct naming *naming)
{
    struct span name = str_span(&naming->body->text);
    for (unsigned i = 0; i < naming->schema->property_count; i++) {
        const struct schema *property = &naming->schema->properties[i];
        if (span_is(name, property->name) || names_hold(property->also_written, name))
            return property;
    }
    return NULL;
}

/* The documentation spells this name in several ways: the other one, or NULL. */
static const char *
other_spelling(const struct schema *property, struct span name)
{
    if (!property->also_written)
        return NULL;
    return span_is(name, property->name) ? property->also_written[0] : property->name;
}

static void
cure_name(const struct body *body, struct hint *hint, const struct json_node *node,
          const char *name)
{
    struct str quoted = {0};
    (void)body;
    json_quote(&quoted, span_of(name));
    hint_cure(hint, node->name_at, node->name_length, str_span(&quoted));
    str_release(&quoted);
}

static void
report_spellings(struct naming *naming, const struct json_node *node,
                 const struct schema *property)
{
    struct body *body = naming->body;
    struct span name = str_span(&body->text);
    const char *other = other_spelling(property, name);
    bool primary = span_is(name, property->name);
    struct brief shown;
    if (!other || (primary && !body->alternatives))
        return;
    enum hint_kind kind = span_is_nocase(name, other) ? HINT_CASE : HINT_SPELLING;
    struct hint *hint = body_hint(body, kind, SEVERITY_INFO, node, PART_NAME);
    hint_set_found(hint, name);
    hint_set_expected(hint, span_of(other));
    hint_say(hint,
             _("The documentation writes both \"%s\" and \"%s\": if it is refused, try "
               "the other."),
             brief(&shown, name), other);
    if (body->alternatives)
        cure_name(body, hint, node, other);
}

/* The member before is not used by anyone: it can be taken out, with what is between it
 * and its sister. */
static void
report_duplicate(struct naming *naming, const struct json_node *before,
                 const struct json_node *node)
{
    struct body *body = naming->body;
    const struct json_tree *tree = body->tree;
    const struct json_node *next = json_node_next(tree, before);
    struct brief shown;
    struct hint *hint =
        body_hint(body, HINT_DUPLICATE, SEVERITY_WARNING, node, PART_NAME);
    hint_set_found(hint, str_span(&body->text));
    hint_say(hint, _("\"%s\" stands here more than once: only the last one counts."),
             brief(&shown, str_span(&body->text)));
    if (!tree->fault_count && next)
        hint_cure(hint, before->name_at, next->name_at - before->name_at, SPAN(""));
}

/* Members with a name that is right. */
static void
take_exact(struct naming *naming, const struct json_node *node)
{
    struct body *body = naming->body;
    json_node_decoded_name(body->tree, node, &body->text);
    const struct schema *property = exact_property(naming);
    if (!property)
        return;
    size_t i = (size_t)(property - naming->schema->properties);
    body->expected[body_index(body, node)].schema = property;
    if (naming->member[i]) {
        report_duplicate(naming, naming->member[i], node);
        body->expected[body_index(body, naming->member[i])].schema = NULL;
    }
    naming->member[i] = node;
    report_spellings(naming, node, property);
}

/* @odata.type and the like say something about the object: the service passes over
 * those that it doesn't know. */
static bool
is_annotation(struct span name)
{
    return span_find_byte(name, 0, '@') < name.n;
}

/* The absent property that the name in body->text is nearest to. */
static struct nearest
nearest_property(const struct naming *naming)
{
    struct nearest nearest = {0};
    struct span name = str_span(&naming->body->text);
    for (unsigned i = 0; i < naming->schema->property_count; i++) {
        const struct schema *property = &naming->schema->properties[i];
        if (naming->member[i] || naming->misnamed[i])
            continue;
        struct nearest own = names_nearest(property->also_written, name);
        own.index = i;
        nearest_offer(&own, name, span_of(property->name), i);
        nearest_merge(&nearest, own);
    }
    return nearest;
}

/* A property that is there, or was meant before, and differs by case alone, or NULL. */
static const struct schema *
double_of(const struct naming *naming)
{
    for (unsigned i = 0; i < naming->schema->property_count; i++) {
        const struct schema *property = &naming->schema->properties[i];
        if ((naming->member[i] || naming->misnamed[i]) &&
            span_is_nocase(str_span(&naming->body->text), property->name))
            return property;
    }
    return NULL;
}

/* Names beside those that are listed may well be taken: then one that looks wrong is
 * only that, unless what it was meant to be is missed. */
static enum severity
severity_of(const struct naming *naming, const struct schema *meant)
{
    bool certain = naming->schema->others == OTHERS_REFUSED;
    return certain || (meant && meant->required) ? SEVERITY_ERROR : SEVERITY_WARNING;
}

static void
refuse_name(struct hint *hint, const struct schema *lacking, struct span name)
{
    if (lacking && lacking->required)
        hint_set_refusal(hint, RULE_MISSING, "MissingRequiredParameter",
                         span_of(lacking->name));
    else
        hint_set_refusal(hint, RULE_NAME, "InvalidRequestBody", name);
}

/* A name that was meant to be an absent one: its value is checked as that one's. */
static void
report_misnamed(struct naming *naming, const struct json_node *node,
                struct nearest nearest)
{
    struct body *body = naming->body;
    const struct schema *property = &naming->schema->properties[nearest.index];
    struct span name = str_span(&body->text);
    struct brief shown;
    bool by_case = nearest.nearness.likeness == LIKE_CASE;
    struct hint *hint = body_hint(body, by_case ? HINT_CASE : HINT_SPELLING,
                                  severity_of(naming, property), node, PART_NAME);
    refuse_name(hint, property, name);
    hint_set_found(hint, name);
    hint_set_expected(hint, span_of(property->name));
    if (by_case)
        hint_say(hint,
                 _("\"%s\" is written \"%s\" here: body names are case-sensitive."),
                 brief(&shown, name), property->name);
    else
        hint_say(hint, _("\"%s\" is not a name that is taken here: \"%s\" is."),
                 brief(&shown, name), property->name);
    cure_name(body, hint, node, property->name);
    naming->misnamed[nearest.index] = true;
    body->expected[body_index(body, node)].schema = property;
}

/* In another case, and the right one is there too. */
static void
report_double(struct naming *naming, const struct json_node *node, const char *right)
{
    struct span name = str_span(&naming->body->text);
    struct brief shown;
    struct hint *hint =
        body_hint(naming->body, HINT_CASE, severity_of(naming, NULL), node, PART_NAME);
    refuse_name(hint, NULL, name);
    hint_set_found(hint, name);
    hint_set_expected(hint, span_of(right));
    hint_say(hint,
             _("\"%s\" stands here beside \"%s\": body names are case-sensitive, so "
               "take one of them out."),
             brief(&shown, name), right);
}

static void
report_unknown(struct naming *naming, const struct json_node *node, const char *part)
{
    struct body *body = naming->body;
    struct span name = str_span(&body->text);
    struct brief shown;
    struct hint *hint =
        body_hint(body, HINT_UNKNOWN, severity_of(naming, NULL), node, PART_NAME);
    refuse_name(hint, NULL, name);
    hint_set_found(hint, name);
    if (part) {
        hint_set_expected(hint, span_of(part));
        hint_say(hint, _("\"%s\" is not a name that is taken here. Was \"%s\" meant?"),
                 brief(&shown, name), part);
    } else {
        hint_say(hint, _("\"%s\" is not a name that is taken here."),
                 brief(&shown, name));
    }
}

/* Members with a name that isn't right. */
static void
take_other(struct naming *naming, const struct json_node *node)
{
    struct body *body = naming->body;
    json_node_decoded_name(body->tree, node, &body->text);
    if (!node->name_length || exact_property(naming))
        return;
    struct nearest near = nearest_property(naming);
    const struct schema *properties = naming->schema->properties, *beside;
    if (near.nearness.likeness == LIKE_CASE)
        report_misnamed(naming, node, near);
    else if (naming->schema->others == OTHERS_TAKEN)
        return;
    else if ((beside = double_of(naming)))
        report_double(naming, node, beside->name);
    else if (is_annotation(str_span(&body->text)))
        return;
    else if (near.nearness.likeness > LIKE_PART && near.alone)
        report_misnamed(naming, node, near);
    else
        report_unknown(naming, node,
                       near.nearness.likeness ? properties[near.index].name : NULL);
}

static void
report_missing(struct naming *naming, const struct schema *property)
{
    struct body *body = naming->body;
    struct hint *hint =
        body_hint(body, HINT_MISSING, SEVERITY_ERROR, naming->object, PART_VALUE);
    struct str where = str_of(hint->where);
    json_pointer_add(&where, span_of(property->name));
    hint_set_where(hint, str_span(&where));
    hint->length = hint->length ? 1 : 0;
    hint_set_refusal(hint, RULE_MISSING, "MissingRequiredParameter",
                     span_of(property->name));
    hint_set_expected(hint, span_of(property->name));
    if (property->what)
        hint_say(hint, _("\"%s\" is required and isn't there (%s)."), property->name,
                 text_known(property->what));
    else
        hint_say(hint, _("\"%s\" is required and isn't there."), property->name);
    check_fill(hint, body->tree, naming->object, property);
    str_release(&where);
}

void
check_object(struct body *body, const struct json_node *object)
{
    const struct schema *schema = body->expected[body_index(body, object)].schema;
    unsigned count = schema->property_count;
    if (!count)
        return; /* any names */
    struct naming naming = {
        .body = body,
        .object = object,
        .schema = schema,
        .member = mem_alloc(count * sizeof *naming.member),
        .misnamed = mem_alloc(count * sizeof *naming.misnamed),
    };
    const struct json_node *node;
    for (node = json_node_first(body->tree, object); node && !body_full(body);
         node = json_node_next(body->tree, node))
        take_exact(&naming, node);
    for (node = json_node_first(body->tree, object); node && !body_full(body);
         node = json_node_next(body->tree, node)) {
        if (!body->expected[body_index(body, node)].schema)
            take_other(&naming, node);
    }
    for (unsigned i = 0; i < count && !body->lossy; i++) {
        if (schema->properties[i].required && !naming.member[i] && !naming.misnamed[i])
            report_missing(&naming, &schema->properties[i]);
    }
    mem_free(naming.member);
    mem_free(naming.misnamed);
    for (node = json_node_first(body->tree, object); node && !body_full(body);
         node = json_node_next(body->tree, node))
        check_value(body, node);
    check_combinations(body, object);
}
