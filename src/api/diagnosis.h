/* What an exchange means, and what to do next. */
#ifndef API_DIAGNOSIS_H
#define API_DIAGNOSIS_H

#include "api/hint.h"
#include "api/request.h"
#include "api/texts.h"
#include "base/clock.h"

#include <cjson/cJSON.h>

struct exchange;
struct token;

enum diagnosis_class {
    CLASS_REQUEST,
    CLASS_AUTH,
    CLASS_PERMISSION,
    CLASS_LICENSE,
    CLASS_FEATURE,
    CLASS_NOT_FOUND,
    CLASS_THROTTLE,
    CLASS_CONFLICT,
    CLASS_SERVER,
    CLASS_GATEWAY,
    CLASS_SIGN_IN,
    CLASS_TRANSPORT,
    CLASS_NONE, /* a success */
    CLASS_UNKNOWN,
};

enum retry_advice { RETRY_NEVER, RETRY_AFTER_CHANGE, RETRY_WAIT, RETRY_BACKOFF };
enum retry_source {
    RETRY_SOURCE_NONE,
    RETRY_SOURCE_HEADER,
    RETRY_SOURCE_BODY,
    RETRY_SOURCE_ESTIMATE
};

struct retry {
    enum retry_advice advice;
    bool timed;       /* after_ms is valid */
    int64_t after_ms; /* from the arrival of the answer */
    enum retry_source source;
    char *note; /* "the header asked for 68 years; ..." or NULL; owned */
};

struct diagnosis {
    int status; /* 0: none */
    char *code; /* as in the body; NULL: none */
    bool documented;
    const char *known_as; /* constant, or NULL */
    enum diagnosis_class class;
    char *message, *target; /* the body's own; exact bytes; NULL: absent */
    size_t code_length, message_length, target_length; /* a NUL may stand inside them */
    struct pairs
        ids; /* "target", "request-id", ... : every identifier support can use */
    struct pairs values; /* what the message names */
    struct retry retry;
    char *title; /* one line: what this is */
    char *summary;
    struct texts causes, steps;
    size_t own_steps;   /* so many of them, the first, are this answer's own */
    bool in_doubt;      /* a change was sent, and nobody knows whether it was made */
    size_t token_steps; /* and so many of those, the first, are about its token */
    struct hints hints;
    const char
        *topic; /* help topic to read on, e.g. "errors/ODataError"; constant or NULL */
};

/* The identifier that support asks for first: the error's target; Graph has none, and
 * its request-id in the inner error or a header stands for it. Of failures alone. NULL:
 * none. */
const char *diagnosis_tracking_id(const struct diagnosis *diagnosis);

/* What is known beside the answer. All optional. */
struct diagnosis_context {
    const struct operation *operation;
    const struct request *request; /* as composed: hints come from checking it */
    bool body_only;                /* of the request nothing but its body is known */
    const struct token *token;     /* that was sent with it */
    clock_ms now;                  /* wall time at which the answer arrived */
    const char *language;          /* "en", "zh_CN"; NULL: en */
};

void diagnose(struct diagnosis *diagnosis, const struct exchange *exchange,
              const struct diagnosis_context *context);
void diagnosis_release(struct diagnosis *diagnosis);
cJSON *
diagnosis_json(const struct diagnosis *diagnosis); /* the contract's *diagnosis* */
cJSON *hint_json(const struct hint *hint);         /* the contract's *hint* */
/* Whether the answer told anything at all: a status, an error, an identifier. */
bool diagnosis_recognised(const struct diagnosis *diagnosis);
const char *diagnosis_class_name(enum diagnosis_class class);
const char *retry_advice_name(enum retry_advice advice);

#endif
