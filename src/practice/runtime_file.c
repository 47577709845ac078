#include "config.h"

#include "practice/runtime_file.h"

#include "base/memory.h"
#include "base/text.h"
#include "practice/files.h"
#include "practice/object.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status
refuse(struct err *err, const char *path, const char *why)
{
    return err_set(err, STATUS_IO, _("the runtime folder \"%s\": %s"), path, why);
}

/* Another user could have made the folder first, or a link in its place. */
static enum status
own_folder(const char *path, struct err *err)
{
    struct stat info;
    if (mkdir(path, 0700) < 0 && errno != EEXIST)
        return refuse(err, path, strerror(errno));
    if (lstat(path, &info) < 0)
        return refuse(err, path, strerror(errno));
    if (!S_ISDIR(info.st_mode))
        return refuse(err, path, _("is no folder; move it away"));
    if (info.st_uid != geteuid())
        return refuse(err, path, _("belongs to another user; set XDG_RUNTIME_DIR"));
    if (info.st_mode & 077)
        return refuse(err, path, _("is open to others; make it mode 0700"));
    return STATUS_OK;
}

enum status
runtime_folder(struct str *path, struct err *err)
{
    const char *base = getenv("XDG_RUNTIME_DIR");
    if (base && base[0] == '/')
        str_addf(path, "%s/defscope", base);
    else
        str_addf(path, "/tmp/defscope-%lu", (unsigned long)geteuid());
    return own_folder(str_text(path), err);
}

/* The process that the file at PATH names, or 0. */
static long
owner_of(const char *path)
{
    enum { FILE_MAX = 64 * 1024 };
    char *text = mem_alloc(FILE_MAX);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n = fd < 0 ? 0 : read(fd, text, FILE_MAX);
    if (fd >= 0)
        close(fd);
    cJSON *tree = n > 0 ? cJSON_ParseWithLength(text, (size_t)n) : NULL;
    double pid = object_number(tree, "pid");
    cJSON_Delete(tree);
    mem_free(text);
    return pid > 0 && pid < INT32_MAX ? (long)pid : 0;
}

/* The same in FOLDER, if that process lives and is not this one; else 0. */
static long
living_owner(const char *folder)
{
    struct str path = {0};
    str_addf(&path, "%s/practice.json", folder);
    long pid = owner_of(str_text(&path));
    str_release(&path);
    return pid && pid != (long)getpid() && kill((pid_t)pid, 0) == 0 ? pid : 0;
}

enum status
runtime_file_write(struct str *path, const cJSON *contents, struct err *err)
{
    enum status status = runtime_folder(path, err);
    if (status != STATUS_OK)
        return status;
    long other = living_owner(str_text(path));
    if (other) {
        str_clear(path);
        return err_set(err, STATUS_FOUND,
                       _("another practice tenant runs already (process %ld): commands "
                         "find that one; this one is found by its address alone"),
                       other);
    }
    str_add_text(path, "/practice.json");
    char *text = cJSON_Print(contents);
    if (!file_replace(str_text(path), span_of(text)))
        status = err_set(err, STATUS_IO, _("the runtime file \"%s\": %s"),
                         str_text(path), strerror(errno));
    cJSON_free(text);
    return status;
}

void
runtime_file_remove(const char *path)
{
    if (*path && owner_of(path) == (long)getpid())
        unlink(path);
}
