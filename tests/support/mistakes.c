#include "mistakes.h"

#include "api/names.h"
#include "base/memory.h"
#include "json/text.h"
#include "json/tree.h"

#include <stdio.h>
#include <string.h>

#define HEX40 "0123456789abcdef0123456789abcdef01234567"

static const struct sample samples[] = {
    {"sha1", HEX40, "0123", "InvalidHashValue"},
    {"sha256", HEX40 "0123456789abcdef01234567", "0123", "InvalidHashValue"},
    {"md5", "0123456789abcdef0123456789abcdef", "0123", "InvalidHashValue"},
    {"hash", HEX40, "0123", "InvalidHashValue"},
    {"ip", "10.1.2.3", "10.1.2.0/24", "InvalidIpAddress"},
    {"domain", "contoso.com", "https://contoso.com/a", "InvalidDomainName"},
    {"url", "https://contoso.com/a", "https://a b", "InvalidUrl"},
    {"guid", "12345678-9abc-def0-1234-56789abcdef0", "0123", "InvalidInput"},
    {"machine-id", HEX40, "pc01.contoso.com", "InvalidInput"},
    {"date-time", "2027-01-31T09:30:00Z", "yesterday", "InvalidInput"},
    {"cve", "CVE-2024-12345", "2024-12345", "InvalidInput"},
    {NULL, "text", NULL, "InvalidInput"},
};

const struct sample *
sample_of(const struct schema *schema)
{
    const struct sample *s = samples;
    const char *format = schema->format;
    if (schema->name && strcmp(schema->name, "indicatorValue") == 0)
        format = "sha1";
    while (s->format && !(format && strcmp(s->format, format) == 0))
        s++;
    return s;
}

/* --- a right body: all names, values that go together --- */

/* The value that NAME may have beside the first values of all others. */
static const char *
allowed_value(const struct operation *operation, const struct schema *schema,
              const struct schema *object)
{
    for (unsigned i = 0; i < operation->combination_count; i++) {
        const struct combination *c = &operation->combinations[i];
        if (strcmp(c->name, schema->name) != 0)
            continue;
        for (unsigned k = 0; k < object->property_count; k++) {
            const struct schema *by = &object->properties[k];
            if (strcmp(by->name, c->by) == 0 && by->values &&
                strcmp(by->values[0], c->value) == 0)
                return c->allowed[0];
        }
    }
    return schema->values[0];
}

static void
add_value(struct str *out, const struct operation *operation,
          const struct schema *schema, const struct schema *object)
{
    switch (schema->type) {
    case TYPE_INTEGER:
    case TYPE_NUMBER:
        str_add_text(out, "5");
        return;
    case TYPE_BOOLEAN:
        str_add_text(out, "true");
        return;
    case TYPE_ARRAY:
        str_add_byte(out, '[');
        if (schema->items)
            add_value(out, operation, schema->items, schema);
        str_add_byte(out, ']');
        return;
    case TYPE_OBJECT:
        str_add_byte(out, '{');
        for (unsigned i = 0; i < schema->property_count; i++) {
            str_add_text(out, i ? ", " : "");
            json_quote(out, span_of(schema->properties[i].name));
            str_add_text(out, ": ");
            add_value(out, operation, &schema->properties[i], schema);
        }
        str_add_byte(out, '}');
        return;
    case TYPE_ANY:
    case TYPE_STRING:
    default:
        if (schema->name && span_is_nocase(span_of(schema->name), "Query")) {
            json_quote(out, SPAN("DeviceInfo | take 1"));
            return;
        }
        if (schema->name && span_is(span_of(schema->name), "Timespan")) {
            json_quote(out, SPAN("P7D"));
            return;
        }
        json_quote(out, span_of(schema->values && schema->name
                                    ? allowed_value(operation, schema, object)
                                : schema->values ? schema->values[0]
                                                 : sample_of(schema)->good));
    }
}

/* --- one mistake --- */

/* A right body, and the node in it that the mistake is made at. */
struct site {
    const struct mistakes *mistakes;
    const struct request *request;
    const struct operation *operation;
    const struct str *right;
    const struct json_tree *tree;
    const struct json_node *node;
    const struct schema *schema, *object;
};

static void
tell(const struct site *site, const struct str *body, const struct mistake *mistake)
{
    struct request request = *site->request;
    request.body = *body;
    request.has_body = true;
    site->mistakes->made(site->mistakes->owner, &request, mistake);
}

static void
put(struct str *out, const struct site *site, size_t at, size_t length,
    const char *text)
{
    str_set(out, str_span(site->right));
    str_replace(out, at, length, span_of(text));
}

static void
pointer_of(const struct site *site, struct str *out)
{
    str_clear(out);
    json_node_pointer(site->tree, site->node, out);
}

void
change_case(char *text, int how)
{
    for (char *p = text; *p; p++) {
        bool letter = (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z';
        if (letter && (how != 2 || p == text))
            *p = (char)(how == 0 ? *p | 0x20 : how == 1 ? *p & ~0x20 : *p ^ 0x20);
    }
}

static bool
is_a_name(const struct schema *object, const char *name)
{
    for (unsigned i = 0; i < object->property_count; i++) {
        if (strcmp(object->properties[i].name, name) == 0 ||
            names_hold(object->properties[i].also_written, span_of(name)))
            return true;
    }
    return false;
}

static const char *
code_of_name(const struct schema *schema)
{
    return schema->required ? "MissingRequiredParameter" : "InvalidRequestBody";
}

static void
mistake_case_of_name(const struct site *site)
{
    for (int how = 0; how < 3; how++) {
        struct str body = {0}, quoted = {0}, where = {0};
        char *name = mem_strdup(site->schema->name);
        change_case(name, how);
        if (!is_a_name(site->object, name)) {
            json_quote(&quoted, span_of(name));
            put(&body, site, site->node->name_at, site->node->name_length,
                str_text(&quoted));
            json_node_pointer(site->tree, &site->tree->nodes[site->node->parent],
                              &where);
            json_pointer_add(&where, span_of(name));
            tell(site, &body,
                 &(struct mistake){code_of_name(site->schema), HINT_CASE,
                                   str_text(&where), site->schema->name,
                                   site->schema->required ? site->schema->name : name,
                                   site->right});
        }
        mem_free(name);
        str_release(&body);
        str_release(&quoted);
        str_release(&where);
    }
}

static void
mistake_left_out(const struct site *site)
{
    const struct json_node *node = site->node;
    const struct json_node *next = json_node_next(site->tree, node);
    size_t from = node->name_at, to = next ? next->name_at : node->at + node->length;
    if (!next && site->tree->nodes[node->parent].count > 1)
        from -= 2; /* ", " */
    struct str body = {0}, where = {0};
    put(&body, site, from, to - from, "");
    pointer_of(site, &where);
    if (site->schema->required)
        tell(site, &body,
             &(struct mistake){"MissingRequiredParameter", HINT_MISSING,
                               str_text(&where), site->schema->name, site->schema->name,
                               NULL});
    else if (strcmp(site->schema->name, "generateAlert") != 0)
        tell(site, &body, &(struct mistake){0});
    str_release(&body);
    str_release(&where);
}

static void
put_value(struct str *body, const struct site *site, const char *value)
{
    struct str quoted = {0};
    json_quote(&quoted, span_of(value));
    put(body, site, site->node->at, site->node->length, str_text(&quoted));
    str_release(&quoted);
}

static void
mistake_case_of_value(const struct site *site)
{
    names values = site->schema->values;
    bool words = names_hold(values, SPAN("True"));
    for (size_t i = 0; values && values[i] && !words; i++) {
        for (int how = 0; how < 3; how++) {
            struct str body = {0}, where = {0}, right = {0};
            char *value = mem_strdup(values[i]);
            change_case(value, how);
            if (!names_hold(values, span_of(value)) &&
                !names_hold(site->schema->also_values, span_of(value))) {
                put_value(&body, site, value);
                put_value(&right, site, values[i]);
                pointer_of(site, &where);
                tell(site, &body,
                     &(struct mistake){"InvalidInput", HINT_ENUM_CASE, str_text(&where),
                                       values[i], value, &right});
            }
            mem_free(value);
            str_release(&body);
            str_release(&where);
            str_release(&right);
        }
    }
}

static void
mistake_of_type(const struct site *site)
{
    static const struct {
        enum value_type type;
        const char *wrong, *meant;
    } kinds[] = {
        {TYPE_STRING, "5", "\"5\""},       {TYPE_STRING, "{}", NULL},
        {TYPE_INTEGER, "\"5\"", "5"},      {TYPE_INTEGER, "true", NULL},
        {TYPE_NUMBER, "\"5.5\"", "5.5"},   {TYPE_BOOLEAN, "\"True\"", "true"},
        {TYPE_BOOLEAN, "\"maybe\"", NULL}, {TYPE_ARRAY, "{}", NULL},
        {TYPE_ARRAY, "5", NULL},           {TYPE_OBJECT, "\"text\"", NULL},
        {TYPE_OBJECT, "5", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (kinds[i].type != site->schema->type)
            continue;
        if (site->schema->type == TYPE_ARRAY && site->schema->items &&
            site->schema->items->type == TYPE_OBJECT)
            continue;
        struct str body = {0}, where = {0}, meant = {0};
        put(&body, site, site->node->at, site->node->length, kinds[i].wrong);
        put(&meant, site, site->node->at, site->node->length,
            kinds[i].meant ? kinds[i].meant : "");
        pointer_of(site, &where);
        tell(site, &body,
             &(struct mistake){"InvalidRequestBody", HINT_TYPE, str_text(&where),
                               kinds[i].meant, NULL, kinds[i].meant ? &meant : NULL});
        str_release(&body);
        str_release(&where);
        str_release(&meant);
    }
}

static void
mistake_of_format(const struct site *site)
{
    const struct sample *sample = sample_of(site->schema);
    if (!sample->bad || site->schema->type != TYPE_STRING)
        return;
    struct str body = {0}, where = {0};
    put_value(&body, site, sample->bad);
    pointer_of(site, &where);
    tell(site, &body,
         &(struct mistake){sample->code, HINT_FORMAT, str_text(&where), NULL,
                           sample->bad, NULL});
    str_release(&body);
    str_release(&where);
}

static void
mistake_of_size(const struct site *site)
{
    const struct schema *schema = site->schema;
    if (schema->type != TYPE_ARRAY || !schema->max_items)
        return;
    struct str body = {0}, where = {0}, list = {0};
    char number[24];
    snprintf(number, sizeof number, "%u", schema->max_items + 1);
    for (unsigned i = 0; i <= schema->max_items; i++) {
        str_add_text(&list, i ? "," : "[");
        add_value(&list, site->operation, schema->items, schema);
    }
    str_add_byte(&list, ']');
    put(&body, site, site->node->at, site->node->length, str_text(&list));
    pointer_of(site, &where);
    tell(site, &body,
         &(struct mistake){"MaximumBatchSizeExceeded", HINT_SIZE, str_text(&where),
                           NULL, number, NULL});
    str_release(&list);
    str_release(&body);
    str_release(&where);
}

/* A name that nothing is like, as the first member of an object. */
static void
mistake_unknown(const struct site *site)
{
    struct str body = {0}, where = {0};
    if (site->node->kind != JSON_KIND_OBJECT || !site->schema->property_count)
        return;
    put(&body, site, site->node->at + 1, 0,
        site->node->count ? "\"qqqqqqqqqq\": 1, " : "\"qqqqqqqqqq\": 1");
    pointer_of(site, &where);
    str_add_text(&where, "/qqqqqqqqqq");
    tell(site, &body,
         &(struct mistake){"InvalidRequestBody", HINT_UNKNOWN, str_text(&where), NULL,
                           "qqqqqqqqqq", NULL});
    str_release(&body);
    str_release(&where);
}

/* What is no JSON, whatever else it is. */
static void
mistakes_of_syntax(const struct site *site)
{
    static const struct {
        const char *before, *behind; /* of the body without its last bracket */
    } breaks[] = {{"", ",}"}, {"", ""}, {"'", "}"}, {"", "}}"}, {"", "} x"}};
    struct span right = str_span(site->right);
    for (size_t i = 0; i < COUNT_OF(breaks); i++) {
        struct str body = {0};
        str_addf(&body, "%s%.*s%s", breaks[i].before, (int)right.n - 1, right.p,
                 breaks[i].behind);
        tell(
            site, &body,
            &(struct mistake){"InvalidRequestBody", HINT_SYNTAX, "", NULL, NULL, NULL});
        str_release(&body);
    }
}

/* Values that don't go together: each rule of the operation, at its object. */
static void
mistakes_of_combination(const struct site *site)
{
    const struct operation *operation = site->operation;
    const struct json_node *node = site->node;
    for (unsigned i = 0; i < operation->combination_count; i++) {
        const struct combination *rule = &operation->combinations[i];
        names values = site->schema->values;
        if (strcmp(rule->name, site->schema->name) != 0 || !values)
            continue;
        const struct json_node *by =
            json_node_member(site->tree, &site->tree->nodes[node->parent], rule->by);
        while (*values && (names_hold(rule->allowed, span_of(*values)) ||
                           names_hold(rule->also_allowed, span_of(*values))))
            values++;
        if (!by || !*values)
            continue;
        struct str body = {0}, value = {0}, type = {0}, where = {0};
        json_quote(&value, span_of(*values));
        json_quote(&type, span_of(rule->value));
        bool first = by->at < node->at;
        put(&body, site, first ? node->at : by->at, first ? node->length : by->length,
            first ? str_text(&value) : str_text(&type));
        str_replace(&body, first ? by->at : node->at, first ? by->length : node->length,
                    first ? str_span(&type) : str_span(&value));
        pointer_of(site, &where);
        tell(site, &body,
             &(struct mistake){"InvalidInput", HINT_COMBINATION, str_text(&where), NULL,
                               *values, NULL});
        str_release(&body);
        str_release(&value);
        str_release(&type);
        str_release(&where);
    }
}

/* Whether a scalar is at a place where only its type and value matter. */
static void
make_mistakes(const struct site *site)
{
    mistake_of_type(site);
    mistake_case_of_value(site);
    mistake_of_format(site);
    mistake_of_size(site);
    if (!site->node->name_length)
        return;
    mistake_case_of_name(site);
    mistake_left_out(site);
    mistakes_of_combination(site);
}

static void
visit(const struct site *site)
{
    const struct json_node *child = json_node_first(site->tree, site->node);
    if (site->node->parent != JSON_NONE)
        make_mistakes(site);
    mistake_unknown(site);
    for (unsigned i = 0; child; child = json_node_next(site->tree, child), i++) {
        struct site inner = *site;
        inner.node = child;
        inner.object = site->schema;
        inner.schema = site->schema->type == TYPE_ARRAY ? site->schema->items
                                                        : &site->schema->properties[i];
        visit(&inner);
    }
}

bool
takes_json(const struct operation *operation)
{
    return operation->body && (!operation->content_type ||
                               strstr(operation->content_type, "json") != NULL);
}

/* Times in addresses are of what has been: lately, by the practice tenant's clock. */
static struct span
right_value(const struct schema *s)
{
    if (s->format && strcmp(s->format, "date-time") == 0)
        return SPAN("2026-03-01T09:30:00Z");
    return span_of(s->values                 ? s->values[0]
                   : s->type == TYPE_INTEGER ? "5"
                   : s->type == TYPE_BOOLEAN ? "true"
                                             : sample_of(s)->good);
}

void
right_request(struct request *request, const struct operation *operation)
{
    request_init(request, operation);
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *p = &operation->parameters[i];
        struct span name = span_of(p->schema.name), value = right_value(&p->schema);
        if (span_is(name, "key") && !p->schema.format) /* of runAdvancedQueryGet */
            value = SPAN("DeviceInfo | take 1");
        if (p->in == PLACE_PATH)
            pairs_set(&request->slots, name, value);
        else if (p->in == PLACE_QUERY && !span_starts(name, "$"))
            pairs_set(&request->query, name, value);
    }
    if (takes_json(operation)) {
        add_value(&request->body, operation, operation->body, operation->body);
        request->has_body = true;
    }
}

void
mistakes_in_body(const struct mistakes *mistakes, const struct operation *operation)
{
    struct request request;
    struct json_tree tree;
    right_request(&request, operation);
    json_tree_read(&tree, str_span(&request.body));
    struct site site = {mistakes, &request,   operation,       &request.body,
                        &tree,    tree.nodes, operation->body, operation->body};
    tell(&site, &request.body, &(struct mistake){0});
    if (str_span(&request.body).p[0] == '{')
        mistakes_of_syntax(&site);
    visit(&site);
    json_tree_release(&tree);
    request_release(&request);
}
