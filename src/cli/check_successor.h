/* check --successor: the request for the operation that replaces its own. */
#ifndef CLI_CHECK_SUCCESSOR_H
#define CLI_CHECK_SUCCESSOR_H

#include "api/request.h"
#include "cli/command.h"

/* The new request goes to standard output, what differs to standard error. *BAD: it
 * still has errors. */
enum status check_successor(struct context *context, const struct request *request,
                            bool *bad, struct err *err);

#endif
