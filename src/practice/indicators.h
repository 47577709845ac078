#ifndef PRACTICE_INDICATORS_H
#define PRACTICE_INDICATORS_H

#include "practice/tenant.h"

/* A whole indicator from the members that were submitted. */
cJSON *indicator_of(unsigned number, clock_ms time, const cJSON *submitted);
/* Those whose time is over are gone. */
void indicators_expire(struct tenant *tenant, clock_ms now);

#endif
