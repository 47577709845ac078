/* Points in time and their written forms. Pure: "now" is always an argument. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/str.h"

#include <stdint.h>

/* Milliseconds since 1970-01-01T00:00:00Z. */
typedef int64_t clock_ms;

struct now {
    clock_ms wall;   /* time of day */
    clock_ms steady; /* milliseconds since some start: never set back, counts through
                        suspend */
};

struct civil {
    int64_t year;
    unsigned month, day, hour, minute, second; /* month and day from 1 */
};

struct civil clock_civil(clock_ms at);
/* False when the date does not exist (31 February, 25:61). Second 60 is taken as 59. */
bool clock_from_civil(const struct civil *civil, clock_ms *at);
/* RFC 3339 in UTC with milliseconds: 2026-11-23T03:06:15.123Z */
void clock_add_rfc3339(struct str *out, clock_ms at);
bool clock_parse_rfc3339(struct span s,
                         clock_ms *at); /* any offset; fraction of up to 9 digits */
/* For people, where local time is MINUTES ahead of UTC: 2026-11-23 04:06:15 +01:00 */
void clock_add_local(struct str *out, clock_ms at, int minutes);
/* IMF-fixdate, RFC 9110 section 5.6.7: Mon, 23 Nov 2026 03:06:15 GMT */
void clock_add_http_date(struct str *out, clock_ms at);
/* HTTP-date, RFC 9110 section 5.6.7, its three forms; NOW places two-digit years. */
bool clock_parse_http_date(struct span s, clock_ms now, clock_ms *at);

#endif
