/* start ROUNDS MARKER PROGRAM...: starts each program in a terminal of its own, in
 * turns, and measures the time until MARKER is on its screen. Prints each median, and
 * its ratio to the first program's. */
#include "config.h"

#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>

enum { PROGRAMS = 8, ROUNDS = 200 };

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double
measure(char *program, const char *marker)
{
    struct terminal terminal;
    char *words[] = {program, NULL};
    double took = terminal_start(&terminal, words, marker);
    terminal_end(&terminal);
    return took;
}

int
main(int argc, char **argv)
{
    static double took[PROGRAMS][ROUNDS];
    int rounds = argc > 3 ? (int)strtol(argv[1], NULL, 10) : 0, programs = argc - 3;
    if (rounds < 1 || rounds > ROUNDS || programs > PROGRAMS) {
        fputs("usage: start ROUNDS MARKER PROGRAM...\n", stderr);
        return 2;
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < programs; i++)
            took[i][round] = measure(argv[3 + i], argv[2]);
    for (int i = 0; i < programs; i++) {
        qsort(took[i], (size_t)rounds, sizeof took[i][0], compare);
        double median = took[i][rounds / 2];
        printf("%8.2f ms  x %.2f  %s\n", median, median / took[0][rounds / 2],
               argv[3 + i]);
    }
    return 0;
}
