/* An answer as it came: bytes and order kept. Owned by itself. */
#ifndef API_RESPONSE_H
#define API_RESPONSE_H

#include "api/request.h"

/* Whether all of it is there. Anything but WHOLE is said wherever the body is shown. */
enum completeness {
    RESPONSE_WHOLE,
    RESPONSE_ARRIVING,
    RESPONSE_CUT, /* fewer bytes than announced, or a compressed stream without its end
                   */
    RESPONSE_TOO_LARGE, /* stopped at a limit of ours */
    RESPONSE_CANCELLED,
    RESPONSE_EMPTY, /* nothing where the status and type promise something */
};

struct response {
    int status;
    char *reason;         /* "Bad Request"; owned; may be NULL */
    struct pairs headers; /* in order, repeats kept */
    struct str body;      /* decoded from its transfer and content encodings */
    uint64_t wire_bytes;
    enum completeness completeness;
    char *fault; /* a sentence on what is wrong with its framing, or NULL; owned */
};

void response_release(struct response *response);
const char *response_header(const struct response *response,
                            const char *name); /* last of that name, any case */
const char *status_reason(int status);         /* RFC 9110's phrase, or "" */

#endif
