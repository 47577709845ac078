/* Which tenant a command talks to: -p, DEFSCOPE_PROFILE, DEFSCOPE_TOKEN, the one that
 * the configuration names first, else the practice tenant. A token of the environment
 * never goes to the practice tenant. */
#ifndef CLI_TENANT_H
#define CLI_TENANT_H

#include "api/settings.h"
#include "cli/command.h"
#include "io/practice.h"

#define TOKEN_VARIABLE "DEFSCOPE_TOKEN"

struct tenant {
    struct profile profile;
    struct practice practice;              /* of a profile of that kind */
    struct settings settings;              /* the configuration */
    struct secret asked;                   /* what was typed at a prompt */
    const struct setting_profile *setting; /* in it; NULL: a built-in profile */
};

/* START: a practice tenant is started where none runs; else the profile may have no
 * port yet (for --dry-run). */
enum status tenant_open(struct context *context, bool start, struct tenant *tenant,
                        struct err *err);
/* A token for PRODUCT (PRODUCT_OTHER: for the profile's own), where the profile isn't
 * built in and has none yet: the one that `login` kept, else by signing in. */
enum status tenant_sign_in(struct context *context, struct tenant *tenant,
                           enum product product, struct err *err);
/* Tells where to enter which code; OWNER is the context. */
void tenant_tell_code(void *owner, const char *address, const char *code, long seconds);
/* The name of the profile that is meant; borrowed. */
const char *tenant_name(const struct context *context, const struct settings *settings);
/* The document of the user's own API that the profile names, if any. */
enum status tenant_open_spec(struct context *context, struct err *err);
void tenant_release(struct tenant *tenant);
/* Moves DEFSCOPE_TOKEN out of the environment into the context. */
void tenant_take_token(struct context *context);

#endif
