/* Headers that requests to these services carry. */
#include "config.h"

#include "api/completion_parts.h"

#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* RFC 9110, RFC 7240 (Prefer), OData 4.01 part 1 section 8.2, and what Graph's pages
 * name. */
static const struct header {
    const char *name, *meaning;
    const char *values[4];
} headers[] = {
    {"Accept", N_("what form the answer is to have"), {"application/json"}},
    {"Accept-Language", N_("the language of texts in the answer"), {"en-US"}},
    {"Content-Type", N_("what form the body has"), {"application/json"}},
    {"Prefer",
     N_("a wish that the service may pass over"),
     {"return=representation", "return=minimal", "odata.maxpagesize=100"}},
    {"If-Match", N_("only if it has not changed: its ETag, or *"), {"*"}},
    {"ConsistencyLevel", N_("Graph: what $count needs"), {"eventual"}},
    {"ClientRequestId", N_("your own ID for this call: any GUID"), {NULL}},
    {"client-request-id", N_("Graph: your own ID for this call, any GUID"), {NULL}},
    {"return-client-request-id",
     N_("Graph: give that ID back with the answer"),
     {"true"}},
};

static bool
is_set(const struct request *request, const char *name)
{
    return pairs_get_nocase(&request->headers, name) != NULL;
}

static const struct schema *
parameter_named(const struct operation *operation, const char *name)
{
    for (unsigned i = 0; operation && i < operation->parameter_count; i++)
        if (operation->parameters[i].in == PLACE_HEADER &&
            span_is_nocase(span_of(name), operation->parameters[i].schema.name))
            return &operation->parameters[i].schema;
    return NULL;
}

/* The operation's own first. */
static void
offer_names(struct completion *completion, const struct request *request,
            struct span typed, const char *tail)
{
    const struct operation *operation = request->operation;
    for (unsigned i = 0; operation && i < operation->parameter_count; i++) {
        const struct parameter *own = &operation->parameters[i];
        if (own->in == PLACE_HEADER && !is_set(request, own->schema.name))
            completion_offer_schema(completion, typed, &own->schema, tail);
    }
    for (size_t i = 0; i < COUNT_OF(headers); i++)
        if (!is_set(request, headers[i].name) &&
            !parameter_named(operation, headers[i].name))
            completion_offer(completion, typed, headers[i].name, tail,
                             _(headers[i].meaning));
}

/* What the operation says of the header, then what is known of it everywhere. */
static void
offer_values(struct completion *completion, const struct operation *operation,
             struct span name, struct span value, size_t offset)
{
    struct span typed = span_sub(value, 0, offset);
    struct str text = str_dup(name);
    const struct schema *schema = parameter_named(operation, str_text(&text));
    str_release(&text);
    if (schema)
        completion_whole(completion, schema, false, value, offset);
    else
        completion->length = value.n;

    for (size_t i = 0; i < COUNT_OF(headers); i++) {
        const char *const *values = headers[i].values;
        for (size_t k = 0; k < COUNT_OF(headers[i].values) && values[k]; k++)
            if (span_is_nocase(name, headers[i].name))
                completion_offer(completion, typed, values[k], "", "");
    }
}

void
completion_header(struct completion *completion, const struct request *request,
                  struct span text, size_t offset)
{
    size_t mark = span_find_byte(text, 0, ':');
    if (offset > text.n)
        return;
    if (offset > mark) {
        size_t at = mark + 1;
        while (at < offset && text.p[at] == ' ')
            at++;
        offer_values(completion, request->operation, span_trim(span_sub(text, 0, mark)),
                     span_from(text, at), offset - at);
        completion->at = at;
    } else {
        completion->length = mark;
        offer_names(completion, request, span_sub(text, 0, offset),
                    mark < text.n ? "" : ": ");
    }
    completion_rank(completion);
}

void
completion_header_value(struct completion *completion,
                        const struct operation *operation, struct span name,
                        struct span value, size_t offset)
{
    if (offset > value.n)
        return;
    offer_values(completion, operation, name, value, offset);
    completion_rank(completion);
}
