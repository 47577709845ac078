/* Which operation a method and a path amount to. */
#include "config.h"

#include "api/request.h"

/* One attempt to fit a template to a path. */
struct fit {
    struct slot_value slots[CATALOGUE_SLOTS];
    unsigned slot_count;
    size_t fixed; /* characters of the template outside slots: the more, the better */
};

/* Does LITERAL stand at *at? Moves *at behind it. */
static bool
take_literal(struct span s, size_t *at, struct span literal)
{
    size_t to = *at;
    for (size_t i = 0; i < literal.n; i++) {
        char c;
        if (to >= s.n)
            return false;
        size_t length = percent_next(s, to, &c);
        if (!span_equal_nocase((struct span){&c, 1}, span_sub(literal, i, i + 1)))
            return false;
        to += length;
    }
    *at = to;
    return true;
}

/* Where LITERAL first stands at or after FROM; the end for an empty one or none. */
static size_t
find_literal(struct span s, size_t from, struct span literal)
{
    for (size_t at = from; literal.n && at < s.n; at++) {
        size_t behind = at;
        if (take_literal(s, &behind, literal))
            return at;
    }
    return s.n;
}

/* One segment: fixed text and slots by turns, as in findbyip(ip='{IP}'). */
static bool
fit_segment(struct fit *fit, struct span pattern, struct span segment)
{
    size_t at = 0;
    for (;;) {
        size_t open = span_find_byte(pattern, 0, '{');
        if (!take_literal(segment, &at, span_sub(pattern, 0, open)))
            return false;
        fit->fixed += open;
        if (open == pattern.n)
            return at == segment.n;
        size_t close = span_find_byte(pattern, open, '}');
        struct span name = span_sub(pattern, open + 1, close);
        pattern = span_from(pattern, close + 1);
        struct span next = span_sub(pattern, 0, span_find_byte(pattern, 0, '{'));
        size_t end = find_literal(segment, at, next);
        if (fit->slot_count == CATALOGUE_SLOTS)
            return false;
        fit->slots[fit->slot_count++] =
            (struct slot_value){name, span_sub(segment, at, end)};
        at = end;
    }
}

/* v1, v1.0, beta */
static bool
is_version(struct span segment)
{
    if (span_is_nocase(segment, "beta"))
        return true;
    if (segment.n < 2 || !span_starts_nocase(segment, "v"))
        return false;
    for (size_t i = 1; i < segment.n; i++) {
        if ((segment.p[i] < '0' || segment.p[i] > '9') && segment.p[i] != '.')
            return false;
    }
    return true;
}

static struct span
without_slashes(struct span path)
{
    if (span_starts(path, "/"))
        path = span_from(path, 1);
    return span_ends(path, "/") ? span_sub(path, 0, path.n - 1) : path;
}

static bool
fit_path(struct fit *fit, struct span pattern, struct span path)
{
    struct span part, segment, before = {0};
    pattern = without_slashes(pattern);
    path = without_slashes(path);
    *fit = (struct fit){0};
    while (span_next(&pattern, '/', &part)) {
        if (!span_next(&path, '/', &segment))
            return false;
        if (span_is_nocase(before, "api") && is_version(segment) && !is_version(part) &&
            !span_next(&path, '/', &segment))
            return false;
        bool versions = !before.p && is_version(part) && is_version(segment);
        if (!versions && !fit_segment(fit, part, segment))
            return false;
        before = segment;
    }
    return !path.p;
}

struct route
catalogue_route(const struct catalogue *catalogue, enum product product,
                struct span method, struct span path)
{
    struct route route = {0};
    size_t best = 0;
    for (unsigned i = 0; i < catalogue->count; i++) {
        const struct operation *operation = &catalogue->operations[i];
        struct fit fit;
        if ((product != PRODUCT_OTHER && operation->product != product) ||
            !fit_path(&fit, span_of(operation->path), path))
            continue;
        bool found = route.operation || route.other_method;
        if (found && fit.fixed < best)
            continue;
        if (!found || fit.fixed > best)
            route = (struct route){0};
        best = fit.fixed;
        if (!span_is(method, operation->method)) {
            if (!route.operation && !route.other_method)
                route.other_method = operation;
        } else if (!route.operation) {
            route.operation = operation;
            route.other_method = NULL;
            route.slot_count = fit.slot_count;
            for (unsigned k = 0; k < fit.slot_count; k++)
                route.slots[k] = fit.slots[k];
        }
    }
    return route;
}
