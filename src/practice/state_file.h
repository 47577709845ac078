/* The file that a practice tenant's state is kept in between runs: mode 0600, replaced
 * whole, for one program at a time. */
#ifndef PRACTICE_STATE_FILE_H
#define PRACTICE_STATE_FILE_H

#include "base/err.h"
#include "base/str.h"

struct state_file {
    const char *path; /* borrowed */
    int lock;         /* descriptor */
    bool failed;      /* the last writing did, and it was said */
};

/* Opens it for this program alone and appends what stands in it; nothing where it is
 * not there yet. */
enum status state_file_open(struct state_file *file, const char *path, struct str *text,
                            struct err *err);
/* Moves a damaged one out of the way, to PATH.damaged. */
enum status state_file_set_aside(const struct state_file *file, struct err *err);
enum status state_file_write(struct state_file *file, struct span text,
                             struct err *err);
void state_file_close(struct state_file *file);

#endif
