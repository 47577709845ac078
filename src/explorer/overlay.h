/* What lies over the panes: help, ticket, a menu, a question. One at a time. */
#ifndef EXPLORER_OVERLAY_H
#define EXPLORER_OVERLAY_H

#include "api/about.h"
#include "api/comparison.h"
#include "api/ticket.h"
#include "explorer/action.h"
#include "explorer/editor.h"
#include "explorer/keymap.h"
#include "explorer/page.h"

enum overlay_kind {
    OVERLAY_NONE,
    OVERLAY_HELP,         /* a help page: text is Markdown */
    OVERLAY_TOPICS,       /* help pages by words */
    OVERLAY_TOKEN,        /* what the bearer token says, as time passes */
    OVERLAY_CODE,         /* to sign in by, as time passes */
    OVERLAY_TICKET,       /* preview: what is shown is what is copied */
    OVERLAY_NAMES,        /* those in a ticket, hidden or not */
    OVERLAY_PALETTE,      /* actions by name */
    OVERLAY_COPY,         /* what to copy */
    OVERLAY_USAGES,       /* operations that take a value; value: the usage */
    OVERLAY_FAULT,        /* faults of the practice tenant, under headings */
    OVERLAY_VALUE,        /* a value that could not be copied, bare */
    OVERLAY_ASK,          /* a question; `yes` says what follows */
    OVERLAY_FIND,         /* a line to find by */
    OVERLAY_TABLE_FILTER, /* which rows of a table are shown */
    OVERLAY_PIPE,         /* what to send the answer through */
    OVERLAY_OUTPUT,       /* what came out */
    OVERLAY_COLUMNS,      /* of a table: shown or not; value: the column */
    OVERLAY_STRING,       /* a string value, whole */
    OVERLAY_COUNTS,       /* how often each value of a column comes */
    OVERLAY_SAVE,         /* a file name */
    OVERLAY_DOWNLOADS,    /* files that the answer links to; laid: of the chosen one */
    OVERLAY_PROFILES,     /* the tenants to choose from */
    OVERLAY_NEW_PROFILE,  /* one value after another; raw: those given, a line each */
    OVERLAY_CONFIRM,      /* what has to be typed before a device is acted on */
    OVERLAY_DIFFERENCES,  /* from an operation to its successor: about */
    OVERLAY_HISTORY,      /* what was sent; the line above it searches */
    OVERLAY_COMPARISON,   /* of two of them; raw: their IDs */
    OVERLAY_NOTE,         /* a note on one of them; raw: its ID */
    OVERLAY_LESSONS,      /* the list of lessons */
    OVERLAY_QUIZ,         /* a question, or the score */
    OVERLAY_REQUESTS,     /* kept as files */
    OVERLAY_IMPORTED,     /* requests in a file, to choose from */
};

enum question {
    ASK_LEAVE,
    ASK_SEND_EARLY,
    ASK_ARM_CHANGE,
    ASK_CHANGE, /* in a guarded tenant */
    ASK_COPY_RAW,
    ASK_RECALL,
    ASK_REPLACE,        /* the file `base` by `raw` */
    ASK_REPLACE_BODY,   /* the file `base` by the body of the cursor-th answer */
    ASK_REPLACE_EXPORT, /* the file `base` by a table's rows */
    ASK_BUDGET,
    ASK_OVERWRITE,
    ASK_REPLACE_REQUEST, /* the file raw */
    ASK_DELETE_REQUEST
};

/* What a file name is asked for. */
enum overlay_saves {
    SAVES_BODY,
    SAVES_TABLE,
    SAVES_FILE,  /* one that is fetched by link */
    SAVES_FILES, /* all of them: a folder */
    SAVES_TICKET,
    SAVES_LESSON,
    SAVES_QUIZ,
    KEEPS_REQUEST,
    RENAMES_REQUEST, /* raw: its name until now */
    OPENS_REQUEST,
    OPENS_ENVIRONMENT /* may be left empty */
};

struct overlay_item {
    char *label;  /* owned */
    char *detail; /* owned or NULL */
    int value;    /* an action, what to copy, a fault; negative: a heading */
};

struct overlay {
    enum overlay_kind kind;
    char *title;                  /* owned */
    struct str text;              /* page, ticket, value, question */
    struct about about;           /* lines of a page; owned */
    struct comparison comparison; /* owned */
    struct page laid;             /* the text laid out */
    size_t top, page; /* first line in sight; lines or items in sight, as last shown */
    struct editor field;
    struct overlay_item *items;
    size_t item_count, item_room, cursor;
    enum question question;
    struct str raw;  /* what ASK_COPY_RAW, ASK_RECALL or a note is about */
    struct str base; /* ID of the entry that the next one is compared with; a path */
    bool any;        /* the rows of a table by whatever column */
    bool typing;     /* the history's search has the caret */
    enum overlay_saves saves;
    size_t hidden; /* values taken out of a ticket */
    size_t line;   /* of the cursor, where finding began */
    char *topic;   /* help: the page's name; owned; NULL: it has none */
    unsigned link; /* help: the chosen one; 0: none */
};

/* A menu whose items are found by words that are typed above them. */
bool overlay_is_menu(const struct overlay *overlay);
/* A list with a line of words above it, into which the caret goes by a key. */
bool overlay_is_list(const struct overlay *overlay);
void overlay_close(struct overlay *overlay);
void overlay_open(struct overlay *overlay, enum overlay_kind kind, const char *title);
void overlay_add(struct overlay *overlay, const char *label, const char *detail,
                 int value);
void overlay_clear_items(struct overlay *overlay);
/* Whether some of the texts has each of the words. */
bool overlay_mentions(const char *const *texts, size_t count, struct span words);
/* Moves the cursor so many items, past headings. */
void overlay_move(struct overlay *overlay, long items);
/* The palette's items: actions whose name, label or help has every word of the field.
 */
void overlay_list_actions(struct overlay *overlay, const struct keymap *keymap);
void overlay_scroll(struct overlay *overlay, long lines);

#endif
