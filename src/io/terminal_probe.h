/* What is known of the terminal without taking it over; for `doctor`. */
#ifndef IO_TERMINAL_PROBE_H
#define IO_TERMINAL_PROBE_H

#include <stdbool.h>

struct terminal_probe {
    bool interactive;  /* standard input and output are one */
    const char *name;  /* TERM; NULL: not set. Borrowed from the environment */
    bool known;        /* its description is there */
    bool places;       /* it can place the cursor */
    int colours;       /* 0: none */
    int rows, columns; /* 0: not told */
    bool utf8;         /* the locale's characters */
};

void terminal_probe(struct terminal_probe *probe);

#endif
