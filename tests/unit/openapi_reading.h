/* Reading small documents, for the tests of the reader. */
#ifndef TESTS_OPENAPI_READING_H
#define TESTS_OPENAPI_READING_H

#include "unit.h"

#include "api/openapi.h"

static struct openapi openapi;
static struct err err;

static inline void
setup(void)
{
    openapi = (struct openapi){0};
    err = (struct err){0};
}

static inline void
teardown(void)
{
    openapi_release(&openapi);
}

static inline enum status
read_text(struct span text)
{
    struct openapi_text document = {"shop.json", text};
    return openapi_add(&openapi, &document, &err);
}

/* A document of one operation, "op" at /things/{id}, with these members, and these
 * components. */
static inline enum status
read_operation(const char *members, const char *components)
{
    struct str text = {0};
    str_addf(&text,
             "{\"openapi\": \"3.1.0\", \"paths\": {\"/things/{id}\": {\"post\": "
             "{\"operationId\": \"op\"%s%s}}}, \"components\": {%s}}",
             *members ? ", " : "", members, components);
    enum status status = read_text(str_span(&text));
    str_release(&text);
    return status;
}

static inline enum status
read_body(const char *schema, const char *schemas)
{
    struct str members = {0}, components = {0};
    str_addf(&members,
             "\"requestBody\": {\"content\": {\"application/json\": {\"schema\": %s}}}",
             schema);
    str_addf(&components, "\"schemas\": {%s}", schemas);
    enum status status = read_operation(str_text(&members), str_text(&components));
    str_release(&members);
    str_release(&components);
    return status;
}

static inline const struct operation *
only(void)
{
    ck_assert_uint_eq(openapi.catalogue.count, 1);
    return &openapi.catalogue.operations[0];
}

static inline const struct schema *
property(const struct schema *schema, const char *name)
{
    for (unsigned i = 0; i < schema->property_count; i++) {
        if (strcmp(schema->properties[i].name, name) == 0)
            return &schema->properties[i];
    }
    ck_abort_msg("no property %s", name);
}

#endif
