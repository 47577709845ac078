/* Lessons from files, for all who show lessons. */
#ifndef CLI_LEARN_H
#define CLI_LEARN_H

#include "api/lessons.h"
#include "cli/command.h"

/* Adds those in $DEFSCOPE_DATA/help/LANGUAGE/lessons, or the English ones of that
 * folder; none where there is no such folder. */
enum status learn_own_lessons(struct context *context, struct lessons *lessons,
                              struct err *err);

#endif
