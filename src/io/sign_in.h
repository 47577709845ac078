/* Signing in: from a profile of the configuration to a bearer token. Every secret goes
 * to the redactor first, to Entra's address of the profile's cloud (or the practice
 * tenant) alone, and is wiped after. */
#ifndef IO_SIGN_IN_H
#define IO_SIGN_IN_H

#include "api/redact.h"
#include "api/settings.h"
#include "api/token.h"
#include "base/clock.h"

struct sign_in_plan {
    const struct setting_profile *setting;
    enum product product; /* that the token is to be for */
    const char *practice; /* base of the practice tenant, where that is meant */
    struct redactor *redactor;
    /* Where the profile wants the secret to be asked for: used where it is held, else
     * filled by asking. NULL: nobody can be asked. */
    struct secret *asked;
    /* Tells the user where to enter which code, and how long it is good; NULL: nobody
     * is there to do so. */
    void (*ask)(void *owner, const char *address, const char *code, long seconds);
    void *owner;
    /* Of a user who signed in: what gets further tokens, of any API, without a code; it
     * is replaced by each. NULL: none is asked for. */
    struct secret *refresh;
};

/* Waits for the network, a command or the user; Ctrl-C ends it. STATUS_SIGN_IN: it was
 * refused; ERR says why in plain words. */
enum status sign_in(const struct sign_in_plan *plan, struct secret *token,
                    struct err *err);

/* When (wall) a token should be replaced: some minutes before it ends, of a short life
 * a quarter; INT64_MAX: it doesn't say when. */
clock_ms sign_in_due(const struct token *token);
/* Whether there is one that need not be replaced yet. Where it doesn't last, sign_in
 * gives a fresh one. */
bool sign_in_lasts(const struct secret *token);

/* Tokens that `login` keeps, in the runtime folder, 0600: one a profile and product. */
enum status sign_in_keep(const char *profile, enum product product,
                         const struct secret *token, struct err *err);
/* STATUS_FOUND: there is none, or it ends within a minute of NOW. */
enum status sign_in_kept(const char *profile, enum product product, clock_ms now,
                         struct secret *token, struct err *err);
/* Overwrites and removes all of the profile; gives how many. */
unsigned sign_in_forget(const char *profile);

#endif
