/* What is fetched by a link that carries its own permission: files of exports,
 * investigation packages, results of live response. A link says until when it is good,
 * and its signature is good for that time and that file alone. */
#ifndef PRACTICE_DOWNLOADS_H
#define PRACTICE_DOWNLOADS_H

#include "practice/call.h"

/* Appends a link to FILE ("package/ID") that is good for so many seconds. */
void download_link(const struct call *call, const char *file, unsigned seconds,
                   struct str *out);
/* True: the call is for such a file. It is answered where the link is not good; else
 * the call has its tenant's number, and *GOOD is set. */
bool download_asked(struct call *call, bool *good);
/* Refuses a link whose time ended then, as storage services do. */
void download_refuse_ended(struct call *call, clock_ms ended);
/* How many files an export has. */
size_t download_parts(const struct tenant *tenant);
/* Answers with the file. */
void download_answer(struct call *call);

#endif
