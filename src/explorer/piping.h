/* The answer sent through a program: jq, or any command of the shell. What it writes is
 * shown; the answer stays as it is. */
#ifndef EXPLORER_PIPING_H
#define EXPLORER_PIPING_H

#include "explorer/command.h"

struct explorer;
struct message;

void piping_ask(struct explorer *explorer);
void piping_run(struct explorer *explorer, struct commands *commands);
void piping_take(struct explorer *explorer, const struct message *message);
/* False: none is running. */
bool piping_stop(struct explorer *explorer, struct commands *commands);
bool piping_key(struct explorer *explorer, struct span key, struct commands *commands);

#endif
