/* The quiz: what does this answer mean, what do you do? Every question is an answer as
 * the services give it, and the right choice is what the diagnosis of that answer says;
 * there is no second list of truths. The same seed gives the same quiz. Owns its texts.
 */
#ifndef API_QUIZ_H
#define API_QUIZ_H

#include "api/error_code.h"
#include "base/clock.h"
#include "base/str.h"

enum { QUIZ_QUESTIONS = 10, QUIZ_CHOICES = 4 };

enum quiz_kind { QUIZ_MEANING, QUIZ_STEP, QUIZ_RETRY, QUIZ_CAUSE, QUIZ_KINDS };

struct quiz_question {
    const struct error_code *code;
    enum quiz_kind kind;
    char *answer; /* status line and body, safe to show */
    char *choices[QUIZ_CHOICES];
    size_t right;  /* index into choices */
    size_t chosen; /* QUIZ_CHOICES: not yet */
    char *explanation;
};

struct quiz {
    struct quiz_question questions[QUIZ_QUESTIONS];
    size_t count;
    size_t at; /* the question that is asked; COUNT: over */
    uint64_t seed;
    clock_ms started; /* wall */
};

void quiz_start(struct quiz *quiz, uint64_t seed, const char *language, clock_ms wall);
void quiz_release(struct quiz *quiz);
const char *quiz_asks(enum quiz_kind kind);            /* the question in words */
struct quiz_question *quiz_current(struct quiz *quiz); /* NULL: over */
/* Chooses; a second choice does not count. True: it is right. */
bool quiz_choose(struct quiz *quiz, size_t choice);
void quiz_next(struct quiz *quiz); /* goes on, once it is answered */
bool quiz_over(const struct quiz *quiz);
size_t quiz_score(const struct quiz *quiz);
/* The result. Append. */
void quiz_markdown(const struct quiz *quiz, struct str *out);
void quiz_json(const struct quiz *quiz, struct str *out);

/* One question about CODE, its choices mixed by SEED. False: it can't be asked. */
bool quiz_ask(struct quiz_question *question, const struct error_code *code,
              enum quiz_kind kind, const char *language, uint64_t *seed);
void quiz_question_release(struct quiz_question *question);

#endif
