/* A user's own API: an OpenAPI document whose operations stand beside the built-in
 * ones. */
#ifndef CLI_SPEC_H
#define CLI_SPEC_H

#include "cli/command.h"

/* Adds the operations of the document in FILE to the context's catalogue; they live as
 * long as the context's `own`. What of it can't be used is said on standard error, each
 * with file, line, column and place. Not OK: nothing of it can be used. Must come
 * before anything borrows from the catalogue. */
enum status spec_open(struct context *context, const char *file, struct err *err);
/* Every document that the command line names. */
enum status spec_open_given(struct context *context, struct err *err);

#endif
