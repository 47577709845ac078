/* keys MARKER PROGRAM [ARGUMENT]... [-- MARKER PROGRAM [ARGUMENT]...]...
 *
 * Each program runs in a terminal of its own until MARKER is on its screen. Then, in
 * turns: one key down, often; 500 of them at once; nothing for a while. Prints for each
 *   down RATIO held RATIO memory RATIO peak KB wakeups COUNT PROGRAM
 * the medians and the memory at the marker as ratios to the first program's. */
#define _XOPEN_SOURCE 700
#include "config.h"

#include "terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PROGRAMS = 4,
    KEYS = 300,
    HELD = 500,
    ROUNDS = 3,
    QUIET_MS = 20,
    IDLE_MS = 2000
};

struct program {
    char **words; /* marker, program, arguments */
    struct terminal terminal;
    double down[KEYS], held[ROUNDS];
    long start, peak, wakeups; /* KB of memory at the marker and in the end */
};

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double
median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    return values[count / 2];
}

static void
measure(struct program *programs, int count)
{
    static char many[HELD];
    memset(many, 'j', sizeof many);
    for (int i = 0; i < count * KEYS; i++) {
        struct program *program = &programs[i % count];
        program->down[i / count] = terminal_answer(&program->terminal, "j", 1, 5);
    }
    for (int i = 0; i < count * ROUNDS; i++) {
        struct program *program = &programs[i % count];
        program->held[i / count] =
            terminal_answer(&program->terminal, many, sizeof many, QUIET_MS);
    }
    for (int i = 0; i < count; i++) {
        struct program *program = &programs[i];
        long before = terminal_switches(&program->terminal);
        (void)terminal_answer(&program->terminal, "", 0, IDLE_MS);
        program->wakeups = terminal_switches(&program->terminal) - before;
        program->peak = terminal_memory(&program->terminal);
    }
}

static int
split(int argc, char **argv, struct program *programs)
{
    int count = 0;
    for (int i = 1; i < argc && count < PROGRAMS; i++) {
        programs[count++].words = &argv[i];
        while (i < argc && strcmp(argv[i], "--") != 0)
            i++;
        if (i < argc)
            argv[i] = NULL;
    }
    return count;
}

int
main(int argc, char **argv)
{
    static struct program programs[PROGRAMS];
    int count = split(argc, argv, programs), result = 0;
    for (int i = 0; i < count; i++) {
        char **words = programs[i].words;
        if (!words[0] || !words[1] ||
            terminal_start(&programs[i].terminal, words + 1, words[0]) < 0)
            result = 1;
        programs[i].start = terminal_memory(&programs[i].terminal);
    }
    if (count && !result)
        measure(programs, count);
    double down = 0, held = 0;
    for (int i = 0; i < count && !result; i++) {
        struct program *program = &programs[i];
        double a = median(program->down, KEYS), b = median(program->held, ROUNDS);
        down = i ? down : a;
        held = i ? held : b;
        printf("down %.2f held %.2f memory %.2f peak %ld wakeups %ld %s\n", a / down,
               b / held, (double)program->start / (double)programs[0].start,
               program->peak, program->wakeups, program->words[1]);
    }
    for (int i = 0; i < count; i++)
        terminal_end(&programs[i].terminal);
    if (!count)
        fputs("usage: keys MARKER PROGRAM [ARGUMENT]... [-- ...]\n", stderr);
    return result || !count;
}
