#include "config.h"

#include "api/check_odata_parts.h"

#include "api/names.h"
#include "base/text.h"

/* A warning at most: the service compares it with what it holds, and finds nothing. */
void
odata_check_value(struct hints *hints, const struct odata *odata,
                  const struct pair *option, const struct odata_filter *filter,
                  struct span property, const struct odata_node *node)
{
    const struct schema *schema = odata_property(odata, property);
    struct str text = {0}, quoted = {0};
    if (!schema || !schema->values)
        return;
    odata_string(&text, odata_node_text(filter, node));
    struct nearest best = names_nearest(schema->values, str_span(&text));
    bool known = best.nearness.likeness == LIKE_EXACT ||
                 names_hold(schema->also_values, str_span(&text));
    if (!known && best.alone && best.nearness.likeness > LIKE_PART) {
        const char *meant = schema->values[best.index];
        struct hint *hint =
            odata_part_hint(hints, SEVERITY_WARNING, option, node->at, node->length);
        odata_add_quoted(&quoted, span_of(meant));
        hint_set_expected(hint, str_span(&quoted));
        hint_say(hint,
                 _("%s has the value \"%s\": what is written otherwise may find "
                   "nothing."),
                 schema->name, meant);
        odata_cure(hint, filter->text, node->at, node->length, str_span(&quoted));
    }
    str_release(&text);
    str_release(&quoted);
}
