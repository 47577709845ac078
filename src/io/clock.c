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

int
clock_zone(clock_ms at)
{
    time_t seconds = (time_t)(at / 1000 - (at % 1000 < 0));
    struct tm local;
    clock_ms there;
    if (!localtime_r(&seconds, &local))
        return 0;
    struct civil civil = {.year = (int64_t)local.tm_year + 1900,
                          .month = (unsigned)local.tm_mon + 1,
                          .day = (unsigned)local.tm_mday,
                          .hour = (unsigned)local.tm_hour,
                          .minute = (unsigned)local.tm_min,
                          .second = (unsigned)local.tm_sec};
    return clock_from_civil(&civil, &there)
               ? (int)((there - (clock_ms)seconds * 1000) / 60000)
               : 0;
}
