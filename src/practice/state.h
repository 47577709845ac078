/* The switch by which a lesson sets the practice tenant as it needs it: POST
 * /practice/state, with a line for each thing: "fresh" or "fresh SEED" (data as when it
 * began, quotas unused), "quota N/SECONDS" or "quota documented", "faults none", "fault
 * KIND". Only the token that may do everything turns it. */
#ifndef PRACTICE_STATE_H
#define PRACTICE_STATE_H

#include <stdbool.h>

struct call;

/* True: the call was for it, and is answered. */
bool state_control(struct call *call);

#endif
