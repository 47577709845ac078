/* The configuration file, $XDG_CONFIG_HOME/defscope/config. */
#ifndef CLI_CONFIGURATION_H
#define CLI_CONFIGURATION_H

#include "cli/command.h"
#include "io/run.h"

char *configuration_path(void); /* owned by the caller */
/* Where there is no file, there are no profiles. A file that others can write to is
 * refused: it names commands to run. */
enum status configuration_load(struct settings *settings, struct err *err);
/* The language that it names, even where a fault stands further down; NULL: none. Owned
 * by the caller. */
char *configuration_language(void);
/* How the explorer is to look and behave goes into PLAN, which borrows PREFERENCES. */
enum status configuration_prefer(const struct context *context,
                                 struct preferences *preferences, struct run_plan *plan,
                                 struct err *err);
/* Appends a profile to begin with; writes the file where there is none. LINE: where it
 * stands. VALUES as for setting_template; what they amount to is read first, and
 * nothing is written that could not be read again. */
enum status configuration_add(const char *name, const char *const *values,
                              unsigned *line, struct err *err);

#endif
