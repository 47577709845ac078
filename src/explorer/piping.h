/* The answer sent through a program: jq, or any command of the shell. What it writes is
 * shown; the answer stays as it is. While a jq program is typed, what it makes of a
 * sample is shown under it after each pause; commands of the shell run on Enter only.
 */
#ifndef EXPLORER_PIPING_H
#define EXPLORER_PIPING_H

#include "base/clock.h"
#include "explorer/command.h"

struct explorer;
struct message;

enum { PIPING_SAMPLE = 64 << 10 }; /* bytes of the answer */

/* Of the program in the prompt. */
struct preview {
    struct str program; /* that was typed last */
    clock_ms due;       /* steady; 0: it has run, or there is nothing to run */
    unsigned id;        /* of the one that runs; 0: none does */
};

void preview_release(struct preview *preview);

void piping_ask(struct explorer *explorer);
void piping_run(struct explorer *explorer, struct commands *commands);
void piping_take(struct explorer *explorer, const struct message *message);
/* False: none is running. */
bool piping_stop(struct explorer *explorer, struct commands *commands);
/* After each message: a pause in typing may be over, or the prompt gone. */
void piping_preview(struct explorer *explorer, struct commands *commands);
/* Steady time at which something is to be done; INT64_MAX: none. */
clock_ms piping_deadline(const struct explorer *explorer);
bool piping_key(struct explorer *explorer, struct span key, struct commands *commands);

#endif
