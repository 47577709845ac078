/* Turns OpenAPI documents into C tables when the program is built:
 *
 *   catalogue-compile DOCUMENT... >catalogue_builtin.c
 *
 * A document that can't be used whole ends it: what is built in has no faults. */
#include "config.h"

#include "api/openapi.h"
#include "base/memory.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Arrays of schemas still to be written, in the order in which they were met. They are
 * written from the last to the first, so that each stands before what points at it. */
struct shelf {
    const struct schema *schemas;
    unsigned count;
};

struct writer {
    struct str lists;   /* arrays of strings */
    struct str shelves; /* arrays of schemas */
    struct str parts;   /* parameters, combinations, odata, success */
    struct str operations;
    struct shelf *queue;
    size_t queue_count, queue_room;
    const char *const **kept; /* the lists that are written, by number */
    size_t kept_count, kept_room;
};

static const char *const type_words[] = {
    [TYPE_ANY] = "TYPE_ANY",         [TYPE_STRING] = "TYPE_STRING",
    [TYPE_INTEGER] = "TYPE_INTEGER", [TYPE_NUMBER] = "TYPE_NUMBER",
    [TYPE_BOOLEAN] = "TYPE_BOOLEAN", [TYPE_OBJECT] = "TYPE_OBJECT",
    [TYPE_ARRAY] = "TYPE_ARRAY",
};
static const char *const place_words[] = {
    [PLACE_PATH] = "PLACE_PATH",
    [PLACE_QUERY] = "PLACE_QUERY",
    [PLACE_HEADER] = "PLACE_HEADER",
};
static const char *const product_words[] = {
    [PRODUCT_MDE] = "PRODUCT_MDE",
    [PRODUCT_XDR] = "PRODUCT_XDR",
    [PRODUCT_GRAPH] = "PRODUCT_GRAPH",
    [PRODUCT_OTHER] = "PRODUCT_OTHER",
};
static const char *const change_words[] = {
    [CHANGE_PLACE] = "CHANGE_PLACE",       [CHANGE_OPERATION] = "CHANGE_OPERATION",
    [CHANGE_PROPERTY] = "CHANGE_PROPERTY", [CHANGE_VALUE] = "CHANGE_VALUE",
    [CHANGE_ADD] = "CHANGE_ADD",           [CHANGE_ANSWER] = "CHANGE_ANSWER",
};
static const char *const effect_words[] = {
    [EFFECT_READ] = "EFFECT_READ",
    [EFFECT_CHANGE] = "EFFECT_CHANGE",
    [EFFECT_DESTRUCTIVE] = "EFFECT_DESTRUCTIVE",
};

/* A C string, or NULL. Octal escapes end after three digits, whatever follows. */
static void
put_text(struct str *out, const char *text)
{
    if (!text) {
        str_add_text(out, "NULL");
        return;
    }
    str_add_byte(out, '"');
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\' || c == '?')
            str_addf(out, "\\%c", *p);
        else if (c < 0x20 || c > 0x7e)
            str_addf(out, "\\%03o", (unsigned)c);
        else
            str_add_byte(out, *p);
    }
    str_add_byte(out, '"');
}

static void
put_text_field(struct str *out, const char *field, const char *text)
{
    if (!text)
        return;
    str_addf(out, " .%s = ", field);
    put_text(out, text);
    str_add_byte(out, ',');
}

static void
put_count_field(struct str *out, const char *field, unsigned count)
{
    if (count)
        str_addf(out, " .%s = %u,", field, count);
}

static bool
same_names(names a, names b)
{
    for (; *a && *b; a++, b++) {
        if (strcmp(*a, *b) != 0)
            return false;
    }
    return !*a && !*b;
}

/* The number of a list; equal ones share it. */
static size_t
list_number(struct writer *writer, names list)
{
    for (size_t i = 0; i < writer->kept_count; i++) {
        if (same_names(writer->kept[i], list))
            return i;
    }
    ARRAY_GROW(writer->kept, writer->kept_count, writer->kept_room);
    writer->kept[writer->kept_count] = list;
    str_addf(&writer->lists, "static const char *const list_%zu[] = {",
             writer->kept_count);
    for (; *list; list++) {
        put_text(&writer->lists, *list);
        str_add_text(&writer->lists, ", ");
    }
    str_add_text(&writer->lists, "NULL};\n");
    return writer->kept_count++;
}

static void
put_list_field(struct writer *writer, struct str *out, const char *field, names list)
{
    if (list)
        str_addf(out, " .%s = list_%zu,", field, list_number(writer, list));
}

/* The number of the array that SCHEMAS will be written as. */
static size_t
shelve(struct writer *writer, const struct schema *schemas, unsigned count)
{
    ARRAY_GROW(writer->queue, writer->queue_count, writer->queue_room);
    writer->queue[writer->queue_count] = (struct shelf){schemas, count};
    return writer->queue_count++;
}

static void
put_schema(struct writer *writer, struct str *out, const struct schema *schema)
{
    str_add_byte(out, '{');
    put_text_field(out, "name", schema->name);
    str_addf(out, " .type = %s,", type_words[schema->type]);
    put_text_field(out, "format", schema->format);
    put_text_field(out, "what", schema->what);
    put_list_field(writer, out, "values", schema->values);
    put_list_field(writer, out, "also_values", schema->also_values);
    put_list_field(writer, out, "also_written", schema->also_written);
    str_add_text(out, schema->required ? " .required = true," : "");
    str_add_text(out, schema->nullable ? " .nullable = true," : "");
    put_count_field(out, "max_items", schema->max_items);
    put_count_field(out, "max_length", schema->max_length);
    put_count_field(out, "min_items", schema->min_items);
    put_count_field(out, "min_length", schema->min_length);
    put_count_field(out, "others", schema->others);
    put_count_field(out, "maximum", schema->maximum);
    put_text_field(out, "standard", schema->standard);
    put_text_field(out, "example", schema->example);
    if (schema->property_count)
        str_addf(out, " .properties = schemas_%zu, .property_count = %u,",
                 shelve(writer, schema->properties, schema->property_count),
                 schema->property_count);
    if (schema->items)
        str_addf(out, " .items = schemas_%zu,", shelve(writer, schema->items, 1));
    str_add_byte(out, '}');
}

/* Writes what the queue holds, and what that asks for in turn. */
static void
put_shelves(struct writer *writer, size_t from)
{
    for (size_t i = from; i < writer->queue_count; i++) {
        struct str array = {0};
        struct shelf shelf = writer->queue[i];
        str_addf(&array, "static const struct schema schemas_%zu[] = {\n", i);
        for (unsigned k = 0; k < shelf.count; k++) {
            str_add_text(&array, "    ");
            put_schema(writer, &array, &shelf.schemas[k]);
            str_add_text(&array, ",\n");
        }
        str_add_text(&array, "};\n");
        str_insert(&writer->shelves, 0, str_span(&array));
        str_release(&array);
    }
}

static void
put_parameters(struct writer *writer, unsigned number,
               const struct operation *operation)
{
    struct str *out = &writer->parts;
    if (!operation->parameter_count)
        return;
    str_addf(out, "static const struct parameter parameters_%u[] = {\n", number);
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        str_addf(out, "    {.in = %s, .schema = ", place_words[parameter->in]);
        put_schema(writer, out, &parameter->schema);
        str_add_text(out, "},\n");
    }
    str_add_text(out, "};\n");
    str_addf(&writer->operations,
             "        .parameters = parameters_%u, .parameter_count = %u,\n", number,
             operation->parameter_count);
}

static void
put_combinations(struct writer *writer, unsigned number,
                 const struct operation *operation)
{
    struct str *out = &writer->parts;
    if (!operation->combination_count)
        return;
    str_addf(out, "static const struct combination combinations_%u[] = {\n", number);
    for (unsigned i = 0; i < operation->combination_count; i++) {
        const struct combination *one = &operation->combinations[i];
        str_add_text(out, "    {");
        put_text_field(out, "name", one->name);
        put_text_field(out, "by", one->by);
        put_text_field(out, "value", one->value);
        put_list_field(writer, out, "allowed", one->allowed);
        put_list_field(writer, out, "also_allowed", one->also_allowed);
        str_add_text(out, "},\n");
    }
    str_add_text(out, "};\n");
    str_addf(&writer->operations,
             "        .combinations = combinations_%u, .combination_count = %u,\n",
             number, operation->combination_count);
}

static void
put_odata(struct writer *writer, unsigned number, const struct odata *odata)
{
    struct str *out = &writer->parts;
    if (!odata)
        return;
    size_t shelf = odata->property_count
                       ? shelve(writer, odata->properties, odata->property_count)
                       : 0;
    str_addf(out, "static const struct odata odata_%u = {", number);
    put_list_field(writer, out, "options", odata->options);
    put_list_field(writer, out, "filterable", odata->filterable);
    put_list_field(writer, out, "also_filterable", odata->also_filterable);
    put_list_field(writer, out, "expandable", odata->expandable);
    put_count_field(out, "max_top", odata->max_top);
    put_count_field(out, "page_size", odata->page_size);
    if (odata->property_count)
        str_addf(out, " .properties = schemas_%zu, .property_count = %u,", shelf,
                 odata->property_count);
    str_add_text(out, "};\n");
    str_addf(&writer->operations, "        .odata = &odata_%u,\n", number);
}

static void
put_succession(struct writer *writer, unsigned number,
               const struct succession *succession)
{
    struct str *out = &writer->parts;
    if (!succession)
        return;
    str_addf(out, "static const struct change changes_%u[] = {\n", number);
    for (unsigned i = 0; i < succession->count; i++) {
        const struct change *change = &succession->changes[i];
        str_addf(out, "    {.kind = %s,", change_words[change->kind]);
        put_text_field(out, "of", change->of);
        put_text_field(out, "from", change->from);
        put_text_field(out, "to", change->to);
        str_add_text(out, "},\n");
    }
    str_addf(out,
             "    {0}\n};\nstatic const struct succession succession_%u = {"
             ".changes = changes_%u, .count = %u,",
             number, number, succession->count);
    put_list_field(writer, out, "notes", succession->notes);
    str_add_text(out, "};\n");
    str_addf(&writer->operations, "        .succession = &succession_%u,\n", number);
}

static void
put_success(struct writer *writer, unsigned number, const unsigned short *success)
{
    str_addf(&writer->parts, "static const unsigned short success_%u[] = {", number);
    for (; *success; success++)
        str_addf(&writer->parts, "%u, ", (unsigned)*success);
    str_add_text(&writer->parts, "0};\n");
    str_addf(&writer->operations, "        .success = success_%u,\n", number);
}

static void
put_operation(struct writer *writer, unsigned number, const struct operation *operation)
{
    struct str *out = &writer->operations;
    str_addf(out, "    {\n        .product = %s, .effect = %s,\n       ",
             product_words[operation->product], effect_words[operation->effect]);
    put_text_field(out, "id", operation->id);
    put_text_field(out, "source", operation->source);
    put_text_field(out, "title", operation->title);
    put_text_field(out, "group", operation->group);
    put_text_field(out, "what", operation->what);
    put_text_field(out, "method", operation->method);
    put_text_field(out, "path", operation->path);
    put_list_field(writer, out, "permissions_application",
                   operation->permissions_application);
    put_list_field(writer, out, "permissions_delegated",
                   operation->permissions_delegated);
    put_text_field(out, "portal_role", operation->portal_role);
    put_count_field(out, "per_minute", operation->per_minute);
    put_count_field(out, "per_hour", operation->per_hour);
    put_text_field(out, "content_type", operation->content_type);
    put_list_field(writer, out, "answer", operation->answer);
    put_list_field(writer, out, "contradictions", operation->contradictions);
    put_list_field(writer, out, "platforms", operation->platforms);
    put_text_field(out, "client_version", operation->client_version);
    put_text_field(out, "documentation", operation->documentation);
    put_text_field(out, "successor", operation->successor);
    put_text_field(out, "retires", operation->retires);
    str_add_text(out, operation->preview ? " .preview = true," : "");
    str_add_byte(out, '\n');
    if (operation->body)
        str_addf(out, "        .body = schemas_%zu,\n",
                 shelve(writer, operation->body, 1));
    put_parameters(writer, number, operation);
    put_combinations(writer, number, operation);
    put_odata(writer, number, operation->odata);
    put_success(writer, number, operation->success);
    put_succession(writer, number, operation->succession);
    str_add_text(out, "    },\n");
}

static void
write_tables(const struct catalogue *catalogue, FILE *file)
{
    struct writer writer = {0};
    for (unsigned i = 0; i < catalogue->count; i++)
        put_operation(&writer, i, &catalogue->operations[i]);
    put_shelves(&writer, 0);
    fprintf(file,
            "/* Made by catalogue-compile from the documents in catalog/. */\n"
            "#include \"config.h\"\n\n#include \"api/catalogue.h\"\n\n"
            "%s\n%s\n%s\nstatic const struct operation operations[] = {\n%s};\n\n"
            "static const struct catalogue builtin = {operations, %u};\n\n"
            "const struct catalogue *\ncatalogue_builtin(void)\n{\n"
            "    return &builtin;\n}\n",
            str_text(&writer.lists), str_text(&writer.shelves), str_text(&writer.parts),
            str_text(&writer.operations), catalogue->count);
    str_release(&writer.lists);
    str_release(&writer.shelves);
    str_release(&writer.parts);
    str_release(&writer.operations);
    mem_free(writer.queue);
    mem_free(writer.kept);
}

static bool
read_document(const char *path, struct str *text)
{
    char buffer[8192];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
        str_add(text, (struct span){buffer, n});
    bool whole = !ferror(file);
    return fclose(file) == 0 && whole;
}

static bool
add_document(struct openapi *openapi, const char *path)
{
    struct err err = {0};
    struct str text = {0};
    const char *slash = strrchr(path, '/');
    bool done = read_document(path, &text);
    if (!done)
        fprintf(stderr, "catalogue-compile: \"%s\" can't be read\n", path);
    struct openapi_text document = {slash ? slash + 1 : path, str_span(&text)};
    if (done && openapi_add(openapi, &document, &err) != STATUS_OK) {
        fprintf(stderr, "catalogue-compile: %s\n", err.text);
        done = false;
    }
    str_release(&text);
    return done;
}

int
main(int argc, char **argv)
{
    struct openapi openapi = {0};
    bool done = argc > 1;
    for (int i = 1; done && i < argc; i++)
        done = add_document(&openapi, argv[i]);
    if (done)
        write_tables(&openapi.catalogue, stdout);
    openapi_release(&openapi);
    return done && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
