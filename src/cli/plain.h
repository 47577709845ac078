/* The explorer line by line, for screen readers and terminals that can't place their
 * cursor: one thing is asked, one answered, nothing is drawn over. */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "cli/command.h"

/* Until "quit" or the end of standard input. Gives the exit status. */
int cli_plain(struct context *context);

#endif
