/* The terminal: grid of cells in, key events out. The only room with curses. There is
 * one; it is put back on every way out (exit, signals, a crash).
 *
 * Asks that signals_open was called before with SIGNALS_WINCH and
 * SIGNALS_TSTP; the owner of the loop calls terminal_resized and terminal_suspend when
 * they arrive. */
#ifndef IO_TERMINAL_H
#define IO_TERMINAL_H

#include "explorer/input.h"
#include "io/loop.h"
#include "view/screen.h"
#include "view/theme.h"

struct terminal;

/* HANDLE gets each event from within loop_turn; the text of a
 * paste may be moved out of it. NULL: no terminal, or one that can't place its cursor;
 * ERR says what to try. */
struct terminal *terminal_open(struct loop *loop, const struct theme *theme,
                               void (*handle)(void *owner, struct key_event *event),
                               void *owner, struct err *err);
void terminal_close(struct terminal *terminal); /* takes NULL */

void terminal_size(const struct terminal *terminal, int *rows, int *columns);
void terminal_resized(struct terminal *terminal); /* reads the size; INPUT_RESIZE */
/* Paints what differs from the last time, in one piece. */
void terminal_draw(struct terminal *terminal, const struct screen *screen);
void terminal_theme(struct terminal *terminal, const struct theme *theme);
void terminal_redraw(struct terminal *terminal); /* the next one paints everything */
void terminal_mouse(struct terminal *terminal, bool on); /* on from the start */
void terminal_bell(struct terminal *terminal);

/* Gives the terminal to somebody else, and takes it back (everything is painted
 * anew; INPUT_RESIZE follows where the size changed). */
void terminal_leave(struct terminal *terminal);
void terminal_enter(struct terminal *terminal);
void terminal_suspend(struct terminal *terminal); /* Ctrl-Z, until the shell says fg */
/* Runs ARGV in the foreground with the terminal as its input and output, and waits for
 * it; INPUT: a descriptor to read from in place of the terminal, or -1. Its exit
 * status, or -1 with ERR where it could not be started or was killed. */
int terminal_run(struct terminal *terminal, const char *const *argv, int input,
                 struct err *err);

/* The descriptor to write to, for OSC 52. */
int terminal_output(const struct terminal *terminal);

#endif
