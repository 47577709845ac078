/* The support ticket over the panes: of the answer in sight, or of several exchanges of
 * the history. */
#ifndef EXPLORER_TICKETING_H
#define EXPLORER_TICKETING_H

#include "api/ticket.h"
#include "explorer/command.h"

struct explorer;

/* Exchanges that a ticket is about in place of the answer in sight. */
struct ticket_batch {
    struct exchange *exchanges; /* owned */
    struct diagnosis *diagnoses;
    size_t count;
};

void ticket_batch_release(struct ticket_batch *batch);
/* Exchanges came: the ticket about them opens. Moved out. */
void ticketing_take(struct explorer *explorer, struct exchange *exchanges,
                    size_t count);
/* The ticket about the answer in sight, as tickets were last chosen to be; appends. */
void ticketing_text(struct explorer *explorer, struct str *out);
void ticketing_open(struct explorer *explorer); /* about the answer in sight */
bool ticketing_key(struct explorer *explorer, struct span key,
                   struct commands *commands);
/* The list of names that can be hidden, and its keys. */
bool ticketing_names_key(struct explorer *explorer, struct span key);

#endif
