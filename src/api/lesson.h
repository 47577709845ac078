/* A lesson: a guided exercise on the practice tenant, written as one Markdown page. A
 * lesson owns all of its texts; they are kept as written and made safe where they are
 * shown. The page's form is told in help/en/writing-lessons.md. */
#ifndef API_LESSON_H
#define API_LESSON_H

#include "api/catalogue.h"
#include "api/diagnosis.h"
#include "base/str.h"

enum {
    LESSON_BYTES_MAX = 256 * 1024,
    LESSON_STEPS_MAX = 40,
    LESSON_LINES_MAX = 16, /* Expect, Hint, Keep or Start lines of a step */
    LESSON_CLAUSES_MAX = 12,
    LESSON_PROBLEMS_MAX = 50,
};

/* What can happen while a lesson runs. */
enum lesson_event_kind {
    LESSON_SENT, /* a request went out; for the clock of waits, never expected itself */
    LESSON_ANSWER,
    LESSON_CHOSEN, /* an operation */
    LESSON_COPIED,
    LESSON_TICKET, /* opened or saved */
    LESSON_FIXED,  /* a hint's cure was applied */
    LESSON_SHOWN,  /* a tab or a help page */
    LESSON_WAITED, /* a wait that the service asked for has ended */
    LESSON_ARMED,  /* to be sent again when the wait ends */
    LESSON_BEARER, /* another bearer of the practice tenant */
};

enum lesson_subject {
    SUBJECT_ANSWER,
    SUBJECT_NO_ANSWER,
    SUBJECT_STATUS,
    SUBJECT_CODE,
    SUBJECT_CLASS,
    SUBJECT_OPERATION,
    SUBJECT_METHOD,
    SUBJECT_PATH,
    SUBJECT_SLOT,
    SUBJECT_QUERY,
    SUBJECT_SENT,
    SUBJECT_VALUE,
    SUBJECT_ITEMS,
    SUBJECT_HEADER,
    SUBJECT_HINT,
    SUBJECT_MESSAGE,
    SUBJECT_TRACKING_ID,
    SUBJECT_BODY,
    SUBJECT_AGAIN,
    SUBJECT_AFTER_WAIT,
    SUBJECT_PAUSE,
    SUBJECT_CHOSEN,
    SUBJECT_COPIED,
    SUBJECT_TICKET,
    SUBJECT_FIXED,
    SUBJECT_SHOWN,
    SUBJECT_WAITED,
    SUBJECT_ARMED,
    SUBJECT_BEARER,
    SUBJECT_COUNT,
};

enum lesson_relation {
    RELATION_THERE,
    RELATION_IS,
    RELATION_IS_NOT,
    RELATION_HAS,
    RELATION_MISSING,
    RELATION_MORE,
    RELATION_LESS,
};

struct lesson_clause { /* "value /value/0/id is {machine}" */
    enum lesson_subject subject;
    enum lesson_relation relation;
    char *argument; /* "/value/0/id"; NULL: none; owned */
    char *value;    /* "{machine}"; NULL: none; owned */
    size_t line, column;
};

struct lesson_expect { /* clauses that one event must meet, all of them */
    enum lesson_event_kind event;
    struct lesson_clause *clauses;
    size_t count, room;
};

struct lesson_keep { /* "machine = value /value/0/id" */
    char *name;
    struct lesson_clause from;
};

enum lesson_setting { SETTING_BEARER, SETTING_FAULT, SETTING_QUOTA, SETTING_SEED };

struct lesson_start { /* "bearer read-only" */
    enum lesson_setting setting;
    char *value;
    size_t line, column;
};

struct lesson_step {
    char *title;
    struct str words; /* paragraphs, Markdown */
    struct lesson_start *starts;
    struct lesson_expect *expects; /* to be met in this order */
    struct lesson_keep *keeps;
    struct texts hints; /* from gentle to plain */
    char *done;         /* what is said when it is done; or NULL */
    size_t start_count, start_room, expect_count, expect_room, keep_count, keep_room;
    size_t line;
};

struct lesson {
    char *name; /* "01-first-request": of its file */
    char *title;
    struct str about; /* what is learned, Markdown */
    unsigned minutes; /* 0: not told */
    struct lesson_start *starts;
    size_t start_count, start_room;
    struct lesson_step *steps;
    size_t count, room;
};

struct lesson_problem {
    size_t line, column;
    char *text;   /* what is wrong; safe to show */
    char *remedy; /* what to write instead; safe to show */
};

struct lesson_problems {
    struct lesson_problem *items;
    size_t count, room;
};

/* Reads a page. What is wrong goes to PROBLEMS, and reading goes on; a lesson with
 * problems may be looked at but not played. */
void lesson_read(struct lesson *lesson, const char *name, struct span text,
                 struct lesson_problems *problems);
void lesson_release(struct lesson *lesson);

/* Whether what it names exists; PROBLEMS, with those of reading, are sorted by place.
 */
void lesson_check(const struct lesson *lesson, const struct catalogue *catalogue,
                  struct lesson_problems *problems);
void lesson_problems_release(struct lesson_problems *problems);

/* For the parts of the lesson's reader. */
struct lesson_subject_info {
    const char *name; /* as written */
    enum lesson_subject subject;
    enum lesson_event_kind event;
    enum { ARGUMENT_NONE, ARGUMENT_NEEDED, ARGUMENT_WORD } argument;
    enum { VALUE_NONE, VALUE_MAY, VALUE_NEEDED } value;
    const char *label;   /* in sentences to the learner: "the status" */
    const char *example; /* for the writer */
};
extern const struct lesson_subject_info lesson_subjects[]; /* ends with name NULL */
const struct lesson_subject_info *lesson_subject_info(enum lesson_subject subject);

void lesson_problem(struct lesson_problems *problems, size_t line, size_t column,
                    const char *remedy, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* Reads a clause; false: it says nothing that is known, and PROBLEMS tells why. */
bool lesson_clause_read(struct lesson_clause *clause, struct span text, size_t line,
                        size_t column, struct lesson_problems *problems);
void lesson_clause_release(struct lesson_clause *clause);
/* The event that a subject belongs to. */
enum lesson_event_kind lesson_clause_event(const struct lesson_clause *clause);

#endif
