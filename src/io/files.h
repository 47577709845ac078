/* Files and folders. Everything of ours is 0600 in folders of 0700. */
#ifndef IO_FILES_H
#define IO_FILES_H

#include "base/err.h"
#include "base/str.h"

/* Whole file, or STATUS_LIMIT where it is longer than LIMIT bytes (0: no limit). PATH
 * "-" is standard input. */
enum status file_read(const char *path, size_t limit, struct str *out, struct err *err);
enum status file_read_fd(int fd, const char *name, size_t limit, struct str *out,
                         struct err *err);
/* Like file_read, for a file of ours that tells secrets: a symbolic link, another owner
 * or a mode that lets others read it is refused. */
enum status file_read_private(const char *path, size_t limit, struct str *out,
                              struct err *err);
/* All or nothing: a temporary file beside it, fsync, rename. 0600. */
enum status file_write(const char *path, struct span data, struct err *err);
/* The whole of DATA to FD, however many writes it takes. */
enum status fd_write(int fd, struct span data, const char *name, struct err *err);

/* Where the user said to write. A device or a pipe is written to; a file is replaced
 * when all is there, through a symbolic link, with its mode; a new one is 0600. */
struct file_out {
    int fd;
    char *target, *temporary; /* owned; temporary NULL: written in place */
};
enum status file_out_open(struct file_out *out, const char *path, struct err *err);
/* WHOLE: keep it. Else what stood there before stays, where it can. */
enum status file_out_close(struct file_out *out, bool whole, struct err *err);
/* "~/" is the home folder, as the shell has it; owned by the caller. */
char *file_home_path(const char *path);
enum status file_deliver(const char *path, struct span data, struct err *err);

/* Overwrites a file of ours that held a secret, and removes it. False: there was none.
 */
bool file_forget(const char *path);

/* A read-only view of a file of any size; bytes of a pipe are read into memory. */
struct mapping {
    struct span data;
    void *address; /* of the map, or NULL */
    struct str text;
};
enum status file_map(const char *path, struct mapping *mapping, struct err *err);
void mapping_release(struct mapping *mapping);

/* The folder with all above it, 0700 where made; an existing last one must be ours. */
enum status folder_make(const char *path, struct err *err);

/* Absolute paths, owned by the caller: the XDG folder of the kind, "/defscope", and
 * "/NAME" where NAME isn't NULL. A relative XDG variable is ignored, as the
 * specification has it. */
enum folder { FOLDER_CONFIG, FOLDER_DATA, FOLDER_STATE, FOLDER_CACHE, FOLDER_RUNTIME };
char *folder_path(enum folder folder, const char *name);

#endif
