/* Texts that leave the explorer: for files, the pager and the editor. */
#include "config.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/editor.h"
#include "io/files.h"
#include "io/run_state.h"

#include <stdlib.h>
#include <sys/stat.h>

/* What stands at a path. */
struct file_place {
    char *path;   /* with ~ resolved; owned */
    char *target; /* that a link leads to; owned; or NULL */
    bool there, device;
};

static enum status
look_at(struct file_place *place, const char *path, struct err *err)
{
    struct stat found;
    *place = (struct file_place){.path = file_home_path(path)};
    if (lstat(place->path, &found) != 0)
        return STATUS_OK; /* nothing; or writing tells why not */
    if (S_ISLNK(found.st_mode)) {
        char *target = realpath(place->path, NULL);
        place->target = mem_strdup(target);
        free(target);
        if (!place->target || stat(place->target, &found) != 0)
            return err_set(err, STATUS_IO,
                           _("\"%s\" is a link that leads nowhere: choose another "
                             "name"),
                           place->path);
    }
    place->there = S_ISREG(found.st_mode);
    place->device = S_ISCHR(found.st_mode);
    if (S_ISDIR(found.st_mode))
        return err_set(err, STATUS_IO, _("\"%s\" is a folder: add a file name"),
                       place->path);
    if (!place->there && !place->device)
        return err_set(err, STATUS_IO, _("\"%s\" is no file: choose another name"),
                       place->path);
    return STATUS_OK;
}

void
run_save(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct file_place place;
    bool body = command->kind == COMMAND_SAVE_BODY;
    struct span text =
        str_span(body ? &run->explorer.result.exchange.response.body : &command->text);
    enum status status = look_at(&place, command->path, &err);
    struct message message = {.kind = MESSAGE_SAVED,
                              .path = place.path,
                              .text = str_span(&command->text),
                              .body = body,
                              .value = span_of(place.target)};
    message.exists = status == STATUS_OK && place.there && !command->on;
    if (status == STATUS_OK && !message.exists)
        status = file_deliver(place.path, text, &err);
    message.failed = status != STATUS_OK;
    message.error = err.text;
    run_tell(run, &message);
    mem_free(place.path);
    mem_free(place.target);
}

/* --- rows of a table, as they are laid out --- */

static void
tell_exported(struct run *run, enum status status, const struct err *err)
{
    char *path = run->export_path;
    run->export_path = NULL;
    struct message message = {.kind = MESSAGE_EXPORTED,
                              .path = path,
                              .failed = status != STATUS_OK,
                              .error = err->text};
    run_tell(run, &message);
    mem_free(path);
}

void
run_export_release(struct run *run)
{
    struct err unused = {0};
    if (run->export_path)
        file_out_close(&run->export, false, &unused);
    mem_free(run->export_path);
    run->export_path = NULL;
}

void
run_export(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct file_place place;
    run_export_release(run); /* one at a time */
    enum status status = look_at(&place, command->path, &err);
    struct message message = {
        .kind = MESSAGE_EXPORT, .path = place.path, .value = span_of(place.target)};
    message.exists = status == STATUS_OK && place.there && !command->on;
    if (status == STATUS_OK && !message.exists) {
        status = file_out_open(&run->export, place.path, &err);
        run->export_path = status == STATUS_OK ? mem_strdup(place.path) : NULL;
    }
    message.failed = status != STATUS_OK;
    message.error = err.text;
    run_tell(run, &message);
    mem_free(place.path);
    mem_free(place.target);
}

void
run_export_rows(struct run *run, const struct command *command)
{
    struct err err = {0}, unused = {0};
    if (!run->export_path)
        return;
    enum status status =
        fd_write(run->export.fd, str_span(&command->text), run->export_path, &err);
    if (status == STATUS_OK)
        return;
    file_out_close(&run->export, false, &unused);
    tell_exported(run, status, &err);
}

void
run_export_end(struct run *run, const struct command *command)
{
    struct err err = {0};
    if (!run->export_path)
        return;
    if (!command->on) {
        run_export_release(run);
        return;
    }
    enum status status = file_out_close(&run->export, true, &err);
    tell_exported(run, status, &err);
}

void
run_show(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct span text = str_span(&command->text);
    enum status status = command->on ? editor_show(run->terminal, text, &err)
                                     : pager_show(run->terminal, text, &err);
    if (status != STATUS_OK)
        run_tell_trouble(run, err.text);
}
