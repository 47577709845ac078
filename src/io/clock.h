/* The two clocks, read. */
#ifndef IO_CLOCK_H
#define IO_CLOCK_H

#include "base/clock.h"

struct now clock_now(void); /* steady counts through suspend where the system can */

#endif
