/* Retry-After (RFC 9110, 10.2.3) and the wait it asks for. Pure: time is an argument.
 */
#ifndef API_THROTTLE_H
#define API_THROTTLE_H

#include "api/diagnosis.h"
#include "api/response.h"
#include "base/clock.h"

/* Reads how long an answer asks to wait: Retry-After in seconds (decimals rounded up)
 * or as a date (measured against the answer's own Date), retry-after-ms and
 * x-ms-retry-after-ms; for 429 and 503 without one, the time named in the body; else an
 * estimate. Hostile values are clamped and said so in retry->note. */
void throttle_read(struct retry *retry, const struct response *response, clock_ms now);

/* A wait under way: for one host. `= {0}` waits for nothing. */
struct throttle {
    bool waiting;
    bool armed; /* send again when it ends */
    enum retry_source source;
    int64_t asked_ms;
    clock_ms started; /* steady time at which the answer arrived */
};

void throttle_start(struct throttle *throttle, const struct retry *retry,
                    const struct now *now);
int64_t throttle_left_ms(const struct throttle *throttle,
                         const struct now *now); /* 0: over */

#endif
