/* Requests from outside: pasted into a pane, opened from a file, or kept as .http files
 * in a folder of the user's. struct importing owns all. */
#ifndef EXPLORER_IMPORTING_H
#define EXPLORER_IMPORTING_H

#include "api/import.h"
#include "base/str.h"
#include "explorer/command.h"
#include "explorer/input.h"

struct explorer;
struct message;

/* A file that the request under composition came from, for keeping it again. */
struct kept_file {
    char *name;      /* without ".http"; NULL: none */
    struct str text; /* as it was read */
    size_t place;    /* of the request in it */
};

struct importing {
    struct str names;     /* of the requests kept: "NAME\tMETHOD ADDRESS\n" */
    struct import import; /* to choose from */
    struct str text;      /* that it was read from */
    char *name;           /* of the file among those kept; NULL: none */
    struct kept_file origin;
    bool wants_environment; /* the file that was asked for is one */
};

void importing_release(struct importing *importing);
/* Whether TEXT, pasted, plainly is a request: then it is taken. */
bool importing_paste(struct explorer *explorer, struct span text);
/* Another request is composed: it is no file's. */
void importing_leave(struct explorer *explorer);
/* What MESSAGE_REQUESTS, MESSAGE_REQUEST and MESSAGE_KEPT bring. */
void importing_take_names(struct explorer *explorer, struct span lines);
void importing_take_file(struct explorer *explorer, const struct message *message);
void importing_kept(struct explorer *explorer, const struct message *message);
/* The name or path that was asked for is given. */
void importing_named(struct explorer *explorer, const char *path,
                     struct commands *commands);
bool importing_key(struct explorer *explorer, const struct key_event *event,
                   struct span key, struct commands *commands);
/* The user said yes: the file is written over, or deleted. */
void importing_replace(struct explorer *explorer, struct commands *commands);
void importing_delete(struct explorer *explorer, struct commands *commands);

#endif
