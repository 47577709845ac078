/* Finding in the answer: the line it is typed in, its keys, and what is told. */
#ifndef EXPLORER_FINDING_H
#define EXPLORER_FINDING_H

#include "base/span.h"
#include "explorer/input.h"

struct explorer;

/* Something is sought, slice by slice. */
bool finding_under_way(const struct explorer *explorer);
/* What is sought is being typed: over the answer, or over a string of it. */
bool finding_typed(const struct explorer *explorer);
/* In bytes that are no text: they have no names and values, nor characters for an
 * expression. */
bool finding_in_bytes(const struct explorer *explorer);
void finding_open(struct explorer *explorer);
/* False: the key means nothing here. */
bool finding_key(struct explorer *explorer, const struct key_event *event,
                 struct span key);
/* On the frame's upper edge, which tells what is looked through: the next of it. */
void finding_click(struct explorer *explorer, const struct key_event *event);
/* Back to where it began, with nothing sought. */
void finding_leave(struct explorer *explorer);
/* How the search went, or that it goes on. */
void finding_tell(struct explorer *explorer);
/* A slice of the search under way. */
void finding_work(struct explorer *explorer);

#endif
