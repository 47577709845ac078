/* Files packed as the service packs them. */
#ifndef PRACTICE_ARCHIVE_H
#define PRACTICE_ARCHIVE_H

#include "base/str.h"

/* Appends CONTENTS as a gzip file (RFC 1952). */
void gzip_add(struct str *out, struct span contents);

/* A ZIP archive whose files are stored as they are. */
struct zip {
    struct str files, directory;
    unsigned count;
};

void zip_add(struct zip *zip, const char *name, struct span contents);
/* Appends the archive, and releases it. */
void zip_finish(struct zip *zip, struct str *out);

#endif
