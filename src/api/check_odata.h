/* The values of OData's own query options, for check_query.c. */
#ifndef API_CHECK_ODATA_H
#define API_CHECK_ODATA_H

#include "api/check_parts.h"
#include "api/odata.h"

/* A hint about an option; an error is one that the service answers with ODataError. */
struct hint *query_hint(struct hints *hints, enum severity severity,
                        const char *option);
/* ODATA may be NULL: nothing is known but the language itself. */
void check_odata(struct hints *hints, const struct odata *odata,
                 const struct pair *option);
/* Properties that the documentation spells in two ways, each with a fix to the other.
 */
void check_odata_alternatives(struct hints *hints, const struct odata *odata,
                              const struct pair *option);

#endif
