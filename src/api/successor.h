/* Operations that are replaced: a request becomes that of its operation's successor. */
#ifndef API_SUCCESSOR_H
#define API_SUCCESSOR_H

#include "api/differences.h"
#include "api/request.h"

/* The operation that replaces this one, or NULL. */
const struct operation *successor_of(const struct catalogue *catalogue,
                                     const struct operation *operation);

/* How a name or value changes: the entry of that KIND and FROM (any case of letters),
 * of a value also OF; NULL: none. */
const struct change *change_find(const struct operation *operation,
                                 enum change_kind kind, const char *of,
                                 struct span from);

/* Writes into TURNED (initialised) what REQUEST would be as a request of SUCCESSOR:
 * place by place as the catalogue tells, and where it doesn't by names that are equal
 * but for case. Appends every difference; what has no place there is among them, and
 * nothing else is lost. REQUEST has an operation. */
void successor_turn(struct request *turned, struct differences *differences,
                    const struct request *request, const struct operation *successor);

#endif
