/* What a body is by its first bytes. Constant tables. */
#ifndef API_BODY_TYPE_H
#define API_BODY_TYPE_H

#include "base/span.h"

struct body_type {
    const char *name;   /* for people, marked for translation: "a ZIP archive" */
    const char *suffix; /* of files: "zip" */
};

/* NULL: none that is known; a text is none. */
const struct body_type *body_type_of(struct span body);

#endif
