/* Mistakes in method, path, slots and query options. */
#include "mistakes.h"

#include "api/names.h"
#include "base/memory.h"

#include <stdio.h>
#include <string.h>

/* The request with one slot or option set. */
static void
tell_with(const struct mistakes *mistakes, const struct request *right, bool slot,
          const char *name, const char *value, const char *predicted)
{
    struct request request = {0};
    request_copy(&request, right);
    pairs_set(slot ? &request.slots : &request.query, span_of(name), span_of(value));
    mistakes->made(mistakes->owner, &request,
                   &(struct mistake){.predicted = predicted});
    request_release(&request);
}

/* The operation that a path amounts to when its last slot is empty: the one without it,
 * since a slash at the end says nothing. */
static bool
has_shorter(const struct operation *operation)
{
    const struct catalogue *catalogue = catalogue_builtin();
    struct span path = span_of(operation->path);
    size_t last = path.n;
    while (last && path.p[last - 1] != '/')
        last--;
    struct span slot = span_from(path, last), shorter = span_sub(path, 0, last - 1);
    for (unsigned i = 0; span_starts(slot, "{") && i < catalogue->count; i++) {
        const struct operation *other = &catalogue->operations[i];
        if (strcmp(other->method, operation->method) == 0 &&
            span_is_nocase(shorter, other->path))
            return true;
    }
    return false;
}

static void
mistake_of_empty_slot(const struct mistakes *mistakes, const struct request *right,
                      const struct schema *schema)
{
    struct request request = {0};
    bool shorter = has_shorter(right->operation);
    request_copy(&request, right);
    pairs_set(&request.slots, span_of(schema->name), SPAN(""));
    mistakes->made(mistakes->owner, &request,
                   &(struct mistake){.predicted = shorter ? NULL : "NotFound",
                                     .unmeant = shorter});
    request_release(&request);
}

static void
mistakes_in_slot(const struct mistakes *mistakes, const struct request *right,
                 const struct schema *schema)
{
    const struct sample *sample = sample_of(schema);
    mistake_of_empty_slot(mistakes, right, schema);
    tell_with(mistakes, right, true, schema->name, "{id}", sample->code);
    tell_with(mistakes, right, true, schema->name, "<id>", sample->code);
    if (sample->bad)
        tell_with(mistakes, right, true, schema->name, sample->bad, sample->code);
    else if (schema->type == TYPE_INTEGER)
        tell_with(mistakes, right, true, schema->name, "5x", "InvalidInput");
    else if (schema->values)
        tell_with(mistakes, right, true, schema->name, "nothing", "InvalidInput");
}

static void
mistakes_in_parameter(const struct mistakes *mistakes, const struct request *right,
                      const struct schema *schema)
{
    const char *bad = sample_of(schema)->bad;
    if (schema->type == TYPE_INTEGER)
        bad = "5x";
    else if (schema->type == TYPE_BOOLEAN)
        bad = "maybe";
    else if (schema->values)
        bad = "nothing";
    if (bad)
        tell_with(mistakes, right, false, schema->name, bad, "ODataError");
    if (!schema->required)
        return;
    struct request request = {0};
    request_copy(&request, right);
    for (size_t i = request.query.count; i--;)
        if (strcmp(request.query.items[i].name, schema->name) == 0)
            pairs_remove(&request.query, i);
    mistakes->made(mistakes->owner, &request,
                   &(struct mistake){.predicted = "MissingRequiredParameter"});
    request_release(&request);
}

static void
mistakes_in_property(const struct mistakes *mistakes, const struct request *right,
                     const struct odata *odata, const char *property)
{
    struct str filter = {0};
    char *other = mem_strdup(property);
    str_addf(&filter, "%s eq null", property);
    tell_with(mistakes, right, false, "$filter", str_text(&filter), NULL);
    for (int how = 0; how < 3; how++) {
        memcpy(other, property, strlen(property) + 1);
        change_case(other, how);
        if (names_hold(odata->filterable, span_of(other)) ||
            names_hold(odata->also_filterable, span_of(other)))
            continue;
        str_clear(&filter);
        str_addf(&filter, "%s eq null", other);
        tell_with(mistakes, right, false, "$filter", str_text(&filter), "ODataError");
    }
    mem_free(other);
    str_release(&filter);
}

/* Values of options that every operation with that option refuses or takes. */
static const struct {
    const char *option, *value;
    bool taken;
} option_values[] = {
    {"$top", "1", true},
    {"$top", "ten", false},
    {"$top", "-1", false},
    {"$top", "1.5", false},
    {"$top", "", false},
    {"$skip", "0", true},
    {"$skip", "x", false},
    {"$skip", "'1'", false},
    {"$filter", "id eq", false},
    {"$filter", "id eq 'a", false},
    {"$filter", "(id eq 'a'", false},
    {"$filter", "id = 'a'", false},
    {"$filter", "id eq \"a\"", false},
    {"$filter", "id EQ 'a'", false},
    {"$filter", "substringof('a',id)", false},
    {"$filter", "", false},
};

static void
mistakes_in_odata(const struct mistakes *mistakes, const struct request *right,
                  const struct odata *odata)
{
    static const char nothing[] = "nothingLikeThis";
    char most[24];
    for (size_t i = 0; i < COUNT_OF(option_values); i++)
        if (names_hold(odata->options, span_of(option_values[i].option)))
            tell_with(mistakes, right, false, option_values[i].option,
                      option_values[i].value,
                      option_values[i].taken ? NULL : "ODataError");
    if (odata->max_top && names_hold(odata->options, SPAN("$top"))) {
        snprintf(most, sizeof most, "%u", odata->max_top);
        tell_with(mistakes, right, false, "$top", most, NULL);
        snprintf(most, sizeof most, "%u", odata->max_top + 1);
        tell_with(mistakes, right, false, "$top", most, "ODataError");
    }
    if (odata->expandable)
        tell_with(mistakes, right, false, "$expand", nothing, "ODataError");
    if (!odata->filterable || !names_hold(odata->options, SPAN("$filter")))
        return;
    tell_with(mistakes, right, false, "$filter", "nothingLikeThis eq 1", "ODataError");
    tell_with(mistakes, right, false, "$orderby", nothing, "ODataError");
    for (names name = odata->filterable; *name; name++)
        mistakes_in_property(mistakes, right, odata, *name);
    for (names name = odata->also_filterable; name && *name; name++)
        mistakes_in_property(mistakes, right, odata, *name);
}

/* Sent to an address that nothing has: another method, or another path. */
static void
mistakes_in_route(const struct mistakes *mistakes, const struct request *right)
{
    struct request request = {0};
    struct str path = {0};
    request_copy(&request, right);
    request.operation = NULL;
    mem_free(request.method);
    request.method = mem_strdup("PUT");
    mistakes->made(mistakes->owner, &request, &(struct mistake){"NotFound"});
    mem_free(request.method);
    request.method = mem_strdup(right->method);
    str_addf(&path, "/x%s", right->path);
    mem_free(request.path);
    request.path = str_take(&path);
    mistakes->made(mistakes->owner, &request, &(struct mistake){"NotFound"});
    request_release(&request);
}

void
mistakes_in_address(const struct mistakes *mistakes, const struct operation *operation)
{
    struct request right;
    right_request(&right, operation);
    mistakes->made(mistakes->owner, &right, &(struct mistake){0});
    tell_with(mistakes, &right, false, "$stop", "1", "ODataError");
    tell_with(mistakes, &right, false, "$fliter", "id eq 'a'", "ODataError");
    tell_with(mistakes, &right, false, "colour", "red", NULL);
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *p = &operation->parameters[i];
        if (p->in == PLACE_PATH)
            mistakes_in_slot(mistakes, &right, &p->schema);
        else if (p->in == PLACE_QUERY && p->schema.name[0] != '$')
            mistakes_in_parameter(mistakes, &right, &p->schema);
    }
    if (operation->odata)
        mistakes_in_odata(mistakes, &right, operation->odata);
    mistakes_in_route(mistakes, &right);
    request_release(&right);
}
