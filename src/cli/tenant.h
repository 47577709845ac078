/* Which tenant a command talks to: -p, DEFSCOPE_PROFILE, DEFSCOPE_TOKEN, else the
 * practice tenant. A token of the environment never goes to the practice tenant. */
#ifndef CLI_TENANT_H
#define CLI_TENANT_H

#include "cli/command.h"
#include "io/practice.h"

#define TOKEN_VARIABLE "DEFSCOPE_TOKEN"

struct tenant {
    struct profile profile;
    struct practice practice; /* of a profile of that kind */
};

/* START: a practice tenant is started where none runs; else the profile may have no
 * port yet (for --dry-run). */
enum status tenant_open(struct context *context, bool start, struct tenant *tenant,
                        struct err *err);
void tenant_release(struct tenant *tenant);
/* Moves DEFSCOPE_TOKEN out of the environment into the context. */
void tenant_take_token(struct context *context);

#endif
