/* What the tests of the diagnosis share. */
#ifndef TESTS_DIAGNOSE_TEXT_H
#define TESTS_DIAGNOSE_TEXT_H

#include "unit.h"

#include "api/answer.h"
#include "api/diagnosis_parts.h"

#define GUID "43f4cb08-8fac-4b65-9db1-745c2ae65f3a"
#define NOW  1795412773000

/* What an answer given as curl -i prints it, or as a bare body, means. STATUS 0: as the
 * text tells. */
static inline struct diagnosis
diagnose_text(int status, const char *text, const struct diagnosis_context *given)
{
    struct answer parsed;
    struct exchange exchange = {.answered = true};
    struct diagnosis_context context = given ? *given : (struct diagnosis_context){0};
    struct diagnosis diagnosis;
    context.now = NOW;
    answer_read(&parsed, span_of(text));
    exchange.response = parsed.response;
    if (status)
        exchange.response.status = status;
    diagnose(&diagnosis, &exchange, &context);
    response_release(&exchange.response);
    ck_assert(diagnosis.title && *diagnosis.title);
    ck_assert(diagnosis.summary && *diagnosis.summary);
    return diagnosis;
}

static inline bool
a_step_has(const struct diagnosis *diagnosis, const char *words)
{
    for (size_t i = 0; i < diagnosis->steps.count; i++)
        if (strstr(diagnosis->steps.items[i], words))
            return true;
    return false;
}

#endif
