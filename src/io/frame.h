/* A frame in one piece. Curses writes each time its cursor goes to another row, and the
 * terminal would show, and whoever draws it be woken for, a part of a frame each time:
 * while a frame is painted, what curses writes is gathered in a file in memory. */
#ifndef IO_FRAME_H
#define IO_FRAME_H

#include "base/str.h"

struct frame {
    int curses;      /* the descriptor that curses writes to; the terminal's */
    int tty;         /* the terminal itself, at all times */
    int gathered;    /* the file; -1: curses writes by itself */
    struct str text; /* owned */
};

/* CURSES stays its owner's, and open until frame_close. Where the system has no files
 * in memory, frames come as curses writes them. */
void frame_open(struct frame *frame, int curses);
void frame_close(struct frame *frame);
/* What curses writes between the two goes to the terminal at once. */
void frame_begin(struct frame *frame);
void frame_end(struct frame *frame);

#endif
