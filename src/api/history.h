/* The history's entries, as lists show them, and the words that find them. */
#ifndef API_HISTORY_H
#define API_HISTORY_H

#include "base/clock.h"
#include "base/str.h"

struct history_entry { /* owns its texts; all but id may be NULL */
    char *id;
    clock_ms time;
    char *profile, *operation, *method, *url, *code, *target, *note;
    int status;      /* 0: no answer came */
    bool unanswered; /* its sending was begun; how it ended is not known */
    bool marked;
};

struct history_entries { /* newest first */
    struct history_entry *items;
    size_t count, room;
};

void history_entry_release(struct history_entry *entry);
void history_entries_release(struct history_entries *entries);

/* Every word (at blanks) of WORDS stands in the entry, in any letter case: in its ID,
 * time (UTC), profile, operation, method, URL, status, code, tracking ID or note; or is
 * "marked", "failed" (no 2xx) or "unanswered". */
bool history_matches(const struct history_entry *entry, struct span words);
/* One line about it: time, status, code, operation or method, note, path, tracking ID.
 */
void history_line(const struct history_entry *entry, struct str *out);

#endif
