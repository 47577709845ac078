/* The check: what the service would refuse, found before it does. One source of rules,
 * the catalogue; the practice tenant asks here too. Pure. */
#ifndef API_CHECK_H
#define API_CHECK_H

#include "api/hint.h"
#include "api/request.h"

struct check {
    struct hints hints;
    const char
        *predicted; /* error code that the service would give (a constant), or NULL */
    char *predicted_value; /* what the code's message names: the parameter, the hash,
                              ...; owned; or NULL */
};

void check_release(struct check *check);
/* Checks all of a request: path, query, body. */
void check_request(struct check *check, const struct request *request);
/* Only the body, against an operation (not NULL). */
void check_body(struct check *check, const struct operation *operation,
                struct span body);
/* Applies every fix; repeats until nothing is left that it can mend. Gives how many
 * were applied. */
size_t check_fix(struct request *request);

#endif
