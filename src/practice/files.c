#include "config.h"

#include "practice/files.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

bool
file_write_all(int fd, struct span text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        text = span_from(text, (size_t)n);
    }
    return true;
}

static bool
write_new(const char *path, struct span text)
{
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool written = file_write_all(fd, text) && fsync(fd) == 0;
    int reason = errno;
    bool closed = close(fd) == 0;
    if (!written)
        errno = reason;
    return written && closed;
}

bool
file_replace(const char *path, struct span text)
{
    struct str fresh = {0};
    str_addf(&fresh, "%s.%ld.new", path, (long)getpid());
    bool good =
        write_new(str_text(&fresh), text) && rename(str_text(&fresh), path) == 0;
    int reason = errno;
    if (!good)
        unlink(str_text(&fresh));
    errno = reason;
    str_release(&fresh);
    return good;
}
