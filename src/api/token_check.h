/* What would be refused of a token, as far as its claims tell: before it is sent, or to
 * explain why it was. One judge for the command line, the explorer and the diagnosis.
 */
#ifndef API_TOKEN_CHECK_H
#define API_TOKEN_CHECK_H

#include "api/hint.h"
#include "api/token.h"

#include <cjson/cJSON.h>

enum token_fault {
    TOKEN_FAULT_FORM,     /* no access token that can be read */
    TOKEN_FAULT_DRESS,    /* something stands around it */
    TOKEN_FAULT_EXPIRED,  /* or soon will be */
    TOKEN_FAULT_EARLY,    /* not valid yet */
    TOKEN_FAULT_AUDIENCE, /* made out to another API */
    TOKEN_FAULT_CLOUD,
    TOKEN_FAULT_TENANT,
    TOKEN_FAULT_ACTOR,      /* delegated in place of application, or the other way */
    TOKEN_FAULT_PERMISSION, /* missing */
    TOKEN_FAULT_NONE,       /* what is there and fits, for the record */
};

struct token_finding {
    enum token_fault fault;
    enum severity severity;
    char *text; /* a sentence, safe to show; owned */
    char *step; /* what to do, safe to show; owned; or NULL */
};

struct token_findings { /* errors first, in the order in which a service looks */
    struct token_finding *items;
    size_t count, room;
};

/* What it is to be used for. All but `now` is optional. */
struct token_use {
    const struct operation *operation;
    struct span url;                  /* that is called */
    const char *tenant, *application; /* of the profile */
    clock_ms now;                     /* wall time */
};

void token_check(struct token_findings *findings, const struct token *token,
                 const struct token_use *use);
void token_findings_release(struct token_findings *findings);
/* The worst, SEVERITY_INFO where there is none. */
enum severity token_findings_worst(const struct token_findings *findings);
const char *token_fault_name(enum token_fault fault); /* "expired" */

/* "4 minutes", "1 hour 12 minutes", "3 days"; with seconds under ten minutes. */
void token_say_span(struct str *out, int64_t ms);

#endif
