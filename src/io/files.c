#include "config.h"

#include "io/files.h"

#include "base/memory.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- reading --- */

static enum status
refuse(struct err *err, const char *what, const char *name)
{
    return err_set(err, STATUS_INPUT, "%s \"%s\": %s", what, name, strerror(errno));
}

enum status
file_read_fd(int fd, const char *name, size_t limit, struct str *out, struct err *err)
{
    enum { PIECE = 65536 };
    str_clear(out);
    for (;;) {
        if (!str_try_reserve(out, out->n / 2 + PIECE) && !str_try_reserve(out, PIECE))
            return err_set(err, STATUS_LIMIT, _("no memory to read \"%s\""), name);
        ssize_t n = read(fd, out->p + out->n, out->room - 1 - out->n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return refuse(err, _("can't read"), name);
        if (n == 0)
            break;
        out->n += (size_t)n;
        if (limit && out->n > limit)
            return err_set(err, STATUS_LIMIT,
                           _("\"%s\" is larger than %zu bytes: is it the right file?"),
                           name, limit);
    }
    out->p[out->n] = '\0';
    return STATUS_OK;
}

static enum status
open_to_read(const char *path, int flags, int *fd, struct err *err)
{
    *fd = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (*fd < 0)
        return refuse(err, _("can't open"), path);
    struct stat about;
    if (fstat(*fd, &about) == 0 && S_ISDIR(about.st_mode)) {
        close(*fd);
        errno = EISDIR;
        return refuse(err, _("can't read"), path);
    }
    return STATUS_OK;
}

enum status
file_read(const char *path, size_t limit, struct str *out, struct err *err)
{
    int fd = STDIN_FILENO;
    if (strcmp(path, "-") == 0)
        return file_read_fd(fd, _("standard input"), limit, out, err);
    enum status status = open_to_read(path, 0, &fd, err);
    if (status != STATUS_OK)
        return status;
    status = file_read_fd(fd, path, limit, out, err);
    close(fd);
    return status;
}

enum status
file_read_private(const char *path, size_t limit, struct str *out, struct err *err)
{
    int fd;
    /* NONBLOCK: a FIFO in its place must not hold us. */
    enum status status = open_to_read(path, O_NOFOLLOW | O_NONBLOCK, &fd, err);
    if (status != STATUS_OK)
        return status;
    struct stat about;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        status = err_set(err, STATUS_INPUT, _("\"%s\" is no plain file"), path);
    else if (about.st_uid != geteuid())
        status = err_set(err, STATUS_INPUT, _("\"%s\" belongs to another user"), path);
    else if (about.st_mode & 077)
        status = err_set(err, STATUS_INPUT,
                         _("\"%s\" can be read by others: chmod 600 it, and take what "
                           "it holds as known to them"),
                         path);
    else
        status = file_read_fd(fd, path, limit, out, err);
    close(fd);
    return status;
}

bool
file_forget(const char *path)
{
    static const char zeros[4096];
    struct stat about;
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    off_t left = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) ? about.st_size : 0;
    while (left > 0) {
        size_t n = left < (off_t)sizeof zeros ? (size_t)left : sizeof zeros;
        ssize_t wrote = write(fd, zeros, n);
        if (wrote <= 0)
            break;
        left -= wrote;
    }
    close(fd);
    return unlink(path) == 0;
}

enum status
file_map(const char *path, struct mapping *mapping, struct err *err)
{
    int fd = STDIN_FILENO;
    struct stat about;
    *mapping = (struct mapping){0};
    bool standard = strcmp(path, "-") == 0;
    enum status status = standard ? STATUS_OK : open_to_read(path, 0, &fd, err);
    if (status != STATUS_OK)
        return status;
    if (fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
        (uintmax_t)about.st_size <= SIZE_MAX) {
        size_t n = (size_t)about.st_size;
        void *address = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
        if (address != MAP_FAILED) {
            mapping->address = address;
            mapping->data = (struct span){address, n};
        }
    }
    if (!mapping->address) {
        status = file_read_fd(fd, standard ? _("standard input") : path, 0,
                              &mapping->text, err);
        mapping->data = str_span(&mapping->text);
    }
    if (!standard)
        close(fd);
    return status;
}

void
mapping_release(struct mapping *mapping)
{
    if (mapping->address)
        munmap(mapping->address, mapping->data.n);
    str_release(&mapping->text);
    *mapping = (struct mapping){0};
}

/* --- writing --- */

enum status
fd_write(int fd, struct span data, const char *name, struct err *err)
{
    while (data.n) {
        ssize_t n = write(fd, data.p, data.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, STATUS_IO, _("can't write \"%s\": %s"), name,
                           strerror(errno));
        data = span_from(data, (size_t)n);
    }
    return STATUS_OK;
}

/* So that the name itself survives a crash; where a folder can't be synced, nothing is
 * lost by it. */
static void
sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct str folder = {0};
    str_add(&folder,
            slash ? (struct span){path, (size_t)(slash - path) + 1} : SPAN("."));
    int fd = open(str_text(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    str_release(&folder);
}

enum status
file_write(const char *path, struct span data, struct err *err)
{
    struct str temporary = {0};
    str_addf(&temporary, "%s.XXXXXX", path);
    int fd = mkstemp(temporary.p); /* 0600 */
    if (fd < 0) {
        str_release(&temporary);
        return err_set(err, STATUS_IO, _("can't write \"%s\": %s"), path,
                       strerror(errno));
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    enum status status = fd_write(fd, data, path, err);
    if (status == STATUS_OK && fsync(fd) != 0)
        status =
            err_set(err, STATUS_IO, _("can't write \"%s\": %s"), path, strerror(errno));
    close(fd);
    if (status == STATUS_OK && rename(temporary.p, path) != 0)
        status = err_set(err, STATUS_IO, _("can't replace \"%s\": %s"), path,
                         strerror(errno));
    if (status == STATUS_OK)
        sync_folder(path);
    else
        unlink(temporary.p);
    str_release(&temporary);
    return status;
}

static enum status
cannot_write(const char *path, struct err *err)
{
    return err_set(err, STATUS_IO, _("can't write \"%s\": %s"), path, strerror(errno));
}

enum status
file_out_open(struct file_out *out, const char *path, struct err *err)
{
    struct stat found;
    bool there = stat(path, &found) == 0, plain = there && S_ISREG(found.st_mode);
    *out = (struct file_out){.fd = -1};
    char *real = plain ? realpath(path, NULL) : NULL;
    out->target = mem_strdup(real ? real : path);
    free(real);
    if (there &&
        (!plain || found.st_nlink > 1)) { /* other names of it must see it too */
        int how = O_WRONLY | O_CLOEXEC | O_NOCTTY | (plain ? O_TRUNC : 0);
        out->fd = open(out->target, how);
    } else {
        struct str name = {0};
        str_addf(&name, "%s.XXXXXX", out->target);
        out->temporary = str_take(&name);
        out->fd = mkstemp(out->temporary); /* 0600 */
        if (out->fd >= 0 && plain)
            fchmod(out->fd, found.st_mode & 0777);
    }
    if (out->fd >= 0)
        return STATUS_OK;
    enum status status = cannot_write(path, err);
    mem_free(out->target);
    mem_free(out->temporary);
    *out = (struct file_out){.fd = -1};
    return status;
}

enum status
file_out_close(struct file_out *out, bool whole, struct err *err)
{
    enum status status = STATUS_OK;
    /* on the disk before it takes the name: a crash leaves one or the other, whole */
    if (out->temporary && whole && fsync(out->fd) != 0)
        status = cannot_write(out->target, err);
    if (out->fd >= 0 && close(out->fd) != 0 && whole && status == STATUS_OK)
        status = cannot_write(out->target, err);
    whole = whole && status == STATUS_OK;
    if (out->temporary && whole && rename(out->temporary, out->target) != 0)
        status = err_set(err, STATUS_IO, _("can't replace \"%s\": %s"), out->target,
                         strerror(errno));
    if (out->temporary && (!whole || status != STATUS_OK))
        unlink(out->temporary);
    mem_free(out->target);
    mem_free(out->temporary);
    *out = (struct file_out){.fd = -1};
    return status;
}

enum status
file_deliver(const char *path, struct span data, struct err *err)
{
    struct file_out out;
    enum status status = file_out_open(&out, path, err);
    if (status != STATUS_OK)
        return status;
    status = fd_write(out.fd, data, path, err);
    enum status closed = file_out_close(&out, status == STATUS_OK, err);
    return status != STATUS_OK ? status : closed;
}

char *
file_home_path(const char *path)
{
    struct span name = span_of(path);
    const char *home = getenv("HOME");
    struct str whole = {0};
    if (home && span_starts(name, "~/")) {
        str_addf(&whole, "%s/", home);
        name = span_from(name, 2);
    }
    str_add(&whole, name);
    return str_take(&whole);
}

/* --- folders --- */

static bool
make_one(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

enum status
folder_make(const char *path, struct err *err)
{
    struct str part = {0};
    struct stat about;
    bool made = true;
    for (const char *slash = path; made && (slash = strchr(slash + 1, '/'));) {
        str_set(&part, (struct span){path, (size_t)(slash - path)});
        made = make_one(str_text(&part));
    }
    made = made && make_one(path);
    str_release(&part);
    if (!made)
        return err_set(err, STATUS_IO, _("can't make the folder \"%s\": %s"), path,
                       strerror(errno));
    if (lstat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        return err_set(err, STATUS_IO, _("\"%s\" is no folder: move it away"), path);
    if (about.st_uid != geteuid())
        return err_set(err, STATUS_IO, _("the folder \"%s\" belongs to another user"),
                       path);
    if ((about.st_mode & 022) && chmod(path, 0700) != 0)
        return err_set(err, STATUS_IO, _("others may write in the folder \"%s\""),
                       path);
    return STATUS_OK;
}

static const char *
absolute(const char *variable)
{
    const char *value = getenv(variable);
    return value && value[0] == '/' ? value : NULL;
}

/* XDG Base Directory Specification 0.8. Without a runtime folder, one of our own in
 * /tmp, by the user's number. */
static void
add_base(struct str *path, enum folder folder)
{
    static const struct {
        const char *variable, *below_home;
    } kinds[] = {
        [FOLDER_CONFIG] = {"XDG_CONFIG_HOME", "/.config"},
        [FOLDER_DATA] = {"XDG_DATA_HOME", "/.local/share"},
        [FOLDER_STATE] = {"XDG_STATE_HOME", "/.local/state"},
        [FOLDER_CACHE] = {"XDG_CACHE_HOME", "/.cache"},
        [FOLDER_RUNTIME] = {"XDG_RUNTIME_DIR", NULL},
    };
    const char *base = absolute(kinds[folder].variable);
    const char *home = absolute("HOME");
    if (base) {
        str_addf(path, "%s/defscope", base);
    } else if (folder == FOLDER_RUNTIME) {
        str_addf(path, "/tmp/defscope-%lu", (unsigned long)geteuid());
    } else {
        str_addf(path, "%s%s/defscope", home ? home : "/", kinds[folder].below_home);
    }
}

char *
folder_path(enum folder folder, const char *name)
{
    struct str path = {0};
    add_base(&path, folder);
    if (name)
        str_addf(&path, "/%s", name);
    return str_take(&path);
}
