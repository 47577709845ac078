#include "config.h"

#include "api/catalogue.h"

#include "api/names.h"

#include <string.h>

const struct operation *
catalogue_find(const struct catalogue *catalogue, struct span id)
{
    for (unsigned i = 0; i < catalogue->count; i++)
        if (span_is(id, catalogue->operations[i].id))
            return &catalogue->operations[i];
    return NULL;
}

const struct operation *
catalogue_nearest(const struct catalogue *catalogue, struct span id)
{
    struct nearest nearest = {0};
    for (unsigned i = 0; i < catalogue->count; i++)
        nearest_offer(&nearest, id, span_of(catalogue->operations[i].id), i);
    return nearest.nearness.likeness >= LIKE_NEAR
               ? &catalogue->operations[nearest.index]
               : NULL;
}

/* The fixed text of a template from AT to the next slot, or to its end. */
static struct span
fixed_part(struct span template, size_t at)
{
    return span_sub(template, at, span_find_byte(template, at, '{'));
}

/* Where a slot's value ends: before the fixed text that follows it, within its segment.
 */
static size_t
value_end(struct span path, size_t at, struct span next)
{
    size_t segment = span_find_byte(path, at, '/');
    if (!next.n || next.p[0] == '/')
        return segment;
    size_t end = span_find_nocase(span_sub(path, 0, segment), at, next);
    return end;
}

/* Whether PATH fits TEMPLATE from the given places on; fills the slots. Gives the
 * length of fixed text that fits, which tells a closer fit from a looser one, or 0. */
static size_t
fit(struct span template, size_t from, struct span path, size_t at, struct route *route)
{
    size_t fixed = 0;
    route->slot_count = 0;
    while (from < template.n) {
        struct span part = fixed_part(template, from);
        if (!span_equal_nocase(span_sub(path, at, at + part.n), part))
            return 0;
        fixed += part.n;
        from += part.n;
        at += part.n;
        if (from == template.n)
            break;
        size_t close = span_find_byte(template, from, '}');
        if (close == template.n || route->slot_count == CATALOGUE_SLOTS)
            return 0;
        size_t end = value_end(path, at, fixed_part(template, close + 1));
        route->slots[route->slot_count++] = (struct slot_value){
            span_sub(template, from + 1, close), span_sub(path, at, end)};
        from = close + 1;
        at = end;
    }
    return at == path.n ? fixed : 0;
}

/* Length of "/api/v1.0" at the start of a path; 0: it names no version. */
static size_t
version_end(struct span path)
{
    if (!span_starts_nocase(path, "/api/v"))
        return 0;
    size_t end = span_find_byte(path, 5, '/');
    for (size_t i = 6; i < end; i++)
        if ((path.p[i] < '0' || path.p[i] > '9') && path.p[i] != '.')
            return 0;
    return end > 6 ? end : 0;
}

struct route
catalogue_route(const struct catalogue *catalogue, enum product product,
                struct span method, struct span path)
{
    struct route best = {0}, route = {0};
    size_t best_fit = 0, other_fit = 0, version = version_end(path);
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct span template = span_of(operation->path);
        if (product != PRODUCT_OTHER && operation->product != product)
            continue;
        size_t fixed = fit(template, 0, path, 0, &route);
        if (!fixed && version && span_starts_nocase(template, "/api/"))
            fixed = fit(template, 4, path, version, &route);
        if (!fixed)
            continue;
        if (!span_is(method, operation->method)) {
            if (fixed > other_fit) {
                other_fit = fixed;
                best.other_method = operation;
            }
        } else if (fixed > best_fit) {
            route.other_method = best.other_method;
            best = route;
            best.operation = operation;
            best_fit = fixed;
        }
    }
    if (best.operation)
        best.other_method = NULL;
    return best;
}

const char *
product_name(enum product product)
{
    static const char *const names_of[] = {[PRODUCT_MDE] = "mde",
                                           [PRODUCT_XDR] = "xdr",
                                           [PRODUCT_GRAPH] = "graph",
                                           [PRODUCT_OTHER] = "other"};
    return names_of[product];
}

const char *
product_title(enum product product)
{
    static const char *const titles[] = {[PRODUCT_MDE] = "Defender for Endpoint",
                                         [PRODUCT_XDR] = "Defender XDR",
                                         [PRODUCT_GRAPH] = "Microsoft Graph",
                                         [PRODUCT_OTHER] = "API"};
    return titles[product];
}

const char *
effect_name(enum effect effect)
{
    static const char *const names_of[] = {[EFFECT_READ] = "read",
                                           [EFFECT_CHANGE] = "change",
                                           [EFFECT_DESTRUCTIVE] = "destructive"};
    return names_of[effect];
}

const char *
value_type_name(enum value_type type)
{
    static const char *const names_of[] = {
        [TYPE_ANY] = "any",         [TYPE_STRING] = "string",
        [TYPE_INTEGER] = "integer", [TYPE_NUMBER] = "number",
        [TYPE_BOOLEAN] = "boolean", [TYPE_OBJECT] = "object",
        [TYPE_ARRAY] = "array",
    };
    return names_of[type];
}
