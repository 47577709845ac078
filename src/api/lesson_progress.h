/* How far somebody has come in a lesson. It is told what happens, in the order in which
 * it happens, and says which step is done. A step's expectations are met one after
 * another, each by one event that meets all of its clauses; only what happens after
 * an expectation's turn has come counts, and of an answer also its request must have
 * been sent after that. Borrows the lesson; owns the rest. */
#ifndef API_LESSON_PROGRESS_H
#define API_LESSON_PROGRESS_H

#include "api/exchange.h"
#include "api/lesson.h"

struct lesson_event { /* all borrowed for the call */
    enum lesson_event_kind kind;
    clock_ms steady;
    unsigned id;                       /* SENT, ANSWER: of the request; they grow */
    const struct exchange *exchange;   /* ANSWER */
    const struct diagnosis *diagnosis; /* ANSWER */
    const struct request *sent;        /* ANSWER: as composed */
    const char
        *what; /* CHOSEN: operation; COPIED, TICKET, SHOWN, FIXED, BEARER: of what
                */
    struct span text; /* COPIED: exactly */
};

struct lesson_step_record {
    size_t hints, misses;
    clock_ms ms; /* that it took */
};

struct lesson_progress {
    const struct lesson *lesson; /* NULL: none under way */
    size_t step;                 /* lesson->count: all done */
    size_t expect;               /* of the step, whose turn it is */
    struct lesson_step_record records[LESSON_STEPS_MAX];
    clock_ms started_wall, started, step_started; /* wall; steady */
    bool ready;   /* the step's state is set: what happens now counts */
    char *missed; /* why the last event was not what is expected; safe; or NULL */
    struct pairs kept;
    /* of requests */
    unsigned since, last; /* those after SINCE count; the last one sent */
    clock_ms sent_at, answered_at, wait_until; /* steady; 0: never */
    char *before, *current;                    /* the last two answered, to compare */
    char *answer, *tracking_id;                /* of the last answer */
};

enum lesson_effect {
    LESSON_NOTHING,
    LESSON_MISSED,  /* it was about what is expected, but not that; see missed */
    LESSON_GOES_ON, /* one expectation of several is met */
    LESSON_STEP_DONE,
    LESSON_ALL_DONE,
};

/* LAST: the id of the last request that was sent before. Nothing counts until
 * lesson_progress_begin. */
void lesson_progress_start(struct lesson_progress *progress,
                           const struct lesson *lesson, unsigned last,
                           const struct now *now);
/* The current step's state is set: what happens from now on counts. */
void lesson_progress_begin(struct lesson_progress *progress);
void lesson_progress_release(struct lesson_progress *progress);
enum lesson_effect lesson_progress_tell(struct lesson_progress *progress,
                                        const struct lesson_event *event);
bool lesson_progress_done(const struct lesson_progress *progress);
const struct lesson_step *lesson_progress_step(const struct lesson_progress *progress);
/* One more hint of the current step is shown. False: there is no further one. */
bool lesson_progress_hint(struct lesson_progress *progress);
/* The seconds that the step still wants to be waited before sending; 0: none. */
unsigned lesson_progress_pause(const struct lesson_progress *progress, clock_ms steady);
size_t lesson_progress_hints(const struct lesson_progress *progress); /* of all steps */
clock_ms lesson_progress_ms(const struct lesson_progress *progress);
/* The INDEXth kept value that the current step asks for, such as {machine}; NULL: no
 * further one. */
const struct pair *lesson_progress_needed(const struct lesson_progress *progress,
                                          size_t index);
/* TEXT with {name} replaced by what was kept; appends. */
void lesson_progress_fill(const struct lesson_progress *progress, struct span text,
                          struct str *out);
/* The result, for a trainer: who learned is neither asked nor told. Append. */
void lesson_progress_markdown(const struct lesson_progress *progress, struct str *out);
void lesson_progress_json(const struct lesson_progress *progress, struct str *out);

/* For its own files. Whether the event meets the clause; else WHY is filled. */
bool lesson_clause_met(const struct lesson_progress *progress,
                       const struct lesson_clause *clause,
                       const struct lesson_event *event, struct str *why);
/* What the clause is about, as text; false: it isn't there. */
bool lesson_clause_text(const struct lesson_progress *progress,
                        const struct lesson_clause *clause,
                        const struct lesson_event *event, struct str *out);

#endif
