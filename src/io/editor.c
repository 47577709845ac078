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
run(struct terminal *terminal, const char *path, struct err *err)
{
    static const char script[] = "exec ${VISUAL:-${EDITOR:-vi}} \"$@\"";
    const char *argv[] = {"sh", "-c", script, "sh", path, NULL};
    return terminal_run(terminal, argv, err);
}

enum status
editor_edit(struct terminal *terminal, struct span text, const char *suffix,
            struct str *edited, struct err *err)
{
    struct str path = {0};
    enum status status = write_temporary(&path, text, suffix, err);
    if (status == STATUS_OK) {
        int code = run(terminal, str_text(&path), err);
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
