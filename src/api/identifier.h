/* Identifiers that support can look a request up by. Each keeps the name under which it
 * came; a value already taken is not taken twice under the same name. The pairs own
 * what is added; one that holds characters no identifier has is kept in its shown form.
 */
#ifndef API_IDENTIFIER_H
#define API_IDENTIFIER_H

#include "api/request.h"
#include "json/tree.h"

void identifiers_add(struct pairs *ids, struct span name, struct span value);
/* request-id, x-ms-ags-diagnostic, x-azure-ref and their like. */
void identifiers_from_headers(struct pairs *ids, const struct pairs *headers);
/* Members of any depth: innerError's request-id, activityId, trace_id, ... */
void identifiers_from_json(struct pairs *ids, const struct json_tree *tree);
/* "Trace ID: ...", "Ref A: ..." in a message or a page. Names that ids already hold
 * under another spelling ("trace_id") are left out. */
void identifiers_from_text(struct pairs *ids, struct span text);
/* Whether the target of an error is the tracking ID of these services: a GUID or a
 * hierarchical request id, and not the name of a field or step. */
bool identifier_is_tracking(struct span target);

#endif
