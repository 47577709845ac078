/* Secrets known by their name or their shape alone. Pure, and linear in the length of
 * the text: every part of it is looked at a fixed number of times. */
#ifndef API_REDACT_PATTERNS_H
#define API_REDACT_PATTERNS_H

#include "api/redact_view.h"

void redact_patterns(struct span text, struct ranges *found);
/* A WWW-Authenticate value: what is quoted there and is no plain error word. */
void redact_challenge(struct span text, size_t from, size_t to, struct ranges *found);

#endif
