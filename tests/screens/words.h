/* The words of a line of the screens' scripts. */
#ifndef TESTS_WORDS_H
#define TESTS_WORDS_H

#include "base/span.h"

/* Ends with the reason on standard error. */
_Noreturn void die(const char *what, struct span where);
struct span word(struct span *rest);
int number(struct span *rest, char end);
/* "-" is NULL; owned. */
char *absent_or(struct span text);

#endif
