/* Lessons in the explorer: the one under way beside the panes, the list of all, and the
 * quiz. Lessons run on the practice tenant alone, whose state is set when a lesson, or
 * a step that asks for it, begins. */
#ifndef EXPLORER_LEARNING_H
#define EXPLORER_LEARNING_H

#include "api/lessons.h"
#include "api/quiz.h"
#include "explorer/command.h"
#include "explorer/page.h"

struct explorer;

struct learning {
    const struct lessons *given; /* from files; borrowed; NULL: the built-in ones */
    struct lessons builtin;
    struct lesson_records records;
    bool records_asked;
    struct lesson_progress progress; /* its lesson NULL: none under way */
    struct lesson_progress left;     /* the one that was left before its end */
    bool preparing;                  /* the tenant's state is being set */
    bool anew;                       /* the lesson begins: the tenant shall be as new */
    bool prepare; /* to be asked for when this message is dealt with */
    bool keep;    /* the records shall be kept */
    struct page laid;
    size_t top, page;     /* first line in sight; lines in sight, as last shown */
    size_t current, last; /* lines at which the step under way begins and ends */
    unsigned long version, shown; /* of what it says; that which is in sight */
    bool answered; /* what is new stands at the step's end: a hint, a miss */
    struct quiz quiz;
    uint64_t seed; /* of the next quiz; 0: by the time */
};

void learning_release(struct learning *learning);
const struct lessons *learning_lessons(struct explorer *explorer);
bool
learning_on(const struct explorer *explorer); /* a lesson stands beside the panes */

/* Opens the list ("" or NULL), the quiz ("quiz") or begins a lesson by its name. */
void learning_open(struct explorer *explorer, const char *name);
void learning_start(struct explorer *explorer, size_t index);
/* Goes on where this lesson was left, else begins it. */
void learning_resume(struct explorer *explorer, size_t index);
void learning_leave(struct explorer *explorer);
void learning_hint(struct explorer *explorer);
/* Something happened that a lesson may be about; time and what is missing are filled
 * in.
 */
void learning_tell(struct explorer *explorer, struct lesson_event event);
void learning_tell_what(struct explorer *explorer, enum lesson_event_kind kind,
                        const char *what);
/* What io answered: the state is set or couldn't be; the records as they were kept. */
void learning_prepared(struct explorer *explorer, bool failed, const char *error);
void learning_records(struct explorer *explorer, struct span text, const char *error);
void learning_translate(struct explorer *explorer); /* the language has changed */
/* Asks outside for what the last message made necessary. */
void learning_settle(struct explorer *explorer, struct commands *commands);

/* What the frame of a pane of so many columns says. False: the lesson's own title had
 * no room there, and stands within. */
bool learning_add_title(const struct learning *learning, int columns, struct str *out);
/* The list, the quiz and their keys; false: the key means nothing to them. */
void learning_list(struct explorer *explorer);
bool learning_list_key(struct explorer *explorer, struct span key);
void learning_quiz(struct explorer *explorer);
bool learning_quiz_key(struct explorer *explorer, struct span key);
/* The result, for a file of that name: JSON where it ends with .json. Appends. */
void learning_result(const struct explorer *explorer, const char *path,
                     struct str *out);

/* Laid out. WHOLE: with the steps before and after the one under way. */
void page_lesson(struct learning *learning, const struct explorer *explorer,
                 int columns, bool whole);
void page_quiz(struct page *page, const struct quiz *quiz, int columns);

#endif
