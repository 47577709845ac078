/* Route, host and path slots. */
#include "config.h"

#include "api/check_parts.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* --- the host --- */

enum { MDE = 1 << PRODUCT_MDE, XDR = 1 << PRODUCT_XDR, GRAPH = 1 << PRODUCT_GRAPH };

/* The service's hosts by their endings, the first that fits. Defender for Endpoint
 * answers on hosts of its own and on the shared one. */
static const struct {
    const char *ending;
    unsigned products;
} hosts[] = {
    {"graph.microsoft.com", GRAPH},         {"graph.microsoft.us", GRAPH},
    {".securitycenter.microsoft.com", MDE}, {".securitycenter.microsoft.us", MDE},
    {".securitycenter.windows.com", MDE},   {"api.security.microsoft.com", MDE | XDR},
    {".security.microsoft.com", XDR},       {".security.microsoft.us", XDR},
};

/* 0: a host that is not known. */
static unsigned
products_of(struct span host)
{
    for (size_t i = 0; i < COUNT_OF(hosts); i++) {
        size_t n = strlen(hosts[i].ending);
        if (host.n >= n && span_is_nocase(span_from(host, host.n - n), hosts[i].ending))
            return hosts[i].products;
    }
    return 0;
}

/* Host (empty: none) and path of what may be a whole URL; a query is left out. */
static void
split(struct span target, struct span *host, struct span *path)
{
    size_t scheme = span_find(target, 0, SPAN("://"));
    size_t start = scheme < target.n ? scheme + 3 : 0;
    size_t slash = start ? span_find_byte(target, start, '/') : 0;
    struct span authority = span_sub(target, start, slash);
    *host = span_sub(authority, 0, span_find_byte(authority, 0, ':'));
    *path = span_from(target, slash);
    *path = span_sub(*path, 0, span_find_byte(*path, 0, '?'));
}

static struct hint *
path_hint(struct hints *hints, enum severity severity, struct span found)
{
    struct hint *hint = hints_add(hints, HINT_PATH, severity);
    hint_set_where(hint, SPAN("path"));
    hint_set_found(hint, found);
    if (severity == SEVERITY_ERROR)
        hint_set_refusal(hint, RULE_ROUTE, "NotFound", found);
    return hint;
}

static bool
is_loopback(struct span host)
{
    return span_is(host, "127.0.0.1") || span_is_nocase(host, "localhost") ||
           span_starts(host, "["); /* [::1]; no address of the services is written so */
}

/* A host that no page names, and http: warnings, since a profile may know better. */
static void
check_origin(struct hints *hints, struct span target, struct span host)
{
    static const char *const known[] = {
        "api.securitycenter.microsoft.com", "api.security.microsoft.com",
        "graph.microsoft.com", "api.securitycenter.windows.com", NULL};
    struct nearest best = names_nearest(known, host);
    struct brief shown;
    if (!host.n || is_loopback(host))
        return;
    if (span_starts_nocase(target, "http://")) {
        struct hint *hint = path_hint(hints, SEVERITY_WARNING, SPAN("http"));
        hint_set_expected(hint, SPAN("https"));
        hint_say(hint, _("http:// is readable on its way, the token too: write "
                         "https://. It is not sent so."));
    }
    if (products_of(host))
        return;
    struct hint *hint = path_hint(hints, SEVERITY_WARNING, host);
    bool near = best.nearness.likeness > LIKE_PART;
    if (near)
        hint_set_expected(hint, span_of(known[best.index]));
    hint_say(hint, _("%s is no known host of these services."), brief(&shown, host));
    if (near)
        hint_say(hint, _(" Was %s meant?"), known[best.index]);
    else
        hint_say(hint, _(" A token goes only to the hosts of its profile."));
}

static void
check_host(struct hints *hints, const struct operation *operation, struct span host)
{
    unsigned has = products_of(host), needs = 1u << operation->product;
    struct brief shown;
    if (!has || (has & needs) || operation->product == PRODUCT_OTHER)
        return;
    /* the two Defender products' gateways know a part of each other's paths */
    bool other_service = (has | needs) & GRAPH;
    struct hint *hint =
        path_hint(hints, other_service ? SEVERITY_ERROR : SEVERITY_WARNING, host);
    hint_say(hint, _("%s belongs to %s; %s is a host of another product."),
             operation->id, product_title(operation->product), brief(&shown, host));
}

/* --- the route --- */

enum { SEGMENTS_MAX = 16 };

static size_t
segments(struct span path, struct span parts[SEGMENTS_MAX])
{
    size_t count = 0;
    struct span part;
    while (span_next(&path, '/', &part)) {
        if (!part.n)
            continue;
        if (count == SEGMENTS_MAX)
            return 0;
        parts[count++] = part;
    }
    return count;
}

/* How a path differs from a template: in one fixed segment only, and by how much. */
static bool
one_off(const struct span *path, const struct span *template, size_t count,
        size_t *where, struct nearness *nearness)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        if (span_has(template[i], "{"))
            continue;
        struct nearness n = name_compare(path[i], template[i]);
        if (n.likeness >= LIKE_CASE)
            continue;
        if (n.likeness < LIKE_NEAR || wrong++)
            return false;
        *where = i;
        *nearness = n;
    }
    return wrong == 1;
}

/* PATH with its segment put right, appended; false when nothing is near. */
static bool
nearest_path(const struct catalogue *catalogue, struct span path, struct str *out)
{
    struct span parts[SEGMENTS_MAX], fixed[SEGMENTS_MAX], best_text = {0};
    size_t count = segments(path, parts), best_at = 0;
    struct nearness best = {0};
    for (unsigned i = 0; count && i < catalogue->count; i++) {
        struct nearness nearness = {0};
        size_t where = 0;
        if (segments(span_of(catalogue->operations[i].path), fixed) != count ||
            !one_off(parts, fixed, count, &where, &nearness))
            continue;
        if (nearness.likeness > best.likeness ||
            (nearness.likeness == best.likeness && nearness.distance < best.distance)) {
            best = nearness;
            best_at = where;
            best_text = fixed[where];
        }
    }
    for (size_t i = 0; best.likeness && i < count; i++) {
        str_add_byte(out, '/');
        str_add(out, i == best_at ? best_text : parts[i]);
    }
    return best.likeness > LIKE_NOTHING;
}

static void
cure_path(struct hint *hint, struct span target, struct span path, struct span right)
{
    struct str text = {0};
    str_add(&text, span_sub(target, 0, (size_t)(path.p - target.p)));
    str_add(&text, right);
    str_add(&text, span_from(target, (size_t)(path.p - target.p) + path.n));
    hint_cure(hint, 0, target.n, str_span(&text));
    hint_set_expected(hint, right);
    str_release(&text);
}

static void
report_no_route(struct hints *hints, const struct catalogue *catalogue,
                struct span method, struct span target, struct span host,
                struct span path)
{
    struct brief shown;
    struct str right = {0};
    bool known = !host.n || products_of(host);
    struct hint *hint = path_hint(hints, known ? SEVERITY_ERROR : SEVERITY_INFO, path);
    hint_say(hint, _("No documented operation has the path %s."), brief(&shown, path));
    str_add_text(&right, "/api");
    str_add(&right, path);
    struct route route =
        catalogue_route(catalogue, PRODUCT_OTHER, method, str_span(&right));
    if (!route.operation) {
        str_clear(&right);
        if (!nearest_path(catalogue, path, &right))
            str_clear(&right);
    }
    if (right.n) {
        cure_path(hint, target, path, str_span(&right));
        hint_say(hint, _(" Was %s meant?"), brief(&shown, str_span(&right)));
    }
    str_release(&right);
}

static void
report_method(struct hints *hints, const struct operation *other, struct span method)
{
    struct hint *hint = hints_add(hints, HINT_PATH, SEVERITY_ERROR);
    struct brief shown;
    bool own = other->product == PRODUCT_OTHER;
    hint_set_where(hint, SPAN("method"));
    if (!own)
        hint_set_refusal(hint, RULE_ROUTE, "NotFound", method);
    hint_set_found(hint, method);
    hint_set_expected(hint, span_of(other->method));
    hint_cure(hint, 0, method.n, span_of(other->method));
    hint_say(hint, _("The path is that of %s, which is called with %s, not with %s."),
             other->id, other->method, brief(&shown, method));
    if (!own)
        hint_say(hint, _(" The service answers as if there were no such path."));
}

static bool
has_empty_segment(struct span path)
{
    return span_has(path, "//") || (path.n > 1 && span_ends(path, "/"));
}

static void
check_route(struct hints *hints, const struct request *request)
{
    const struct catalogue *catalogue =
        request->catalogue ? request->catalogue : catalogue_builtin();
    struct span method = span_of(request->method), target = span_of(request->path);
    struct span host, path;
    split(target, &host, &path);
    struct route route = catalogue_route(catalogue, PRODUCT_OTHER, method, path);
    if (route.operation) {
        check_origin(hints, target, host);
        check_host(hints, route.operation, host);
    } else if (has_empty_segment(path) && (!host.n || products_of(host))) {
        struct hint *hint = path_hint(hints, SEVERITY_ERROR, path);
        hint_say(hint, _("A part of the path is empty (//): a value was not filled in. "
                         "The gateway answers \"Resource not found\"."));
    } else if (route.other_method) {
        report_method(hints, route.other_method, method);
    } else {
        report_no_route(hints, catalogue, method, target, host, path);
    }
}

/* --- the slots --- */

static struct hint *
slot_hint(struct hints *hints, enum severity severity, const struct schema *schema,
          struct span value)
{
    struct hint *hint = hints_add(hints, HINT_PATH, severity);
    struct str where = str_of("path:");
    str_add_text(&where, schema->name);
    hint_set_where(hint, str_span(&where));
    hint->length = value.n;
    if (value.n)
        hint_set_found(hint, value);
    str_release(&where);
    return hint;
}

/* What else the request amounts to as it stands: without its last slot often a list. */
static const struct operation *
amounts_to(const struct request *request)
{
    struct str target = {0};
    struct span host, path;
    request_target(request, &target);
    split(str_span(&target), &host, &path);
    struct route route = catalogue_route(catalogue_builtin(), PRODUCT_OTHER,
                                         span_of(request->method), path);
    str_release(&target);
    bool other = route.operation && strcmp(route.operation->id, request->operation->id);
    return other ? route.operation : NULL;
}

static void
report_empty(struct hints *hints, const struct request *request,
             const struct schema *schema)
{
    const struct operation *other = amounts_to(request);
    struct hint *hint = slot_hint(hints, SEVERITY_ERROR, schema, SPAN(""));
    hint_set_expected(hint, span_of(schema->format ? schema->format : schema->name));
    if (other) {
        hint_say(hint,
                 _("\"%s\" is not filled in: the path is that of %s then, and that is "
                   "what is answered."),
                 schema->name, other->id);
        return;
    }
    hint_set_refusal(hint, RULE_ROUTE, "NotFound", span_of(schema->name));
    hint_say(hint,
             _("\"%s\" is not filled in: the path gets an empty part (//), and "
               "the gateway answers \"Resource not found\"."),
             schema->name);
}

static bool
is_placeholder(struct span value)
{
    static const struct {
        const char *open, *close;
    } brackets[] = {{"{", "}"}, {"<", ">"}, {"[", "]"}, {"%7B", "%7D"}};
    for (size_t i = 0; i < COUNT_OF(brackets); i++) {
        if (span_starts_nocase(value, brackets[i].open) &&
            span_ends(value, brackets[i].close))
            return true;
    }
    return false;
}

/* What scripts put where a value should have been. */
static bool
is_nothing(struct span value)
{
    static const char *const words[] = {
        "null", "None", "undefined", "NaN", "[object Object]", NULL};
    return names_hold(words, value);
}

static void
report_kind(struct hints *hints, const struct schema *schema, struct span value)
{
    struct format_finding finding;
    format_check(schema->format, value, &finding);
    if (finding.grade != FORMAT_GOOD) {
        bool bad = finding.grade == FORMAT_BAD;
        struct hint *hint =
            slot_hint(hints, bad ? SEVERITY_ERROR : SEVERITY_WARNING, schema, value);
        struct str who = {0};
        if (bad)
            hint_set_refusal(hint, RULE_SLOT, format_code(schema->format), value);
        str_addf(&who, _("\"%s\""), schema->name);
        check_say_format(hint, str_text(&who), schema->format, value, &finding);
        if (finding.meant.n)
            hint_cure(hint, 0, value.n, str_span(&finding.meant));
        str_release(&who);
    }
    format_finding_release(&finding);
}

static struct hint *
refuse_slot(struct hints *hints, const struct schema *schema, struct span value,
            const char *expected)
{
    struct hint *hint = slot_hint(hints, SEVERITY_ERROR, schema, value);
    hint_set_refusal(hint, RULE_SLOT, format_code(schema->format), value);
    hint_set_expected(hint, span_of(expected));
    return hint;
}

static void
report_placeholder(struct hints *hints, const struct schema *schema, struct span value)
{
    struct brief shown;
    struct hint *hint = refuse_slot(hints, schema, value,
                                    schema->format ? schema->format : schema->name);
    hint_say(hint, _("\"%s\" still holds a placeholder, %s."), schema->name,
             brief(&shown, value));
}

static void
check_integer(struct hints *hints, const struct schema *schema, struct span value)
{
    uint64_t number;
    struct brief shown;
    if (span_number(value, UINT64_MAX, &number) || check_is_negative(value))
        return;
    struct hint *hint =
        refuse_slot(hints, schema, value, value_type_name(schema->type));
    hint_say(hint, _("\"%s\" takes a whole number, and \"%s\" is none."), schema->name,
             brief(&shown, value));
}

static void
check_listed(struct hints *hints, const struct schema *schema, struct span value)
{
    struct brief shown;
    struct str list = {0}, said = {0};
    if (names_hold(schema->values, value) || names_hold(schema->also_values, value))
        return;
    check_list_values(&list, schema->values);
    check_say_values(&said, schema->values);
    struct hint *hint = refuse_slot(hints, schema, value, str_text(&list));
    hint_say(hint, _("\"%s\" doesn't take \"%s\". It takes %s."), schema->name,
             brief(&shown, value), str_text(&said));
    str_release(&said);
    str_release(&list);
}

static void
report_nothing(struct hints *hints, const struct schema *schema, struct span value)
{
    struct brief shown;
    struct hint *hint = slot_hint(hints, SEVERITY_WARNING, schema, value);
    hint_say(hint, _("\"%s\" is \"%s\": what a script writes where it has no value."),
             schema->name, brief(&shown, value));
}

static void
check_slot(struct hints *hints, const struct request *request,
           const struct schema *schema, struct span value)
{
    if (!span_trim(value).n)
        report_empty(hints, request, schema);
    else if (is_placeholder(value))
        report_placeholder(hints, schema, value);
    else if (schema->format)
        report_kind(hints, schema, value);
    else if (schema->type == TYPE_INTEGER)
        check_integer(hints, schema, value);
    else if (schema->values)
        check_listed(hints, schema, value);
    else if (is_nothing(value))
        report_nothing(hints, schema, value);
}

/* Nothing is wrong with it yet, but it will be. */
static void
report_retirement(struct hints *hints, const struct operation *operation)
{
    if (!operation->retires)
        return;
    struct hint *hint = hints_add(hints, HINT_PATH, SEVERITY_INFO);
    hint_set_where(hint, SPAN("path"));
    hint_set_found(hint, span_of(operation->id));
    hint_say(hint, _("This operation retires: %s."), text_known(operation->retires));
    if (!operation->successor)
        return;
    hint_set_expected(hint, span_of(operation->successor));
    hint_say(hint, _(" %s takes its place."), operation->successor);
}

void
check_path(struct hints *hints, const struct request *request)
{
    const struct operation *operation = request->operation;
    struct span host, path;
    if (!operation) {
        check_route(hints, request);
        return;
    }
    split(span_of(request->path), &host, &path);
    if (operation->product != PRODUCT_OTHER) {
        check_origin(hints, span_of(request->path), host);
        check_host(hints, operation, host);
    }
    report_retirement(hints, operation);
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *parameter = &operation->parameters[i];
        if (parameter->in == PLACE_PATH)
            check_slot(hints, request, &parameter->schema,
                       span_of(pairs_get(&request->slots, parameter->schema.name)));
    }
}
