/* Bearer tokens that people hand over: in the environment, a file, a pipe; never on the
 * command line. */
#ifndef CLI_BEARER_H
#define CLI_BEARER_H

#include "api/token.h"
#include "api/token_check.h"
#include "cli/command.h"

/* Each reads it, and lets the redactor know it before anything can be printed. The
 * variable is taken out of the environment: children and /proc shall not find it. */
enum status bearer_from_variable(struct context *context, const char *name,
                                 struct token *token, struct err *err);
/* FILE NULL or "-": standard input. */
enum status bearer_from_file(struct context *context, const char *file,
                             struct token *token, struct err *err);
void bearer_from_text(struct context *context, struct span text, struct token *token);

/* One a line, down to severity LEAST; that what is said is of the token. */
void bearer_report(struct context *context, const struct token_findings *findings,
                   enum severity least);

#endif
