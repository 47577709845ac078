/* What the two halves of running the explorer share: the loop, and the carrying out of
 * commands. */
#ifndef IO_RUN_STATE_H
#define IO_RUN_STATE_H

#include "explorer/explorer.h"
#include "io/clipboard.h"
#include "io/files.h"
#include "io/keeper.h"
#include "io/loop.h"
#include "io/net.h"
#include "io/practice.h"
#include "io/renewal.h"
#include "io/saved.h"
#include "io/terminal.h"

#include <limits.h>

struct run_change;
struct run_download;

struct run {
    struct loop loop;
    struct net net;
    struct terminal *terminal;
    struct explorer explorer;
    struct commands commands;
    struct profile profile;
    char *proxy; /* on the way to the profile's hosts, safe to show; or NULL */
    struct practice practice;
    struct redactor redactor;
    struct copy *copy;  /* under way, or NULL */
    struct str to_copy; /* its value */
    bool practice_ready;
    unsigned prepare_id; /* of the call that sets the practice tenant's state */
    bool leaving;
    struct run_change *change; /* the plan's; or NULL */
    char *wanted;              /* another profile; owned; or NULL */
    bool interrupted;          /* by Ctrl-C: the exit status tells */
    bool arriving;             /* some of an answer's body is there */
    bool at_once;              /* what changed is drawn without waiting for a frame */
    struct saved *saved;       /* that is looked at; or NULL */
    struct keeper keeper;
    struct run_download *download; /* the file that is fetched; or NULL */
    struct file_out export;        /* rows of a table go to it */
    char *export_path;             /* its name; owned; NULL: there is none */
    struct child *pipe;            /* that the answer goes through, or NULL */
    const char *pipe_name;         /* for messages */
    unsigned pipe_id;              /* of a preview; 0: it is none */
    struct bulk pipe_input;        /* its own: another answer may come while it runs */
    struct renewal renewal;
    struct ticket_templates templates;
    const char *requests; /* the folder of those kept; borrowed; NULL: the standard */
    char *theme;          /* the one that is shown; owned; NULL: by the environment */
    bool memory_failed;   /* said once */
    bool lessons_failed;  /* the same */
};

/* Tells the explorer, and carries out what it wants done. */
void run_tell(struct run *run, struct message *message);
void run_perform(struct run *run, const struct command *command);
void run_tell_trouble(void *owner, const char *text);
void run_net_event(void *owner, const struct net_event *event);
void
run_use_practice(struct run *run); /* finds or starts it, and makes it the profile */
bool run_card_wanted(void);
void run_recall(struct run *run); /* favourites and operations chosen last */
/* The name of the device with the ID path, by a call of its own. */
#define RUN_NAME_ID (UINT_MAX - 1)
void run_look_up_name(struct run *run, const struct command *command);
void run_tell_name(struct run *run, struct exchange *exchange); /* completed */
void run_new_profile(struct run *run, const struct command *command);
void run_check_profile(struct run *run, const struct command *command);
void run_change_profile(struct run *run, const struct command *command);
/* A file by link, one at a time. */
#define RUN_DOWNLOAD_ID (UINT_MAX - 2)
void run_download(struct run *run, const struct command *command);
void run_download_stop(struct run *run, const struct command *command);
void run_download_event(struct run *run, const struct net_event *event);
void run_download_release(struct run *run);
void run_pipe(struct run *run, const struct command *command);
void run_save(struct run *run, const struct command *command);
void run_export(struct run *run, const struct command *command);
void run_export_rows(struct run *run, const struct command *command);
void run_export_end(struct run *run, const struct command *command);
void run_export_release(struct run *run);
void run_show(struct run *run, const struct command *command);
void run_pipe_stop(struct run *run, const struct command *command);
/* Requests kept as files. */
void run_requests(struct run *run, const struct command *command);
void run_request_read(struct run *run, const struct command *command);
void run_request_keep(struct run *run, const struct command *command);
void run_request_rename(struct run *run, const struct command *command);
void run_request_delete(struct run *run, const struct command *command);
/* For lessons. */
void run_prepare(struct run *run, const struct command *command);
void run_prepared(struct run *run, const struct exchange *exchange);
void run_lessons_read(struct run *run, const struct command *command);
void run_lessons_keep(struct run *run, const struct command *command);

#endif
