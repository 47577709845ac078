/* Documents, their paths and operations. */
#include "config.h"

#include "api/openapi.h"

#include "api/openapi_parts.h"
#include "base/memory.h"
#include "json/scan.h"
#include "json/text.h"

#include <string.h>

/* One path of the document and what holds for all its operations. */
struct path_item {
    const char *template; /* with the server's own path before it */
    const cJSON *item;
};

static const struct {
    const char *name, *method;
    enum effect effect;
} methods[] = {
    {"get", "GET", EFFECT_READ},         {"put", "PUT", EFFECT_CHANGE},
    {"post", "POST", EFFECT_CHANGE},     {"delete", "DELETE", EFFECT_DESTRUCTIVE},
    {"options", "OPTIONS", EFFECT_READ}, {"head", "HEAD", EFFECT_READ},
    {"patch", "PATCH", EFFECT_CHANGE},   {"trace", "TRACE", EFFECT_READ},
};

static const struct {
    const char *name;
    enum place place;
} places[] = {
    {"path", PLACE_PATH},
    {"query", PLACE_QUERY},
    {"header", PLACE_HEADER},
};

static enum effect
read_effect(const cJSON *node, enum effect otherwise)
{
    const char *text = cJSON_GetStringValue(openapi_member(node, "x-effect"));
    for (enum effect effect = EFFECT_READ; text && effect <= EFFECT_DESTRUCTIVE;
         effect++) {
        if (strcmp(text, effect_name(effect)) == 0)
            return effect;
    }
    return otherwise;
}

static const struct odata *
read_odata(struct openapi_reader *reader, const cJSON *node)
{
    if (!cJSON_IsObject(node))
        return NULL;
    struct odata *odata = openapi_alloc(reader->openapi, 1, sizeof *odata);
    odata->options = openapi_names(reader, node, "options");
    odata->filterable = openapi_names(reader, node, "filterable");
    odata->also_filterable = openapi_names(reader, node, "also_filterable");
    odata->expandable = openapi_names(reader, node, "expandable");
    odata->max_top = openapi_count(node, "max_top");
    odata->page_size = openapi_count(node, "page_size");
    return odata;
}

static void
read_combinations(struct openapi_reader *reader, struct operation *operation,
                  const cJSON *array)
{
    const cJSON *item;
    if (!cJSON_IsArray(array) || !array->child)
        return;
    size_t room = (size_t)cJSON_GetArraySize(array);
    if (!openapi_spend(reader, room * sizeof(struct combination)))
        return;
    struct combination *list = openapi_alloc(reader->openapi, room, sizeof *list);
    operation->combinations = list;
    cJSON_ArrayForEach(item, array)
    {
        struct combination one = {
            .name = openapi_text(reader, item, "name"),
            .by = openapi_text(reader, item, "by"),
            .value = openapi_text(reader, item, "value"),
            .allowed = openapi_names(reader, item, "allowed"),
        };
        if (one.name && one.by && one.value && one.allowed)
            list[operation->combination_count++] = one;
        else
            openapi_fault(reader, "\"x-combinations\" lacks a name");
    }
}

static void
read_extensions(struct openapi_reader *reader, struct operation *operation,
                const cJSON *node)
{
    const cJSON *permissions = openapi_member(node, "x-permissions");
    const cJSON *limits = openapi_member(node, "x-limits");
    operation->permissions_application =
        openapi_names(reader, permissions, "application");
    operation->permissions_delegated = openapi_names(reader, permissions, "delegated");
    operation->portal_role = openapi_text(reader, node, "x-portal-role");
    operation->per_minute = openapi_count(limits, "per_minute");
    operation->per_hour = openapi_count(limits, "per_hour");
    operation->odata = read_odata(reader, openapi_member(node, "x-odata"));
    read_combinations(reader, operation, openapi_member(node, "x-combinations"));
    operation->contradictions = openapi_names(reader, node, "x-contradictions");
    operation->platforms = openapi_names(reader, node, "x-platforms");
    operation->client_version = openapi_text(reader, node, "x-client-version");
    operation->documentation =
        openapi_text(reader, openapi_member(node, "externalDocs"), "url");
    operation->successor = openapi_text(reader, node, "x-successor");
    operation->retires = openapi_text(reader, node, "x-retires");
    operation->succession =
        openapi_succession(reader, openapi_member(node, "x-succession"));
    operation->preview = openapi_true(node, "x-preview");
}

/* A parameter of the operation takes the place of one of its path. */
static struct parameter *
parameter_place(struct operation *operation, struct parameter *list,
                const struct parameter *parameter)
{
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        if (list[i].in == parameter->in &&
            strcmp(list[i].schema.name, parameter->schema.name) == 0)
            return &list[i];
    }
    return operation->parameter_count < OPENAPI_PARAMETERS_MAX
               ? &list[operation->parameter_count++]
               : NULL;
}

static bool
in_template(const struct operation *operation, const char *slot)
{
    struct str text = {0};
    str_addf(&text, "{%s}", slot);
    bool found = span_has(span_of(operation->path), str_text(&text));
    str_release(&text);
    return found;
}

static void
read_parameter(struct openapi_reader *reader, struct operation *operation,
               struct parameter *list, const cJSON *node)
{
    struct parameter parameter = {0};
    const char *in = cJSON_GetStringValue(openapi_member(node, "in"));
    size_t place = 0;
    parameter.schema.name = openapi_text(reader, node, "name");
    while (in && place < COUNT_OF(places) && strcmp(in, places[place].name) != 0)
        place++;
    if (!in || !parameter.schema.name) {
        openapi_fault(reader, "a parameter lacks \"name\" or \"in\"");
        return;
    }
    if (place == COUNT_OF(places)) /* cookies: nothing that these APIs know */
        return;
    parameter.in = places[place].place;
    if (parameter.in == PLACE_PATH && !in_template(operation, parameter.schema.name)) {
        openapi_fault(reader, "the path has no {%s}", parameter.schema.name);
        return;
    }
    parameter.schema.what = openapi_line(reader, node, "description");
    parameter.schema.also_written = openapi_names(reader, node, "x-also-written");
    parameter.schema.required =
        parameter.in == PLACE_PATH || openapi_true(node, "required");
    if (openapi_member(node, "schema"))
        openapi_schema(reader, &parameter.schema, openapi_member(node, "schema"));
    struct parameter *kept = parameter_place(operation, list, &parameter);
    if (kept)
        *kept = parameter;
    else
        openapi_fault(reader, "more than %d parameters", OPENAPI_PARAMETERS_MAX);
}

/* Slots that no parameter describes take any text. */
static void
add_slots(struct openapi_reader *reader, struct operation *operation,
          struct parameter *list)
{
    struct span path = span_of(operation->path);
    for (size_t at = span_find_byte(path, 0, '{'); at < path.n;
         at = span_find_byte(path, at + 1, '{')) {
        struct span name = span_sub(path, at + 1, span_find_byte(path, at, '}'));
        struct parameter parameter = {.in = PLACE_PATH};
        parameter.schema.name = openapi_keep(reader->openapi, name);
        parameter.schema.type = TYPE_STRING;
        parameter.schema.required = true;
        unsigned before = operation->parameter_count;
        struct parameter *place = parameter_place(operation, list, &parameter);
        if (place && operation->parameter_count > before)
            *place = parameter;
    }
}

static void
read_parameters(struct openapi_reader *reader, struct operation *operation,
                const cJSON *shared, const cJSON *own)
{
    const cJSON *const sources[] = {shared, own};
    struct parameter *list =
        mem_alloc((OPENAPI_PARAMETERS_MAX + CATALOGUE_SLOTS) * sizeof *list);
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        const cJSON *item;
        cJSON_ArrayForEach(item, sources[i])
        {
            const cJSON *node = openapi_resolve(reader, item);
            if (node)
                read_parameter(reader, operation, list, node);
        }
    }
    add_slots(reader, operation, list);
    if (operation->parameter_count) {
        size_t bytes = operation->parameter_count * sizeof *list;
        struct parameter *kept =
            openapi_alloc(reader->openapi, operation->parameter_count, sizeof *kept);
        memcpy(kept, list, bytes);
        operation->parameters = kept;
    }
    mem_free(list);
}

static bool
is_json_type(const char *type)
{
    struct span name = span_of(type);
    name = span_trim(span_sub(name, 0, span_find_byte(name, 0, ';')));
    return span_is_nocase(name, "application/json") || span_ends(name, "+json");
}

/* JSON where it is offered, else what comes first. */
static void
read_body(struct openapi_reader *reader, struct operation *operation, const cJSON *node)
{
    const cJSON *body = openapi_resolve(reader, node), *item, *chosen = NULL;
    cJSON_ArrayForEach(item, openapi_member(body, "content"))
    {
        if (!chosen || (!is_json_type(chosen->string) && is_json_type(item->string)))
            chosen = item;
    }
    if (!chosen)
        return;
    struct schema *schema = openapi_alloc(reader->openapi, 1, sizeof *schema);
    operation->content_type = openapi_keep(reader->openapi, span_of(chosen->string));
    operation->body = schema;
    openapi_schema(reader, schema, openapi_member(chosen, "schema"));
    schema->required = openapi_true(body, "required");
}

static void
read_success(struct openapi_reader *reader, struct operation *operation,
             const cJSON *responses)
{
    enum { SUCCESS_MAX = 20 };
    unsigned short *list =
        openapi_alloc(reader->openapi, SUCCESS_MAX + 1, sizeof *list);
    const cJSON *item;
    size_t count = 0;
    operation->success = list;
    if (!cJSON_IsObject(responses))
        return;
    cJSON_ArrayForEach(item, responses)
    {
        uint64_t status = 0;
        struct span name = span_of(item->string);
        if (span_is_nocase(name, "2XX"))
            status = 200;
        else if (!span_number(name, 299, &status))
            continue;
        if (status >= 200 && count < SUCCESS_MAX)
            list[count++] = (unsigned short)status;
    }
}

/* An id for an operation that has none: "get-api-machines-id". */
static const char *
made_id(struct openapi_reader *reader, const struct operation *operation,
        const char *method)
{
    struct str id = {0};
    str_add_text(&id, method);
    for (const char *p = operation->path; *p; p++) {
        bool word = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
                    (*p >= 'A' && *p <= 'Z') || *p == '_' || *p == '.';
        if (word)
            str_add_byte(&id, *p);
        else if (!span_ends(str_span(&id), "-"))
            str_add_byte(&id, '-');
    }
    while (span_ends(str_span(&id), "-"))
        str_cut(&id, id.n - 1);
    const char *kept = openapi_keep(reader->openapi, str_span(&id));
    str_release(&id);
    return kept;
}

static void
add_operation(struct openapi_reader *reader, const struct operation *operation)
{
    struct openapi *openapi = reader->openapi;
    size_t count = openapi->catalogue.count;
    if (catalogue_find(&openapi->catalogue, span_of(operation->id))) {
        openapi_fault(reader, "the operation \"%s\" is there already", operation->id);
        return;
    }
    if (count >= OPENAPI_OPERATIONS_MAX) {
        openapi_fault(reader, "more than %d operations", OPENAPI_OPERATIONS_MAX);
        return;
    }
    ARRAY_GROW(openapi->operations, count, openapi->room);
    openapi->operations[count] = *operation;
    openapi->catalogue.operations = openapi->operations;
    openapi->catalogue.count++;
}

static void
read_operation(struct openapi_reader *reader, const struct path_item *path,
               size_t method, const cJSON *node)
{
    const cJSON *tags = openapi_member(node, "tags");
    struct operation operation = {
        .product = product_named(span_of(reader->name)),
        .source = openapi_keep(reader->openapi, span_of(reader->name)),
        .method = methods[method].method,
        .path = path->template,
        .id = openapi_text(reader, node, "operationId"),
        .title = openapi_line(reader, node, "summary"),
        .what = openapi_line(reader, node, "description"),
        .effect = read_effect(node, methods[method].effect),
    };
    if (!operation.id)
        operation.id = made_id(reader, &operation, methods[method].name);
    if (!operation.title)
        operation.title = operation.id;
    operation.group =
        cJSON_IsArray(tags) && cJSON_IsString(tags->child)
            ? openapi_keep(reader->openapi, span_of(tags->child->valuestring))
            : operation.source;
    read_parameters(reader, &operation, openapi_member(path->item, "parameters"),
                    openapi_member(node, "parameters"));
    read_body(reader, &operation, openapi_member(node, "requestBody"));
    read_success(reader, &operation, openapi_member(node, "responses"));
    operation.answer = openapi_answer(reader, openapi_member(node, "responses"));
    read_extensions(reader, &operation, node);
    add_operation(reader, &operation);
}

/* The path of the server's address: documents may leave it out of their paths. */
static struct span
server_path(const cJSON *root)
{
    const cJSON *servers = openapi_member(root, "servers");
    const cJSON *first = cJSON_IsArray(servers) ? servers->child : NULL;
    struct span url = span_of(cJSON_GetStringValue(openapi_member(first, "url")));
    size_t scheme = span_find(url, 0, SPAN("://"));
    if (scheme < url.n)
        url = span_from(url, span_find_byte(url, scheme + 3, '/'));
    while (span_ends(url, "/"))
        url = span_sub(url, 0, url.n - 1);
    return url;
}

/* Begins with a slash; braces in pairs, and no more than a route can tell. */
static bool
is_template(const char *template)
{
    bool open = false;
    unsigned slots = 0;
    for (const char *p = template; *p; p++) {
        if ((*p == '{' && open) || (*p == '}' && !open))
            return false;
        if (*p == '{')
            slots++;
        if (*p == '{' || *p == '}')
            open = !open;
    }
    return template[0] == '/' && !open && slots <= CATALOGUE_SLOTS;
}

static void
read_path(struct openapi_reader *reader, const char *base, const cJSON *node)
{
    struct str template = {0};
    str_addf(&template, "%s%s", base, node->string);
    struct path_item path = {
        .template = openapi_keep(reader->openapi, str_span(&template)),
        .item = openapi_resolve(reader, node),
    };
    str_release(&template);
    if (!is_template(path.template)) {
        openapi_fault(reader,
                      "this path can't be used: it needs a slash at its start "
                      "and at most %d {names}",
                      CATALOGUE_SLOTS);
        return;
    }
    size_t length = reader->where.n;
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        const cJSON *operation = openapi_member(path.item, methods[i].name);
        if (!cJSON_IsObject(operation))
            continue;
        json_pointer_add(&reader->where, span_of(methods[i].name));
        read_operation(reader, &path, i, operation);
        str_cut(&reader->where, length);
    }
}

static void
read_paths(struct openapi_reader *reader)
{
    const cJSON *paths = openapi_member(reader->root, "paths"), *item;
    struct str base = str_dup(server_path(reader->root));
    cJSON_ArrayForEach(item, paths)
    {
        str_clear(&reader->where);
        json_pointer_add(&reader->where, SPAN("paths"));
        json_pointer_add(&reader->where, span_of(item->string));
        read_path(reader, str_text(&base), item);
    }
    str_release(&base);
}

/* cJSON is lenient: what is no JSON must not get as far as that. */
static enum status
check_syntax(const struct openapi_text *document, struct err *err)
{
    struct json_scan scan;
    struct span raw;
    enum json_token token;
    json_scan_init(&scan, document->text);
    do
        token = json_scan_next(&scan, &raw);
    while (token != JSON_END && token != JSON_BROKEN);
    if (token == JSON_END)
        return STATUS_OK;
    struct json_place place = json_place_of(document->text, scan.fault.at);
    return err_set(err, STATUS_INPUT,
                   "\"%s\" is not JSON: see line %zu, column %zu; it must be an "
                   "OpenAPI document in JSON",
                   document->name, place.line, place.column);
}

static enum status
check_version(const cJSON *root, const char *name, struct err *err)
{
    struct span version =
        span_of(cJSON_GetStringValue(openapi_member(root, "openapi")));
    if (openapi_member(root, "swagger"))
        return err_set(err, STATUS_INPUT,
                       "\"%s\" is a Swagger 2 document: convert it to OpenAPI 3", name);
    if (!span_starts(version, "3.0") && !span_starts(version, "3.1"))
        return err_set(err, STATUS_INPUT,
                       "\"%s\" is not an OpenAPI 3.0 or 3.1 document: \"openapi\" says "
                       "\"%.*s\"",
                       name, SPAN_ARG(version));
    if (!cJSON_IsObject(openapi_member(root, "paths")))
        return err_set(err, STATUS_INPUT, "\"%s\" has no \"paths\"", name);
    return STATUS_OK;
}

static enum status
report(const struct openapi_reader *reader, unsigned added, const char *name,
       struct err *err)
{
    if (!reader->faults && added)
        return STATUS_OK;
    if (!added)
        return err_set(err, STATUS_INPUT,
                       "\"%s\" has no operation that can be used%s%s", name,
                       reader->faults ? ": " : "", str_text(&reader->first));
    return err_set(err, STATUS_FOUND, "\"%s\" is used in part: %s%s", name,
                   str_text(&reader->first),
                   reader->faults > 1 ? "; there is more of the kind" : "");
}

enum status
openapi_add(struct openapi *openapi, const struct openapi_text *document,
            struct err *err)
{
    if (document->text.n > OPENAPI_BYTES_MAX)
        return err_set(err, STATUS_LIMIT, "\"%s\" is larger than %d bytes",
                       document->name, OPENAPI_BYTES_MAX);
    enum status status = check_syntax(document, err);
    if (status != STATUS_OK)
        return status;
    cJSON *root =
        cJSON_ParseWithLengthOpts(document->text.p, document->text.n, NULL, 0);
    if (!root)
        return err_set(err, STATUS_LIMIT, "\"%s\" is nested too deep", document->name);
    status = check_version(root, document->name, err);
    if (status == STATUS_OK) {
        struct span name = span_of(document->name);
        if (span_ends(name, ".json"))
            name = span_sub(name, 0, name.n - 5);
        struct openapi_reader reader = {
            .openapi = openapi, .root = root, .name = openapi_keep(openapi, name)};
        unsigned before = openapi->catalogue.count;
        read_paths(&reader);
        status =
            report(&reader, openapi->catalogue.count - before, document->name, err);
        str_release(&reader.where);
        str_release(&reader.first);
        mem_free(reader.tasks);
    }
    cJSON_Delete(root);
    return status;
}

enum status
openapi_add_all(struct openapi *openapi, const struct openapi_text *documents,
                size_t count, struct err *err)
{
    enum status worst = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        enum status status =
            openapi_add(openapi, &documents[i], worst == STATUS_OK ? err : NULL);
        if (status != STATUS_OK && (worst == STATUS_OK || worst == STATUS_FOUND))
            worst = status;
    }
    return worst;
}
