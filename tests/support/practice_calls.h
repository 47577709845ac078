/* A practice tenant to call without sockets, for its unit tests: START is its time, and
 * passes only where a test says so. */
#ifndef TESTS_PRACTICE_CALLS_H
#define TESTS_PRACTICE_CALLS_H

#include "../unit/unit.h"
#include "practice/practice.h"

#include <cjson/cJSON.h>

/* 2026-03-02T09:00:00Z */
#define START ((clock_ms)1772442000000)

extern struct practice *practice;
extern struct signer *signer; /* its key */
extern struct now now;
extern struct practice_answer answer; /* to the last call */
extern cJSON *body;                   /* of it, where it is JSON */

/* Fixtures. */
void begin(void);
void begin_setup(struct practice_setup setup);     /* the rest of it is filled in */
void begin_with(unsigned calls, unsigned seconds); /* a quota of one's own */
void begin_large(void);                            /* with many machines */
void end(void);

void pass_ms(clock_ms ms);
/* Each gives the status. */
int call_with(const char *bearer, const char *method, const char *target,
              struct span sent, const char *type);
int call(const char *method, const char *target, const char *sent);
/* "{NAME}" in TARGET stands for the ID of the first machine whose name begins so. */
int call_on(const char *method, const char *target, const char *sent);

const char *text_at(const cJSON *object, const char *name); /* "": no text there */
const cJSON *error_of(void);
const char *code_of(void); /* "": no error */
const cJSON *values_of(void);
int value_count(void);
/* The ID of the first machine whose member NAME begins with START; owned by the caller.
 */
char *machine_whose(const char *name, const char *start);

#endif
