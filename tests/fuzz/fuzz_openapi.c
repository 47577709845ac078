/* OpenAPI documents from anywhere: reading ends, stays within its limits, and what it
 * gives can be looked up, routed, told and turned into JSON. */
#include "fuzz.h"

#include "api/about.h"
#include "api/catalogue_json.h"
#include "api/check.h"
#include "api/completion.h"
#include "api/openapi.h"

#include <string.h>

enum { LEVELS = 3, CHECKED = 20 }; /* operations of one document that are tried out */

static size_t
list_length(names list)
{
    size_t n = 0;
    while (list && list[n])
        n++;
    return n;
}

/* A schema may contain itself: a few levels show what there is. */
static void
check_schema(const struct schema *schema, unsigned depth)
{
    MUST(schema->type <= TYPE_ARRAY && schema->others <= OTHERS_TAKEN);
    MUST(!schema->values || list_length(schema->values) > 0);
    MUST(!schema->property_count == !schema->properties);
    if (depth == LEVELS)
        return;
    for (unsigned i = 0; i < schema->property_count; i++) {
        MUST(schema->properties[i].name);
        check_schema(&schema->properties[i], depth + 1);
    }
    if (schema->items)
        check_schema(schema->items, depth + 1);
}

/* What the operation asks for, filled in and checked. */
static void
try_out(const struct operation *operation)
{
    struct request request;
    struct check check = {0};
    struct completion completion = {0};
    struct str target = {0};
    request_init(&request, operation);
    request_fill(&request);
    request_target(&request, &target);
    check_request(&check, &request);
    for (size_t i = 0; i < check.hints.count; i++)
        MUST(check.hints.items[i].text && check.hints.items[i].where);
    MUST(!check.predicted);
    completion_body(&completion, operation, SPAN("{\"a\": 1, "), 9);
    completion_release(&completion);
    check_release(&check);
    str_release(&target);
    request_release(&request);
}

static void
check_troubles(const struct openapi *openapi)
{
    struct str text = {0};
    MUST(openapi->trouble_count <= OPENAPI_TROUBLES_MAX);
    for (size_t i = 0; i < openapi->trouble_count; i++) {
        const struct openapi_trouble *trouble = &openapi->troubles[i];
        MUST(trouble->what[0] && !trouble->line == !trouble->column);
        MUST(trouble->line || !*trouble->place);
        openapi_trouble_text(trouble, &text);
    }
    openapi_trouble_page(openapi, &text);
    for (size_t i = 0; i < text.n; i++)
        MUST(text.p[i] == '\n' || (unsigned char)text.p[i] >= 0x20);
    str_release(&text);
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
        check_schema(&operation->parameters[i].schema, 0);
    if (operation->body)
        check_schema(operation->body, 0);
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
    struct openapi_text document = {
        .name = "a.json", .text = {(const char *)data, size}, .own = true};
    enum status status = openapi_add(&openapi, &document, &err);
    MUST((status == STATUS_OK || status == STATUS_FOUND) ==
         (openapi.catalogue.count > 0));
    MUST(status == STATUS_OK || err.text[0]);
    MUST(openapi.catalogue.count <= OPENAPI_OPERATIONS_MAX);
    check_troubles(&openapi);
    for (unsigned i = 0; i < openapi.catalogue.count && i < CHECKED; i++)
        try_out(&openapi.catalogue.operations[i]);
    for (unsigned i = 0; i < openapi.catalogue.count; i++)
        check_operation(&openapi.catalogue, &openapi.catalogue.operations[i]);
    openapi_release(&openapi);
    return 0;
}
