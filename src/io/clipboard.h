/* Copying, and the truth about it. Three words that are never mixed: Copied (read back,
 * or the tool said so), Sent to the terminal (it does not confirm), Not copied (why).
 * The clipboard is never read, but for tmux's own buffer to compare. */
#ifndef IO_CLIPBOARD_H
#define IO_CLIPBOARD_H

#include "base/str.h"
#include "io/loop.h"

enum copied { COPY_DONE, COPY_SENT, COPY_FAILED };

struct copy_result {
    enum copied copied;
    char route[32];  /* "tmux", "wl-copy", "OSC 52", ...; "" where none was found */
    struct str why;  /* COPY_FAILED: what was tried and what to do; COPY_SENT: a
                        caution or nothing. Safe to show */
    struct str file; /* COPY_FAILED: where the value was written (0600); may be empty */
    struct str shown; /* the value's ends: "1fa66c0f…3a2ba0"; safe to show */
    unsigned long characters;
};

void copy_result_release(struct copy_result *result);
/* One sentence: "Copied 36 characters with tmux: 1fa66c0f…3a2ba0". Appends. */
void copy_result_say(const struct copy_result *result, struct str *out);

struct copy_plan {
    struct span value; /* copied by the call */
    bool exact; /* every byte of it: the user was asked about controls. Else controls
                   and a final line end are left out */
    const char *const *command; /* the user's own tool, first of all; or NULL */
    int terminal; /* where OSC 52 is written; -1: /dev/tty is opened for it */
};

struct copy; /* one under way */

/* At most 2 seconds a route; DONE is called once, from loop_turn. */
struct copy *clipboard_copy(struct loop *loop, const struct copy_plan *plan,
                            void (*done)(void *owner, struct copy_result *result),
                            void *owner);
void clipboard_cancel(struct copy *copy); /* DONE is not called */
/* The same, waiting; for commands. */
void clipboard_copy_now(const struct copy_plan *plan, struct copy_result *result);
/* The routes that would be tried here, in order, as one line each ("tmux: ..."); for
 * `doctor`. Appends. */
void clipboard_routes(struct str *out);

#endif
