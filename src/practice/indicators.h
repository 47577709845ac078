#ifndef PRACTICE_INDICATORS_H
#define PRACTICE_INDICATORS_H

#include "practice/tenant.h"

/* A whole indicator from the members that were submitted (taken). */
cJSON *indicator_of(struct tenant *tenant, unsigned number, clock_ms time,
                    cJSON *submitted);

#endif
