/* Requests kept as files: the folder that the configuration names, else
 * $XDG_DATA_HOME/defscope/requests. */
#include "config.h"

#include "api/http_file.h"
#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"
#include "io/run_state.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_MAX ((size_t)64 << 20)

enum { FILES_MAX = 2000, LINE_MAX_BYTES = 1 << 20 /* of a file that is listed */ };

static struct str
expand(const char *path)
{
    char *whole = file_home_path(path);
    struct str out = str_of(whole);
    mem_free(whole);
    return out;
}

static struct str
folder_of(const struct run *run)
{
    if (run->requests)
        return expand(run->requests);
    char *path = folder_path(FOLDER_DATA, "requests");
    struct str folder = str_of(path);
    mem_free(path);
    return folder;
}

static struct str
path_of(const struct run *run, const char *name)
{
    struct str path = folder_of(run);
    str_addf(&path, "/%s.http", name);
    return path;
}

/* --- the list --- */

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
listed(const char *name)
{
    struct span text = span_of(name);
    return name[0] != '.' && span_ends(text, ".http") && !span_has(text, "\t") &&
           !span_has(text, "\n");
}

/* Names without ".http", sorted; owned. */
static void
read_names(DIR *folder, struct texts *found)
{
    const struct dirent *entry;
    while (found->count < FILES_MAX && (entry = readdir(folder)))
        if (listed(entry->d_name))
            texts_add(found, span_sub(span_of(entry->d_name), 0,
                                      strlen(entry->d_name) - strlen(".http")));
    if (found->count)
        qsort(found->items, found->count, sizeof *found->items, by_name);
}

static void
tell_list(struct run *run)
{
    struct str folder = folder_of(run), lines = {0};
    struct texts found = {0};
    struct message message = {.kind = MESSAGE_REQUESTS};
    DIR *open = opendir(str_text(&folder));
    if (open)
        read_names(open, &found);
    for (size_t i = 0; i < found.count; i++) {
        struct str path = path_of(run, found.items[i]), text = {0};
        struct stat info;
        if (stat(str_text(&path), &info) == 0 && S_ISREG(info.st_mode)) /* no FIFO */
            file_read(str_text(&path), LINE_MAX_BYTES, &text, NULL);
        str_addf(&lines, "%s\t%.*s\n", found.items[i],
                 SPAN_ARG(http_file_line(str_span(&text))));
        str_release(&path);
        str_release(&text);
    }
    if (open)
        closedir(open);
    message.text = str_span(&lines);
    run_tell(run, &message);
    texts_release(&found);
    str_release(&lines);
    str_release(&folder);
}

void
run_requests(struct run *run, const struct command *command)
{
    (void)command;
    tell_list(run);
}

/* --- one of them --- */

void
run_request_read(struct run *run, const struct command *command)
{
    struct str path = command->on ? path_of(run, command->path) : expand(command->path);
    struct str text = {0};
    struct err err = {0};
    bool failed = file_read(str_text(&path), READ_MAX, &text, &err) != STATUS_OK;
    struct message message = {.kind = MESSAGE_REQUEST,
                              .path = command->on ? command->path : NULL,
                              .text = str_span(&text),
                              .failed = failed,
                              .error = err.text};
    run_tell(run, &message);
    str_wipe(&text);
    str_release(&path);
}

static enum keeping_word
write_file(struct run *run, const struct command *command, struct err *err)
{
    struct str folder = folder_of(run), path = path_of(run, command->path), there = {0};
    enum keeping_word word = KEEPING_WRITTEN;
    if (access(str_text(&path), F_OK) == 0) {
        bool read = file_read(str_text(&path), READ_MAX, &there, NULL) == STATUS_OK;
        bool same = read && span_equal(str_span(&there), str_span(&command->text));
        word = same ? KEEPING_SAME : command->on ? KEEPING_WRITTEN : KEEPING_EXISTS;
    } else if (access(str_text(&folder), F_OK) != 0 &&
               folder_make(str_text(&folder), err) != STATUS_OK) {
        word = KEEPING_FAILED;
    }
    if (word == KEEPING_WRITTEN &&
        file_deliver(str_text(&path), str_span(&command->text), err) != STATUS_OK)
        word = KEEPING_FAILED;
    str_release(&folder);
    str_release(&path);
    str_release(&there);
    return word;
}

void
run_request_keep(struct run *run, const struct command *command)
{
    struct err err = {0};
    struct message message = {.kind = MESSAGE_KEPT,
                              .keeping = write_file(run, command, &err),
                              .path = command->path,
                              .text = str_span(&command->text),
                              .error = err.text};
    run_tell(run, &message);
}

void
run_request_rename(struct run *run, const struct command *command)
{
    struct str from = path_of(run, command->path),
               to = path_of(run, str_text(&command->text));
    struct err err = {0};
    if (access(str_text(&to), F_OK) == 0)
        err_set(&err, STATUS_IO, _("\"%s\" exists already: choose another name"),
                str_text(&to));
    else if (rename(str_text(&from), str_text(&to)) != 0)
        err_set(&err, STATUS_IO, _("\"%s\" can't be renamed: %s"), str_text(&from),
                strerror(errno));
    if (err.text[0])
        run_tell_trouble(run, err.text);
    tell_list(run);
    str_release(&from);
    str_release(&to);
}

void
run_request_delete(struct run *run, const struct command *command)
{
    struct str path = path_of(run, command->path);
    struct err err = {0};
    if (unlink(str_text(&path)) != 0) {
        err_set(&err, STATUS_IO, _("\"%s\" can't be deleted: %s"), str_text(&path),
                strerror(errno));
        run_tell_trouble(run, err.text);
    }
    tell_list(run);
    str_release(&path);
}
