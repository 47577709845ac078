/* A folder of its own for one test. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

/* Makes it and points HOME and the XDG variables into it; the test ends where that
 * fails. */
const char *scratch_make(void);
void scratch_remove(void);
/* A file in it, with its mode; a name with a slash needs its folder first. */
void scratch_write(const char *name, const char *text, unsigned mode);
/* Its path; valid until the fourth call after. */
const char *scratch_path(const char *name);

#endif
