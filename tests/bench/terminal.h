/* A program in a terminal of its own, for measuring. */
#ifndef TESTS_TERMINAL_H
#define TESTS_TERMINAL_H

#include <sys/types.h>

struct terminal {
    pid_t pid;
    int master;
};

/* Starts it and reads until MARKER has come. Gives the time in ms; < 0: it did not
 * come. */
double terminal_start(struct terminal *terminal, char *const *words,
                      const char *marker);
/* Types N bytes and reads until nothing came for QUIET ms: ms to the last byte. */
double terminal_answer(struct terminal *terminal, const char *keys, size_t n,
                       int quiet);
long terminal_memory(const struct terminal *terminal);   /* KB, at most so far */
long terminal_switches(const struct terminal *terminal); /* so often it was woken */
void terminal_end(struct terminal *terminal);

#endif
