/* The last exchanges, for `ticket last` and `history`: one JSON file each in
 * $XDG_DATA_HOME/defscope/exchanges/, redacted before it is written, the newest
 * STORE_MAX. */
#ifndef IO_STORE_H
#define IO_STORE_H

#include "api/exchange.h"

enum { STORE_MAX = 50 };

struct store_entry {
    char *id, *path; /* owned */
    clock_ms time;
};

struct store_entries { /* newest first */
    struct store_entry *items;
    size_t count, room;
};

void store_entries_release(struct store_entries *entries);

/* DIAGNOSIS and REDACTOR may be NULL. A failure is no reason to stop: say it once and
 * go on. */
enum status store_save(const struct exchange *exchange,
                       const struct diagnosis *diagnosis,
                       const struct redactor *redactor, struct err *err);
enum status store_list(struct store_entries *entries, struct err *err);
/* WHICH: "last", an ID or the start of one that no other has. The text is what
 * exchange_json wrote. */
enum status store_read_text(const char *which, struct str *out, struct err *err);
enum status store_read(const char *which, const struct catalogue *catalogue,
                       struct exchange *exchange, struct err *err);
enum status store_delete(const char *which, struct err *err);
enum status store_clear(size_t *deleted, struct err *err);

#endif
