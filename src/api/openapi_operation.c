/* One operation of a document. */
#include "config.h"

#include "api/openapi_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

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

/* Of the properties that $filter takes, what the answer's rows tell of them. */
static void
read_properties(struct openapi_reader *reader, struct odata *odata,
                const cJSON *responses)
{
    const cJSON *described = openapi_row_properties(reader, responses);
    unsigned count = 0;
    for (names name = odata->filterable; described && name && *name; name++)
        count++;
    if (!count || !openapi_spend(reader, count * sizeof(struct schema)))
        return;
    struct schema *list = openapi_alloc(reader->openapi, count, sizeof *list);
    odata->properties = list;
    for (names name = odata->filterable; *name; name++) {
        const cJSON *property = openapi_member(described, *name);
        struct schema *schema = &list[odata->property_count];
        if (!property)
            continue;
        openapi_schema(reader, schema, property);
        schema->name = *name;
        schema->what = NULL; /* About tells the answer's names already */
        schema->properties = NULL;
        schema->property_count = 0;
        schema->items = NULL;
        odata->property_count++;
    }
}

static const struct odata *
read_odata(struct openapi_reader *reader, const cJSON *node, const cJSON *responses)
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
    read_properties(reader, odata, responses);
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
            .also_allowed = openapi_names(reader, item, "also_allowed"),
        };
        if (one.name && one.by && one.value && one.allowed)
            list[operation->combination_count++] = one;
        else
            openapi_fault(reader, item, _("\"x-combinations\" lacks a name"));
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
    operation->odata = read_odata(reader, openapi_member(node, "x-odata"),
                                  openapi_member(node, "responses"));
    read_combinations(reader, operation, openapi_member(node, "x-combinations"));
    operation->contradictions = openapi_names(reader, node, "x-contradictions");
    operation->platforms = openapi_names(reader, node, "x-platforms");
    operation->client_version = openapi_text(reader, node, "x-client-version");
    operation->documentation =
        openapi_text(reader, openapi_member(node, "externalDocs"), "url");
    operation->retires = openapi_text(reader, node, "x-retires");
    if (reader->product != PRODUCT_OTHER) {
        operation->successor = openapi_text(reader, node, "x-successor");
        operation->succession =
            openapi_succession(reader, openapi_member(node, "x-succession"));
    }
    operation->preview = openapi_true(node, "x-preview");
}

static bool
is_json_type(const char *type)
{
    struct span name = span_of(type);
    name = span_trim(span_sub(name, 0, span_find_byte(name, 0, ';')));
    return span_is_nocase(name, "application/json") || span_ends(name, "+json");
}

/* The whole body as the document shows one, as JSON; or NULL. */
static const char *
read_example(struct openapi_reader *reader, const cJSON *media)
{
    enum { EXAMPLE_MAX = 1 << 16 };
    const cJSON *example = openapi_member(media, "example");
    const cJSON *all = openapi_member(media, "examples");
    if (!example && cJSON_IsObject(all))
        example = openapi_member(openapi_resolve(reader, all->child), "value");
    if (!cJSON_IsObject(example) && !cJSON_IsArray(example))
        return NULL;
    char *text = cJSON_PrintUnformatted(example);
    const char *kept = NULL;
    if (text && strlen(text) <= EXAMPLE_MAX && openapi_spend(reader, strlen(text)))
        kept = openapi_keep(reader->openapi, span_of(text));
    cJSON_free(text);
    return kept;
}

/* JSON where it is offered, else what comes first. */
static void
read_body(struct openapi_reader *reader, struct operation *operation, const cJSON *node)
{
    const cJSON *body = openapi_resolve(reader, node), *item, *chosen = NULL;
    openapi_is(reader, body, "content", cJSON_IsObject, _("an object"));
    cJSON_ArrayForEach(item, openapi_member(body, "content"))
    {
        if (!chosen || (!is_json_type(chosen->string) && is_json_type(item->string)))
            chosen = item;
    }
    if (!chosen)
        return;
    struct schema *schema = openapi_alloc(reader->openapi, 1, sizeof *schema);
    bool any = span_has(span_of(chosen->string), "*");
    const char *type = any ? "application/json" : chosen->string;
    operation->content_type = openapi_safe(span_of(type))
                                  ? openapi_keep(reader->openapi, span_of(type))
                                  : "application/json";
    operation->body = schema;
    schema->example = read_example(reader, chosen);
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
made_id(struct openapi_reader *reader, const struct openapi_place *place)
{
    struct str id = {0};
    str_add_text(&id, place->word);
    for (const char *p = place->template; *p; p++) {
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

/* "name-2", or the next number that is free. */
static const char *
numbered(struct openapi_reader *reader, const char *id)
{
    struct str text = {0};
    unsigned number = 2;
    do {
        str_clear(&text);
        str_addf(&text, "%s-%u", id, number);
    } while (catalogue_find(&reader->openapi->catalogue, str_span(&text)) &&
             number++ < OPENAPI_OPERATIONS_MAX);
    const char *kept = openapi_keep(reader->openapi, str_span(&text));
    str_release(&text);
    return kept;
}

/* The name to call it by: its own, or one made for it. A built-in operation keeps its
 * name. */
static const char *
read_id(struct openapi_reader *reader, const struct openapi_place *place)
{
    const struct catalogue *catalogue = &reader->openapi->catalogue;
    const cJSON *node = openapi_member(place->node, "operationId");
    const char *id = openapi_text(reader, place->node, "operationId");
    struct span text = span_trim(span_of(id));
    if (!id || !openapi_safe(text) || span_starts(text, "/") ||
        span_starts(text, "-") || span_has(text, "://")) {
        if (id)
            openapi_fault(reader, node,
                          _("\"%s\" can't be used as a name: this operation is called "
                            "\"%s\""),
                          id, made_id(reader, place));
        id = made_id(reader, place);
        node = NULL;
    }
    const struct operation *other = catalogue_find(catalogue, span_of(id));
    if (other && strcmp(other->source, reader->name) != 0) {
        struct str prefixed = {0};
        str_addf(&prefixed, "%s.%s", reader->name, id);
        openapi_fault(reader, node ? node : place->node,
                      _("another API has an operation \"%s\": this one is called "
                        "\"%s\""),
                      id, str_text(&prefixed));
        id = openapi_keep(reader->openapi, str_span(&prefixed));
        str_release(&prefixed);
        other = catalogue_find(catalogue, span_of(id));
    }
    if (!other)
        return id;
    const char *free_id = numbered(reader, id);
    openapi_fault(reader, node ? node : place->node,
                  _("the operation \"%s\" is there already: this one is called \"%s\""),
                  id, free_id);
    return free_id;
}

static const char *
read_group(struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *tags = openapi_member(node, "tags");
    const cJSON *first = cJSON_IsArray(tags) ? tags->child : NULL;
    openapi_is(reader, node, "tags", cJSON_IsArray, _("a list of names"));
    const char *group = openapi_value(reader, first);
    if (group && *group)
        return group;
    return reader->own ? reader->service : reader->name;
}

void
openapi_operation(struct openapi_reader *reader, struct operation *operation,
                  const struct openapi_place *place)
{
    const cJSON *node = place->node;
    bool other = reader->product == PRODUCT_OTHER;
    *operation = (struct operation){
        .product = reader->product,
        .source = reader->name,
        .service = other ? reader->service : NULL,
        .server = other ? place->server : NULL,
        .method = place->method,
        .path = place->template,
        .id = read_id(reader, place),
        .title = openapi_line(reader, node, "summary"),
        .what = openapi_line(reader, node, "description"),
        .effect = read_effect(node, place->effect),
    };
    if (!operation->title)
        operation->title = operation->id;
    operation->group = read_group(reader, node);
    openapi_parameters(reader, operation, place);
    read_body(reader, operation, openapi_member(node, "requestBody"));
    read_success(reader, operation, openapi_member(node, "responses"));
    operation->answer = openapi_answer(reader, openapi_member(node, "responses"));
    read_extensions(reader, operation, node);
    openapi_permissions(reader, operation, node);
    if (other && openapi_true(node, "deprecated") && !operation->retires)
        operation->retires = _("deprecated by the document");
}
