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
    struct str pointer;   /* to it, in the text around it; owned */
    struct str raw;       /* as it came, with its quotes; owned */
    struct str text;      /* what it means; owned */
    bool json;            /* it is a tree */
    bool lines;           /* a text that was looked through: shown by its lines */
    struct viewer viewer; /* of the text */
};

struct opening {
    struct opened *levels[OPENING_LEVELS]; /* the last one is shown; owned */
    size_t count;
};

void opening_release(struct opening *opening);
/* Its viewer, where that is what shows it; else NULL. */
struct viewer *opening_viewer(const struct opening *opening);
/* Shows it (again), without the line that something sought is typed in. Nothing where
 * none is open. */
void opening_show(struct explorer *explorer);
/* Begins to type what is sought in it; false: none is open. */
bool opening_find(struct explorer *explorer);
/* Appends the JSON pointers to it and, in a tree, on to its cursor: "/a/0 » /b". */
void opening_place(const struct opening *opening, struct str *out);
/* Asks what is to be copied of it. */
void opening_copy_menu(struct explorer *explorer);
void opening_copy(struct explorer *explorer, size_t index, struct commands *commands);
/* Opens the string at the viewer's cursor; false: there is none. */
bool opening_string(struct explorer *explorer, const struct viewer *viewer);
/* To the string around it; false: there is none, and nothing is kept. */
bool opening_back(struct explorer *explorer);
bool opening_key(struct explorer *explorer, struct span key, struct commands *commands);

#endif
