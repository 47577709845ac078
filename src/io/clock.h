/* The two clocks, read. */
#ifndef IO_CLOCK_H
#define IO_CLOCK_H

#include "base/clock.h"

/* Minutes by which the local time of the environment (TZ) is ahead of UTC then. */
int clock_zone(clock_ms at);
struct now clock_now(void); /* steady counts through suspend where the system can */

#endif
