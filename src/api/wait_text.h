/* A wait that a message tells in words: "maximum allowed 45 per 00:01:00", "You can run
 * queries again in 12 minutes". Pure. */
#ifndef API_WAIT_TEXT_H
#define API_WAIT_TEXT_H

#include "base/clock.h"

struct wait_text {
    int64_t ms;
    bool estimate; /* the message names what ran out, but no time */
};

/* Looks through the start of a body of any shape; AT is the time of the answer, for a
 * message that names a time of day. False when no wait is told. */
bool wait_text_read(struct wait_text *wait, struct span body, clock_ms at);
/* A duration at the start of s: "00:12:30", "1 hour and 5 minutes", "PT15M".
 * */
bool wait_text_duration(struct span s, int64_t *ms);

#endif
