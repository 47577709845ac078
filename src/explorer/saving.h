/* What is given out of the explorer: the answer's body to a file, to the user's pager
 * or editor. A file that is there already is replaced only when the user says so. */
#ifndef EXPLORER_SAVING_H
#define EXPLORER_SAVING_H

#include "explorer/command.h"
#include "explorer/overlay.h"

struct explorer;
struct message;

/* Asks for a file's name, with one to start from. */
void saving_ask(struct explorer *explorer);
/* What became of saving: done, refused, or there is such a file already. */
void saving_take(struct explorer *explorer, const struct message *message);
/* Asks whether the file of MESSAGE, which is there, may go. */
void saving_ask_replace(struct explorer *explorer, enum question question,
                        const struct message *message);
void saving_replace(struct explorer *explorer, struct commands *commands);
/* Shows the body in the pager, or in the editor. False: it said why not. */
bool saving_show(struct explorer *explorer, bool editor, struct commands *commands);

#endif
