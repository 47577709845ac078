/* Signals as something to wait for: a handler writes to a pipe, the loop reads it. */
#ifndef IO_SIGNALS_H
#define IO_SIGNALS_H

#include "base/err.h"

enum {
    SIGNALS_INT = 1,
    SIGNALS_TERM = 2,
    SIGNALS_HUP = 4,
    SIGNALS_WINCH = 8,
    SIGNALS_CONT = 16,
    SIGNALS_TSTP = 32, /* asked to stop from outside: terminal_suspend */
};

/* WANTED: a set of the above; the others keep what they had. Once at a time. Call it
 * before terminal_open. */
enum status signals_open(unsigned wanted, struct err *err);
void signals_close(void);    /* puts back what was there */
int signals_fd(void);        /* to watch for POLLIN; -1: not open */
unsigned signals_take(void); /* the set of those that came since; empties the pipe */
/* Waits MS, or until one of WANTED comes; for commands that count down. The set of
 * those that came, 0: none. */
unsigned signals_pause(unsigned wanted, int ms);

#endif
