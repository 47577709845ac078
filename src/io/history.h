/* The history: every exchange in a SQLite database, redacted before it is written.
 * $XDG_DATA_HOME/defscope/history.db, 0600; several programs at once may use it. A
 * database that turns out to be damaged is set aside under another name, which
 * history_notice tells, and a new one is begun. */
#ifndef IO_HISTORY_H
#define IO_HISTORY_H

#include "api/budget.h"
#include "api/exchange.h"
#include "api/history.h"

enum {
    HISTORY_DAYS = 90, /* older ones go, unless they are marked */
    HISTORY_BODY_MAX =
        16 << 20, /* bytes; a larger body is not kept, and that is said */
};
#define HISTORY_MAX ((int64_t)256 << 20) /* bytes; then the oldest unmarked ones go */

struct history;

enum history_use {
    HISTORY_READ, /* where there is none yet, *HISTORY is NULL: an empty one */
    HISTORY_WRITE,
};
enum status history_open(struct history **history, enum history_use use,
                         struct err *err);
void history_close(struct history *history);
/* What the user should hear of once: a database set aside. NULL: nothing. Borrowed. */
const char *history_notice(struct history *history);

/* Before the first byte of a request that changes something: on the disk when this
 * returns. history_save with the same ID completes it. */
enum status history_intend(struct history *history, const struct exchange *exchange,
                           const struct redactor *redactor, struct err *err);
/* DIAGNOSIS and REDACTOR may be NULL. */
enum status history_save(struct history *history, const struct exchange *exchange,
                         const struct diagnosis *diagnosis,
                         const struct redactor *redactor, struct err *err);
/* The newest MAX. */
enum status history_list(struct history *history, size_t max,
                         struct history_entries *entries, struct err *err);
/* WHICH: "last", an ID or the start of one that no other has. The text is what
 * exchange_json wrote. */
enum status history_read_text(struct history *history, const char *which,
                              struct str *out, struct err *err);
enum status history_read(struct history *history, const char *which,
                         const struct catalogue *catalogue, struct exchange *exchange,
                         struct err *err);
/* The calls of an operation with a profile within the hour before NOW, into BUDGET. */
enum status history_budget(struct history *history, const struct operation *operation,
                           const char *profile, clock_ms now, struct budget *budget,
                           struct err *err);
enum status history_mark(struct history *history, const char *which, bool marked,
                         struct err *err);
/* An empty NOTE takes it away. */
enum status history_note(struct history *history, const char *which, struct span note,
                         struct err *err);
enum status history_delete(struct history *history, const char *which, struct err *err);
enum status history_clear(struct history *history, size_t *deleted, struct err *err);

#endif
