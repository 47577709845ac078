/* Bodies of 1 MB with 500 indicators, for the programs that measure what is done with
 * them. */
#ifndef BENCH_INDICATORS_H
#define BENCH_INDICATORS_H

#include "base/memory.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { INDICATORS = 500, SIZE = 1024 * 1024, ROUNDS = 41 };

/* One indicator, %04d its number; what fills it up to its share of SIZE follows. */
static const char *const indicators[] = {
    /* right */
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"application\": "
    "\"Triage\", \"expirationTime\": \"2027-12-12T00:00:00Z\", \"action\": "
    "\"Block\", \"severity\": \"High\", \"rbacGroupNames\": [\"Servers\", "
    "\"Clients\"], \"description\": \"",
    /* a name in another case */
    "{\"IndicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"application\": "
    "\"Triage\", \"expirationTime\": \"2027-12-12T00:00:00Z\", \"action\": "
    "\"Block\", \"severity\": \"High\", \"description\": \"",
    /* a slip in a name */
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"aplication\": "
    "\"Triage\", \"action\": \"Block\", \"severity\": \"High\", \"description\": \"",
    /* a name that nothing is like */
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"owner\": \"Anna\", "
    "\"action\": \"Block\", \"severity\": \"High\", \"description\": \"",
    /* values */
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"action\": \"block\", "
    "\"severity\": \"High\", \"description\": \"",
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"action\": \"Block\", "
    "\"severity\": \"Critical\", \"description\": \"",
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db10221%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"action\": \"Block\", "
    "\"severity\": \"High\", \"description\": \"",
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": \"Loader\", \"expirationTime\": "
    "\"12.12.2027\", \"action\": \"Block\", \"severity\": \"High\", "
    "\"description\": \"",
    /* a type, a name left out, values that don't go together */
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"title\": 5, \"action\": \"Block\", "
    "\"severity\": \"High\", \"description\": \"",
    "{\"indicatorValue\": \"220e7d15b0b3d7fac48f2bd61114db1022197f%02x\", "
    "\"indicatorType\": \"FileSha1\", \"action\": \"Block\", \"severity\": \"High\", "
    "\"description\": \"",
};

struct plan {
    const char *title;
    size_t kinds;              /* of indicators, the first of them right */
    const char *between, *end; /* of an indicator and the next; of each */
};

static inline void
make_body(struct str *out, const struct plan *plan)
{
    static const char words[] = "Seen on three servers after a mail with a link; "
                                "the loader starts \\\"rundll32\\\" and reports to "
                                "203.0.113.7. ";
    str_addf(out, "{\"Indicators\": [%s", plan->between + 1);
    for (unsigned i = 0; i < INDICATORS; i++) {
        size_t end = (size_t)(i + 1) * SIZE / INDICATORS;
        size_t kind = plan->kinds > 1 ? 1 + i % (plan->kinds - 1) : 0;
        const char *indicator = indicators[kind], *mark = strstr(indicator, "%02x");
        str_add_text(out, i ? plan->between : "");
        str_add(out, (struct span){indicator, (size_t)(mark - indicator)});
        str_addf(out, "%02x%s", i % 256, mark + 4);
        while (out->n + sizeof words + 4 < end)
            str_add_text(out, words);
        str_add_text(out, plan->end);
    }
    str_add_text(out, "]}");
}

static inline double
now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static inline int
by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static inline double
median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, by_size);
    return values[ROUNDS / 2];
}

#endif
