/* The file by which other programs of the same user find the practice tenant:
 * $XDG_RUNTIME_DIR/defscope/practice.json, mode 0600. */
#ifndef PRACTICE_RUNTIME_FILE_H
#define PRACTICE_RUNTIME_FILE_H

#include "practice/practice.h"

/* Appends the path of the runtime folder, made where it is missing, after checking
 * that it is this user's alone. Without XDG_RUNTIME_DIR: /tmp/defscope-UID. */
enum status runtime_folder(struct str *path, struct err *err);
/* Writes the file whole or not at all, and puts its path in PATH. CONTENTS has "pid".
 * STATUS_FOUND with an empty PATH: another one that runs has it. */
enum status runtime_file_write(struct str *path, const cJSON *contents,
                               struct err *err);
/* Removes it unless another practice tenant has written its own there since. */
void runtime_file_remove(const char *path);

#endif
