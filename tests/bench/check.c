/* The check of a body of 1 MB with 500 indicators, against cJSON's parse of the same
 * bytes in the same run: right, with a mistake of each kind in turn in each indicator,
 * the same in one line, and with a fault of syntax in each. Prints the ratio of the
 * medians. */
#include "config.h"

#include "indicators.h"

#include "api/catalogue.h"
#include "api/check.h"

#include <cjson/cJSON.h>
#include <stdio.h>

static void
measure(const struct operation *operation, const struct plan *plan)
{
    static double parses[ROUNDS], checks[ROUNDS];
    struct str body = {0}, sound = {0}; /* cJSON stops at the first fault of syntax */
    struct plan whole = *plan;
    size_t hints = 0;
    whole.end = "\"}";
    make_body(&body, plan);
    make_body(&sound, &whole);
    for (int i = 0; i < ROUNDS; i++) {
        struct check check;
        double start = now_us();
        cJSON *json = cJSON_ParseWithLength(sound.p, sound.n);
        parses[i] = now_us() - start;
        cJSON_Delete(json);
        start = now_us();
        check_body(&check, operation, str_span(&body));
        checks[i] = now_us() - start;
        hints = check.hints.count;
        check_release(&check);
    }
    double parse = median(parses), taken = median(checks);
    printf("%-28s %zu bytes, %zu hints: cJSON %.2f ms, check %.2f ms: %.2f\n",
           plan->title, body.n, hints, parse / 1000, taken / 1000, taken / parse);
    str_release(&body);
    str_release(&sound);
}

int
main(void)
{
    const struct operation *import =
        catalogue_find(catalogue_builtin(), SPAN("importIndicators"));
    static const size_t all = COUNT_OF(indicators);
    const struct plan plans[] = {
        {"500 right indicators", 1, ",\n", "\"}"},
        {"a mistake in each", all, ",\n", "\"}"},
        {"a mistake in each, one line", all, ",", "\"}"},
        {"a fault of syntax in each", 1, ",\n", "\",}"},
    };
    for (size_t i = 0; i < COUNT_OF(plans); i++)
        measure(import, &plans[i]);
    return 0;
}
