/* Keeps what is sent in the history, for a program that goes on where that fails: the
 * trouble is told once. A request that changes something is on the disk before its
 * first byte is sent. */
#ifndef IO_KEEPER_H
#define IO_KEEPER_H

#include "api/profile.h"
#include "io/history.h"

struct keeper { /* all but `history` and the flags is the caller's, and borrowed */
    const struct redactor *redactor;
    void (*tell)(void *owner, const char *text);
    void *owner;
    bool off;                /* nothing is written: the profile says persist = no */
    struct history *history; /* opened when it is first needed */
    bool told;               /* the trouble */
};

void keeper_release(struct keeper *keeper);
/* NULL: it can't be opened, and that was told. */
struct history *keeper_history(struct keeper *keeper);
/* Opens it beforehand, while there is time. */
void keeper_prepare(struct keeper *keeper);
/* EXCHANGE as far as it is known before it is sent. Reading is not noted. */
void keeper_intend(struct keeper *keeper, const struct exchange *exchange,
                   const struct operation *operation, const struct profile *profile);
void keeper_save(struct keeper *keeper, const struct exchange *exchange,
                 const struct diagnosis *diagnosis);

#endif
