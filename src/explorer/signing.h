/* Signing in by a code that the user enters in a browser (RFC 8628). */
#ifndef EXPLORER_SIGNING_H
#define EXPLORER_SIGNING_H

#include "base/clock.h"
#include "explorer/command.h"
#include "explorer/page.h"

struct explorer;
struct message;

struct signing {
    char *code, *address; /* owned; NULL: nobody is asked for a code */
    clock_ms until;       /* steady */
};

void signing_release(struct signing *signing);
void signing_take_code(struct explorer *explorer, const struct message *message);
/* There is a token, or ERROR says why there is none. */
void signing_end(struct explorer *explorer, const char *error);
bool signing_key(struct explorer *explorer, struct span key, struct commands *commands);
/* Steady time at which what is said of it changes; INT64_MAX: never. */
clock_ms signing_deadline(const struct explorer *explorer);
void page_signing(struct page *page, const struct explorer *explorer, int columns);

#endif
