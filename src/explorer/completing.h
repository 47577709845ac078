/* What is offered at the caret of the field that is being edited: a short list that is
 * open only as long as text and caret are as they were when it was made. Part of struct
 * composer. */
#ifndef EXPLORER_COMPLETING_H
#define EXPLORER_COMPLETING_H

#include "api/completion.h"

struct composer;

struct completing {
    struct completion completion; /* owned */
    bool open;
    bool choosing; /* asked for, or gone into: the arrows move in it */
    size_t cursor;
    unsigned long version; /* of the text that it was made for */
    size_t caret;
};

/* The list to show, or NULL. */
const struct completing *completing_shown(const struct composer *composer);
/* After a key: opens the list anew where the text has changed since VERSION and
 * something is being typed that has candidates; else closes it. */
void completing_follow(struct composer *composer, unsigned long version);
/* Opens it on request, whatever stands there. False: nothing is known for the place. */
bool completing_ask(struct composer *composer);
void completing_close(struct composer *composer);
void completing_move(struct composer *composer, int items); /* round the ends */
/* Puts the chosen one in, and shows what can stand behind it. */
void completing_take(struct composer *composer);

#endif
