/* The permissions that Defender's APIs and the security part of Microsoft Graph know,
 * and what each allows. Constant; names from the pages of the operations. */
#ifndef API_PERMISSION_H
#define API_PERMISSION_H

#include "api/catalogue.h"

struct permission {
    const char *name;
    enum product product;
    const char *what;  /* what it allows, in our words, marked with N_ */
    const char *meant; /* a name that some page misspells: the one that exists */
};

const struct permission *permission_find(struct span name); /* exact; NULL: not known */
/* Operations that take it, held as application or delegated; NULL ends the walk that
 * begins with LAST NULL. */
const struct operation *permission_next(const struct catalogue *catalogue,
                                        struct span name, bool delegated,
                                        const struct operation *last);
/* It lets nothing be changed. */
bool permission_only_reads(struct span name);

#endif
