#include "config.h"

#include "io/store.h"

#include "base/memory.h"
#include "base/text.h"
#include "io/files.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXCHANGE_MAX = 768 << 20 };

void
store_entries_release(struct store_entries *entries)
{
    for (size_t i = 0; i < entries->count; i++) {
        mem_free(entries->items[i].id);
        mem_free(entries->items[i].path);
    }
    mem_free(entries->items);
    *entries = (struct store_entries){0};
}

static char *
store_folder(void)
{
    return folder_path(FOLDER_DATA, "exchanges");
}

/* An ID becomes part of a file's name. */
static bool
is_id(struct span id)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
            return false;
    }
    return id.n > 0 && id.n <= 32;
}

/* "1795403175123-k3xq7a.json": milliseconds and the ID. */
static bool
parse_name(struct span name, struct store_entry *entry)
{
    uint64_t time;
    struct span rest = name, digits;
    if (!span_ends(name, ".json") || !span_next(&rest, '-', &digits) || !rest.p ||
        rest.n < 5 || !span_number(digits, INT64_MAX, &time))
        return false;
    struct span id = span_sub(rest, 0, rest.n - 5);
    if (!is_id(id))
        return false;
    struct str text = str_dup(id);
    entry->id = str_take(&text);
    entry->time = (clock_ms)time;
    return true;
}

static int
newer_first(const void *a, const void *b)
{
    const struct store_entry *one = a, *other = b;
    if (one->time != other->time)
        return one->time < other->time ? 1 : -1;
    return strcmp(other->id, one->id);
}

enum status
store_list(struct store_entries *entries, struct err *err)
{
    char *path = store_folder();
    DIR *folder = opendir(path);
    enum status status = STATUS_OK;
    *entries = (struct store_entries){0};
    if (!folder && errno != ENOENT)
        status = err_set(err, STATUS_IO, _("can't read the folder \"%s\": %s"), path,
                         strerror(errno));
    for (const struct dirent *file; folder && (file = readdir(folder));) {
        struct store_entry entry = {0};
        if (!parse_name(span_of(file->d_name), &entry))
            continue;
        struct str whole = {0};
        str_addf(&whole, "%s/%s", path, file->d_name);
        entry.path = str_take(&whole);
        ARRAY_GROW(entries->items, entries->count, entries->room);
        entries->items[entries->count++] = entry;
    }
    if (folder)
        closedir(folder);
    if (entries->count)
        qsort(entries->items, entries->count, sizeof *entries->items, newer_first);
    mem_free(path);
    return status;
}

/* Another program may have deleted the same at the same time: no matter. */
static void
keep_newest(void)
{
    struct store_entries entries;
    if (store_list(&entries, NULL) == STATUS_OK)
        for (size_t i = STORE_MAX; i < entries.count; i++)
            unlink(entries.items[i].path);
    store_entries_release(&entries);
}

enum status
store_save(const struct exchange *exchange, const struct diagnosis *diagnosis,
           const struct redactor *redactor, struct err *err)
{
    if (!is_id(span_of(exchange->id)) || exchange->time < 0)
        return err_set(err, STATUS_INPUT, _("the exchange has no ID to be kept by"));
    char *folder = store_folder();
    enum status status = folder_make(folder, err);
    if (status == STATUS_OK) {
        cJSON *tree = exchange_json(exchange, diagnosis, redactor);
        char *text = tree ? cJSON_PrintUnformatted(tree) : NULL;
        struct str path = {0};
        str_addf(&path, "%s/%013" PRId64 "-%s.json", folder, exchange->time,
                 exchange->id);
        if (text)
            status = file_write(str_text(&path), span_of(text), err);
        else
            status = err_set(err, STATUS_LIMIT,
                             _("there is not enough memory to keep the exchange"));
        cJSON_free(text);
        cJSON_Delete(tree);
        str_release(&path);
        keep_newest();
    }
    if (status != STATUS_OK)
        err_context(err, _("the exchange is not kept"));
    mem_free(folder);
    return status;
}

/* The path of one exchange, owned by the caller; NULL with ERR. */
static char *
find(const char *which, struct err *err)
{
    struct store_entries entries;
    if (store_list(&entries, err) != STATUS_OK)
        return NULL;
    size_t matches = 0, match = 0;
    bool last = strcmp(which, "last") == 0;
    for (size_t i = 0; i < entries.count && !(last && matches); i++)
        if (last || span_starts(span_of(entries.items[i].id), which)) {
            matches++;
            match = i;
        }
    char *path = matches == 1 ? mem_strdup(entries.items[match].path) : NULL;
    if (!entries.count)
        err_set(err, STATUS_INPUT, _("nothing was sent yet: there is no exchange"));
    else if (!matches)
        err_set(err, STATUS_INPUT,
                _("no exchange \"%s\" is kept; \"defscope history\" lists them"),
                which);
    else if (matches > 1)
        err_set(err, STATUS_INPUT, _("\"%s\" begins more than one ID: give more of it"),
                which);
    store_entries_release(&entries);
    return path;
}

enum status
store_read_text(const char *which, struct str *out, struct err *err)
{
    char *path = find(which, err);
    if (!path)
        return STATUS_INPUT;
    enum status status = file_read_private(path, EXCHANGE_MAX, out, err);
    mem_free(path);
    return status;
}

enum status
store_read(const char *which, const struct catalogue *catalogue,
           struct exchange *exchange, struct err *err)
{
    struct str text = {0};
    enum status status = store_read_text(which, &text, err);
    if (status == STATUS_OK)
        status = exchange_from_json(exchange, str_span(&text), catalogue, err);
    str_release(&text);
    return status;
}

enum status
store_delete(const char *which, struct err *err)
{
    char *path = find(which, err);
    if (!path)
        return STATUS_INPUT;
    enum status status = STATUS_OK;
    if (unlink(path) != 0 && errno != ENOENT)
        status = err_set(err, STATUS_IO, _("can't delete \"%s\": %s"), path,
                         strerror(errno));
    mem_free(path);
    return status;
}

enum status
store_clear(size_t *deleted, struct err *err)
{
    struct store_entries entries;
    *deleted = 0;
    enum status status = store_list(&entries, err);
    for (size_t i = 0; i < entries.count && status == STATUS_OK; i++) {
        if (unlink(entries.items[i].path) == 0)
            (*deleted)++;
        else if (errno != ENOENT)
            status = err_set(err, STATUS_IO, _("can't delete \"%s\": %s"),
                             entries.items[i].path, strerror(errno));
    }
    store_entries_release(&entries);
    return status;
}
