/* A string value opened as a page over the panes: its text, or, where it holds JSON,
 * that as a tree, from which further strings open. */
#ifndef EXPLORER_OPENING_H
#define EXPLORER_OPENING_H

#include "explorer/command.h"
#include "explorer/viewer.h"

enum {
    OPENING_LEVELS = 8,        /* strings within strings */
    OPENING_SHOWN = 256 * 1024 /* bytes of a text that is no JSON */
};

struct explorer;

struct opened {
    struct str raw;       /* as it came, with its quotes; owned */
    struct str text;      /* what it means; owned */
    bool json;            /* it is shown in the viewer */
    struct viewer viewer; /* of the text */
};

struct opening {
    struct opened *levels[OPENING_LEVELS]; /* the last one is shown; owned */
    size_t count;
};

void opening_release(struct opening *opening);
/* The one that is shown, or NULL. */
const struct opened *opening_shown(const struct opening *opening);
/* Opens the string at the viewer's cursor; false: there is none. */
bool opening_string(struct explorer *explorer, const struct viewer *viewer);
/* To the string around it; false: there is none, and nothing is kept. */
bool opening_back(struct explorer *explorer);
bool opening_key(struct explorer *explorer, struct span key, struct commands *commands);

#endif
