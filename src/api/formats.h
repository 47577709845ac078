/* What the values of the catalogue's formats look like: sha1 sha256 md5 hash ip domain
 * url guid machine-id date-time cve. A format that is not known here takes every value.
 */
#ifndef API_FORMATS_H
#define API_FORMATS_H

#include "base/str.h"

enum format_grade {
    FORMAT_GOOD,
    FORMAT_DOUBTFUL, /* the service may take it */
    FORMAT_BAD,
};

struct format_finding {
    enum format_grade grade;
    struct str why;   /* what is wrong, without a full stop; empty when good; owned */
    struct str meant; /* the value that was meant, where that is certain; owned */
};

/* FORMAT may be NULL. Fills *finding, whose old texts must be empty. */
void format_check(const char *format, struct span value,
                  struct format_finding *finding);
void format_finding_release(struct format_finding *finding);
/* For people: "a SHA-1 hash". Translated; NULL where the format is not known. */
const char *format_title(const char *format);
/* The error code for a value that is not of the format (a constant). */
const char *format_code(const char *format);

#endif
