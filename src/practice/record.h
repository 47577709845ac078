/* What was asked and answered, one exchange of the contract's form a line, secrets
 * taken out. Any thread may add. */
#ifndef PRACTICE_RECORD_H
#define PRACTICE_RECORD_H

#include "practice/practice.h"

struct record;

struct record *record_open(const char *path, const struct catalogue *catalogue,
                           struct err *err);
void record_close(struct record *record); /* takes NULL */
/* FROM and TO: when the request was there, and the answer. What can't be written is
 * left out, and said once. RECORD may be NULL. */
void record_add(struct record *record, const struct practice_request *request,
                const struct practice_answer *answer, const struct now *from,
                const struct now *to);

#endif
