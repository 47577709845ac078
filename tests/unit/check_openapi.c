#include "openapi_reading.h"

#include "base/memory.h"

#include <stdio.h>

START_TEST(a_plain_document_becomes_operations)
{
    struct span text = SPAN(
        "{\"openapi\": \"3.0.3\", \"servers\": [{\"url\": \"https://x.example/v2/\"}],"
        "\"paths\": {\"/pets/{pet}\": {\"parameters\": [{\"$ref\": "
        "\"#/components/parameters/pet\"}],"
        "\"get\": {\"operationId\": \"getPet\", \"summary\": \"Get pet\","
        "\"description\": \"First line.\\nSecond.\", \"tags\": [\"Pets\", \"More\"],"
        "\"responses\": {\"200\": {}, \"default\": {}, \"404\": {}}},"
        "\"delete\": {\"responses\": {\"2XX\": {}}}}},"
        "\"components\": {\"parameters\": {\"pet\": {\"name\": \"pet\", \"in\": "
        "\"path\","
        "\"required\": true, \"description\": \"Which\", \"schema\": {\"type\": "
        "\"integer\"}}}}}");
    ck_assert_int_eq(read_text(text), STATUS_OK);
    ck_assert_uint_eq(openapi.catalogue.count, 2);
    const struct operation *get = &openapi.catalogue.operations[0];
    ck_assert_int_eq(get->product, PRODUCT_OTHER);
    ck_assert_str_eq(get->source, "shop");
    ck_assert_str_eq(get->path, "/v2/pets/{pet}");
    ck_assert_str_eq(get->what, "First line.");
    ck_assert_str_eq(get->group, "Pets");
    ck_assert_uint_eq(get->success[0], 200);
    ck_assert_uint_eq(get->success[1], 0);
    ck_assert_uint_eq(get->parameter_count, 1);
    ck_assert_int_eq(get->parameters[0].schema.type, TYPE_INTEGER);
    ck_assert_str_eq(get->parameters[0].schema.what, "Which");
    ck_assert_int_eq(get->effect, EFFECT_READ);
    const struct operation *delete = &openapi.catalogue.operations[1];
    ck_assert_str_eq(delete->id, "delete-v2-pets-pet");
    ck_assert_int_eq(delete->effect, EFFECT_DESTRUCTIVE);
    struct route route = catalogue_route(&openapi.catalogue, PRODUCT_OTHER, SPAN("GET"),
                                         SPAN("/v2/pets/7"));
    ck_assert_ptr_eq(route.operation, get);
}
END_TEST

START_TEST(references_within_references_are_followed)
{
    ck_assert_int_eq(
        read_body("{\"$ref\": \"#/components/schemas/a~1b\"}",
                  "\"a/b\": {\"$ref\": \"#/components/schemas/c%20d\"},"
                  "\"c d\": {\"type\": \"object\", \"required\": [\"x\"],"
                  "\"properties\": {\"x\": {\"$ref\": \"#/components/schemas/e\"}}},"
                  "\"e\": {\"type\": \"array\", \"maxItems\": 5, \"items\": "
                  "{\"type\": \"string\", \"enum\": [\"p\", \"q\", null]}}"),
        STATUS_OK);
    const struct schema *x = property(only()->body, "x");
    ck_assert(x->required);
    ck_assert_int_eq(x->type, TYPE_ARRAY);
    ck_assert_uint_eq(x->max_items, 5);
    ck_assert_str_eq(x->items->values[1], "q");
    ck_assert_ptr_null(x->items->values[2]);
    ck_assert(x->items->nullable);
}
END_TEST

START_TEST(a_schema_within_itself_ends)
{
    ck_assert_int_eq(read_body("{\"$ref\": \"#/components/schemas/node\"}",
                               "\"node\": {\"type\": \"object\", \"properties\": {"
                               "\"name\": {\"type\": \"string\"},"
                               "\"next\": {\"$ref\": \"#/components/schemas/node\"},"
                               "\"all\": {\"type\": \"array\", \"items\": {\"$ref\": "
                               "\"#/components/schemas/node\"}}}}"),
                     STATUS_OK);
    const struct schema *body = only()->body;
    const struct schema *next = property(body, "next");
    ck_assert_int_eq(next->type, TYPE_OBJECT);
    ck_assert_str_eq(next->name, "next");
    ck_assert_ptr_eq(next->properties, body->properties);
    ck_assert_ptr_eq(property(body, "all")->items->properties, body->properties);
}
END_TEST

START_TEST(references_in_a_circle_are_told)
{
    ck_assert_int_eq(read_body("{\"$ref\": \"#/components/schemas/a\"}",
                               "\"a\": {\"$ref\": \"#/components/schemas/b\"},"
                               "\"b\": {\"$ref\": \"#/components/schemas/a\"}"),
                     STATUS_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "without an end"));
    ck_assert_ptr_nonnull(
        strstr(err.text, ": /paths/~1things~1{id}/post/requestBody/"));
    ck_assert_int_eq(only()->body->type, TYPE_ANY);
}
END_TEST

START_TEST(parts_and_single_choices_are_joined)
{
    ck_assert_int_eq(
        read_body(
            "{\"allOf\": [{\"$ref\": \"#/components/schemas/base\"},"
            "{\"properties\": {\"b\": {\"anyOf\": [{\"type\": \"string\","
            "\"format\": \"guid\"}, {\"type\": \"null\"}]},"
            "\"c\": {\"oneOf\": [{\"type\": \"string\"}, {\"type\": \"integer\"}]},"
            "\"d\": {\"type\": [\"boolean\", \"null\"]},"
            "\"e\": {\"type\": [\"boolean\", \"string\"]},"
            "\"f\": {\"type\": \"number\", \"nullable\": true}}}]}",
            "\"base\": {\"required\": [\"a\", \"b\"], \"properties\": {\"a\": {}}}"),
        STATUS_OK);
    const struct schema *body = only()->body;
    ck_assert_int_eq(body->type, TYPE_OBJECT);
    ck_assert_uint_eq(body->property_count, 6);
    ck_assert(property(body, "a")->required);
    const struct schema *b = property(body, "b");
    ck_assert(b->required && b->nullable && b->type == TYPE_STRING);
    ck_assert_str_eq(b->format, "guid");
    ck_assert_int_eq(property(body, "c")->type, TYPE_ANY);
    ck_assert(property(body, "d")->type == TYPE_BOOLEAN &&
              property(body, "d")->nullable);
    ck_assert_int_eq(property(body, "e")->type, TYPE_ANY);
    ck_assert(property(body, "f")->nullable);
}
END_TEST

START_TEST(extensions_say_what_openapi_cannot)
{
    ck_assert_int_eq(
        read_operation(
            "\"x-effect\": \"read\", \"x-limits\": {\"per_hour\": 50},"
            "\"x-permissions\": {\"application\": [\"A.Read\", 5]},"
            "\"x-odata\": {\"options\": [\"$top\"], \"max_top\": 9},"
            "\"x-combinations\": [{\"name\": \"d\", \"by\": \"c\", \"value\": "
            "\"T\", \"allowed\": [\"x\"]}],"
            "\"x-platforms\": [\"Linux\"], \"x-preview\": true,"
            "\"parameters\": [{\"name\": \"id\", \"in\": \"path\","
            "\"x-also-written\": [\"ID\"]}]",
            ""),
        STATUS_OK);
    const struct operation *operation = only();
    ck_assert_int_eq(operation->effect, EFFECT_READ);
    ck_assert_uint_eq(operation->per_minute, 0);
    ck_assert_uint_eq(operation->per_hour, 50);
    ck_assert_str_eq(operation->permissions_application[0], "A.Read");
    ck_assert_ptr_null(operation->permissions_delegated);
    ck_assert_uint_eq(operation->odata->max_top, 9);
    ck_assert_uint_eq(operation->combination_count, 1);
    ck_assert_str_eq(operation->platforms[0], "Linux");
    ck_assert(operation->preview);
    ck_assert_uint_eq(operation->parameter_count, 1);
    ck_assert_str_eq(operation->parameters[0].schema.also_written[0], "ID");
}
END_TEST

START_TEST(slots_without_a_parameter_take_any_text)
{
    ck_assert_int_eq(read_operation("", ""), STATUS_OK);
    ck_assert_uint_eq(only()->parameter_count, 1);
    ck_assert_str_eq(only()->parameters[0].schema.name, "id");
    ck_assert_int_eq(only()->parameters[0].in, PLACE_PATH);
    ck_assert(only()->parameters[0].schema.required);
    ck_assert_str_eq(only()->title, "op");
}
END_TEST

static const struct {
    const char *text, *told;
    enum status status;
} bad[] = {
    {"", "is not JSON: line 1, column 1: There is no JSON value", STATUS_INPUT},
    {"{\"openapi\":\n  3.1,", "has no \"paths\"", STATUS_INPUT},
    {"{} {}", "is not JSON", STATUS_INPUT},
    {"[]", "not an OpenAPI 3.0 or 3.1 document", STATUS_INPUT},
    {"{\"swagger\": \"2.0\"}", "Swagger 2", STATUS_INPUT},
    {"{\"openapi\": \"2.9\"}", "\"2.9\"", STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\"}", "no \"paths\"", STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\", \"paths\": {}}", "no operation", STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"x\": {\"get\": {}}}}",
     "must begin with a slash", STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/{a\": {\"get\": {}}}}", "not in pairs",
     STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}\": "
     "{\"get\": {}}}}",
     "more {names} than", STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {}}, \"b\": {}}}",
     "used in part: shop.json:1:56: /paths/b: a path", STATUS_FOUND},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"operationId\": \"x\"},"
     "\"put\": {\"operationId\": \"x\"}}}}",
     "\"x\" is there already", STATUS_FOUND},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"parameters\": "
     "[{\"$ref\": \"other.json#/x\"}]}}}}",
     "another document", STATUS_FOUND},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"parameters\": "
     "[{\"$ref\": \"#/nowhere/0\"}]}}}}",
     "leads nowhere", STATUS_FOUND},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"parameters\": "
     "[{\"in\": \"query\"}]}}}}",
     "needs \"name\"", STATUS_FOUND},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"parameters\": "
     "[{\"in\": \"path\", \"name\": \"q\"}]}}}}",
     "no {q}", STATUS_FOUND},
    {"{\"openapi\": \"3.1.0\", \"paths\": [1, {\"/a\": 2}]}", "no \"paths\"",
     STATUS_INPUT},
    {"{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"x-combinations\": "
     "[{}]}}}}",
     "lacks a name", STATUS_FOUND},
};

START_TEST(bad_documents_are_told_and_the_rest_is_used)
{
    enum status status = read_text(span_of(bad[_i].text));
    ck_assert_msg(status == bad[_i].status, "%s: %d, %s", bad[_i].text, (int)status,
                  err.text);
    ck_assert_msg(strstr(err.text, bad[_i].told) != NULL, "%s: %s", bad[_i].text,
                  err.text);
    ck_assert_ptr_nonnull(strstr(err.text, "shop.json"));
    ck_assert((openapi.catalogue.count > 0) == (status == STATUS_FOUND));
}
END_TEST

START_TEST(depth_is_limited)
{
    struct str schema = {0};
    for (int i = 0; i < 100; i++)
        str_add_text(&schema, "{\"properties\": {\"a\": ");
    str_add_text(&schema, "{}");
    for (int i = 0; i < 100; i++)
        str_add_text(&schema, "}}");
    ck_assert_int_eq(read_body(str_text(&schema), ""), STATUS_OK);
    const struct schema *at = only()->body;
    unsigned depth = 0;
    for (; at->property_count; at = at->properties)
        depth++;
    ck_assert_uint_ge(depth, 10);
    ck_assert_uint_le(depth, OPENAPI_DEPTH_MAX + 1);
    str_release(&schema);
}
END_TEST

START_TEST(work_that_references_multiply_is_limited)
{
    struct str text = {0};
    str_add_text(&text, "{\"openapi\": \"3.1.0\", \"paths\": {");
    for (int i = 0; i < 3000; i++)
        str_addf(&text,
                 "%s\"/p%d\": {\"post\": {\"requestBody\": {\"content\": {\"a/b\": "
                 "{\"schema\": {\"allOf\": [{\"$ref\": "
                 "\"#/components/schemas/wide\"}]}}}}}}",
                 i ? "," : "", i);
    str_add_text(&text,
                 "}, \"components\": {\"schemas\": {\"wide\": {\"properties\": {");
    for (int i = 0; i < 3000; i++)
        str_addf(&text, "%s\"n%d\": {}", i ? "," : "", i);
    str_add_text(&text, "}}}}}");
    ck_assert_int_eq(read_text(str_span(&text)), STATUS_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "more work than is sensible"));
    ck_assert_uint_eq(openapi.catalogue.count, 3000);
    str_release(&text);
}
END_TEST

START_TEST(a_text_too_large_or_too_deep_is_refused)
{
    struct openapi_text huge = {"x.json", {"{}", OPENAPI_BYTES_MAX + 1}};
    ck_assert_int_eq(openapi_add(&openapi, &huge, &err), STATUS_LIMIT);
    struct str text = {0};
    str_add_text(&text, "{\"openapi\": \"3.1.0\", \"paths\": ");
    str_add_repeat(&text, '[', 1500);
    str_add_repeat(&text, ']', 1500);
    str_add_text(&text, "}");
    ck_assert_int_eq(read_text(str_span(&text)), STATUS_LIMIT);
    str_release(&text);
}
END_TEST

START_TEST(a_folder_goes_on_after_a_bad_document)
{
    const struct openapi_text documents[] = {
        {"bad.json", SPAN("nonsense")},
        {"mde.json", SPAN("{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": "
                          "{\"operationId\": \"a\"}}}}")},
        {"xdr.json", SPAN("{\"openapi\": \"3.1.0\", \"paths\": {\"/b\": {\"get\": "
                          "{\"operationId\": \"b\"}}}}")},
    };
    ck_assert_int_eq(openapi_add_all(&openapi, documents, COUNT_OF(documents), &err),
                     STATUS_INPUT);
    ck_assert_ptr_nonnull(strstr(err.text, "bad.json"));
    ck_assert_uint_eq(openapi.catalogue.count, 2);
    ck_assert_int_eq(openapi.catalogue.operations[0].product, PRODUCT_MDE);
    ck_assert_int_eq(openapi.catalogue.operations[1].product, PRODUCT_XDR);
}
END_TEST

/* What is built in and what the same documents give when read now. */
START_TEST(the_documents_give_what_is_built_in)
{
    static const char *const files[] = {"mde", "xdr", "graph"};
    const struct catalogue *builtin = catalogue_builtin();
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct str path = {0}, text = {0}, name = {0};
        char buffer[4096];
        size_t n;
        str_addf(&path, "%s/catalog/%s.json", getenv("srcdir"), files[i]);
        str_addf(&name, "%s.json", files[i]);
        FILE *file = fopen(str_text(&path), "rb");
        ck_assert_ptr_nonnull(file);
        while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
            str_add(&text, (struct span){buffer, n});
        fclose(file);
        struct openapi_text document = {str_text(&name), str_span(&text)};
        ck_assert_msg(openapi_add(&openapi, &document, &err) == STATUS_OK, "%s",
                      err.text);
        str_release(&path);
        str_release(&text);
        str_release(&name);
    }
    ck_assert_uint_eq(openapi.catalogue.count, builtin->count);
    for (unsigned i = 0; i < builtin->count; i++) {
        const struct operation *a = &builtin->operations[i];
        const struct operation *b = &openapi.catalogue.operations[i];
        ck_assert_str_eq(a->id, b->id);
        ck_assert_str_eq(a->path, b->path);
        ck_assert_uint_eq(a->parameter_count, b->parameter_count);
        ck_assert(!a->body == !b->body);
        if (a->body)
            ck_assert_uint_eq(a->body->property_count, b->body->property_count);
    }
}
END_TEST

static Suite *
openapi_suite(void)
{
    Suite *suite = suite_create("openapi");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_plain_document_becomes_operations);
    tcase_add_test(all, references_within_references_are_followed);
    tcase_add_test(all, a_schema_within_itself_ends);
    tcase_add_test(all, references_in_a_circle_are_told);
    tcase_add_test(all, parts_and_single_choices_are_joined);
    tcase_add_test(all, extensions_say_what_openapi_cannot);
    tcase_add_test(all, slots_without_a_parameter_take_any_text);
    tcase_add_loop_test(all, bad_documents_are_told_and_the_rest_is_used, 0,
                        COUNT_OF(bad));
    tcase_add_test(all, depth_is_limited);
    tcase_add_test(all, work_that_references_multiply_is_limited);
    tcase_add_test(all, a_text_too_large_or_too_deep_is_refused);
    tcase_add_test(all, a_folder_goes_on_after_a_bad_document);
    tcase_add_test(all, the_documents_give_what_is_built_in);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(openapi_suite)
