/* The command line: options in getopt_long's manner, before and after the command,
 * abbreviated where that is unambiguous, "--" ends them. All texts are borrowed from
 * argv. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/err.h"
#include "base/span.h"

enum takes { TAKES_NONE, TAKES_VALUE, TAKES_OPTIONAL };

struct option_spec {
    char letter;      /* 0: none */
    const char *name; /* long name without the dashes; NULL ends a table */
    enum takes takes;
    const char *value; /* what the help calls its value; or NULL */
    const char *help;  /* one line, marked with N_ */
};

/* Every command takes these. */
extern const struct option_spec common_options[];

struct given {
    const struct option_spec *spec;
    const char *value; /* NULL: none */
};

struct arguments {
    const char *command;           /* NULL: none */
    const struct option_spec *own; /* of the command; or NULL */
    struct given *given;           /* in order; owned */
    const char **operands;         /* in order; owned */
    size_t given_count, given_room, operand_count, operand_room;
};

/* The first operand is the command; OPTIONS_OF gives its table (NULL: it takes none,
 * or there is no such command). */
enum status
arguments_parse(struct arguments *arguments, int argc, char *const *argv,
                const struct option_spec *(*options_of)(const char *command),
                struct err *err);
void arguments_release(struct arguments *arguments);

bool argument_given(const struct arguments *arguments, const char *name);
/* The last one's value; NULL where it was not given or without a value. */
const char *argument_value(const struct arguments *arguments, const char *name);
/* How often it was given, and the value of one. */
size_t argument_count(const struct arguments *arguments, const char *name);
const char *argument_at(const struct arguments *arguments, const char *name,
                        size_t index);

#endif
