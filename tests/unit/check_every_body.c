/* Every operation that takes a JSON body: a right one, and the same with each single
 * mistake in it. */
#include "unit.h"
#include "working_bodies.h"

#include "api/check.h"
#include "api/formats.h"
#include "api/names.h"
#include "base/memory.h"
#include "json/text.h"
#include "json/tree.h"

#include <stdio.h>
#include <string.h>

#define HEX40 "0123456789abcdef0123456789abcdef01234567"

static const struct sample {
    const char *format, *good, *bad;
} samples[] = {
    {"sha1", HEX40, "0123"},
    {"sha256", HEX40 "0123456789abcdef01234567", "0123"},
    {"md5", "0123456789abcdef0123456789abcdef", "0123"},
    {"hash", HEX40, "0123"},
    {"ip", "10.1.2.3", "10.1.2.0/24"},
    {"domain", "contoso.com", "https://contoso.com/a"},
    {"url", "https://contoso.com/a", "https://a b"},
    {"guid", "12345678-9abc-def0-1234-56789abcdef0", "0123"},
    {"machine-id", HEX40, "pc01.contoso.com"},
    {"date-time", "2026-01-31T09:30:00Z", "yesterday"},
    {"cve", "CVE-2024-12345", "2024-12345"},
    {NULL, "text", NULL},
};

static const struct sample *
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
        json_quote(out, span_of(schema->values && schema->name
                                    ? allowed_value(operation, schema, object)
                                : schema->values ? schema->values[0]
                                                 : sample_of(schema)->good));
    }
}

/* --- one mistake --- */

static unsigned mistakes; /* made and found */

/* What is expected of the body with a mistake. FIXED NULL: not looked at. */
struct finding {
    enum hint_kind kind;
    const char *where, *expected, *predicted, *value;
    const struct str *fixed;
};

static void
expect(const struct operation *operation, const struct str *body,
       const struct finding *finding)
{
    struct check check;
    check_body(&check, operation, str_span(body));
    const struct hint *hint = check.hints.items;
    const char *id = operation->id, *text = str_text(body);
    ck_assert_msg(check.hints.count && hint->kind == finding->kind &&
                      hint->severity == SEVERITY_ERROR,
                  "%s: %s: wanted %s, got %s: %s", id, text,
                  hint_kind_name(finding->kind),
                  check.hints.count ? hint_kind_name(hint->kind) : "nothing",
                  check.hints.count ? hint->text : "");
    ck_assert_msg(strcmp(hint->where, finding->where) == 0, "%s: %s: %s is not %s", id,
                  text, hint->where, finding->where);
    if (finding->expected)
        ck_assert_pstr_eq(hint->expected, finding->expected);
    ck_assert_msg(check.predicted && strcmp(check.predicted, finding->predicted) == 0,
                  "%s: %s: predicted %s", id, text, check.predicted);
    if (finding->value)
        ck_assert_str_eq(check.predicted_value, finding->value);
    if (finding->fixed) {
        struct str mended = str_dup(str_span(body));
        ck_assert_msg(hint_apply(hint, &mended), "%s: %s: no fix", id, text);
        ck_assert_str_eq(str_text(&mended), str_text(finding->fixed));
        str_release(&mended);
    }
    check_release(&check);
    mistakes++;
}

static void
expect_nothing(const struct operation *operation, struct span body)
{
    struct check check;
    check_body(&check, operation, body);
    ck_assert_msg(!hints_have_error(&check.hints), "%s: %.*s: %s", operation->id,
                  SPAN_ARG(body), check.hints.items[0].text);
    ck_assert_ptr_null(check.predicted);
    check_release(&check);
}

/* A right body, and the node in it that the mistake is made at. */
struct site {
    const struct operation *operation;
    const struct str *right;
    const struct json_tree *tree;
    const struct json_node *node;
    const struct schema *schema, *object;
};

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

static void
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
            expect(site->operation, &body,
                   &(struct finding){HINT_CASE, str_text(&where), site->schema->name,
                                     code_of_name(site->schema),
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
        expect(site->operation, &body,
               &(struct finding){HINT_MISSING, str_text(&where), site->schema->name,
                                 "MissingRequiredParameter", site->schema->name, NULL});
    else if (strcmp(site->schema->name, "generateAlert") != 0)
        expect_nothing(site->operation, str_span(&body));
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
                expect(site->operation, &body,
                       &(struct finding){HINT_ENUM_CASE, str_text(&where), values[i],
                                         "InvalidInput", value, &right});
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
        expect(site->operation, &body,
               &(struct finding){HINT_TYPE, str_text(&where), kinds[i].meant,
                                 "InvalidRequestBody", NULL,
                                 kinds[i].meant ? &meant : NULL});
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
    expect(site->operation, &body,
           &(struct finding){HINT_FORMAT, str_text(&where), NULL,
                             format_code(sample->format), sample->bad, NULL});
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
    expect(site->operation, &body,
           &(struct finding){HINT_SIZE, str_text(&where), NULL,
                             "MaximumBatchSizeExceeded", number, NULL});
    str_release(&list);
    str_release(&body);
    str_release(&where);
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
}

static void
visit(const struct site *site)
{
    const struct json_node *child = json_node_first(site->tree, site->node);
    if (site->node->parent != JSON_NONE)
        make_mistakes(site);
    for (unsigned i = 0; child; child = json_node_next(site->tree, child), i++) {
        struct site inner = *site;
        inner.node = child;
        inner.object = site->schema;
        inner.schema = site->schema->type == TYPE_ARRAY ? site->schema->items
                                                        : &site->schema->properties[i];
        visit(&inner);
    }
}

static bool
takes_json(const struct operation *operation)
{
    return operation->body && (!operation->content_type ||
                               strstr(operation->content_type, "json") != NULL);
}

START_TEST(each_single_mistake_in_each_body_is_found)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned bodies = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        if (!takes_json(operation))
            continue;
        struct str right = {0};
        struct json_tree tree;
        add_value(&right, operation, operation->body, operation->body);
        expect_nothing(operation, str_span(&right));
        json_tree_read(&tree, str_span(&right));
        ck_assert_uint_eq(tree.fault_count, 0);
        visit(&(struct site){operation, &right, &tree, tree.nodes, operation->body,
                             operation->body});
        json_tree_release(&tree);
        str_release(&right);
        bodies++;
    }
    printf("%u bodies, %u mistakes found\n", bodies, mistakes);
    ck_assert_uint_gt(bodies, 20);
    ck_assert_uint_gt(mistakes, 1000);
}
END_TEST

/* --- requests: right slots and options say nothing --- */

START_TEST(right_slots_and_options_say_nothing)
{
    const struct catalogue *catalogue = catalogue_builtin();
    unsigned slots = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct request request;
        struct check check;
        request_init(&request, operation);
        for (unsigned k = 0; k < operation->parameter_count; k++) {
            const struct parameter *p = &operation->parameters[k];
            const struct schema *s = &p->schema;
            struct span value = span_of(s->values                 ? s->values[0]
                                        : s->type == TYPE_INTEGER ? "5"
                                        : s->type == TYPE_BOOLEAN ? "true"
                                                                  : sample_of(s)->good);
            if (p->in == PLACE_PATH)
                pairs_set(&request.slots, span_of(s->name), value);
            else if (p->in == PLACE_QUERY && s->name[0] != '$')
                pairs_set(&request.query, span_of(s->name), value);
        }
        if (operation->odata && operation->odata->filterable) {
            struct str filter = {0};
            str_addf(&filter, "%s eq null", operation->odata->filterable[0]);
            pairs_set(&request.query, SPAN("$filter"), str_span(&filter));
            str_release(&filter);
        }
        if (takes_json(operation)) {
            add_value(&request.body, operation, operation->body, operation->body);
            request.has_body = true;
        }
        check_request(&check, &request);
        ck_assert_msg(!check.hints.count ||
                          check.hints.items[0].severity == SEVERITY_INFO,
                      "%s: %s", operation->id,
                      check.hints.count ? check.hints.items[0].text : "");
        check_release(&check);
        for (size_t k = 0; k < request.slots.count; k++) {
            struct str where = str_of("path:"),
                       kept = str_of(request.slots.items[k].value);
            str_add_text(&where, request.slots.items[k].name);
            pairs_set(&request.slots, span_of(request.slots.items[k].name), SPAN(""));
            check_request(&check, &request);
            ck_assert_str_eq(check.predicted, "NotFound");
            ck_assert_str_eq(check.hints.items[0].where, str_text(&where));
            check_release(&check);
            pairs_set(&request.slots, span_of(request.slots.items[k].name),
                      str_span(&kept));
            str_release(&where);
            str_release(&kept);
            slots++;
        }
        request_release(&request);
    }
    printf("%u operations, %u empty slots found\n", catalogue->count, slots);
}
END_TEST

/* --- bodies as people send them, that the services take --- */

START_TEST(what_the_service_takes_gives_no_error)
{
    const struct operation *operation =
        catalogue_find(catalogue_builtin(), span_of(working[_i].operation));
    ck_assert_msg(operation, "no operation %s", working[_i].operation);
    expect_nothing(operation, span_of(working[_i].body));
}
END_TEST

static Suite *
every_body_suite(void)
{
    Suite *suite = suite_create("every body");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, each_single_mistake_in_each_body_is_found);
    tcase_add_test(all, right_slots_and_options_say_nothing);
    tcase_add_loop_test(all, what_the_service_takes_gives_no_error, 0,
                        COUNT_OF(working));
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(every_body_suite)
