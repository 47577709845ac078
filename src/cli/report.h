/* Hints and diagnoses as text for people. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "api/about.h"
#include "api/diagnosis.h"
#include "api/exchange.h"
#include "cli/command.h"

/* What came from outside, redacted and made safe to show; owned by the caller. */
struct str report_shown(const struct context *context, const char *text);
/* One each, down to severity LEAST, but for those that were SAID before (or NULL). */
void report_hints(struct context *context, enum stream stream,
                  const struct hints *hints, const struct hints *said,
                  enum severity least);
/* All that there is to say. */
void report_diagnosis(struct context *context, enum stream stream,
                      const struct diagnosis *diagnosis, const struct hints *said);
/* What is known of an operation, of two, or of a token. */
void report_about(struct context *context, enum stream stream,
                  const struct about *about);
/* "400 Bad Request, 123 ms, 245 bytes" */
void report_status(struct context *context, const struct exchange *exchange,
                   uint64_t size);

#endif
