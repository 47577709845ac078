/* An answer in any form in which people have it: what curl -i or -v printed, a bare
 * body, a log line or an e-mail with a body inside, JSON escaped inside JSON, a Python
 * repr, cut off, wrapped by PowerShell, a gateway's page, a status alone. Owns its
 * response. The work on a text is bounded by its length times a small constant. */
#ifndef API_ANSWER_H
#define API_ANSWER_H

#include "api/response.h"

enum answer_form {
    ANSWER_NOTHING,  /* no text at all */
    ANSWER_HTTP,     /* status line, headers, body */
    ANSWER_JSON,     /* a JSON body and nothing else */
    ANSWER_EMBEDDED, /* a JSON body inside other text */
    ANSWER_ESCAPED,  /* a JSON body that was escaped inside something else */
    ANSWER_HTML,
    ANSWER_STATUS, /* the body is lost; only a status is told */
    ANSWER_TEXT,   /* none of these */
};

enum { ANSWER_MAX = 8 * 1024 * 1024 }; /* bytes read of a text */

struct answer {
    enum answer_form form;
    bool cut;     /* the body ends in the middle */
    bool wrapped; /* line breaks or marks that a tool put in were taken out */
    struct response response; /* status 0: not told */
};

void answer_read(struct answer *answer, struct span text);
void answer_release(struct answer *answer);

#endif
