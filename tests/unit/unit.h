/* What every unit test shares: a main for one suite. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include "config.h"

#include "base/span.h"
#include "base/str.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* SPAN for the tables of cases: a constant. */
#define CASE(literal)                                                                  \
    {                                                                                  \
        "" literal, sizeof(literal) - 1                                                \
    }

#define ck_assert_span(got, text)                                                      \
    do {                                                                               \
        struct span got_ = (got);                                                      \
        const char *want_ = (text);                                                    \
        ck_assert_msg(span_is(got_, want_), "got \"%.*s\", want \"%s\"",               \
                      SPAN_ARG(got_), want_);                                          \
    } while (0)

#define UNIT_MAIN(suite_function)                                                      \
    int main(void)                                                                     \
    {                                                                                  \
        SRunner *runner = srunner_create(suite_function());                            \
        srunner_run_all(runner, CK_NORMAL);                                            \
        int failed = srunner_ntests_failed(runner);                                    \
        srunner_free(runner);                                                          \
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;                                   \
    }

#endif
