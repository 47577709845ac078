#include "config.h"

#include "base/clock.h"

#include "base/memory.h"

#include <string.h>

static const char month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

/* Days between 1970-01-01 and the given date of the proleptic Gregorian calendar. Years
 * start in March, so that the leap day is the last of its year. */
static int64_t
days_from_civil(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year =
        (153 * (int64_t)(month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil
clock_civil(clock_ms at)
{
    int64_t seconds = at / 1000 - (at % 1000 < 0);
    int64_t days = seconds / 86400 - (seconds % 86400 < 0);
    int64_t rest = seconds - days * 86400;
    int64_t shifted = days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t of_era = shifted - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    struct civil civil = {
        .year = year + era * 400 + (month >= 10),
        .month = (unsigned)(month < 10 ? month + 3 : month - 9),
        .day = (unsigned)(of_year - (153 * month + 2) / 5 + 1),
        .hour = (unsigned)(rest / 3600),
        .minute = (unsigned)(rest / 60 % 60),
        .second = (unsigned)(rest % 60),
    };
    return civil;
}

static unsigned
days_in(int64_t year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30,
                                         31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

bool
clock_from_civil(const struct civil *c, clock_ms *at)
{
    if (c->month < 1 || c->month > 12 || c->day < 1 ||
        c->day > days_in(c->year, c->month))
        return false;
    if (c->hour > 23 || c->minute > 59 || c->second > 60)
        return false;
    unsigned second = c->second == 60 ? 59 : c->second;
    int64_t days = days_from_civil(c->year, c->month, c->day);
    *at = (days * 86400 + c->hour * 3600 + c->minute * 60 + second) * 1000;
    return true;
}

void
clock_add_rfc3339(struct str *out, clock_ms at)
{
    struct civil c = clock_civil(at);
    int64_t ms = at % 1000 < 0 ? at % 1000 + 1000 : at % 1000;
    str_addf(out, "%04lld-%02u-%02uT%02u:%02u:%02u.%03dZ", (long long)c.year, c.month,
             c.day, c.hour, c.minute, c.second, (int)ms);
}

void
clock_add_local(struct str *out, clock_ms at, int minutes)
{
    struct civil c = clock_civil(at + (clock_ms)minutes * 60000);
    int ahead = minutes < 0 ? -minutes : minutes;
    str_addf(out, "%04lld-%02u-%02u %02u:%02u:%02u %c%02d:%02d", (long long)c.year,
             c.month, c.day, c.hour, c.minute, c.second, minutes < 0 ? '-' : '+',
             ahead / 60, ahead % 60);
}

void
clock_add_http_date(struct str *out, clock_ms at)
{
    static const char days[] = "ThuFriSatSunMonTueWed"; /* 1970 began on a Thursday */
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct civil c = clock_civil(at);
    int64_t day = days_from_civil(c.year, c.month, c.day) % 7;
    day = day < 0 ? day + 7 : day;
    str_addf(out, "%.3s, %02u %.3s %04lld %02u:%02u:%02u GMT", days + 3 * day, c.day,
             months + 3 * (c.month - 1), (long long)c.year, c.hour, c.minute, c.second);
}

/* Reads exactly DIGITS digits at *s and moves behind them. */
static bool
take_number(struct span *s, size_t digits, unsigned *value)
{
    uint64_t n;
    if (s->n < digits || !span_number(span_sub(*s, 0, digits), 99999, &n))
        return false;
    *value = (unsigned)n;
    *s = span_from(*s, digits);
    return true;
}

static bool
take_byte(struct span *s, char byte)
{
    if (!s->n || s->p[0] != byte)
        return false;
    *s = span_from(*s, 1);
    return true;
}

static bool
take_time(struct span *s, struct civil *c)
{
    return take_number(s, 2, &c->hour) && take_byte(s, ':') &&
           take_number(s, 2, &c->minute) && take_byte(s, ':') &&
           take_number(s, 2, &c->second);
}

static bool
take_month(struct span *s, unsigned *month)
{
    for (unsigned m = 0; m < 12; m++) {
        if (s->n >= 3 && memcmp(s->p, month_names + 3 * m, 3) == 0) {
            *month = m + 1;
            *s = span_from(*s, 3);
            return true;
        }
    }
    return false;
}

static bool
take_offset(struct span *s, int64_t *minutes)
{
    unsigned hour, minute;
    *minutes = 0;
    if (take_byte(s, 'Z') || take_byte(s, 'z'))
        return true;
    bool west = s->n && s->p[0] == '-';
    if (!west && !(s->n && s->p[0] == '+'))
        return false;
    *s = span_from(*s, 1);
    if (!take_number(s, 2, &hour) || !take_byte(s, ':') || !take_number(s, 2, &minute))
        return false;
    *minutes = (int64_t)(hour * 60 + minute) * (west ? -1 : 1);
    return hour < 24 && minute < 60;
}

bool
clock_parse_rfc3339(struct span s, clock_ms *at)
{
    struct civil c = {0};
    unsigned year;
    int64_t offset, ms = 0;
    if (!take_number(&s, 4, &year) || !take_byte(&s, '-') ||
        !take_number(&s, 2, &c.month) || !take_byte(&s, '-') ||
        !take_number(&s, 2, &c.day))
        return false;
    if (!take_byte(&s, 'T') && !take_byte(&s, 't') && !take_byte(&s, ' '))
        return false;
    c.year = year;
    if (!take_time(&s, &c))
        return false;
    if (take_byte(&s, '.')) {
        size_t digits = 0;
        for (int64_t unit = 100;
             digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9';
             unit /= 10, digits++)
            ms += unit * (s.p[digits] - '0');
        if (!digits || digits > 9)
            return false;
        s = span_from(s, digits);
    }
    if (!take_offset(&s, &offset) || s.n || !clock_from_civil(&c, at))
        return false;
    *at += ms - offset * 60000;
    return true;
}

/* A two-digit year stands for the one that is at most 50 years ahead (RFC 9110, 5.6.7).
 */
static int64_t
full_year(unsigned two_digits, clock_ms now)
{
    int64_t this_year = clock_civil(now).year;
    int64_t year = this_year - this_year % 100 + two_digits;
    return year > this_year + 50 ? year - 100 : year;
}

/* Sun, 06 Nov 1994 08:49:37 GMT */
static bool
parse_imf(struct span s, struct civil *c)
{
    unsigned year;
    bool ok = take_number(&s, 2, &c->day) && take_byte(&s, ' ') &&
              take_month(&s, &c->month) && take_byte(&s, ' ') &&
              take_number(&s, 4, &year) && take_byte(&s, ' ') && take_time(&s, c);
    if (!ok || !span_is(s, " GMT"))
        return false;
    c->year = year;
    return true;
}

/* Sunday, 06-Nov-94 08:49:37 GMT */
static bool
parse_rfc850(struct span s, clock_ms now, struct civil *c)
{
    unsigned year;
    bool ok = take_number(&s, 2, &c->day) && take_byte(&s, '-') &&
              take_month(&s, &c->month) && take_byte(&s, '-') &&
              take_number(&s, 2, &year) && take_byte(&s, ' ') && take_time(&s, c);
    if (!ok || !span_is(s, " GMT"))
        return false;
    c->year = full_year(year, now);
    return true;
}

/* Sun Nov  6 08:49:37 1994 */
static bool
parse_asctime(struct span s, struct civil *c)
{
    unsigned year;
    if (!take_month(&s, &c->month) || !take_byte(&s, ' '))
        return false;
    bool day =
        take_byte(&s, ' ') ? take_number(&s, 1, &c->day) : take_number(&s, 2, &c->day);
    if (!day || !take_byte(&s, ' ') || !take_time(&s, c) || !take_byte(&s, ' ') ||
        !take_number(&s, 4, &year) || s.n)
        return false;
    c->year = year;
    return true;
}

bool
clock_parse_http_date(struct span s, clock_ms now, clock_ms *at)
{
    static const char *const short_days[] = {"Mon", "Tue", "Wed", "Thu",
                                             "Fri", "Sat", "Sun"};
    static const char *const long_days[] = {"Monday, ",   "Tuesday, ", "Wednesday, ",
                                            "Thursday, ", "Friday, ",  "Saturday, ",
                                            "Sunday, "};
    struct civil c = {0};
    for (size_t i = 0; i < COUNT_OF(short_days); i++) {
        if (span_starts(s, long_days[i]))
            return parse_rfc850(span_from(s, strlen(long_days[i])), now, &c) &&
                   clock_from_civil(&c, at);
        if (!span_starts(s, short_days[i]))
            continue;
        struct span rest = span_from(s, 3);
        if (span_starts(rest, ", "))
            return parse_imf(span_from(rest, 2), &c) && clock_from_civil(&c, at);
        if (span_starts(rest, " "))
            return parse_asctime(span_from(rest, 1), &c) && clock_from_civil(&c, at);
    }
    return false;
}
