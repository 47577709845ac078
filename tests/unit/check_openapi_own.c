/* Documents as others write them, and what is told of bad ones. */
#include "openapi_reading.h"

#include "api/about.h"
#include "api/catalogue_json.h"
#include "api/check.h"
#include "base/memory.h"

static enum status
read_own(const char *text)
{
    struct openapi_text document = {
        .name = "shop.json", .text = span_of(text), .own = true};
    return openapi_add(&openapi, &document, &err);
}

/* A whole document with these members beside "openapi", of version 3.1. */
#define OWN(members)                                                                   \
    "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"My Shop\"}, " members "}"

static const struct parameter *
parameter(const struct operation *operation, const char *name)
{
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        if (strcmp(operation->parameters[i].schema.name, name) == 0)
            return &operation->parameters[i];
    }
    ck_abort_msg("no parameter %s", name);
}

START_TEST(a_union_is_what_its_choices_agree_on)
{
    ck_assert_int_eq(
        read_body("{\"required\": [\"id\"], \"properties\": {\"id\": {\"type\": "
                  "\"string\"}}, \"oneOf\": [{\"$ref\": \"#/components/schemas/cat\"}, "
                  "{\"$ref\": \"#/components/schemas/dog\"}]}",
                  "\"cat\": {\"required\": [\"kind\", \"lives\"], \"properties\": {"
                  "\"kind\": {\"const\": \"cat\"}, \"lives\": {\"type\": \"integer\"},"
                  "\"size\": {\"type\": \"integer\", \"maximum\": 3}}},"
                  "\"dog\": {\"required\": [\"kind\"], \"properties\": {"
                  "\"kind\": {\"const\": \"dog\"}, \"size\": {\"type\": \"string\","
                  "\"enum\": [\"big\"]}}}"),
        STATUS_OK);
    const struct schema *body = only()->body;
    ck_assert_uint_eq(body->property_count, 4);
    ck_assert(property(body, "id")->required && property(body, "kind")->required);
    ck_assert(!property(body, "lives")->required);
    ck_assert_str_eq(property(body, "kind")->values[0], "cat");
    ck_assert_str_eq(property(body, "kind")->values[1], "dog");
    ck_assert_int_eq(property(body, "size")->type, TYPE_ANY);
    ck_assert_ptr_null(property(body, "size")->values);
}
END_TEST

START_TEST(more_choices_than_can_be_told_apart_are_anything)
{
    struct str text = {0};
    str_add_text(&text, "{\"anyOf\": [");
    for (int i = 0; i < 40; i++)
        str_addf(&text, "%s{\"required\": [\"a%d\"], \"properties\": {\"a%d\": {}}}",
                 i ? "," : "", i, i);
    str_add_text(&text, "]}");
    ck_assert_int_eq(read_body(str_text(&text), ""), STATUS_OK);
    ck_assert_int_eq(only()->body->type, TYPE_ANY);
    ck_assert_uint_eq(only()->body->property_count, 0);
    str_release(&text);
}
END_TEST

START_TEST(what_all_parts_say_holds)
{
    ck_assert_int_eq(
        read_body("{\"allOf\": [{\"$ref\": \"#/components/schemas/a\"}, {\"type\": "
                  "\"object\", \"properties\": {\"x\": {\"enum\": [\"p\", \"q\"]}},"
                  "\"required\": [\"x\"], \"additionalProperties\": false}]}",
                  "\"a\": {\"properties\": {\"x\": {\"type\": \"string\","
                  "\"maxLength\": 3, \"minLength\": 2}, \"y\": {\"type\": \"array\","
                  "\"minItems\": 1, \"maxItems\": 4, \"items\": {\"type\": "
                  "\"boolean\"}}}}"),
        STATUS_OK);
    const struct schema *x = property(only()->body, "x");
    const struct schema *y = property(only()->body, "y");
    ck_assert(x->required && x->type == TYPE_STRING);
    ck_assert_str_eq(x->values[1], "q");
    ck_assert(x->min_length == 2 && x->max_length == 3);
    ck_assert(y->min_items == 1 && y->max_items == 4);
    ck_assert_int_eq(y->items->type, TYPE_BOOLEAN);
    ck_assert_int_eq(only()->body->others, OTHERS_REFUSED);
}
END_TEST

static const struct {
    const char *schema;
    enum others others;
} naming[] = {
    {"{\"properties\": {\"a\": {}}}", OTHERS_UNSAID},
    {"{\"properties\": {\"a\": {}}, \"additionalProperties\": false}", OTHERS_REFUSED},
    {"{\"properties\": {\"a\": {}}, \"additionalProperties\": true}", OTHERS_TAKEN},
    {"{\"properties\": {\"a\": {}}, \"additionalProperties\": {\"type\": \"string\"}}",
     OTHERS_TAKEN},
    {"{\"properties\": {\"a\": {}}, \"patternProperties\": {\"^x\": {}}}",
     OTHERS_TAKEN},
    {"{\"type\": \"object\"}", OTHERS_TAKEN},
    {"{\"oneOf\": [{\"properties\": {\"a\": {}}}, {\"type\": \"object\"}]}",
     OTHERS_TAKEN},
    {"{\"oneOf\": [{\"properties\": {\"a\": {}}, \"additionalProperties\": false}, "
     "{\"type\": \"string\"}]}",
     OTHERS_REFUSED},
    {"true", OTHERS_TAKEN},
};

START_TEST(further_names_are_taken_or_not)
{
    ck_assert_int_eq(read_body(naming[_i].schema, ""), STATUS_OK);
    const struct schema *body = only()->body;
    ck_assert_msg(body->others == naming[_i].others || !body->property_count, "%s: %d",
                  naming[_i].schema, (int)body->others);
}
END_TEST

START_TEST(examples_and_defaults_are_kept)
{
    ck_assert_int_eq(
        read_body("{\"properties\": {\"a\": {\"type\": \"string\", \"example\": \"x\"},"
                  "\"b\": {\"type\": \"integer\", \"default\": 7},"
                  "\"c\": {\"type\": \"boolean\", \"default\": false},"
                  "\"d\": {\"examples\": [\"y\", \"z\"], \"format\": \"uuid\"},"
                  "\"e\": {\"type\": \"integer\", \"format\": \"int64\"}}}",
                  ""),
        STATUS_OK);
    const struct schema *body = only()->body;
    ck_assert_str_eq(property(body, "a")->example, "x");
    ck_assert_str_eq(property(body, "b")->standard, "7");
    ck_assert_str_eq(property(body, "c")->standard, "false");
    ck_assert_str_eq(property(body, "d")->example, "y");
    ck_assert_str_eq(property(body, "d")->format, "guid");
    ck_assert_ptr_null(property(body, "e")->format);
}
END_TEST

START_TEST(parameters_are_found_wherever_they_stand)
{
    ck_assert_int_eq(
        read_own(OWN(
            "\"paths\": {\"/a/{id}\": {\"$ref\": \"#/components/pathItems/a\"}},"
            "\"security\": [{\"key\": []}],"
            "\"components\": {\"securitySchemes\": {\"key\": {\"type\": \"apiKey\","
            "\"in\": \"query\", \"name\": \"api_key\"}}, \"pathItems\": {\"a\": {"
            "\"parameters\": [{\"name\": \"id\", \"in\": \"path\", \"schema\": "
            "{\"type\": \"integer\"}}, {\"name\": \"n\", \"in\": \"query\"}],"
            "\"get\": {\"parameters\": ["
            "{\"name\": \"n\", \"in\": \"query\", \"required\": true},"
            "{\"name\": \"Accept\", \"in\": \"header\"},"
            "{\"name\": \"X-A\", \"in\": \"header\", \"schema\": {\"type\": "
            "\"boolean\"}},"
            "{\"name\": \"sid\", \"in\": \"cookie\", \"required\": true},"
            "{\"name\": \"theme\", \"in\": \"cookie\"},"
            "{\"name\": \"page\", \"in\": \"query\", \"schema\": {\"type\": \"object\","
            "\"properties\": {\"from\": {\"type\": \"integer\"}}}},"
            "{\"name\": \"w\", \"in\": \"query\", \"style\": \"deepObject\","
            "\"schema\": {\"type\": \"object\", \"properties\": {\"x\": {}}}},"
            "{\"name\": \"c\", \"in\": \"query\", \"content\": {\"application/json\": "
            "{\"schema\": {\"type\": \"array\", \"items\": {}}}}}]}}}}")),
        STATUS_OK);
    const struct operation *operation = only();
    ck_assert_uint_eq(operation->parameter_count, 8);
    ck_assert_int_eq(parameter(operation, "id")->schema.type, TYPE_INTEGER);
    ck_assert(parameter(operation, "n")->schema.required);
    ck_assert_int_eq(parameter(operation, "X-A")->in, PLACE_HEADER);
    ck_assert_str_eq(parameter(operation, "Cookie")->schema.what, "sid=...; theme=...");
    ck_assert(parameter(operation, "Cookie")->schema.required);
    ck_assert_int_eq(parameter(operation, "from")->schema.type, TYPE_INTEGER);
    ck_assert_int_eq(parameter(operation, "w[x]")->in, PLACE_QUERY);
    ck_assert_int_eq(parameter(operation, "c")->schema.type, TYPE_ARRAY);
    ck_assert_int_eq(parameter(operation, "api_key")->in, PLACE_QUERY);
}
END_TEST

static const struct {
    const char *servers, *server, *path;
} servers[] = {
    {"[{\"url\": \"https://x.example:8443/v1/\"}]", "https://x.example:8443", "/v1/a"},
    {"[{\"url\": \"https://{h}.example\", \"variables\": {\"h\": {\"default\": "
     "\"eu\"}}}]",
     "https://eu.example", "/a"},
    {"[{\"url\": \"/v3\"}]", NULL, "/v3/a"},
    {"[{\"url\": \"./v4/\"}]", NULL, "/v4/a"},
    {"[{\"url\": \"/\"}]", NULL, "/a"},
    {"[]", NULL, "/a"},
    {"[{\"url\": \"http://localhost:8080\"}]", "http://127.0.0.1:8080", "/a"},
    {"[{\"url\": \"http://localhost.evil.example\"}]", "http://localhost.evil.example",
     "/a"},
    {"[{\"url\": \"//x.example/b\"}]", "https://x.example", "/b/a"},
};

START_TEST(servers_say_where_an_api_is)
{
    struct str text = {0};
    str_addf(&text, OWN("\"servers\": %s, \"paths\": {\"/a\": {\"get\": {}}}"),
             servers[_i].servers);
    ck_assert_int_eq(read_own(str_text(&text)), STATUS_OK);
    ck_assert_str_eq(only()->path, servers[_i].path);
    if (servers[_i].server)
        ck_assert_str_eq(only()->server, servers[_i].server);
    else
        ck_assert_ptr_null(only()->server);
    str_release(&text);
}
END_TEST

static const char *const bad_servers[] = {
    "{\"url\": \"https://user@x.example\"}", "{\"url\": \"ftp://x.example\"}",
    "{\"url\": \"https://{h}/\"}",           "{\"url\": \"https://\"}",
    "{\"url\": \"https://x y/\"}",
};

START_TEST(a_server_that_cannot_be_is_told)
{
    struct str text = {0};
    str_addf(&text, OWN("\"servers\": [%s], \"paths\": {\"/a\": {\"get\": {}}}"),
             bad_servers[_i]);
    ck_assert_int_eq(read_own(str_text(&text)), STATUS_FOUND);
    ck_assert_ptr_null(only()->server);
    ck_assert_str_eq(openapi.troubles[0].place, "/servers/0");
    str_release(&text);
}
END_TEST

START_TEST(scopes_are_permissions)
{
    ck_assert_int_eq(
        read_own(OWN("\"security\": [{\"app\": [\"r\"]}],"
                     "\"paths\": {\"/a\": {\"get\": {}, \"put\": {\"security\": "
                     "[{\"app\": [\"r\", \"w\"]}, {\"user\": [\"admin\"]}]},"
                     "\"delete\": {\"security\": []}}},"
                     "\"components\": {\"securitySchemes\": {"
                     "\"app\": {\"type\": \"oauth2\", \"flows\": "
                     "{\"clientCredentials\": {}}},"
                     "\"user\": {\"type\": \"openIdConnect\"}}}")),
        STATUS_OK);
    const struct operation *all = openapi.catalogue.operations;
    ck_assert_uint_eq(openapi.catalogue.count, 3);
    ck_assert_str_eq(all[0].permissions_application[0], "r");
    ck_assert_ptr_null(all[0].permissions_delegated);
    ck_assert_str_eq(all[1].permissions_application[0], "r + w");
    ck_assert_str_eq(all[1].permissions_delegated[0], "admin");
    ck_assert_ptr_null(all[2].permissions_application);
}
END_TEST

START_TEST(an_own_api_has_its_own_name_and_groups)
{
    openapi_begin_with(&openapi, catalogue_builtin());
    unsigned before = openapi.catalogue.count;
    ck_assert_int_eq(
        read_own(OWN("\"paths\": {\"/x\": {\"get\": {\"tags\": [\"A\"], "
                     "\"operationId\": \"getAlert\"}, \"put\": {\"tags\": [\"B\"]}},"
                     "\"/y/{z}\": {\"get\": {\"tags\": [\"A\"]}}}")),
        STATUS_FOUND);
    const struct operation *own = openapi.catalogue.operations + before;
    ck_assert_uint_eq(openapi.catalogue.count, before + 3);
    ck_assert_str_eq(own[0].id, "my-shop.getAlert");
    ck_assert_str_eq(own[1].id, "get-y-z");
    ck_assert_str_eq(own[2].id, "put-x");
    ck_assert_str_eq(own[1].group, "A");
    ck_assert_str_eq(own[0].source, "my-shop");
    ck_assert_str_eq(operation_product(&own[0]), "My Shop");
    ck_assert_int_eq(own[0].product, PRODUCT_OTHER);
    ck_assert_ptr_nonnull(catalogue_find(&openapi.catalogue, SPAN("getAlert")));
    /* the same again: another name, so that nothing is hidden */
    ck_assert_int_eq(read_own(OWN("\"paths\": {\"/x\": {\"get\": {}}}")), STATUS_OK);
    ck_assert_str_eq(openapi.catalogue.operations[before + 3].source, "my-shop-2");
}
END_TEST

START_TEST(troubles_have_their_places)
{
    ck_assert_int_eq(
        read_own("{\"openapi\": \"3.0.0\",\n \"info\": {\"title\": \"T\"},\n"
                 " \"paths\": {\"/a/{b}\": {\"get\": {\"parameters\": [\n"
                 "  {\"name\": \"é\", \"in\": \"query\"}, {\"in\": 3},\n"
                 "  {\"$ref\": \"x.json\"}]}},\n  \"c\": {},}}"),
        STATUS_FOUND);
    static const struct {
        size_t line, column;
        const char *place;
    } expected[] = {
        {6, 10, ""},
        {4, 33, "/paths/~1a~1{b}/get/parameters/1"},
        {5, 12, "/paths/~1a~1{b}/get/parameters/2/$ref"},
        {6, 8, "/paths/c"},
    };
    ck_assert_uint_eq(openapi.trouble_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        const struct openapi_trouble *trouble = &openapi.troubles[i];
        ck_assert_msg(trouble->line == expected[i].line &&
                          trouble->column == expected[i].column &&
                          strcmp(trouble->place, expected[i].place) == 0,
                      "%zu:%zu %s: %s", trouble->line, trouble->column, trouble->place,
                      trouble->what);
    }
}
END_TEST

START_TEST(a_trouble_in_a_shared_part_is_told_once)
{
    struct str text = {0};
    str_add_text(&text, "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\"}, "
                        "\"components\": {\"schemas\": {\"a\": {\"type\": \"strng\"}}},"
                        "\"paths\": {");
    for (int i = 0; i < 300; i++)
        str_addf(&text,
                 "%s\"/p%d\": {\"get\": {\"parameters\": [{\"name\": \"q\", \"in\": "
                 "\"query\", \"schema\": {\"allOf\": [{\"$ref\": "
                 "\"#/components/schemas/a\"}]}}]}}",
                 i ? "," : "", i);
    str_add_text(&text, "}}");
    ck_assert_int_eq(read_own(str_text(&text)), STATUS_FOUND);
    ck_assert_uint_eq(openapi.trouble_count, 1);
    ck_assert_str_eq(openapi.troubles[0].place, "/components/schemas/a/type");
    str_release(&text);
}
END_TEST

START_TEST(troubles_are_counted_when_there_are_too_many)
{
    struct str text = {0};
    str_add_text(&text, "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\"}, "
                        "\"paths\": {\"/ok\": {\"get\": {}}");
    for (int i = 0; i < 150; i++)
        str_addf(&text, ", \"p%d\": {}", i);
    str_add_text(&text, "}}");
    ck_assert_int_eq(read_own(str_text(&text)), STATUS_FOUND);
    ck_assert_uint_eq(openapi.trouble_count, OPENAPI_TROUBLES_MAX);
    ck_assert_uint_eq(openapi.more_troubles, 150 - OPENAPI_TROUBLES_MAX);
    str_release(&text);
}
END_TEST

START_TEST(more_operations_than_allowed_are_left_out)
{
    struct str text = {0};
    str_add_text(&text, "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\"}, "
                        "\"paths\": {\"/ok\": {\"get\": {}}");
    for (int i = 0; i < OPENAPI_OPERATIONS_MAX + 10; i++)
        str_addf(&text, ", \"/p%d\": {\"get\": {}}", i);
    str_add_text(&text, "}}");
    ck_assert_int_eq(read_own(str_text(&text)), STATUS_FOUND);
    ck_assert_uint_eq(openapi.catalogue.count, OPENAPI_OPERATIONS_MAX);
    ck_assert_uint_eq(openapi.trouble_count, 1);
    ck_assert_ptr_nonnull(strstr(openapi.troubles[0].what, "4000"));
    str_release(&text);
}
END_TEST

START_TEST(what_a_document_holds_is_safe_to_show)
{
    ck_assert_int_eq(
        read_own("{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"T\\u001b[1m\"},"
                 "\"paths\": {\"/a\": {\"get\": {\"operationId\": \"\\u202eid\","
                 "\"summary\": \"\\u001b]0;x\", \"parameters\": [{\"name\": "
                 "\"\\u0007\", \"in\": \"query\"}]}}, \"/\\u009b\": {\"get\": {}}}}"),
        STATUS_FOUND);
    const struct operation *operation = only();
    ck_assert_str_eq(operation->id, "get-a");
    ck_assert_str_eq(operation->title, "\\u001b]0;x");
    ck_assert_str_eq(operation->service, "T\\u001b[1m");
    ck_assert_uint_eq(operation->parameter_count, 0);
    ck_assert_uint_eq(openapi.trouble_count, 3);
}
END_TEST

START_TEST(a_schema_that_contains_itself_is_checked_and_told)
{
    ck_assert_int_eq(
        read_body("{\"$ref\": \"#/components/schemas/node\"}",
                  "\"node\": {\"required\": [\"n\"], \"properties\": {\"n\": "
                  "{\"type\": \"integer\"}, \"all\": {\"type\": \"array\", "
                  "\"items\": {\"$ref\": \"#/components/schemas/node\"}},"
                  "\"both\": {\"allOf\": [{\"$ref\": \"#/components/schemas/node\"}]},"
                  "\"deep\": {\"$ref\": \"#/components/schemas/list\"}}},"
                  "\"list\": {\"type\": \"array\", \"items\": {\"$ref\": "
                  "\"#/components/schemas/list\"}}"),
        STATUS_OK);
    struct check check;
    check_body(&check, only(),
               SPAN("{\"n\": 1, \"all\": [{\"n\": 2, \"all\": [{\"n\": 3, "
                    "\"all\": [{\"N\": 4}]}]}], \"deep\": [[[]]]}"));
    ck_assert_uint_eq(check.hints.count, 1);
    ck_assert_str_eq(check.hints.items[0].where, "/all/0/all/0/all/0/N");
    ck_assert_ptr_null(check.predicted);
    check_release(&check);
    struct about about = {0};
    about_fill(&about, only(), NULL);
    ck_assert_uint_lt(about.count, 100);
    about_release(&about);
    cJSON *entry = catalogue_entry(only());
    ck_assert_ptr_nonnull(entry);
    cJSON_Delete(entry);
}
END_TEST

static Suite *
openapi_own_suite(void)
{
    Suite *suite = suite_create("openapi_own");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, setup, teardown);
    tcase_add_test(all, a_union_is_what_its_choices_agree_on);
    tcase_add_test(all, more_choices_than_can_be_told_apart_are_anything);
    tcase_add_test(all, what_all_parts_say_holds);
    tcase_add_loop_test(all, further_names_are_taken_or_not, 0, COUNT_OF(naming));
    tcase_add_test(all, examples_and_defaults_are_kept);
    tcase_add_test(all, parameters_are_found_wherever_they_stand);
    tcase_add_loop_test(all, servers_say_where_an_api_is, 0, COUNT_OF(servers));
    tcase_add_loop_test(all, a_server_that_cannot_be_is_told, 0, COUNT_OF(bad_servers));
    tcase_add_test(all, scopes_are_permissions);
    tcase_add_test(all, a_schema_that_contains_itself_is_checked_and_told);
    tcase_add_test(all, an_own_api_has_its_own_name_and_groups);
    tcase_add_test(all, troubles_have_their_places);
    tcase_add_test(all, a_trouble_in_a_shared_part_is_told_once);
    tcase_add_test(all, troubles_are_counted_when_there_are_too_many);
    tcase_add_test(all, more_operations_than_allowed_are_left_out);
    tcase_add_test(all, what_a_document_holds_is_safe_to_show);
    suite_add_tcase(suite, all);
    return suite;
}

UNIT_MAIN(openapi_own_suite)
