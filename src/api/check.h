/* The check: what the service would refuse, found before it does. One source of rules,
 * the catalogue; the practice tenant asks here too. Pure. */
#ifndef API_CHECK_H
#define API_CHECK_H

#include "api/hint.h"
#include "api/request.h"
#include "api/texts.h"

struct check {
    struct hints hints;
    const char
        *predicted; /* error code that the service would give (a constant), or NULL */
    char *predicted_value; /* what the code's message names: the parameter, the hash,
                              ...; owned; or NULL */
};

void check_release(struct check *check);
/* Checks all of a request: path, query, body. A request without an operation is looked
 * up in the built-in catalogue. */
void check_request(struct check *check, const struct request *request);
/* Only the body, against an operation (NULL: its syntax alone). */
void check_body(struct check *check, const struct operation *operation,
                struct span body);
/* Names of the body and of OData options that the documentation spells in two ways,
 * each with a fix to the other: for after a refusal. OPERATION is the request's where
 * it has one. */
void check_alternatives(struct hints *hints, const struct operation *operation,
                        const struct request *request);
/* Applies one hint's fix to a request, wherever it is; false when it has none. */
bool check_apply(struct request *request, const struct hint *hint);
/* Applies every fix; repeats until nothing is left that it can mend. Gives how many
 * were applied. FILLED gets the places of names that were put in with a value to start
 * from; NULL: names that are missing stay so. */
size_t check_fix(struct request *request, struct texts *filled);

#endif
