#include "config.h"

#include "api/check.h"
#include "api/check_odata.h"
#include "api/check_parts.h"

#include "base/memory.h"

void
check_release(struct check *check)
{
    hints_release(&check->hints);
    mem_free(check->predicted_value);
    *check = (struct check){0};
}

/* The hints are in the order in which the service is taken to look: it answers with the
 * first that it refuses. */
void
check_conclude(struct check *check, const struct operation *operation)
{
    hints_sort(&check->hints);
    const struct hint *first = check->hints.items;
    bool own = operation && operation->product == PRODUCT_OTHER;
    if (!check->hints.count || first->severity != SEVERITY_ERROR || own)
        return; /* nobody knows how an API of one's own refuses */
    check->predicted = first->code;
    check->predicted_value = mem_strdup(first->value);
}

void
check_request(struct check *check, const struct request *request)
{
    *check = (struct check){0};
    check_path(&check->hints, request);
    check_query(&check->hints, request);
    check_headers(&check->hints, request);
    struct span body = request->has_body ? str_span(&request->body) : SPAN("");
    check_body_into(&check->hints, request->operation, body);
    check_conclude(check, request->operation);
}

void
check_alternatives(struct hints *hints, const struct operation *operation,
                   const struct request *request)
{
    if (!operation)
        return;
    for (size_t i = 0; i < request->query.count; i++)
        check_odata_alternatives(hints, operation->odata, &request->query.items[i]);
    check_body_alternatives(hints, operation, str_span(&request->body));
}
