/* What was changed in a tenant, as JSON, so that another run can go on with it. */
#ifndef PRACTICE_TENANT_STATE_H
#define PRACTICE_TENANT_STATE_H

#include "practice/tenant.h"

/* The caller deletes it. */
cJSON *tenant_state(const struct tenant *tenant);
/* Into a tenant that nothing was done to, of the same seed, size and start. False: it
 * is no such state, and nothing is taken. */
bool tenant_take_state(struct tenant *tenant, const cJSON *state);

#endif
