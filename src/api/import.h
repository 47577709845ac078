/* Requests that other programs wrote: curl commands of three shells, PowerShell's own,
 * .http files, HAR, Postman collections. Nothing is run; what can't be taken over is
 * told. */
#ifndef API_IMPORT_H
#define API_IMPORT_H

#include "api/request.h"
#include "api/texts.h"

enum import_format {
    IMPORT_CURL,
    IMPORT_HTTP,
    IMPORT_HAR,
    IMPORT_POSTMAN,
    IMPORT_POWERSHELL,
    IMPORT_FORMATS
};

enum { IMPORT_REQUESTS_MAX = 2000 };

struct import {
    struct request *items;
    size_t *places; /* of .http: where in the text each one's part begins */
    size_t count, room, place_room;
    struct texts left_out;   /* sentences: what was not taken over, and why */
    struct texts unresolved; /* names of variables that nothing gave a value */
};

/* Values for {{name}}, as a Postman environment has them. Values of secrets are not
 * kept, only their names. */
struct environment {
    struct pairs values;
    struct texts secrets;
};

/* STATUS_INPUT: it is none. */
enum status environment_read(struct environment *environment, struct span text,
                             struct err *err);
void environment_release(struct environment *environment);

const char *import_name(enum import_format format); /* "curl" */
/* IMPORT_FORMATS where there is none of that name. */
enum import_format import_named(struct span name);
/* What the text looks like. */
enum import_format import_guess(struct span text);
/* Whether it plainly is a request of one of the formats, for texts that may be
 * anything. */
bool import_recognise(struct span text);
/* STATUS_INPUT with ERR where nothing could be read. The token of a request is never
 * taken over: it is the profile's. ENVIRONMENT may be NULL. */
enum status import_read(struct import *import, struct span text,
                        enum import_format format, const struct catalogue *catalogue,
                        const struct environment *environment, struct err *err);
void import_release(struct import *import);
/* A copy of one; of a known operation without its host, which is the profile's. */
void import_take(const struct import *import, size_t index, struct request *request);

/* The words of one command, each ended by a NUL, up to the command's end; REST is what
 * follows. False: a quote is never closed. */
enum shell { SHELL_POSIX, SHELL_CMD, SHELL_POWERSHELL };
bool shell_words(enum shell shell, struct span *rest, struct str *words);

#endif
