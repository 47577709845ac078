/* Query options: their names, and the values of those that are not OData's. */
#include "config.h"

#include "api/check_odata.h"

#include "api/names.h"
#include "base/memory.h"
#include "base/text.h"

#include <string.h>

/* OData 4.01 part 2, section 5.1. */
static const char *const system_options[] = {
    "$filter", "$top",    "$skip",      "$orderby",    "$select", "$expand",  "$count",
    "$search", "$format", "$skiptoken", "$deltatoken", "$apply",  "$compute", NULL,
};

enum { OPTIONS_MAX = 32 }; /* candidates for what was meant */

/* What the service itself puts into its links to the next page. */
static const char *const link_options[] = {"$skiptoken", "$deltatoken", NULL};

struct hint *
query_hint(struct hints *hints, enum severity severity, const char *option)
{
    struct hint *hint = hints_add(hints, HINT_QUERY, severity);
    struct str where = str_of("query:");
    str_add_text(&where, option);
    hint_set_where(hint, str_span(&where));
    if (severity == SEVERITY_ERROR)
        hint_set_refusal(hint, RULE_QUERY, "ODataError", span_of(option));
    str_release(&where);
    return hint;
}

static const struct schema *
find_parameter(const struct operation *operation, struct span name)
{
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct parameter *p = &operation->parameters[i];
        /* .NET binds the names of options without case, but not OData's own */
        bool same = span_starts(name, "$") ? span_is(name, p->schema.name)
                                           : span_is_nocase(name, p->schema.name);
        if (p->in == PLACE_QUERY && (same || names_hold(p->schema.also_written, name)))
            return &p->schema;
    }
    return NULL;
}

static names
documented_options(const struct operation *operation)
{
    return operation->odata ? operation->odata->options : NULL;
}

static bool
has_option(const struct request *request, const char *name)
{
    return pairs_get(&request->query, name) != NULL;
}

/* What the operation takes and the request lacks, ending with NULL. */
static void
absent_options(const struct request *request, const char *out[OPTIONS_MAX + 1])
{
    const struct operation *operation = request->operation;
    names documented = documented_options(operation);
    size_t count = 0;
    for (size_t i = 0; documented && documented[i] && count < OPTIONS_MAX; i++) {
        if (!has_option(request, documented[i]))
            out[count++] = documented[i];
    }
    for (unsigned i = 0; i < operation->parameter_count && count < OPTIONS_MAX; i++) {
        const struct parameter *p = &operation->parameters[i];
        if (p->in == PLACE_QUERY && !has_option(request, p->schema.name) &&
            !names_hold(documented, span_of(p->schema.name)))
            out[count++] = p->schema.name;
    }
    out[count] = NULL;
}

/* The name that was most likely meant, or NULL. */
static const char *
nearest_option(const struct request *request, struct span name)
{
    const char *absent[OPTIONS_MAX + 1];
    absent_options(request, absent);
    struct nearest best = names_nearest(absent, name);
    return best.nearness.likeness >= LIKE_NEAR && best.alone ? absent[best.index]
                                                             : NULL;
}

static void
cure_option(struct hint *hint, const char *name)
{
    hint_cure(hint, 0, 0, span_of(name));
    hint->edit.rename = true;
    hint_set_expected(hint, span_of(name));
}

/* An unknown name with a dollar is refused, one without is passed over. */
static void
report_unknown(struct hints *hints, const struct request *request,
               const struct pair *option)
{
    struct span name = span_of(option->name);
    struct brief shown;
    bool refused = span_starts(name, "$");
    const char *near = nearest_option(request, name);
    struct hint *hint =
        query_hint(hints, refused ? SEVERITY_ERROR : SEVERITY_WARNING, option->name);
    hint_set_found(hint, name);
    if (refused)
        hint_say(hint, _("\"%s\" is no OData query option."), brief(&shown, name));
    else
        hint_say(hint, _("%s has no option \"%s\": the service passes over it."),
                 request->operation->id, brief(&shown, name));
    if (near) {
        cure_option(hint, near);
        hint_say(hint, _(" Was \"%s\" meant?"), near);
    }
}

/* In a shell's double quotes $filter is a variable, and empty. */
static void
report_nameless(struct hints *hints, const struct request *request,
                const struct pair *option)
{
    struct odata_filter filter;
    bool is_filter = odata_filter_parse(&filter, span_of(option->value)) &&
                     filter.nodes[filter.count - 1].kind < ODATA_CALL;
    struct hint *hint = query_hint(hints, SEVERITY_WARNING, option->name);
    hint_say(hint, _("An option has no name. A shell makes \"$filter\" empty where it "
                     "stands in double quotes: put the address in single ones."));
    if (is_filter && !has_option(request, "$filter"))
        cure_option(hint, "$filter");
    odata_filter_release(&filter);
}

static void
report_undocumented(struct hints *hints, const struct operation *operation,
                    const struct pair *option)
{
    struct hint *hint = query_hint(hints, SEVERITY_WARNING, option->name);
    hint_set_found(hint, span_of(option->name));
    hint_say(hint, _("The documentation doesn't say that %s takes %s."), operation->id,
             option->name);
}

static void
report_repeated(struct hints *hints, const struct pair *option)
{
    struct hint *hint = query_hint(hints, SEVERITY_ERROR, option->name);
    hint_set_found(hint, span_of(option->name));
    hint_say(hint, _("%s stands here more than once: OData takes it once."),
             option->name);
}

/* --- values --- */

static void
report_value(struct hints *hints, const struct schema *schema,
             const struct pair *option, const char *expected, const char *takes)
{
    struct brief shown;
    struct hint *hint = query_hint(hints, SEVERITY_ERROR, option->name);
    struct span value = span_of(option->value);
    struct span trimmed = span_trim(value);
    hint->length = value.n;
    hint->column = 1;
    hint_set_found(hint, value);
    hint_set_expected(hint, span_of(expected));
    hint_say(hint, _("\"%s\" takes %s, and \"%s\" is none."), schema->name, takes,
             brief(&shown, value));
    if (trimmed.n >= 2 && (trimmed.p[0] == '"' || trimmed.p[0] == '\'') &&
        trimmed.p[trimmed.n - 1] == trimmed.p[0])
        hint_cure(hint, 0, value.n, span_sub(trimmed, 1, trimmed.n - 1));
}

static void
check_format_of(struct hints *hints, const struct schema *schema,
                const struct pair *option)
{
    struct format_finding finding;
    struct span value = span_of(option->value);
    format_check(schema->format, value, &finding);
    if (finding.grade != FORMAT_GOOD) {
        bool bad = finding.grade == FORMAT_BAD;
        struct hint *hint =
            query_hint(hints, bad ? SEVERITY_ERROR : SEVERITY_WARNING, option->name);
        struct str who = {0};
        str_addf(&who, _("\"%s\""), schema->name);
        hint->length = value.n;
        hint->column = 1;
        check_say_format(hint, str_text(&who), schema->format, value, &finding);
        if (finding.meant.n)
            hint_cure(hint, 0, value.n, str_span(&finding.meant));
        str_release(&who);
    }
    format_finding_release(&finding);
}

bool
check_is_negative(struct span value)
{
    uint64_t number;
    return span_starts(value, "-") &&
           span_number(span_from(value, 1), UINT64_MAX, &number);
}

static void
check_parameter(struct hints *hints, const struct schema *schema,
                const struct pair *option)
{
    struct span value = span_of(option->value);
    uint64_t number;
    struct str list = {0}, said = {0};
    check_list_values(&list, schema->values);
    check_say_values(&said, schema->values);
    if (schema->type == TYPE_INTEGER && !span_number(value, UINT64_MAX, &number) &&
        !check_is_negative(value))
        report_value(hints, schema, option, "integer", _("a whole number"));
    else if (schema->type == TYPE_BOOLEAN && !span_is_nocase(value, "true") &&
             !span_is_nocase(value, "false"))
        report_value(hints, schema, option, "boolean", _("true or false"));
    else if (schema->values &&
             names_nearest(schema->values, value).nearness.likeness < LIKE_CASE)
        report_value(hints, schema, option, str_text(&list), str_text(&said));
    else if (schema->format)
        check_format_of(hints, schema, option);
    str_release(&said);
    str_release(&list);
}

static void
check_required(struct hints *hints, const struct request *request)
{
    const struct operation *operation = request->operation;
    for (unsigned i = 0; i < operation->parameter_count; i++) {
        const struct schema *schema = &operation->parameters[i].schema;
        if (operation->parameters[i].in != PLACE_QUERY || !schema->required ||
            pairs_get_nocase(&request->query, schema->name))
            continue;
        struct hint *hint = query_hint(hints, SEVERITY_ERROR, schema->name);
        hint->kind = HINT_MISSING;
        hint_set_refusal(hint, RULE_MISSING, "MissingRequiredParameter",
                         span_of(schema->name));
        hint_set_expected(hint, span_of(schema->name));
        hint_say(hint, _("The query option \"%s\" is required and isn't there."),
                 schema->name);
    }
}

/* --- one option --- */

static void
check_name(struct hints *hints, const struct request *request,
           const struct pair *option)
{
    struct span name = span_of(option->name);
    if (!name.n)
        report_nameless(hints, request, option);
    else if (names_hold(link_options, name))
        return;
    else if (names_hold(system_options, name))
        report_undocumented(hints, request->operation, option);
    else
        report_unknown(hints, request, option);
}

static bool
stood_before(const struct request *request, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(request->query.items[i].name, request->query.items[index].name) == 0)
            return true;
    }
    return false;
}

void
check_query(struct hints *hints, const struct request *request)
{
    const struct operation *operation = request->operation;
    for (size_t i = 0; i < request->query.count && hints->count < CHECK_HINTS_MAX;
         i++) {
        const struct pair *option = &request->query.items[i];
        struct span name = span_of(option->name);
        bool is_system = names_hold(system_options, name);
        const struct schema *schema =
            operation ? find_parameter(operation, name) : NULL;
        bool documented =
            operation && (schema || names_hold(documented_options(operation), name));
        if (is_system && stood_before(request, i))
            report_repeated(hints, option);
        else if (operation && !documented)
            check_name(hints, request, option);
        if (is_system)
            check_odata(hints, operation ? operation->odata : NULL, option);
        else if (schema)
            check_parameter(hints, schema, option);
    }
    if (operation)
        check_required(hints, request);
}
