/* Actions on machines, and how they get on with time. */
#ifndef PRACTICE_ACTIONS_H
#define PRACTICE_ACTIONS_H

#include "practice/tenant.h"

/* An action takes this long from being asked for to its start, and to its end. */
enum { ACTION_STARTS_MS = 3000, ACTION_ENDS_MS = 10000 };

/* A new action, Pending. Takes ID; SCOPE may be NULL. */
cJSON *action_of(cJSON *id, const cJSON *machine, const char *type, const char *comment,
                 const char *scope, const struct now *now);
bool action_is_open(const cJSON *action); /* Pending or InProgress */
/* Brings all actions to where they are by now. */
void actions_advance(struct tenant *tenant, const struct now *now);

#endif
