/* Spans of time as ISO 8601 writes them, for Graph's hunting: P7D, START/END,
 * START/P7D, P7D/END, or START alone. */
#ifndef PRACTICE_TIMESPAN_H
#define PRACTICE_TIMESPAN_H

#include "base/clock.h"

/* What has no end ends NOW. False: it is none. */
bool timespan_read(struct span text, clock_ms now, clock_ms *from, clock_ms *to);

#endif
