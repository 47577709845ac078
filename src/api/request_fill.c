/* Laying out what an operation needs. */
#include "config.h"

#include "api/request.h"
#include "json/pretty.h"
#include "json/text.h"

#include <string.h>

enum { FILL_DEPTH = 4 }; /* objects within objects; deeper ones are left empty */

static void
indent(struct str *out, int depth)
{
    str_add_repeat(out, ' ', 2 * (size_t)depth);
}

static void fill_object(struct str *out, const struct schema *schema, int depth);

/* A value to start from: the first of an enumeration, or an empty one of its type. */
static void
fill_value(struct str *out, const struct schema *schema, int depth)
{
    switch (schema->type) {
    case TYPE_OBJECT:
        fill_object(out, schema, depth);
        break;
    case TYPE_ARRAY:
        if (!schema->items || schema->items->type != TYPE_OBJECT ||
            depth >= FILL_DEPTH) {
            str_add_text(out, "[]");
            break;
        }
        str_add_text(out, "[\n");
        indent(out, depth + 1);
        fill_object(out, schema->items, depth + 1);
        str_add_byte(out, '\n');
        indent(out, depth);
        str_add_byte(out, ']');
        break;
    case TYPE_BOOLEAN:
        str_add_text(out, "false");
        break;
    case TYPE_INTEGER:
    case TYPE_NUMBER:
        str_add_byte(out, '0');
        break;
    case TYPE_ANY:
    case TYPE_STRING:
        json_quote(out, span_of(schema->values ? schema->values[0] : ""));
        break;
    }
}

static void
fill_object(struct str *out, const struct schema *schema, int depth)
{
    bool first = true;
    str_add_text(out, "{\n");
    for (unsigned i = 0; i < schema->property_count && depth < FILL_DEPTH; i++) {
        const struct schema *property = &schema->properties[i];
        if (!property->required)
            continue;
        str_add_text(out, first ? "" : ",\n");
        indent(out, depth + 1);
        json_quote(out, span_of(property->name));
        str_add_text(out, ": ");
        fill_value(out, property, depth + 1);
        first = false;
    }
    if (!first)
        str_add_byte(out, '\n');
    indent(out, depth);
    str_add_byte(out, '}');
}

void
request_placeholder(const struct schema *schema, struct str *out)
{
    fill_value(out, schema, 0);
}

void
request_fill(struct request *request)
{
    const struct schema *body = request->operation ? request->operation->body : NULL;
    if (!body || request->body.n)
        return;
    bool shown = body->example && strchr("{[", body->example[0]);
    if (shown && body->type != TYPE_STRING)
        json_pretty(&request->body, span_of(body->example));
    else
        fill_value(&request->body, body, 0);
    if (!span_ends(str_span(&request->body), "\n"))
        str_add_byte(&request->body, '\n');
    request->has_body = true;
}
