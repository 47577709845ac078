/* What the files of the check of OData's options share; for them alone. */
#ifndef API_CHECK_ODATA_PARTS_H
#define API_CHECK_ODATA_PARTS_H

#include "api/check_parts.h"
#include "api/odata.h"

/* A hint about LENGTH bytes at AT of an option's value. */
struct hint *odata_part_hint(struct hints *hints, enum severity severity,
                             const struct pair *option, size_t at, size_t length);
/* The fix: the whole value with that part replaced. */
void odata_cure(struct hint *hint, struct span value, size_t at, size_t length,
                struct span text);
/* A text that a property of few values is compared with. */
void odata_check_value(struct hints *hints, const struct odata *odata,
                       const struct pair *option, const struct odata_filter *filter,
                       struct span property, const struct odata_node *node);

#endif
