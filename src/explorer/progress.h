/* How far something of a known or unknown size has come, how fast it goes, and how long
 * the rest takes. Times are those of a clock that is never set back. */
#ifndef EXPLORER_PROGRESS_H
#define EXPLORER_PROGRESS_H

#include "base/clock.h"

struct progress {
    uint64_t have, size; /* bytes; size 0: not known */
    clock_ms measured; /* when the rate was last worked out, and with how many bytes */
    uint64_t measured_at;
    double rate; /* bytes a second, smoothed; 0: not known yet */
};

void progress_begin(struct progress *progress, uint64_t have, clock_ms steady);
void progress_note(struct progress *progress, uint64_t have, uint64_t size,
                   clock_ms steady);
unsigned progress_percent(const struct progress *progress); /* 0: size not known */
/* "12.3 MB of 80.1 MB, 15%, 3.1 MB/s, 0:22 left". Appends. */
void progress_tell(const struct progress *progress, struct str *out);
/* "0:22", "1:02:03". Appends. */
void progress_add_time(struct str *out, uint64_t seconds);

#endif
