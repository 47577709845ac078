#include "config.h"

#include "api/wait_text.h"

#include "base/memory.h"

enum {
    READ_MAX = 65536,
    HUNTING_CYCLE_MS = 15 * 60 * 1000, /* CPU shares are given out every 15 minutes */
    PARTS_MAX = 4,                     /* days, hours, minutes, seconds */
    WORD_MAX = 9,                      /* digits of one number */
};

struct unit {
    const char *name; /* as it begins: "min" for minute, minutes, mins */
    int64_t ms;
};

static const struct unit units[] = {
    {"millisecond", 1}, {"ms", 1},      {"second", 1000},  {"sec", 1000},
    {"minute", 60000},  {"min", 60000}, {"hour", 3600000}, {"hr", 3600000},
    {"day", 86400000},  {"h", 3600000}, {"m", 60000},      {"s", 1000},
};

static bool
digit(struct span s, size_t at)
{
    return at < s.n && s.p[at] >= '0' && s.p[at] <= '9';
}

/* The digits at the start, moved behind; false when there are none or too many. */
static bool
take_digits(struct span *s, int64_t *value)
{
    uint64_t n;
    size_t end = 0;
    while (digit(*s, end) && end <= WORD_MAX)
        end++;
    if (end > WORD_MAX || !span_number(span_sub(*s, 0, end), INT32_MAX, &n))
        return false;
    *value = (int64_t)n;
    *s = span_from(*s, end);
    return true;
}

/* hh:mm:ss, perhaps with days before and a fraction behind (d.hh:mm:ss.fffffff) */
static bool
take_clock(struct span s, int64_t *ms)
{
    int64_t days = 0, hours, minutes, seconds;
    if (!take_digits(&s, &hours))
        return false;
    if (s.n && s.p[0] == '.') {
        days = hours;
        s = span_from(s, 1);
        if (!take_digits(&s, &hours))
            return false;
    }
    if (!s.n || s.p[0] != ':')
        return false;
    s = span_from(s, 1);
    if (!take_digits(&s, &minutes) || !s.n || s.p[0] != ':' || minutes > 59)
        return false;
    s = span_from(s, 1);
    if (!take_digits(&s, &seconds) || seconds > 59)
        return false;
    bool more = s.n > 1 && s.p[0] == '.' && digit(s, 1);
    *ms = (((days * 24 + hours) * 60 + minutes) * 60 + seconds + more) * 1000;
    return true;
}

static void
skip_between(struct span *s)
{
    for (;;) {
        *s = span_trim(*s);
        if (span_starts_nocase(*s, "and "))
            *s = span_from(*s, 4);
        else if (s->n && s->p[0] == ',')
            *s = span_from(*s, 1);
        else
            return;
    }
}

static const struct unit *
take_unit(struct span *s)
{
    struct span rest = span_trim(*s);
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        struct span name = span_of(units[i].name);
        if (!span_starts_nocase(rest, units[i].name))
            continue;
        size_t end = name.n;
        while (end < rest.n && (rest.p[end] | 32) >= 'a' && (rest.p[end] | 32) <= 'z')
            end++;
        if (name.n == 1 && end > 1)
            continue; /* "5 machines" is no time */
        *s = span_from(rest, end);
        return &units[i];
    }
    return NULL;
}

/* "1 hour and 5 minutes" */
static bool
take_words(struct span s, int64_t *ms)
{
    bool any = false;
    *ms = 0;
    for (int parts = 0; parts < PARTS_MAX; parts++) {
        struct span rest = s;
        int64_t n;
        skip_between(&rest);
        bool more = false;
        if (!take_digits(&rest, &n))
            break;
        if (rest.n > 1 && rest.p[0] == '.' && digit(rest, 1)) {
            int64_t fraction;
            rest = span_from(rest, 1);
            if (!take_digits(&rest, &fraction))
                break;
            more = fraction > 0;
        }
        const struct unit *unit = take_unit(&rest);
        if (!unit)
            break;
        *ms += (n + more) * unit->ms;
        any = true;
        s = rest;
    }
    return any;
}

/* ISO 8601: PT1H5M30S */
static bool
take_iso(struct span s, int64_t *ms)
{
    static const struct {
        char name;
        int64_t ms;
    } parts[] = {{'H', 3600000}, {'M', 60000}, {'S', 1000}};
    if (!span_starts(s, "PT"))
        return false;
    s = span_from(s, 2);
    bool any = false;
    *ms = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct span rest = s;
        int64_t n;
        if (!take_digits(&rest, &n) || !rest.n || rest.p[0] != parts[i].name)
            continue;
        *ms += n * parts[i].ms;
        s = span_from(rest, 1);
        any = true;
    }
    return any;
}

bool
wait_text_duration(struct span s, int64_t *ms)
{
    s = span_trim(s);
    return take_clock(s, ms) || take_iso(s, ms) || take_words(s, ms);
}

/* A time at the start of s: RFC 3339, or with a space and no zone, which these services
 * mean as UTC. */
static bool
take_time(struct span s, clock_ms *at)
{
    size_t end = 0;
    while (end < s.n && end < 40 &&
           (digit(s, end) || s.p[end] == '-' || s.p[end] == ':' || s.p[end] == '.' ||
            s.p[end] == 'T' || s.p[end] == 'Z' || s.p[end] == '+' ||
            (s.p[end] == ' ' && end == 10)))
        end++;
    while (end && s.p[end - 1] == '.')
        end--;
    struct span text = span_sub(s, 0, end);
    if (clock_parse_rfc3339(text, at))
        return true;
    struct str zoned = str_dup(text);
    str_add_byte(&zoned, 'Z');
    bool ok = clock_parse_rfc3339(str_span(&zoned), at);
    str_release(&zoned);
    return ok || clock_parse_http_date(span_sub(s, 0, 29), 0, at);
}

/* What stands before a wait; the first that is followed by one counts. */
static const struct cue {
    const char *text;
    bool bare;   /* a number without a unit means seconds */
    bool window; /* a quota's window, always hh:mm:ss */
} cues[] = {
    {"again in "},
    {"again after "},
    {"again at "},
    {"resume in "},
    {"resume after "},
    {"resume at "},
    {"resets in "},
    {"resets at "},
    {"reset in "},
    {"reset at "},
    {"retry in "},
    {"retry after ", .bare = true},
    {"retry-after: ", .bare = true},
    {"available in "},
    {"available at "},
    {"wait for "},
    {"wait until "},
    {"wait "},
    {"until "},
    {"per ", .window = true},
};

static bool
take_wait(const struct cue *cue, struct span s, clock_ms at, int64_t *ms)
{
    clock_ms time;
    if (at > 0 && take_time(s, &time)) {
        *ms = time > at ? time - at : 0;
        return true;
    }
    if (cue->window)
        return take_clock(s, ms);
    if (wait_text_duration(s, ms))
        return true;
    if (!cue->bare || !take_digits(&s, ms) || (s.n && (s.p[0] == '-' || s.p[0] == ':')))
        return false;
    *ms *= 1000;
    return true;
}

static bool
read_cue(struct wait_text *wait, struct span text, const struct cue *cue, clock_ms at)
{
    struct span name = span_of(cue->text);
    for (size_t i = span_find_nocase(text, 0, name); i < text.n;
         i = span_find_nocase(text, i + 1, name))
        if (take_wait(cue, span_from(text, i + name.n), at, &wait->ms))
            return true;
    return false;
}

bool
wait_text_read(struct wait_text *wait, struct span body, clock_ms at)
{
    struct span text = span_sub(body, 0, READ_MAX);
    *wait = (struct wait_text){0};
    for (size_t i = 0; i < COUNT_OF(cues); i++)
        if (read_cue(wait, text, &cues[i], at))
            return true;
    struct span cpu = SPAN("exceeded processing resources");
    if (span_find_nocase(text, 0, cpu) == text.n)
        return false;
    *wait = (struct wait_text){.ms = HUNTING_CYCLE_MS, .estimate = true};
    return true;
}
