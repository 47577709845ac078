/* Faults that are switched on: what a service, a gateway or a network does of its own
 * accord. Each meets the next call, or a share of all calls. */
#ifndef PRACTICE_FAULTS_H
#define PRACTICE_FAULTS_H

#include "base/err.h"
#include "base/span.h"

#include <stddef.h>

struct call;
struct fault_kind;

struct fault {
    const struct fault_kind *kind;
    unsigned argument;
    unsigned share; /* percent of calls; 0: the next call only */
};

struct faults {
    struct fault *items; /* owned */
    size_t count, room;
};

void faults_release(struct faults *faults);
/* KIND[=NUMBER][:SHARE%] */
enum status faults_add(struct faults *faults, struct span text, struct err *err);
/* Chooses the fault that meets this call, at most one: true with *FAULT filled. A fault
 * for the next call is used up. */
bool faults_choose(struct faults *faults, struct call *call, struct fault *fault);
/* A fault that answers in the service's place does so; false where the service still
 * has to. */
bool fault_before(const struct fault *fault, struct call *call);
/* What it does to the answer that is there. */
void fault_after(const struct fault *fault, struct call *call);

/* The switch at run time: POST /practice/faults with a fault as the body adds it,
 * DELETE takes all away. True: the call was for it, and is answered. */
bool faults_control(struct faults *faults, struct call *call);

#endif
