/* Headers that must be there. */
#include "config.h"

#include "api/check_parts.h"

#include "base/text.h"

void
check_headers(struct hints *hints, const struct request *request)
{
    const struct operation *operation = request->operation;
    for (unsigned i = 0; operation && i < operation->parameter_count; i++) {
        const struct schema *schema = &operation->parameters[i].schema;
        if (operation->parameters[i].in != PLACE_HEADER || !schema->required ||
            pairs_get_nocase(&request->headers, schema->name))
            continue;
        struct hint *hint = hints_add(hints, HINT_MISSING, SEVERITY_ERROR);
        struct str where = str_of("header:");
        str_add_text(&where, schema->name);
        hint_set_where(hint, str_span(&where));
        hint_set_refusal(hint, RULE_MISSING, "MissingRequiredParameter",
                         span_of(schema->name));
        hint_set_expected(hint, span_of(schema->name));
        hint_say(hint, _("The header \"%s\" is required and isn't there."),
                 schema->name);
        str_release(&where);
    }
}
