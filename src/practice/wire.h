/* Answers written by hand to a connection, for what no proper server would send. */
#ifndef PRACTICE_WIRE_H
#define PRACTICE_WIRE_H

#include "practice/practice.h"

/* Whether the answer needs it. */
bool wire_needed(const struct delivery *delivery);
/* Sends it as its delivery says; the connection is to be closed after. STOP becomes
 * readable when the server ends, and then nothing more is sent. NOW is for the Date. */
void wire_send(int connection, int stop, const struct practice_answer *answer,
               clock_ms now);

#endif
