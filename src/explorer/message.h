/* What happened outside, as the explorer is told of it. */
#ifndef EXPLORER_MESSAGE_H
#define EXPLORER_MESSAGE_H

#include "api/budget.h"
#include "api/comparison.h"
#include "api/exchange.h"
#include "api/history.h"
#include "api/profile.h"
#include "explorer/input.h"

enum message_kind {
    MESSAGE_INPUT,    /* input: may be moved out */
    MESSAGE_TICK,     /* time has passed; see explorer_deadline */
    MESSAGE_PROGRESS, /* id, response: as far as it came */
    MESSAGE_DONE,     /* id, exchange: moved out */
    MESSAGE_COPIED,   /* copied, text (the sentence), value (what was to be copied) */
    MESSAGE_EDITED,   /* text: what stands in the file now; failed: error says why */
    MESSAGE_SAVED,  /* path; failed: error says why; exists: there is such a file, which
                       may lead to `value`; text was not written to it */
    MESSAGE_EXPORT, /* path: rows can be written to it; failed, error, exists: as above
                     */
    MESSAGE_EXPORTED, /* path: all rows are in it; failed: error says why not */
    MESSAGE_PROFILE,  /* profile: borrowed for good; failed: error says why */
    MESSAGE_PROFILES, /* profiles: anew; failed: error says why */
    MESSAGE_PAGE,     /* text: Markdown to be read under the title path */
    MESSAGE_NAME, /* text: of the device that was asked about; failed: error says why */
    MESSAGE_BUDGET,   /* budget: moved out */
    MESSAGE_HISTORY,  /* entries: moved out */
    MESSAGE_TICKET,   /* exchanges of the history, `count` of them: moved out */
    MESSAGE_COMPARED, /* comparison, moved out, of what `text` (and `value`) names */
    MESSAGE_RECALLED, /* exchange of the history: moved out */
    MESSAGE_ARMED,    /* failed: error says why */
    MESSAGE_PREPARED, /* the practice tenant is as a lesson wants it; failed: error says
                         why */
    MESSAGE_LESSONS,  /* text: the record of lessons as kept; failed: error says why */
    MESSAGE_LEARN,    /* path: a lesson's name, "" for the list, "quiz" */
    MESSAGE_CODE,     /* to sign in, the user enters the code text at the address value,
                         within `seconds` */
    MESSAGE_NO_TOKEN, /* error: why signing in came to nothing */
    MESSAGE_PIPED,    /* id of the command; text: what the program wrote; error: how
                         it ended, or NULL */
    MESSAGE_DOWNLOADING, /* have, announced: bytes of the file that is fetched */
    MESSAGE_DOWNLOADED,  /* text: what is to be said of it; value: its SHA-256; have;
                            failed: error says why; exists: a file has its name */
    MESSAGE_THEME,       /* text: the name of the theme that is shown now */
    MESSAGE_LANGUAGE,    /* language: that texts are in from now on */
    MESSAGE_REQUESTS,    /* text: those kept, a line each: name, tab, METHOD ADDRESS */
    MESSAGE_REQUEST, /* text: of a file with requests; path: its name among those kept,
                        or NULL; failed: error says why */
    MESSAGE_KEPT,    /* keeping: what became of keeping text as path; error */
    MESSAGE_TROUBLE, /* error: something to be told of */
};

/* What became of a file that was to be written. */
enum keeping_word { KEEPING_WRITTEN, KEEPING_SAME, KEEPING_EXISTS, KEEPING_FAILED };

enum copied_word { COPIED_VERIFIED, COPIED_SENT, COPIED_NOT };

struct message {
    enum message_kind kind;
    struct now now;
    struct key_event *input;
    unsigned id;
    const struct response *response;
    uint64_t announced, have;
    struct exchange *exchange;
    size_t count;
    enum copied_word copied;
    enum keeping_word keeping;
    struct span text, value;
    const char *path;
    const char *language; /* borrowed for good */
    const struct profile *profile;
    struct history_entries *entries;
    struct budget *budget;
    struct comparison *comparison;
    long seconds;
    const struct profile_entry *profiles;
    bool failed;
    bool exists;
    bool body; /* MESSAGE_SAVED: the answer's, and no text */
    bool anew; /* MESSAGE_PROFILE: a practice tenant that was started once more */
    const char *error;
};

#endif
