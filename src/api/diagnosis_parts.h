/* What the diagnosis's source files share: the findings in one exchange, before words
 * are found for them. */
#ifndef API_DIAGNOSIS_PARTS_H
#define API_DIAGNOSIS_PARTS_H

#include "api/api_error.h"
#include "api/diagnosis.h"
#include "api/error_code.h"
#include "api/exchange.h"
#include "api/sign_in.h"
#include "api/wording.h"

struct findings {
    const struct exchange *exchange;
    const struct diagnosis_context *context;
    struct api_error error;                /* owned */
    const struct error_code *known;        /* or NULL */
    const struct wording *wording;         /* or NULL */
    const struct sign_in_error *signed_in; /* or NULL */
    const char *shape_topic;               /* constant, or NULL */
};

/* A success code that hides a failure: 206 with a Warning, items that failed, a page in
 * place of data. Sets class, retry advice and values; gives the topic, or NULL. */
const char *diagnosis_success(struct diagnosis *diagnosis,
                              const struct response *response);
/* The same for JSON without an error whose status is not known. */
const char *diagnosis_data(struct diagnosis *diagnosis,
                           const struct response *response);
/* Class and advice by the status alone. */
enum diagnosis_class diagnosis_class_of_status(int status);
enum retry_advice diagnosis_advice_of_class(enum diagnosis_class class, int status);
/* Title, summary, causes and steps from the help page that fits best. */
void diagnosis_describe(struct diagnosis *diagnosis, const struct findings *findings);
/* The steps that the token suggests, before all others. */
struct token_steps {
    size_t count;
    bool tells_roles; /* what is needed and what is held, or that it is there */
};
struct token_steps diagnosis_token(struct diagnosis *diagnosis,
                                   const struct findings *findings);
/* The steps that this one answer suggests, before the page's. */
void diagnosis_steps(struct diagnosis *diagnosis, const struct findings *findings);

#endif
