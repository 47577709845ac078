#include "config.h"

#include "practice/state_file.h"

#include "base/text.h"
#include "practice/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STATE_MAX = 512 * 1024 * 1024 };

static enum status
fail(const char *path, struct err *err)
{
    return err_set(err, STATUS_IO, _("the state file \"%s\": %s"), path,
                   strerror(errno));
}

/* Held until the program ends, by whatever end. */
static enum status
take_lock(struct state_file *file, struct err *err)
{
    struct str path = {0};
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    str_addf(&path, "%s.lock", file->path);
    file->lock = open(str_text(&path), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    enum status status = STATUS_OK;
    if (file->lock < 0)
        status = fail(str_text(&path), err);
    else if (fcntl(file->lock, F_SETLK, &whole) < 0)
        status =
            err_set(err, STATUS_IO,
                    _("another practice tenant keeps its state in \"%s\"; end that "
                      "one, or name another file"),
                    file->path);
    str_release(&path);
    return status;
}

static enum status
read_all(int fd, const char *path, struct str *text, struct err *err)
{
    char piece[8192];
    ssize_t n;
    while ((n = read(fd, piece, sizeof piece)) > 0 && text->n < STATE_MAX)
        str_add(text, (struct span){piece, (size_t)n});
    return n < 0 ? fail(path, err) : STATUS_OK;
}

enum status
state_file_open(struct state_file *file, const char *path, struct str *text,
                struct err *err)
{
    *file = (struct state_file){.path = path, .lock = -1};
    enum status status = take_lock(file, err);
    if (status != STATUS_OK)
        return status;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? STATUS_OK : fail(path, err);
    struct stat info;
    if (fstat(fd, &info) < 0 || !S_ISREG(info.st_mode)) {
        errno = EINVAL;
        status = fail(path, err);
    } else {
        status = read_all(fd, path, text, err);
    }
    close(fd);
    return status;
}

enum status
state_file_set_aside(const struct state_file *file, struct err *err)
{
    struct str path = {0};
    str_addf(&path, "%s.damaged", file->path);
    bool good = rename(file->path, str_text(&path)) == 0;
    str_release(&path);
    return good ? STATUS_OK : fail(file->path, err);
}

enum status
state_file_write(struct state_file *file, struct span text, struct err *err)
{
    bool good = file_replace(file->path, text);
    enum status status = good ? STATUS_OK : fail(file->path, err);
    if (!good && file->failed)
        err->text[0] = '\0'; /* it was said before */
    file->failed = !good;
    return status;
}

void
state_file_close(struct state_file *file)
{
    if (file->lock >= 0) /* its file stays: another may be waiting for that very one */
        close(file->lock);
    *file = (struct state_file){.lock = -1};
}
