#include "config.h"

#include "io/spill.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { IN_MEMORY = 64 << 20, MAP_LEAST = 1 << 20 };

struct spill {
    int fd;
    size_t n;     /* bytes of the text; the file has a NUL more */
    void *map;    /* of the file and some room to grow; NULL: none */
    size_t width; /* its */
    char *folder; /* owned; for messages */
};

static enum status
refuse(const char *folder, int error, struct err *err)
{
    return err_set(err, STATUS_IO,
                   _("\"%s\" takes no more: %s. Make room there, or set XDG_CACHE_HOME "
                     "to another folder"),
                   folder, strerror(error));
}

static void
spill_close(void *kept)
{
    struct spill *spill = kept;
    if (spill->map)
        munmap(spill->map, spill->width);
    if (spill->fd >= 0)
        close(spill->fd);
    mem_free(spill->folder);
    mem_free(spill);
}

static void *
spill_open(struct err *err)
{
    struct spill *spill = mem_alloc(sizeof *spill);
    *spill = (struct spill){.fd = -1, .folder = folder_path(FOLDER_CACHE, NULL)};
    struct str path = {0};
    str_addf(&path, "%s/large.XXXXXX", spill->folder);
    if (folder_make(spill->folder, err) == STATUS_OK) {
        spill->fd = mkstemp(path.p); /* 0600 */
        if (spill->fd < 0)
            refuse(spill->folder, errno, err);
    }
    if (spill->fd >= 0) {
        unlink(path.p);
        fcntl(spill->fd, F_SETFD, FD_CLOEXEC);
    } else {
        spill_close(spill);
        spill = NULL;
    }
    str_release(&path);
    return spill;
}

/* 0, or the error. */
static int
write_at(int fd, size_t at, struct span data)
{
    while (data.n) {
        ssize_t n = pwrite(fd, data.p, data.n, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? errno : ENOSPC;
        at += (size_t)n;
        data = span_from(data, (size_t)n);
    }
    return 0;
}

/* Blocks for all up to END, before anything that is there is written over: what fails
 * then changes nothing. */
static int
make_room(const struct spill *spill, size_t end)
{
    static const char zeros[65536];
    int error = 0;
    for (size_t at = spill->n; !error && at < end; at += sizeof zeros) {
        size_t n = end - at < sizeof zeros ? end - at : sizeof zeros;
        error = write_at(spill->fd, at, (struct span){zeros, n});
    }
    if (error && ftruncate(spill->fd, (off_t)spill->n + 1) != 0)
        error = errno;
    return error;
}

/* A map of so many bytes at least, twice as wide as the last. */
static int
widen(struct spill *spill, size_t n)
{
    size_t width = spill->width ? spill->width : MAP_LEAST;
    while (width < n)
        width *= 2;
    if (width == spill->width)
        return 0;
    void *map = mmap(NULL, width, PROT_READ, MAP_SHARED, spill->fd, 0);
    if (map == MAP_FAILED)
        return errno;
    if (spill->map)
        munmap(spill->map, spill->width);
    spill->map = map;
    spill->width = width;
    return 0;
}

static enum status
spill_write(void *kept, size_t at, const struct span *pieces, size_t count,
            struct str *text, struct err *err)
{
    struct spill *spill = kept;
    size_t end = at;
    for (size_t i = 0; i < count; i++)
        end += pieces[i].n;
    int error = make_room(spill, end + 1);
    if (!error)
        error = widen(spill, end + 1);
    for (size_t i = 0; !error && i < count; i++) {
        error = write_at(spill->fd, at, pieces[i]);
        at += pieces[i].n;
    }
    if (!error)
        error = write_at(spill->fd, end, (struct span){"", 1});
    if (error)
        return refuse(spill->folder, error, err);
    spill->n = end;
    *text = (struct str){.p = spill->map, .n = end};
    return STATUS_OK;
}

const struct bulk_place spill_place = {
    .limit = IN_MEMORY, .open = spill_open, .write = spill_write, .close = spill_close};
