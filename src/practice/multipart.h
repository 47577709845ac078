/* Forms with files: multipart/form-data (RFC 7578). */
#ifndef PRACTICE_MULTIPART_H
#define PRACTICE_MULTIPART_H

#include "base/span.h"

struct part { /* borrowed from the body */
    struct span name, file_name, contents;
    bool found, is_file;
};

/* The part of that name, whatever the letter case, in a body whose Content-Type is
 * TYPE. */
struct part multipart_find(const char *type, struct span body, const char *name);

#endif
