/* The history as the explorer shows it: a list over the panes, searched as it is typed;
 * what is chosen goes back into the request and the answer pane. */
#ifndef EXPLORER_PAST_H
#define EXPLORER_PAST_H

#include "explorer/explorer.h"

/* Entries came: shown anew where the list is open. Moved out. */
void past_take_list(struct explorer *explorer, struct history_entries *entries);
/* An exchange came back: its request can be changed and sent again. Moved out. */
void past_take_exchange(struct explorer *explorer, struct exchange *exchange);
/* Moved out. */
void past_take_comparison(struct explorer *explorer, const struct message *message);
void past_leave_note(struct explorer *explorer); /* as it was */
bool past_key(struct explorer *explorer, const struct key_event *event, struct span key,
              struct commands *commands);
/* The user said yes to leaving what is being written. */
void past_recall_asked(struct explorer *explorer, struct commands *commands);

#endif
