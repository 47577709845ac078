/* When the program itself breaks: the terminal is put back, then the signal does what
 * it always did. No core file ever holds a token. */
#ifndef IO_CRASH_H
#define IO_CRASH_H

#include <stddef.h>
#include <termios.h>

void crash_no_core(void); /* first thing in main */
void crash_install(void); /* SEGV, ABRT, BUS, FPE, ILL */
/* What to write to FD, and its modes, so that the shell finds its terminal as it left
 * it. TEXT is kept; FD below 0: nothing to put back. */
void crash_restores(int fd, const char *text, size_t n, const struct termios *modes);

#endif
