/* Actions on machines, and how they get on with time. */
#ifndef PRACTICE_ACTIONS_H
#define PRACTICE_ACTIONS_H

#include "practice/tenant.h"

/* A new action, Pending. Takes ID; SCOPE may be NULL. */
cJSON *action_of(cJSON *id, const cJSON *machine, const char *type, const char *comment,
                 const char *scope, const struct now *now);
/* The commands of live response as the action has them, each with a state of its own.
 */
cJSON *action_commands(const cJSON *asked);
/* Whether it is Pending or InProgress. */
bool action_is_open(const cJSON *action);
/* A parameter of a command of live response, or "". */
const char *action_parameter(const cJSON *command, const char *name);
/* Whether the command of that number is done and has something to fetch. */
bool action_has_result(const cJSON *action, struct span index);
void action_enter(cJSON *action, const char *status, clock_ms at);
/* Brings all actions and investigations to where they are by now. */
void actions_advance(struct tenant *tenant, const struct now *now);

#endif
