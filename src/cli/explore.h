/* The explorer, from the command line: with a profile, and with another when the user
 * chooses one there. */
#ifndef CLI_EXPLORE_H
#define CLI_EXPLORE_H

#include "cli/command.h"

int cli_explore(struct context *context);

#endif
