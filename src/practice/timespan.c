#include "config.h"

#include "practice/timespan.h"

#include "base/memory.h"

/* P1W2DT3H4M5S; years and months have no fixed length and are not taken. */
static bool
read_duration(struct span text, clock_ms *ms)
{
    static const struct {
        char unit;
        bool time;
        clock_ms ms;
    } units[] = {{'W', false, 604800000},
                 {'D', false, 86400000},
                 {'H', true, 3600000},
                 {'M', true, 60000},
                 {'S', true, 1000}};
    bool time = false, any = false;
    size_t at = 1;
    *ms = 0;
    if (!span_starts(text, "P"))
        return false;
    while (at < text.n) {
        uint64_t count;
        size_t end = at;
        if (text.p[at] == 'T' && !time) {
            time = true;
            at++;
            continue;
        }
        while (end < text.n && text.p[end] >= '0' && text.p[end] <= '9')
            end++;
        if (end == text.n || !span_number(span_sub(text, at, end), 100000, &count))
            return false;
        clock_ms unit = 0;
        for (size_t i = 0; i < COUNT_OF(units); i++)
            if (units[i].unit == text.p[end] && units[i].time == time)
                unit = units[i].ms;
        if (!unit)
            return false;
        *ms += (clock_ms)count * unit;
        any = true;
        at = end + 1;
    }
    return any;
}

bool
timespan_read(struct span text, clock_ms now, clock_ms *from, clock_ms *to)
{
    struct span first = {0}, second = text;
    clock_ms length;
    span_next(&second, '/', &first);
    if (!second.p) { /* one part alone */
        *to = now;
        *from = read_duration(first, &length) ? now - length : *from;
        return read_duration(first, &length) || clock_parse_rfc3339(first, from);
    }
    if (read_duration(first, &length)) {
        bool good = clock_parse_rfc3339(second, to);
        *from = good ? *to - length : *from;
        return good;
    }
    if (!clock_parse_rfc3339(first, from))
        return false;
    if (!read_duration(second, &length))
        return clock_parse_rfc3339(second, to);
    *to = *from + length;
    return true;
}
