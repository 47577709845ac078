/* An exchange: a request as it was sent with its answer or the failure to get one. The
 * unit of history, tickets and diagnosis. Owns everything in it. Holds no secret: the
 * bearer is never part of it. */
#ifndef API_EXCHANGE_H
#define API_EXCHANGE_H

#include "api/diagnosis.h"
#include "api/redact.h"
#include "api/response.h"
#include "base/clock.h"

#include <cjson/cJSON.h>

enum transport {
    TRANSPORT_OK,
    TRANSPORT_DNS,
    TRANSPORT_CONNECT, /* refused or unreachable */
    TRANSPORT_TLS,
    TRANSPORT_PROXY,
    TRANSPORT_TIMEOUT_CONNECT,
    TRANSPORT_TIMEOUT,   /* connected, but no (more) answer */
    TRANSPORT_BROKEN,    /* reset or closed early */
    TRANSPORT_MALFORMED, /* not HTTP */
    TRANSPORT_CANCELLED,
    TRANSPORT_SETUP, /* could not even be tried: bad URL, no library */
};

struct timing { /* milliseconds since the start; negative: did not happen */
    double dns, connect, tls, first_byte, total;
};

struct attempt {
    clock_ms at;
    int status;     /* 0: no answer */
    long waited_ms; /* before it */
};

struct exchange {
    char *id; /* short, unique on this machine */
    clock_ms time;
    char *profile, *tenant, *application; /* of the profile; NULL: not known */
    const struct operation *operation;    /* or NULL */
    struct {
        char *method, *url;
        struct pairs headers; /* as sent, credentials already "[redacted]" */
        struct str body;
        bool has_body;
    } request;
    bool answered; /* response is valid (maybe incomplete) */
    struct response response;
    enum transport transport;
    char *transport_text; /* in plain words, safe to show; or NULL */
    struct timing timing;
    struct attempt *attempts; /* all of them, this one last */
    size_t attempt_count, attempt_room;
};

void exchange_release(struct exchange *exchange);
/* REQUEST as an exchange that was not sent; BASE as in request_url. */
void exchange_compose(struct exchange *exchange, const struct request *request,
                      struct span base);
/* The header that sending adds where a body has no type. */
void exchange_type(struct exchange *exchange);
const char *transport_name(enum transport transport); /* "dns", "timeout", ... */
/* The contract's *exchange*, redacted with what REDACTOR knows; DIAGNOSIS and REDACTOR
 * may be NULL. The caller owns it (cJSON_Delete). */
cJSON *exchange_json(const struct exchange *exchange, const struct diagnosis *diagnosis,
                     const struct redactor *redactor);
/* Reads what exchange_json wrote. */
enum status exchange_from_json(struct exchange *exchange, struct span json,
                               const struct catalogue *catalogue, struct err *err);
/* Reads a HAR 1.2 log or one entry of it; headers that hold secrets are redacted. */
enum status exchange_from_har(struct exchange *exchange, struct span text,
                              struct err *err);

#endif
