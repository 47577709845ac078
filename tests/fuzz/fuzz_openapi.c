/* OpenAPI documents from anywhere: reading ends, stays within its limits, and what it
 * gives can be looked up, routed, told and turned into JSON. */
#include "fuzz.h"

#include "api/about.h"
#include "api/catalogue_json.h"
#include "api/openapi.h"

static size_t
list_length(names list)
{
    size_t n = 0;
    while (list && list[n])
        n++;
    return n;
}

static void
check_schema(const struct schema *schema)
{
    MUST(schema->type <= TYPE_ARRAY);
    MUST(!schema->values || list_length(schema->values) > 0);
    MUST(!schema->property_count == !schema->properties);
    for (unsigned i = 0; i < schema->property_count; i++)
        MUST(schema->properties[i].name);
}

static void
check_operation(const struct catalogue *catalogue, const struct operation *operation)
{
    struct about about = {0};
    struct str text = {0};
    MUST(operation->id && operation->title && operation->group && operation->source);
    MUST(operation->path[0] == '/' && operation->success);
    MUST(operation->parameter_count <= OPENAPI_PARAMETERS_MAX);
    MUST(catalogue_find(catalogue, span_of(operation->id)) == operation);
    for (unsigned i = 0; i < operation->parameter_count; i++)
        check_schema(&operation->parameters[i].schema);
    if (operation->body)
        check_schema(operation->body);
    catalogue_route(catalogue, PRODUCT_OTHER, span_of(operation->method),
                    span_of(operation->path));
    about_fill(&about, operation, NULL);
    about_text(&about, &text);
    for (size_t i = 0; i < text.n; i++)
        MUST(text.p[i] == '\n' || (unsigned char)text.p[i] >= 0x20);
    about_release(&about);
    str_release(&text);
    cJSON *entry = catalogue_entry(operation);
    MUST(entry);
    cJSON_Delete(entry);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct openapi openapi = {0};
    struct err err = {0};
    struct openapi_text document = {"a.json", {(const char *)data, size}};
    enum status status = openapi_add(&openapi, &document, &err);
    MUST((status == STATUS_OK || status == STATUS_FOUND) ==
         (openapi.catalogue.count > 0));
    MUST(status == STATUS_OK || err.text[0]);
    MUST(openapi.catalogue.count <= OPENAPI_OPERATIONS_MAX);
    for (unsigned i = 0; i < openapi.catalogue.count; i++)
        check_operation(&openapi.catalogue, &openapi.catalogue.operations[i]);
    openapi_release(&openapi);
    return 0;
}
