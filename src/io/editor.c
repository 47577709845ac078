#include "config.h"

#include "io/editor.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EDITED_MAX = 64 << 20 };

static enum status
write_temporary(struct str *path, struct span text, const char *suffix, struct err *err)
{
    char *folder = folder_path(FOLDER_RUNTIME, NULL);
    enum status status = folder_make(folder, err);
    if (status == STATUS_OK) {
        str_addf(path, "%s/edit-XXXXXX%s", folder, suffix);
        int fd = mkstemps(path->p, (int)strlen(suffix)); /* 0600 */
        if (fd < 0) {
            status = err_set(err, STATUS_IO, _("can't write in \"%s\": %s"), folder,
                             strerror(errno));
        } else {
            fcntl(fd, F_SETFD, FD_CLOEXEC);
            status = fd_write(fd, text, str_text(path), err);
            close(fd);
        }
    }
    mem_free(folder);
    return status;
}

/* $VISUAL and $EDITOR may hold arguments, so the shell reads them; the file's name goes
 * by as a parameter and is never read as shell text. */
static int
run_editor(struct terminal *terminal, const char *path, struct err *err)
{
    static const char script[] = "exec ${VISUAL:-${EDITOR:-vi}} \"$@\"";
    const char *argv[] = {"sh", "-c", script, "sh", path, NULL};
    return terminal_run(terminal, argv, -1, err);
}

enum status
editor_edit(struct terminal *terminal, struct span text, const char *suffix,
            struct str *edited, struct err *err)
{
    struct str path = {0};
    enum status status = write_temporary(&path, text, suffix, err);
    if (status == STATUS_OK) {
        int code = run_editor(terminal, str_text(&path), err);
        if (code > 0)
            status = err_set(err, STATUS_CANCELLED,
                             _("the editor ended with status %d; what it wrote is in "
                               "\"%s\""),
                             code, str_text(&path));
        else if (code < 0)
            status = err_context(err, _("the text is kept in \"%s\""), str_text(&path));
        else
            status = file_read(str_text(&path), EDITED_MAX, edited, err);
    }
    if (status == STATUS_OK)
        unlink(str_text(&path));
    str_release(&path);
    return status;
}

enum status
editor_show(struct terminal *terminal, struct span text, struct err *err)
{
    struct str path = {0};
    enum status status = write_temporary(&path, text, ".txt", err);
    if (status == STATUS_OK) {
        chmod(str_text(&path), 0400); /* so that nobody thinks it would be sent */
        int code = run_editor(terminal, str_text(&path), err);
        if (code > 0)
            status = err_set(err, STATUS_CANCELLED,
                             _("the editor ended with status %d"), code);
        else if (code < 0)
            status = STATUS_IO;
    }
    if (path.n)
        unlink(str_text(&path));
    str_release(&path);
    return status;
}

/* $PAGER may hold arguments, as $EDITOR. The file has no name any more when the pager
 * begins: it is gone with it, however that ends. */
enum status
pager_show(struct terminal *terminal, struct span text, struct err *err)
{
    enum { NOT_FOUND = 127 }; /* as shells say it (POSIX, 2.8.2) */
    static const char *const argv[] = {"sh", "-c", "exec ${PAGER:-less}", NULL};
    struct str path = {0};
    enum status status = write_temporary(&path, text, ".txt", err);
    int fd = status == STATUS_OK ? open(str_text(&path), O_RDONLY | O_CLOEXEC) : -1;
    if (status == STATUS_OK && fd < 0)
        status = err_set(err, STATUS_IO, _("can't open \"%s\": %s"), str_text(&path),
                         strerror(errno));
    if (path.n)
        unlink(str_text(&path));
    if (status == STATUS_OK) {
        int code = terminal_run(terminal, argv, fd, err);
        if (code == NOT_FOUND)
            status = err_set(err, STATUS_IO, "%s",
                             _("The pager was not found: set PAGER to one that is "
                               "installed."));
        else if (code < 0)
            status = STATUS_IO;
    }
    if (fd >= 0)
        close(fd);
    str_release(&path);
    return status;
}
