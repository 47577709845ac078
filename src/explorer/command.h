/* What the explorer wants done outside: data, carried out by io/run. The queue owns
 * what its commands hold. */
#ifndef EXPLORER_COMMAND_H
#define EXPLORER_COMMAND_H

#include "api/request.h"

enum command_kind {
    COMMAND_SEND,        /* request, to url; answered by MESSAGE_DONE with its id */
    COMMAND_CANCEL,      /* of id */
    COMMAND_COPY,        /* text; answered by MESSAGE_COPIED */
    COMMAND_EDIT,        /* text, in the user's editor; answered by MESSAGE_EDITED */
    COMMAND_SAVE,        /* text into the file path; on: one that is there is replaced;
                            answered by MESSAGE_SAVED */
    COMMAND_SAVE_BODY,   /* the same with the body in explorer->result, which may be too
                            large for a copy */
    COMMAND_EXPORT,      /* the file path is begun; on: one that is there is replaced;
                            answered by MESSAGE_EXPORT */
    COMMAND_EXPORT_ROWS, /* text goes to it; where that fails, MESSAGE_EXPORTED */
    COMMAND_EXPORT_END,  /* on: all is there, answered by MESSAGE_EXPORTED; else what
                            was begun goes, and what stood there before stays */
    COMMAND_SHOW,     /* text, safe for a terminal, in the pager; on: in the editor */
    COMMAND_KEEP,     /* the exchange in explorer->result goes to the history; on: the
                         last page in explorer->pages */
    COMMAND_REQUESTS, /* those kept; answered by MESSAGE_REQUESTS */
    COMMAND_REQUEST_READ,   /* the file path; on: of those kept, the one of that name;
                               answered by MESSAGE_REQUEST */
    COMMAND_REQUEST_KEEP,   /* text as the one named by path; on: in place of what is
                               there; answered by MESSAGE_KEPT */
    COMMAND_REQUEST_RENAME, /* the one named by path to text; as COMMAND_REQUESTS */
    COMMAND_REQUEST_DELETE, /* the one named by path; as COMMAND_REQUESTS */
    COMMAND_BUDGET,  /* of the operation that is composed; answered by MESSAGE_BUDGET */
    COMMAND_HISTORY, /* read it; answered by MESSAGE_HISTORY */
    COMMAND_RECALL,  /* the exchange with the ID path; answered by MESSAGE_RECALLED */
    COMMAND_PIPE,    /* the answer's body through the program text; with an id a
                        sample of it; answered by MESSAGE_PIPED with that id */
    COMMAND_PIPE_STOP, /* ends it */
    COMMAND_TICKET,    /* the exchanges whose IDs stand in text, one a line; answered by
                          MESSAGE_TICKET */
    COMMAND_COMPARE,   /* the exchange with the ID path with the one named by text;
                          answered by MESSAGE_COMPARED */
    COMMAND_MARK,      /* the one with the ID path: on or off; as COMMAND_HISTORY */
    COMMAND_NOTE,      /* text on the one with the ID path; as COMMAND_HISTORY */
    COMMAND_FORGET,    /* delete the one with the ID path; as COMMAND_HISTORY */
    COMMAND_PRACTICE,  /* make sure that the practice tenant runs; answered by
                          MESSAGE_PROFILE */
    COMMAND_BEARER,    /* of the practice tenant: the one named by path */
    COMMAND_FAULT,     /* the practice tenant has the fault text from now on, or none
                          where it is empty; answered by MESSAGE_ARMED */
    COMMAND_PREPARE,   /* the practice tenant's state: lines of text for its switch, the
                          bearer named by path (NULL: as it is); answered by
                          MESSAGE_PREPARED */
    COMMAND_LESSONS_READ, /* the record of lessons; answered by MESSAGE_LESSONS */
    COMMAND_LESSONS_KEEP, /* text: that record */
    COMMAND_DISMISS,      /* the first-start card is put away for good */
    COMMAND_REMEMBER,     /* text: favourites and operations chosen last */
    COMMAND_DOWNLOAD, /* the link url into the file path; on: over one that is there;
                         answered by MESSAGE_DOWNLOADED, before it any number of
                         MESSAGE_DOWNLOADING */
    COMMAND_DOWNLOAD_STOP, /* what came is kept */
    COMMAND_MOUSE,         /* on or off */
    COMMAND_THEME,         /* the next one; answered by MESSAGE_THEME */
    COMMAND_LANGUAGE,      /* the next one; answered by MESSAGE_LANGUAGE */
    COMMAND_STOP_SIGN_IN,  /* nobody enters the code */
    COMMAND_SUSPEND,
    COMMAND_NAME,        /* of the device with the ID path; answered by MESSAGE_NAME */
    COMMAND_QUIT,        /* on: by Ctrl-C */
    COMMAND_NEW_PROFILE, /* text: its name and values, a line each; answered by
                            MESSAGE_PROFILES */
    COMMAND_CHECK_PROFILE, /* the one named by path; answered by MESSAGE_PAGE */
    COMMAND_PROFILE,       /* leave, and go on with the profile named by path */
};

struct command {
    enum command_kind kind;
    unsigned id;
    char *method, *url; /* of a SEND */
    struct pairs headers;
    bool has_body;
    struct str text; /* body of a SEND; what to copy, edit or save */
    char *path;
    char *label; /* what it is, for messages: "the tracking ID" */
    bool on;
};

struct commands {
    struct command *items;
    size_t count, room;
};

/* A new command at the end; borrowed until the next one. */
struct command *commands_add(struct commands *commands, enum command_kind kind);
void commands_clear(struct commands *commands);
void commands_release(struct commands *commands);

#endif
