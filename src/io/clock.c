#include "config.h"

#include "io/clock.h"

#include <time.h>

#ifdef CLOCK_BOOTTIME
#define STEADY CLOCK_BOOTTIME
#else
#define STEADY CLOCK_MONOTONIC
#endif

static clock_ms
read_clock(clockid_t which)
{
    struct timespec at = {0};
    clock_gettime(which, &at);
    return (clock_ms)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

struct now
clock_now(void)
{
    return (struct now){.wall = read_clock(CLOCK_REALTIME),
                        .steady = read_clock(STEADY)};
}
