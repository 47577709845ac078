/* The wordings that the services use in error messages: they tell the code where a
 * body lost it, and what the message names. Constant tables; pairs own what is put into
 * them. */
#ifndef API_WORDING_H
#define API_WORDING_H

#include "api/error_code.h"

struct wording {
    const char *pattern;        /* "{name}" stands for a value, "{}" for any text */
    const char *code;           /* what a message of this form amounts to, or NULL */
    int status;                 /* that it comes with; 0: several */
    bool telling;               /* names its code even where the status is not known */
    const char *topic;          /* tells more than the code's own topic, or NULL */
    enum diagnosis_class class; /* CLASS_UNKNOWN: the code's own */
};

/* Whether the whole message has the form of PATTERN; letter case, the amount of white
 * space, a closing full stop and the kind of apostrophe don't matter. Adds the values
 * under their names to VALUES (may be NULL), only when it fits. */
bool wording_fits(const char *pattern, struct span message, struct pairs *values);
/* The first wording that MESSAGE has. STATUS 0: not known, then only telling ones. A
 * wording of another status never fits. */
const struct wording *wording_find(struct span message, int status,
                                   struct pairs *values);
/* The wordings, in the order in which they are tried; ends with pattern NULL. */
extern const struct wording wordings[];

#endif
