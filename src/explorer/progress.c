#include "config.h"

#include "explorer/progress.h"

#include "base/say.h"
#include "base/text.h"

#include <inttypes.h>

enum { MEASURE_MS = 400 };

void
progress_begin(struct progress *progress, uint64_t have, clock_ms steady)
{
    *progress =
        (struct progress){.have = have, .measured = steady, .measured_at = have};
}

void
progress_note(struct progress *progress, uint64_t have, uint64_t size, clock_ms steady)
{
    clock_ms passed = steady - progress->measured;
    progress->size = size;
    progress->have = have;
    if (have < progress->measured_at) { /* from the start again */
        progress->measured = steady;
        progress->measured_at = have;
    } else if (passed >= MEASURE_MS) {
        double now = (double)(have - progress->measured_at) * 1000 / (double)passed;
        progress->rate = progress->rate > 0 ? (progress->rate * 2 + now) / 3 : now;
        progress->measured = steady;
        progress->measured_at = have;
    }
}

unsigned
progress_percent(const struct progress *progress)
{
    return progress->size
               ? (unsigned)((double)progress->have * 100 / (double)progress->size)
               : 0;
}

void
progress_add_time(struct str *out, uint64_t seconds)
{
    if (seconds >= 3600)
        str_addf(out, "%" PRIu64 ":%02" PRIu64 ":%02" PRIu64, seconds / 3600,
                 seconds / 60 % 60, seconds % 60);
    else
        str_addf(out, "%" PRIu64 ":%02" PRIu64, seconds / 60, seconds % 60);
}

void
progress_tell(const struct progress *progress, struct str *out)
{
    struct str have = {0}, size = {0}, rate = {0}, left = {0};
    bool sized = progress->size > 0, rated = progress->rate >= 1;
    uint64_t missing =
        progress->size > progress->have ? progress->size - progress->have : 0;
    int percent = (int)progress_percent(progress);
    say_size(&have, progress->have);
    say_size(&size, progress->size);
    say_size(&rate, (uint64_t)progress->rate);
    if (rated)
        progress_add_time(&left, (uint64_t)((double)missing / progress->rate));
    if (sized && rated)
        str_addf(out, _("%s of %s, %d%%, %s/s, %s left"), str_text(&have),
                 str_text(&size), percent, str_text(&rate), str_text(&left));
    else if (sized)
        str_addf(out, _("%s of %s, %d%%"), str_text(&have), str_text(&size), percent);
    else if (rated)
        str_addf(out, _("%s, %s/s"), str_text(&have), str_text(&rate));
    else
        str_add(out, str_span(&have));
    str_release(&have);
    str_release(&size);
    str_release(&rate);
    str_release(&left);
}
