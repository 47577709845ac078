/* Documents and their paths. */
#include "config.h"

#include "api/openapi.h"

#include "api/openapi_parts.h"
#include "base/memory.h"
#include "base/sanitise.h"
#include "base/text.h"
#include "json/text.h"

#include <string.h>

static const struct {
    const char *name, *method;
    enum effect effect;
} methods[] = {
    {"get", "GET", EFFECT_READ},         {"put", "PUT", EFFECT_CHANGE},
    {"post", "POST", EFFECT_CHANGE},     {"delete", "DELETE", EFFECT_DESTRUCTIVE},
    {"options", "OPTIONS", EFFECT_READ}, {"head", "HEAD", EFFECT_READ},
    {"patch", "PATCH", EFFECT_CHANGE},   {"trace", "TRACE", EFFECT_READ},
};

static void
add_operation(struct openapi_reader *reader, const struct openapi_place *place)
{
    struct openapi *openapi = reader->openapi;
    size_t count = openapi->catalogue.count;
    if (count >= OPENAPI_OPERATIONS_MAX) {
        openapi_fault(reader, NULL,
                      _("more than %d operations: those that follow are left out"),
                      OPENAPI_OPERATIONS_MAX);
        return;
    }
    struct operation operation;
    openapi_operation(reader, &operation, place);
    ARRAY_GROW(openapi->operations, count, openapi->room);
    openapi->operations[count] = operation;
    openapi->catalogue.operations = openapi->operations;
    openapi->catalogue.count++;
}

/* --- paths --- */

/* Braces in pairs, and no more than a route can tell. NULL: it can
 * be used, else why not. */
static const char *
fault_of(const char *template)
{
    bool open = false;
    unsigned slots = 0;
    if (strpbrk(template, "?#"))
        return _("a path ends before ? and #: describe query options as parameters");
    if (!openapi_safe(span_of(template)) || strpbrk(template, " "))
        return _("this path holds a space or characters that can't be shown");
    for (const char *p = template; *p; p++) {
        if ((*p == '{' && (open || p[1] == '}')) || (*p == '}' && !open))
            return _("the braces of this path are not in pairs around names");
        slots += *p == '{';
        if (*p == '{' || *p == '}')
            open = !open;
    }
    if (open)
        return _("the braces of this path are not in pairs around names");
    return slots > CATALOGUE_SLOTS
               ? _("this path has more {names} than can be filled in")
               : NULL;
}

/* A method that was written in capitals is none. */
static void
report_methods(struct openapi_reader *reader, const cJSON *item)
{
    const cJSON *member;
    cJSON_ArrayForEach(member, item)
    {
        for (size_t i = 0; i < COUNT_OF(methods); i++) {
            if (span_is_nocase(span_of(member->string), methods[i].name) &&
                strcmp(member->string, methods[i].name) != 0)
                openapi_fault(reader, member,
                              _("\"%s\" is written \"%s\" here: methods stand in small "
                                "letters"),
                              member->string, methods[i].name);
        }
    }
}

/* The address that the operation is at; false: its path can't be used. */
static bool
set_address(struct openapi_reader *reader, struct openapi_place *place,
            const cJSON *node)
{
    const cJSON *servers[] = {openapi_member(place->node, "servers"),
                              openapi_member(place->path, "servers"),
                              openapi_member(reader->root, "servers")};
    struct str origin = {0}, template = {0};
    openapi_server(reader, servers, COUNT_OF(servers), &origin, &template);
    str_add_text(&template, node->string);
    const char *fault =
        node->string[0] == '/' ? fault_of(str_text(&template)) : fault_of(node->string);
    if (fault)
        openapi_fault(reader, node, "%s", fault);
    else
        place->template = openapi_keep(reader->openapi, str_span(&template));
    place->server = origin.n ? openapi_keep(reader->openapi, str_span(&origin)) : NULL;
    str_release(&origin);
    str_release(&template);
    return !fault;
}

static void
read_path(struct openapi_reader *reader, const cJSON *node)
{
    const cJSON *item = openapi_resolve(reader, node);
    if (item && !cJSON_IsObject(item)) {
        openapi_fault(reader, node, _("what belongs to a path must be an object"));
        return;
    }
    if (node->string[0] != '/') {
        openapi_fault(reader, node, _("a path must begin with a slash"));
        return;
    }
    report_methods(reader, item);
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        struct openapi_place place = {.method = methods[i].method,
                                      .word = methods[i].name,
                                      .effect = methods[i].effect,
                                      .path = item,
                                      .node = openapi_member(item, methods[i].name)};
        if (openapi_is(reader, item, methods[i].name, cJSON_IsObject, _("an object")) &&
            set_address(reader, &place, node))
            add_operation(reader, &place);
    }
}

/* --- the document --- */

static enum status
check_version(struct openapi_reader *reader, struct err *err)
{
    const char *name = reader->document;
    const cJSON *root = reader->root;
    const cJSON *told = openapi_member(root, "openapi");
    struct span version = span_of(openapi_value(reader, told));
    if (openapi_member(root, "swagger"))
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" is a Swagger 2 document: convert it to OpenAPI 3, for "
                         "example with \"npx swagger2openapi %s -o new.json\""),
                       name, name);
    if (!span_starts(version, "3.0") && !span_starts(version, "3.1"))
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" is not an OpenAPI 3.0 or 3.1 document: \"openapi\" "
                         "says \"%.*s\""),
                       name, SPAN_ARG(version));
    if (!cJSON_IsObject(openapi_member(root, "paths")))
        return err_set(err, STATUS_INPUT,
                       _("\"%s\" has no \"paths\", where the operations stand"), name);
    if (!cJSON_IsString(told))
        openapi_fault(reader, told, _("\"openapi\" must be text: write \"%.*s.0\""),
                      SPAN_ARG(version));
    reader->siblings = span_starts(version, "3.1");
    return STATUS_OK;
}

static bool
source_taken(const struct openapi *openapi, struct span name)
{
    for (unsigned i = 0; i < openapi->catalogue.count; i++) {
        if (span_is(name, openapi->catalogue.operations[i].source))
            return true;
    }
    return product_named(name) != PRODUCT_OTHER || span_is(name, "other");
}

/* "Pet Store (v2)" becomes "pet-store-v2". */
static void
add_slug(struct str *out, struct span title)
{
    enum { SLUG_MAX = 32 };
    for (size_t i = 0; i < title.n && out->n < SLUG_MAX; i++) {
        char c = title.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            str_add_byte(out, c);
        else if (out->n && out->p[out->n - 1] != '-')
            str_add_byte(out, '-');
    }
    while (span_ends(str_span(out), "-"))
        str_cut(out, out->n - 1);
}

static struct span
file_stem(const char *name)
{
    struct span stem = span_of(name);
    return span_ends(stem, ".json") ? span_sub(stem, 0, stem.n - 5) : stem;
}

/* What a user's own API is called: after its title, else after its file. */
static const char *
own_name(struct openapi_reader *reader)
{
    struct str slug = {0};
    add_slug(&slug, span_of(reader->service));
    if (!slug.n)
        add_slug(&slug, file_stem(reader->document));
    if (!slug.n)
        str_add_text(&slug, "own");
    size_t length = slug.n;
    for (unsigned number = 2; source_taken(reader->openapi, str_span(&slug)) &&
                              number < OPENAPI_OPERATIONS_MAX;
         number++) {
        str_cut(&slug, length);
        str_addf(&slug, "-%u", number);
    }
    const char *kept = openapi_keep(reader->openapi, str_span(&slug));
    str_release(&slug);
    return kept;
}

static void
name_api(struct openapi_reader *reader)
{
    struct openapi *openapi = reader->openapi;
    struct span stem = file_stem(reader->document);
    reader->service =
        openapi_line(reader, openapi_member(reader->root, "info"), "title");
    if (!reader->service && reader->own)
        openapi_fault(reader, NULL,
                      _("\"info\" has no \"title\": the API is called after its file"));
    if (!reader->service)
        reader->service = openapi_keep(openapi, stem);
    reader->name = reader->own ? own_name(reader) : openapi_keep(openapi, stem);
    reader->product = reader->own ? PRODUCT_OTHER : product_named(stem);
    reader->others = reader->product == PRODUCT_OTHER ? OTHERS_UNSAID : OTHERS_REFUSED;
}

/* Operations of one group stand together, groups in the order in which they came. */
static void
sort_groups(struct openapi *openapi, unsigned from)
{
    unsigned count = openapi->catalogue.count - from, done = 0;
    struct operation *all = openapi->operations + from;
    struct operation *sorted = mem_alloc((count + 1) * sizeof *sorted);
    bool *taken = mem_alloc((count + 1) * sizeof *taken);
    for (unsigned i = 0; i < count; i++) {
        for (unsigned k = i; k < count && !taken[i]; k++) {
            if (k > i && (taken[k] || strcmp(all[k].group, all[i].group) != 0))
                continue;
            sorted[done++] = all[k];
            if (k > i)
                taken[k] = true;
        }
    }
    memcpy(all, sorted, done * sizeof *all);
    mem_free(sorted);
    mem_free(taken);
}

static enum status
report(const struct openapi_reader *reader, unsigned added, struct err *err)
{
    size_t faults = reader->fault_count + reader->more_faults;
    struct str first = {0};
    if (!faults && added)
        return STATUS_OK;
    if (faults)
        openapi_trouble_text(&reader->openapi->troubles[reader->openapi->trouble_count -
                                                        reader->fault_count],
                             &first);
    if (!added)
        err_set(err, STATUS_INPUT, _("\"%s\" has no operation that can be used%s%s"),
                reader->document, faults ? ": " : "", str_text(&first));
    else if (faults > 1)
        err_set(err, STATUS_FOUND, _("\"%s\" is used in part: %s; and %zu more"),
                reader->document, str_text(&first), faults - 1);
    else
        err_set(err, STATUS_FOUND, _("\"%s\" is used in part: %s"), reader->document,
                str_text(&first));
    str_release(&first);
    return added ? STATUS_FOUND : STATUS_INPUT;
}

static enum status
read_document(struct openapi_reader *reader, struct err *err)
{
    unsigned before = reader->openapi->catalogue.count;
    const cJSON *item;
    enum status status = check_version(reader, err);
    if (status == STATUS_OK) {
        name_api(reader);
        cJSON_ArrayForEach(item, openapi_member(reader->root, "paths"))
        {
            /* x-...: extensions */
            if (!span_starts(span_of(item->string), "x-"))
                read_path(reader, item);
        }
        if (reader->own && reader->openapi->catalogue.count > before)
            sort_groups(reader->openapi, before);
    }
    openapi_tell_faults(reader);
    if (status == STATUS_OK)
        status = report(reader, reader->openapi->catalogue.count - before, err);
    return status;
}

enum status
openapi_add(struct openapi *openapi, const struct openapi_text *document,
            struct err *err)
{
    struct openapi_reader reader = {.openapi = openapi, .own = document->own};
    struct openapi_source_text source = {0};
    struct str shown = {0};
    sanitise_line(&shown, span_of(document->name), SANITISE_PLAIN);
    reader.document = openapi_keep(openapi, str_span(&shown));
    str_release(&shown);
    enum status status = openapi_read_text(&reader, document->text, &source, err);
    cJSON *root = NULL;
    if (status == STATUS_OK) {
        root = cJSON_ParseWithLengthOpts(reader.text.p, reader.text.n, NULL, 0);
        reader.root = root;
    }
    if (root)
        status = read_document(&reader, err);
    else if (status == STATUS_OK)
        status = err_set(err, STATUS_LIMIT, _("\"%s\" is too large to be read"),
                         reader.document);
    else
        openapi_tell_faults(&reader);
    cJSON_Delete(root);
    openapi_source_text_release(&source);
    mem_free(reader.faults);
    mem_free(reader.tasks);
    mem_free(reader.sources);
    mem_free(reader.known);
    mem_free(reader.links);
    mem_free(reader.references);
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

void
openapi_begin_with(struct openapi *openapi, const struct catalogue *catalogue)
{
    for (unsigned i = 0; i < catalogue->count; i++) {
        ARRAY_GROW(openapi->operations, openapi->catalogue.count, openapi->room);
        openapi->operations[openapi->catalogue.count++] = catalogue->operations[i];
    }
    openapi->catalogue.operations = openapi->operations;
}
