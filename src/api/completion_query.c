/* Query options: their names, and the values of all but $filter. */
#include "config.h"

#include "api/completion_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* OData 4.01 part 2, section 5.1: those that people write. */
static const struct option {
    const char *name, *meaning;
} options[] = {
    {"$filter", N_("only those that meet a condition")},
    {"$top", N_("how many to give at most")},
    {"$skip", N_("how many to pass over first")},
    {"$orderby", N_("in which order")},
    {"$select", N_("which properties to give")},
    {"$expand", N_("what related to give with them")},
    {"$count", N_("whether to tell how many there are")},
};

static const char *
meaning_of(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(options); i++)
        if (strcmp(options[i].name, name) == 0)
            return _(options[i].meaning);
    return "";
}

static const struct schema *
parameter_named(const struct operation *operation, struct span name)
{
    for (unsigned i = 0; i < operation->parameter_count; i++)
        if (operation->parameters[i].in == PLACE_QUERY &&
            span_is(name, operation->parameters[i].schema.name))
            return &operation->parameters[i].schema;
    return NULL;
}

/* --- properties --- */

static const struct schema *
written_property(const struct schema *body, struct span name)
{
    for (unsigned i = 0; i < body->property_count; i++)
        if (span_is(name, body->properties[i].name))
            return &body->properties[i];
    return NULL;
}

const struct schema *
completion_property(const struct operation *operation, struct span name)
{
    const struct catalogue *catalogue = catalogue_builtin();
    const struct schema *described = odata_property(operation->odata, name);
    if (described)
        return described;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *other = &catalogue->operations[i];
        if (other->product != operation->product || !other->body ||
            strcmp(other->group, operation->group) != 0)
            continue;
        const struct schema *schema = written_property(other->body, name);
        if (schema && (schema->values || schema->type == TYPE_BOOLEAN))
            return schema;
    }
    return NULL;
}

void
completion_offer_properties(struct completion *completion,
                            const struct operation *operation, names list,
                            struct span typed, const char *tail)
{
    for (; list && *list; list++) {
        const struct schema *schema = completion_property(operation, span_of(*list));
        struct candidate *candidate =
            completion_offer(completion, typed, *list, tail, "");
        for (names v = schema ? schema->values : NULL; candidate && v && *v; v++)
            str_addf(&candidate->meaning, "%s%s", v == schema->values ? "" : ", ", *v);
    }
}

/* Names between commas; in $orderby a direction behind each. */
static void
complete_list(struct completion *completion, const struct operation *operation,
              names known, bool ordered, struct span value, size_t offset)
{
    size_t at = offset;
    while (at && value.p[at - 1] != ',' && value.p[at - 1] != ' ')
        at--;
    struct span before = span_trim(span_sub(value, 0, at));
    struct span typed = span_sub(value, at, offset);
    bool behind = before.n && before.p[before.n - 1] != ',';
    completion->at = at;
    completion->length = completion_word_end(value, offset) - at;
    if (!behind) {
        completion_offer_properties(completion, operation, known, typed, "");
    } else if (ordered) {
        completion_offer(completion, typed, "asc", "", _("the smallest first"));
        completion_offer(completion, typed, "desc", "", _("the greatest first"));
    }
}

/* --- values --- */

void
completion_whole(struct completion *completion, const struct schema *schema,
                 bool boolean, struct span value, size_t offset)
{
    struct span typed = span_sub(value, 0, offset);
    completion->length = value.n;
    for (names v = schema ? schema->values : NULL; v && *v; v++)
        completion_offer(completion, typed, *v, "", "");
    if (boolean || (schema && schema->type == TYPE_BOOLEAN)) {
        completion_offer(completion, typed, "true", "", "");
        completion_offer(completion, typed, "false", "", "");
    }
    if (schema && schema->standard && !schema->values)
        completion_offer(completion, typed, schema->standard, "",
                         _("what is taken without it"));
    if (schema && schema->example && !schema->values)
        completion_offer(completion, typed, schema->example, "", _("an example"));
    if (schema && schema->format && strcmp(schema->format, "date-time") == 0)
        completion_offer(completion, typed, COMPLETION_INSTANT, "",
                         _("an example: date, T, time, Z for UTC"));
}

void
completion_option(struct completion *completion, const struct operation *operation,
                  struct span name, struct span value, size_t offset)
{
    const struct odata *odata = operation ? operation->odata : NULL;
    names filterable = odata ? odata->filterable : NULL;
    if (offset > value.n)
        return;
    if (span_is(name, "$filter"))
        completion_filter(completion, operation, value, offset);
    else if (span_is(name, "$orderby") || span_is(name, "$select"))
        complete_list(completion, operation, filterable, span_is(name, "$orderby"),
                      value, offset);
    else if (span_is(name, "$expand"))
        complete_list(completion, operation, odata ? odata->expandable : NULL, false,
                      value, offset);
    else
        completion_whole(completion,
                         operation ? parameter_named(operation, name) : NULL,
                         span_is(name, "$count"), value, offset);
    completion_rank(completion);
}

/* --- names --- */

static bool
is_set(const struct request *request, const char *name)
{
    return pairs_get_nocase(&request->query, name) != NULL;
}

static void
offer_known(struct completion *completion, const struct request *request,
            struct span typed, const char *tail)
{
    const struct operation *operation = request->operation;
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        if (parameter->in == PLACE_QUERY && !is_set(request, parameter->schema.name))
            completion_offer_schema(completion, typed, &parameter->schema, tail);
    }
    for (names o = operation->odata ? operation->odata->options : NULL; o && *o; o++)
        if (!is_set(request, *o) && !parameter_named(operation, span_of(*o)))
            completion_offer(completion, typed, *o, tail, meaning_of(*o));
}

void
completion_query(struct completion *completion, const struct request *request,
                 struct span text, size_t offset)
{
    size_t mark = span_find_byte(text, 0, '=');
    if (offset > text.n)
        return;
    if (offset > mark) {
        completion_option(completion, request->operation,
                          span_trim(span_sub(text, 0, mark)), span_from(text, mark + 1),
                          offset - mark - 1);
        completion->at += mark + 1;
        return;
    }
    struct span typed = span_sub(text, 0, offset);
    const char *tail = mark < text.n ? "" : "=";
    completion->length = mark;
    if (request->operation)
        offer_known(completion, request, typed, tail);
    for (size_t i = 0; !request->operation && i < COUNT_OF(options); i++)
        if (!is_set(request, options[i].name))
            completion_offer(completion, typed, options[i].name, tail,
                             _(options[i].meaning));
    completion_rank(completion);
}
