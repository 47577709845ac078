#include "config.h"

#include "api/successor.h"
#include "api/successor_parts.h"

#include "base/memory.h"
#include "base/text.h"
#include "json/text.h"

#include <string.h>

const struct operation *
successor_of(const struct catalogue *catalogue, const struct operation *operation)
{
    if (!operation || !operation->successor)
        return NULL;
    return catalogue_find(catalogue, span_of(operation->successor));
}

const struct change *
change_find(const struct operation *operation, enum change_kind kind, const char *of,
            struct span from)
{
    const struct succession *succession = operation->succession;
    for (unsigned i = 0; succession && i < succession->count; i++) {
        const struct change *change = &succession->changes[i];
        if (change->kind == kind && span_is_nocase(from, change->from) &&
            (!of || span_is_nocase(span_of(of), change->of)))
            return change;
    }
    return NULL;
}

bool
turn_value(const struct turning *turning, const char *name, struct span value,
           names values, struct str *out)
{
    const struct change *change = change_find(turning->from, CHANGE_VALUE, name, value);
    const char *to = change ? change->to : NULL;
    for (names one = values; one && *one && !to; one++) {
        if (span_is_nocase(value, *one))
            to = *one;
    }
    if (!to || span_is(value, to))
        return false;
    str_add_text(out, to);
    return true;
}

/* --- places --- */

static const struct schema *
parameter_named(const struct operation *operation, enum place in, const char *name)
{
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        if (parameter->in == in && strcmp(parameter->schema.name, name) == 0)
            return &parameter->schema;
    }
    return NULL;
}

static bool
offers_option(const struct operation *operation, const char *name)
{
    for (names one = operation->odata ? operation->odata->options : NULL; one && *one;
         one++) {
        if (strcmp(*one, name) == 0)
            return true;
    }
    return parameter_named(operation, PLACE_QUERY, name) != NULL;
}

bool
turn_put(struct turning *turning, const char *place, struct span value)
{
    struct request *turned = turning->turned;
    struct span kind, name = span_of(place);
    struct err err;
    if (place[0] == '/') {
        struct str json = {0};
        json_quote(&json, value);
        enum status status =
            request_assign(turned, span_from(name, 1), str_span(&json), true, &err);
        str_release(&json);
        return status == STATUS_OK;
    }
    span_next(&name, ':', &kind);
    if (!span_is(kind, "path") && !span_is(kind, "query"))
        return false;
    pairs_set(span_is(kind, "path") ? &turned->slots : &turned->query, name, value);
    return true;
}

static void
leave(struct turning *turning, const char *place, const char *value)
{
    const struct change *other =
        change_find(turning->from, CHANGE_OPERATION, NULL, span_of(place));
    differences_add(turning->differences, DIFFERENCE_LEFT, place, value,
                    other ? other->to : NULL);
}

/* What stands at PLACE goes where the catalogue says, else to the place of the same
 * name where STAYS, else it is left behind. */
static void
turn_place(struct turning *turning, const char *place, const char *value, bool stays)
{
    const struct change *change =
        change_find(turning->from, CHANGE_PLACE, NULL, span_of(place));
    const char *to = change ? change->to : stays ? place : NULL;
    if (!to || !turn_put(turning, to, span_of(value))) {
        if (*value)
            leave(turning, place, value);
        return;
    }
    if (strcmp(to, place) != 0)
        differences_add(turning->differences, DIFFERENCE_NAME, NULL, place, to);
}

static void
turn_slots(struct turning *turning)
{
    const struct pairs *slots = &turning->request->slots;
    for (size_t i = 0; i < slots->count; i++) {
        struct str place = {0};
        str_addf(&place, "path:%s", slots->items[i].name);
        turn_place(turning, str_text(&place), slots->items[i].value,
                   parameter_named(turning->to, PLACE_PATH, slots->items[i].name));
        str_release(&place);
    }
}

static void
turn_query(struct turning *turning)
{
    const struct pairs *query = &turning->request->query;
    for (size_t i = 0; i < query->count; i++) {
        const struct pair *pair = &query->items[i];
        struct str place = {0};
        str_addf(&place, "query:%s", pair->name);
        bool stays = offers_option(turning->to, pair->name);
        if (stays && strcmp(pair->name, "$filter") == 0)
            turn_filter(turning, span_of(pair->value));
        else
            turn_place(turning, str_text(&place), pair->value, stays);
        str_release(&place);
    }
}

/* --- what the successor asks for on top --- */

static void
add_wanted(struct turning *turning)
{
    const struct succession *succession = turning->from->succession;
    for (unsigned i = 0; succession && i < succession->count; i++) {
        const struct change *change = &succession->changes[i];
        if (change->kind != CHANGE_ADD || !change->to)
            continue;
        const char *option = strchr(change->from, ':');
        if (strcmp(change->from, "query:$filter") == 0)
            turn_add_condition(turning, span_of(change->to));
        else if (option && !pairs_get(&turning->turned->query, option + 1) &&
                 turn_put(turning, change->from, span_of(change->to)))
            differences_add(turning->differences, DIFFERENCE_ADDED, change->from, NULL,
                            change->to);
    }
}

/* A value to start from for each name that the successor needs and nothing went into.
 */
static void
add_missing(struct turning *turning)
{
    const struct schema *body = turning->to->body;
    struct request *turned = turning->turned;
    struct err err;
    if (body && !turned->body.n)
        request_fill(turned);
    for (unsigned i = 0; body && i < body->property_count; i++) {
        const struct schema *property = &body->properties[i];
        struct str quoted = {0}, value = {0};
        json_quote(&quoted, span_of(property->name));
        if (property->required &&
            !span_has(str_span(&turned->body), str_text(&quoted))) {
            request_placeholder(property, &value);
            request_assign(turned, span_of(property->name), str_span(&value), true,
                           &err);
        }
        str_release(&quoted);
        str_release(&value);
    }
}

void
successor_turn(struct request *turned, struct differences *differences,
               const struct request *request, const struct operation *successor)
{
    struct turning turning = {request, request->operation, successor, turned,
                              differences};
    request_release(turned);
    request_init(turned, successor);
    pairs_copy(&turned->headers, &request->headers);
    differences_of_calls(differences, request->operation, successor);
    turn_slots(&turning);
    turn_body(&turning);
    turn_query(&turning);
    add_wanted(&turning);
    add_missing(&turning);
    differences_of_answers(differences, request->operation);
}
