/* Files that are this user's own. */
#ifndef PRACTICE_FILES_H
#define PRACTICE_FILES_H

#include "base/span.h"

/* All of TEXT, whatever interrupts; false with errno set. */
bool file_write_all(int fd, struct span text);
/* Puts a file with TEXT, mode 0600, in the place of whatever stands at PATH: whole, or
 * not at all, also where the power fails. False with errno set. */
bool file_replace(const char *path, struct span text);

#endif
